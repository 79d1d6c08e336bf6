"""Calls, meetings, visits, summits, talks and letters between named parties."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from models.parser import Parsed
from models.types import Contact, Statement


def find(
    parsed: Parsed, statements: Sequence[Statement], published: datetime | None = None
) -> tuple[Contact, ...]:
    """The contacts that an article tells of, in its order."""
    return ()
