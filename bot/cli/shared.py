"""What several commands need: settings, logging, the store, and a way to run a coroutine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.store import Store

T = TypeVar("T")
NOTHING_FOUND = 3
"""The exit code of a command that found nothing."""


def load_settings() -> Settings:
    """The settings; nobody else may read their file. Raises NeedsOperator with a line for each wrong one."""
    from bot.cli import settings_check
    from bot.core import private_files

    private_files.close_to_others(Path(settings_check.FILE))
    return settings_check.checked()


def start_log(settings: Settings) -> None:
    """Start logging as the settings say, with the token redacted."""
    from bot import logs

    secret = settings.discord_token
    logs.set_up(settings.log_level, [secret.get_secret_value()] if secret else [])


@asynccontextmanager
async def closed_store() -> AsyncGenerator[Store]:
    """The store that the settings name, without opening its database."""
    from bot.store import Store

    settings = load_settings()
    settings.make_data_dir()
    store = Store(settings.store_url)
    try:
        yield store
    finally:
        await store.close()


@asynccontextmanager
async def open_store() -> AsyncGenerator[Store]:
    """The store that the settings name, opened and brought up to date."""
    async with closed_store() as store:
        await store.start()
        yield store


def now() -> datetime:
    """The current time, in UTC."""
    return datetime.now(UTC)


def utc(moment: datetime | None) -> datetime | None:
    """A time without a zone, as options have it, in UTC."""
    return moment.replace(tzinfo=UTC) if moment else None


def wait_for(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end and return its result."""
    return asyncio.run(work)
