"""What fetching gives: an article's text and what its page says about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FetchedArticle:
    """An article as read from a page or a file.

    ``url`` is the address asked for (None for a file), ``final_url`` where the redirects ended, and
    ``canonical_url`` the address that the page names for itself, which anybody can write; else
    ``final_url``. ``text`` keeps paragraph breaks as blank lines. ``published`` is
    aware and in UTC; pages often give no more than a day, which then stands as its midnight.
    """

    url: str | None
    canonical_url: str | None
    title: str | None
    text: str
    outlet: str | None = None
    published: datetime | None = None
    final_url: str | None = None
