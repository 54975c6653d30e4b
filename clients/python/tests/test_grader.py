"""The grader of examples/: the same file on every engine."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

from peerster.testing import StartNetwork

GRADER = Path(__file__).parents[3] / "examples/grader.py"


def test_our_node_passes_on_every_engine(engine: str) -> None:
    run = subprocess.run([sys.executable, GRADER, "--engine", engine], capture_output=True, text=True, timeout=120)
    assert (run.returncode, run.stdout, run.stderr) == (0, "PASS\n", "")


def test_a_node_that_gets_nothing_fails_and_the_verdict_says_why(peerster_network: StartNetwork) -> None:
    network = peerster_network("ring", nodes=10)
    network.partition("n3")
    cut = network.partition("n3")
    why = runpy.run_path(str(GRADER))["grade"](network)
    assert "n3" in why
    assert cut in why
