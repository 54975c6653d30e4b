"""The same clients for asyncio: ``async with await Network.start(...) as network``."""

from peerster.aio._channel import Stream
from peerster.aio.network import Network
from peerster.aio.node import Node
from peerster.aio.watch import Watch

__all__ = ["Network", "Node", "Stream", "Watch"]
