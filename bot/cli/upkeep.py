"""``doctor`` and ``db``: maintenance of an installation."""

from __future__ import annotations

import typer

from bot.cli.shared import load_settings, open_store, wait_for

db = typer.Typer(help="Maintain the store.", no_args_is_help=True)


def doctor() -> None:
    """Check the installation and say how to fix problems."""
    from bot.cli.doctor import examine

    settings = load_settings()
    raise typer.Exit(0 if wait_for(examine(settings)) else 1)


@db.command()
def upgrade() -> None:
    """Bring the store up to date, as `run` does by itself."""

    async def migrate() -> None:
        async with open_store():
            pass  # opening the store upgrades it

    wait_for(migrate())
    print("The store is up to date.")
