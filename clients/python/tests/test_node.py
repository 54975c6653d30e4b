"""What a node does for its user."""

from __future__ import annotations

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
    for number in range(1_201):
        node.send(f"text {number}")
    assert [each.text for each in node.messages()] == [f"text {number}" for number in range(1_201)]


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
