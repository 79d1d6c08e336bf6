"""Saved queries, so that page buttons keep working after a restart."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.lookups import CompareQuery, ContactQuery, FigureQuery, Query, TimelineQuery
from bot.core.types import StatementQuery
from bot.store import channels
from bot.store.tables import saved_queries
from models.types import ContactStatus

# What a query asks for; one without a word for it is from when there were only statements.
_ASKED: dict[str, type[Query]] = {
    "statements": StatementQuery,
    "contacts": ContactQuery,
    "figures": FigureQuery,
    "timeline": TimelineQuery,
    "compare": CompareQuery,
}
_WORDS = {kind: word for word, kind in _ASKED.items()}


async def save(
    db: AsyncConnection, token: str, guild_id: int, user_id: int, query: Query, now: datetime
) -> None:
    """Store a person's query under a token."""
    await channels.ensure_guild(db, guild_id, now)
    data = {name: _plain(value) for name, value in asdict(query).items()}
    data["asked"] = _WORDS[type(query)]
    row = {"token": token, "guild_id": guild_id, "user_id": user_id, "query": data, "created_at": now}
    await db.execute(insert(saved_queries).values(row))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


async def load(db: AsyncConnection, token: str) -> Query | None:
    """The query stored under a token, or None if there is none, or no longer."""
    data: dict[str, Any] | None = (
        await db.execute(select(saved_queries.c.query).where(saved_queries.c.token == token))
    ).scalar_one_or_none()
    if data is None:
        return None
    asked = _ASKED[data.pop("asked", "statements")]
    for key in {"since", "until"} & data.keys():
        data[key] = datetime.fromisoformat(data[key]) if data[key] else None
    if data.get("status"):
        data["status"] = ContactStatus(data["status"])
    return asked(**data)


async def purge(db: AsyncConnection, before: datetime) -> None:
    """Remove queries saved before a certain time."""
    await db.execute(delete(saved_queries).where(saved_queries.c.created_at < before))
