"""Deletions at the worst moments: ``python -m tests.gateway.deletions --times 50``.

Articles are deleted 0, 5, 20 and 50 ms after they were posted: before, while and after they are recorded,
read and answered. Then the connection drops, and articles are deleted before the session is resumed, which
may have lost the events; and one is deleted before the store could be written. In the end nothing may be
kept of them: no row, no entry of an index, no word in any file, no card, no answer. Prints the figures.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.stories import long_article

from tests.gateway.fake import FakeDiscord
from tests.gateway.process import Bot
from tests.gateway.state import Payload

DELAYS = (0.0, 0.005, 0.02, 0.05)
# The seconds for an analysis, so that deletions fall into it, and those between attempts to write.
_WAITS = {"reading": 0.02, "busy_ms": 100, "pauses": [1.0] * 20}
_SETTLES = 60.0
_TABLES = ("postings", "articles", "statements", "article_links", "article_sketches")


class Deletions:
    """Posts and deletes articles, each with a word that is nowhere else."""

    def __init__(self, discord: FakeDiscord, bot: Bot) -> None:
        self.discord, self.bot = discord, bot
        self.words: list[str] = []
        self.deleted: list[str] = []

    async def post(self) -> Payload:
        """Post an article."""
        word = "Quorl" + "".join(chr(97 + int(digit)) for digit in str(len(self.words)))
        self.words.append(word)
        text = f"Story {word}\nMinister {word} said that {word.lower()} counts.\n"
        return await self.discord.post(long_article(text))

    async def delete(self, message: Payload) -> None:
        """Delete it again."""
        self.deleted.append(message["id"])
        await self.discord.delete(message)

    async def soon(self, delay: float, times: int) -> None:
        """Post articles two at a time, each deleted ``delay`` seconds later."""

        async def both() -> None:
            message = await self.post()
            await asyncio.sleep(delay)
            await self.delete(message)

        for _ in range(times // 2):
            await asyncio.gather(both(), both())

    async def while_away(self, *, losing: bool) -> None:
        """Delete while the connection is away: what was read, what is being read, and what came meanwhile."""
        gateway = self.discord.gateway
        read = await self.post()
        await self.discord.until(lambda: read["id"] in self.discord.cards())
        reading = await self.post()
        before = gateway.resumed
        gateway.losing, gateway.refuse = losing, 502
        await gateway.drop()
        meanwhile = await self.post()
        for message in (read, reading, meanwhile):
            await self.delete(message)
        gateway.refuse = None
        await self.discord.until(lambda: gateway.resumed > before)
        gateway.losing = False

    async def while_waiting(self) -> None:
        """Delete what could not be recorded yet, since another process held the store's lock."""
        async with self.bot.locked():
            message = await self.post()
            await self.bot.logs(f"message {message['id']}: the store can't be written")
            later = await self.post()
            await self.bot.logs(f"message {later['id']}: the store can't be written")
        await self.delete(message)
        await self.discord.until(
            lambda: later["id"] in self.discord.cards()
        )  # its turn comes after the other
        await self.delete(later)

    async def answer(self) -> str:
        """What /who-said finds of it all."""
        token = await self.discord.ask("who-said", {"name": "words", "type": 3, "value": "counts"})
        given = await self.discord.until(lambda: self.discord.rest.answers.get(token))
        return str(given)

    def kept(self) -> list[str]:
        """What is kept although it was deleted."""
        found = [f"a card under {i}" for i in self.deleted if i in self.discord.cards()]
        for table in _TABLES:
            [(number,)] = self.bot.rows(f"SELECT count(*) FROM {table}")  # noqa: S608 -- our own names
            found += [f"{number} rows in {table}"] if number else []
        for index in ("articles_fts", "statements_fts"):
            query = f"SELECT count(*) FROM {index} WHERE {index} MATCH 'counts OR story OR minister'"  # noqa: S608
            [(number,)] = self.bot.rows(query)
            found += [f"{number} entries in {index}"] if number else []
        for file in self.bot.folder.glob("attache.db*"):
            data = file.read_bytes().lower()
            found += [f"{word} in {file.name}" for word in self.words if word.lower().encode() in data]
        return found


async def deletions(times: int, folder: Path, *, say: bool = True) -> list[str]:
    """Run; returns what is kept in the end."""
    async with FakeDiscord() as discord, Bot(discord, folder, **_WAITS) as bot:
        await bot.logs("Connected as")
        run = Deletions(discord, bot)
        for delay in DELAYS:
            await run.soon(delay, times)
            if say:
                print(f"{times} deleted after {delay * 1000:.0f} ms", flush=True)
        for losing in (False, True):
            await run.while_away(losing=losing)
        await run.while_waiting()
        begun = time.monotonic()
        with contextlib.suppress(AssertionError):  # said below
            await discord.until(lambda: not run.kept(), _SETTLES)
        kept, took = run.kept(), time.monotonic() - begun
        if "Quorl" in (answer := await run.answer()):
            kept.append(f"an answer of /who-said: {answer}")
        if say:
            asked = discord.rest.asked
            read = sum("reactions" in request and request.startswith("PUT") for request in asked)
            cards = sum(request.startswith("POST /channels") for request in asked)
            print(f"{len(run.deleted)} deleted, {read} reactions and {cards} cards sent before")
            print(f"kept after {took:.1f} s: {kept or 'nothing'}")
        return kept


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=50)
    with tempfile.TemporaryDirectory() as made:
        sys.exit(bool(asyncio.run(deletions(parser.parse_args().times, Path(made)))))
