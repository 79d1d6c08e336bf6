"""``doctor`` and ``db``: maintenance of an installation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.shared import closed_store, load_settings, open_store, wait_for

db = typer.Typer(help="Maintain the store.", no_args_is_help=True)

_SURE = (
    "This replaces {store} by {file}: what was read since the backup is lost, and what was deleted since "
    "comes back. Go on?"
)


def doctor() -> None:
    """Check the installation and say how to fix problems."""
    from bot.cli.doctor import examine

    settings = load_settings()
    raise typer.Exit(0 if wait_for(examine(settings)) else 1)


@db.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not exist yet.")],
) -> None:
    """Copy the store to a file; the bot may be running."""

    async def copy() -> None:
        async with closed_store() as store:
            await store.back_up(file)

    wait_for(copy())
    print(f"The store was copied to {file}.")


@db.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `attache db backup` wrote.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
) -> None:
    """Replace the store by a backup; the bot must be stopped."""

    async def put_back() -> None:
        async with closed_store() as store:
            if store.file is not None and store.file.exists() and not yes:
                typer.confirm(_SURE.format(store=store.file, file=file), abort=True)
            await store.restore(file)
        async with open_store():
            pass  # a backup of an older version is brought up to date

    wait_for(put_back())
    print(f"The store is as it was in {file}.")


@db.command()
def upgrade() -> None:
    """Bring the store up to date, as `run` does by itself."""

    async def migrate() -> None:
        async with open_store():
            pass  # opening the store upgrades it

    wait_for(migrate())
    print("The store is up to date.")
