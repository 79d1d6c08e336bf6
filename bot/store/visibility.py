"""Who may see what: the only place where a viewer becomes a condition on postings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, ScalarSelect, Select, and_, func, select, true

from bot.core.types import PostingState, Viewer
from bot.store.tables import postings

EVERYBODY = 0
"""``postings.private_to`` of a posting for everybody who can read its channel."""


@dataclass(frozen=True, slots=True)
class Operator:
    """The person at the machine, who can open the database file anyway. Never derived from a Discord user."""


Asker = Viewer | Operator
Window = tuple[datetime, datetime] | None


def visible(asker: Asker, table: FromClause = postings) -> ColumnElement[bool]:
    """The condition on ``postings`` (or an alias of it) for what ``asker`` may see."""
    if isinstance(asker, Operator):
        return true()
    c = table.c
    return and_(
        c.guild_id == asker.guild_id,
        c.channel_id.in_(sorted(asker.channels)),
        c.private_to.in_((EVERYBODY, asker.user_id or EVERYBODY)),
    )


def seen_articles(asker: Asker, window: Window = None) -> Select[int]:
    """The ids of the articles that ``asker`` may see posted, within ``window`` if one is given."""
    return select(postings.c.article_id).where(
        _read(asker, postings, window), postings.c.article_id.is_not(None)
    )


def newest_posting(
    asker: Asker, article_id: ColumnElement[int] | int, window: Window = None
) -> ScalarSelect[int]:
    """The id of the newest posting of an article that ``asker`` may see.

    It is looked up article by article: as a joined subquery it tempts SQLite into plans that take minutes.
    """
    one = postings.alias()
    return (
        select(func.max(one.c.id))
        .where(one.c.article_id == article_id, _read(asker, one, window))
        .scalar_subquery()
    )


def newest_address(asker: Asker, article_id: ColumnElement[int] | int) -> ScalarSelect[str | None]:
    """The address of an article in the newest posting with one that ``asker`` may see.

    An address may be a key in itself: one that was posted elsewhere is never shown.
    """
    one = postings.alias()
    c = one.c
    return (
        select(c.address)
        .where(c.article_id == article_id, c.address.is_not(None), visible(asker, one))
        .order_by(c.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def _read(asker: Asker, table: FromClause, window: Window) -> ColumnElement[bool]:
    read = and_(visible(asker, table), table.c.state == PostingState.READ)
    if window is None:
        return read
    since, until = window
    return and_(read, table.c.posted_at >= since, table.c.posted_at < until)
