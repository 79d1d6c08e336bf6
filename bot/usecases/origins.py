"""Where the reports of a history come from."""

from __future__ import annotations

from datetime import UTC

from bot.core.types import Sighting
from models.histories.types import Origin

MOST_REPORTS = 2000
"""The newest reports that are joined for one answer; of more than that, histories show their later part."""


def origin(seen: Sighting) -> Origin:
    """The article as histories put it, with the day on which it appeared, in UTC."""
    return Origin(seen.article.id, seen.moment.astimezone(UTC).date(), seen.article.outlet)
