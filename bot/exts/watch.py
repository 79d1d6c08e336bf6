"""/watch: which channels are read."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.core.errors import UserError
from bot.gateway.app import AttacheBot
from bot.gateway.choices import Watchable, managed
from bot.gateway.permissions import NEEDED_TO_POST, NEEDED_TO_READ, missing, named
from bot.gateway.render import lists
from bot.gateway.views import asker


@app_commands.guild_only()
@app_commands.default_permissions(manage_channels=True)
class Watch(commands.GroupCog, group_name="watch", group_description="Choose the channels I read."):
    """Adding and removing needs Manage Channels in the channel itself."""

    def __init__(self, bot: AttacheBot) -> None:
        self.bot = bot
        self.watching = bot.services.watching

    @app_commands.command()
    @app_commands.describe(channel="The channel to read (default: this one)")
    async def add(self, interaction: discord.Interaction, channel: Watchable | None = None) -> None:
        """Start reading the articles posted in a channel."""
        target = managed(interaction, channel)
        lacking = missing(target, NEEDED_TO_READ[:2])
        if lacking:
            raise UserError(f"I can't read {target.mention}: I need {named(lacking)} there.")
        await interaction.response.defer(ephemeral=True, thinking=True)
        new = await self.watching.add(target.guild.id, target.id, interaction.user.id)
        lines = [f"{target.mention} is {'now' if new else 'already'} being read."]
        lacking = missing(target, dict.fromkeys((*NEEDED_TO_READ, *NEEDED_TO_POST)))
        if lacking:
            lines.append(f"⚠️ I can't show everything I read there: I need {named(lacking)}.")
        if self.bot.services.settings.answer_in_channel:
            lines.append("I'll post a summary card under each article.")
        await interaction.edit_original_response(content="\n".join(lines))

    @app_commands.command()
    @app_commands.describe(channel="The channel to stop reading (default: this one)")
    async def remove(self, interaction: discord.Interaction, channel: Watchable | None = None) -> None:
        """Stop reading a channel. What I have read stays until the messages are deleted."""
        target = managed(interaction, channel)
        await interaction.response.defer(ephemeral=True, thinking=True)
        if not await self.watching.remove(target.guild.id, target.id):
            raise UserError(f"{target.mention} was not being read.")
        await interaction.edit_original_response(content=f"{target.mention} is no longer being read.")

    @app_commands.command(name="list")
    async def show(self, interaction: discord.Interaction) -> None:
        """List the channels I read, as far as you can see them."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        viewer = asker(interaction)
        channels = [c for c in await self.watching.list(viewer.guild_id) if c.channel_id in viewer.channels]
        await interaction.edit_original_response(embed=lists.watch_list(channels))


async def setup(bot: AttacheBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Watch(bot))
