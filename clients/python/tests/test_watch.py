"""A watch delivers every message once and in order, whatever happens to its connection and its node."""

from __future__ import annotations

import itertools
import threading

from peerster import Node
from peerster.testing import StartNode

from .proxy import Proxy

CUTS = 100


def test_a_watch_that_is_cut_a_hundred_times_delivers_everything_once_and_in_order(peerster_node: StartNode) -> None:
    node = peerster_node("alice")
    proxy = Proxy(node.address)
    watched = Node(proxy.address)
    got: list[int] = []
    with watched.watch() as watch:
        for number in range(1, 3 * CUTS + 1):
            node.send(f"text {number}")
            if number % 3 == 0:
                got.extend(message.id for message in itertools.islice(watch, 2))
                proxy.cut()
        got.extend(message.id for message in itertools.islice(watch, 3 * CUTS - len(got)))
    assert got == list(range(1, 3 * CUTS + 1))
    watched.close()
    proxy.close()


def test_a_watch_that_is_closed_while_it_waits_ends(peerster_node: StartNode) -> None:
    watch = peerster_node().watch()
    closer = threading.Timer(0.05, watch.close)
    closer.start()
    assert list(watch) == []
    closer.join()


def test_a_watch_that_is_cut_a_hundred_times_while_its_node_is_killed_and_restarted_tells_every_rumor_that_another_holds_once(
    peerster_node: StartNode,
) -> None:
    keeper = peerster_node("keeper")
    peer = keeper.info().gossip_address
    node = peerster_node("alice", peers=[peer])
    back = [f"-gossipAddr={node.info().gossip_address}"]  # as one that its peers know already
    proxy = Proxy(node.address)
    watched = Node(proxy.address)
    got: list[str] = []
    with watched.watch() as watch:
        for number in range(CUTS):
            keeper.send(f"text {number}")
            if number % 25 == 12:
                assert node.process is not None
                node.process.kill()
                node = peerster_node("alice", peers=[peer], flags=back)
                proxy.lead_to(node.address)
            got.append(next(watch).text)
            proxy.cut()
        keeper.send("the last")
        assert next(watch).text == "the last"
    assert got == [f"text {number}" for number in range(CUTS)]
    watched.close()
    proxy.close()
