"""Cards that Discord does not take: the operator is told why, the channel once, and they come in the end."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from support.stories import GUTERRES, PESKOV, long_article

from tests.gateway.fake import FakeDiscord
from tests.gateway.process import Bot
from tests.gateway.state import EMBED, NEWS, SEND

POST = f"POST /channels/{NEWS}/messages"


async def test_without_permission_to_send_a_card_waits_for_it(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path) as bot:
        await bot.logs("Connected as")
        await discord.deny(SEND)
        message = await discord.post(long_article(PESKOV))
        line = await bot.logs("have to wait")
        assert "WARNING" in line
        assert "I need the Send Messages and Embed Links permissions in #news." in line
        await discord.until(lambda: discord.state.reactions(message) == {"📰"})
        assert discord.sent() == []
        await discord.deny(0)
        await discord.until(lambda: discord.cards() == {message["id"]: 1})
        assert len(bot.said("have to wait")) == 1


async def test_without_permission_for_cards_the_channel_is_told_once(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path) as bot:
        await bot.logs("Connected as")
        await discord.deny(EMBED)
        first = await discord.post(long_article(PESKOV))
        await discord.until(discord.sent)
        second = await discord.post(long_article("Second\nAnn Lee (US) said that all is well.\n"))
        await discord.until(lambda: discord.state.reactions(second) == {"📰"})
        [told] = discord.sent()
        assert "I need the Embed Links permission in #news." in told["content"]
        await discord.deny(0)
        await discord.until(lambda: discord.cards() == {first["id"]: 1, second["id"]: 1})


async def test_a_card_that_is_rejected_is_sent_when_discord_takes_it(tmp_path: Path) -> None:
    rejections = {400: "Invalid Form Body", 403: "Missing Permissions", 503: "Service Unavailable"}
    async with FakeDiscord() as discord, Bot(discord, tmp_path) as bot:
        await bot.logs("Connected as")
        for status, words in rejections.items():
            fault = discord.fault(POST, status, message=words, times=2)
            article = f"Status {words}\nAnn Lee (US) said that the answer was {words}.\n"
            message = await discord.post(long_article(article))
            line = await bot.logs(f"(status {status}: {words}); it stays due")
            assert "WARNING Discord did not take the card" in line.replace(" bot.gateway.answers:", "")
            await discord.until(lambda card=message["id"]: discord.cards().get(card) == 1)
            assert fault.times == 0


async def test_a_rate_limit_delays_a_card(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path) as bot:
        await bot.logs("Connected as")
        fault = discord.fault(POST, 429, retry_after=0.5, times=2)
        message = await discord.post(long_article(PESKOV))
        await discord.until(lambda: discord.cards() == {message["id"]: 1})
        assert fault.hits == 2


async def test_a_card_that_could_not_be_deleted_is_deleted_later(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path) as bot:
        await bot.logs("Connected as")
        message = await discord.post(long_article(PESKOV))
        await discord.until(lambda: discord.state.reactions(message) == {"📰"})
        discord.fault(f"DELETE /channels/{NEWS}/messages/[0-9]+$", 503, times=1)
        await discord.delete(message)
        await bot.logs("could not delete card")
        await discord.until(lambda: discord.cards() == {})


async def test_the_cards_of_deleted_messages_are_known_without_reading_the_history(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path) as bot:
        await bot.logs("Connected as")
        talk = await discord.post("Good morning.")
        messages = [await discord.post(long_article(story)) for story in (PESKOV, GUTERRES)]
        await discord.until(lambda: bot.rows("SELECT count(*) FROM postings WHERE answered > 0") == [(2,)])
        before = discord.rest.asked.count(f"GET /channels/{NEWS}/messages")
        for message in (talk, *messages):
            await discord.delete(message)
        await discord.until(lambda: discord.cards() == {})
        assert bot.rows("SELECT count(*) FROM postings") == [(0,)]
        assert discord.rest.asked.count(f"GET /channels/{NEWS}/messages") == before


async def test_a_card_of_a_message_deleted_during_downtime_is_deleted(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path) as bot:
        await bot.logs("Connected as")
        talk = await discord.post("Good morning.")
        message = await discord.post(long_article(PESKOV))
        await discord.until(lambda: discord.cards() == {message["id"]: 1})
        await bot.kill()
        await discord.delete(message)
        with sqlite3.connect(tmp_path / "attache.db") as store:
            store.execute("DELETE FROM postings")  # killed between the one deletion and the other
        store.close()
        await bot.start()
        await discord.until(lambda: discord.cards() == {})
        assert int(talk["id"]) in discord.state.messages[NEWS]
