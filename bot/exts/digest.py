"""/digest: the day's news in one message, on request or at a local time of day."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Literal

import discord
from discord import app_commands
from discord.ext import commands

from bot import briefing
from bot.core.errors import UserError
from bot.core.types import Digest as DigestRecord
from bot.gateway import choices, digest_button, moments
from bot.gateway.app import AttacheBot
from bot.gateway.render import lists
from bot.gateway.render.digests import digest_message
from bot.gateway.views import asker, audience

Every = Literal["day", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
Target = discord.TextChannel | discord.Thread
Hours = app_commands.Range[int, 1, 168]
Topic = app_commands.Range[str, 1, 60]
Format = Literal["message", "html", "markdown"]
_WINDOW = {
    "hours": "How many hours to look back (default: 24)",
    "topic": "Only articles that contain this word or phrase",
    "format": "A message (the default), or a file to keep or print",
}
_managers = app_commands.checks.has_permissions(manage_channels=True)


@app_commands.guild_only()
class Digest(commands.GroupCog, group_name="digest", group_description="The day's news in one message."):
    """A digest covers the channels that everybody who can read its own channel may read."""

    def __init__(self, bot: AttacheBot) -> None:
        self.bot = bot
        self.digests = bot.services.digests

    @app_commands.command()
    @app_commands.describe(**_WINDOW)
    @_managers
    async def now(
        self,
        interaction: discord.Interaction,
        hours: Hours = 24,
        topic: Topic | None = None,
        format: Format = "message",
    ) -> None:
        """Post a digest here now (needs Manage Channels)."""
        await self._show(interaction, hours, topic, format, public=True)

    @app_commands.command()
    @app_commands.describe(**_WINDOW)
    async def preview(
        self,
        interaction: discord.Interaction,
        hours: Hours = 24,
        topic: Topic | None = None,
        format: Format = "message",
    ) -> None:
        """Preview a digest of what everyone here can read; only you can see it."""
        await self._show(interaction, hours, topic, format, public=False)

    async def _show(
        self, interaction: discord.Interaction, hours: int, topic: str | None, style: Format, *, public: bool
    ) -> None:
        await interaction.response.defer(ephemeral=not public, thinking=True)
        viewer = audience(interaction)
        now = self.bot.services.clock()
        digest = await self.digests.preview(viewer, now - timedelta(hours=hours), now, topic)
        if not digest.content.articles:
            raise UserError(
                "No articles were posted in that time in the channels that everyone here can read."
            )
        if style == "message":
            view = digest_button.more(digest, digest_button.of_window(digest, topic))
            await interaction.edit_original_response(embeds=digest_message(digest, topic=topic), view=view)
        else:
            await interaction.edit_original_response(attachments=[_file(digest, style)])

    @app_commands.command()
    @app_commands.describe(
        time="Local time of day, such as 07:30",
        zone="Time zone, such as Europe/Berlin (default: UTC)",
        channel="Where to post (default: here)",
        every="Every day, or once a week on this day (default: every day)",
        minimum="Skip the digest if there are fewer articles than this (default: 1)",
        topic=_WINDOW["topic"],
    )
    @_managers
    async def schedule(
        self,
        interaction: discord.Interaction,
        time: app_commands.Range[str, 1, 8],
        zone: app_commands.Range[str, 1, 60] = "UTC",
        channel: Target | None = None,
        every: Every = "day",
        minimum: app_commands.Range[int, 1, 100] = 1,
        topic: Topic | None = None,
    ) -> None:
        """Schedule a daily or weekly digest (needs Manage Channels)."""
        target = choices.managed(interaction, channel)
        minute, place = moments.time_of_day(time), choices.zone(zone)
        if problem := self.bot.delivery.problem(target):
            raise UserError(problem)
        await interaction.response.defer(ephemeral=True, thinking=True)
        weekday = None if every == "day" else lists.DAYS.index(every)
        planned = await self.digests.schedule(
            target.guild.id, target.id, place, minute, weekday=weekday, minimum=minimum, topic=topic
        )
        await interaction.edit_original_response(content=f"Scheduled: {lists.schedule_line(planned)}")

    @schedule.autocomplete("zone")
    async def _zones(self, _: discord.Interaction, typed: str) -> choices.Choices:
        return choices.zones(typed)

    @app_commands.command(name="list")
    async def show(self, interaction: discord.Interaction) -> None:
        """List this server's digests, and any problems with posting them."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        viewer = asker(interaction)
        planned = [s for s in await self.digests.list(viewer.guild_id) if s.channel_id in viewer.channels]
        await interaction.edit_original_response(embed=lists.schedule_list(planned))

    @app_commands.command()
    @app_commands.describe(number="The number shown by /digest list")
    @_managers
    async def pause(self, interaction: discord.Interaction, number: int) -> None:
        """Pause a digest (needs Manage Channels)."""
        await self._change(interaction, number, "paused")

    @app_commands.command()
    @app_commands.describe(number="The number shown by /digest list")
    @_managers
    async def resume(self, interaction: discord.Interaction, number: int) -> None:
        """Resume a paused digest (needs Manage Channels)."""
        await self._change(interaction, number, "resumed")

    @app_commands.command()
    @app_commands.describe(number="The number shown by /digest list")
    @_managers
    async def remove(self, interaction: discord.Interaction, number: int) -> None:
        """Delete a digest permanently (needs Manage Channels)."""
        await self._change(interaction, number, "removed")

    async def _change(self, interaction: discord.Interaction, number: int, how: str) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        viewer = asker(interaction)
        planned = [s for s in await self.digests.list(viewer.guild_id) if s.channel_id in viewer.channels]
        schedule = next((s for s in planned if s.id == number), None)
        if schedule is None:
            raise UserError(f"There is no digest {number} here. Use `/digest list` to see the numbers.")
        channel = self.bot.get_channel(schedule.channel_id)
        if isinstance(channel, choices.Watchable):
            choices.managed(interaction, channel)
        if how == "removed":
            await self.digests.remove(number, viewer.guild_id)
        else:
            await self.digests.pause(number, viewer.guild_id, how == "paused")
        await interaction.edit_original_response(content=f"Digest {number} has been {how}.")


def _file(digest: DigestRecord, style: Literal["html", "markdown"]) -> discord.File:
    """The digest as a file to keep or print."""
    text = briefing.html(digest) if style == "html" else briefing.markdown(digest)
    suffix = "html" if style == "html" else "md"
    return discord.File(io.BytesIO(text.encode()), f"digest-{digest.until:%Y-%m-%d}.{suffix}")


async def setup(bot: AttacheBot) -> None:
    """Called by discord.py."""
    await bot.add_cog(Digest(bot))
    bot.add_dynamic_items(digest_button.DigestButton)
