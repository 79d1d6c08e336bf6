"""What goes well: the bot against a Discord over real sockets."""

from __future__ import annotations

from pathlib import Path

from support.stories import PESKOV, long_article

from tests.gateway.fake import FakeDiscord
from tests.gateway.process import Bot


async def test_an_article_is_read_and_its_command_answered(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path) as bot:
        await bot.ready()
        message = await discord.post(long_article(PESKOV))
        await discord.until(lambda: discord.cards() == {message["id"]: 1})
        await discord.until(lambda: discord.state.reactions(message) == {"📰"})
        token = await discord.ask("who-said", {"name": "speaker", "type": 3, "value": "Peskov"})
        answer = await discord.until(lambda: discord.rest.answers.get(token))
        assert "We keep contact" in str(answer)
        assert await bot.stop() == 0
