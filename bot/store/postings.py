"""Postings: what was seen where, how far it has got, and which is next."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, or_, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.dedupe import content_hash
from bot.core.errors import Unreadable
from bot.core.types import IncomingMessage, PostingRef, PostingState, Source, SourceKind
from bot.core.urls import canonical
from bot.store import channels
from bot.store.tables import postings
from bot.store.visibility import EVERYBODY

PLACE = (
    postings.c.guild_id,
    postings.c.channel_id,
    postings.c.message_id,
    postings.c.posted_at,
    postings.c.author_id,
    postings.c.private_to,
)
"""The columns that :func:`ref_of` needs."""

OPEN = (PostingState.RECORDED, PostingState.READING)
NO_CARD = 0


@dataclass(frozen=True, slots=True)
class Posting:
    """A posting's row. ``message`` says in words why it could not be read, ``reason`` in one machine word.

    ``answered`` is the message with its card, ``NO_CARD`` if it needs none, or None if that is not settled.
    """

    id: int
    ref: PostingRef
    source: Source
    state: PostingState
    reason: str | None
    message: str | None
    attempts: int
    article_id: int | None
    answered: int | None


def source_key(source: Source) -> str:
    """What identifies a source within its message, however often it is seen."""
    if source.url:
        return "link:" + hashlib.sha256(canonical(source.url).encode(errors="replace")).hexdigest()
    if source.attachment_id is not None:
        return f"file:{source.attachment_id}"
    return "text:" + content_hash(f"{source.title or ''}\n{source.body or ''}")


async def record(
    db: AsyncConnection,
    message: IncomingMessage,
    source: Source,
    now: datetime,
    article_id: int | None = None,
) -> int:
    """Record that ``source`` was posted; returns the id of the posting.

    If its article is given, it has already been read and the message itself shows it: if everybody can see
    that message, it counts as the card.
    """
    await channels.ensure_guild(db, message.guild_id, now)
    row = await db.execute(
        insert(postings)
        .values(
            guild_id=message.guild_id,
            channel_id=message.channel_id,
            message_id=message.message_id,
            author_id=message.author_id,
            posted_at=message.posted_at,
            recorded_at=now,
            private_to=message.private_to or EVERYBODY,
            source_kind=source.kind,
            source_key=source_key(source),
            source_url=source.url,
            payload=_payload(source),
            state=PostingState.RECORDED if article_id is None else PostingState.READ,
            attempts=0,
            article_id=article_id,
            address=source.url if article_id is not None else None,
            answered=_shown_by(message) if article_id is not None else None,
        )
        .returning(postings.c.id)
    )
    return row.scalar_one()


async def of_message(db: AsyncConnection, message: IncomingMessage) -> dict[str, Posting]:
    """The postings of a message, for the same readers, by source key and in the order of recording."""
    c = postings.c
    rows = await db.execute(
        select(postings)
        .where(
            c.guild_id == message.guild_id,
            c.message_id == message.message_id,
            c.private_to == (message.private_to or EVERYBODY),
        )
        .order_by(c.id)
    )
    return {r.source_key: _posting(r) for r in rows}


async def edited_out(db: AsyncConnection, message: IncomingMessage) -> list[Posting]:
    """The postings of a message, for anybody, whose source it no longer contains."""
    c = postings.c
    rows = await db.execute(
        select(postings).where(
            c.guild_id == message.guild_id,
            c.message_id == message.message_id,
            c.source_key.not_in([source_key(s) for s in message.sources]),
        )
    )
    return [_posting(r) for r in rows]


async def get(db: AsyncConnection, posting_id: int) -> Posting | None:
    """A posting by id, for the bot's own work; never to be shown to anybody without a check."""
    row = (await db.execute(select(postings).where(postings.c.id == posting_id))).first()
    return _posting(row) if row else None


async def claim(db: AsyncConnection, posting_id: int) -> Posting | None:
    """Claim a posting to read it, and count the attempt; None if it is gone, done or claimed elsewhere."""
    row = (
        await db.execute(
            select(postings.c.id)
            .where(postings.c.id == posting_id, postings.c.state.in_(OPEN))
            .with_for_update(skip_locked=True)
        )
    ).first()
    if row is None:
        return None
    await _set(db, posting_id, state=PostingState.READING, attempts=postings.c.attempts + 1)
    return await get(db, posting_id)


async def expire(db: AsyncConnection, before: datetime, why: Unreadable, limit: int) -> list[int]:
    """Give up the oldest unread postings from before a given time; returns their ids."""
    c = postings.c
    rows = await db.execute(
        select(c.id).where(c.state.in_(OPEN), c.posted_at < before).order_by(c.posted_at, c.id).limit(limit)
    )
    old = list(rows.scalars())
    await db.execute(
        update(postings)
        .where(c.id.in_(old))
        .values(state=PostingState.UNREADABLE, reason=why.reason, message=str(why), retry_at=None)
    )
    return old


async def pending(db: AsyncConnection, now: datetime, since: datetime, limit: int) -> list[int]:
    """Unread postings since a given time that are due to be read, oldest first."""
    c = postings.c
    rows = await db.execute(
        select(c.id)
        .where(c.state.in_(OPEN), c.posted_at >= since, or_(c.retry_at.is_(None), c.retry_at <= now))
        .order_by(c.posted_at, c.id)
        .limit(limit)
    )
    return list(rows.scalars())


async def mark_read(db: AsyncConnection, posting_id: int, article_id: int, address: str | None) -> bool:
    """Record that the posting was read, and at which address; returns False if it has been deleted."""
    return await _set(
        db,
        posting_id,
        state=PostingState.READ,
        article_id=article_id,
        address=address,
        reason=None,
        message=None,
        retry_at=None,
    )


async def set_answered(db: AsyncConnection, posting_id: int, message_id: int) -> bool:
    """Record the message with the posting's card, or ``NO_CARD``; returns False if the posting is gone."""
    return await _set(db, posting_id, answered=message_id)


async def unanswered(db: AsyncConnection, since: datetime, but: Collection[int], limit: int) -> list[int]:
    """Postings for everybody that were read but have no card yet, oldest first, without those in ``but``."""
    c = postings.c
    rows = await db.execute(
        select(c.id)
        .where(
            c.state == PostingState.READ,
            c.posted_at >= since,
            c.private_to == EVERYBODY,
            c.article_id.is_not(None),
            c.answered.is_(None),
            c.id.not_in(list(but)),
        )
        .order_by(c.posted_at, c.id)
        .limit(limit)
    )
    return list(rows.scalars())


async def newest(db: AsyncConnection, channel_id: int, before: datetime | None = None) -> datetime | None:
    """When the newest recorded message of a channel (before a given time) was posted, or None."""
    c = postings.c
    rows = await db.execute(
        select(c.posted_at)
        .where(c.channel_id == channel_id, c.private_to == EVERYBODY)
        .where(c.posted_at < before if before else true())
        .order_by(c.posted_at.desc())
        .limit(1)
    )
    return rows.scalar_one_or_none()


async def messages_since(db: AsyncConnection, channel_id: int, since: datetime) -> list[int]:
    """The ids of the recorded messages of a channel that were posted since a given time."""
    c = postings.c
    rows = await db.execute(
        select(c.message_id)
        .where(c.channel_id == channel_id, c.private_to == EVERYBODY, c.posted_at >= since)
        .distinct()
        .order_by(c.message_id)
    )
    return list(rows.scalars())


async def mark_unreadable(db: AsyncConnection, posting_id: int, why: Unreadable) -> None:
    """Record that the posting can't be read, and why."""
    await _set(
        db,
        posting_id,
        state=PostingState.UNREADABLE,
        article_id=None,
        reason=why.reason,
        message=str(why),
        retry_at=None,
    )


async def mark_failing(db: AsyncConnection, posting_id: int, why: Unreadable, retry_at: datetime) -> None:
    """Record a temporary failure: the posting waits for its next attempt."""
    await _set(
        db,
        posting_id,
        state=PostingState.RECORDED,
        reason=why.reason,
        message=str(why),
        retry_at=retry_at,
    )


async def release(db: AsyncConnection, posting_id: int) -> None:
    """Release a claimed posting as if it had never been claimed."""
    c = postings.c
    await _set(db, posting_id, state=PostingState.RECORDED, attempts=c.attempts - 1)


async def reopen(db: AsyncConnection, posting_id: int) -> None:
    """Let a posting be read again, with a fresh set of attempts."""
    await _set(db, posting_id, state=PostingState.RECORDED, attempts=0, retry_at=None)


async def set_words(db: AsyncConnection, posting_id: int, source: Source) -> None:
    """Store the words of an embed that arrived late."""
    await _set(db, posting_id, payload=_payload(source))


async def earlier_in_channel(db: AsyncConnection, posting: Posting, article_id: int) -> bool:
    """Whether an article was already read from another posting that everybody in the channel can see."""
    c = postings.c
    found = await db.execute(
        select(c.id)
        .where(
            c.article_id == article_id,
            c.channel_id == posting.ref.channel_id,
            c.guild_id == posting.ref.guild_id,
            c.state == PostingState.READ,
            c.private_to == EVERYBODY,
            c.id != posting.id,
        )
        .limit(1)
    )
    return found.first() is not None


def ref_of(row: Row[*tuple[Any, ...]]) -> PostingRef:
    """The place of a posting, from a row with its columns."""
    return PostingRef(
        row.guild_id,
        row.channel_id,
        row.message_id,
        row.posted_at,
        row.author_id,
        private=row.private_to != EVERYBODY,
    )


async def _set(db: AsyncConnection, posting_id: int, **values: Any) -> bool:
    done = await db.execute(update(postings).where(postings.c.id == posting_id).values(**values))
    return done.rowcount > 0


def _shown_by(message: IncomingMessage) -> int:
    return NO_CARD if message.private_to else message.message_id


def _payload(source: Source) -> dict[str, Any]:
    return {
        "title": source.title,
        "body": source.body,
        "name": source.name,
        "attachment_id": source.attachment_id,
    }


def _posting(row: Row[*tuple[Any, ...]]) -> Posting:
    return Posting(
        id=row.id,
        ref=ref_of(row),
        source=Source(SourceKind(row.source_kind), url=row.source_url, **row.payload),
        state=PostingState(row.state),
        reason=row.reason,
        message=row.message,
        attempts=row.attempts,
        article_id=row.article_id,
        answered=row.answered,
    )
