# Made from peerster.aio by scripts/clients/unasync.py. DO NOT EDIT.
"""Following a node's messages across cuts and restarts."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType

from peerster._resume import Resume
from peerster.sync._channel import Metadata, Stream, call
from peerster.sync._grpc import NodeStub, sleep
from peerster.errors import PeersterError
from peerster.v1 import node_pb2 as pb


class Watch(Iterator[pb.Message]):
    """The messages of a node, one after the other, each once. ``close`` ends it, as the end of its ``with`` block does."""

    def __init__(self, stub: NodeStub, metadata: Metadata, resume: Resume) -> None:
        self._rpc = stub
        self._metadata = metadata
        self._resume = resume
        self._closed = False
        self._fresh: list[pb.Message] = []

    @classmethod
    def open(cls, stub: NodeStub, metadata: Metadata, resume: Resume) -> Watch:
        """Subscribes. Raises PeersterError when that fails."""
        watch = cls(stub, metadata, resume)
        watch._subscribe()
        return watch

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __next__(self) -> pb.Message:
        while not self._fresh:
            self._fresh = (self._read())[::-1]
        return self._fresh.pop()

    def close(self) -> None:
        self._closed = True
        self._responses.close()

    def _subscribe(self) -> None:
        responses: Stream[pb.WatchRumorsResponse] = Stream(self._rpc.WatchRumors(self._resume.request(), metadata=self._metadata))
        self._responses = responses
        first = next(responses)
        self._resume.begin(first.subscribed.restarted, self._vector())
        self._resume.read(first)

    def _vector(self) -> list[pb.OriginStatus]:
        if not self._resume.needs_vector:
            return []
        return list((call(self._rpc.GetStatus, pb.GetStatusRequest(), self._metadata)).origins)

    def _read(self) -> list[pb.Message]:
        """The new messages of the next response, or none after a cut."""
        try:
            return self._resume.read(next(self._responses))
        except (PeersterError, StopIteration) as error:
            if self._closed:
                raise StopIteration from None
            if isinstance(error, PeersterError) and not error.is_cut:
                raise
        self._resubscribe()
        return []

    def _resubscribe(self) -> None:
        sleep(self._resume.next_pause())
        try:
            self._subscribe()
        except PeersterError as error:
            if not error.is_cut:
                raise
