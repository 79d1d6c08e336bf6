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

Postee = discord.Message | discord.PartialMessage
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

    def start(
        self, posting_ids: Collection[int], message: Postee | None = None, *, again: bool = False
    ) -> None:
        """Read postings, all of one message, in the background; shows progress where the message is known.

        ``again`` tells that the message may bear the mark of a failure.
        """
        fresh = [i for i in posting_ids if i not in self._busy]
        if fresh:
            self._busy.update(fresh)
            task = asyncio.create_task(self._read(fresh, message, again))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def take_up_the_rest(self) -> None:
        """Read what is recorded and not being read: after a restart, or a failure that has passed."""
        for posting_id in await self._services.ingest.pending():
            self.start([posting_id])

    async def forget(self, guild_id: int, channel_id: int, message_ids: Collection[int]) -> None:
        """Remove what was read from deleted messages, and the cards under them."""
        for message_id in message_ids:
            await self._services.forget.message(guild_id, message_id)
        channel = self._bot.get_channel(channel_id)
        if not isinstance(channel, Postable) or not await self.listens_in(channel):
            return
        try:
            after = discord.Object(min(message_ids))
            async for answer in channel.history(limit=_CARDS_BEHIND, after=after):
                answered = answer.reference.message_id if answer.reference else None
                if answer.author == self._bot.user and answered in message_ids:
                    await answer.delete()
        except discord.HTTPException as error:
            log.warning("cards in channel %s could not be taken back: %s", channel_id, error.code)

    async def close(self) -> None:
        """Stop reading. What is unfinished stays recorded for the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _read(self, posting_ids: Collection[int], message: Postee | None, again: bool) -> None:
        try:
            async with self._turns:
                if message:
                    await self._bot.delivery.mark(message, AT_WORK, remove=(FAILED,) if again else ())
                outcomes = [await self._process(i) for i in posting_ids]
                message = message or await self._message_of(outcomes[0])
                if message:
                    await self._show(message, outcomes)
        except Exception:  # the posting stays recorded, and the sweep takes it up again
            log.exception("postings %s could not be read", posting_ids)
        finally:
            self._busy.difference_update(posting_ids)

    async def _process(self, posting_id: int) -> Outcome:
        outcome = await self._services.ingest.process(posting_id)
        self._bot.dispatch("posting_processed", outcome)
        return outcome

    async def _message_of(self, outcome: Outcome) -> discord.PartialMessage | None:
        ref = await self._services.ingest.where(outcome.posting_id)
        channel = self._bot.get_channel(ref.channel_id) if ref else None
        return channel.get_partial_message(ref.message_id) if ref and isinstance(channel, Postable) else None

    async def _show(self, message: Postee, outcomes: Collection[Outcome]) -> None:
        for outcome in outcomes:
            if outcome.reading and outcome.fresh and self._services.settings.answer_in_channel:
                await self._answer(message, outcome.reading)
        states = {outcome.state for outcome in outcomes}
        if PostingState.READ in states:
            await self._bot.delivery.mark(message, DONE, remove=(AT_WORK,))
        elif states == {PostingState.UNREADABLE}:
            await self._bot.delivery.mark(message, FAILED, remove=(AT_WORK,))

    async def _answer(self, message: Postee, reading: Reading) -> None:
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
