"""Reported numbers of people, things and money."""

from __future__ import annotations

from collections.abc import Sequence

from models.parser import Parsed
from models.types import Figure, Statement


def find(parsed: Parsed, statements: Sequence[Statement]) -> tuple[Figure, ...]:
    """The figures that an article reports, in its order."""
    return ()
