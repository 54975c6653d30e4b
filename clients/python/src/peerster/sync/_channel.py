# Made from peerster.aio by scripts/clients/unasync.py. DO NOT EDIT.
"""Calls whose errors are PeersterErrors, and the metadata that names a node of a network."""

from __future__ import annotations

from collections.abc import Iterator, Iterator
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import grpc

from peerster.errors import from_rpc

if TYPE_CHECKING:
    from peerster.sync._grpc import StreamUnaryMultiCallable, UnaryUnaryMultiCallable

Metadata = tuple[tuple[str, str], ...]
In = TypeVar("In")
Out = TypeVar("Out")
Got = TypeVar("Got", covariant=True)

CALL_SECONDS = 30.0
"""How long a call may take unless it says otherwise."""


def metadata_of(node: str | None, network: str | None) -> Metadata:
    pairs = (("peerster-node", node), ("peerster-network", network))
    return tuple((key, value) for key, value in pairs if value)


def call(
    method: UnaryUnaryMultiCallable[In, Out], request: In, metadata: Metadata, timeout: float | None = CALL_SECONDS
) -> Out:
    """Raises PeersterError."""
    try:
        return method(request, timeout=timeout, metadata=metadata)
    except grpc.RpcError as error:
        raise from_rpc(error) from None


def upload(method: StreamUnaryMultiCallable[In, Out], requests: Iterator[In], metadata: Metadata) -> Out:
    """A call with many requests, which takes as long as they take. Raises PeersterError."""
    try:
        return method(requests, metadata=metadata)
    except grpc.RpcError as error:
        raise from_rpc(error) from None


class Answers(Protocol[Got]):
    """A call with many answers."""

    def __iter__(self) -> Iterator[Got]: ...

    def cancel(self) -> object: ...


class Stream(Iterator[Out], Generic[Out]):
    """A stream of answers whose errors are PeersterErrors."""

    def __init__(self, rpc: Answers[Out]) -> None:
        self._rpc = rpc
        self._responses = rpc.__iter__()

    def __next__(self) -> Out:
        try:
            return self._responses.__next__()
        except grpc.RpcError as error:
            raise from_rpc(error) from None

    def close(self) -> None:
        self._rpc.cancel()
