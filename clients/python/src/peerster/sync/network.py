# Made from peerster.aio by scripts/clients/unasync.py. DO NOT EDIT.
"""Whole networks of nodes: in virtual time, on real sockets, or as processes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal

from peerster import _requests as to
from peerster.sync._channel import CALL_SECONDS, In, Metadata, Out, Stream, call, metadata_of
from peerster._creation import creation
from peerster._program import Process, program
from peerster._requests import Seconds
from peerster.faults import Names, partition
from peerster.sync._grpc import network_stub, open_channel, run
from peerster.sync.node import Node
from peerster.v1 import network_pb2 as pb

if TYPE_CHECKING:
    from peerster.sync._grpc import UnaryUnaryMultiCallable

Engine = Literal["emulated", "local", "processes"]
"""Where the nodes live."""


class Network:
    """A network, driven through its API. Every method raises PeersterError. Times are seconds of the network's own time.

    ``Network.start(topology="line", nodes=5)`` starts a server with one; ``Network("127.0.0.1:11000", "net1")`` drives one that is there.
    Leaving the ``with`` block of one that was started here ends it and everything in it. ``network["n1"]`` is a node.
    """

    def __init__(self, address: str, name: str = "", *, process: Process | None = None) -> None:
        self.address = address
        self.name = name
        self.process = process
        self._metadata: Metadata = metadata_of(None, name)
        self._channel = open_channel(address)
        self._rpc = network_stub(self._channel)
        self._nodes: dict[str, Node] = {}

    @classmethod
    def start(
        cls,
        *,
        topology: str | Sequence[tuple[str, str]] = "line",
        nodes: int = 5,
        file: str | Path | None = None,
        engine: Engine = "emulated",
        seed: int | None = None,
        settings: Mapping[str, float] | None = None,
        delay: Seconds | None = None,
        loss: float = 0.0,
        keep_lines: int = 0,
        foreign: pb.NodeProgram | None = None,
        program_path: str | None = None,
    ) -> Network:
        """Starts a server with one network: of a topology by its name (``docs/cli.md`` lists them), of links, or of a network file.

        ``foreign``: somebody else's program for all nodes, on the engine ``processes`` (docs/foreign-nodes.md). It builds and runs here.
        """
        command = [*program(program_path), "network", "serve", "--port", "0", "--ready", *(["--programs"] if foreign else [])]
        process = Process(command)
        network = cls((run(process.ready))["address"], process=process)
        try:
            network._create(creation(topology, nodes, file, engine, seed, settings, delay, loss, keep_lines, foreign))
        except BaseException:
            network.close()
            raise
        return network

    def __enter__(self) -> Network:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections, and ends the network if it was started here."""
        for node in self._nodes.values():
            node.close()
        self._channel.close()
        if self.process is not None:
            run(self.process.stop)

    def __getitem__(self, name: str) -> Node:
        """A node by its name. It is not looked for until it is called."""
        if name not in self._nodes:
            self._nodes[name] = Node(self.address, node=name, network=self.name)
        return self._nodes[name]

    def nodes(self) -> list[Node]:
        """The nodes that are not gone, in the order in which they were added."""
        return [self[each.name] for each in self.states()]

    def states(self) -> Iterator[pb.NetworkNode]:
        """Every node that is not gone, with what it does and where it is reached."""
        request = pb.ListNodesRequest(network=self.name, page_size=1_000)
        while True:
            page = self._call(self._rpc.ListNodes, request)
            for node in page.nodes:
                yield node
            if not page.next_page_token:
                return
            request.page_token = page.next_page_token

    def names(self) -> list[str]:
        """All networks of the server, by their names."""
        return [each.name for each in (self._call(self._rpc.ListNetworks, pb.ListNetworksRequest())).networks]

    def delete(self) -> None:
        """Ends the network and everything in it; its server goes on."""
        self._call(self._rpc.DeleteNetwork, pb.DeleteNetworkRequest(network=self.name))

    def describe(self) -> pb.GetNetworkResponse:
        return self._call(self._rpc.GetNetwork, pb.GetNetworkRequest(network=self.name))

    def add_node(self, name: str = "", *, neighbours: Sequence[str] = (), settings: Mapping[str, float] | None = None) -> Node:
        new = pb.NewNode(name=name, neighbours=neighbours, settings=settings or {})
        added = self._call(self._rpc.AddNodes, pb.AddNodesRequest(network=self.name, nodes=[new]))
        return self[added.nodes[0].name]

    def remove(self, names: Names) -> list[str]:
        return list((self._call(self._rpc.RemoveNodes, pb.RemoveNodesRequest(network=self.name, nodes=to.nodes(names)))).names)

    def crash(self, names: Names) -> list[str]:
        """Nodes stop in the middle of whatever they do."""
        return list((self._call(self._rpc.CrashNodes, pb.CrashNodesRequest(network=self.name, nodes=to.nodes(names)))).names)

    def restart(self, names: Names, *, keep_memory: bool = True) -> list[str]:
        """Crashed nodes come back, with all that they held or as new nodes under their old names."""
        memory = pb.NODE_MEMORY_KEPT if keep_memory else pb.NODE_MEMORY_LOST
        request = pb.RestartNodesRequest(network=self.name, nodes=to.nodes(names), memory=memory)
        return [each.name for each in (self._call(self._rpc.RestartNodes, request)).nodes]

    def pause(self, names: Names) -> list[str]:
        return list((self._call(self._rpc.PauseNodes, pb.PauseNodesRequest(network=self.name, nodes=to.nodes(names)))).names)

    def resume(self, names: Names) -> list[str]:
        return list((self._call(self._rpc.ResumeNodes, pb.ResumeNodesRequest(network=self.name, nodes=to.nodes(names)))).names)

    def link(self, a: str, b: str) -> None:
        self._call(self._rpc.AddLinks, pb.AddLinksRequest(network=self.name, links=to.links([(a, b)])))

    def unlink(self, a: str, b: str) -> None:
        self._call(self._rpc.RemoveLinks, pb.RemoveLinksRequest(network=self.name, links=to.links([(a, b)])))

    def add_fault(self, *faults: pb.Fault) -> list[str]:
        """Puts faults in force (``peerster.faults`` makes them) and returns their ids."""
        return list((self._call(self._rpc.AddFaults, pb.AddFaultsRequest(network=self.name, faults=faults))).ids)

    def partition(self, side: Names, other: Names | None = None, *, one_way: bool = False) -> str:
        """Cuts the network in two; returns the fault's id."""
        return (self.add_fault(partition(side, other, one_way=one_way)))[0]

    def heal(self, *ids: str) -> list[str]:
        """Ends these faults, or all."""
        return list((self._call(self._rpc.HealFaults, pb.HealFaultsRequest(network=self.name, ids=ids))).ids)

    def faults(self) -> list[pb.Fault]:
        return list((self._call(self._rpc.ListFaults, pb.ListFaultsRequest(network=self.name))).faults)

    def play(self, *entries: pb.TimelineEntry) -> None:
        """Plans commands for later; their times count from now."""
        self._call(self._rpc.PlayTimeline, pb.PlayTimelineRequest(network=self.name, entries=entries))

    def advance(self, time: Seconds) -> float:
        """Lets so much time pass: at once on an emulated network. Returns the network's time, in seconds."""
        request = pb.AdvanceRequest(network=self.name, duration=to.duration(time))
        return (self._call(self._rpc.Advance, request, timeout=None)).time.ToTimedelta().total_seconds()

    def await_converged(self, timeout: Seconds = 60.0) -> dict[str, int]:
        """Returns once every node that is up holds every rumor that any of them holds. The error TIMED_OUT says who lacks what, and why."""
        request = pb.AwaitConvergedRequest(network=self.name, timeout=to.duration(timeout))
        return to.next_ids((self._call(self._rpc.AwaitConverged, request, timeout=None)).origins)

    def run_until(self, *, event: pb.NetworkEventFilter | None = None, times: int = 1, limit: Seconds = 60.0) -> bool:
        """Lets time pass until something has happened so many times. Whether it did before the limit."""
        condition = pb.EventCondition(filter=event, times=times)
        request = pb.RunUntilRequest(network=self.name, event=condition, limit=to.duration(limit))
        return (self._call(self._rpc.RunUntil, request, timeout=None)).held

    def run_until_held(self, next_ids: Mapping[str, int], names: Names = "*", limit: Seconds = 60.0) -> bool:
        """Lets time pass until these nodes hold at least this vector. Whether they did before the limit."""
        condition = pb.VectorCondition(nodes=to.nodes(names), origins=to.vector(next_ids))
        request = pb.RunUntilRequest(network=self.name, vector=condition, limit=to.duration(limit))
        return (self._call(self._rpc.RunUntil, request, timeout=None)).held

    def watch(self, event_filter: pb.NetworkEventFilter | None = None) -> Stream[pb.WatchNetworkResponse]:
        """What happens at every node and on every link. It stands when this returns."""
        responses: Stream[pb.WatchNetworkResponse] = Stream(self._rpc.WatchNetwork(pb.WatchNetworkRequest(network=self.name, filter=event_filter)))
        next(responses)
        return responses

    def explain(self, origin: str = "", number: int = 0, node: str = "") -> pb.ExplainResponse:
        """Why a rumor has not reached a node, or (without arguments) why the network has not converged. ``text`` says it in words."""
        rumor = pb.RumorAtNode(origin=origin, id=number, node=node) if node else None
        return self._call(self._rpc.Explain, pb.ExplainRequest(network=self.name, rumor=rumor))

    def lines(self, node: str, limit: int = 0) -> list[str]:
        """The last lines that a node has printed, or would print as a process; 0: all that are kept.

        The error WRONG_STATE says that the network was started without ``keep_lines``; a process tells them without it.
        """
        return list((self._call(self._rpc.ListLines, pb.ListLinesRequest(network=self.name, node=node, limit=limit))).lines)

    def report(self) -> pb.GetReportResponse:
        return self._call(self._rpc.GetReport, pb.GetReportRequest(network=self.name))

    def judgement(self) -> pb.Judgement:
        """Whether nodes were seen to break sentences of the protocol, and whether the machine was fit to say so (docs/verdicts.md)."""
        return (self.report()).judgement

    def _create(self, request: pb.CreateNetworkRequest) -> None:
        # Twenty processes on a busy machine take their time.
        self.name = (call(self._rpc.CreateNetwork, request, (), timeout=120.0)).network.name
        self._metadata = metadata_of(None, self.name)

    def _call(self, method: UnaryUnaryMultiCallable[In, Out], request: In, timeout: float | None = CALL_SECONDS) -> Out:
        return call(method, request, self._metadata, timeout)
