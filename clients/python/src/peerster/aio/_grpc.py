"""What the clients need of gRPC, as asyncio has it. Its twin is ``peerster.sync._grpc``."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeAlias, cast

import grpc
import grpc.aio

if TYPE_CHECKING:
    from grpc.aio import StreamUnaryMultiCallable as StreamUnaryMultiCallable
    from grpc.aio import UnaryUnaryMultiCallable as UnaryUnaryMultiCallable

    from peerster.v1.network_pb2_grpc import NetworkServiceAsyncStub
    from peerster.v1.node_pb2_grpc import NodeServiceAsyncStub

from peerster.channel_options import OPTIONS
from peerster.v1.network_pb2_grpc import NetworkServiceStub
from peerster.v1.node_pb2_grpc import NodeServiceStub

Channel = grpc.aio.Channel
sleep = asyncio.sleep
run = asyncio.to_thread

NodeStub: TypeAlias = "NodeServiceAsyncStub"
NetworkStub: TypeAlias = "NetworkServiceAsyncStub"


def open_channel(address: str) -> Channel:
    return grpc.aio.insecure_channel(address, options=OPTIONS)


def node_stub(channel: Channel) -> NodeStub:
    return cast("NodeStub", NodeServiceStub(channel))


def network_stub(channel: Channel) -> NetworkStub:
    return cast("NetworkStub", NetworkServiceStub(channel))
