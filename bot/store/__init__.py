"""The database: tables, migrations and every query. Nothing else speaks SQL."""

from __future__ import annotations

from bot.store.engine import Store, Transaction

__all__ = ["Store", "Transaction"]
