"""What is posted in watched channels: recorded first, then read, with each step kept in the posting's row."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import traceback
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.errors import StoreUnavailable, Unreadable
from bot.core.limits import PASTED_WORDS, PREVIEW_WORDS
from bot.core.reasons import unreadable
from bot.core.types import IncomingMessage, PostingRef, PostingState, Reading, Source, SourceKind, Viewer
from bot.store import Store, Transaction, articles, forgetting, postings
from bot.store.articles import NewArticle
from bot.store.postings import Posting
from bot.usecases.intake import ArticleDeleted, Intake, Prepared
from bot.usecases.ports import AnalysisRunner, ArticleReader, Clock, FileReader

log = logging.getLogger(__name__)

ATTEMPTS = 3
INTERRUPTIONS = 10
"""How often the process may end while an article is being read, until the article counts as the cause. Others
are read at the same time, and a process can be killed three times in a row without any article's doing."""
_ATTEMPTS_IF_HEAVY = 2
"""For articles that exceeded their time or memory, or made the analyst's process die."""
_RETRY_AFTER = (timedelta(minutes=1), timedelta(minutes=10))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a posting. ``reason`` says in a sentence why it could not be read (yet).

    ``fresh`` is True if a card is due: the article had not been posted in this channel before, and
    :meth:`Ingest.answered` has not been called since it was read. ``card`` is the message with the previous
    card, if the posting was read again.
    """

    posting_id: int
    state: PostingState
    reading: Reading | None = None
    reason: str | None = None
    fresh: bool = False
    card: int | None = None


@dataclass(frozen=True, slots=True)
class Amended:
    """What an edit to a message changed.

    ``due`` are the postings to process; ``cards`` are the messages with the cards of what was edited out,
    which must be deleted.
    """

    due: list[int]
    cards: list[int]


class Ingest:
    """Records messages and reads the articles in them."""

    def __init__(
        self,
        store: Store,
        reader: ArticleReader,
        analysis: AnalysisRunner,
        files: FileReader,
        clock: Clock,
        catch_up_hours: int = 24,
    ) -> None:
        """``catch_up_hours`` is how old a posting may be and still be read after downtime.

        It counts as one hour at least, so that temporary failures are retried and late embeds are read.
        """
        self._store = store
        self._files = files
        self._clock = clock
        self._catch_up = timedelta(hours=max(catch_up_hours, 1))
        self._intake = Intake(store, reader, analysis)

    async def record(self, message: IncomingMessage) -> list[int]:
        """Record every source of a message in one transaction; returns the ids of the new postings.

        Recording a message again adds nothing, and one that was deleted in the meantime is not recorded.
        Raises StoreUnavailable.
        """
        async with self._store.write() as db:
            if message.message_id in self._store.deletions:
                return []
            known = await postings.of_message(db, message)
            new = {postings.source_key(s): s for s in message.sources if _counts(s)}
            return [
                await postings.record(db, message, source, self._clock())
                for key, source in new.items()
                if key not in known
            ]

    async def amend(self, message: IncomingMessage) -> Amended:
        """Take in an edit to a message, or embeds that arrive late.

        New sources are recorded, and sources that were edited out are forgotten. An embed's words improve a
        posting that could not be read, or was read from a preview.
        """
        now = self._clock()
        due: list[int] = []
        async with self._store.write() as db:
            known = await postings.of_message(db, message)
            current = {postings.source_key(s): s for s in message.sources if _counts(s)}
            cards = await _retract(db, message)
            deleted = message.message_id in self._store.deletions
            if not deleted and (known or await self._new_to_us(db, message)):
                for key, source in current.items():
                    if key not in known:
                        due.append(await postings.record(db, message, source, now))
                    elif _says_more(source, known[key].source):
                        await postings.set_words(db, known[key].id, source)
                        if await _may_improve(db, known[key]):
                            await postings.reopen(db, known[key].id)
                            due.append(known[key].id)
        return Amended(due, cards)

    async def _new_to_us(self, db: Transaction, message: IncomingMessage) -> bool:
        """Whether an unrecorded message is recent, and was not forgotten at its author's request."""
        recent = message.posted_at >= self._clock() - self._catch_up
        return recent and message.message_id > await forgetting.forgotten_up_to(db, message.channel_id)

    async def retract(self, message: IncomingMessage) -> list[int]:
        """Forget what was edited out of a message in a channel that is not watched, or no longer.

        It may have been read earlier, or for one person. Returns the messages with its cards.
        """
        async with self._store.write() as db:
            return await _retract(db, message)

    async def expire(self, limit: int = 50) -> list[Outcome]:
        """Give up the postings that are too old to be read, oldest first; returns what became of each."""
        old = unreadable("old")
        async with self._store.write() as db:
            expired = await postings.expire(db, self._clock() - self._catch_up, old, limit)
        return [Outcome(i, PostingState.UNREADABLE, reason=str(old)) for i in expired]

    async def pending(self, limit: int = 50) -> list[int]:
        """Postings that are waiting, or were being read during a crash, oldest first, but none too old."""
        now = self._clock()
        async with self._store.read() as db:
            return await postings.pending(db, now, now - self._catch_up, limit)

    async def answered(self, posting_id: int, message_id: int) -> bool:
        """Record that a posting's card was sent as ``message_id``, or with 0 that it needs none.

        Returns False if the posting was deleted in the meantime, so that its card must be deleted too.
        """
        async with self._store.write() as db:
            return await postings.set_answered(db, posting_id, message_id)

    async def unanswered(self, but: Collection[int] = (), limit: int = 20) -> list[int]:
        """Postings that were read but whose card was not sent, oldest first, without those in ``but``.

        :meth:`process` returns their reading again.
        """
        async with self._store.read() as db:
            return await postings.unanswered(db, self._clock() - self._catch_up, but, limit)

    async def newest(self, channel_id: int, before: datetime | None = None) -> datetime | None:
        """When the newest recorded message of a channel (before a given time) was posted, or None."""
        async with self._store.read() as db:
            return await postings.newest(db, channel_id, before)

    async def known(self, channel_id: int, since: datetime) -> list[int]:
        """The recorded messages of a channel that were posted since a given time. For catching up."""
        async with self._store.read() as db:
            return await postings.messages_since(db, channel_id, since)

    async def where(self, posting_id: int) -> PostingRef | None:
        """The message that a posting came from, or None if it was deleted."""
        async with self._store.read() as db:
            posting = await postings.get(db, posting_id)
        return posting.ref if posting else None

    async def process(self, posting_id: int) -> Outcome:
        """Read a posting: fetch it, match it with known articles, analyse and keep it.

        Never raises for bad input. Processing a posting that was already read returns its reading again,
        which is fresh until it is answered.
        """
        async with self._store.locks.of(f"posting {posting_id}"):
            async with self._store.write() as db:
                posting = await postings.claim(db, posting_id)
            if posting is None:
                return await self._as_it_is(posting_id)
            if posting.attempts > INTERRUPTIONS:
                return await self._give_up(posting, unreadable("crash"))
            try:
                return await self._read(posting)
            except (asyncio.CancelledError, StoreUnavailable):  # neither is the article's fault
                with contextlib.suppress(StoreUnavailable):
                    async with self._store.write() as db:
                        await postings.release(db, posting.id)
                raise
            except ArticleDeleted:
                return await self._fail(posting, unreadable("copy_gone"))
            except Unreadable as error:
                return await self._fail(posting, error)
            except Exception as error:  # noqa: BLE001 -- whatever it is, it is retried and then reported
                # The message of an exception may quote the article, and articles must not be logged.
                where = "".join(traceback.format_tb(error.__traceback__))
                log.error("posting %s could not be read: %s\n%s", posting.id, type(error).__name__, where)
                return await self._fail(posting, unreadable("error", passing=True))

    async def _read(self, posting: Posting) -> Outcome:
        asker = _readers(posting.ref)
        async with self._intake.source(posting.source, posting.ref, self._files, asker) as prepared:
            return await self._keep(posting, prepared)

    async def _keep(self, posting: Posting, prepared: Prepared) -> Outcome:
        """Store the article, its statements and the posting's new state: all of it or nothing."""
        async with self._store.write() as db:
            article_id = await prepared.keep(db, self._clock)
            if not await postings.mark_read(db, posting.id, article_id, prepared.address):
                raise ArticleDeleted
            if posting.article_id is not None and posting.article_id != article_id:
                await articles.remove_unposted(db, {posting.article_id})
            fresh = not await postings.earlier_in_channel(db, posting, article_id)
            if not fresh and posting.answered is None:
                await postings.set_answered(db, posting.id, postings.NO_CARD)
            reading = await _reading(db, article_id, posting.ref)
            if reading is not None and prepared.address:
                reading = replace(reading, article=replace(reading.article, url=prepared.address))
        return Outcome(posting.id, PostingState.READ, reading, fresh=fresh, card=posting.answered or None)

    async def _fail(self, posting: Posting, error: Unreadable) -> Outcome:
        """Retry later if that may help; otherwise read the embed's own words; otherwise say why not."""
        most = _ATTEMPTS_IF_HEAVY if error.reason == "too_heavy" else ATTEMPTS
        # Interruptions count as attempts, too, but a first failure is always tried again.
        if error.passing and (posting.attempts < most or posting.reason is None):
            retry_at = self._clock() + _RETRY_AFTER[min(posting.attempts, len(_RETRY_AFTER)) - 1]
            async with self._store.write() as db:
                await postings.mark_failing(db, posting.id, error, retry_at)
            return Outcome(posting.id, PostingState.RECORDED, reason=str(error))
        return await self._preview(posting) or await self._give_up(posting, error)

    async def _preview(self, posting: Posting) -> Outcome | None:
        """Read the posting from its embed's title and description; None if they say too little."""
        async with self._store.read() as db:  # again: the embed may have arrived since
            current = await postings.get(db, posting.id)
        source = current.source if current else posting.source
        if not source.url or len((source.body or "").split()) < PREVIEW_WORDS:
            return None
        new = NewArticle(source.body or "", source.title, url=source.url, preview_only=True)
        try:
            async with self._intake.text(new, _readers(posting.ref)) as prepared:
                return await self._keep(posting, prepared)
        except (Unreadable, ArticleDeleted):
            return None

    async def _give_up(self, posting: Posting, error: Unreadable) -> Outcome:
        async with self._store.write() as db:
            await postings.mark_unreadable(db, posting.id, error)
            if posting.article_id is not None:
                await articles.remove_unposted(db, {posting.article_id})
        return Outcome(posting.id, PostingState.UNREADABLE, reason=str(error))

    async def _as_it_is(self, posting_id: int) -> Outcome:
        async with self._store.read() as db:
            posting = await postings.get(db, posting_id)
            if posting is None:
                gone = str(unreadable("message_gone"))
                return Outcome(posting_id, PostingState.UNREADABLE, reason=gone)
            reading = await _reading(db, posting.article_id, posting.ref) if posting.article_id else None
        due = posting.state is PostingState.READ and posting.answered is None
        return Outcome(
            posting_id, posting.state, reading, posting.message, fresh=due, card=posting.answered or None
        )


def _readers(ref: PostingRef) -> Viewer:
    """Everybody who can read the channel of a posting, and so sees its card."""
    return Viewer(ref.guild_id, frozenset({ref.channel_id}))


async def _reading(db: Transaction, article_id: int, ref: PostingRef) -> Reading | None:
    """The article as the readers of ``ref``'s channel see it, or None if it is gone."""
    kept = await articles.get(db, article_id)
    return kept.reading(ref, await articles.address(db, article_id, _readers(ref))) if kept else None


def _counts(source: Source) -> bool:
    """Whether a source may be an article at all: a short text is conversation."""
    return source.kind is not SourceKind.TEXT or len((source.body or "").split()) >= PASTED_WORDS


def _says_more(new: Source, old: Source) -> bool:
    return bool(new.url and new.body) and (new.title, new.body) != (old.title, old.body)


async def _retract(db: Transaction, message: IncomingMessage) -> list[int]:
    gone = await postings.edited_out(db, message)
    await forgetting.postings_by_id(db, [p.id for p in gone])
    return [p.answered for p in gone if p.answered]


async def _may_improve(db: Transaction, posting: Posting) -> bool:
    """Whether more words can improve a posting: one that is unreadable, or was read only from a preview."""
    if posting.article_id is None:
        return posting.state is PostingState.UNREADABLE
    article = await articles.get(db, posting.article_id)
    return article is None or article.info.preview_only
