"""Following a node's messages across cuts and restarts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from types import TracebackType

from peerster._resume import Resume
from peerster.aio._channel import Metadata, Stream, call
from peerster.aio._grpc import NodeStub, sleep
from peerster.errors import PeersterError
from peerster.v1 import node_pb2 as pb


class Watch(AsyncIterator[pb.Message]):
    """The messages of a node, one after the other, each once. ``close`` ends it, as the end of its ``with`` block does."""

    def __init__(self, stub: NodeStub, metadata: Metadata, resume: Resume) -> None:
        self._rpc = stub
        self._metadata = metadata
        self._resume = resume
        self._closed = False
        self._fresh: list[pb.Message] = []

    @classmethod
    async def open(cls, stub: NodeStub, metadata: Metadata, resume: Resume) -> Watch:
        """Subscribes. Raises PeersterError when that fails."""
        watch = cls(stub, metadata, resume)
        await watch._subscribe()
        return watch

    async def __aenter__(self) -> Watch:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    async def __anext__(self) -> pb.Message:
        while not self._fresh:
            self._fresh = (await self._read())[::-1]
        return self._fresh.pop()

    def close(self) -> None:
        self._closed = True
        self._responses.close()

    async def _subscribe(self) -> None:
        responses: Stream[pb.WatchRumorsResponse] = Stream(self._rpc.WatchRumors(self._resume.request(), metadata=self._metadata))
        self._responses = responses
        first = await anext(responses)
        self._resume.begin(first.subscribed.restarted, await self._vector())
        self._resume.read(first)

    async def _vector(self) -> list[pb.OriginStatus]:
        if not self._resume.needs_vector:
            return []
        return list((await call(self._rpc.GetStatus, pb.GetStatusRequest(), self._metadata)).origins)

    async def _read(self) -> list[pb.Message]:
        """The new messages of the next response, or none after a cut."""
        try:
            return self._resume.read(await anext(self._responses))
        except (PeersterError, StopAsyncIteration) as error:
            if self._closed:
                raise StopAsyncIteration from None
            if isinstance(error, PeersterError) and not error.is_cut:
                raise
        await self._resubscribe()
        return []

    async def _resubscribe(self) -> None:
        await sleep(self._resume.next_pause())
        try:
            await self._subscribe()
        except PeersterError as error:
            if not error.is_cut:
                raise
