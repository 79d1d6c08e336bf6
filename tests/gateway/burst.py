"""A burst in twenty guilds: ``python -m tests.gateway.burst --minutes 5``.

Every minute 300 articles are posted at once, most of them in one guild, while people in all guilds use 20
commands a second. Reports how late the bot's event loop is, how soon commands are acknowledged, and how long
a guild waits for its cards compared with its fair share: the time that it would take if all guilds were
served in turn at the same pace. An idle process on the same machine measures its lateness, for comparison.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import signal
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path
from statistics import quantiles

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.stories import long_article

from tests.gateway.fake import FakeDiscord
from tests.gateway.process import ROOT, Bot, environment, watch
from tests.gateway.state import ANN, DESK, NEWS, Payload

GUILDS = 20
_GREEDY, _OTHERS = 205, 5  # articles of the guild that posts most, and of each other
_PEOPLE = 10  # in the greedy guild; everywhere else it is one
_EVERY = 60.0  # seconds from one burst to the next
_COMMANDS = 20  # a second
_READING = 0.02  # seconds for an analysis
_PATIENCE = 120.0  # seconds for the cards of a burst
_LOOK = 0.1  # seconds between looks at the channels
_ASKED: tuple[tuple[str, tuple[Payload, ...]], ...] = (
    ("who-said", ({"name": "words", "type": 3, "value": "counts"},)),
    ("status", ()),
    ("who-said", ({"name": "speaker", "type": 3, "value": "Minister"},)),
    ("help", ()),
)


class Burst:
    """Posts and asks, and notes when what was answered."""

    def __init__(self, discord: FakeDiscord) -> None:
        self.discord = discord
        self.channels = [channel for channel in discord.state.guild_of if channel != DESK]
        self.asked: dict[str, float] = {}
        self.shares: list[float] = []
        self.articles = 0

    async def bursts(self, until: float) -> None:
        """One burst a minute."""
        while time.monotonic() < until:
            begun = time.monotonic()
            await self._burst()
            await asyncio.sleep(max(0.0, min(begun + _EVERY, until) - time.monotonic()))

    async def _burst(self) -> None:
        """Post the articles, the greedy guild's first, and wait for their cards."""
        begun = time.monotonic()
        waiting: dict[int, set[str]] = {}
        for channel in self.channels:
            articles = _GREEDY if channel == NEWS else _OTHERS
            waiting[channel] = {await self._post(channel, n % _PEOPLE) for n in range(articles)}
        wanted = {channel: len(ids) for channel, ids in waiting.items()}
        done: dict[int, float] = {}
        while len(done) < len(waiting) and time.monotonic() < begun + _PATIENCE:
            for channel in waiting.keys() - done.keys():
                if waiting[channel] <= self.discord.cards(channel).keys():
                    done[channel] = time.monotonic() - begun
            await asyncio.sleep(_LOOK)
        self.shares.append(worst_share(wanted, done))
        took = max(done.values(), default=0.0)
        left = f"; {len(waiting) - len(done)} guilds still wait" if len(done) < len(waiting) else ""
        print(
            f"{sum(wanted.values())} articles in {took:.1f} s; {self.shares[-1]:.2f} of a fair share{left}",
            flush=True,
        )

    async def _post(self, channel: int, person: int) -> str:
        self.articles += 1
        name = "".join(chr(97 + int(digit)) for digit in str(self.articles)).title()
        words = f"Story {name}\nMinister {name} said that item {self.articles} counts.\n"
        return (await self.discord.post(long_article(words), channel, author=ANN + person))["id"]

    async def commands(self, until: float) -> None:
        """Commands at a steady pace, each in the next guild."""
        begun, count = time.monotonic(), 0
        where, what = cycle(self.channels), cycle(_ASKED)
        while time.monotonic() < until:
            name, options = next(what)
            asked = time.monotonic()
            self.asked[await self.discord.ask(name, *options, channel=next(where))] = asked
            count += 1
            await asyncio.sleep(max(0.0, begun + count / _COMMANDS - time.monotonic()))

    def acknowledged(self) -> dict[str, float]:
        """How long commands waited for an acknowledgement, in ms, and how many got none."""
        got = self.discord.rest.acknowledged
        waits = [(got[token] - asked) * 1000 for token, asked in self.asked.items() if token in got]
        shares = quantiles(waits, n=1000)
        found = {"p50": shares[499], "p99": shares[989], "max": max(waits)}
        return {k: round(v, 1) for k, v in found.items()} | {"none": len(self.asked) - len(waits)}


def worst_share(wanted: dict[int, int], done: dict[int, float]) -> float:
    """The longest wait of a guild by its fair share of the time that everything took.

    If all guilds were served in turn at the same pace, a guild with n articles would be done when every guild
    had n of its articles read, or all of them. A guild that is not done counts as infinitely late.
    """
    if len(done) < len(wanted):
        return math.inf
    pace = sum(wanted.values()) / max(done.values())
    fair = {g: sum(min(n, wanted[g]) for n in wanted.values()) / pace for g in wanted}
    return max(done[g] / fair[g] for g in wanted)


async def idle() -> asyncio.subprocess.Process:
    """A process that does nothing but measure how late its event loop is."""
    code = "import asyncio; from tests.gateway.child import lag; asyncio.run(lag())"
    return await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, cwd=ROOT, env=environment(), stderr=asyncio.subprocess.PIPE
    )


async def burst(minutes: float, folder: Path) -> int:
    """Run; returns the exit code."""
    async with FakeDiscord(more_guilds=GUILDS - 1) as discord:
        run = Burst(discord)
        await watch(folder, *((discord.state.guild_of[c], c) for c in run.channels))
        async with Bot(discord, folder, reading=_READING, lag=True, period=5.0) as bot:
            await bot.logs("Connected as")
            await discord.until(lambda: discord.state.commands)
            compared = await idle()
            until = time.monotonic() + minutes * 60
            try:
                await asyncio.gather(run.bursts(until), run.commands(until))
            finally:
                compared.send_signal(signal.SIGINT)
                _, noise = await compared.communicate()
            await bot.stop()
            late = json.loads(bot.said("loop lag")[-1].partition(": ")[2])
    alone = next(line for line in noise.decode().splitlines() if "loop lag" in line)
    waits = run.acknowledged()
    print(f"the bot's loop was late by (ms): {late}")
    print(f"an idle process's:               {alone.partition(': ')[2]}")
    print(f"{len(run.asked)} commands were acknowledged after (ms): {waits}")
    print(f"longest wait of a guild: {max(run.shares):.2f} times its fair share")
    kept = late["p99"] < 50 and waits["p99"] < 500 and not waits["none"] and max(run.shares) <= 2
    return 0 if kept else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0)
    with tempfile.TemporaryDirectory() as made:
        sys.exit(asyncio.run(burst(parser.parse_args().minutes, Path(made))))
