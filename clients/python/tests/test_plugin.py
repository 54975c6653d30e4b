"""What the fixtures promise."""

from __future__ import annotations

import pytest


def test_a_failing_test_reports_the_last_lines_of_its_nodes(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        def test_that_fails(peerster_node):
            peerster_node("alice").send("hello")
            assert False
    """)
    result = pytester.runpytest_inprocess("--peerster-seed", "7")
    result.stdout.fnmatch_lines(["*peerster: engine emulated, seed 7", "*last lines*", "CLIENT MESSAGE hello"])
    result.assert_outcomes(failed=1)


def test_a_failing_test_reports_of_its_network_lines_what_is_lacking_and_how_to_play_it_again(
    pytester: pytest.Pytester, engine: str
) -> None:
    pytester.makepyfile("""
        def test_that_fails(peerster_network):
            network = peerster_network("line", nodes=3)
            network.partition("n3")
            network["n1"].send("hello")
            network["n2"].await_rumors({"n1": 2})
            assert network.run_until_held({"n1": 2}, "n3", limit=0.1)
    """)
    result = pytester.runpytest_inprocess("--peerster-seed", "7", "--peerster-engine", engine)
    result.stdout.fnmatch_lines([
        "*peerster network net1 of seed 7, last lines of n1*",
        "CLIENT MESSAGE hello",
        "*last lines of n2*",
        "RUMOR origin n1 from * ID 1 contents hello",
        "*last lines of n3*",
        "*what is lacking*",
        "n3 lacks rumor 1 of n1: nothing gets from n2 to n3 (fault cut-1)",
        f"pytest '*::test_that_fails' --peerster-engine {engine} --peerster-seed 7",
    ])
    result.assert_outcomes(failed=1)


def test_a_test_whose_network_is_gone_says_so_in_its_report(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        def test_that_fails(peerster_network):
            network = peerster_network("line", nodes=3)
            network.process.kill()
            network["n1"].send("hello")
    """)
    result = pytester.runpytest_inprocess()
    result.stdout.fnmatch_lines(["*nothing more can be told: *"])
    result.assert_outcomes(failed=1)


def test_the_workers_of_a_run_share_its_seed(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        def test_that_tells_the_seed(peerster_seed):
            assert peerster_seed == "nothing"
    """)
    result = pytester.runpytest_subprocess("-n", "1")
    [header] = [line for line in result.outlines if line.startswith("peerster: ")]
    result.stdout.fnmatch_lines([f"*assert {header.split()[-1]} == 'nothing'"])


def test_nodes_end_with_their_test(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        import os

        PIDS = []

        def test_that_starts_one(peerster_node):
            PIDS.append(peerster_node().process.pid)

        def test_that_finds_none():
            assert not os.path.exists(f"/proc/{PIDS[0]}")
    """)
    pytester.runpytest_inprocess().assert_outcomes(passed=2)
