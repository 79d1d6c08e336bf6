"""Sending to channels without insisting: what is not allowed is not tried again and again.

Ten thousand refused requests in ten minutes ban a bot's address, so permissions are looked up before a send,
and a channel that refuses all the same is left alone for a while.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Iterable
from typing import cast

import discord

from bot.gateway.permissions import NEEDED_TO_POST, missing

log = logging.getLogger(__name__)

Postable = discord.TextChannel | discord.Thread | discord.VoiceChannel | discord.StageChannel

_PATIENCE = 3
_REST = 3600.0


class Delivery:
    """Sends cards, digests and reactions, and remembers which channels refuse them."""

    def __init__(self) -> None:
        self._refusals: dict[int, int] = {}
        self._resting: dict[int, float] = {}
        self._told: set[int] = set()

    def problem(self, channel: discord.abc.Snowflake | None) -> str | None:
        """Why nothing can be posted in ``channel`` now, in words, or None."""
        if not isinstance(channel, Postable):
            return "The channel is gone, or hidden from me."
        lacking = missing(channel, NEEDED_TO_POST)
        if lacking:
            return f"In #{channel.name} I lack the permission {', '.join(lacking)}."
        if self._rests(channel.id):
            return f"Discord keeps refusing my messages in #{channel.name}; I try again within the hour."
        return None

    async def send(self, channel: Postable, embeds: list[discord.Embed], **extra: object) -> discord.Message:
        """Post embeds. Raises discord.HTTPException, having counted a refusal."""
        try:
            sent = await channel.send(embeds=embeds, silent=True, **extra)  # type: ignore[arg-type]
        except discord.Forbidden:
            self._refused(channel.id)
            raise
        self._worked(channel.id)
        return cast("discord.Message", sent)

    async def tell(self, channel: discord.abc.Snowflake | None, words: str) -> None:
        """Say once, in plain text, why cards no longer come, where at least that is allowed."""
        if not isinstance(channel, Postable) or channel.id in self._told or self._rests(channel.id):
            return
        if missing(channel, ("view_channel", "send_messages")):
            return
        self._told.add(channel.id)
        try:
            await channel.send(words, suppress_embeds=True)
        except discord.Forbidden:
            self._refused(channel.id)
        except discord.HTTPException as error:
            log.warning("could not tell channel %s: %s", channel.id, error.code)

    async def mark(
        self, message: discord.Message | discord.PartialMessage, add: str, remove: Iterable[str] = ()
    ) -> None:
        """Show progress by a reaction; a reaction that is not allowed is no reason to stop."""
        channel, me = message.channel, message.guild and message.guild.me
        if not isinstance(channel, Postable) or me is None or self._rests(channel.id):
            return
        if missing(channel, ("view_channel", "read_message_history", "add_reactions")):
            return
        try:
            await message.add_reaction(add)
            for emoji in remove:
                with contextlib.suppress(discord.NotFound):  # it was not there, or somebody cleared it
                    await message.remove_reaction(emoji, me)
        except discord.Forbidden:
            self._refused(channel.id)
        except discord.HTTPException as error:
            log.info("no reaction on message %s: %s", message.id, error.code)

    def _rests(self, channel_id: int) -> bool:
        return self._resting.get(channel_id, 0.0) > time.monotonic()

    def _refused(self, channel_id: int) -> None:
        self._refusals[channel_id] = self._refusals.get(channel_id, 0) + 1
        if self._refusals[channel_id] >= _PATIENCE:
            self._resting[channel_id] = time.monotonic() + _REST
            self._refusals[channel_id] = 0
            log.warning("channel %s keeps refusing; left alone for an hour", channel_id)

    def _worked(self, channel_id: int) -> None:
        self._refusals.pop(channel_id, None)
        self._told.discard(channel_id)
