"""Files on their way to a node. Without gRPC calls: both kinds of client stand on it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from peerster.v1 import node_pb2 as pb

Content = str | Path | bytes
"""A file of this machine by its path, or bytes."""

_PIECE = 64 * 1024


@contextmanager
def content_of(content: Content, name: str) -> Iterator[tuple[str, BinaryIO]]:
    """The base name and the bytes. Raises OSError for a file that cannot be read, ValueError for bytes without a name."""
    if isinstance(content, bytes):
        if name == "":
            raise ValueError("bytes need a name: share(content, name)")
        yield name, io.BytesIO(content)
        return
    with Path(content).open("rb") as file:
        yield name or Path(content).name, file


def pieces(name: str, source: BinaryIO) -> Iterator[pb.ShareFileRequest]:
    """The requests that hand a file to a node."""
    yield pb.ShareFileRequest(name=name)
    while data := source.read(_PIECE):
        yield pb.ShareFileRequest(data=data)
