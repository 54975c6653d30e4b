"""What the clients need of gRPC, without asyncio. Its twin is ``peerster.aio._grpc``."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import grpc

if TYPE_CHECKING:
    from grpc import StreamUnaryMultiCallable as StreamUnaryMultiCallable
    from grpc import UnaryUnaryMultiCallable as UnaryUnaryMultiCallable

from peerster.channel_options import OPTIONS
from peerster.v1.network_pb2_grpc import NetworkServiceStub
from peerster.v1.node_pb2_grpc import NodeServiceStub

NodeStub = NodeServiceStub
NetworkStub = NetworkServiceStub
node_stub = NodeServiceStub
network_stub = NetworkServiceStub

Channel = grpc.Channel
sleep = time.sleep

Done = TypeVar("Done")


def open_channel(address: str) -> Channel:
    return grpc.insecure_channel(address, options=OPTIONS)


def run(act: Callable[[], Done]) -> Done:
    """Where asyncio would have a thread wait."""
    return act()
