"""What several commands need: settings, log, store, and one way to wait for a coroutine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.store import Store

T = TypeVar("T")
NOTHING_FOUND = 3
"""The exit code of a command that found nothing."""


def load_settings() -> Settings:
    """The settings, or one clear line about what is wrong with them."""
    from pydantic import ValidationError

    from bot.core.errors import UserError
    from bot.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise UserError(
            f"ATTACHE_{name.removeprefix('ATTACHE_')}: {first['msg']}. See .env.example."
        ) from error


def start_log(settings: Settings) -> None:
    """Log as the settings say, with the token redacted."""
    from bot import logs

    secret = settings.discord_token
    logs.set_up(settings.log_level, [secret.get_secret_value()] if secret else [])


@asynccontextmanager
async def open_store() -> AsyncGenerator[Store]:
    """The store of the settings, opened and brought up to date."""
    from bot.store import Store

    settings = load_settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    store = Store(settings.store_url)
    try:
        await store.start()
        yield store
    finally:
        await store.close()


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def wait_for(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end and give its result."""
    return asyncio.run(work)
