"""From a recorded posting to its card: reads in the background and marks the message with the result."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING

import discord

from bot.core.errors import StoreUnavailable
from bot.core.types import PostingState
from bot.gateway import convert
from bot.gateway.answers import Answers, AnyMessage
from bot.gateway.delivery import MessageGone, Postable
from bot.gateway.insist import insist
from bot.gateway.marks import READ, READING, UNREADABLE
from bot.gateway.turns import FairTurns

if TYPE_CHECKING:
    from bot.gateway.app import AttacheBot
    from bot.usecases.ingest import Outcome

log = logging.getLogger(__name__)

_AT_ONCE = 8
_EACH_GUILD = 4
_EACH_PERSON = 2


class BackgroundReading:
    """Reads recorded postings, a few at a time, and never keeps an event handler waiting."""

    def __init__(self, bot: AttacheBot) -> None:
        self._bot = bot
        self._services = bot.services
        self._answers = Answers(bot)
        self._tasks: set[asyncio.Task[None]] = set()
        self._busy: set[int] = set()
        self._turns = FairTurns(_AT_ONCE, _EACH_GUILD, _EACH_PERSON)
        self.missed = False
        """Whether something could not be written or deleted that catching up would find."""

    async def listens_in(self, channel: discord.abc.MessageableChannel) -> bool:
        """Whether an admin chose this channel, or the channel of this public thread."""
        if await self._services.watching.is_watched(channel.id):
            return True
        if not isinstance(channel, discord.Thread) or channel.is_private():
            return False
        return await self._services.watching.is_watched(channel.parent_id)

    async def take(self, message: discord.Message) -> None:
        """Record the articles in a message of a watched channel, and then read them.

        The message may come from a person, a webhook or another bot.
        """
        if message.author == self._bot.user or message.is_system():
            return
        if found := convert.sources(message):
            incoming = convert.incoming(message, found)
            try:
                recorded = await insist(
                    f"message {message.id}", lambda: self._services.ingest.record(incoming)
                )
            except StoreUnavailable:
                self._missed(f"message {message.id} is not recorded")
            else:
                self.start(recorded, message)

    def _missed(self, what: str) -> None:
        """Something that Discord said could not be written; catching up will find it."""
        self.missed = True
        log.error("%s: the store can't be written. I'll catch up when it can.", what)

    def start(
        self,
        posting_ids: Collection[int],
        message: AnyMessage | None = None,
        *,
        again: bool = False,
        look_first: bool = False,
    ) -> None:
        """Read the postings of one message in the background, marking progress if the message is given.

        ``again`` means that the message may still be marked as unreadable, ``look_first`` that its card may
        already have been sent.
        """
        fresh = [i for i in posting_ids if i not in self._busy]
        if fresh:
            self._busy.update(fresh)
            task = asyncio.create_task(self._read(fresh, message, again, look_first))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def take_up_the_rest(self) -> None:
        """Resume unfinished work, after a restart or a temporary failure.

        Gives up what has become too old, reads what is recorded and not being read, and shows what was read
        but not shown.
        """
        for outcome in await self._services.ingest.expire():
            if message := await self._message_of(outcome):
                await self._show(message, [outcome], look_first=False)
        for posting_id in await self._services.ingest.pending():
            self.start([posting_id])
        for posting_id in await self._services.ingest.unanswered(self._answers.put_off()):
            self.start([posting_id], look_first=True)

    async def forget(self, guild_id: int, channel_id: int, message_ids: Collection[int]) -> None:
        """Remove what was read from deleted messages, and the cards under them."""
        self._services.forget.note(message_ids)
        what = f"deletion of {len(message_ids)} messages in channel {channel_id}"
        try:
            left = await insist(what, partial(self._services.forget.messages, guild_id, message_ids))
        except StoreUnavailable:
            self._missed("a deletion is not recorded")
            return
        channel = self._bot.get_channel(channel_id)
        if isinstance(channel, Postable) and not await self._answers.take_back(channel, left):
            self.missed = True

    async def withdraw_orphans(
        self, channel: Postable, history: Collection[discord.Message], since: int
    ) -> None:
        """Delete the cards whose message is gone: ``history`` has all messages from the id ``since`` on."""
        standing = {message.id for message in history}
        orphans = [
            message.id
            for message in history
            if message.author == self._bot.user
            and message.interaction_metadata is None
            and message.reference is not None
            and since <= (message.reference.message_id or 0)
            and message.reference.message_id not in standing
        ]
        if orphans:
            await self._answers.delete(channel, orphans)

    async def withdraw(self, message: discord.Message, cards: Collection[int]) -> None:
        """Delete the cards of whatever was edited out of a message."""
        if isinstance(message.channel, Postable):
            await self._answers.delete(message.channel, cards)

    async def close(self) -> None:
        """Stop reading. Whatever is unfinished stays recorded for the next start."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _read(
        self, posting_ids: Collection[int], message: AnyMessage | None, again: bool, look_first: bool
    ) -> None:
        try:
            ref = await self._services.ingest.where(next(iter(posting_ids)))
            async with self._turns.turn(ref.guild_id if ref else 0, ref.author_id if ref else 0):
                if message:
                    await self._bot.delivery.mark(message, READING, remove=(UNREADABLE,) if again else ())
                outcomes = [await self._process(i) for i in posting_ids]
                message = message or await self._message_of(outcomes[0])
                if message:
                    await self._show(message, outcomes, look_first)
        except MessageGone:
            if message and message.guild:
                log.info("message %s was deleted; what was read from it is forgotten", message.id)
                await self.forget(message.guild.id, message.channel.id, {message.id})
        except Exception:  # the postings stay recorded, and the next sweep resumes them
            log.exception("could not read postings %s", posting_ids)
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

    async def _show(self, message: AnyMessage, outcomes: Collection[Outcome], look_first: bool) -> None:
        for outcome in outcomes:
            if outcome.reading and outcome.fresh:
                await self._answers.show(message, outcome, look_first=look_first)
        states = {outcome.state for outcome in outcomes}
        if PostingState.READ in states:
            await self._bot.delivery.mark(message, READ, remove=(READING,))
        elif states == {PostingState.UNREADABLE}:
            await self._bot.delivery.mark(message, UNREADABLE, remove=(READING,))
