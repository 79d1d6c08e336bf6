"""Kills at random moments: ``python -m tests.gateway.kills --kills 200 --seed 1``.

Each round people post while the bot is down, the bot is started, they post on, and it is killed as by a power
cut: while it starts, reads, sends a card or posts a digest. Digests fall due all along. In the end every
article must have been read once and have one card, every digest must stand once in its channel, and the
database and its search indexes must be sound. Prints a line for every ten kills, and the figures.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.stories import long_article

from bot.store import Store
from bot.usecases.digest import Digests
from tests.gateway.fake import FakeDiscord
from tests.gateway.process import Bot, watch
from tests.gateway.state import DESK, GUILD

_SETTLES = 60.0  # seconds for everything to come right once the kills are over
_STARTING = 0.3  # the share of the kills that come before the bot is connected, if it is quick
_LATENCY = 0.03  # seconds from the effect of a request to its answer: long enough to be killed in between
_READING = 0.05  # seconds for an analysis


@dataclass(frozen=True)
class Plan:
    """How much happens, and how often the bot is killed. Half of the postings come while it is down."""

    kills: int
    postings: int
    digests: int
    seed: int


class Kills:
    """Kills the bot, and keeps book of what must be there in the end."""

    def __init__(self, discord: FakeDiscord, bot: Bot, plan: Plan) -> None:
        self.discord, self.bot, self.plan = discord, bot, plan
        self.dice = random.Random(plan.seed)  # noqa: S311 -- for repeatable tests
        self.posted: list[str] = []
        self.met: Counter[str] = Counter()
        self._start = 1.0  # seconds that the last start took
        down = plan.postings // 2 - 1  # and the first one
        self._down, self._up = self._spread(down), self._spread(plan.postings - down - 1)
        self._digests_due = Counter(self.dice.randrange(plan.kills) for _ in range(plan.digests))

    def _spread(self, postings: int) -> Counter[int]:
        """How many postings there are in which round: mostly none or one, and sometimes many at once."""
        weights = [self.dice.expovariate(1.0) ** 3 for _ in range(self.plan.kills)]
        return Counter(self.dice.choices(range(self.plan.kills), weights, k=postings))

    async def begin(self) -> None:
        """Have one article read before the first kill, so that every digest has something to tell."""
        await self._post(at=time.time() - 3600)
        await self.bot.start()
        await self.discord.until(self.discord.cards)
        await self.bot.kill()

    async def round(self, number: int) -> None:
        """People post, the bot starts, people post on, and the bot is killed."""
        early, late = self._shares(self._digests_due[number])
        await self._people(self._down[number], early)
        before = self.discord.gateway.identified
        begun = time.monotonic()
        await self.bot.start()
        within = self._start * 1.2
        if self.dice.random() >= _STARTING:
            await self.bot.ready(before + 1)
            self._start = time.monotonic() - begun
            within = 1.5
        people = asyncio.create_task(self._people(self._up[number], late, pauses=True))
        await asyncio.sleep(self.dice.random() * within)
        self.met["connected" if self.discord.gateway.identified > before else "starting"] += 1
        if self.bot.running:
            await self.bot.kill()
        await people
        self._look()

    def _shares(self, number: int) -> tuple[int, int]:
        early = sum(self.dice.random() < 0.5 for _ in range(number))
        return early, number - early

    async def _people(self, postings: int, digests: int, *, pauses: bool = False) -> None:
        """Post articles among small talk, and schedule digests that are due at once."""
        for _ in range(digests):
            await self._schedule()
        for _ in range(postings):
            await self._post()
            if pauses:
                await asyncio.sleep(self.dice.random() / 20)

    async def _post(self, at: float | None = None) -> None:
        number = len(self.posted)
        name = "".join(chr(97 + int(digit)) for digit in str(number)).title()
        words = f"Story {name}\nMinister {name} said that item {number} counts.\n"
        self.posted.append((await self.discord.post(long_article(words), at=at))["id"])
        for _ in range(self.dice.randint(0, 2)):
            await self.discord.post("small talk")

    async def _schedule(self) -> None:
        """A digest of the last day, due since the last full minute."""
        due = datetime.now(UTC)
        store = Store(f"sqlite+aiosqlite:///{self.bot.folder / 'attache.db'}")
        await store.start()
        digests = Digests(store, lambda: due - timedelta(days=1, hours=1))
        await digests.schedule(GUILD, DESK, "UTC", due.hour * 60 + due.minute)
        await store.close()

    def _look(self) -> None:
        """Count what a kill interrupted, on a copy: opening the database would mend it for the bot."""
        with tempfile.TemporaryDirectory() as folder:
            for file in self.bot.folder.glob("attache.db*"):
                if not file.name.endswith("-shm"):
                    shutil.copy(file, folder)
            store = sqlite3.connect(Path(folder) / "attache.db")
            for what, query in _INTERRUPTED.items():
                self.met[what] += bool(store.execute(query).fetchone()[0])
            store.close()

    def wrong(self) -> list[str]:
        """What is not yet as it must be."""
        cards = self.discord.cards()
        found = [f"article {i} has {cards.get(i, 0)} cards" for i in self.posted if cards.get(i) != 1]
        rows = self.bot.rows("SELECT message_id, state FROM postings ORDER BY message_id")
        if rows != [(int(i), "read") for i in self.posted]:
            found.append(f"{len(rows)} postings are recorded: {Counter(state for _, state in rows)}")
        [(articles,)] = self.bot.rows("SELECT count(*) FROM articles")
        if articles != len(self.posted):
            found.append(f"{articles} articles are kept")
        runs = {state for (state,) in self.bot.rows("SELECT state FROM digest_runs")}
        posted = Counter(
            e["footer"]["text"] for m in self.discord.sent(DESK) for e in m["embeds"] if "footer" in e
        )
        if len(posted) != self.plan.digests or set(posted.values()) - {1} or runs - {"posted"}:
            found.append(f"digests: {posted}, {runs}")
        return found

    def progress(self, number: int) -> str:
        """How far it is, in a line."""
        desk = len(self.discord.sent(DESK))
        return (
            f"kill {number}: {len(self.posted)} articles, {sum(self.discord.cards().values())} cards, "
            f"{desk} digests posted"
        )


_INTERRUPTED = {
    "an article being read": "SELECT count(*) FROM postings WHERE state = 'reading'",
    "a card unsettled": "SELECT count(*) FROM postings WHERE state = 'read' AND answered IS NULL",
    "a digest claimed": "SELECT count(*) FROM digest_runs WHERE state = 'claimed'",
}


async def unsound(folder: Path) -> list[str]:
    """What SQLite finds wrong with the database and the search indexes."""
    store = Store(f"sqlite+aiosqlite:///{folder / 'attache.db'}")
    found = await store.check()
    await store.close()
    return found


async def kills(plan: Plan, folder: Path, *, say: bool = True) -> list[str]:
    """Run; returns what is wrong in the end."""
    await watch(folder)
    async with FakeDiscord() as discord:
        discord.rest.latency = _LATENCY
        bot = Bot(discord, folder, reading=_READING)
        run = Kills(discord, bot, plan)
        try:
            await run.begin()
            for number in range(plan.kills):
                await run.round(number)
                if say and (number + 1) % 10 == 0:
                    print(run.progress(number + 1), flush=True)
            await bot.start()
            begun = time.monotonic()
            with contextlib.suppress(AssertionError):  # said below
                await discord.until(lambda: not run.wrong(), _SETTLES)
            problems, took = run.wrong(), time.monotonic() - begun
            await bot.stop()
        finally:
            await bot.kill()
        problems += bot.said("is damaged") + await unsound(folder)
        if say:
            print(f"kills met: {dict(run.met)}\n{run.progress(plan.kills)}")
            print(f"all right {took:.1f} s after the last start" if not problems else "\n".join(problems))
            if problems:
                print("\n".join(line for line in bot.lines if "INFO" not in line)[-8000:])
        return problems


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--postings", type=int, default=300)
    parser.add_argument("--digests", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(bool(asyncio.run(kills(Plan(**vars(given)), Path(folder)))))


if __name__ == "__main__":
    main()
