"""The composition root: builds everything once, starts it and closes it."""

from __future__ import annotations

from datetime import timedelta

from bot.analysis import ProcessRunner
from bot.core.clock import CheckedClock
from bot.core.reasons import unreadable
from bot.fetch.reader import Reader
from bot.pictures.process import Pictures
from bot.settings import Settings
from bot.store import Store
from bot.store.retention import Retention
from bot.usecases.changes import WhatChanged
from bot.usecases.compare import Compare
from bot.usecases.contacts import Contacts
from bot.usecases.digest import Digests
from bot.usecases.export import Export
from bot.usecases.figures import Figures
from bot.usecases.forget import Forget
from bot.usecases.ingest import Ingest
from bot.usecases.ports import AnalysisRunner, ArticleReader, Clock, FileReader
from bot.usecases.saved_queries import SavedQueries
from bot.usecases.status import Status
from bot.usecases.summarize import Summarize
from bot.usecases.timeline import Timeline
from bot.usecases.watching import Watching
from bot.usecases.who_said import WhoSaid


class Services:
    """Everything that a running bot uses. The gateway, which alone can reach Discord's files, sets ``files``.

    ``reader``, ``runner`` and ``clock`` can be replaced: the playground has no network, and tests no models.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        reader: ArticleReader | None = None,
        runner: AnalysisRunner | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.settings = settings
        self.files: FileReader | None = None
        self._own_reader = None if reader else Reader(settings)
        self._own_runner = None if runner else ProcessRunner(settings)
        self.reader: ArticleReader = reader or self._own_reader  # type: ignore[assignment]
        self.runner: AnalysisRunner = runner or self._own_runner  # type: ignore[assignment]
        self.pictures = Pictures() if settings.pictures else None
        clock = clock or CheckedClock()
        self.clock = clock
        self.store = Store(settings.store_url, _retention(settings))
        self.watching = Watching(self.store, clock)
        self.ingest = Ingest(self.store, self.reader, self.runner, self._file, clock, settings.catch_up_hours)
        self.summarize = Summarize(self.store, self.reader, self.runner, self._file, clock)
        self.who_said = WhoSaid(self.store)
        self.contacts = Contacts(self.store)
        self.figures = Figures(self.store)
        self.timeline = Timeline(self.store)
        self.changes = WhatChanged(self.store, self.runner)
        self.compare = Compare(self.store)
        self.export = Export(self.store)
        self.queries = SavedQueries(self.store, clock)
        self.digests = Digests(self.store, clock)
        self.forget = Forget(self.store)
        self.status = Status(self.store)

    async def start(self) -> None:
        """Load the models, open the store, bring it up to date, mend its indexes and tidy up after a crash.

        Raises UserError if a model can't be loaded: better now than at the first article.
        """
        if self._own_runner:
            await self._own_runner.warm()
        self.settings.make_data_dir()
        await self.store.start()
        await self.store.mend()
        await self.store.tidy(self.clock())

    async def close(self) -> None:
        """Close what was opened here, but not what was passed in."""
        if self._own_runner:
            self._own_runner.close()
        if self._own_reader:
            await self._own_reader.close()
        if self.pictures:
            self.pictures.close()
        await self.store.close()

    async def _file(self, channel_id: int, message_id: int, attachment_id: int) -> tuple[str, bytes]:
        if self.files is None:
            raise unreadable("offline")
        return await self.files(channel_id, message_id, attachment_id)


def _retention(settings: Settings) -> Retention:
    """How long things are kept: at least as long as they are needed.

    A message that may still be caught up with must not be taken for a new one, and a weekly digest, posted
    late, looks back on the texts of eight days.
    """
    least = timedelta(hours=settings.catch_up_hours) + timedelta(days=1)
    return Retention(
        articles=max(timedelta(days=settings.keep_days), least) if settings.keep_days else None,
        texts=max(timedelta(days=settings.keep_text_days), timedelta(days=8))
        if settings.keep_text_days
        else None,
    )
