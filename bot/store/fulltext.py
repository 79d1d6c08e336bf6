"""Full-text search: turns whatever people type into a valid query. SQLite's FTS5 only."""

from __future__ import annotations

import logging
import re

from sqlalchemy import ColumnElement, Table, column, false, select, table
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.store.tables import articles, contacts, figures, statements

log = logging.getLogger(__name__)

_CHUNK = re.compile(r'["“”«»„]([^"“”«»„]+)["“”«»„]|([^\s"“”«»„]+)')
_WORD = re.compile(r"[^\W_]+")
_MOST_WORDS = 32
_REMOVED = "attache: words to purge"
_INDEXES = ("articles_fts", "statements_fts", "contacts_fts", "figures_fts")


def statements_match(typed: str) -> ColumnElement[bool]:
    """Statements with every word typed: in the statement, its speaker, the role or the article's title.

    Words in quotation marks must appear together. Text without a word or number matches nothing.
    """
    return _match(statements, words_query(typed))


def contacts_match(typed: str) -> ColumnElement[bool]:
    """Contacts with every word typed: in their sentence, their topic or the article's title."""
    return _match(contacts, words_query(typed))


def figures_match(typed: str) -> ColumnElement[bool]:
    """Figures with every word typed: in their sentence, what they count and where, or the article's title."""
    return _match(figures, words_query(typed))


def articles_match(phrase: str) -> ColumnElement[bool]:
    """Articles whose title or text contains ``phrase``."""
    return _match(articles, _phrase(_WORD.findall(phrase)[:_MOST_WORDS]))


def note_removal(db: AsyncConnection) -> None:
    """Note that something indexed is removed in this transaction, whose words :func:`clean` has to purge."""
    db.info[_REMOVED] = True


def noted_removal(db: AsyncConnection) -> bool:
    """Whether :func:`note_removal` was called since this was last asked."""
    return bool(db.info.pop(_REMOVED, False))


async def clean(db: AsyncConnection) -> None:
    """Purge what was deleted from the indexes: SQLite before 3.42 leaves its words behind."""
    if db.dialect.name == "sqlite":
        for index in _INDEXES:
            await db.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES ('optimize')")  # noqa: S608 -- our own names


async def damaged(db: AsyncConnection) -> list[str]:
    """The indexes that are damaged, or don't agree with their tables."""
    found: list[str] = []
    for index in _INDEXES if db.dialect.name == "sqlite" else ():
        try:
            check = f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)"  # noqa: S608 -- our own names
            await db.exec_driver_sql(check)
        except DatabaseError:
            found.append(index)
    return found


async def mend(db: AsyncConnection) -> list[str]:
    """Rebuild the damaged indexes from their tables; returns their names."""
    found = await damaged(db)
    for index in found:
        log.warning("the search index %s is damaged; it is being rebuilt", index)
        await db.exec_driver_sql(f"INSERT INTO {index}({index}) VALUES ('rebuild')")  # noqa: S608 -- our own names
    return found


def words_query(typed: str) -> str:
    """An FTS5 expression for what somebody typed, in which FTS5's operators count as plain words."""
    parts: list[str] = []
    for quoted, bare in _CHUNK.findall(typed):
        if quoted:
            parts.append(_phrase(_WORD.findall(quoted)))
        else:
            parts += [_phrase([word]) for word in _WORD.findall(bare)]
    return " AND ".join([part for part in parts if part][:_MOST_WORDS])


def _phrase(words: list[str]) -> str:
    return '"' + " ".join(words) + '"' if words else ""


def _match(indexed: Table, query: str) -> ColumnElement[bool]:
    if not query:
        return false()
    index = table(f"{indexed.name}_fts", column("rowid"))
    whole: ColumnElement[str] = column(index.name)
    return indexed.c.id.in_(select(index.c.rowid).where(whole.op("MATCH")(query)))
