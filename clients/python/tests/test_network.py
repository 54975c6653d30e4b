"""What a network does for its user. What it does on every engine is in test_transcript.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from peerster import PeersterError, faults
from peerster.testing import StartNetwork


def test_a_wait_in_vain_says_who_lacks_what(peerster_network: StartNetwork) -> None:
    network = peerster_network("line", nodes=3)
    network.partition("n1")
    network["n1"].send("hello")
    with pytest.raises(PeersterError, match="n2") as refused:
        network.await_converged(timeout=1)
    assert refused.value.reason == "TIMED_OUT"


def test_a_crashed_node_comes_back_with_what_it_held(peerster_network: StartNetwork) -> None:
    network = peerster_network("ring", nodes=4)
    network["n3"].send("before")
    network.crash("n3")
    network["n1"].send("meanwhile")
    network.await_converged()
    network.restart("n3")
    assert network["n3"].status()["n3"] == 2
    network["n3"].await_rumors({"n1": 2})


def test_a_paused_node_waits(peerster_network: StartNetwork) -> None:
    network = peerster_network("line", nodes=2)
    assert network.pause("n2") == ["n2"]
    network["n1"].send("hello")
    network.advance(1)
    with pytest.raises(PeersterError, match="paused"):
        network["n2"].send("no")
    assert network.resume("n2") == ["n2"]
    network["n2"].await_rumors({"n1": 2})


def test_nodes_and_links_come_and_go(peerster_network: StartNetwork) -> None:
    network = peerster_network("line", nodes=2)
    added = network.add_node("late", neighbours=["n2"])
    network["n1"].send("hello")
    added.await_rumors({"n1": 2})
    network.unlink("n2", "late")
    network.link("n1", "late")
    assert network.remove("n2") == ["n2"]
    assert [each.name for each in network.states()] == ["n1", "late"]


def test_faults_of_every_kind_are_taken(peerster_network: StartNetwork) -> None:
    network = peerster_network("ring", nodes=4)
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


def test_an_unknown_node_is_an_error(peerster_network: StartNetwork) -> None:
    network = peerster_network("line", nodes=3)
    with pytest.raises(PeersterError, match="no node is called") as refused:
        network["m1"].info()
    assert refused.value.reason == "UNKNOWN_NODE"


def test_an_impossible_network_is_refused(peerster_network: StartNetwork) -> None:
    with pytest.raises(PeersterError, match="must be even"):
        peerster_network("regular:3", nodes=5)


def test_a_network_file_is_played(peerster_network: StartNetwork, tmp_path: Path) -> None:
    file = tmp_path / "pair.yaml"
    file.write_text("nodes: 2\ntopology: line\ntimeline:\n  - {at: 1s, say: {from: n1, text: hello}}\n")
    network = peerster_network(file=file)
    network["n2"].await_rumors({"n1": 2})
    assert [message.text for message in network["n2"].messages()] == ["hello"]
