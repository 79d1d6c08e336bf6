"""Answering whatever happens: slow models, faults, expired interactions, restarts, start-up problems."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import discord
import pytest
import simcord
from discord.ext import commands
from support.stories import GUTERRES, PESKOV, long_article
from support.world import World, shown, words

from bot.core.errors import UserError
from bot.gateway.app import intents, start_problem

URL = "https://example.org/no-calls"


async def test_expectation_5_a_slow_command_is_acknowledged_at_once_and_answered_later(world: World) -> None:
    world.analyst.gate.clear()
    result = await world.ben.slash(world.news, "summarize text", text=PESKOV)
    assert result.acknowledged
    assert result.deferred
    assert result.ephemeral
    world.analyst.gate.set()
    await world.env.settle()
    assert "Dmitry Peskov" in shown(result)


async def test_expectation_6_other_commands_answer_while_an_article_is_analysed(world: World) -> None:
    await world.ann.send(world.news, long_article(GUTERRES))
    world.analyst.gate.clear()
    message = await world.ann.send(world.news, long_article(PESKOV))
    assert world.reactions(message) == {"👀"}
    assert "Guterres" in shown(await world.ben.slash(world.news, "who-said", words="protected"))
    assert "👀 being read" in shown(await world.ben.slash(world.news, "status"))
    world.analyst.gate.set()
    await world.env.settle()
    assert world.reactions(message) == {"📰"}


async def test_a_fault_gives_a_reference_that_stands_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object, **__: object) -> NoReturn:
        raise RuntimeError("the disk is broken")

    world.services.status.counts = broken
    with caplog.at_level(logging.ERROR, "bot.gateway.errors"):
        answer = await world.ben.slash(world.news, "status")
    assert answer.ephemeral
    reference = shown(answer).split("`")[1]
    (record,) = [r for r in caplog.records if r.name == "bot.gateway.errors"]
    assert reference in record.getMessage()
    assert record.exc_info is not None
    assert "the disk is broken" not in shown(answer)
    (fault,) = [e for e in world.env.errors if isinstance(e, discord.app_commands.CommandInvokeError)]
    assert isinstance(fault.original, RuntimeError)
    world.expected.append(fault)


async def test_a_fault_behind_a_button_gives_a_reference_too(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.ann.send(world.news, long_article(PESKOV))

    async def broken(*_: object, **__: object) -> NoReturn:
        raise RuntimeError("the store is broken")

    world.services.who_said.search = broken
    with caplog.at_level(logging.ERROR, "bot.gateway.errors"):
        answer = await world.ben.click(world.cards(world.news)[0], label="All statements")
    assert answer.ephemeral
    assert "Something went wrong on my side" in shown(answer)
    assert "button" in caplog.text or "All statements" in caplog.text


async def test_expectation_5_an_answer_that_can_no_longer_be_given_privately_is_not_given_at_all(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.env.inject_error(
        "*", "/webhooks/*", status=401, code=50027, message="Invalid Webhook Token", times=None
    )
    world.analyst.gate.clear()
    result = await world.ben.slash(world.news, "summarize text", text=PESKOV)
    before = len(world.news.history())
    world.analyst.gate.set()
    with caplog.at_level(logging.INFO, "bot.gateway.errors"):
        await world.env.settle()
    assert result.deferred
    assert len(world.news.history()) == before
    assert "expired" in caplog.text
    assert [r for r in caplog.records if r.levelno >= logging.ERROR] == []
    world.expected.extend(world.env.errors)


async def test_expectation_27_buttons_work_after_a_restart(world: World) -> None:
    many = "Many said much\n" + "".join(
        f"Speaker Number{chr(65 + n)} (US) said that item {n} counts.\n" for n in range(7)
    )
    await world.ann.send(world.news, attachments=[("many.txt", many.encode())])
    answer = await world.ben.slash(world.news, "who-said", words="counts")
    (card,) = world.cards(world.news)
    assert answer.response is not None
    await world.restart()
    assert "7 statements" in shown(await world.ben.click(card, label="All statements"))
    await world.ben.click(answer.response, label="Next ▶")
    assert "page 2 of 2" in shown(answer)
    await world.ben.click(answer.response, label="◀ Previous")
    assert "page 1 of 2" in shown(answer)


async def test_a_page_of_a_list_that_is_no_longer_kept_is_explained(world: World) -> None:
    await world.restart()
    many = "Many said much\n" + "".join(
        f"Speaker Number{chr(65 + n)} (US) said that item {n} counts.\n" for n in range(7)
    )
    await world.ann.send(world.news, attachments=[("many.txt", many.encode())])
    answer = await world.ben.slash(world.news, "who-said", words="counts")
    await world.jump(100 * 86400)
    await world.services.store.tidy(world.clock())
    assert answer.response is not None
    assert "expired" in shown(await world.ben.click(answer.response, label="Next ▶")).splitlines()[-1]


async def test_never_lost_an_article_recorded_before_a_crash_is_read_after_it(world: World) -> None:
    world.analyst.gate.clear()
    message = await world.ann.send(world.news, long_article(PESKOV))
    assert world.cards(world.news) == []
    world.analyst.gate.set()
    world.analyst.gate = asyncio.Event()  # the old model never comes back
    world.analyst.gate.set()
    await world.restart()
    await world.env.advance_time(61)
    assert len(world.cards(world.news)) == 1
    assert world.reactions(message) == {"📰"}


async def away(world: World) -> None:
    """Stop Attaché. A bot that does nothing holds its account, so that Discord goes on without it."""
    await world.env.restart_bot(commands.Bot("!", intents=intents()))


async def test_expectation_21_what_was_posted_during_a_downtime_is_read_after_it(world: World) -> None:
    world.web.add(URL, PESKOV)
    await world.ann.send(world.news, long_article(GUTERRES))
    await away(world)
    await world.ben.send(world.digest, URL)  # nobody watches #digest
    missed = await world.ben.send(world.news, URL)
    assert world.reactions(missed) == set()
    await world.restart()
    await world.env.settle()
    assert world.reactions(missed) == {"📰"}
    assert len(world.cards(world.news)) == 2
    assert world.cards(world.digest) == []
    await world.restart()
    assert len(world.cards(world.news)) == 2


async def test_expectation_22_what_was_deleted_during_a_downtime_is_forgotten_after_it(world: World) -> None:
    world.web.add(URL, PESKOV)
    gone = await world.ann.send(world.news, URL)
    kept = await world.ann.send(world.news, long_article(GUTERRES))
    await away(world)
    await world.ann.delete(gone)
    await world.restart()
    await world.env.settle()
    assert "Nobody said that" in shown(await world.ann.slash(world.news, "who-said", speaker="Peskov"))
    (card,) = world.cards(world.news)
    assert card.reference is not None
    assert card.reference.message_id == kept.id


async def test_expectation_22_a_channel_deleted_during_a_downtime_is_forgotten_after_it(world: World) -> None:
    desk = world.guild.create_text_channel("desk")
    await world.ann.slash(desk, "watch add")
    await world.ann.send(desk, long_article(PESKOV))
    await away(world)
    world.env.backend.delete_channel(desk.id)
    await world.restart()
    await world.env.settle()
    assert "Nobody said that" in shown(await world.ann.slash(world.news, "who-said", speaker="Peskov"))
    assert desk.id not in {c.channel_id for c in await world.services.watching.list(world.guild.id)}


async def test_expectation_10_nothing_is_read_from_before_a_channel_was_watched_or_from_long_ago(
    world: World,
) -> None:
    desk = world.guild.create_text_channel("desk")
    early = await world.ann.send(desk, long_article(PESKOV))
    await world.jump(3600)
    await world.ann.slash(desk, "watch add")
    await world.restart()
    assert world.reactions(early) == set()
    await away(world)
    old = await world.ann.send(desk, long_article(PESKOV))
    world.env.backend.advance_clock(25 * 3600)
    await world.restart()
    await world.env.advance_time(61)
    assert world.reactions(old) == set()
    assert [m for m in world.cards(desk) if m.reference] == []


async def test_expectation_22_a_guild_that_removed_the_bot_during_a_downtime_is_forgotten_after_it(
    world: World,
) -> None:
    await world.ann.send(world.news, long_article(PESKOV))
    other = world.env.create_guild("Elsewhere")
    await world.services.watching.add(other.id, other.create_text_channel("wire").id, world.ann.id)
    await away(world)
    world.env.backend.remove_guild(other.id)
    await world.restart()
    await world.env.settle()
    assert await world.services.forget.guilds() == [world.guild.id]
    assert len(await world.services.watching.list(world.guild.id)) == 2


async def test_expectation_22_a_guild_that_discord_is_silent_about_is_not_forgotten(world: World) -> None:
    """It is not on the client's list, and asking for it fails or finds it: either is no removal."""
    await world.services.watching.add(1234, 5678, world.ann.id)
    world.env.inject_error("GET", "/guilds/1234", status=503, times=None)
    await world.restart()
    await world.env.settle()
    assert await world.services.forget.guilds() == [1234, world.guild.id]


async def test_expectation_22_what_a_person_had_removed_is_not_read_again_after_a_restart(
    world: World,
) -> None:
    mine = await world.ben.send(world.news, long_article(PESKOV))
    await world.forget(world.ben)
    await away(world)
    later = await world.ben.send(world.news, long_article(GUTERRES))
    await world.restart()
    await world.env.settle()
    assert len(world.analyst.analysed) == 2
    assert "Nobody said that" in shown(await world.ann.slash(world.news, "who-said", speaker="Peskov"))
    assert "📰" in world.reactions(later)
    assert mine.id < later.id


async def test_a_posting_too_old_to_be_read_says_so(world: World) -> None:
    world.analyst.gate.clear()
    message = await world.ann.send(world.news, long_article(PESKOV))
    assert world.reactions(message) == {"👀"}
    await away(world)
    world.analyst.gate.set()
    world.env.backend.advance_clock(25 * 3600)
    await world.restart()
    await world.env.advance_time(61)
    assert world.reactions(message) == {"⚠️"}
    assert world.cards(world.news) == []
    status = shown(await world.ben.slash(world.news, "status"))
    assert "⚠️ not read" in status
    assert "it is too old now" in status


@pytest.mark.parametrize("restarted", [False, True])
async def test_never_lost_a_card_that_discord_could_not_take_is_sent_later(
    world: World, restarted: bool
) -> None:
    path = f"/channels/{world.news.id}/messages"
    world.env.inject_error("POST", path, status=500, times=None)
    message = await world.ann.send(world.news, long_article(PESKOV))
    await world.env.advance_time(50)
    assert world.cards(world.news) == []
    world.env.backend.faults.clear()
    if restarted:
        await world.restart()
    await world.env.advance_time(121)
    (card,) = world.cards(world.news)
    assert card.reference is not None
    assert card.reference.message_id == message.id
    assert len(world.analyst.analysed) == 1


async def test_never_lost_a_card_due_at_a_crash_is_sent_after_it(world: World) -> None:
    async def crash(*_: object, **__: object) -> discord.Message:
        raise OSError("power cut")

    world.bot.delivery.send = crash
    await world.ann.send(world.news, long_article(PESKOV))
    assert world.cards(world.news) == []
    await world.restart()
    await world.env.advance_time(61)
    assert len(world.cards(world.news)) == 1


async def test_never_twice_a_card_sent_before_a_crash_is_found_after_it(world: World) -> None:
    answered = world.services.ingest.answered

    async def crash(posting_id: int, message_id: int) -> bool:
        raise OSError("power cut")

    world.services.ingest.answered = crash
    await world.ann.send(world.news, long_article(PESKOV))
    assert len(world.cards(world.news)) == 1
    world.services.ingest.answered = answered
    assert len(await world.services.ingest.unanswered()) == 1
    await world.restart()
    await world.env.advance_time(121)
    assert len(world.cards(world.news)) == 1
    assert await world.services.ingest.unanswered() == []


async def test_expectation_10_and_21_after_a_downtime_recent_news_is_read_and_ancient_news_is_not(
    world: World,
) -> None:
    async def offline(posting_id: int) -> NoReturn:
        raise OSError("power cut")

    world.services.ingest.process = offline
    ancient = await world.ann.send(world.news, long_article(PESKOV))
    world.env.backend.advance_clock(23 * 3600)
    recent = await world.ann.send(world.news, long_article(GUTERRES))
    world.env.backend.advance_clock(2 * 3600)
    await world.restart()
    await world.env.advance_time(61)
    assert "📰" not in world.reactions(ancient)
    assert "📰" in world.reactions(recent)
    assert ["Guterres" in words(c) for c in world.cards(world.news)] == [True]


async def test_expectation_18_a_missing_message_content_intent_is_diagnosed_with_the_remedy(
    tmp_path: Path,
) -> None:
    without = discord.Intents.all()
    without.message_content = False
    world = World(tmp_path)
    with pytest.raises(discord.PrivilegedIntentsRequired) as refused:
        await simcord.Env(world.bot, approved_intents=without).start()
    await world.leave()
    problem = start_problem(refused.value)
    assert problem is not None
    assert "Message Content intent is off" in str(problem)
    assert "discord.com/developers/applications" in str(problem)


def test_only_message_content_is_asked_for_among_the_privileged_intents() -> None:
    asked = intents()
    assert asked.message_content
    assert not asked.members
    assert not asked.presences


@pytest.mark.parametrize(
    ("error", "words_"),
    [
        (discord.LoginFailure("no"), "rejected the token"),
        (discord.GatewayNotFound(), "can't be reached"),
    ],
)
def test_start_up_failures_are_explained(error: Exception, words_: str) -> None:
    problem = start_problem(error)
    assert isinstance(problem, UserError)
    assert words_ in str(problem)


def test_a_fault_at_start_up_is_not_explained_away() -> None:
    assert start_problem(RuntimeError("bug")) is None


async def test_the_store_is_tidied_once_a_day(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Private answers expire then, also where the bot is never restarted."""
    tidied: list[datetime] = []

    async def tidy(now: datetime) -> None:
        tidied.append(now)

    monkeypatch.setattr(world.services.store, "tidy", tidy)
    await world.jump(23 * 3600)
    assert tidied == []
    await world.jump(3600)
    assert len(tidied) == 1
