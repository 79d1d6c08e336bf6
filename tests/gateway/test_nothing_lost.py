"""What was posted while the bot was down, cut off or unable to write is read in the end, once."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from support.stories import GUTERRES, PESKOV, long_article

from tests.gateway.fake import FakeDiscord
from tests.gateway.process import Bot
from tests.gateway.state import DESK, NEWS


def story(number: int) -> str:
    """An article unlike any other with another number."""
    return long_article(
        f"Story {number}\nMinister Number{chr(65 + number)} said that item {number} counts.\n"
    )


async def test_a_live_message_does_not_hide_what_was_posted_during_downtime(tmp_path: Path) -> None:
    async with FakeDiscord() as discord:
        start = time.time() - 3600
        missed = [discord.state.message(NEWS, story(n), at=start + n)["id"] for n in range(20)]
        discord.fault(f"GET /channels/{NEWS}/messages", delay=1.5, harmless=True, times=1)
        async with Bot(discord, tmp_path) as bot:
            await bot.ready()
            live = await discord.post(long_article(PESKOV))
            await discord.until(lambda: discord.cards() == dict.fromkeys([*missed, live["id"]], 1))


async def test_all_pages_of_the_history_are_read_and_a_second_start_adds_nothing(tmp_path: Path) -> None:
    async with FakeDiscord() as discord:
        start = time.time() - 3600
        first = discord.state.message(NEWS, story(0), at=start)
        for n in range(350):
            discord.state.message(NEWS, f"small talk {n}", at=start + 1 + n)
        last = discord.state.message(NEWS, story(1), at=start + 1000)
        async with Bot(discord, tmp_path) as bot:
            await discord.until(lambda: discord.cards() == {first["id"]: 1, last["id"]: 1})
            assert await bot.stop() == 0
            await bot.start()
            await bot.ready(sessions=2)
            again = await discord.post(long_article(PESKOV))
            await discord.until(lambda: again["id"] in discord.cards())
            assert discord.cards() == {first["id"]: 1, last["id"]: 1, again["id"]: 1}


async def test_a_gap_is_logged_and_shown_in_the_channel(tmp_path: Path) -> None:
    async with FakeDiscord() as discord:
        start = time.time() - 3600
        lost = discord.state.message(NEWS, story(0), at=start)
        for n in range(100):
            discord.state.message(NEWS, f"small talk {n}", at=start + 1 + n)
        async with Bot(discord, tmp_path, most=50) as bot:
            line = await bot.logs("more was missed than is caught up on")
            assert "WARNING" in line
            await discord.until(lambda: [m for m in discord.sent() if "I missed more" in m["content"]])
            assert lost["id"] not in discord.cards()
            token = await discord.ask("status")
            answer = await discord.until(lambda: discord.rest.answers.get(token))
            assert f"not read · <#{NEWS}> between" in answer["embeds"][0]["description"]


async def test_a_downtime_longer_than_the_window_is_shown(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path) as bot:
        seen = await discord.post(story(0))
        await discord.until(lambda: discord.cards() == {seen["id"]: 1})
        await bot.stop()
        with sqlite3.connect(tmp_path / "attache.db") as store:
            earlier = "strftime('%Y-%m-%d %H:%M:%f000', posted_at, '-30 hours')"
            store.execute(f"UPDATE postings SET posted_at = {earlier}")  # noqa: S608 -- no input
        store.close()
        discord.state.message(NEWS, story(1), at=time.time() - 26 * 3600)
        await bot.start()
        await bot.logs("more was missed than is caught up on")
        assert await discord.until(lambda: [m for m in discord.sent() if "I missed more" in m["content"]])


async def test_events_that_a_resumed_session_lost_are_caught_up_on(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path) as bot:
        await bot.logs("Connected as")
        gone = await discord.post(story(0))
        await discord.until(lambda: discord.cards() == {gone["id"]: 1})
        discord.gateway.losing = True
        discord.gateway.refuse = 502
        await discord.gateway.drop()
        await discord.delete(gone)
        missed = await discord.post(story(1))
        discord.gateway.refuse = None
        await bot.logs("the session was resumed")
        await discord.until(lambda: missed["id"] in discord.cards())
        await discord.until(lambda: discord.cards() == {missed["id"]: 1})
        assert bot.rows("SELECT message_id FROM postings") == [(int(missed["id"]),)]
        assert discord.gateway.identified == 1


async def test_a_deletion_within_milliseconds_leaves_nothing(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path) as bot:
        await bot.logs("Connected as")
        for n in range(20):
            await discord.delete(await discord.post(story(n)))
        last = await discord.post(long_article(GUTERRES))
        await discord.until(lambda: discord.cards() == {last["id"]: 1})
        assert bot.rows("SELECT message_id FROM postings") == [(int(last["id"]),)]
        token = await discord.ask("who-said", {"name": "words", "type": 3, "value": "counts"})
        answer = await discord.until(lambda: discord.rest.answers.get(token))
        assert "Nobody said that" in answer["content"]


async def test_a_deletion_that_discord_never_reported_is_noticed_when_marking(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path) as bot:
        await bot.logs("Connected as")
        message = await discord.post(story(0))
        del discord.state.messages[NEWS][int(message["id"])]
        await discord.until(lambda: "deleted; what was read from it is forgotten" in bot.log)
        await discord.until(lambda: bot.rows("SELECT message_id FROM postings") == [])


async def test_a_locked_store_delays_a_message_and_loses_none(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path, busy_ms=100, pauses=[0.3] * 20) as bot:
        await bot.logs("Connected as")
        async with bot.locked():
            message = await discord.post(story(0))
            await bot.logs("the store can't be written")
        await discord.until(lambda: discord.cards() == {message["id"]: 1})


async def test_what_could_not_be_recorded_at_all_is_caught_up_on(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path, busy_ms=100, pauses=[]) as bot:
        await discord.until(lambda: f"GET /channels/{NEWS}/messages" in discord.rest.asked)
        async with bot.locked():
            message = await discord.post(story(0))
            await bot.logs("I'll catch up when it can")
        await discord.until(lambda: discord.cards() == {message["id"]: 1})


async def test_a_clock_that_is_days_ahead_gives_nothing_up(tmp_path: Path) -> None:
    clock = tmp_path / "ahead"
    clock.write_text("0")
    async with FakeDiscord() as discord, Bot(discord, tmp_path, clock=str(clock)) as bot:
        await bot.logs("Connected as")
        discord.fault(f"PUT /channels/{NEWS}/messages", delay=2.0, harmless=True, times=1)
        message = await discord.post(story(0))
        await discord.until(lambda: discord.rest.faults[0].hits)
        clock.write_text(str(3 * 86400))
        await bot.logs("the machine's clock is wrong")
        await discord.until(lambda: discord.cards() == {message["id"]: 1})
        assert bot.rows("SELECT state FROM postings") == [("read",)]
        clock.write_text("0")
        await bot.logs("the machine's clock is right again")


async def test_a_channel_nobody_watches_is_left_alone(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path) as bot:
        await bot.logs("Connected as")
        await discord.post(story(0), DESK)
        watched = await discord.post(story(1))
        await discord.until(lambda: watched["id"] in discord.cards())
        assert discord.cards(DESK) == {}
