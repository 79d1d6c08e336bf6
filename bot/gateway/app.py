"""The bot itself: its intents, start-up and registration of commands."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import discord.http
from discord.ext import commands

from bot.core.clock import CheckedClock
from bot.core.errors import NeedsOperator, UserError
from bot.gateway.connection import FATAL, Connection, guard_parsers
from bot.gateway.convert import AttachedFiles
from bot.gateway.delivery import Delivery
from bot.gateway.errors import Tree
from bot.gateway.views import BUTTONS
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.services import Services

log = logging.getLogger(__name__)

EXTENSIONS = tuple(
    f"bot.exts.{name}"
    for name in (
        "listening",
        "watch",
        "summarize",
        "who_said",
        "contacts",
        "figures",
        "timeline",
        "export",
        "digest",
        "ticker",
        "status",
    )
)
_MOMENT, _FINISH = 0.3, 5.0  # seconds for what is going on to end by itself, and once it is cancelled
SYNC_PATIENCE = 15.0  # seconds; a rate limit of Discord's may be hours


class AttacheBot(commands.Bot):
    """Attaché on Discord, around the services that do the work."""

    def __init__(self, services: Services) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents(),
            tree_cls=Tree,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,  # raw events carry all that is needed, and still arrive after a restart
            http_trace=_watch_time(services),
        )
        guard_parsers(self._connection.parsers)
        self.services = services
        self._announced = False
        self._syncing: asyncio.Task[None] | None = None
        self.delivery = Delivery()
        if isinstance(self.tree, Tree):
            self.tree.cooldown = services.settings.cooldown_seconds
        services.files = AttachedFiles(self, services.settings.fetch_max_bytes)

    async def setup_hook(self) -> None:
        """Load the commands and buttons, and register the commands with Discord if they have changed."""
        for name in EXTENSIONS:
            await self.load_extension(name)
        self.add_dynamic_items(*BUTTONS)
        self._syncing = asyncio.create_task(self._sync())
        await asyncio.wait({self._syncing}, timeout=SYNC_PATIENCE)
        if not self._syncing.done():
            log.warning("Discord is slow to register the commands; until it has, the old ones are shown")

    async def _sync(self) -> None:
        """Register the commands. If Discord refuses, the bot does everything else all the same."""
        try:
            await sync_if_changed(self, self.services.settings.data_dir / "commands.sha256")
        except discord.HTTPException as error:
            log.error(
                "Discord refused to register the commands (status %s: %s). Those that it already has still "
                "work; the next start tries again.",
                error.status,
                error.text,
            )
        except Exception:
            log.exception("the commands were not registered")

    async def connect(self, *, reconnect: bool = True) -> None:
        """Connect to the gateway and stay connected. Raises NeedsOperator if Discord won't have it."""
        await Connection(self).keep()

    async def close(self) -> None:
        """Disconnect, and give up registering commands if that is still going on."""
        if self._syncing is not None:
            self._syncing.cancel()
        await super().close()

    async def on_ready(self) -> None:
        """Say what the bot is connected to; after the first time, that the session is a new one."""
        if self._announced:
            log.info("Reconnected to Discord with a new session")
            return
        self._announced = True
        watched = [len(await self.services.watching.list(guild.id)) for guild in self.guilds]
        log.info(
            "Connected as %s, %s, %s",
            self.user,
            _counted(len(self.guilds), "server"),
            _counted(sum(watched), "watched channel"),
        )

    async def on_resumed(self) -> None:
        """Say that the connection is back."""
        log.info("Reconnected to Discord; the session was resumed")

    async def on_message(self, message: discord.Message, /) -> None:
        """Do nothing: there are no prefix commands, and the listening cog has its own listener."""


def intents() -> discord.Intents:
    """The events Attaché needs; message content is the only privileged intent."""
    chosen = discord.Intents.none()
    chosen.guilds = chosen.messages = chosen.message_content = True
    return chosen


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _watch_time(services: Services) -> aiohttp.TraceConfig:
    """Let the services' clock see the time in each of Discord's answers."""
    trace, clock = aiohttp.TraceConfig(), services.clock

    async def answered(_session: object, _context: object, end: aiohttp.TraceRequestEndParams) -> None:
        try:
            moment = parsedate_to_datetime(end.response.headers["Date"])
        except (KeyError, ValueError):
            return
        if isinstance(clock, CheckedClock) and moment.tzinfo is not None:
            clock.compare(moment)

    trace.on_request_end.append(answered)
    return trace


def create_bot(services: Services) -> AttacheBot:
    """The bot around started services. Sets ``services.files``."""
    return AttacheBot(services)


async def sync_if_changed(bot: AttacheBot, note: Path) -> bool:
    """Register the commands with Discord unless it already has them; returns whether it did.

    ``note`` is a file with the fingerprint of the last registration. Discord limits registrations per day.
    """
    ours = [c for kind in discord.AppCommandType for c in bot.tree.get_commands(type=kind)]
    definition = json.dumps([c.to_dict(bot.tree) for c in ours], sort_keys=True, default=str)
    fingerprint = f"{bot.application_id} {hashlib.sha256(definition.encode()).hexdigest()}"
    if _remembered(note) == fingerprint:
        theirs = {(c.name, c.type) for c in await bot.tree.fetch_commands()}
        if theirs == {(c.name, _kind(c)) for c in ours}:
            return False
    await bot.tree.sync()
    _remember(note, fingerprint)
    return True


def _remembered(note: Path) -> str | None:
    return note.read_text() if note.is_file() else None


def _remember(note: Path, fingerprint: str) -> None:
    note.parent.mkdir(parents=True, exist_ok=True)
    note.write_text(fingerprint)


def _kind(command: object) -> discord.AppCommandType:
    if isinstance(command, discord.app_commands.ContextMenu):
        return command.type
    return discord.AppCommandType.chat_input


def start_problem(error: Exception) -> UserError | None:
    """A start-up failure in words, with the remedy, or None for one that the operator can't fix."""
    match error:
        case discord.PrivilegedIntentsRequired():
            return NeedsOperator(FATAL[4014])
        case discord.LoginFailure():
            return NeedsOperator(FATAL[4004])
        case discord.GatewayNotFound() | aiohttp.ClientConnectionError():
            return UserError(
                "Discord can't be reached. Check the network, and ATTACHE_DISCORD_API if it is set."
            )
        case discord.HTTPException():
            return UserError(
                f"Discord returned an error (status {error.status}: {error.text}). Try again later."
            )
        case _:
            return None


async def serve(settings: Settings) -> None:
    """Run on Discord until stopped. Raises UserError with the remedy if the start fails."""
    from bot.services import Services

    await run(Services(settings))


async def run(services: Services) -> None:
    """Run on Discord with these services until stopped; starts and closes them. Raises UserError."""
    settings = services.settings
    if settings.discord_token is None:
        raise UserError("ATTACHE_DISCORD_TOKEN is not set.")
    if settings.discord_api:
        discord.http.Route.BASE = settings.discord_api.rstrip("/")
    bot, others = create_bot(services), asyncio.all_tasks()
    try:
        async with bot:
            try:
                # Before the models, which take long to load: a token that is refused shows at once.
                await bot.login(settings.discord_token.get_secret_value())
                await services.start()
                await bot.connect()
            finally:
                await _finish(asyncio.all_tasks() - others)
    except Exception as error:
        problem = start_problem(error)
        if problem is None:
            raise
        raise problem from error
    finally:
        await services.close()


async def _finish(tasks: set[asyncio.Task[Any]]) -> None:
    """Wait a moment for what is going on, then cancel it: a query that outlives its database never ends."""
    if tasks:
        _, tasks = await asyncio.wait(tasks, timeout=_MOMENT)
    for task in tasks:
        task.cancel()
    if tasks:
        await asyncio.wait(tasks, timeout=_FINISH)
