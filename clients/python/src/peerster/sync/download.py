# Made from peerster.aio by scripts/clients/unasync.py. DO NOT EDIT.
"""Following a download."""

from __future__ import annotations

from collections.abc import Iterator

from peerster.sync._channel import Metadata, Stream
from peerster.sync._grpc import NodeStub
from peerster.v1 import node_pb2 as pb


class Download(Iterator[pb.DownloadProgress]):
    """How far a download is, some four times a second, until it is done. The node goes on with it even where nobody follows."""

    file: pb.File | None = None
    """The file, once it is there."""

    def __init__(self, responses: Stream[pb.DownloadFileResponse]) -> None:
        self._responses = responses

    @classmethod
    def open(cls, stub: NodeStub, metadata: Metadata, request: pb.DownloadFileRequest) -> Download:
        """Raises PeersterError where the node does not begin."""
        responses: Stream[pb.DownloadFileResponse] = Stream(stub.DownloadFile(request, metadata=metadata))
        next(responses)
        return cls(responses)

    def __next__(self) -> pb.DownloadProgress:
        response = next(self._responses)
        if response.WhichOneof("event") == "progress":
            return response.progress
        self.file = response.file
        raise StopIteration

    def result(self) -> pb.File:
        """Waits for the file. Raises PeersterError where the download fails: chunks that came are kept."""
        for _ in self:
            pass
        assert self.file is not None
        return self.file

    def close(self) -> None:
        """Stops following."""
        self._responses.close()
