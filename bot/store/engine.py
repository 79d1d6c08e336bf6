"""The store: one writer, readers that are never blocked, the schema brought up to date at start."""

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
from sqlalchemy.exc import DatabaseError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from bot.core.errors import UserError
from bot.store import forgetting, fulltext, migrations, queries
from bot.store.locks import KeyedLocks

Transaction = AsyncConnection
"""What :meth:`Store.read` and :meth:`Store.write` give: opaque outside the store."""

_BUSY_MS = 15_000
_UNPOSTED_FOR = timedelta(hours=1)
QUERIES_KEPT = timedelta(days=90)
ANSWERS_KEPT = timedelta(days=30)
"""How long an answer for one person alone is kept; Discord itself drops it far sooner."""


class Store:
    """The database behind an SQLAlchemy address, ``sqlite+aiosqlite:///<path>``.

    Writers queue in this process; on SQLite each takes the database's write lock at once, so that a second
    process waits rather than fails. Readers see the last committed state and wait for nobody.
    ``locks`` keep those who work on one thing in this process from doing it twice.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.locks = KeyedLocks()
        self._lock = asyncio.Lock()
        sqlite = make_url(url).get_backend_name() == "sqlite"
        # Parameters hold people's words, and errors are logged: so they are left out of errors.
        self._writer = create_async_engine(url, hide_parameters=True, pool_size=1, max_overflow=0)
        self._reader = create_async_engine(url, hide_parameters=True, pool_size=4, max_overflow=4)
        if sqlite:
            _tune(self._writer, begin="BEGIN IMMEDIATE", query_only=False)
            _tune(self._reader, begin="BEGIN", query_only=True)

    async def start(self) -> None:
        """Apply the migrations that are missing, each in a transaction of its own.

        Raises UserError where the database can't be opened or is of a newer version.
        """
        address = make_url(self.url)
        place = address.render_as_string(hide_password=True)
        closed = UserError(f"The store {place} can't be opened. Is its folder there and writable?")
        # Looked at first: a connection that fails leaves a thread of the driver behind, which complains.
        if address.get_backend_name() == "sqlite" and not Path(address.database or "").parent.is_dir():
            raise closed
        try:
            async with self._lock, self._writer.connect() as connection:
                await connection.run_sync(migrations.upgrade)
        except DatabaseError as error:
            raise closed from error
        except CommandError as error:
            raise UserError("The store was made by a newer version of Attaché. Please upgrade.") from error

    async def tidy(self, now: datetime) -> None:
        """Remove what a crash or the passing of time left without use: at each start, and daily."""
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
        """A transaction that may change things: all of it is kept, or none where the block raises."""
        async with self._lock, self._writer.begin() as connection:
            yield connection

    @asynccontextmanager
    async def read(self) -> AsyncGenerator[Transaction]:
        """A transaction that sees one state of the store throughout and can change nothing."""
        async with self._reader.begin() as connection:
            yield connection


def _tune(engine: AsyncEngine, begin: str, *, query_only: bool) -> None:
    """Make SQLite's driver leave transactions to us, and set what SQLite forgets between connections."""

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
