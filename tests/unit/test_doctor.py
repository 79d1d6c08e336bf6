"""``attache doctor``: every finding says what to do."""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import BaseTestServer, TestServer
from support.settings import settings

from bot.cli import doctor
from bot.cli.doctor import State

TOKEN = (
    base64.b64encode(b"1098765432109876543").decode().rstrip("=") + ".GaBcDe.abcdefghijklmnopqrstuvwxyz0123"
)


def test_no_token_is_no_fault() -> None:
    finding = doctor.check_token(None)
    assert finding.state is State.NOTE
    assert "playground" in finding.message


@pytest.mark.parametrize("token", ["", "abc", "a.b.c", "123456789012345678", "päss.word.x"])
def test_what_is_no_token_is_told_apart(token: str) -> None:
    finding = doctor.check_token(token)
    assert finding.state is State.WRONG
    assert "Bot page" in finding.message
    assert token == "" or token not in finding.message


def test_a_token_shows_its_application() -> None:
    finding = doctor.check_token(TOKEN)
    assert (finding.state, "1098765432109876543" in finding.message) == (State.FINE, True)


@pytest.mark.parametrize("token", ["abc", "mystic-123", TOKEN])
def test_a_compatible_server_has_tokens_of_its_own(token: str) -> None:
    finding = doctor.check_token(token, "https://chat.example/api")
    assert finding.state is State.FINE
    assert "https://chat.example/api" in finding.message
    assert token not in finding.message


def test_the_clock() -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    assert doctor.check_clock(now, now + timedelta(seconds=5)).state is State.FINE
    wrong = doctor.check_clock(now, now + timedelta(minutes=5))
    assert wrong.state is State.WRONG
    assert "300 seconds" in wrong.message


@pytest.fixture
async def discord_api() -> AsyncIterator[tuple[BaseTestServer, dict[str, object]]]:
    """A server that answers like Discord's; the dict sets what it says."""
    says: dict[str, object] = {"status": 200, "flags": 0, "off": 0}

    async def me(request: web.Request) -> web.Response:
        assert request.headers["Authorization"] == f"Bot {TOKEN}"
        then = datetime.now(UTC) + timedelta(seconds=float(str(says["off"])))
        headers = {"Date": format_datetime(then, usegmt=True)}
        return web.json_response({"flags": says["flags"]}, status=int(str(says["status"])), headers=headers)

    app = web.Application()
    app.router.add_get("/applications/@me", me)
    async with TestServer(app) as server:
        yield server, says


async def findings(server: BaseTestServer | str) -> dict[str, doctor.Finding]:
    at = server if isinstance(server, str) else str(server.make_url("")).rstrip("/")
    found = [f async for f in doctor.check_discord(settings(discord_token=TOKEN, discord_api=at))]
    return {f.name: f for f in found}


async def test_the_intent_is_missing(discord_api: tuple[BaseTestServer, dict[str, object]]) -> None:
    found = await findings(discord_api[0])
    assert found["intents"].state is State.WRONG
    assert "Message Content Intent" in found["intents"].message


@pytest.mark.parametrize("flag", [1 << 18, 1 << 19])
async def test_the_intent_is_on(flag: int, discord_api: tuple[BaseTestServer, dict[str, object]]) -> None:
    server, says = discord_api
    says["flags"] = flag | 1 << 23
    found = await findings(server)
    assert found["intents"].state is State.FINE
    assert found["clock"].state is State.FINE


async def test_a_refused_token(discord_api: tuple[BaseTestServer, dict[str, object]]) -> None:
    server, says = discord_api
    says |= {"status": 401, "off": 900}
    found = await findings(server)
    assert "Reset it" in found["intents"].message
    assert found["clock"].state is State.WRONG


async def test_discord_out_of_reach(discord_api: tuple[BaseTestServer, dict[str, object]]) -> None:
    server, _ = discord_api
    at = str(server.make_url("")).rstrip("/")
    await server.close()
    assert (await findings(at))["intents"].state is State.NOTE


async def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    finding = await doctor.check_store(settings(data_dir=tmp_path / "file" / "data"))
    assert finding.state is State.WRONG
    assert "can't be used for the store" in finding.message
