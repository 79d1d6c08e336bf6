"""/status, /help, /about, /forget-me."""

from __future__ import annotations

from importlib.metadata import version

import discord
from discord import app_commands
from discord.ext import commands

from bot.core import files
from bot.core.limits import PASTED_WORDS
from bot.gateway import forget_me
from bot.gateway.app import AttacheBot
from bot.gateway.marks import READ, READING, UNREADABLE
from bot.gateway.render import lists
from bot.gateway.views import asker

_HELP = (
    "**Reading.** In the channels chosen with `/watch add`, I read the articles that people, webhooks and "
    f"bots post: links, embeds, {files.listed('and')} files, and text of {PASTED_WORDS} words or more. "
    f"{READING} means that I'm reading it, {READ} that I've read it and {UNREADABLE} that I couldn't "
    "(`/status` says why). Put a link in `<angle brackets>` and I'll ignore it. If you delete a message, "
    "what I read from it is deleted too.",
    "",
    "`/summarize link|text|file` · summarise an article now, privately or publicly",
    "`/who-said` · find out who said what, by words, speaker, country or time",
    "`/contacts` · who called, met or visited whom, and what became of it over time",
    "`/figures` · what was counted, by topic or place, with each value, its date and its source",
    "`/timeline` · what a person, a country or a subject was in the news for, in the order of time",
    "`/compare` · what two speakers or countries said about something, side by side",
    "`/digest now|preview|schedule|pause|resume|list|remove` · the day's news in one message",
    "`/export` · statements, contacts or figures as a file (needs Manage Server)",
    "`/watch add|remove|list` · choose the channels I read (needs Manage Channels)",
    "`/status` · what I read recently, and what I couldn't read",
    "`/forget-me` · delete what I read from your messages, and my cards under them; asks first",
    "`/about` · what I promise",
    "",
    "On any message: Apps → **Summarize** or **Who said what**.",
)
_ABOUT = (
    f"Attaché {version('attache')} reads diplomatic news on its operator's machine; nothing leaves it.",
    "Summaries are the article's own sentences. Quotations are in quotation marks, paraphrases never are. "
    "What is merely reported or alleged is marked as such, with its chain of sources.",
    "I only ever show you what you can read in Discord at that moment.",
)


class Status(commands.Cog):
    """Questions about the bot itself."""

    def __init__(self, bot: AttacheBot) -> None:
        self.services = bot.services

    @app_commands.command()
    @app_commands.guild_only()
    async def status(self, interaction: discord.Interaction) -> None:
        """Show what I read recently, what I couldn't read, and why."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        viewer = asker(interaction)
        counts = await self.services.status.counts(viewer)
        postings = await self.services.status.postings(viewer)
        gaps = self.services.status.gaps(viewer)
        await interaction.edit_original_response(embed=lists.status_card(counts, postings, gaps))

    @app_commands.command()
    async def help(self, interaction: discord.Interaction) -> None:
        """Explain what Attaché does and how to use it."""
        await interaction.response.send_message(embed=lists.notice("Attaché", _HELP), ephemeral=True)

    @app_commands.command()
    async def about(self, interaction: discord.Interaction) -> None:
        """Show what Attaché promises."""
        await interaction.response.send_message(embed=lists.notice("About", _ABOUT), ephemeral=True)

    @app_commands.command(name="forget-me")
    async def forget_me(self, interaction: discord.Interaction) -> None:
        """Delete everything I read from your messages, in every server; asks first."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        user = interaction.user.id
        traces = await self.services.forget.traces(user)
        if traces:
            content, view = forget_me.question(traces), forget_me.dialogue(user)
            await interaction.edit_original_response(content=content, view=view)
        else:
            await interaction.edit_original_response(content=forget_me.NOTHING)


async def setup(bot: AttacheBot) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(forget_me.ForgetButton)
    await bot.add_cog(Status(bot))
