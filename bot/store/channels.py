"""Guilds, and the channels that an admin chose."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.types import PostingState, WatchedChannel
from bot.store.tables import guilds, postings, watched_channels
from bot.store.visibility import EVERYBODY


async def ensure_guild(db: AsyncConnection, guild_id: int, now: datetime) -> None:
    """Make sure that the guild has a row, on which everything else of it depends."""
    if (await db.execute(select(guilds.c.id).where(guilds.c.id == guild_id))).first() is None:
        await db.execute(insert(guilds).values(id=guild_id, joined_at=now))


async def guild_ids(db: AsyncConnection) -> list[int]:
    """The ids of all guilds of which anything is kept."""
    return list((await db.execute(select(guilds.c.id).order_by(guilds.c.id))).scalars())


async def add(db: AsyncConnection, channel: WatchedChannel) -> bool:
    """Watch a channel; returns False if it was already watched."""
    if await is_watched(db, channel.channel_id):
        return False
    await ensure_guild(db, channel.guild_id, channel.added_at)
    await db.execute(
        insert(watched_channels).values(
            channel_id=channel.channel_id,
            guild_id=channel.guild_id,
            added_by=channel.added_by,
            added_at=channel.added_at,
        )
    )
    return True


async def remove(db: AsyncConnection, guild_id: int, channel_id: int) -> bool:
    """Stop watching a channel; returns False if it was not watched."""
    c = watched_channels.c
    gone = await db.execute(
        delete(watched_channels).where(c.guild_id == guild_id, c.channel_id == channel_id)
    )
    return gone.rowcount > 0


async def is_watched(db: AsyncConnection, channel_id: int) -> bool:
    """Whether an admin chose this channel."""
    found = await db.execute(
        select(watched_channels.c.channel_id).where(watched_channels.c.channel_id == channel_id)
    )
    return found.first() is not None


async def of_guild(db: AsyncConnection, guild_id: int) -> list[WatchedChannel]:
    """The watched channels of a guild, oldest first, each with the number of articles read in it."""
    articles = (
        select(func.count(func.distinct(postings.c.article_id)))
        .where(
            postings.c.guild_id == guild_id,
            postings.c.channel_id == watched_channels.c.channel_id,
            postings.c.private_to == EVERYBODY,
            postings.c.state == PostingState.READ,
        )
        .scalar_subquery()
    )
    rows = await db.execute(
        select(watched_channels, articles.label("articles"))
        .where(watched_channels.c.guild_id == guild_id)
        .order_by(watched_channels.c.added_at, watched_channels.c.channel_id)
    )
    return [WatchedChannel(r.guild_id, r.channel_id, r.added_by, r.added_at, r.articles) for r in rows]
