"""Peerster's own program, started and stopped."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path

from peerster.errors import PeersterError

import grpc

_KEPT_LINES = 200
_READY = '{"ready":true'


def program(given: str | None = None) -> list[str]:
    """How to start Peerster: as given, as $PEERSTER_PROGRAM says, as it lies in the repository around this file, or as on the PATH."""
    named = given or os.environ.get("PEERSTER_PROGRAM")
    for path in [Path(named)] if named else [parent / "dist/peerster.cjs" for parent in Path(__file__).resolve().parents]:
        if path.exists():
            return ["node", str(path)] if path.suffix == ".cjs" else [str(path)]
    found = shutil.which(named or "peerster")
    if found is None:
        where = f"there is no {named}" if named else "no peerster on the PATH"
        raise FileNotFoundError(f"{where}: install it, or set PEERSTER_PROGRAM to its dist/peerster.cjs")
    return [found]


class Process:
    """A running program. It is stopped when the process that started it is gone, however that one ended."""

    def __init__(self, command: Sequence[str]) -> None:
        # A group of its own, so that Ctrl-C in a terminal reaches the test runner only, which then ends it in order.
        self._child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            env={**os.environ, "PEERSTER_UNTIL_CLOSED": "1"},
        )
        self._lines: deque[str] = deque(maxlen=_KEPT_LINES)
        self._ready: dict[str, str] | None = None
        self._told = threading.Event()
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def lines(self) -> list[str]:
        """The last lines that it has written."""
        return list(self._lines)

    @property
    def pid(self) -> int:
        return self._child.pid

    def ready(self, timeout: float = 20.0) -> dict[str, str]:
        """What it says once it is up. Raises PeersterError if it ends before, or takes too long."""
        self._told.wait(timeout)
        if self._ready is None:
            self.kill()
            said = "\n".join(self._lines) or "nothing"
            raise PeersterError(grpc.StatusCode.UNAVAILABLE, f"the program did not start; it said:\n{said}", "NOT_STARTED")
        return self._ready

    def stop(self, timeout: float = 5.0) -> None:
        """As Ctrl-C does; by force if that takes longer than ``timeout`` seconds."""
        self._signal(signal.SIGTERM)
        try:
            self._child.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
        if self._child.stdin is not None:
            self._child.stdin.close()

    def kill(self) -> None:
        """At once, as a crash."""
        self._signal(signal.SIGKILL)
        self._child.wait()

    def _signal(self, number: signal.Signals) -> None:
        if self._child.poll() is None:
            os.killpg(self._child.pid, number)

    def _read(self) -> None:
        assert self._child.stdout is not None
        for line in self._child.stdout:
            if self._ready is None and line.startswith(_READY):
                self._ready = json.loads(line)
                self._told.set()
            else:
                self._lines.append(line.rstrip("\n"))
        self._told.set()
