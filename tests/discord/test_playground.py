"""The playground's world: everything in it goes by one clock, simulated time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import simcord
from support.canned import CannedReader
from support.fake_analyst import FakeAnalyst
from support.settings import settings as bare
from support.stories import GUTERRES, PESKOV, long_article

from bot.fetch.reader import Reader
from bot.gateway.app import create_bot
from bot.playground.dispatches import Dispatch
from bot.playground.feed import Feed
from bot.playground.simulation import WorldTime
from bot.playground.terminal import HELP, Terminal
from bot.playground.world import Playground
from bot.services import Services

PATIENCE = 60.0  # seconds after which something that was to happen counts as never happening


@pytest.fixture
async def playground(tmp_path: Path) -> AsyncIterator[tuple[Playground, simcord.Env, Services]]:
    """The world furnished as on the page, without the page."""
    settings = bare(data_dir=tmp_path, cooldown_seconds=0.0)
    time, files = WorldTime(), Reader(settings)
    services = Services(settings, reader=CannedReader(files), runner=FakeAnalyst(), clock=time)
    await services.start()
    bot = create_bot(services)
    env = time.env = simcord.Env(bot, settle_timeout=45.0)
    env.backend.advance_clock((datetime.now(UTC) - env.now()).total_seconds())
    world = Playground(env, services)
    await env.start()
    world.furnish()
    await world.configure()
    yield world, env, services
    await env.shutdown()
    await services.close()
    await files.close()
    env.raise_errors()


async def test_skipped_hours_pass_for_the_bot_and_its_services_alike(
    playground: tuple[Playground, simcord.Env, Services],
) -> None:
    world, env, services = playground
    news, begun = world.channels["world-news"], env.now()
    await world.people["ann"].send(news, long_article(PESKOV))
    await Terminal(world, services, lambda _: None).obey("skip 3h")
    await world.tick()
    await env.advance_time(61)
    assert env.now() - begun > timedelta(hours=3)
    assert services.clock() == env.now()
    (digest,) = world.channels["digest"].history()
    assert "1. No calls planned" in [e.title for e in digest.embeds]
    later = await world.people["ben"].send(news, long_article(GUTERRES))
    await env.settle()
    read = next(m for m in news.history() if m.id == later.id)
    assert [str(r.emoji) for r in read.reactions] == ["📰"]
    assert await services.ingest.pending() == []


@pytest.fixture
def busy_machine(playground: tuple[Playground, simcord.Env, Services]) -> simcord.Env:
    """A machine so busy that the simulation never comes to rest within its time."""
    _, env, _ = playground
    env.settle_timeout = 1e-9
    return env


async def test_the_clock_outlives_a_busy_machine(
    playground: tuple[Playground, simcord.Env, Services],
    busy_machine: simcord.Env,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    world, env, _ = playground
    monkeypatch.setattr("bot.playground.world._BUSY_SECONDS", 0.01)
    ticks: asyncio.Queue[bool] = asyncio.Queue()
    tick = world.tick

    async def observed() -> None:
        done = False
        try:
            await tick()
            done = True
        finally:
            ticks.put_nowait(done)

    monkeypatch.setattr(world, "tick", observed)
    clock = asyncio.create_task(world.run_clock())
    assert not await asyncio.wait_for(ticks.get(), PATIENCE)
    assert "takes long, as the machine is busy" in caplog.text
    busy_machine.settle_timeout = 45.0
    before = env.now()
    while not await asyncio.wait_for(ticks.get(), PATIENCE):
        pass
    assert env.now() > before
    clock.cancel()
    await asyncio.gather(clock, return_exceptions=True)


async def test_the_feed_outlives_a_busy_machine(
    playground: tuple[Playground, simcord.Env, Services],
    busy_machine: simcord.Env,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world, env, services = playground
    for name in ("_PATIENCE_SECONDS", "_PAUSE_SECONDS"):
        monkeypatch.setattr(f"bot.playground.feed.{name}", 0.01)
    items = [dispatch(f"Item {n}") for n in range(3)]
    await Feed(world).post_all(items)
    busy_machine.settle_timeout = 45.0
    await env.settle()
    assert len([m for m in world.channels["world-news"].history() if m.webhook_id or m.attachments]) == 3
    assert await services.ingest.pending() == []


async def test_what_is_typed_at_a_bad_moment_ends_nothing(
    playground: tuple[Playground, simcord.Env, Services], monkeypatch: pytest.MonkeyPatch
) -> None:
    world, _, services = playground
    said: asyncio.Queue[str] = asyncio.Queue()
    terminal = Terminal(world, services, said.put_nowait)

    def typed(hand_on: Callable[[str], object]) -> None:
        for line in ("channel digest", "nonsense"):
            hand_on(line)

    monkeypatch.setattr("bot.playground.terminal._read_lines", typed)
    listening = asyncio.create_task(terminal.listen())  # there is no page, so the first line can't be obeyed
    assert await asyncio.wait_for(said.get(), PATIENCE) == HELP
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)


def dispatch(title: str) -> Dispatch:
    """A dispatch for the feed, unlike any with another title."""
    name = title.replace(" ", "-")
    text = long_article(f"{title}\n{PESKOV}")
    return Dispatch(
        name + ".txt", "Wire", f"https://wire.example/{name}", datetime.now(UTC), title, name, text
    )
