"""Drive Peerster gossip nodes and whole networks of them.

    with peerster.Network.start(topology="line", nodes=5) as network:
        network["n1"].send("hello")
        network.await_converged()

The same for asyncio: ``peerster.aio``. Fixtures for pytest come with the package.
"""

from peerster.errors import PeersterError
from peerster.sync._channel import Stream
from peerster.sync.network import Network
from peerster.sync.node import Node
from peerster.sync.watch import Watch
from peerster.v1.network_pb2 import NodeProgram
from peerster.v1.node_pb2 import Message, Peer, Position

__all__ = ["Message", "Network", "Node", "NodeProgram", "PeersterError", "Peer", "Position", "Stream", "Watch"]
