"""Sending to channels without repeating what is not allowed.

Ten thousand refused requests in ten minutes get a bot's address banned. So permissions are checked before
sending, and nothing is sent for a while to a channel that still refuses: the longer, the more often it does.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Iterable
from typing import cast

import discord

from bot.gateway.permissions import NEEDED_TO_POST, missing, named

log = logging.getLogger(__name__)

Postable = discord.TextChannel | discord.Thread | discord.VoiceChannel | discord.StageChannel

_MOST_REFUSALS = 3
PAUSES = (60.0, 300.0, 900.0, 3600.0)
"""Seconds without an attempt, the longer the more attempts have failed."""
_UNKNOWN_MESSAGE = 10008
_INVALID_FORM = 50035


class MessageGone(Exception):
    """A message turned out to have been deleted."""


def is_gone(error: discord.HTTPException) -> bool:
    """Whether Discord rejected a request because the message that it is about was deleted."""
    replied = error.code == _INVALID_FORM and "message_reference" in error.text
    return error.code == _UNKNOWN_MESSAGE or replied


class Delivery:
    """Sends cards, digests and reactions, and remembers which channels refuse them."""

    def __init__(self) -> None:
        self._refusals: dict[int, int] = {}
        self._paused_until: dict[int, float] = {}
        self._pauses: dict[int, int] = {}
        self._notified: set[int] = set()

    def problem(self, channel: discord.abc.Snowflake | None) -> str | None:
        """Why nothing can be posted in ``channel`` now, in words, or None."""
        if not isinstance(channel, Postable):
            return "The channel no longer exists, or I can't see it."
        lacking = missing(channel, NEEDED_TO_POST)
        if lacking:
            return f"I need {named(lacking)} in #{channel.name}."
        if self._is_paused(channel.id):
            return f"Discord keeps rejecting my messages in #{channel.name}. I'll try again within an hour."
        return None

    def retry(self, channel_id: int) -> None:
        """Try a channel again at once, since its permissions have changed."""
        for remembered in (self._refusals, self._paused_until, self._pauses):
            remembered.pop(channel_id, None)

    async def send(self, channel: Postable, embeds: list[discord.Embed], **extra: object) -> discord.Message:
        """Post embeds. Counts a refusal, and raises discord.HTTPException."""
        try:
            sent = await channel.send(embeds=embeds, silent=True, **extra)  # type: ignore[arg-type]
        except discord.Forbidden as error:
            self._refused(channel, error)
            raise
        self._worked(channel.id)
        return cast("discord.Message", sent)

    async def notify(self, channel: discord.abc.Snowflake | None, words: str) -> None:
        """Say once, in plain text, why something can't be posted, if at least that is allowed."""
        if not isinstance(channel, Postable) or channel.id in self._notified or self._is_paused(channel.id):
            return
        if missing(channel, ("view_channel", "send_messages")):
            return
        self._notified.add(channel.id)
        try:
            await channel.send(words, suppress_embeds=True)
        except discord.Forbidden as error:
            self._refused(channel, error)
        except discord.HTTPException as error:
            log.warning("could not notify channel %s: error %s", channel.id, error.code)

    async def mark(
        self, message: discord.Message | discord.PartialMessage, add: str, remove: Iterable[str] = ()
    ) -> None:
        """Show progress with a reaction; if that is not allowed, carry on without it. Raises MessageGone."""
        channel, me = message.channel, message.guild and message.guild.me
        if not isinstance(channel, Postable) or me is None or self._is_paused(channel.id):
            return
        if missing(channel, ("view_channel", "read_message_history", "add_reactions")):
            return
        try:
            await message.add_reaction(add)
            for emoji in remove:
                with contextlib.suppress(discord.NotFound):  # it was never there, or somebody removed it
                    await message.remove_reaction(emoji, me)
        except discord.Forbidden as error:
            self._refused(channel, error)
        except discord.HTTPException as error:
            if is_gone(error):
                raise MessageGone from error
            log.info("no reaction on message %s: error %s", message.id, error.code)

    def _is_paused(self, channel_id: int) -> bool:
        return self._paused_until.get(channel_id, 0.0) > time.monotonic()

    def _refused(self, channel: Postable, error: discord.Forbidden) -> None:
        count = self._refusals[channel.id] = self._refusals.get(channel.id, 0) + 1
        if count == 1 and channel.id not in self._pauses:
            log.warning("Discord refuses in #%s (%s): %s", channel.name, channel.id, error.text)
        if count >= _MOST_REFUSALS or channel.id in self._pauses:  # after a pause, one is enough
            step = self._pauses[channel.id] = self._pauses.get(channel.id, -1) + 1
            pause = PAUSES[min(step, len(PAUSES) - 1)]
            self._paused_until[channel.id] = time.monotonic() + pause
            self._refusals[channel.id] = 0
            log.warning("nothing is sent to #%s (%s) for %.0f s", channel.name, channel.id, pause)

    def _worked(self, channel_id: int) -> None:
        self.retry(channel_id)
        self._notified.discard(channel_id)
