"""The use cases around a real store, with canned pages and a stand-in for the models; no Discord."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path

from support.canned import CannedReader
from support.fake_analyst import FakeAnalyst
from support.settings import settings

from bot.core.types import IncomingMessage, Source, SourceKind, Viewer
from bot.fetch.reader import Reader
from bot.store import Store
from bot.usecases.compare import Compare
from bot.usecases.contacts import Contacts
from bot.usecases.digest import Digests
from bot.usecases.export import Export
from bot.usecases.figures import Figures
from bot.usecases.forget import Forget
from bot.usecases.ingest import Ingest, Outcome
from bot.usecases.saved_queries import SavedQueries
from bot.usecases.status import Status
from bot.usecases.summarize import Summarize
from bot.usecases.timeline import Timeline
from bot.usecases.watching import Watching
from bot.usecases.who_said import WhoSaid

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)  # a Monday
GUILD, OTHER_GUILD = 1, 2
NEWS, PRIVATE, ELSEWHERE = 11, 12, 21
ANN, BEN = 101, 102

everyone = Viewer(GUILD, frozenset({NEWS}))
ann = Viewer(GUILD, frozenset({NEWS, PRIVATE}), ANN)
ben = Viewer(GUILD, frozenset({NEWS}), BEN)
abroad = Viewer(OTHER_GUILD, frozenset({ELSEWHERE}), BEN)


def link(url: str, title: str | None = None, body: str | None = None) -> Source:
    """A link, with its embed's words where they are given."""
    return Source(SourceKind.LINK, url=url, title=title, body=body)


def pasted(text: str) -> Source:
    """A pasted text."""
    return Source(SourceKind.TEXT, body=text)


class Desk:
    """Everything over one database file. ``now`` is what the clock says; move it as you like."""

    def __init__(self, folder: Path, catch_up_hours: int = 24) -> None:
        self.now = NOON
        self.files: dict[int, tuple[str, bytes] | Exception] = {}
        self._page_files = Reader(settings())
        self.web, self.analyst = CannedReader(self._page_files), FakeAnalyst()
        self.path = folder / "attache.db"
        self.store = Store(f"sqlite+aiosqlite:///{self.path}")
        wired = (self.store, self.web, self.analyst, self._file, self.clock)
        self.ingest = Ingest(*wired, catch_up_hours)
        self.summarize = Summarize(*wired)
        self.watching = Watching(self.store, self.clock)
        self.who_said = WhoSaid(self.store)
        self.contacts = Contacts(self.store)
        self.figures = Figures(self.store)
        self.timeline = Timeline(self.store)
        self.compare = Compare(self.store)
        self.export = Export(self.store)
        self.queries = SavedQueries(self.store, self.clock)
        self.digests = Digests(self.store, self.clock)
        self.forget = Forget(self.store)
        self.status = Status(self.store)
        self._ids = itertools.count(1001)

    async def open(self) -> Desk:
        await self.store.start()
        return self

    async def close(self) -> None:
        await self.store.close()
        await self._page_files.close()

    async def __aenter__(self) -> Desk:
        return await self.open()

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def clock(self) -> datetime:
        return self.now

    def pass_time(self, **amount: float) -> None:
        """Move the clock on."""
        self.now += timedelta(**amount)

    def message(
        self,
        *sources: Source,
        channel: int = NEWS,
        guild: int = GUILD,
        author: int = ANN,
        message_id: int | None = None,
        private_to: int | None = None,
    ) -> IncomingMessage:
        """A message posted now."""
        number = message_id or next(self._ids)
        return IncomingMessage(guild, channel, number, author, self.now, sources, private_to)

    async def post(self, *sources: Source, **where: int) -> list[Outcome]:
        """Post a message, and read all that is in it."""
        return await self.take(self.message(*sources, **where))

    async def take(self, message: IncomingMessage) -> list[Outcome]:
        """Record a message, and read all that is in it."""
        return [await self.ingest.process(i) for i in await self.ingest.record(message)]

    async def rows(self, query: str) -> list[tuple[object, ...]]:
        """What a query finds in the database file itself."""
        async with self.store.read() as db:
            return [tuple(row) for row in await db.exec_driver_sql(query)]

    async def count(self, table: str) -> int:
        """How many rows a table has."""
        [(number,)] = await self.rows(f"SELECT count(*) FROM {table}")  # noqa: S608 -- test's own names
        assert isinstance(number, int)
        return number

    async def _file(self, channel_id: int, message_id: int, attachment_id: int) -> tuple[str, bytes]:
        found = self.files[attachment_id]
        if isinstance(found, Exception):
            raise found
        return found
