"""ATTACHE_DISCORD_API: a server elsewhere that speaks Discord's API, gateway included."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import discord.gateway
import discord.http
import pytest
from aiohttp import web
from support.fake_analyst import FakeAnalyst
from support.settings import settings

from bot.core.errors import UserError
from bot.gateway.app import run
from bot.services import Services

TOKEN = ".".join(("MTIzNDU2Nzg5MDEyMzQ1Njc4", "Gabcde", "abcdefghijklmnopqrstuvwxyz0123456789ab"))
ME = {"id": "123456789012345678", "username": "attache", "discriminator": "0", "avatar": None, "bot": True}

PATIENCE = 120.0  # seconds; what should end is not waited for without end

APPLICATION = {
    "id": ME["id"],
    "name": "attache",
    "description": "",
    "icon": None,
    "bot_public": False,
    "bot_require_code_grant": False,
    "verify_key": "",
    "flags": 0,
    "team": None,
    "owner": ME,
}


class OtherServer:
    """The few routes a bot needs to start, and a gateway that says hello and closes with ``code``."""

    def __init__(self, code: int) -> None:
        self.code = code
        self.calls: list[str] = []
        self.intents: int | None = None

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/gateway", self.gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self.rest)
        return app

    async def rest(self, request: web.Request) -> web.Response:
        path = request.match_info["path"]
        self.calls.append(f"{request.method} {path}")
        address = f"ws://{request.host}/gateway"
        limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
        answers: dict[str, object] = {
            "users/@me": ME,
            "oauth2/applications/@me": APPLICATION,
            "gateway/bot": {"url": address, "shards": 1, "session_start_limit": limit},
            f"applications/{ME['id']}/commands": [],
        }
        body = json.dumps(answers[path]).encode()
        return web.Response(body=body, content_type="application/json")  # Discord names no charset

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 45000}, "s": None, "t": None})
        while self.intents is None:  # a heartbeat may come before the bot identifies itself
            message = await socket.receive_json()
            if message["op"] == 2:
                self.intents = message["d"]["intents"]
        await socket.close(code=self.code)
        return socket


@pytest.fixture(autouse=True)
def discords_own_addresses() -> Iterator[None]:
    """Both are process-wide in discord.py; put them back."""
    base, gateway = discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY
    yield
    discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


def services_for(base: str, folder: Path) -> Services:
    """Services for a bot on that server, without models."""
    return Services(settings(discord_api=base, discord_token=TOKEN, data_dir=folder), runner=FakeAnalyst())


@asynccontextmanager
async def started(server: OtherServer) -> AsyncIterator[str]:
    runner = web.AppRunner(server.app())
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        yield f"http://127.0.0.1:{port}/api/v10"
    finally:
        await runner.cleanup()


async def test_rest_and_gateway_are_those_of_the_other_server(tmp_path: Path) -> None:
    """The gateway refuses the privileged intents (close code 4014), as Discord does; the remedy is named."""
    server = OtherServer(4014)
    async with started(server) as base:
        services = services_for(base, tmp_path)
        with pytest.raises(UserError, match="Message Content intent is off"):
            await asyncio.wait_for(run(services), PATIENCE)
    assert "GET users/@me" in server.calls
    assert "GET gateway/bot" in server.calls
    assert f"PUT applications/{ME['id']}/commands" in server.calls
    assert server.intents == discord.Intents(guilds=True, messages=True, message_content=True).value


async def test_a_server_that_is_not_there_is_explained(tmp_path: Path) -> None:
    services = services_for("http://127.0.0.1:9/api", tmp_path)
    with pytest.raises(UserError, match="can't be reached"):
        await asyncio.wait_for(run(services), PATIENCE)
