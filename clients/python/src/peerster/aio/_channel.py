"""Calls whose errors are PeersterErrors, and the metadata that names a node of a network."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

import grpc

from peerster.errors import from_rpc

if TYPE_CHECKING:
    from peerster.aio._grpc import StreamUnaryMultiCallable, UnaryUnaryMultiCallable

Metadata = tuple[tuple[str, str], ...]
In = TypeVar("In")
Out = TypeVar("Out")
Got = TypeVar("Got", covariant=True)

CALL_SECONDS = 30.0
"""How long a call may take unless it says otherwise."""


def metadata_of(node: str | None, network: str | None) -> Metadata:
    pairs = (("peerster-node", node), ("peerster-network", network))
    return tuple((key, value) for key, value in pairs if value)


async def call(
    method: UnaryUnaryMultiCallable[In, Out], request: In, metadata: Metadata, timeout: float | None = CALL_SECONDS
) -> Out:
    """Raises PeersterError."""
    try:
        return await method(request, timeout=timeout, metadata=metadata)
    except grpc.RpcError as error:
        raise from_rpc(error) from None


async def upload(method: StreamUnaryMultiCallable[In, Out], requests: Iterator[In], metadata: Metadata) -> Out:
    """A call with many requests, which takes as long as they take. Raises PeersterError."""
    try:
        return await method(requests, metadata=metadata)
    except grpc.RpcError as error:
        raise from_rpc(error) from None


class Answers(Protocol[Got]):
    """A call with many answers."""

    def __aiter__(self) -> AsyncIterator[Got]: ...

    def cancel(self) -> object: ...


class Stream(AsyncIterator[Out], Generic[Out]):
    """A stream of answers whose errors are PeersterErrors."""

    def __init__(self, rpc: Answers[Out]) -> None:
        self._rpc = rpc
        self._responses = rpc.__aiter__()

    async def __anext__(self) -> Out:
        try:
            return await self._responses.__anext__()
        except grpc.RpcError as error:
            raise from_rpc(error) from None

    def close(self) -> None:
        self._rpc.cancel()
