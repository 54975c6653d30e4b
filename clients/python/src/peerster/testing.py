"""What a failing test wants to know of what it started."""

from __future__ import annotations

from collections.abc import Callable

from peerster.errors import PeersterError
from peerster.sync.network import Network
from peerster.sync.node import Node

StartNode = Callable[..., Node]
StartNetwork = Callable[..., Network]

KEPT_LINES = 30
"""Lines that are shown of each node."""

_NODES = 20


def findings(one: Node | Network) -> list[tuple[str, str]]:
    """Headings and texts: the last lines of each node, and for a network why it has not converged, and its seed."""
    try:
        return _of_network(one) if isinstance(one, Network) else _of_program(one)
    except PeersterError as error:
        return [*_of_program(one), (f"peerster {one.address}", f"nothing more can be told: {error}")]


def _of_program(one: Node | Network) -> list[tuple[str, str]]:
    lines = [] if one.process is None else one.process.lines[-KEPT_LINES:]
    return [(f"peerster {one.address}, last lines", "\n".join(lines))] if lines else []


def _of_network(network: Network) -> list[tuple[str, str]]:
    told = network.describe()
    title = f"peerster network {network.name} of seed {told.network.seed}"
    lines = [(f"{title}, last lines of {each.name}", _lines_of(network, each.name)) for each in told.nodes[:_NODES]]
    left_out = told.network.nodes - len(lines)
    more = [(f"{title}, last lines", f"those of {left_out} more nodes are left out")] if left_out > 0 else []
    return [*_of_program(network), *lines, *more, (f"{title}, what is lacking", network.explain().text)]


def _lines_of(network: Network, name: str) -> str:
    try:
        return "\n".join(network.lines(name, KEPT_LINES))
    except PeersterError as error:
        return error.message
