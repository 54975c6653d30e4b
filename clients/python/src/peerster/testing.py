"""What a failing test wants to know of what it started."""

from __future__ import annotations

from collections.abc import Callable

from peerster.errors import PeersterError
from peerster.sync.network import Network
from peerster.sync.node import Node

StartNode = Callable[..., Node]
StartNetwork = Callable[..., Network]

_LINES = 30


def findings(one: Node | Network) -> list[tuple[str, str]]:
    """Headings and texts: the last lines of programs, and for a network why it has not converged."""
    name = f"peerster {one.address}"
    sections = [] if one.process is None else [(f"{name}, last lines", "\n".join(one.process.lines[-_LINES:]))]
    if isinstance(one, Network):
        sections.append((f"{name}, what is lacking", _explanation(one)))
    return sections


def _explanation(network: Network) -> str:
    try:
        return network.explain().text or "every node that is up holds every rumor"
    except PeersterError as error:
        return f"it cannot be told: {error}"
