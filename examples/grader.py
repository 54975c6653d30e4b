"""Grades a node: ten of them must deliver everything, with 20 % of the datagrams lost and across a partition that heals.

python examples/grader.py --engine processes
"""

import argparse
import sys

import peerster
from peerster import PeersterError, faults


def grade(network: peerster.Network) -> str:
    """Why it fails; nothing where it passes."""
    network.add_fault(faults.loss(0.2))
    cut = network.partition("n1..n5")
    names = [node.name for node in network.states()]
    for name in names:
        network[name].send(f"from {name}")
    network.advance(2)
    network.heal(cut)
    try:
        network.await_converged(timeout=60)
    except PeersterError as error:
        return error.message
    expected = sorted(f"from {name}" for name in names)
    wrong = [name for name in names if sorted(message.text for message in network[name].messages()) != expected]
    return f"not every text exactly once at {', '.join(wrong)}" if wrong else ""


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", choices=["emulated", "local", "processes"], default="emulated")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with peerster.Network.start(topology="ring", nodes=10, engine=options.engine, seed=options.seed) as network:
        why = grade(network)
    sys.exit(f"FAIL: {why}" if why else print("PASS"))
