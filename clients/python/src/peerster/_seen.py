"""Which rumors a watch has delivered already."""

from __future__ import annotations

from collections.abc import Iterable

from peerster.v1 import node_pb2 as pb


class Seen:
    """A vector of what was seen.

    Within one log nothing comes twice, so it is only asked after a restart of the node, whose new log tells the network's rumors again.
    Messages without ids (simple mode) cannot be recognised and pass.
    """

    def __init__(self) -> None:
        self._highest: dict[str, int] = {}
        self._earlier: dict[str, int] = {}

    def restart(self) -> None:
        """Another log begins."""
        self._earlier = dict(self._highest)

    def before(self, origins: Iterable[pb.OriginStatus]) -> None:
        """Counts as seen whatever a vector holds."""
        for each in origins:
            self._note(each.origin, each.next_id - 1)

    def add(self, message: pb.Message) -> bool:
        """Notes a message. Whether it is new."""
        if message.kind != pb.MESSAGE_KIND_RUMOR:
            return True
        # What was published on the node itself after its restart is new, even where it could not know that the id was taken.
        is_new = message.relay_address == "" or message.id > self._earlier.get(message.origin, 0)
        self._note(message.origin, message.id)
        return is_new

    def _note(self, origin: str, number: int) -> None:
        if number > self._highest.get(origin, 0):
            self._highest[origin] = number
