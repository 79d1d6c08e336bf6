"""/status, /help, /about, /forget-me."""

from __future__ import annotations

from importlib.metadata import version

import discord
from discord import app_commands
from discord.ext import commands

from bot.gateway.app import AttacheBot
from bot.gateway.render import lists
from bot.gateway.views import asker

_HELP = (
    "**Reading.** In a channel chosen with `/watch add` I read the articles people, webhooks and bots post: "
    "links, embeds, `.txt` `.md` `.html` `.pdf` files, and pasted text of 80 words or more. "
    "👀 means I'm at it, 📰 that it is read, ⚠️ that it could not be (see `/status`). "
    "Put a link in `<angle brackets>` and I leave it alone. Delete the message, and what I read goes too.",
    "",
    "`/summarize link|text|file` · one article now, for you or for all",
    "`/who-said` · who said what: by words, speaker, country, time",
    "`/digest now|preview|schedule|pause|resume|list|remove` · the news of the day in one message",
    "`/watch add|remove|list` · which channels are read (Manage Channels)",
    "`/status` · what was read lately, and what could not be",
    "`/forget-me` · remove what I read from your messages",
    "`/about` · what I promise",
    "",
    "On any message: Apps → **Summarize** or **Who said what**.",
)
_ABOUT = (
    f"Attaché {version('attache')} reads diplomatic news on its operator's machine; nothing leaves it.",
    "Summaries are the article's own sentences. A quotation stands in quotation marks, a paraphrase never "
    "does. What is only reported or alleged is marked so, with the chain of sources.",
    "You are only shown what you can read in Discord at that moment.",
)


class Status(commands.Cog):
    """What there is to know about the bot itself."""

    def __init__(self, bot: AttacheBot) -> None:
        self.services = bot.services

    @app_commands.command()
    @app_commands.guild_only()
    async def status(self, interaction: discord.Interaction) -> None:
        """What was read lately, and what could not be, and why."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        viewer = asker(interaction)
        counts = await self.services.status.counts(viewer)
        postings = await self.services.status.postings(viewer)
        await interaction.edit_original_response(embed=lists.status_card(counts, postings))

    @app_commands.command()
    async def help(self, interaction: discord.Interaction) -> None:
        """What Attaché does, and how to ask it."""
        await interaction.response.send_message(embed=lists.notice("Attaché", _HELP), ephemeral=True)

    @app_commands.command()
    async def about(self, interaction: discord.Interaction) -> None:
        """What Attaché promises."""
        await interaction.response.send_message(embed=lists.notice("About", _ABOUT), ephemeral=True)

    @app_commands.command(name="forget-me")
    async def forget_me(self, interaction: discord.Interaction) -> None:
        """Remove everything that was read from your messages, in every server."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self.services.forget.user(interaction.user.id)
        await interaction.edit_original_response(
            content="Done: what I read from your messages is gone. The messages themselves stay."
        )


async def setup(bot: AttacheBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Status(bot))
