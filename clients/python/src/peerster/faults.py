"""Faults of links and nodes, to be given to ``Network.add_fault``. Times are seconds, shares go from 0 to 1.

``at`` restricts a fault to the ways from and to some nodes.
"""

from __future__ import annotations

from collections.abc import Sequence

from peerster import _requests as to
from peerster._requests import Seconds
from peerster.v1 import network_pb2 as pb

Names = str | Sequence[str]
"""One name, several, or ``"*"`` for all; ``"n3..n7"`` is a range."""


def loss(share: float, *, at: Names | None = None) -> pb.Fault:
    """Each datagram is lost with this probability."""
    return pb.Fault(loss=share, selection=to.touching(at))


def burst_loss(
    worsens: float, recovers: float, *, when_good: float = 0.0, when_bad: float = 1.0, at: Names | None = None
) -> pb.Fault:
    """Losses in bursts (Gilbert and Elliott)."""
    kind = pb.BurstLoss(worsens=worsens, recovers=recovers, loss_when_good=when_good, loss_when_bad=when_bad)
    return pb.Fault(burst_loss=kind, selection=to.touching(at))


def delay(least: Seconds, most: Seconds | None = None, *, at: Names | None = None) -> pb.Fault:
    """Datagrams take this long, or anything between two bounds."""
    if most is None:
        kind = pb.DelayFault(constant=to.duration(least))
    else:
        kind = pb.DelayFault(uniform=pb.UniformDelay(min=to.duration(least), max=to.duration(most)))
    return pb.Fault(delay=kind, selection=to.touching(at))


def duplication(share: float, *, at: Names | None = None) -> pb.Fault:
    """A share of the datagrams arrives twice."""
    return pb.Fault(duplication=share, selection=to.touching(at))


def corruption(share: float, *, at: Names | None = None) -> pb.Fault:
    """A share of the datagrams arrives with a flipped bit."""
    return pb.Fault(corruption=share, selection=to.touching(at))


def bandwidth(bytes_per_second: int, *, queue_bytes: int = 0, at: Names | None = None) -> pb.Fault:
    """A way carries so much and no more; what comes faster waits in a queue (0: 64 KiB), and is lost when that is full."""
    kind = pb.BandwidthFault(bytes_per_second=bytes_per_second, queue_bytes=queue_bytes)
    return pb.Fault(bandwidth=kind, selection=to.touching(at))


def partition(side: Names, other: Names | None = None, *, one_way: bool = False) -> pb.Fault:
    """Nothing crosses from one side to the other; the other side is the rest unless it is named."""
    return pb.Fault(partition=pb.PartitionFault(), selection=to.between(side, other, one_way))


def slow(nodes: Names, by: Seconds) -> pb.Fault:
    """Nodes take so much longer for each datagram."""
    return pb.Fault(slow=pb.SlowNodeFault(delay=to.duration(by)), selection=to.touching(nodes))
