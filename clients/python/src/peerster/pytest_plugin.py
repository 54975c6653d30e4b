"""Fixtures for pytest: nodes and networks that end with their test, and reports that say why it failed.

Options: ``--peerster-program`` (also $PEERSTER_PROGRAM), ``--peerster-engine``, ``--peerster-seed``.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, cast

import pytest

from peerster._creation import ENGINES
from peerster.testing import KEPT_LINES, StartNetwork, StartNode, findings
from peerster.sync.network import Network
from peerster.sync.node import Node

_STARTED = pytest.StashKey[list[Node | Network]]()
_SEED = pytest.StashKey[int]()
_SHARED_SEED = "peerster_seed"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("peerster", "gossip nodes and networks")
    group.addoption("--peerster-program", metavar="PATH", help="Peerster's program (default: $PEERSTER_PROGRAM, or as on the PATH)")
    group.addoption("--peerster-engine", choices=list(ENGINES), default="emulated", help="where the nodes of networks live (default: emulated)")
    group.addoption("--peerster-seed", type=int, metavar="N", help="of everything left to chance (default: a new one for each run)")


def pytest_configure(config: pytest.Config) -> None:
    shared = getattr(config, "workerinput", {}).get(_SHARED_SEED)
    given = config.getoption("--peerster-seed") if shared is None else shared
    config.stash[_SEED] = random.SystemRandom().randrange(2**32) if given is None else cast(int, given)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """The workers of pytest-xdist have the seed that the header tells."""
    node.workerinput[_SHARED_SEED] = node.config.stash[_SEED]


def pytest_report_header(config: pytest.Config) -> str:
    return f"peerster: engine {config.getoption('--peerster-engine')}, seed {config.stash[_SEED]}"


@pytest.fixture
def peerster_seed(pytestconfig: pytest.Config) -> int:
    """The seed of this run, the same for every test."""
    return pytestconfig.stash[_SEED]


@pytest.fixture
def peerster_node(request: pytest.FixtureRequest, pytestconfig: pytest.Config) -> Generator[StartNode, None, None]:
    """Starts nodes, as ``Node.start`` does; they end with the test."""

    def start(name: str | None = None, *, peers: Sequence[str] = (), flags: Sequence[str] = ()) -> Node:
        return Node.start(name, peers=peers, flags=flags, program_path=pytestconfig.getoption("--peerster-program"))

    yield from _starter(request, start)


@pytest.fixture
def peerster_network(
    request: pytest.FixtureRequest, pytestconfig: pytest.Config, peerster_seed: int
) -> Generator[StartNetwork, None, None]:
    """Starts networks, as ``Network.start`` does, on the engine and with the seed of the command line; they end with the test."""

    def start(topology: str | Sequence[tuple[str, str]] = "line", *, file: str | Path | None = None, **options: Any) -> Network:
        chosen: dict[str, Any] = {
            "engine": pytestconfig.getoption("--peerster-engine"),
            "seed": peerster_seed,
            "keep_lines": KEPT_LINES,
            "program_path": pytestconfig.getoption("--peerster-program"),
        }
        return Network.start(topology=topology, file=file, **{**chosen, **options})

    yield from _starter(request, start)


def _starter(request: pytest.FixtureRequest, start: Callable[..., Any]) -> Generator[Callable[..., Any], None, None]:
    started: list[Node | Network] = request.node.stash.setdefault(_STARTED, [])
    with ExitStack() as stack:

        def tracked(*positional: Any, **named: Any) -> Node | Network:
            one: Node | Network = start(*positional, **named)
            started.append(one)
            stack.callback(one.close)
            return one

        yield tracked


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when != "teardown" and report.failed and _STARTED in item.stash:
        for one in item.stash[_STARTED]:
            report.sections.extend(findings(one))
        report.sections.append(("peerster, the same again", _again(item)))
    return report


def _again(item: pytest.Item) -> str:
    engine, seed = item.config.getoption("--peerster-engine"), item.config.stash[_SEED]
    return f"pytest '{item.nodeid}' --peerster-engine {engine} --peerster-seed {seed}"
