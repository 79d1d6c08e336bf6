"""Column types: times that stay aware, and embeddings."""

from __future__ import annotations

import array
import sys
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, LargeBinary
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware time, stored in UTC. A naive one is refused, since its zone would be a guess."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Into the database: as naive UTC on SQLite, which has no zones and compares times as text."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Out of the database: aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Embedding(TypeDecorator[tuple[float, ...]]):
    """A vector of floats, stored as little-endian 32-bit numbers."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: tuple[float, ...] | None, dialect: Dialect) -> bytes | None:
        """Into the database."""
        return None if value is None else _little(array.array("f", value)).tobytes()

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[float, ...] | None:
        """Out of the database."""
        if value is None:
            return None
        numbers = array.array("f")
        numbers.frombytes(value)
        return tuple(_little(numbers))


def _little(numbers: array.array[float]) -> array.array[float]:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
