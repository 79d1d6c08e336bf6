"""Summary cards under the messages they belong to: sent once, updated, and deleted."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

import discord

from bot.core.types import Reading, Withdrawn
from bot.gateway.delivery import PAUSES, MessageGone, Postable, is_gone
from bot.gateway.render.cards import summary_card
from bot.gateway.views import summary_buttons

if TYPE_CHECKING:
    from bot.gateway.app import AttacheBot
    from bot.usecases.ingest import Outcome

log = logging.getLogger(__name__)

AnyMessage = discord.Message | discord.PartialMessage
_NO_CARD = 0
_CARDS_BEHIND = 1000


@dataclass(frozen=True, slots=True)
class _Wait:
    """A card that could not be sent: not to be tried before ``until`` on the monotonic clock."""

    channel_id: int
    until: float
    attempts: int


class Answers:
    """Posts the cards and records that it did, so that a crash neither loses nor duplicates one."""

    def __init__(self, bot: AttacheBot) -> None:
        self._bot = bot
        self._services = bot.services
        self._waits: dict[int, _Wait] = {}

    def put_off(self) -> set[int]:
        """The postings whose card could not be sent and that are not to be tried yet."""
        now = time.monotonic()
        blocked = {c for c in self._channels() if self._bot.delivery.problem(self._bot.get_channel(c))}
        return {i for i, wait in self._waits.items() if wait.until > now or wait.channel_id in blocked}

    async def show(self, message: AnyMessage, outcome: Outcome, *, look_first: bool = False) -> None:
        """Send the card that is due. If that can't be done, it stays due, and a later sweep tries again.

        ``look_first`` looks for a card that may have been sent before a crash. Raises MessageGone if the
        message was deleted.
        """
        sent: AnyMessage | None = None
        if outcome.reading and self._services.settings.answer_in_channel:
            problem = self._bot.delivery.problem(message.channel)
            if problem:
                await self._wait_for_permission(message, outcome.posting_id, problem)
                return
            try:
                sent = await self._find(message, outcome.reading) if look_first else None
                sent = sent or await self._send(message, outcome, outcome.reading)
            except discord.HTTPException as error:
                if is_gone(error):
                    raise MessageGone from error
                await self._rejected(message, outcome.posting_id, error)
                return
        self._waits.pop(outcome.posting_id, None)
        kept = await self._services.ingest.answered(outcome.posting_id, sent.id if sent else _NO_CARD)
        if sent is not None and not kept and isinstance(message.channel, Postable):
            await self.delete(message.channel, [sent.id])

    def _channels(self) -> set[int]:
        return {wait.channel_id for wait in self._waits.values()}

    async def _wait_for_permission(self, message: AnyMessage, posting_id: int, problem: str) -> None:
        """Put a card off until the channel can take it; say why, once for the channel."""
        channel = message.channel
        if channel.id not in self._channels():
            log.warning("cards in channel %s have to wait: %s", channel.id, problem)
        before = self._waits.get(posting_id)
        self._waits[posting_id] = _Wait(channel.id, 0.0, before.attempts if before else 0)
        words = f"I've read an article here but can't post its card. {problem}"
        await self._bot.delivery.notify(channel, words)

    async def _rejected(self, message: AnyMessage, posting_id: int, error: discord.HTTPException) -> None:
        """Put a card off that Discord rejected; say why, once for the card."""
        before = self._waits.get(posting_id)
        attempts = before.attempts + 1 if before else 1
        pause = PAUSES[min(attempts, len(PAUSES)) - 1]
        if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            pause = 0.0  # Discord's own trouble: the next sweep tries again
        self._waits[posting_id] = _Wait(message.channel.id, time.monotonic() + pause, attempts)
        log.log(
            logging.WARNING if attempts == 1 else logging.INFO,
            "Discord did not take the card under message %s in channel %s (status %s: %s); it stays due",
            message.id,
            message.channel.id,
            error.status,
            error.text,
        )
        if error.status == HTTPStatus.BAD_REQUEST and attempts == 1:
            words = "I've read an article here, but Discord rejected its card. I'll try again."
            await self._bot.delivery.notify(message.channel, words)

    async def take_back(self, channel: Postable, left: Withdrawn) -> bool:
        """Delete the cards of deleted messages; returns False if Discord failed, so that some may stand.

        The channel's history is read only for cards that were perhaps sent before a crash.
        """
        cards = set(left.cards)
        if left.unsettled:
            try:
                async for answer in self._own(channel, min(left.unsettled)):
                    if answer.reference and answer.reference.message_id in left.unsettled:
                        cards.add(answer.id)
            except discord.HTTPException as error:
                words = "could not look for cards in channel %s (status %s: %s)"
                log.warning(words, channel.id, error.status, error.text)
                return False
        return await self.delete(channel, cards)

    async def delete(self, channel: Postable, cards: Collection[int]) -> bool:
        """Delete these cards, unless somebody already has; returns False if Discord failed."""
        done = True
        for card in cards:
            try:
                await channel.get_partial_message(card).delete()
            except discord.NotFound:
                continue
            except discord.HTTPException as error:
                words = "could not delete card %s in channel %s (status %s: %s)"
                log.warning(words, card, channel.id, error.status, error.text)
                done = False
        return done

    async def _send(self, message: AnyMessage, outcome: Outcome, reading: Reading) -> AnyMessage | None:
        channel = message.channel
        if not isinstance(channel, Postable):
            return None
        card, buttons = (
            summary_card(reading),
            summary_buttons(reading.article, len(reading.analysis.statements)),
        )
        if outcome.card is not None:
            try:
                return await channel.get_partial_message(outcome.card).edit(embed=card, view=buttons)
            except discord.NotFound:
                pass  # somebody deleted the previous card
        return await self._bot.delivery.send(channel, [card], view=buttons, reference=message)

    async def _find(self, message: AnyMessage, reading: Reading) -> discord.Message | None:
        """The card of this reading under ``message``, or None if it was not sent."""
        title = summary_card(reading).title
        async for answer in self._own(message.channel, message.id):
            under = answer.reference.message_id if answer.reference else None
            if under == message.id and title in [e.title for e in answer.embeds]:
                return answer
        return None

    async def _own(
        self, channel: discord.abc.MessageableChannel, after: int
    ) -> AsyncIterator[discord.Message]:
        async for answer in channel.history(limit=_CARDS_BEHIND, after=discord.Object(after)):
            if answer.author == self._bot.user:
                yield answer
