"""Following a download."""

from __future__ import annotations

from collections.abc import AsyncIterator

from peerster.aio._channel import Metadata, Stream
from peerster.aio._grpc import NodeStub
from peerster.v1 import node_pb2 as pb


class Download(AsyncIterator[pb.DownloadProgress]):
    """How far a download is, some four times a second, until it is done. The node goes on with it even where nobody follows."""

    file: pb.File | None = None
    """The file, once it is there."""

    def __init__(self, responses: Stream[pb.DownloadFileResponse]) -> None:
        self._responses = responses

    @classmethod
    async def open(cls, stub: NodeStub, metadata: Metadata, request: pb.DownloadFileRequest) -> Download:
        """Raises PeersterError where the node does not begin."""
        responses: Stream[pb.DownloadFileResponse] = Stream(stub.DownloadFile(request, metadata=metadata))
        await anext(responses)
        return cls(responses)

    async def __anext__(self) -> pb.DownloadProgress:
        response = await anext(self._responses)
        if response.WhichOneof("event") == "progress":
            return response.progress
        self.file = response.file
        raise StopAsyncIteration

    async def result(self) -> pb.File:
        """Waits for the file. Raises PeersterError where the download fails: chunks that came are kept."""
        async for _ in self:
            pass
        assert self.file is not None
        return self.file

    def close(self) -> None:
        """Stops following."""
        self._responses.close()
