"""A small Discord guild with the real bot in it: real store, real use cases, no models and no network."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import discord
import simcord
from discord import app_commands
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, RoleHandle, UserHandle
from simcord.results import InteractionResult
from support.canned import CannedReader
from support.fake_analyst import FakeAnalyst
from support.settings import settings

from bot.core.errors import UserError
from bot.fetch.reader import Reader
from bot.gateway.app import AttacheBot, create_bot
from bot.gateway.errors import unwrap
from bot.services import Services

Overwrites = dict[
    RoleHandle | MemberActor | UserHandle | discord.Role | discord.Member | discord.User | discord.ClientUser,
    discord.PermissionOverwrite,
]
"""What a channel's own permissions are for whom."""

HIDDEN = discord.PermissionOverwrite(view_channel=False)
SHOWN = discord.PermissionOverwrite(view_channel=True, read_message_history=True)


class Shown(Protocol):
    """What a person sees of a message, be it discord.py's or the simulation's."""

    @property
    def content(self) -> str: ...

    @property
    def embeds(self) -> list[discord.Embed]: ...


class Clock:
    """The services' clock: simulated time once there is an environment."""

    env: simcord.Env | None = None

    def __call__(self) -> datetime:
        return self.env.now() if self.env else datetime(2026, 1, 1, tzinfo=UTC)


class World:
    """#news and #private are watched, #digest is not; Ann manages channels, Ben can't see #private."""

    def __init__(self, folder: Path, **changes: object) -> None:
        values = {
            "data_dir": folder,
            "cooldown_seconds": 0.0,
            "catch_up_hours": 24,
            "pictures": False,
            **changes,
        }
        self.settings = settings(**values)
        self.reader = Reader(self.settings)
        self.clock, self.web, self.analyst = Clock(), CannedReader(self.reader), FakeAnalyst()
        self.services = self._services()
        self.bot = create_bot(self.services)
        self.expected: list[BaseException] = []

    def _services(self) -> Services:
        return Services(self.settings, reader=self.web, runner=self.analyst, clock=self.clock)

    async def enter(self, env: simcord.Env) -> None:
        """Furnish the guild and choose the watched channels."""
        self.env = self.clock.env = self.analyst.env = env
        self.guild = guild = env.create_guild("Foreign Desk")
        managers = guild.create_role("managers", permissions=discord.Permissions(manage_channels=True))
        self.ann = guild.add_member(env.create_user("ann"), roles=[managers])
        self.ben = guild.add_member(env.create_user("ben"))
        self.news = guild.create_text_channel("news")
        self.digest = guild.create_text_channel("digest")
        self.private = guild.create_text_channel(
            "private", overwrites={guild.default_role: HIDDEN, self.ann: SHOWN, self.me: SHOWN}
        )
        await env.settle()
        for channel in (self.news, self.private):
            await self.services.watching.add(guild.id, channel.id, self.ann.id)

    async def restart(self) -> AttacheBot:
        """Stop the bot and start another over the same data, as an operator would."""
        before, self.services = self.services, self._services()
        await self.services.start()
        self.bot = create_bot(self.services)
        await self.env.restart_bot(self.bot)
        await before.close()
        return self.bot

    async def jump(self, seconds: float) -> None:
        """Let time pass at once, where ``advance_time`` would live through every minute of it."""
        self.env.backend.advance_clock(seconds)
        await self.env.advance_time(61)

    @property
    def me(self) -> discord.ClientUser:
        """The bot's user."""
        return own_user(self.env)

    def reactions(self, message: discord.Message) -> set[str]:
        """The bot's marks on a message."""
        found = next(m for m in self.history(message.channel.id) if m.id == message.id)
        return {str(r.emoji) for r in found.reactions}

    def cards(self, channel: ChannelHandle) -> list[discord.Message]:
        """What the bot posted in a channel, interaction answers included, oldest first."""
        return [m for m in channel.history() if m.author.id == self.me.id]

    def history(self, channel_id: int) -> list[discord.Message]:
        return next(c for c in self.guild.channels.values() if c.id == channel_id).history()

    async def forget(self, who: MemberActor) -> str:
        """Have somebody forgotten; returns what they are told in the end."""
        asked = await who.slash(self.news, "forget-me")
        assert asked.response is not None
        await who.click(asked.response, label="Delete everything")
        return shown(asked)

    async def leave(self) -> None:
        """Close what was opened."""
        await self.services.close()
        await self.reader.close()

    def settle_errors(self) -> None:
        """Fail on whatever the bot raised, but for what it explained to a person."""
        unexpected = [e for e in self.env.errors if not _explained(e) and e not in self.expected]
        if unexpected:
            raise BaseExceptionGroup("the bot raised", unexpected)


def own_user(env: simcord.Env) -> discord.ClientUser:
    """The user of the bot in ``env``."""
    assert env.bot.user is not None
    return env.bot.user


def _explained(error: BaseException) -> bool:
    known = UserError | app_commands.CheckFailure | app_commands.TransformerError
    return isinstance(unwrap(error), known) or isinstance(error, known)


def shown(result: InteractionResult) -> str:
    """All the words of an answer: content, and every embed's title, author, text, fields and footer."""
    answers = [*([result.response] if result.response else []), *result.followups]
    return "\n".join(words(a) for a in answers)


def words(message: Shown) -> str:
    """All the words of a message."""
    parts: list[str | None] = [message.content]
    for e in message.embeds:
        parts += [
            e.author.name,
            e.title,
            e.description,
            *(f"{f.name}\n{f.value}" for f in e.fields),
            e.footer.text,
        ]
    return "\n".join(p for p in parts if p)
