"""Summary cards under the messages they belong to: sent once, updated, and deleted."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Collection
from http import HTTPStatus
from typing import TYPE_CHECKING

import discord

from bot.core.types import Reading
from bot.gateway.delivery import Postable
from bot.gateway.render.cards import summary_card
from bot.gateway.views import summary_buttons

if TYPE_CHECKING:
    from bot.gateway.app import AttacheBot
    from bot.usecases.ingest import Outcome

log = logging.getLogger(__name__)

AnyMessage = discord.Message | discord.PartialMessage
_NO_CARD = 0
_CARDS_BEHIND = 200


class Answers:
    """Posts the cards and records that it did, so that a crash neither loses nor duplicates one."""

    def __init__(self, bot: AttacheBot) -> None:
        self._bot = bot
        self._services = bot.services

    async def show(self, message: AnyMessage, outcome: Outcome, *, look_first: bool = False) -> None:
        """Send the card that is due. If Discord fails, it stays due until the next sweep.

        ``look_first`` looks for a card that may have been sent before a crash.
        """
        sent: AnyMessage | None = None
        if outcome.reading and self._services.settings.answer_in_channel:
            try:
                sent = await self._find(message, outcome.reading) if look_first else None
                sent = sent or await self._send(message, outcome, outcome.reading)
            except discord.HTTPException as error:
                if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                    log.warning(
                        "the card of posting %s has to wait: status %s", outcome.posting_id, error.status
                    )
                    return
                # The message was deleted in the meantime, or sending is not allowed.
                log.info("no card under message %s: error %s", message.id, error.code)
        kept = await self._services.ingest.answered(outcome.posting_id, sent.id if sent else _NO_CARD)
        if sent is not None and not kept:
            await sent.delete()

    async def take_back(self, channel: Postable, message_ids: Collection[int]) -> None:
        """Delete the cards under these messages."""
        try:
            async for answer in self._own(channel, min(message_ids)):
                if answer.reference and answer.reference.message_id in message_ids:
                    await answer.delete()
        except discord.HTTPException as error:
            log.warning("could not delete cards in channel %s: error %s", channel.id, error.code)

    async def delete(self, channel: Postable, cards: Collection[int]) -> None:
        """Delete these cards, unless somebody already has."""
        for card in cards:
            try:
                await channel.get_partial_message(card).delete()
            except discord.HTTPException as error:
                log.info("could not delete card %s: error %s", card, error.code)

    async def _send(self, message: AnyMessage, outcome: Outcome, reading: Reading) -> AnyMessage | None:
        channel = message.channel
        problem = self._bot.delivery.problem(channel)
        if problem or not isinstance(channel, Postable):
            words = f"I've read an article here but can't post its card. {problem}"
            await self._bot.delivery.notify(channel, words)
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
