"""What a node does for its user."""

from __future__ import annotations

from pathlib import Path

import grpc
import pytest

from peerster import Node, PeersterError
from peerster.testing import StartNode
from peerster.v1 import node_pb2 as pb


def test_a_text_is_published_listed_and_watched(peerster_node: StartNode) -> None:
    node = peerster_node("alice")
    with node.watch() as watch:
        sent = node.send("hello")
        message = next(watch)
    assert (message.origin, message.id, message.text) == ("alice", sent.id, "hello")
    assert [each.text for each in node.messages()] == ["hello"]


def test_a_rumor_reaches_a_peer(peerster_node: StartNode) -> None:
    alice, bob = peerster_node("alice"), peerster_node("bob")
    bob.add_peer(alice.info().gossip_address)
    alice.send("hello")
    assert bob.await_rumors({"alice": 2}) == {"alice": 2}
    assert bob.status() == {"alice": 2}


def test_peers_are_added_listed_and_removed(peerster_node: StartNode) -> None:
    node = peerster_node()
    added = node.add_peer("127.0.0.1:9")
    assert [each.address for each in node.peers()] == [added.address]
    node.remove_peer(added.address)
    assert node.peers() == []


def test_a_list_of_messages_is_read_over_all_its_pages(peerster_node: StartNode) -> None:
    node = peerster_node()
    texts = [f"{number:04}" * 2_000 for number in range(150)]  # a page ends at about 1 MiB
    for text in texts:
        node.send(text)
    assert [each.text for each in node.messages()] == texts


def test_a_file_is_shared_by_its_path_here_and_found_in_the_list(peerster_node: StartNode, tmp_path: Path) -> None:
    node = peerster_node()
    path = tmp_path / "notes.txt"
    path.write_bytes(b"x" * 9_000)
    shared = node.share(path)
    assert (shared.name, shared.chunk_count) == ("notes.txt", 2)
    assert b"".join(node.read(shared.metahash)) == b"x" * 9_000
    with pytest.raises(ValueError, match="a name"):
        node.share(b"bytes")


def test_a_search_is_cancelled(peerster_node: StartNode) -> None:
    search = peerster_node().search("nothing")
    search.cancel()
    assert list(search) == []
    assert search.ended is not None
    assert search.ended.verdict == pb.SEARCH_VERDICT_CANCELLED


def test_a_download_that_nobody_has_is_refused(peerster_node: StartNode) -> None:
    with pytest.raises(PeersterError) as refused:
        peerster_node().download("0" * 64, "copy.txt")
    assert refused.value.code == grpc.StatusCode.NOT_FOUND


def test_an_error_has_code_reason_and_facts(peerster_node: StartNode) -> None:
    node = peerster_node()
    with pytest.raises(PeersterError) as refused:
        node.send("x" * 9_000)
    assert (refused.value.code, refused.value.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "TEXT_TOO_LONG")
    assert refused.value.facts == {"limit": "8192"}


def test_a_wait_that_is_over_says_what_is_missing(peerster_node: StartNode) -> None:
    with pytest.raises(PeersterError, match="ids 1 to 2 of nobody") as refused:
        peerster_node().await_rumors({"nobody": 3}, timeout=0.05)
    assert refused.value.reason == "TIMED_OUT"


def test_nobody_at_an_address_is_an_error_and_no_hang() -> None:
    node = Node("127.0.0.1:1")
    with pytest.raises(PeersterError) as refused:
        node.info()
    assert refused.value.code == grpc.StatusCode.UNAVAILABLE
    node.close()


def test_a_program_that_does_not_start_says_why(peerster_node: StartNode) -> None:
    with pytest.raises(PeersterError, match="-set has"):
        peerster_node(flags=["-set=nonsense"])


def test_events_come_as_they_happen(peerster_node: StartNode) -> None:
    node = peerster_node("alice")
    events = node.events(pb.EVENT_KIND_CLIENT)
    node.send("hello")
    assert next(events).event.text == "hello"
    events.close()
