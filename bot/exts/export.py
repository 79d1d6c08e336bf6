"""/export: what was read, as a file for other programs."""

from __future__ import annotations

import io
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.core.errors import UserError
from bot.core.export_files import Format, What
from bot.gateway import moments
from bot.gateway.app import AttacheBot
from bot.gateway.views import asker

_TOO_LARGE = (
    "That is more than Discord takes in one file. Narrow it down with “since” and “until”, or ask "
    "whoever runs the bot for the output of `attache export`."
)


class Export(commands.Cog):
    """Exports what the asker may read, and only to those who manage the server."""

    def __init__(self, bot: AttacheBot) -> None:
        self.services = bot.services

    @app_commands.command()
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.checks.has_permissions(manage_guild=True)
    @app_commands.describe(
        what="What to export",
        format="A table for spreadsheets (the default), or one JSON object a line",
        since="The earliest date or time, such as 2023-10-09, yesterday or 3 days",
        until="The latest date or time, such as 2023-10-18, today or 12 hours",
    )
    async def export(
        self,
        interaction: discord.Interaction,
        what: Literal["statements", "contacts", "figures"],
        format: Literal["csv", "jsonl"] = "csv",
        since: app_commands.Range[str, 1, 40] | None = None,
        until: app_commands.Range[str, 1, 40] | None = None,
    ) -> None:
        """Export what was read in the channels you can read, as a file only you get (needs Manage Server)."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        now = self.services.clock()
        begin = moments.begin(since, now) if since else None
        end = moments.end(until, now) if until else None
        if begin and end and begin >= end:
            raise UserError("“since” must be earlier than “until”.")
        most = (
            interaction.guild.filesize_limit
            if interaction.guild
            else discord.utils.DEFAULT_FILE_SIZE_LIMIT_BYTES
        )
        viewer = asker(interaction)
        most = interaction.guild.filesize_limit if interaction.guild else 0
        file = io.BytesIO()
        lines = self.services.export.lines(What(what), Format(format), viewer, begin, end)
        async for portion in lines:
            file.write(portion.encode())
            if file.tell() > most:
                raise UserError(_TOO_LARGE)
        if not file.tell():
            raise UserError(f"There are no {what} in the articles you can read here, or none of that time.")
        file.seek(0)
        attached = discord.File(file, f"{what}-{now:%Y-%m-%d}.{format}")
        await interaction.edit_original_response(attachments=[attached])


async def setup(bot: AttacheBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Export(bot))
