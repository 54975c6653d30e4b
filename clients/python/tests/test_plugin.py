"""What the fixtures promise."""

from __future__ import annotations

import pytest


def test_a_failing_test_reports_the_last_lines_of_its_nodes_and_the_seed(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        def test_that_fails(peerster_node):
            peerster_node("alice").send("hello")
            assert False
    """)
    result = pytester.runpytest_subprocess("--peerster-seed", "7")
    result.stdout.fnmatch_lines(["*peerster: engine emulated, seed 7", "*last lines*", "CLIENT MESSAGE hello", "*--peerster-seed 7"])
    result.assert_outcomes(failed=1)


def test_nodes_end_with_their_test(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        import os

        PIDS = []

        def test_that_starts_one(peerster_node):
            PIDS.append(peerster_node().process.pid)

        def test_that_finds_none():
            assert not os.path.exists(f"/proc/{PIDS[0]}")
    """)
    pytester.runpytest_subprocess().assert_outcomes(passed=2)
