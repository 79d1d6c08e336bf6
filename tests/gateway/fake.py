"""A made-up Discord on a loopback port: ``async with FakeDiscord() as discord``."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from typing import Any

from aiohttp import web

from tests.gateway.rest import Fault, Rest
from tests.gateway.state import ANN, ME, NEWS, USERS, Payload, State
from tests.gateway.wire import Gateway

PATIENCE = 60.0
"""Seconds after which something that was to happen counts as never happening."""


class FakeDiscord:
    """Gateway and REST around one state. ``until`` waits for what a test expects, but not for ever."""

    def __init__(self, more_guilds: int = 0) -> None:
        self.state = State(more_guilds)
        self.gateway = Gateway(self.state, self.changed)
        self.rest = Rest(self.state, self.gateway, self.changed)
        self._woken = asyncio.Event()
        self.logged: list[str] = []
        self.ended = False  # the bot, although somebody still expects something of it
        self.port = 0

    async def __aenter__(self) -> FakeDiscord:
        app = web.Application(middlewares=[self.rest.between])
        app.add_routes([*self.rest.routes(), web.get("/gateway/", self.gateway.serve)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.port = self._runner.addresses[0][1]
        self.gateway.address = f"ws://127.0.0.1:{self.port}/gateway/"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.gateway.drop()
        await self._runner.cleanup()

    @property
    def api(self) -> str:
        """The address for ATTACHE_DISCORD_API."""
        return f"http://127.0.0.1:{self.port}/api/v10"

    def changed(self) -> None:
        """Let everybody look again who waits for something."""
        self._woken.set()

    async def until(self, true: Callable[[], Any], within: float = PATIENCE) -> Any:
        """Wait until ``true()`` is; returns its value. Fails after ``within`` seconds, with the log."""
        end = time.monotonic() + within
        while not (value := true()):
            left = end - time.monotonic()
            if left <= 0 or self.ended:
                logged = "\n".join(self.logged)
                raise AssertionError(
                    f"not within {within} s. Requests:\n{self.rest.asked[-20:]}\nLog:\n{logged}"
                )
            self._woken.clear()
            try:
                await asyncio.wait_for(self._woken.wait(), min(left, 0.25))
            except TimeoutError:
                continue
        return value

    def fault(self, pattern: str, status: int = 500, **more: Any) -> Fault:
        """From now on, answer requests whose "METHOD /path" matches with an error."""
        made = Fault(pattern, status, **more)
        self.rest.faults.append(made)
        return made

    async def post(self, content: str, channel: int = NEWS, **more: Any) -> Payload:
        """A person posts a message."""
        message = self.state.message(channel, content, **more)
        await self.gateway.dispatch("MESSAGE_CREATE", message)
        return message

    async def delete(self, message: Payload) -> None:
        """A person deletes a message."""
        channel = int(message["channel_id"])
        del self.state.messages[channel][int(message["id"])]
        gone = {"id": message["id"], "channel_id": str(channel), "guild_id": message["guild_id"]}
        await self.gateway.dispatch("MESSAGE_DELETE", gone)

    async def deny(self, permissions: int, channel: int = NEWS) -> None:
        """Take permissions in a channel away from everybody; 0 gives them back."""
        self.state.denied[channel] = permissions
        await self.gateway.dispatch("CHANNEL_UPDATE", self.state.channel(channel))

    def sent(self, channel: int = NEWS) -> list[Payload]:
        """What the bot posted in a channel, oldest first."""
        there = self.state.messages[channel]
        return [there[i] for i in sorted(there) if there[i]["author"]["id"] == str(ME)]

    def cards(self, channel: int = NEWS) -> dict[str, int]:
        """How many cards there are under which messages, by the message's id."""
        under: dict[str, int] = {}
        for sent in self.sent(channel):
            if sent["embeds"] and sent.get("message_reference"):
                key = sent["message_reference"]["message_id"]
                under[key] = under.get(key, 0) + 1
        return under

    async def ask(self, command: str, *options: Payload, channel: int = NEWS, live: float = 900.0) -> str:
        """A person uses a slash command; returns the token under which ``rest.answers`` has the answer.

        The token expires after ``live`` seconds.
        """
        token = secrets.token_hex(8)
        self.rest.tokens[token] = time.monotonic() + live
        number = next(c["id"] for c in self.state.commands if c["name"] == command)
        permissions = str((1 << 52) - 1)
        member = {"user": USERS[ANN], "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "flags": 0}
        asked = {
            "id": str(self.state.snowflake()),
            "application_id": str(ME),
            "type": 2,
            "token": token,
            "version": 1,
            "guild_id": str(self.state.guild_of[channel]),
            "channel_id": str(channel),
            "channel": self.state.channel(channel) | {"permissions": permissions},
            "member": member | {"permissions": permissions, "deaf": False, "mute": False},
            "data": {"id": number, "name": command, "type": 1, "options": list(options)},
            "locale": "en-GB",
            "entitlements": [],
            "authorizing_integration_owners": {},
            "attachment_size_limit": 10_000_000,
        }
        await self.gateway.dispatch("INTERACTION_CREATE", asked)
        return token
