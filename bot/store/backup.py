"""Copies of the store: made while the bot runs, and put back while it doesn't. SQLite only."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from bot.core import private_files
from bot.core.errors import UserError
from bot.store import migrations, problems

_IN_USE = (
    "The store {file} is in use. Stop the bot, and whatever else has it open, before you restore a backup."
)


def back_up(store: Path, to: Path) -> None:
    """Copy the store to a new file, as it is at one moment, whatever else is being written to it.

    Raises UserError if that isn't possible; then there is no such file.
    """
    if not store.is_file():
        raise UserError(f"There is no store at {store} to back up.")
    if to.exists():
        raise UserError(f"{to} exists already. Name a file that doesn't.")
    if not to.parent.is_dir():
        raise UserError(f"The folder {to.parent} doesn't exist. Create it, or name a file elsewhere.")
    part = to.with_name(f"{to.name}.part")
    try:
        with _explained(part):
            part.unlink(missing_ok=True)
            private_files.create(part)
            with closing(sqlite3.connect(store)) as source, closing(sqlite3.connect(part)) as copy:
                source.backup(copy)
                copy.execute("PRAGMA journal_mode = DELETE")  # so that it is a single file
                _examine(copy, problems.sentence("SQLITE_CORRUPT", str(store)))
            os.replace(part, to)
    finally:
        part.unlink(missing_ok=True)


def restore(store: Path, backup: Path) -> None:
    """Replace the store by a backup, all of it or, if anything fails, nothing.

    A damaged store is kept beside it as ``<name>.damaged``. Raises UserError if the backup is damaged, is no
    store of Attaché or belongs to a newer version, and if anybody has the store open.
    """
    if not backup.is_file():
        raise UserError(f"There is no file {backup}.")
    with (
        _explained(backup),
        closing(sqlite3.connect(f"{backup.absolute().as_uri()}?mode=ro", uri=True)) as source,
    ):
        _examine(source, f"{backup} is damaged. Use another backup.")
        _check_version(source, backup)
        with _explained(store), closing(_held(store)) as target:
            source.backup(target)


def _held(store: Path) -> sqlite3.Connection:
    """The store, opened so that nobody else can open it. Raises UserError if somebody has."""
    private_files.create(store)
    target = sqlite3.connect(store, timeout=0)
    try:
        target.execute("PRAGMA locking_mode = EXCLUSIVE")
        # Only a connection that is alone can leave the write-ahead log.
        target.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        target.close()
        if problems.of(error) == "SQLITE_BUSY":
            raise UserError(_IN_USE.format(file=store)) from error
        if problems.of(error) not in {"SQLITE_CORRUPT", "SQLITE_NOTADB"}:
            raise
        os.replace(store, store.with_name(f"{store.name}.damaged"))
        for beside in ("-wal", "-shm"):
            store.with_name(store.name + beside).unlink(missing_ok=True)
        return _held(store)
    return target


def _examine(copy: sqlite3.Connection, damaged: str) -> None:
    if copy.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise UserError(damaged)


def _check_version(copy: sqlite3.Connection, file: Path) -> None:
    try:
        found = copy.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError:
        found = None
    if found is None:
        raise UserError(f"{file} is no store of Attaché.")
    if found[0] not in migrations.known():
        raise UserError(problems.sentence("newer", str(file)))


@contextmanager
def _explained(file: Path) -> Generator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise UserError(problems.sentence(problems.of(error) or "SQLITE_IOERR", str(file))) from error
    except OSError as error:
        raise UserError(f"{file} can't be written: {error.strerror}.") from error
