# Made from peerster.aio by scripts/clients/unasync.py. DO NOT EDIT.
"""Following a search for files."""

from __future__ import annotations

from collections.abc import Iterator

from peerster.sync._channel import Metadata, Stream, call
from peerster.sync._grpc import NodeStub
from peerster.v1 import node_pb2 as pb


class Search(Iterator[pb.SearchMatch]):
    """What is found, as it is found, until the search ends. The node goes on with it even where nobody follows."""

    ended: pb.SearchEnded | None = None
    """How it ended, once it has."""

    def __init__(self, stub: NodeStub, metadata: Metadata, number: int, responses: Stream[pb.SearchFilesResponse]) -> None:
        self._rpc = stub
        self._metadata = metadata
        self._responses = responses
        self.id = number

    @classmethod
    def open(cls, stub: NodeStub, metadata: Metadata, request: pb.SearchFilesRequest) -> Search:
        """Raises PeersterError where the node does not begin."""
        responses: Stream[pb.SearchFilesResponse] = Stream(stub.SearchFiles(request, metadata=metadata))
        return cls(stub, metadata, (next(responses)).started.search_id, responses)

    def __next__(self) -> pb.SearchMatch:
        response = next(self._responses)
        if response.WhichOneof("event") == "match":
            return response.match
        self.ended = response.ended
        raise StopIteration

    def cancel(self) -> None:
        """Ends the search."""
        call(self._rpc.CancelSearch, pb.CancelSearchRequest(search_id=self.id), self._metadata)

    def close(self) -> None:
        """Stops following."""
        self._responses.close()
