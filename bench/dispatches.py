"""The dispatches of ``seeds/``, taken in by the bot as if somebody had posted each when it appeared."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from pathlib import Path

from bot.core.types import ArticleInfo, IncomingMessage, PostingRef, PostingState, Source, SourceKind
from bot.fetch.reader import Reader
from bot.playground.dispatches import SEEDS, CannedPages, Dispatch
from bot.services import Services
from bot.settings import Settings
from bot.store import articles
from bot.store.visibility import Operator
from models.types import StoryArticle

GUILD, CHANNEL, AUTHOR = 1001, 2001, 3001
FIRST_MESSAGE = 4001
Taken = list[tuple[StoryArticle, ArticleInfo, PostingRef]]


def load(since: datetime | None = None) -> list[Dispatch]:
    """Every dispatch that belongs to a story, by publication; those from ``since`` on where it is given."""
    entries = tomllib.loads((SEEDS / "index.toml").read_text("utf-8"))["dispatch"]
    return [
        Dispatch(
            d["file"], d["outlet"], d["url"], d["published"], d["title"], d["story"],
            (SEEDS / d["file"]).read_text("utf-8"),
        )
        for d in sorted(entries, key=lambda d: d["published"])
        if d.get("story") and (since is None or d["published"] >= since)
    ]  # fmt: skip


async def take_in(folder: Path, dispatches: list[Dispatch]) -> Taken:
    """Post, read and store the dispatches; ``folder`` is for the store. Returns what digests are made of."""
    settings = Settings(_env_file=None, data_dir=folder, database_url=None)  # type: ignore[call-arg]
    files = Reader(settings)
    now = max(d.published for d in dispatches) + timedelta(hours=1)
    services = Services(settings, reader=CannedPages(dispatches, files), clock=lambda: now)
    try:
        await services.start()
        for number, d in enumerate(dispatches):
            source = Source(SourceKind.LINK, url=d.url)
            message = IncomingMessage(GUILD, CHANNEL, FIRST_MESSAGE + number, AUTHOR, d.published, (source,))
            for posting in await services.ingest.record(message):
                outcome = await services.ingest.process(posting)
                if outcome.state is not PostingState.READ:
                    raise RuntimeError(f"{d.name} was not read: {outcome.reason}")
        async with services.store.read() as db:
            return await articles.posted_between(db, Operator(), dispatches[0].published, now)
    finally:
        await services.close()
        await files.close()
