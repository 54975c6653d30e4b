"""The request that makes a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from peerster import _requests as to
from peerster._requests import Seconds
from peerster.v1 import network_pb2 as pb

ENGINES: Mapping[str, pb.NetworkEngine.ValueType] = {
    "emulated": pb.NETWORK_ENGINE_EMULATED,
    "local": pb.NETWORK_ENGINE_LOCAL,
    "processes": pb.NETWORK_ENGINE_PROCESSES,
}


def creation(
    topology: str | Sequence[tuple[str, str]],
    nodes: int,
    file: str | Path | None,
    engine: str,
    seed: int | None,
    settings: Mapping[str, float] | None,
    delay: Seconds | None,
    loss: float,
    keep_lines: int,
    foreign: pb.NodeProgram | None,
) -> pb.CreateNetworkRequest:
    """Raises ValueError for an engine that does not exist, and OSError for a file that cannot be read."""
    if engine not in ENGINES:
        raise ValueError(f'engine is "{engine}"; it must be one of {", ".join(ENGINES)}')
    request = pb.CreateNetworkRequest(engine=ENGINES[engine], seed=seed, keep_lines=keep_lines, program=foreign)
    if file is not None:
        request.file = Path(file).read_text(encoding="utf-8")
        return request
    request.MergeFrom(pb.CreateNetworkRequest(settings=settings or {}, links=_links(delay, loss)))
    if isinstance(topology, str):
        request.topology.CopyFrom(pb.Topology(name=topology, nodes=nodes))
    else:
        request.edges.CopyFrom(pb.EdgeList(links=to.links(topology)))
    return request


def _links(delay: Seconds | None, loss: float) -> pb.LinkSettings:
    return pb.LinkSettings(delay=None if delay is None else pb.DelayFault(constant=to.duration(delay)), loss=loss)
