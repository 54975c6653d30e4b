"""What a network does for its user, on every engine."""

from __future__ import annotations

import pytest

from peerster import Network, PeersterError, faults
from peerster.testing import StartNetwork


@pytest.fixture(params=["emulated", "local", "processes"])
def start(request: pytest.FixtureRequest, peerster_network: StartNetwork) -> StartNetwork:
    def on_engine(topology: str, nodes: int) -> Network:
        return peerster_network(topology, nodes=nodes, engine=request.param)

    return on_engine


def test_a_rumor_crosses_a_line_of_five(start: StartNetwork) -> None:
    network = start("line", nodes=5)
    network["n1"].send("hello")
    assert network.await_converged() == {"n1": 2}
    assert [message.text for message in network["n5"].messages()] == ["hello"]


def test_a_partition_keeps_a_rumor_on_its_side_until_it_is_healed(start: StartNetwork) -> None:
    network = start("line", nodes=5)
    fault = network.partition("n1..n2")
    network["n1"].send("hello")
    network["n2"].await_rumors({"n1": 2}, timeout=30)
    network.advance(2)
    assert network["n3"].status() == {}
    explanation = network.explain("n1", 1, "n3")
    assert not explanation.converged
    assert "n3" in explanation.text
    assert network.heal(fault) == [fault]
    assert network.await_converged() == {"n1": 2}


def test_a_wait_in_vain_says_who_lacks_what(start: StartNetwork) -> None:
    network = start("line", nodes=3)
    network.partition("n1")
    network["n1"].send("hello")
    with pytest.raises(PeersterError) as refused:
        network.await_converged(timeout=1)
    assert refused.value.reason == "TIMED_OUT"


def test_a_crashed_node_catches_up_when_it_is_back(start: StartNetwork) -> None:
    network = start("ring", nodes=4)
    assert network.crash("n3") == ["n3"]
    network["n1"].send("meanwhile")
    network.await_converged()
    assert network.restart("n3", keep_memory=False) == ["n3"]
    network["n3"].await_rumors({"n1": 2}, timeout=30)


def test_nodes_and_links_come_and_go(start: StartNetwork) -> None:
    network = start("line", nodes=2)
    added = network.add_node("late", neighbours=["n2"])
    network["n1"].send("hello")
    added.await_rumors({"n1": 2}, timeout=30)
    network.unlink("n2", "late")
    network.link("n1", "late")
    assert network.remove("n2") == ["n2"]
    assert [each.name for each in network.states()] == ["n1", "late"]


def test_faults_of_every_kind_are_taken(start: StartNetwork) -> None:
    network = start("ring", nodes=4)
    kinds = [
        faults.loss(0.1),
        faults.burst_loss(0.01, 0.2),
        faults.delay(0.01, 0.02, at="n1"),
        faults.duplication(0.1),
        faults.corruption(0.01),
        faults.bandwidth(1_000_000),
        faults.slow("n2", 0.005),
    ]
    ids = network.add_fault(*kinds)
    assert [each.id for each in network.faults()] == ids
    assert sorted(network.heal()) == sorted(ids)


def test_an_unknown_node_is_an_error(start: StartNetwork) -> None:
    network = start("line", nodes=3)
    with pytest.raises(PeersterError, match="no node is called") as refused:
        network["m1"].info()
    assert refused.value.reason == "UNKNOWN_NODE"


def test_an_impossible_network_is_refused(start: StartNetwork) -> None:
    with pytest.raises(PeersterError, match="must be even"):
        start("regular:3", nodes=5)
