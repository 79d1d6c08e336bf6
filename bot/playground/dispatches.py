"""The sample dispatches in ``seeds/``: what the playground posts, and the only pages it can open."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.core.article import FetchedArticle
from bot.core.errors import UserError
from bot.core.reasons import unreadable
from bot.fetch.guard import Guard

SEEDS = Path(__file__).parents[2] / "seeds"


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A sample article. ``story`` is the same for articles about the same event."""

    name: str
    outlet: str
    url: str
    published: datetime
    title: str
    story: str
    text: str


def load(folder: Path = SEEDS) -> list[Dispatch]:
    """The dispatches meant for the playground, oldest first. Raises UserError if they are missing."""
    index = folder / "index.toml"
    if not index.is_file():
        raise UserError(
            "The sample dispatches are missing. Run the playground from a clone of the repository."
        )
    entries = tomllib.loads(index.read_text("utf-8"))["dispatch"]
    return [
        Dispatch(
            name=entry["file"],
            outlet=entry["outlet"],
            url=entry["url"],
            published=entry["published"],
            title=entry["title"],
            story=entry["story"],
            text=(folder / entry["file"]).read_text("utf-8"),
        )
        for entry in sorted(entries, key=lambda e: e["published"])
        if entry.get("playground")
    ]


class ReadsFiles(Protocol):
    """The part of a reader that needs no network."""

    async def read_file(self, name: str, data: bytes) -> FetchedArticle:
        """The article in a file."""
        ...


class CannedPages:
    """An article reader for a web that consists only of the given dispatches."""

    def __init__(self, dispatches: Iterable[Dispatch], files: ReadsFiles) -> None:
        self._pages = {d.url: d for d in dispatches}
        self._files = files
        self._guard = Guard()

    async def read(self, url: str) -> FetchedArticle:
        """The dispatch at ``url``. Raises Unreadable for any other address, and for what is not one."""
        page = self._pages.get(url)
        if page is None:
            self._guard.check_link(url)
            raise unreadable("no_network")
        return FetchedArticle(url, url, page.title, page.text, page.outlet, page.published)

    async def read_file(self, name: str, data: bytes) -> FetchedArticle:
        """The article in a file, as the real reader finds it."""
        return await self._files.read_file(name, data)
