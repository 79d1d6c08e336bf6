"""What is wrong with the database, in a sentence with its remedy; the sentences are in ``problems.toml``."""

from __future__ import annotations

import sqlite3
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from bot.core.errors import StoreUnavailable

_PASSING = frozenset({"SQLITE_BUSY", "SQLITE_FULL", "SQLITE_IOERR"})


def place_of(url: URL) -> str:
    """Where the database is, in words that show no password."""
    if url.get_backend_name() == "sqlite" and url.database:
        return url.database
    return url.render_as_string(hide_password=True)


def before_opening(file: Path) -> str | None:
    """What will keep a file from being opened as a database, as a name in the table, or None.

    Looked for first, because a failed connection leaves a thread of the driver behind, which complains.
    """
    if file.is_dir():
        return "folder"
    return None if file.parent.is_dir() else "missing"


def of(error: BaseException) -> str | None:
    """The name of the problem that an error of the database stands for, or None if it is no such problem."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    # The lowest byte is the primary code; the others say more than is of use here.
    return next((name for name, value in _codes().items() if code is not None and code & 0xFF == value), None)


def sentence(name: str, place: str) -> str:
    """The sentence for a problem."""
    text: str = _table()[name]
    return text.format(place=place)


def passes(name: str) -> bool:
    """Whether a problem may be over at the next start: locked, full, or an error of the disk."""
    return name in _PASSING


def told_to_people() -> StoreUnavailable:
    """What somebody is told whose request could not be written down."""
    return StoreUnavailable(_table()["people"]["text"])


@cache
def _codes() -> dict[str, int]:
    return {name: getattr(sqlite3, name) for name in _table() if name.startswith("SQLITE_")}


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("problems.toml").read_text(encoding="utf-8"))
