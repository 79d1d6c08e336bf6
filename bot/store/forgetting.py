"""Deleting postings, and with the last of them the article, its statements and its index entries."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.types import Card, Removed, Traces, Withdrawn
from bot.store.articles import remove_unposted
from bot.store.postings import NO_CARD
from bot.store.tables import (
    articles,
    digest_schedules,
    forgotten,
    guilds,
    postings,
    saved_queries,
    watched_channels,
)
from bot.store.visibility import EVERYBODY


async def messages(db: AsyncConnection, guild_id: int, message_ids: Collection[int]) -> Withdrawn:
    """Remove the postings of some messages; returns what they leave in their channel."""
    c = postings.c
    which = (c.guild_id == guild_id) & c.message_id.in_(list(message_ids))
    rows = (await db.execute(select(c.message_id, c.answered).where(which, c.private_to == EVERYBODY))).all()
    removed = await _remove(db, which)
    # An answer that is a message's own article is deleted with the message.
    cards = frozenset(row.answered for row in rows if row.answered) - frozenset(message_ids)
    unsettled = frozenset(row.message_id for row in rows if row.answered is None)
    return Withdrawn(removed.postings, cards, unsettled)


async def channel(db: AsyncConnection, guild_id: int, channel_id: int) -> int:
    """Stop watching a channel; remove its postings and digests. Returns how many postings there were."""
    for table in (watched_channels, digest_schedules, forgotten):
        await db.execute(delete(table).where(table.c.guild_id == guild_id, table.c.channel_id == channel_id))
    which = (postings.c.guild_id == guild_id) & (postings.c.channel_id == channel_id)
    return (await _remove(db, which)).postings


async def guild(db: AsyncConnection, guild_id: int) -> int:
    """Remove everything of a guild; returns how many postings there were."""
    removed = await _remove(db, postings.c.guild_id == guild_id)
    await db.execute(delete(guilds).where(guilds.c.id == guild_id))
    return removed.postings


async def traces(db: AsyncConnection, user_id: int) -> Traces:
    """What is kept of a person, in every guild."""
    c = postings.c
    number = await db.execute(select(func.count()).where(_theirs(user_id)))
    cards = await db.execute(
        select(c.guild_id, c.channel_id, c.answered)
        .where(c.author_id == user_id, c.private_to == EVERYBODY, c.answered > NO_CARD)
        .distinct()
        .order_by(c.answered)
    )
    searches = await db.execute(select(func.count()).where(saved_queries.c.user_id == user_id))
    return Traces(number.scalar_one(), tuple(Card(*row) for row in cards), searches.scalar_one())


async def user(db: AsyncConnection, user_id: int) -> Removed:
    """Remove what was read from a person's messages or for them alone, and their searches, in every guild."""
    watched = watched_channels
    await _remember_how_far(db, postings.c.author_id == user_id)
    removed = await _remove(db, _theirs(user_id))
    await db.execute(watched.update().where(watched.c.added_by == user_id).values(added_by=0))
    await db.execute(delete(saved_queries).where(saved_queries.c.user_id == user_id))
    return removed


async def forgotten_up_to(db: AsyncConnection, channel_id: int) -> int:
    """The newest message of a channel that was forgotten at its author's request, or 0."""
    rows = await db.execute(select(forgotten.c.message_id).where(forgotten.c.channel_id == channel_id))
    return rows.scalar_one_or_none() or 0


async def postings_by_id(db: AsyncConnection, posting_ids: list[int]) -> int:
    """Remove postings by id; returns how many there were."""
    return (await _remove(db, postings.c.id.in_(posting_ids))).postings


async def private(db: AsyncConnection, before: datetime) -> int:
    """Remove answers given to one person before a certain time; returns how many there were."""
    c = postings.c
    return (await _remove(db, (c.private_to != EVERYBODY) & (c.recorded_at < before))).postings


async def recorded_before(db: AsyncConnection, before: datetime) -> int:
    """Remove the postings recorded before a certain time; returns how many there were."""
    return (await _remove(db, postings.c.recorded_at < before)).postings


async def unposted(db: AsyncConnection, before: datetime) -> None:
    """Remove articles without a posting, left behind by a crash, that were analysed before a certain time."""
    posted = select(postings.c.article_id).where(postings.c.article_id.is_not(None))
    await db.execute(delete(articles).where(articles.c.analysed_at < before, articles.c.id.not_in(posted)))


async def _remember_how_far(db: AsyncConnection, which: ColumnElement[bool]) -> None:
    """Record how far channels were read before these postings are removed, but not whose they were."""
    c = postings.c
    newest = await db.execute(
        select(c.guild_id, c.channel_id, func.max(c.message_id).label("message_id"))
        .where(which, c.private_to == EVERYBODY)
        .group_by(c.guild_id, c.channel_id)
    )
    for row in newest.all():
        up_to = max(row.message_id, await forgotten_up_to(db, row.channel_id))
        await db.execute(delete(forgotten).where(forgotten.c.channel_id == row.channel_id))
        await db.execute(
            insert(forgotten).values(guild_id=row.guild_id, channel_id=row.channel_id, message_id=up_to)
        )


def _theirs(user_id: int) -> ColumnElement[bool]:
    return (postings.c.author_id == user_id) | (postings.c.private_to == user_id)


async def _remove(db: AsyncConnection, which: ColumnElement[bool]) -> Removed:
    article_ids = await db.execute(
        select(postings.c.article_id).where(which, postings.c.article_id.is_not(None)).distinct()
    )
    touched = set(article_ids.scalars())
    removed = await db.execute(delete(postings).where(which))
    return Removed(removed.rowcount, await remove_unposted(db, touched))
