"""A gateway that refuses, drops, sends nonsense or closes for good."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from support.stories import GUTERRES, PESKOV, long_article

from tests.gateway.fake import FakeDiscord
from tests.gateway.process import Bot, watch

NEEDS_OPERATOR = 78


async def test_a_start_says_what_it_is_connected_to(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path) as bot:
        line = await bot.logs("Connected as")
        assert "INFO" in line
        assert line.endswith("Connected as attache, 1 server, 1 watched channel")


async def test_a_gateway_that_accepts_and_drops_is_not_hammered(tmp_path: Path) -> None:
    async with FakeDiscord() as discord:
        discord.gateway.hang_up = True
        async with Bot(discord, tmp_path, first=1.0) as bot:
            await discord.until(lambda: len(discord.gateway.connections) >= 1)
            begun = time.monotonic()
            await discord.until(lambda: len(discord.gateway.connections) >= 3)
            assert time.monotonic() - begun > 2  # pauses of about 1 and 2 s
            assert len(bot.said("no connection to Discord: closed at once; trying again in")) >= 2
            discord.gateway.hang_up = False
            await bot.logs("Connected as")
            assert len(discord.gateway.connections) <= 5


async def test_a_handshake_that_fails_is_tried_again(tmp_path: Path) -> None:
    async with FakeDiscord() as discord:
        discord.gateway.refuse = 502
        async with Bot(discord, tmp_path) as bot:
            line = await bot.logs("no connection to Discord")
            assert "the handshake was answered with status 502" in line
            discord.gateway.refuse = None
            await bot.logs("Connected as")
            assert "Traceback" not in bot.log


async def test_an_event_that_cannot_be_parsed_is_left_out(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path) as bot:
        await bot.logs("Connected as")
        await discord.gateway.dispatch("MESSAGE_CREATE", {"id": "no number", "content": "secret words"})
        message = await discord.post(long_article(PESKOV))
        await discord.until(lambda: discord.cards() == {message["id"]: 1})
        await bot.logs("discord.py could not parse a MESSAGE_CREATE event: ")
        assert bot.said('state.py", line')  # where it happened
        assert "secret words" not in bot.log
        assert discord.gateway.identified == 1


async def test_ordinary_reconnects_take_a_line_and_lose_nothing(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path) as bot:
        await bot.logs("Connected as")
        await discord.gateway.ask_to_reconnect()
        await bot.logs("Reconnected to Discord; the session was resumed")
        first = await discord.post(long_article(PESKOV))
        discord.gateway.forget = True
        await discord.gateway.drop()
        await bot.logs("Reconnected to Discord with a new session")
        second = await discord.post(long_article(GUTERRES))
        await discord.until(lambda: discord.cards() == {first["id"]: 1, second["id"]: 1})
        assert "Traceback" not in bot.log


async def test_a_close_for_good_ends_with_one_sentence(tmp_path: Path) -> None:
    sentences = {
        4004: "Discord rejected the token (4004, authentication failed).",
        4011: "too many servers for one connection (4011, sharding required)",
        4013: "rejected the list of events that the bot wants (4013, invalid intents)",
        4014: "the Message Content intent is off (4014, disallowed intents)",
    }

    for code in sentences:
        (tmp_path / str(code)).mkdir()
        await watch(tmp_path / str(code))  # one after the other: migrations can't run side by side

    async def end(code: int, words: str) -> None:
        folder = tmp_path / str(code)
        async with FakeDiscord() as discord:
            discord.gateway.close_with = code
            async with Bot(discord, folder) as bot:
                assert await bot.ends() == NEEDS_OPERATOR
                assert words in bot.log
                assert "Traceback" not in bot.log

    await asyncio.gather(*(end(code, words) for code, words in sentences.items()))


async def test_a_token_that_is_reset_while_running_ends_the_process(tmp_path: Path) -> None:
    async with FakeDiscord() as discord, Bot(discord, tmp_path) as bot:
        await bot.logs("Connected as")
        discord.gateway.close_with = 4004
        await discord.gateway.drop()
        assert await bot.ends() == NEEDS_OPERATOR
        assert bot.said("Discord rejected the token")
        assert "Traceback" not in bot.log


async def test_commands_that_are_refused_do_not_end_the_bot(tmp_path: Path) -> None:
    words = "Max number of daily application command creates has been reached (200)"
    async with FakeDiscord() as discord:
        discord.fault(r"PUT /applications/\d+/commands", 400, code=30034, message=words)
        async with Bot(discord, tmp_path) as bot:
            line = await bot.logs("Discord refused to register the commands")
            assert words in line
            assert "ERROR" in line
            await bot.logs("Connected as")
            message = await discord.post(long_article(PESKOV))
            await discord.until(lambda: discord.cards() == {message["id"]: 1})


async def test_commands_that_are_rate_limited_do_not_hold_up_the_bot(tmp_path: Path) -> None:
    async with FakeDiscord() as discord:
        discord.fault(r"PUT /applications/\d+/commands", 429, retry_after=5000.0)
        async with Bot(discord, tmp_path, sync=0.5) as bot:
            await bot.logs("Discord is slow to register the commands")
            await bot.logs("Connected as")
            assert await bot.stop() == 0


async def test_a_refused_token_shows_before_the_models_load(tmp_path: Path) -> None:
    async with FakeDiscord() as discord:
        discord.fault("GET /users/@me", 401, message="401: Unauthorized")
        async with Bot(discord, tmp_path, models="none can be loaded") as bot:
            assert await bot.ends() == NEEDS_OPERATOR
            assert bot.said("Discord rejected the token")
            assert not bot.said("none can be loaded")
