"""What people choose in commands: a channel that they may manage, or a time zone."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

import discord
from discord import app_commands

from bot.core.errors import UserError
from bot.core.schedule import unknown_zone
from bot.gateway.permissions import can_read
from bot.gateway.render import markdown as md

Watchable = discord.TextChannel | discord.Thread | discord.VoiceChannel | discord.ForumChannel
Choices = list[app_commands.Choice[str]]


def managed(interaction: discord.Interaction, channel: Watchable | None) -> Watchable:
    """``channel``, or the current one if it is None, provided that the person may read and manage it.

    Raises UserError for a kind of channel that is not watched, MissingPermissions without the permission.
    """
    target = channel or interaction.channel
    if not isinstance(target, Watchable) or not isinstance(interaction.user, discord.Member):
        raise UserError("That only works for text channels, voice channels, forums and threads.")
    if not can_read(target, interaction.user) or not target.permissions_for(interaction.user).manage_channels:
        raise app_commands.MissingPermissions(["manage_channels"])
    return target


@cache
def _zones() -> tuple[str, ...]:
    return tuple(sorted(available_timezones()))


def zone(name: str) -> str:
    """The IANA zone of that name, in whatever case it is typed. Raises UserError if there is none."""
    wanted = name.strip().lower().replace(" ", "_")
    found = next((z for z in _zones() if z.lower() == wanted), None)
    if found is None:
        raise unknown_zone(md.fit(name, 40))
    return found


def zones(typed: str) -> Choices:
    """The zones whose names contain what was typed."""
    wanted = typed.strip().lower().replace(" ", "_")
    return offers([z for z in _zones() if wanted in z.lower()])


def offers(names: list[str]) -> Choices:
    """The first names as choices for autocomplete, as many as Discord shows."""
    return [app_commands.Choice(name=name[:100], value=name[:100]) for name in names[:25]]
