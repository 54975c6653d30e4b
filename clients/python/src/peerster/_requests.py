"""Values of Python as those of the API. Both kinds of client stand on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from google.protobuf.duration_pb2 import Duration
from peerster.v1 import network_pb2 as npb
from peerster.v1 import node_pb2 as pb

Seconds = float | timedelta
"""A time: seconds, or a timedelta."""


def duration(time: Seconds) -> Duration:
    result = Duration()
    result.FromTimedelta(time if isinstance(time, timedelta) else timedelta(seconds=time))
    return result


def vector(next_ids: Mapping[str, int]) -> list[pb.OriginStatus]:
    return [pb.OriginStatus(origin=origin, next_id=next_id) for origin, next_id in next_ids.items()]


def next_ids(origins: Iterable[pb.OriginStatus]) -> dict[str, int]:
    return {each.origin: each.next_id for each in origins}


def nodes(names: str | Sequence[str]) -> npb.NodeSelection:
    """One name, several, or ``"*"`` for all; ``"n3..n7"`` is a range."""
    if names == "*":
        return npb.NodeSelection(all=True)
    return npb.NodeSelection(names=[names] if isinstance(names, str) else names)


def links(pairs: Iterable[tuple[str, str]]) -> list[npb.NetworkLink]:
    return [npb.NetworkLink(a=a, b=b) for a, b in pairs]


def touching(names: str | Sequence[str] | None) -> npb.LinkSelection:
    """Every way from or to some nodes; ``None`` for every way there is."""
    result = npb.LinkSelection()
    if names is not None:
        getattr(result, "from").CopyFrom(nodes(names))  # the field's name is a word of Python
    return result


def between(side: str | Sequence[str], other: str | Sequence[str] | None, one_way: bool) -> npb.LinkSelection:
    """The ways from one group to another; a node is in the first one that names it, so ``None`` is the rest."""
    return npb.LinkSelection(groups=[nodes(side), nodes("*" if other is None else other)], one_way=one_way)
