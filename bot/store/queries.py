"""Saved queries, so that page buttons keep working after a restart."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.types import StatementQuery
from bot.store import channels
from bot.store.tables import saved_queries


async def save(
    db: AsyncConnection, token: str, guild_id: int, user_id: int, query: StatementQuery, now: datetime
) -> None:
    """Store a person's query under a token."""
    await channels.ensure_guild(db, guild_id, now)
    data = asdict(query)
    for key in ("since", "until"):
        data[key] = data[key].isoformat() if data[key] else None
    row = {"token": token, "guild_id": guild_id, "user_id": user_id, "query": data, "created_at": now}
    await db.execute(insert(saved_queries).values(row))


async def load(db: AsyncConnection, token: str) -> StatementQuery | None:
    """The query stored under a token, or None if there is none, or no longer."""
    data: dict[str, Any] | None = (
        await db.execute(select(saved_queries.c.query).where(saved_queries.c.token == token))
    ).scalar_one_or_none()
    if data is None:
        return None
    for key in ("since", "until"):
        data[key] = datetime.fromisoformat(data[key]) if data[key] else None
    return StatementQuery(**data)


async def purge(db: AsyncConnection, before: datetime) -> None:
    """Remove queries saved before a certain time."""
    await db.execute(delete(saved_queries).where(saved_queries.c.created_at < before))
