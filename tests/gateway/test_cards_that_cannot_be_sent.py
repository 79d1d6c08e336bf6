"""Cards that Discord does not take: the operator is told why, the channel once, and they come in the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.stories import PESKOV, long_article

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


@pytest.mark.parametrize(
    ("status", "code", "words"),
    [(400, 50035, "Invalid Form Body"), (403, 50013, "Missing Permissions"), (500, 0, "Internal error")],
)
async def test_a_card_that_is_rejected_is_sent_when_discord_takes_it(
    tmp_path: Path, status: int, code: int, words: str
) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path) as bot:
        await bot.logs("Connected as")
        fault = discord.fault(POST, status if status != 500 else 503, code=code, message=words, times=4)
        message = await discord.post(long_article(PESKOV))
        line = await bot.logs("Discord did not take the card under message")
        assert "WARNING" in line
        assert words in line
        await discord.until(lambda: discord.cards() == {message["id"]: 1})
        assert fault.times == 0


async def test_a_rate_limit_delays_a_card(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path) as bot:
        await bot.logs("Connected as")
        fault = discord.fault(POST, 429, retry_after=0.5, times=2)
        message = await discord.post(long_article(PESKOV))
        await discord.until(lambda: discord.cards() == {message["id"]: 1})
        assert fault.hits == 2
