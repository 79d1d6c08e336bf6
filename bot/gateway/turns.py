"""Whose posting is read next: one guild after another, and in a guild one person after another."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

Queue = deque["asyncio.Future[None]"]


class FairTurns:
    """Turns for work that mostly waits for others' sites, handed out so that nobody can take them all.

    A guild's and a person's share of the open turns is capped, and those who wait are served in rotation:
    whoever posts forty links waits behind their own, and nobody else does.
    """

    def __init__(self, at_once: int, each_guild: int, each_person: int) -> None:
        self._at_once = at_once
        self._each_guild = each_guild
        self._each_person = each_person
        self._guilds: Counter[int] = Counter()
        self._people: Counter[int] = Counter()
        self._waiting: dict[int, dict[int, Queue]] = {}

    @asynccontextmanager
    async def turn(self, guild_id: int, person_id: int) -> AsyncGenerator[None]:
        """Wait for a turn, and have it until the end of the block."""
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(guild_id, {}).setdefault(person_id, deque()).append(mine)
        self._hand_out()
        try:
            await mine
            yield
        finally:
            if mine.done() and not mine.cancelled():
                self._guilds[guild_id] -= 1
                self._people[person_id] -= 1
                self._forget_idle(guild_id, person_id)
            self._hand_out()

    def _hand_out(self) -> None:
        """Give every free turn to whoever is next and below the caps."""
        while self._guilds.total() < self._at_once and (found := self._next()) is not None:
            guild_id, person_id, future = found
            self._guilds[guild_id] += 1
            self._people[person_id] += 1
            future.set_result(None)

    def _next(self) -> tuple[int, int, asyncio.Future[None]] | None:
        """Whoever has waited longest for their rotation; they go to its end."""
        for guild_id, people in list(self._waiting.items()):
            if self._guilds[guild_id] >= self._each_guild:
                continue
            for person_id, queue in list(people.items()):
                while queue and queue[0].done():  # whoever gave up
                    queue.popleft()
                if queue and self._people[person_id] >= self._each_person:
                    continue
                del people[person_id]
                if not queue:
                    continue
                future = queue.popleft()
                if queue:
                    people[person_id] = queue
                del self._waiting[guild_id]
                if people:
                    self._waiting[guild_id] = people
                return guild_id, person_id, future
            if not people:
                del self._waiting[guild_id]
        return None

    def _forget_idle(self, guild_id: int, person_id: int) -> None:
        for counter, number in ((self._guilds, guild_id), (self._people, person_id)):
            if not counter[number]:
                del counter[number]
