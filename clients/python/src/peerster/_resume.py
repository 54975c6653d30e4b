"""How far a watch has come, and how it goes on after a cut. Without I/O: both kinds of client stand on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from peerster._seen import Seen
from peerster.v1 import node_pb2 as pb

Start = Literal["now", "beginning"] | pb.Position
"""Where a watch begins: with what comes after it, with the oldest message kept, or at a position."""

FIRST_PAUSE = 0.01
LONGEST_PAUSE = 1.0


class Resume:
    """The state of one watch over its subscriptions."""

    def __init__(self, start: Start, message_filter: pb.MessageFilter | None) -> None:
        self._start = start
        self._filter = message_filter
        self.subscribed = False
        self.pause = FIRST_PAUSE
        self._seen = Seen()

    def request(self) -> pb.WatchRumorsRequest:
        """To subscribe, at first or again."""
        if isinstance(self._start, pb.Position):
            return pb.WatchRumorsRequest(position=self._start, filter=self._filter)
        return pb.WatchRumorsRequest(now=self._start == "now", beginning=self._start == "beginning", filter=self._filter)

    @property
    def needs_vector(self) -> bool:
        """Whoever begins late has "seen" what the node held before: a restarted node will tell it all again."""
        return not self.subscribed and self._start != "beginning"

    def begin(self, restarted: bool, vector: Iterable[pb.OriginStatus]) -> None:
        """The subscription stands."""
        if restarted:
            self._seen.restart()
        self._seen.before(vector)
        self.subscribed = True

    def read(self, response: pb.WatchRumorsResponse) -> list[pb.Message]:
        """The messages of a response that are new, after having noted where to resume."""
        fresh = [message for message in response.messages.messages if self._seen.add(message)]
        if response.HasField("next"):
            self._start = response.next
        if fresh:
            self.pause = FIRST_PAUSE
        return fresh

    def next_pause(self) -> float:
        """Seconds until the next attempt."""
        pause, self.pause = self.pause, min(2 * self.pause, LONGEST_PAUSE)
        return pause
