"""Fair turns: nobody waits behind another guild's or another person's pile."""

from __future__ import annotations

import asyncio

import pytest

from bot.gateway.turns import FairTurns

ANN, BEN, CAM = 101, 102, 103


class Queue:
    """Postings that are read until they are told to end, over turns of three at once."""

    def __init__(self) -> None:
        self.turns = FairTurns(at_once=3, each_guild=2, each_person=1)
        self.open: list[str] = []
        self.read: list[str] = []
        self._ends: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    async def post(self, name: str, guild: int, person: int) -> None:
        self._ends[name] = asyncio.Event()
        self.tasks[name] = asyncio.create_task(self._read(name, guild, person))
        await self.rest()

    async def end(self, name: str) -> None:
        self._ends[name].set()
        await self.rest()

    async def rest(self) -> None:
        for _ in range(5):
            await asyncio.sleep(0)

    async def _read(self, name: str, guild: int, person: int) -> None:
        async with self.turns.turn(guild, person):
            self.open.append(name)
            try:
                await self._ends[name].wait()
            finally:
                self.open.remove(name)
        self.read.append(name)


async def test_a_person_with_many_links_waits_behind_their_own() -> None:
    queue = Queue()
    for number in range(5):
        await queue.post(f"ann {number}", 1, ANN)
    assert queue.open == ["ann 0"]
    await queue.post("ben", 1, BEN)
    await queue.post("cam", 2, CAM)
    assert queue.open == ["ann 0", "ben", "cam"]
    await queue.end("ann 0")
    assert queue.open == ["ben", "cam", "ann 1"]


async def test_a_guild_with_many_people_leaves_room_for_others() -> None:
    queue = Queue()
    for person in range(10):
        await queue.post(f"crowd {person}", 1, person)
    assert queue.open == ["crowd 0", "crowd 1"]
    await queue.post("elsewhere", 2, ANN)
    assert queue.open == ["crowd 0", "crowd 1", "elsewhere"]


async def test_guilds_take_turns_when_all_are_waiting() -> None:
    queue = Queue()
    for guild in (1, 2, 3):
        for person in range(3):
            await queue.post(f"{guild}.{person}", guild, 10 * guild + person)
    for _ in range(9):
        await queue.end(queue.open[0])
    assert queue.read == ["1.0", "1.1", "2.0", "1.2", "2.1", "3.0", "2.2", "3.1", "3.2"]


async def test_giving_up_frees_the_place() -> None:
    queue = Queue()
    await queue.post("first", 1, ANN)
    await queue.post("second", 1, ANN)
    await queue.post("third", 1, ANN)
    queue.tasks["second"].cancel()
    queue.tasks["first"].cancel()
    await queue.rest()
    assert queue.open == ["third"]
    with pytest.raises(asyncio.CancelledError):
        await queue.tasks["first"]
