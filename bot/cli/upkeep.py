"""``doctor`` and ``db``: looking after an installation."""

from __future__ import annotations

import typer

from bot.cli.shared import load_settings, open_store, wait_for

db = typer.Typer(help="Look after the store.", no_args_is_help=True)


def doctor() -> None:
    """Check token, intents, store, models and clock, and say what to do."""
    from bot.cli.doctor import examine

    settings = load_settings()
    raise typer.Exit(0 if wait_for(examine(settings)) else 1)


@db.command()
def upgrade() -> None:
    """Bring the store to the newest schema. Serving does so by itself."""

    async def migrate() -> None:
        async with open_store():
            pass  # opening it does the work

    wait_for(migrate())
    print("The store is up to date.")
