"""The transcript of clients/README.md on every engine. The names of the steps have its numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from peerster import Network, Node, PeersterError
from peerster.testing import StartNetwork
from peerster.v1 import network_pb2 as npb
from peerster.v1 import node_pb2 as pb

from .proxy import Proxy

CONTENT = bytes(place % 251 for place in range(20_000))
METAHASH = "1804cd34f9d6cc735b70b634786f9d5a42243d0da1ecd5f1e681d718a370899e"
SETTINGS = {"antiEntropy": 1_000, "searchPatience": 300}


def test_the_transcript(peerster_network: StartNetwork, engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the server's working directory is where downloads of real nodes go
    network = peerster_network("line", nodes=5, engine=engine, seed=7, settings=SETTINGS, keep_lines=2_000)
    step_1_create(network)
    step_2_add_a_peer(network)
    steps_3_and_4_send_watch_resume(network)
    steps_5_and_6_await(network)
    steps_7_to_9_private_message(network)
    step_10_share(network["n5"])
    step_11_search(network["n1"])
    step_12_download(network["n1"])
    cut = steps_13_and_14_partition(network)
    steps_15_and_16_explain(network, cut)
    step_17_heal(network, cut)
    steps_18_to_20_crash_and_restart(network)
    step_21_lines(network)
    step_22_errors(network)
    step_23_report(network)
    step_24_delete(network)


def step_1_create(network: Network) -> None:
    told = network.describe()
    assert [(each.name, each.state) for each in told.nodes] == [(f"n{number}", npb.NODE_STATE_UP) for number in range(1, 6)]
    assert [(each.a, each.b) for each in told.links] == [("n1", "n2"), ("n2", "n3"), ("n3", "n4"), ("n4", "n5")]


def step_2_add_a_peer(network: Network) -> None:
    address = network["n5"].info().gossip_address
    added = network["n3"].add_peer(address)
    assert (added.address, added.configured) == (address, True)
    peers = [each.address for each in network["n3"].peers()]
    assert address in peers
    assert len(peers) == 3


def steps_3_and_4_send_watch_resume(network: Network) -> None:
    proxy = Proxy(network.address)
    watched = Node(proxy.address, node="n5", network=network.name)
    with watched.watch() as watch:
        sent = network["n1"].send("hello")
        assert (sent.origin, sent.id) == ("n1", 1)
        assert network["n5"].await_rumors({"n1": 2}) == {"n1": 2}
        message = next(watch)
        assert (message.origin, message.id, message.text) == ("n1", 1, "hello")
        proxy.cut()
        assert network["n1"].send("while cut").id == 2
        network["n5"].await_rumors({"n1": 3})
        message = next(watch)
        assert (message.origin, message.id, message.text) == ("n1", 2, "while cut")
    watched.close()
    proxy.close()


def steps_5_and_6_await(network: Network) -> None:
    assert network["n5"].send("hello back").id == 1
    assert network.await_converged() == {"n1": 3, "n5": 2}
    assert network["n1"].status() == {"n1": 3, "n5": 2}
    with pytest.raises(PeersterError) as late:
        network["n1"].await_rumors({"n9": 2}, timeout=0.1)
    assert (late.value.reason, late.value.facts["missingOrigins"]) == ("TIMED_OUT", "1")


def steps_7_to_9_private_message(network: Network) -> None:
    [peer] = network["n1"].peers()
    assert [(each.destination, each.next_hop) for each in network["n1"].routes()] == [("n5", peer.address)]
    with network["n5"].watch(kind=pb.MESSAGE_KIND_PRIVATE) as watch:
        assert network["n1"].send("for you alone", destination="n5").id == 0
        network.advance(0.1)
        message = next(watch)
        assert (message.origin, message.text) == ("n1", "for you alone")
    assert [each.text for each in network["n5"].messages(conversation="n1")] == ["for you alone"]
    assert list(network["n3"].messages(kind=pb.MESSAGE_KIND_PRIVATE)) == []
    with pytest.raises(PeersterError) as nobody:
        network["n1"].send("for nobody", destination="n9")
    assert nobody.value.reason == "NO_ROUTE"


def step_10_share(node: Node) -> None:
    file = node.share(CONTENT, "notes.txt")
    assert (file.name, file.size, file.chunk_count, file.chunks_had) == ("notes.txt", 20_000, 3, 3)
    assert file.metahash == METAHASH
    assert [each.metahash for each in node.files()] == [METAHASH]


def step_11_search(node: Node) -> None:
    search = node.search("notes", budget=16)
    [match] = search
    assert (match.file_name, match.node, match.metahash) == ("notes.txt", "n5", METAHASH)
    assert (list(match.chunks), match.chunk_count) == ([1, 2, 3], 3)
    assert search.ended is not None
    assert (search.ended.verdict, search.ended.full_matches) == (pb.SEARCH_VERDICT_EXHAUSTED, 1)


def step_12_download(node: Node) -> None:
    file = node.download(METAHASH, "copy.txt").result()
    assert (file.name, file.size, file.chunks_had) == ("copy.txt", 20_000, 3)
    assert b"".join(node.read(METAHASH)) == CONTENT
    assert [each.name for each in node.files()] == ["copy.txt"]


def steps_13_and_14_partition(network: Network) -> str:
    cut = network.partition("n1..n2")
    assert [each.id for each in network.faults()] == [cut]
    assert network["n1"].send("left").id == 3
    assert network["n5"].send("right").id == 2
    assert network.run_until_held({"n1": 4}, "n1..n2")
    assert network.run_until_held({"n5": 3}, "n3..n5")
    network.advance(0.5)
    assert network["n3"].status() == {"n1": 3, "n5": 3}
    return cut


def steps_15_and_16_explain(network: Network, cut: str) -> None:
    rumor = network.explain("n1", 3, "n5")
    assert not rumor.converged
    [lack] = rumor.lacks
    assert (lack.node, lack.origin, lack.first, lack.last, sorted(lack.holders)) == ("n5", "n1", 3, 3, ["n1", "n2"])
    assert (npb.HINDRANCE_KIND_CUT, cut) in [(each.kind, each.fault) for each in lack.hindrances]
    whole = network.explain()
    assert (whole.converged, whole.total_lacks) == (False, 5)


def step_17_heal(network: Network, cut: str) -> None:
    assert network.heal(cut) == [cut]
    assert network.faults() == []
    assert network.await_converged() == {"n1": 4, "n5": 3}
    assert network.explain().converged


def steps_18_to_20_crash_and_restart(network: Network) -> None:
    with network["n4"].watch("beginning") as watch:
        assert sorted(next(watch).text for _ in range(5)) == ["hello", "hello back", "left", "right", "while cut"]
        network.crash("n4")
        with pytest.raises(PeersterError) as down:
            network["n4"].info()
        assert down.value.reason == "CLOSED"
        assert [each.state for each in network.states() if each.name == "n4"] == [npb.NODE_STATE_DOWN]
        assert network["n1"].send("without n4").id == 4
        network["n5"].await_rumors({"n1": 5})
        network.restart("n4", keep_memory=False)
        network["n4"].await_rumors({"n1": 5, "n5": 3})
        assert next(watch).text == "without n4"
    assert len(list(network["n4"].messages(kind=pb.MESSAGE_KIND_RUMOR))) == 6
    assert network.await_converged() == {"n1": 5, "n5": 3}


def step_21_lines(network: Network) -> None:
    lines = network.lines("n5")
    assert "CLIENT MESSAGE hello back" in lines
    private = [line for line in lines if line.startswith("PRIVATE origin n1 hop-limit ")]
    assert [line.endswith(" contents for you alone") for line in private] == [True]
    assert len(network.lines("n5", 2)) == 2


def step_22_errors(network: Network) -> None:
    with pytest.raises(PeersterError) as unknown:
        network["n9"].info()
    assert unknown.value.reason == "UNKNOWN_NODE"
    with pytest.raises(PeersterError) as long:
        network["n1"].send("x" * 8_193)
    assert (long.value.reason, long.value.facts) == ("TEXT_TOO_LONG", {"limit": "8192"})


def step_23_report(network: Network) -> None:
    report = network.report().report
    assert (report.rumors, report.nodes, report.seed) == (6, 5, 7)


def step_24_delete(network: Network) -> None:
    network.delete()
    assert network.name not in network.names()
