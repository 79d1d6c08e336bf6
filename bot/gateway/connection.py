"""The connection to Discord's gateway: kept up, restored after a pause, and ended only for good reasons.

discord.py's own loop reconnects without a pause when a connection is accepted and dropped, ends on an event
that it can't parse, and fails if the very first handshake does. This one replaces it.
"""

from __future__ import annotations

import asyncio
import logging
import random
import time
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket, ReconnectWebSocket

from bot.core.errors import NeedsOperator

if TYPE_CHECKING:
    from bot.gateway.app import AttacheBot

log = logging.getLogger(__name__)

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 120.0
"""Seconds. At most 720 new sessions a day: Discord allows a bot 1,000."""
_STABLE = 60.0  # a connection that lasted so many seconds was a good one
_HANDSHAKE = 60.0
_DEVELOPERS = "https://discord.com/developers/applications"

FATAL = {
    4004: f"Discord rejected the token (4004, authentication failed). Get a new one at {_DEVELOPERS} "
    "(your application, Bot, Reset Token) and copy it to ATTACHE_DISCORD_TOKEN.",
    4010: "Discord rejected the connection (4010, invalid shard). Attaché must be updated.",
    4011: "The bot is in too many servers for one connection (4011, sharding required), and Attaché supports "
    "only one. Remove it from some.",
    4012: "Discord no longer supports this version of its API (4012, invalid API version). Update Attaché.",
    4013: "Discord rejected the list of events that the bot wants (4013, invalid intents). Update Attaché.",
    4014: "Discord refused the connection because the Message Content intent is off (4014, disallowed "
    f"intents). Turn it on at {_DEVELOPERS} (your application, Bot, Privileged Gateway Intents).",
}
"""Close codes after which a new attempt would fail in the same way, in words for the operator."""


class Connection:
    """Connects a bot and reconnects it until the bot is closed."""

    def __init__(self, bot: AttacheBot) -> None:
        self._bot = bot
        self._short = 0  # connections in a row that did not last
        self._resume: dict[str, Any] = {}

    async def keep(self) -> None:
        """Stay connected until the bot is closed. Raises NeedsOperator if no attempt can succeed."""
        while not self._bot.is_closed():
            begun, before = time.monotonic(), self._bot.ws
            try:
                await self._once()
            except ReconnectWebSocket as asked:
                self._remember(resume=asked.resume)
                why = _why(self._bot.ws) if self._bot.ws is not before else "closed at once"
            except discord.ConnectionClosed as closed:
                if closed.code in FATAL:
                    raise NeedsOperator(FATAL[closed.code]) from closed
                self._remember(resume=True)
                why = f"closed with code {closed.code}"
            except (OSError, aiohttp.ClientError, discord.DiscordException) as error:
                self._remember(resume=True)
                why = _in_words(error)
            except Exception:
                log.exception("Discord sent something that can't be read; the connection starts anew")
                self._remember(resume=False)
                why = "unreadable data"
            if not self._bot.is_closed():
                self._bot.dispatch("disconnect")
                await self._wait(time.monotonic() - begun, why, greeted=self._bot.ws is not before)

    async def _once(self) -> NoReturn:
        """One connection, from the handshake until it ends with an exception."""
        if not self._resume and self._bot.services.settings.discord_api:
            _, address, _ = await self._bot.http.get_bot_gateway()
            DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address)
        connecting = DiscordWebSocket.from_client(self._bot, initial=not self._resume, **self._resume)
        self._bot.ws = await asyncio.wait_for(connecting, _HANDSHAKE)
        while True:
            await self._bot.ws.poll_event()

    def _remember(self, *, resume: bool) -> None:
        """Note the session to be resumed. There is none before the first connection."""
        ws = self._bot.ws
        # discord.py declares the attribute without None, which it holds before the first connection.
        if ws is None:  # pyright: ignore[reportUnnecessaryComparison]
            return
        self._resume = {"sequence": ws.sequence, "session": ws.session_id, "resume": False}
        if resume and ws.session_id is not None:
            self._resume |= {"resume": True, "gateway": ws.gateway}

    async def _wait(self, lasted: float, why: str, *, greeted: bool) -> None:
        """Pause before the next attempt: not at all after a good connection, and ever longer otherwise.

        ``greeted`` is whether Discord said hello; the first such connection that is short counts as good.
        """
        self._short = 0 if lasted >= _STABLE else self._short + 1
        if self._short == 0 or (self._short == 1 and greeted):
            log.debug("the connection to Discord ended (%s)", why)
            return
        pause = min(FIRST_PAUSE * 2 ** min(self._short - 1, 10), LONGEST_PAUSE)
        pause *= random.uniform(0.75, 1.0)  # noqa: S311 -- only spreads attempts
        log.warning("no connection to Discord: %s; trying again in %.0f s", why, pause)
        await asyncio.sleep(pause)


def guard_parsers(parsers: dict[str, Callable[[Any], Any]]) -> None:
    """Keep an event that discord.py can't parse from ending the connection: it is logged and left out."""
    for name, parse in list(parsers.items()):
        parsers[name] = _guarded(name, parse)


def _guarded(name: str, parse: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def parser(data: Any) -> Any:
        try:
            return parse(data)
        except Exception as error:
            if name == "READY":  # without it there is no session
                raise
            # The message of the error may quote what people wrote, and the log must not.
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("discord.py could not parse a %s event: %s\n%s", name, type(error).__name__, where)
            return None

    return parser


def _why(ws: DiscordWebSocket) -> str:
    code = ws.socket.close_code
    return f"closed with code {code}" if code else "closed"


def _in_words(error: Exception) -> str:
    if isinstance(error, aiohttp.WSServerHandshakeError):
        return f"the handshake was answered with status {error.status}"
    if isinstance(error, TimeoutError):
        return "no answer"
    if isinstance(error, discord.HTTPException):
        return f"status {error.status} {error.text}".strip()
    return str(error) or type(error).__name__
