"""Whatever ends the process of a harness, nothing that it started outlives it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

HARNESS = """
import sys, time
import peerster
if sys.argv[1] == "node":
    node = peerster.Node.start()
else:
    network = peerster.Network.start(topology="ring", nodes=4, engine=sys.argv[1])
    network["n1"].send("hello")
print("started", flush=True)
time.sleep(600)
"""
PROMISED_SECONDS = 5.0


@pytest.mark.parametrize("what", ["node", "emulated", "local", "processes"])
def test_a_killed_harness_leaves_no_process_behind(what: str) -> None:
    mark = f"{os.getpid()}-{what}"
    env = {**os.environ, "TEST_MARK": mark}
    with subprocess.Popen([sys.executable, "-c", HARNESS, what], env=env, stdout=subprocess.PIPE, text=True) as harness:
        assert harness.stdout is not None
        told = harness.stdout.readline()
        running = len(marked(mark))
        harness.send_signal(signal.SIGKILL)
    assert told == "started\n"
    assert running >= (6 if what == "processes" else 2)
    end = time.monotonic() + PROMISED_SECONDS
    while marked(mark) and time.monotonic() < end:
        time.sleep(0.02)
    assert marked(mark) == []


def marked(mark: str) -> list[str]:
    """The processes that have inherited the mark."""
    return [pid for pid in os.listdir("/proc") if pid.isdigit() and f"TEST_MARK={mark}".encode() in environment(pid)]


def environment(pid: str) -> list[bytes]:
    try:
        with open(f"/proc/{pid}/environ", "rb") as file:
            return file.read().split(b"\0")
    except OSError:
        return []
