"""The client for asyncio, from which the synchronous one is made."""

from __future__ import annotations

import asyncio

import pytest

from peerster import PeersterError
from peerster.aio import Network, Node


def test_a_network_and_its_nodes_are_driven_with_asyncio() -> None:
    asyncio.run(drive_a_network())


async def drive_a_network() -> None:
    async with await Network.start(topology="line", nodes=3, seed=7, settings={"searchPatience": 300}) as network:
        async with await network["n3"].watch() as watch:
            await network["n1"].send("hello")
            assert await network.await_converged() == {"n1": 2}
            assert (await anext(watch)).text == "hello"
        await network["n3"].send("hello back")
        await network.await_converged()
        file = await network["n3"].share(b"x" * 9_000, "notes.txt")
        search = await network["n1"].search("notes", budget=16)
        assert [match.node async for match in search] == ["n3"]
        download = await network["n1"].download(file.metahash, "copy.txt")
        assert (await download.result()).chunks_had == 2
        assert b"".join([piece async for piece in network["n1"].read(file.metahash)]) == b"x" * 9_000
        assert [each.name async for each in network.states()] == ["n1", "n2", "n3"]


def test_several_waits_run_at_a_time() -> None:
    asyncio.run(wait_for_several())


async def wait_for_several() -> None:
    async with await Node.start("alice") as node:
        waits = [asyncio.create_task(node.await_rumors({"alice": number})) for number in (2, 3)]
        for text in ("one", "two"):
            await node.send(text)
        assert [each["alice"] >= number for each, number in zip(await asyncio.gather(*waits), (2, 3))] == [True, True]
        with pytest.raises(PeersterError, match="nobody"):
            await node.await_rumors({"nobody": 2}, timeout=0.05)
