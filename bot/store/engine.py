"""The store: one writer, readers that are never blocked, and a schema that is brought up to date at start."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from alembic.util import CommandError
from sqlalchemy import event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, InvalidRequestError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.core import private_files
from bot.core.deletions import Deletions
from bot.core.errors import NeedsOperator, UserError
from bot.store import backup, forgetting, fulltext, migrations, problems, queries, retention
from bot.store.locks import KeyedLocks
from bot.store.retention import FOR_EVER, Retention

log = logging.getLogger(__name__)

Transaction = AsyncConnection
"""What :meth:`Store.read` and :meth:`Store.write` provide; opaque outside the store."""

_BUSY_MS = 15_000
_READERS_MS = 200
_UNPOSTED_FOR = timedelta(hours=1)
QUERIES_KEPT = timedelta(days=90)
ANSWERS_KEPT = timedelta(days=30)
"""How long an answer that only one person could see is kept; Discord itself drops it far sooner."""


class Store:
    """The database at an SQLAlchemy address such as ``sqlite+aiosqlite:///<path>``.

    Writers queue in this process; on SQLite each takes the database's write lock at once, so that a second
    process waits rather than fails. Readers see the last committed state and wait for nobody. ``locks`` keep
    tasks of this process from doing the same work twice; ``deletions`` are the messages that must not be
    recorded any more. ``keep`` says how long things are kept. Raises UserError if the address is not usable.
    """

    def __init__(self, url: str, keep: Retention = FOR_EVER) -> None:
        self.url = url
        self._keep = keep
        self.file: Path | None = None
        self.locks = KeyedLocks()
        self.deletions = Deletions()
        self._lock = asyncio.Lock()
        self._words_left = False  # in the indexes, of what was removed
        try:
            # Errors are logged, and parameters hold people's words: so errors must not show them.
            self._writer = create_async_engine(url, hide_parameters=True, pool_size=1, max_overflow=0)
            self._reader = create_async_engine(url, hide_parameters=True, pool_size=4, max_overflow=4)
        except (ArgumentError, InvalidRequestError, ImportError, TypeError, ValueError) as error:
            # The address itself is not shown, since it may contain a password.
            raise NeedsOperator(
                "ATTACHE_DATABASE_URL can't be used. It must be an address such as "
                "sqlite+aiosqlite:///data/attache.db, and its driver must be installed."
            ) from error
        address = make_url(url)
        self._place = problems.place_of(address)
        if self._writer.dialect.name == "sqlite":
            if address.database and not address.database.startswith(("file:", ":memory:")):
                self.file = Path(address.database)
            _tune(self._writer, begin="BEGIN IMMEDIATE", query_only=False)
            _tune(self._reader, begin="BEGIN", query_only=True)

    async def start(self) -> None:
        """Apply the missing migrations, each in a transaction of its own. Nobody else may read the file.

        Raises UserError with the remedy if the database can't be opened, or was made by a newer version.
        """
        if self.file is not None:
            if found := problems.before_opening(self.file):
                raise self._problem(found)
            self._close_to_others(self.file)
        try:
            async with self._lock, self._writer.connect() as connection:
                await connection.run_sync(migrations.upgrade)
        except DatabaseError as error:
            raise self._problem(problems.of(error) or "unfinished") from error
        except CommandError as error:
            raise self._problem("newer") from error

    async def mend(self) -> list[str]:
        """Rebuild the search indexes that are damaged or don't agree with the tables; returns their names."""
        async with self.write() as connection:
            return await fulltext.mend(connection)

    async def back_up(self, to: Path) -> None:
        """Copy the database to a new file while it is in use. Raises UserError if that isn't possible."""
        await asyncio.to_thread(backup.back_up, self._own_file(), to)

    async def restore(self, copy: Path) -> None:
        """Replace the database, which nobody may have open, by a backup. Raises UserError with the reason."""
        await asyncio.to_thread(backup.restore, self._own_file(), copy)

    def _own_file(self) -> Path:
        if self.file is None:
            raise UserError("Only a store in an SQLite file can be backed up and restored.")
        return self.file

    async def check(self) -> list[str]:
        """What SQLite finds wrong with the database and the search indexes; nothing if all is sound."""
        async with self.write() as connection:
            if connection.dialect.name != "sqlite":
                return []
            found = (await connection.exec_driver_sql("PRAGMA integrity_check(10)")).scalars().all()
            damaged = await fulltext.damaged(connection)
        return [line for line in found if line != "ok"] + [f"the index {name} is damaged" for name in damaged]

    async def tidy(self, now: datetime) -> None:
        """Remove what has become useless after a crash or with time. Done at each start, and daily."""
        async with self.write() as connection:
            await forgetting.private(connection, now - ANSWERS_KEPT)
            await forgetting.unposted(connection, now - _UNPOSTED_FOR)
            await queries.purge(connection, now - QUERIES_KEPT)
            await retention.apply(connection, self._keep, now)
            await fulltext.clean(connection)
        self._words_left = not await self.checkpoint()

    async def purge(self) -> None:
        """Purge the words of what was removed since the last time. Done every minute."""
        if self._words_left:
            async with self.write() as connection:
                await fulltext.clean(connection)
            self._words_left = not await self.checkpoint()

    async def checkpoint(self) -> bool:
        """Fold SQLite's write-ahead log into the database and empty it: deleted text stays in it otherwise.

        Returns False if somebody was still reading an older state; then :meth:`tidy` does it, or the end.
        """
        if self._writer.dialect.name != "sqlite":
            return True
        async with self._lock, self._writer.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            # A reader may take its time, and writers must not wait for it as long as for each other.
            await driver.execute(f"PRAGMA busy_timeout = {_READERS_MS}")
            async with driver.execute("PRAGMA wal_checkpoint(TRUNCATE)") as cursor:
                busy, _, _ = await cursor.fetchone()
            await driver.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        return not busy

    def _problem(self, name: str) -> UserError:
        kind = UserError if problems.passes(name) else NeedsOperator
        return kind(problems.sentence(name, self._place))

    def _close_to_others(self, file: Path) -> None:
        """SQLite gives the files beside the database the same permissions as the database."""
        try:
            private_files.create(file)
        except OSError as error:
            raise self._problem("SQLITE_READONLY" if file.exists() else "SQLITE_CANTOPEN") from error
        for beside in (f"{file}-wal", f"{file}-shm"):
            private_files.close_to_others(Path(beside))

    async def close(self) -> None:
        """Close every connection."""
        await self._reader.dispose()
        await self._writer.dispose()

    @asynccontextmanager
    async def write(self) -> AsyncGenerator[Transaction]:
        """A transaction that may change things: all of it is kept, or nothing if the block raises.

        Raises StoreUnavailable if the disk is full, the database locked or the like; the log has the remedy.
        """
        try:
            async with self._lock, self._writer.begin() as connection:
                yield connection
                self._words_left |= fulltext.noted_removal(connection)
        except DatabaseError as error:
            if found := problems.of(error):
                log.error("%s", problems.sentence(found, self._place))
                raise problems.told_to_people() from error
            raise

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[Transaction]:
        """A transaction that sees a single state of the store throughout and can't change it."""
        async with self._reader.begin() as connection:
            yield connection


def _tune(engine: AsyncEngine, begin: str, *, query_only: bool) -> None:
    """Keep SQLite's driver from managing transactions, and set what SQLite forgets between connections."""

    def on_connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute(f"PRAGMA query_only = {'ON' if query_only else 'OFF'}")
        cursor.close()

    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine.sync_engine, "connect", on_connect)
    event.listen(engine.sync_engine, "begin", on_begin)
