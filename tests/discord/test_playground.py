"""The playground's world: everything in it goes by one clock, simulated time."""

from __future__ import annotations

from collections.abc import AsyncIterator
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
from bot.playground.simulation import WorldTime
from bot.playground.terminal import Terminal
from bot.playground.world import Playground
from bot.services import Services


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
