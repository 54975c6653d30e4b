"""The grader of examples/: the same file on every engine, and for somebody else's node."""

from __future__ import annotations

import os
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from peerster.testing import StartNetwork

ROOT = Path(__file__).parents[3]
GRADER = ROOT / "examples/grader.py"
GO_NODE = ROOT / "test/foreign/go-node"

needs_go = pytest.mark.skipif(shutil.which("go") is None, reason="there is no go")


def graded(*options: str, **env: str) -> tuple[int, list[str]]:
    run = subprocess.run([sys.executable, GRADER, *options], capture_output=True, text=True, timeout=200, env={**os.environ, **env})
    return run.returncode, (run.stdout + run.stderr).splitlines()


def test_our_node_passes_on_every_engine(engine: str) -> None:
    assert graded("--engine", engine) == (0, ["PASS"])


def test_a_node_that_gets_nothing_is_told_with_why(peerster_network: StartNetwork) -> None:
    network = peerster_network("ring", nodes=10)
    cut = network.partition("n3")
    [why] = runpy.run_path(str(GRADER))["grade"](network, 60)
    assert "n3" in why
    assert cut in why


@needs_go
def test_a_submission_in_go_passes() -> None:
    assert graded("--submission", str(GO_NODE)) == (0, ["PASS"])


@needs_go
def test_a_submission_that_tells_ids_from_0_never_passes_and_is_told_the_sentence_that_it_breaks() -> None:
    status, said = graded("--submission", str(GO_NODE), "--within", "2", GO_NODE_MUTANT="ids-start-at-0")
    assert (status, said[0]) in {(1, "FAIL"), (3, "INVALID")}, said
    # On a machine that is too busy its client may not even reach the node, which then sends nothing.
    assert "its client ended well" not in said[1] or said[-1].endswith(" (G1 of docs/protocol.md)") or status == 3, said


def test_a_submission_that_does_not_build_fails_with_what_the_build_said(tmp_path: Path) -> None:
    status, said = graded("--submission", str(tmp_path))
    assert (status, said[0]) == (1, "FAIL")
    assert "go build" in said[1]
