"""Grades a node: ten of them must deliver everything, with 20 % of the datagrams lost and across a partition that heals.

python examples/grader.py --engine processes
python examples/grader.py --submission path/to/a/students/node
"""

import argparse
import os
import sys

import peerster
from peerster import NodeProgram, PeersterError, faults

BUILD = ["go build -o Peerster .", "cd client && go build -o client ."]
NODE = "./Peerster -UIPort={ui} -gossipAddr={gossip} -name={name} -peers={peers}"
CLIENT = "./client/client -UIPort={ui} -msg={text}"


def grade(network: peerster.Network, within: float) -> str:
    """Why it fails; nothing where it passes."""
    network.add_fault(faults.loss(0.2))
    cut = network.partition("n1..n5")
    names = [node.name for node in network.states()]
    for name in names:
        network[name].send(f"from {name}")
    network.advance(2)
    network.heal(cut)
    try:
        network.await_converged(within)
    except PeersterError as error:
        return error.message
    expected = sorted(f"from {name}" for name in names)
    wrong = [name for name in names if sorted(message.text for message in network[name].messages()) != expected]
    return f"not every text exactly once at {', '.join(wrong)}" if wrong else ""


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
    with peerster.Network.start(topology="ring", nodes=10, engine=options.engine, seed=options.seed, foreign=foreign) as network:
        why = grade(network, options.within)
    sys.exit(f"FAIL: {why}" if why else print("PASS"))
