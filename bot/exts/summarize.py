"""/summarize and the menus on messages: one article, now."""

from __future__ import annotations

from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot.core import files
from bot.core.types import IncomingMessage, Reading, Source, SourceKind, StatementQuery, Viewer
from bot.gateway import convert
from bot.gateway.app import AttacheBot
from bot.gateway.render.cards import summary_card
from bot.gateway.views import asker, audience, show, summary_buttons

Size = Literal["brief", "standard", "full"]
_SIZE = "Length of the summary (default: standard)"
_PUBLIC = "Show the answer to everyone here (default: only to you)"


@app_commands.guild_only()
class Summarize(commands.GroupCog, group_name="summarize", group_description="Summarise an article."):
    """Answers privately unless asked otherwise; only its reader can find a private answer again."""

    def __init__(self, bot: AttacheBot) -> None:
        self.bot = bot
        self.services = bot.services
        self._menus = [
            app_commands.ContextMenu(name="Summarize", callback=self.from_message),
            app_commands.ContextMenu(name="Who said what", callback=self.statements_of_message),
        ]

    async def cog_load(self) -> None:
        """Add the context menus, which discord.py does not count as part of a cog."""
        for menu in self._menus:
            menu.guild_only = True
            self.bot.tree.add_command(menu)

    async def cog_unload(self) -> None:
        """Remove the context menus."""
        for menu in self._menus:
            self.bot.tree.remove_command(menu.name, type=menu.type)

    @app_commands.command()
    @app_commands.describe(url="The address of the article", size=_SIZE, public=_PUBLIC)
    async def link(
        self,
        interaction: discord.Interaction,
        url: app_commands.Range[str, 1, 2000],
        size: Size = "standard",
        public: bool = False,
    ) -> None:
        """Summarise the article behind a link."""
        viewer = await _begin(interaction, public)
        reading = await self.services.summarize.link(url.strip().strip("<>"), viewer, size=size)
        await self._answer(interaction, reading, Source(SourceKind.LINK, url=reading.article.url), public)

    @app_commands.command()
    @app_commands.describe(text="The text of the article", size=_SIZE, public=_PUBLIC)
    async def text(
        self,
        interaction: discord.Interaction,
        text: app_commands.Range[str, 1, 6000],
        size: Size = "standard",
        public: bool = False,
    ) -> None:
        """Summarise a text that you paste."""
        viewer = await _begin(interaction, public)
        reading = await self.services.summarize.text(text, viewer, size=size)
        await self._answer(interaction, reading, Source(SourceKind.TEXT, body=text), public)

    @app_commands.command()
    @app_commands.describe(file=f"A {files.listed('or')} file", size=_SIZE, public=_PUBLIC)
    async def file(
        self,
        interaction: discord.Interaction,
        file: discord.Attachment,
        size: Size = "standard",
        public: bool = False,
    ) -> None:
        """Summarise a file."""
        viewer = await _begin(interaction, public)
        data = await convert.read_attachment(file, self.services.settings.fetch_max_bytes)
        reading = await self.services.summarize.file(file.filename, data, viewer, size=size)
        source = Source(SourceKind.ATTACHMENT, name=file.filename, attachment_id=file.id)
        await self._answer(interaction, reading, source, public)

    async def from_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Answer the menu "Summarize" on a message, privately."""
        reading = await self._read(interaction, message)
        await self._show(interaction, reading)

    async def statements_of_message(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Answer the menu "Who said what" on a message, privately."""
        reading = await self._read(interaction, message)
        await show(interaction, StatementQuery(article_id=reading.article.id), asker(interaction))

    async def _read(self, interaction: discord.Interaction, message: discord.Message) -> Reading:
        viewer = await _begin(interaction, public=False)
        return await self.services.summarize.message(convert.incoming(message), viewer)

    async def _answer(
        self, interaction: discord.Interaction, reading: Reading, source: Source, public: bool
    ) -> None:
        """Show the answer, recorded as a posting so that its buttons work and deleting it has an effect."""
        answer = await interaction.original_response()
        posting = IncomingMessage(
            guild_id=interaction.guild_id or 0,
            channel_id=answer.channel.id,
            message_id=answer.id,
            author_id=interaction.user.id,
            posted_at=answer.created_at,
            sources=(source,),
            private_to=None if public else interaction.user.id,
        )
        kept = await self.services.summarize.remember(reading, posting)
        await self._show(interaction, kept or reading)

    async def _show(self, interaction: discord.Interaction, reading: Reading) -> None:
        buttons = summary_buttons(reading.article, len(reading.analysis.statements))
        await interaction.edit_original_response(embed=summary_card(reading), view=buttons)


async def _begin(interaction: discord.Interaction, public: bool) -> Viewer:
    """Acknowledge at once; returns what the answer may be based on."""
    await interaction.response.defer(ephemeral=not public, thinking=True)
    return audience(interaction) if public else asker(interaction)


async def setup(bot: AttacheBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Summarize(bot))
