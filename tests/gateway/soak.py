"""A long run with faults at random: ``python -m tests.gateway.soak``, with ``--minutes`` and ``--seed``.

People post, ask and delete all the time while connections drop, sessions end, requests fail or are limited,
the store is locked, and the bot is killed and started again. At the end every article that still stands must
have exactly one card, and what was deleted must have left nothing.

With ``--one-process`` the bot is never killed, and its memory must not grow from the fifth minute on.
So that the work stays the same all the time, people delete the oldest articles once there are many. Prints a
line a minute, and the figures.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.stories import long_article

from tests.gateway.fake import FakeDiscord
from tests.gateway.process import Bot
from tests.gateway.state import Payload

_SETTLES = 90.0  # seconds for everything to come right once the faults are over
_MOST_STANDING = 300
_WARM = 5  # minutes until whatever is kept for reuse is there
_MOST_GROWTH = 1.05  # from the median of the first five minutes after that to the median of the last five


class Soak:
    """Keeps book of what was posted and what of it was deleted."""

    def __init__(self, discord: FakeDiscord, bot: Bot, dice: random.Random) -> None:
        self.discord, self.bot, self.dice = discord, bot, dice
        self.standing: dict[str, Payload] = {}
        self.deleted: set[str] = set()
        self.counts: dict[str, int] = {}
        self.memory: list[float] = []

    async def people(self) -> None:
        """Post a few articles, and delete some of them: at once, or old ones."""
        for _ in range(self.dice.randint(1, 4)):
            number = len(self.standing) + len(self.deleted)
            name = "".join(chr(97 + int(digit)) for digit in str(number)).title()
            words = f"Story {number}\nMinister {name} said that item {number} counts.\n"
            message = await self.discord.post(long_article(words.replace("Story", f"Story {name}")))
            self.standing[message["id"]] = message
            if self.dice.random() < 0.2:
                await asyncio.sleep(self.dice.choice([0, 0.001, 0.01, 0.1, 0.5]))
                await self.delete(message)
        if self.standing and self.dice.random() < 0.3:
            await self.delete(self.dice.choice(list(self.standing.values())))
        while len(self.standing) > _MOST_STANDING:
            await self.delete(next(iter(self.standing.values())))
        if self.discord.state.commands and self.dice.random() < 0.3:
            await self.discord.ask("who-said", {"name": "words", "type": 3, "value": "counts"})

    async def delete(self, message: Payload) -> None:
        """Delete a message. Its card is the bot's to delete."""
        del self.standing[message["id"]]
        self.deleted.add(message["id"])
        await self.discord.delete(message)

    async def trouble(self, *, kills: bool) -> None:
        """One fault, chosen at random, that is over when this returns."""
        faults = [self.drop, self.lose, self.invalidate, self.fail, self.limit, self.lock, self.refuse]
        if kills:
            faults.append(self.kill)
        fault = self.dice.choice(faults)
        self.counts[fault.__name__] = self.counts.get(fault.__name__, 0) + 1
        await fault()

    async def drop(self) -> None:
        """The connection drops; the session can be resumed."""
        await self.discord.gateway.drop()

    async def lose(self) -> None:
        """The connection drops, and events meanwhile are lost although the session is resumed."""
        gateway = self.discord.gateway
        gateway.losing, gateway.refuse = True, 502
        await gateway.drop()
        await self.people()
        gateway.refuse = None

    async def invalidate(self) -> None:
        """The session ends."""
        self.discord.gateway.forget = True
        await self.discord.gateway.drop()
        await self.people()

    async def fail(self) -> None:
        """Some requests fail."""
        status = self.dice.choice([500, 503, 400, 403])
        self.discord.fault(
            "(POST|PUT|DELETE) /channels", status, message="trouble", times=self.dice.randint(1, 4)
        )
        await self.people()

    async def limit(self) -> None:
        """Some requests are limited."""
        self.discord.fault("/channels", 429, retry_after=0.3, times=self.dice.randint(1, 5))
        await self.people()

    async def lock(self) -> None:
        """Another process holds the store's lock for a while."""
        async with self.bot.locked():
            await self.people()
            await asyncio.sleep(self.dice.random())

    async def kill(self) -> None:
        """The power fails, and people go on meanwhile."""
        await self.bot.kill()
        await self.people()
        await self.bot.start()

    async def refuse(self) -> None:
        """The gateway accepts connections and drops them."""
        self.discord.gateway.hang_up = True
        await self.discord.gateway.drop()
        await self.people()
        self.discord.gateway.hang_up = False

    def wrong(self) -> list[str]:
        """What is not yet as it must be."""
        cards = self.discord.cards()
        found = [f"{i} has {cards.get(i, 0)} cards" for i in self.standing if cards.get(i) != 1]
        found += [f"{i} was deleted and has {cards[i]} cards" for i in self.deleted if i in cards]
        kept = {str(i) for (i,) in self.bot.rows("SELECT message_id FROM postings")}
        found += [f"{i} was deleted and is kept" for i in self.deleted & kept]
        return found

    def note_memory(self, begun: float) -> None:
        """Once a minute, note the memory of the process and say how far the run is."""
        if (time.monotonic() - begun) / 60 > len(self.memory):
            self.memory.append(self.bot.memory())
            stands, gone = len(self.standing), len(self.deleted)
            faults = sum(self.counts.values())
            minute = len(self.memory) - 1
            print(
                f"minute {minute}: {stands} standing, {gone} deleted, {faults} faults, "
                f"{self.memory[-1]:.1f} MiB",
                flush=True,
            )

    def grown(self) -> float:
        """The memory of the last five minutes by that of minutes 5 to 10, as medians; 1 in a short run."""
        warm = self.memory[_WARM:]
        return median(warm[-5:]) / median(warm[:5]) if len(warm) >= 10 else 1.0


async def soak(minutes: float, seed: int, *, one_process: bool) -> int:
    """Run; returns the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        waits = {"busy_ms": 200, "pauses": [0.2, 0.4], "longest": 2.0}
        async with FakeDiscord() as discord, Bot(discord, Path(folder), **waits) as bot:
            run = Soak(discord, bot, random.Random(seed))  # noqa: S311 -- for repeatable tests
            begun = time.monotonic()
            while time.monotonic() < begun + minutes * 60:
                await run.people()
                await run.trouble(kills=not one_process)
                run.note_memory(begun)
                await asyncio.sleep(run.dice.random() * 2)
                discord.gateway.forget = discord.gateway.losing = False
            calm = time.monotonic()
            discord.rest.faults.clear()
            try:
                await discord.until(lambda: not run.wrong(), _SETTLES)
            except AssertionError:
                print("\n".join(bot.lines[-100:]))
            problems = run.wrong()
            took = time.monotonic() - calm
            print(f"{len(run.standing)} standing, {len(run.deleted)} deleted; faults: {run.counts}")
            print(f"right after {took:.1f} s" if not problems else "\n".join(problems))
            if one_process:
                print(f"memory: {run.grown():.3f} times what it was")
            return bool(problems) or (one_process and run.grown() > _MOST_GROWTH)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--one-process", action="store_true")
    given = parser.parse_args()
    sys.exit(asyncio.run(soak(given.minutes, given.seed, one_process=given.one_process)))
