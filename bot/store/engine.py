"""The store: one writer, readers that are never blocked, and a schema that is brought up to date at start."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from alembic.util import CommandError
from sqlalchemy import event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, InvalidRequestError, OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.core.deletions import Deletions
from bot.core.errors import StoreUnavailable, UserError
from bot.store import forgetting, fulltext, migrations, queries
from bot.store.locks import KeyedLocks

Transaction = AsyncConnection
"""What :meth:`Store.read` and :meth:`Store.write` provide; opaque outside the store."""

_BUSY_MS = 15_000
_UNPOSTED_FOR = timedelta(hours=1)
QUERIES_KEPT = timedelta(days=90)
ANSWERS_KEPT = timedelta(days=30)
"""How long an answer that only one person could see is kept; Discord itself drops it far sooner."""


class Store:
    """The database at an SQLAlchemy address such as ``sqlite+aiosqlite:///<path>``.

    Writers queue in this process; on SQLite each takes the database's write lock at once, so that a second
    process waits rather than fails. Readers see the last committed state and wait for nobody. ``locks`` keep
    tasks of this process from doing the same work twice; ``deletions`` are the messages that must not be
    recorded any more. Raises UserError if the address is not usable.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.locks = KeyedLocks()
        self.deletions = Deletions()
        self._lock = asyncio.Lock()
        try:
            # Errors are logged, and parameters hold people's words: so errors must not show them.
            self._writer = create_async_engine(url, hide_parameters=True, pool_size=1, max_overflow=0)
            self._reader = create_async_engine(url, hide_parameters=True, pool_size=4, max_overflow=4)
        except (ArgumentError, InvalidRequestError, ImportError, TypeError, ValueError) as error:
            # The address itself is not shown, since it may contain a password.
            raise UserError(
                "ATTACHE_DATABASE_URL can't be used. It must be an address such as "
                "sqlite+aiosqlite:///data/attache.db, and its driver must be installed."
            ) from error
        if self._writer.dialect.name == "sqlite":
            _tune(self._writer, begin="BEGIN IMMEDIATE", query_only=False)
            _tune(self._reader, begin="BEGIN", query_only=True)

    async def start(self) -> None:
        """Apply the missing migrations, each in a transaction of its own.

        Raises UserError if the database can't be opened, or was made by a newer version.
        """
        address = make_url(self.url)
        place = address.render_as_string(hide_password=True)
        closed = UserError(f"The store {place} can't be opened. Make sure that its folder can be written to.")
        # Checked first, because a failed connection leaves a thread of the driver behind, which complains.
        if address.get_backend_name() == "sqlite" and not Path(address.database or "").parent.is_dir():
            raise closed
        try:
            async with self._lock, self._writer.connect() as connection:
                await connection.run_sync(migrations.upgrade)
        except DatabaseError as error:
            raise closed from error
        except CommandError as error:
            raise UserError("The store belongs to a newer version of Attaché: upgrade Attaché.") from error

    async def tidy(self, now: datetime) -> None:
        """Remove what has become useless after a crash or with time. Done at each start, and daily."""
        async with self.write() as connection:
            await forgetting.private(connection, now - ANSWERS_KEPT)
            await forgetting.unposted(connection, now - _UNPOSTED_FOR)
            await queries.purge(connection, now - QUERIES_KEPT)
            await fulltext.clean(connection)

    async def close(self) -> None:
        """Close every connection."""
        await self._reader.dispose()
        await self._writer.dispose()

    @asynccontextmanager
    async def write(self) -> AsyncGenerator[Transaction]:
        """A transaction that may change things: all of it is kept, or nothing if the block raises.

        Raises StoreUnavailable if another process holds the database's lock too long, or the disk is full.
        """
        try:
            async with self._lock, self._writer.begin() as connection:
                yield connection
        except OperationalError as error:
            raise StoreUnavailable(str(error.orig)) from error

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
