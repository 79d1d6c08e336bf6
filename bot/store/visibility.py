"""Who may see what: the one place where a viewer becomes a condition on postings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select, true

from bot.core.types import PostingState, Viewer
from bot.store.tables import postings

EVERYBODY = 0
"""``postings.private_to`` of a posting that is for all who can read its channel."""


@dataclass(frozen=True, slots=True)
class Operator:
    """The person at the machine, who can open the database file anyway. Never made from a Discord user."""


Asker = Viewer | Operator


def visible(asker: Asker) -> ColumnElement[bool]:
    """The condition on ``postings`` for what ``asker`` may see."""
    if isinstance(asker, Operator):
        return true()
    return and_(
        postings.c.guild_id == asker.guild_id,
        postings.c.channel_id.in_(sorted(asker.channels)),
        postings.c.private_to.in_((EVERYBODY, asker.user_id or EVERYBODY)),
    )


def seen_articles(asker: Asker) -> Select[*tuple[Any, ...]]:
    """The articles ``asker`` may see, as ``article_id`` and ``posting_id``, the newest visible posting."""
    return (
        select(postings.c.article_id, func.max(postings.c.id).label("posting_id"))
        .where(visible(asker), postings.c.state == PostingState.READ, postings.c.article_id.is_not(None))
        .group_by(postings.c.article_id)
    )
