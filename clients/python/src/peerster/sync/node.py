# Made from peerster.aio by scripts/clients/unasync.py. DO NOT EDIT.
"""One gossip node, wherever it runs: a process of its own, or a node of a network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from peerster import _requests as to
from peerster._content import Content, content_of, pieces
from peerster.sync._channel import CALL_SECONDS, In, Metadata, Out, Stream, call, metadata_of, upload
from peerster._program import Process, program
from peerster._requests import Seconds
from peerster._resume import Resume, Start
from peerster.v1 import node_pb2 as pb
from peerster.sync._grpc import node_stub, open_channel, run
from peerster.sync.download import Download
from peerster.sync.search import Search
from peerster.sync.watch import Watch

if TYPE_CHECKING:
    from peerster.sync._grpc import UnaryUnaryMultiCallable


class Node:
    """A node, driven through its API. Every method raises PeersterError.

    ``Node("127.0.0.1:10000")`` drives one that runs; ``Node.start()`` starts one, and leaving the ``with`` block stops it.
    """

    def __init__(self, address: str, *, node: str | None = None, network: str | None = None, process: Process | None = None) -> None:
        self.address = address
        self.process = process
        self._metadata: Metadata = metadata_of(node, network)
        self._channel = open_channel(address)
        self._rpc = node_stub(self._channel)

    @classmethod
    def start(
        cls,
        name: str | None = None,
        *,
        peers: Sequence[str] = (),
        flags: Sequence[str] = (),
        program_path: str | None = None,
    ) -> Node:
        """Starts ``peerster node`` on ports that the system chooses. ``flags`` are added as they are, e.g. ``-antiEntropy=10``."""
        command = [*program(program_path), "node", "-UIPort=0", "-gossipAddr=127.0.0.1:0", "-ready"]
        named = [] if name is None else [f"-name={name}"]
        known = [f"-peers={','.join(peers)}"] if peers else []
        process = Process([*command, *named, *known, *flags])
        return cls((run(process.ready))["uiAddress"], process=process)

    def __enter__(self) -> Node:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connection, and stops the node if it was started here."""
        self._channel.close()
        if self.process is not None:
            run(self.process.stop)

    def info(self) -> pb.GetNodeResponse:
        """Who the node is, how it is set and what it has counted."""
        return self._call(self._rpc.GetNode, pb.GetNodeRequest())

    def send(self, text: str, *, destination: str = "", request_id: str = "") -> pb.SendMessageResponse:
        """Publishes a text, or with a destination sends it to that node alone. With a ``request_id`` it may be repeated safely."""
        return self._call(self._rpc.SendMessage, pb.SendMessageRequest(text=text, destination=destination, request_id=request_id))

    def messages(
        self, *, origin: str = "", kind: pb.MessageKind.ValueType = pb.MESSAGE_KIND_UNSPECIFIED, conversation: str = ""
    ) -> Iterator[pb.Message]:
        """Everything that the node has accepted, oldest first, over as many pages as it takes.

        ``conversation``: only private messages from or to this node.
        """
        chosen = pb.MessageFilter(origin=origin, kind=kind, conversation=conversation)
        request = pb.ListMessagesRequest(page_size=1_000, filter=chosen)
        while True:
            page = self._call(self._rpc.ListMessages, request)
            for message in page.messages:
                yield message
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    def watch(
        self,
        start: Start = "now",
        *,
        origin: str = "",
        kind: pb.MessageKind.ValueType = pb.MESSAGE_KIND_UNSPECIFIED,
        conversation: str = "",
    ) -> Watch:
        """Every message that the node accepts, exactly once and in the order of its log, across cuts and restarts of the node.

        The subscription stands when this returns: whatever is accepted from then on will come.
        """
        chosen = pb.MessageFilter(origin=origin, kind=kind, conversation=conversation)
        return Watch.open(self._rpc, self._metadata, Resume(start, chosen))

    def events(self, *kinds: pb.EventKind.ValueType) -> Stream[pb.WatchEventsResponse]:
        """The node's trace as it happens, of these kinds or of all. It stands when this returns; it does not resume after a cut."""
        items: Stream[pb.WatchEventsResponse] = Stream(self._rpc.WatchEvents(pb.WatchEventsRequest(kinds=kinds), metadata=self._metadata))
        next(items)
        return items

    def add_peer(self, address: str) -> pb.Peer:
        return (self._call(self._rpc.AddPeer, pb.AddPeerRequest(address=address))).peer

    def remove_peer(self, address: str) -> None:
        self._call(self._rpc.RemovePeer, pb.RemovePeerRequest(address=address))

    def peers(self) -> list[pb.Peer]:
        return list((self._call(self._rpc.ListPeers, pb.ListPeersRequest())).peers)

    def routes(self) -> list[pb.Route]:
        """The neighbour that packets for each node go to; a node is there once a rumor of it has come."""
        return list((self._call(self._rpc.ListRoutes, pb.ListRoutesRequest())).routes)

    def share(self, content: Content, name: str = "") -> pb.File:
        """Shares a file of this machine, or bytes under a name. What happens to the file afterwards changes nothing."""
        with content_of(content, name) as (base, source):
            return (upload(self._rpc.ShareFile, pieces(base, source), self._metadata)).file

    def share_path(self, path: str | Path) -> pb.File:
        """Shares a file under the shared folder of the node, by its path relative to that."""
        request = pb.ShareFileRequest(path=str(path))
        return (upload(self._rpc.ShareFile, iter([request]), self._metadata)).file

    def files(self) -> list[pb.File]:
        """What the node shares, and what it downloads or has downloaded, unfinished ones too."""
        return list((self._call(self._rpc.ListFiles, pb.ListFilesRequest())).files)

    def read(self, metahash: str) -> Iterator[bytes]:
        """The bytes of a file that the node has, in order."""
        pieces_read: Stream[pb.ReadFileResponse] = Stream(self._rpc.ReadFile(pb.ReadFileRequest(metahash=metahash), metadata=self._metadata))
        for piece in pieces_read:
            yield piece.data

    def search(self, *keywords: str, budget: int = 0) -> Search:
        """Searches for files of other nodes: matches, one after the other, until the search ends. 0: a budget that grows by itself."""
        return Search.open(self._rpc, self._metadata, pb.SearchFilesRequest(keywords=keywords, budget=budget))

    def download(self, metahash: str, name: str, *, sources: Sequence[str] = ()) -> Download:
        """Gets a file from these nodes, or from whoever was found: progress, until the file is in the node's downloads folder."""
        return Download.open(self._rpc, self._metadata, pb.DownloadFileRequest(metahash=metahash, name=name, sources=sources))

    def cancel_download(self, metahash: str) -> None:
        """Ends a download; chunks that came are kept."""
        self._call(self._rpc.CancelDownload, pb.CancelDownloadRequest(metahash=metahash))

    def status(self) -> dict[str, int]:
        """The vector: for each origin the next id, that is the last contiguous id held plus one."""
        return to.next_ids((self._call(self._rpc.GetStatus, pb.GetStatusRequest())).origins)

    def await_rumors(self, next_ids: Mapping[str, int], timeout: Seconds = 10.0) -> dict[str, int]:
        """Returns once the node holds at least this vector. The error TIMED_OUT says which origins and ids are missing.

        On an emulated network the timeout is virtual, and time passes while this waits.
        """
        request = pb.AwaitRumorsRequest(origins=to.vector(next_ids), timeout=to.duration(timeout))
        return to.next_ids((self._call(self._rpc.AwaitRumors, request, timeout=None)).origins)

    def shutdown(self) -> None:
        """Closes the node as SIGTERM does."""
        self._call(self._rpc.Shutdown, pb.ShutdownRequest())

    def _call(self, method: UnaryUnaryMultiCallable[In, Out], request: In, timeout: float | None = CALL_SECONDS) -> Out:
        return call(method, request, self._metadata, timeout)
