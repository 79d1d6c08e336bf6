"""Listening: articles posted in watched channels, and everything that is deleted again."""

from __future__ import annotations

import asyncio

import discord
from discord import app_commands
from discord.ext import commands

from bot.gateway import convert
from bot.gateway.app import AttacheBot
from bot.gateway.background import BackgroundReading
from bot.gateway.catchup import CatchUp
from bot.gateway.errors import Tree
from bot.gateway.insist import insist
from bot.gateway.jobs import every_minute


class Listening(commands.Cog):
    """First records what is posted, then reads it in the background."""

    def __init__(self, bot: AttacheBot) -> None:
        self.bot = bot
        self.services = bot.services
        self.reader = BackgroundReading(bot)
        self.catch_up = CatchUp(bot, self.reader)

    async def cog_load(self) -> None:
        """Start to resume what a restart left unfinished."""
        jobs = (self.reader.take_up_the_rest, self.catch_up.if_missed)
        self._sweeps = [asyncio.create_task(every_minute(self.bot, job)) for job in jobs]

    async def cog_unload(self) -> None:
        """Stop. Whatever is unfinished stays recorded."""
        for sweep in self._sweeps:
            sweep.cancel()
        await asyncio.gather(*self._sweeps, return_exceptions=True)
        await self.reader.close()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Connected, perhaps after downtime."""
        await self.catch_up.everywhere()

    @commands.Cog.listener()
    async def on_resumed(self) -> None:
        """Connected again. Discord repeats what it can, which may not be everything."""
        await self.catch_up.everywhere()

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """A guild is available again after an outage. At the start, ``on_ready`` covers it."""
        if self.bot.is_ready():
            await self.catch_up.guild(guild)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """A new message, from a person, a webhook or another bot."""
        if message.author == self.bot.user or message.is_system():
            return
        if message.guild is None:
            await self._answer_in_private(message)
        elif await self.reader.listens_in(message.channel):
            await self.reader.take(message)

    @commands.Cog.listener()
    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """An edit, which is also how link embeds arrive."""
        message = payload.message
        if message.guild is None or message.author == self.bot.user:
            return
        if await self.reader.listens_in(message.channel):
            incoming = convert.incoming(message)
            changed = await insist(f"edit of {message.id}", lambda: self.services.ingest.amend(incoming))
            await self.reader.withdraw(message, changed.cards)
            self.reader.start(changed.due, message, again=True)
        else:
            await self.reader.withdraw(message, await self.services.ingest.retract(convert.incoming(message)))

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Delete means delete."""
        self.services.forget.note({payload.message_id})  # first: the message may be being recorded
        if payload.guild_id is not None:
            await self.reader.forget(payload.guild_id, payload.channel_id, {payload.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """A moderator's clean-up."""
        self.services.forget.note(payload.message_ids)
        if payload.guild_id is not None:
            await self.reader.forget(payload.guild_id, payload.channel_id, payload.message_ids)

    @commands.Cog.listener()
    async def on_guild_channel_update(
        self, before: discord.abc.GuildChannel, after: discord.abc.GuildChannel
    ) -> None:
        """Its permissions may have changed: what had to wait there is tried again."""
        self.bot.delivery.retry(after.id)

    @commands.Cog.listener()
    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """As for a channel, in all of them."""
        for channel in after.guild.channels:
            self.bot.delivery.retry(channel.id)

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A deleted channel takes its articles with it."""
        forget = self.services.forget.channel
        await insist(f"deletion of channel {channel.id}", lambda: forget(channel.guild.id, channel.id))

    @commands.Cog.listener()
    async def on_raw_thread_delete(self, payload: discord.RawThreadDeleteEvent) -> None:
        """A deleted thread does too."""
        forget = self.services.forget.channel
        what = f"deletion of thread {payload.thread_id}"
        await insist(what, lambda: forget(payload.guild_id, payload.thread_id))

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed. An outage is a different event (guild_unavailable) and erases nothing."""
        await insist(f"removal from guild {guild.id}", lambda: self.services.forget.guild(guild.id))

    async def _answer_in_private(self, message: discord.Message) -> None:
        if message.author.bot:
            return
        if isinstance(self.bot.tree, Tree):
            try:
                self.bot.tree.take_turn(message.author.id)
            except app_commands.CommandOnCooldown:
                return  # the answer to their last message is still in sight
        await message.channel.send(
            "I read articles in servers. Add me to one, choose a channel with `/watch add` "
            "and post articles there. `/help` explains the rest."
        )


async def setup(bot: AttacheBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Listening(bot))
