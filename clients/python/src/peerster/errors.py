"""What a call can fail with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast

import grpc
from google.rpc import error_details_pb2, status_pb2

_DETAILS = "grpc-status-details-bin"
_DOMAIN = "peerster"


class PeersterError(Exception):
    """A call failed.

    ``code`` is the canonical gRPC code, ``reason`` the node's own (``TEXT_TOO_LONG``, ``UNKNOWN_NODE``, …; docs/api.md has the list;
    empty where no node answered), ``facts`` what a program may want to know, such as ``missing`` of ``TIMED_OUT``.
    """

    def __init__(self, code: grpc.StatusCode, message: str, reason: str = "", facts: Mapping[str, str] | None = None) -> None:
        super().__init__(f"{reason or code.name}: {message}")
        self.code = code
        self.message = message
        self.reason = reason
        self.facts = dict(facts or {})

    @property
    def is_cut(self) -> bool:
        """Whether this is what a broken connection or a node that stops looks like, and not an answer."""
        return self.code in _CUTS


_CUTS = frozenset(
    {grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.UNKNOWN, grpc.StatusCode.INTERNAL, grpc.StatusCode.CANCELLED}
)


def from_rpc(error: grpc.RpcError) -> PeersterError:
    """The error of a call, of either kind of channel."""
    if not isinstance(error, (grpc.Call, grpc.aio.AioRpcError)):
        return PeersterError(grpc.StatusCode.UNKNOWN, str(error))
    info = _info(error)
    return PeersterError(error.code(), error.details() or "", info.reason, dict(info.metadata))


def _info(error: grpc.Call | grpc.aio.AioRpcError) -> error_details_pb2.ErrorInfo:
    info = error_details_pb2.ErrorInfo()
    for key, value in cast(Iterable[tuple[str, str | bytes]], error.trailing_metadata() or ()):
        if key != _DETAILS or not isinstance(value, bytes):
            continue
        for detail in status_pb2.Status.FromString(value).details:
            if detail.Unpack(info) and info.domain == _DOMAIN:
                return info
    return error_details_pb2.ErrorInfo()
