"""The result of fetching: an article's text, and what its page says about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FetchedArticle:
    """An article as read from a page or a file.

    ``url`` is the address that was requested (None for a file) and ``final_url`` the one where its redirects
    ended. ``canonical_url`` is the address that the page claims as its own, which is not to be trusted, or
    else ``final_url``. Paragraphs in ``text`` are separated by blank lines. ``published`` is aware and in
    UTC; pages often give only a day, which is stored as its midnight.
    """

    url: str | None
    canonical_url: str | None
    title: str | None
    text: str
    outlet: str | None = None
    published: datetime | None = None
    final_url: str | None = None
