"""From a recorded posting to its card: reads in the background, and shows in the channel how it went."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from typing import TYPE_CHECKING

import discord

from bot.core.types import PostingState, Reading
from bot.gateway.delivery import Postable
from bot.gateway.render.cards import summary_card
from bot.gateway.views import summary_buttons

if TYPE_CHECKING:
    from bot.gateway.app import AttacheBot
    from bot.usecases.ingest import Outcome

log = logging.getLogger(__name__)

AT_WORK, DONE, FAILED = "👀", "📰", "⚠️"
_AT_ONCE = 4
_CARDS_BEHIND = 200


class Reader:
    """Reads recorded postings, a few at a time, without ever making an event handler wait."""

    def __init__(self, bot: AttacheBot) -> None:
        self._bot = bot
        self._services = bot.services
        self._tasks: set[asyncio.Task[None]] = set()
        self._busy: set[int] = set()
        self._turns = asyncio.Semaphore(_AT_ONCE)

    async def listens_in(self, channel: discord.abc.MessageableChannel) -> bool:
        """Whether an admin chose this channel, or the channel that this public thread belongs to."""
        if await self._services.watching.is_watched(channel.id):
            return True
        if not isinstance(channel, discord.Thread) or channel.is_private():
            return False
        return await self._services.watching.is_watched(channel.parent_id)

    def start(self, posting_ids: Collection[int], channel_id: int, message_id: int) -> None:
        """Read the postings of one message in the background."""
        fresh = [i for i in posting_ids if i not in self._busy]
        if fresh:
            self._busy.update(fresh)
            task = asyncio.create_task(self._read(fresh, channel_id, message_id))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Stop reading. What is unfinished stays recorded for the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _read(self, posting_ids: Collection[int], channel_id: int, message_id: int) -> None:
        channel = self._bot.get_channel(channel_id)
        message = channel.get_partial_message(message_id) if isinstance(channel, Postable) else None
        try:
            async with self._turns:
                if message:
                    await self._bot.delivery.mark(message, AT_WORK)
                outcomes = [await self._services.ingest.process(i) for i in posting_ids]
                if message:
                    await self._show(message, outcomes)
        except Exception:
            log.exception("message %s could not be read", message_id)
        finally:
            self._busy.difference_update(posting_ids)

    async def _show(self, message: discord.PartialMessage, outcomes: Collection[Outcome]) -> None:
        for outcome in outcomes:
            if outcome.reading and outcome.fresh and self._services.settings.answer_in_channel:
                await self._answer(message, outcome.reading)
        states = {outcome.state for outcome in outcomes}
        if PostingState.READ in states:
            await self._bot.delivery.mark(message, DONE, remove=(AT_WORK, FAILED))
        elif states == {PostingState.UNREADABLE}:
            await self._bot.delivery.mark(message, FAILED, remove=(AT_WORK,))

    async def _answer(self, message: discord.PartialMessage, reading: Reading) -> None:
        channel = message.channel
        if not isinstance(channel, Postable):
            return
        problem = self._bot.delivery.problem(channel)
        if problem:
            await self._bot.delivery.tell(
                channel, f"I read an article here but can't show its card. {problem}"
            )
            return
        buttons = summary_buttons(reading.article, len(reading.analysis.statements))
        try:
            await self._bot.delivery.send(channel, [summary_card(reading)], view=buttons, reference=message)
        except discord.HTTPException as error:  # the message was deleted meanwhile, or sending is refused
            log.info("no card under message %s: %s", message.id, error.code)
