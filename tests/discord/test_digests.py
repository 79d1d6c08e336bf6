"""Digests at their hour: posted once, told why not, and never in each other's way."""

from __future__ import annotations

from typing import NoReturn

import discord
import pytest
from discord.ext import commands
from support.stories import GUTERRES, PESKOV, long_article
from support.world import HIDDEN, World, shown, words

from bot.gateway.app import intents
from bot.usecases.digest import Digests


@pytest.fixture
async def planned(world: World) -> World:
    """One article in #news, and a digest of five past midnight in #digest; it is midnight."""
    await world.ann.send(world.news, long_article(PESKOV))
    await world.ann.slash(world.digest, "digest schedule", time="00:05")
    return world


def digests(world: World) -> list[discord.Message]:
    return [m for m in world.cards(world.digest) if m.embeds]


async def test_expectation_9_a_digest_is_posted_once(planned: World) -> None:
    await planned.env.advance_time(240)
    assert digests(planned) == []
    await planned.env.advance_time(600)
    (posted,) = digests(planned)
    assert "1. No calls planned" in words(posted)
    assert posted.flags.suppress_notifications
    await planned.restart()
    await planned.env.advance_time(300)
    assert len(digests(planned)) == 1


async def test_the_next_digest_does_not_repeat_the_last(planned: World) -> None:
    await planned.env.advance_time(600)
    await planned.ann.send(planned.news, long_article(GUTERRES))
    await planned.jump(86400)
    first, second = digests(planned)
    assert "Guterres" not in words(first)
    assert "Guterres" in words(second)
    assert "No calls planned" not in words(second)


async def test_with_too_little_news_nothing_is_posted(world: World) -> None:
    await world.ann.send(world.news, long_article(PESKOV))
    await world.ann.slash(world.digest, "digest schedule", time="00:05", minimum=2)
    await world.env.advance_time(600)
    assert digests(world) == []


async def test_a_paused_digest_is_not_posted(planned: World) -> None:
    await planned.ann.slash(planned.digest, "digest pause", number=1)
    await planned.env.advance_time(600)
    assert digests(planned) == []


async def test_a_crash_between_posting_and_marking_posts_nothing_twice(planned: World) -> None:
    """The store fails just after Discord took the message: as far as the store knows, nothing was posted."""
    marked = planned.services.digests.posted

    async def crash(run_id: int, message_id: int | None) -> None:
        raise OSError("the disk is gone")

    planned.services.digests.posted = crash
    await planned.env.advance_time(360)
    assert len(digests(planned)) == 1
    planned.services.digests.posted = marked
    await planned.restart()
    await planned.env.advance_time(300)
    assert len(digests(planned)) == 1
    assert await planned.services.digests.claimed(planned.clock()) == []


async def test_a_late_digest_in_a_busy_channel_is_not_posted_twice(
    planned: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Much was written before its late posting, and much more after it."""
    await planned.env.restart_bot(commands.Bot("!", intents=intents()))  # Attaché is away
    planned.env.backend.advance_clock(420)
    chat(planned, "good morning", 500)
    planned.env.backend.advance_clock(3600)

    async def crash(*_: object) -> None:
        raise OSError("the disk is gone")

    with monkeypatch.context() as broken:
        broken.setattr(Digests, "posted", crash)
        await planned.restart()
        await planned.env.advance_time(1)
        assert len(digests(planned)) == 1
    chat(planned, "thank you", 800)
    await planned.restart()
    await planned.env.advance_time(61)
    assert len(digests(planned)) == 1
    assert await planned.services.digests.claimed(planned.clock()) == []


def chat(planned: World, words: str, times: int) -> None:
    """Ben writes so many messages into #digest."""
    for number in range(times):
        text = f"{words}, for the time number {number}"
        planned.env.backend.create_message(planned.digest.id, planned.ben.id, text, broadcast=False)


async def test_a_crash_before_posting_posts_after_the_restart(planned: World) -> None:
    path = f"/channels/{planned.digest.id}/messages"
    planned.env.inject_error("POST", path, status=500, times=None)
    await planned.env.advance_time(330)
    assert digests(planned) == []
    planned.env.backend.faults.clear()
    await planned.restart()
    await planned.env.advance_time(120)
    assert len(digests(planned)) == 1


async def test_expectation_12_and_14_a_refused_digest_is_told_and_keeps_its_schedule(planned: World) -> None:
    channel = planned.env.bot.get_channel(planned.digest.id)
    assert isinstance(channel, discord.TextChannel)
    mute = discord.PermissionOverwrite(embed_links=False)
    await channel.set_permissions(channel.guild.me, overwrite=mute)
    await planned.env.advance_time(360)
    assert digests(planned) == []
    (told,) = planned.cards(planned.digest)
    assert told.content == "I can't post the digest here. I need the Embed Links permission in #digest."
    listed = shown(await planned.ann.slash(planned.digest, "digest list"))
    assert "daily at 00:05" in listed
    assert "⚠️ I need the Embed Links permission in #digest." in listed
    await channel.set_permissions(channel.guild.me, overwrite=None)
    await planned.ann.send(planned.news, long_article(GUTERRES))
    await planned.jump(86400)
    assert len(digests(planned)) == 1
    assert "⚠️" not in shown(await planned.ann.slash(planned.digest, "digest list"))


async def test_expectation_14_a_passing_refusal_erases_no_configuration(planned: World) -> None:
    path = f"/channels/{planned.digest.id}/messages"
    planned.env.inject_error("POST", path, status=403, code=50013, message="Missing Permissions", times=1)
    await planned.env.advance_time(360)
    assert digests(planned) == []
    assert "Discord rejected my message" in shown(await planned.ann.slash(planned.news, "digest list"))
    await planned.ann.send(planned.news, long_article(GUTERRES))
    await planned.jump(86400)
    assert len(digests(planned)) == 1


async def test_expectation_19_one_failing_digest_does_not_stop_the_others(planned: World) -> None:
    dark = planned.guild.create_text_channel("dark")
    await planned.ann.slash(dark, "digest schedule", time="00:04")
    channel = planned.env.bot.get_channel(dark.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.set_permissions(channel.guild.me, overwrite=HIDDEN)
    await planned.env.advance_time(360)
    assert len(digests(planned)) == 1


async def test_expectation_19_an_error_does_not_end_the_ticking(planned: World) -> None:
    due = planned.services.digests.due

    async def broken(now: object) -> NoReturn:
        raise OSError("the disk is gone")

    planned.services.digests.due = broken
    await planned.env.advance_time(360)
    assert digests(planned) == []
    planned.services.digests.due = due
    await planned.env.advance_time(120)
    assert len(digests(planned)) == 1


async def test_expectation_20_the_local_hour_holds_across_a_change_of_clocks(world: World) -> None:
    """Berlin goes to summer time on 29 March 2026: 07:30 there is 06:30 UTC before and 05:30 UTC after."""
    day, hour = 86400, 3600
    world.env.backend.advance_clock(86 * day)  # to 28 March, 00:00 UTC
    await world.ann.slash(world.digest, "digest schedule", time="07:30", zone="Europe/Berlin")
    await world.ann.send(world.news, long_article(PESKOV))
    await world.jump(6 * hour + 25 * 60)
    await world.env.advance_time(10 * 60)
    await world.ann.send(world.news, long_article(GUTERRES))
    await world.jump(22 * hour + 45 * 60)
    await world.env.advance_time(20 * 60)
    posted = [m.created_at for m in digests(world)]
    assert [(t.day, t.hour, t.minute // 2 * 2) for t in posted] == [(28, 6, 30), (29, 5, 30)]


async def test_expectation_21_a_digest_missed_by_a_day_is_not_caught_up(planned: World) -> None:
    planned.env.backend.advance_clock(86400 + 7 * 3600)
    await planned.env.advance_time(120)
    assert digests(planned) == []
