"""The bot itself: its intents, start-up and registration of commands."""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import discord
import discord.gateway
import discord.http
import yarl
from discord.ext import commands

from bot.core.errors import UserError
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
    for name in ("listening", "watch", "summarize", "who_said", "digest", "ticker", "status")
)
_PORTAL = "https://discord.com/developers/applications"


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
        )
        self.services = services
        self.delivery = Delivery()
        if isinstance(self.tree, Tree):
            self.tree.cooldown = services.settings.cooldown_seconds
        services.files = AttachedFiles(self, services.settings.fetch_max_bytes)

    async def setup_hook(self) -> None:
        """Load the commands and buttons, and register the commands with Discord if they have changed."""
        for name in EXTENSIONS:
            await self.load_extension(name)
        self.add_dynamic_items(*BUTTONS)
        await sync_if_changed(self, self.services.settings.data_dir / "commands.sha256")

    async def connect(self, *, reconnect: bool = True) -> None:
        """Connect to the gateway; if ATTACHE_DISCORD_API is set, to the one that its server names."""
        if self.services.settings.discord_api:
            _, address, _ = await self.http.get_bot_gateway()
            discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address)
        await super().connect(reconnect=reconnect)

    async def on_message(self, message: discord.Message, /) -> None:
        """Do nothing: there are no prefix commands, and the listening cog has its own listener."""


def intents() -> discord.Intents:
    """The events Attaché needs; message content is the only privileged intent."""
    chosen = discord.Intents.none()
    chosen.guilds = chosen.messages = chosen.message_content = True
    return chosen


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
            return UserError(
                "Discord refused the connection because the Message Content intent is off. Turn it on at "
                f"{_PORTAL} (your application, Bot, Privileged Gateway Intents), and start again."
            )
        case discord.LoginFailure():
            return UserError(
                f"Discord rejected the token. Get a new one at {_PORTAL} (your application, Bot, "
                "Reset Token), copy it to ATTACHE_DISCORD_TOKEN, and start again."
            )
        case discord.GatewayNotFound() | aiohttp.ClientConnectionError():
            return UserError(
                "Discord can't be reached. Check the network, and ATTACHE_DISCORD_API if it is set."
            )
        case discord.HTTPException():
            return UserError(
                f"Discord returned an error (status {error.status}). Try again in a few minutes."
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
    bot = create_bot(services)
    try:
        await services.start()
        async with bot:
            await bot.start(settings.discord_token.get_secret_value())
    except Exception as error:
        problem = start_problem(error)
        if problem is None:
            raise
        raise problem from error
    finally:
        await services.close()
