"""Grades a node: ten of them must deliver everything, with 20 % of the datagrams lost and across a partition that heals.

python examples/grader.py --engine processes
python examples/grader.py --submission path/to/a/students/node

PASS (exit status 0), FAIL (1) with what was broken by whom, or INVALID (3): something was, but the machine was not fit to say by whom.
"""

import argparse
import os
import sys

import peerster
from peerster import NodeProgram, PeersterError, faults

BUILD = ["go build -o Peerster .", "cd client && go build -o client ."]
NODE = "./Peerster -UIPort={ui} -gossipAddr={gossip} -name={name} -peers={peers}"
CLIENT = "./client/client -UIPort={ui} -msg={text}"


def grade(network: peerster.Network, within: float) -> list[str]:
    """What is wrong with the nodes."""
    network.add_fault(faults.loss(0.2))
    cut = network.partition("n1..n5")
    names = [node.name for node in network.states()]
    try:
        for name in names:
            network[name].send(f"from {name}")
        network.advance(2)
        network.heal(cut)
        network.await_converged(within)
    except PeersterError as error:
        return [error.message]
    expected = sorted(f"from {name}" for name in names)
    texts = {name: sorted(message.text for message in network[name].messages()) for name in names}
    return [f"{name} has {texts[name]}" for name in names if texts[name] != expected]


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--engine", choices=["emulated", "local", "processes"], default="emulated")
    parser.add_argument("--submission", metavar="FOLDER", type=os.path.abspath, help="somebody else's node, in place of ours")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--within", type=float, default=120.0, help="seconds after the partition has healed")
    options = parser.parse_args()
    foreign = None
    if options.submission:
        options.engine = "processes"
        foreign = NodeProgram(directory=options.submission, build=BUILD, node=NODE, client=CLIENT)
    unfit: list[str] = []
    try:
        with peerster.Network.start(topology="ring", nodes=10, engine=options.engine, seed=options.seed, foreign=foreign) as network:
            wrong = grade(network, options.within)
            seen = network.judgement()
        wrong += [f"{broken.node} {broken.what} ({broken.sentence} of docs/protocol.md)" for broken in seen.broken]
        unfit += seen.unfit
    except PeersterError as error:
        if error.reason != "PROGRAM_FAILED":
            raise
        wrong = [error.message]  # it does not build, or does not start
    verdict = "PASS" if not wrong else "INVALID" if unfit else "FAIL"
    print(verdict, *wrong, *(unfit if verdict == "INVALID" else []), sep="\n")
    sys.exit({"PASS": 0, "FAIL": 1, "INVALID": 3}[verdict])
