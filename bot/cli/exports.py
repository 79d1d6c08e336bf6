"""``export``: what was read, across all servers, for other programs."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Annotated

import typer

from bot.cli.shared import NOTHING_FOUND, open_store, utc, wait_for
from bot.core.export_files import Format, What


def export(
    what: Annotated[What, typer.Argument(help="What to export.")],
    style: Annotated[Format, typer.Option("--format", help="A table, or a JSON object a line.")] = Format.CSV,
    since: Annotated[datetime | None, typer.Option(help="Only from this time on (UTC).")] = None,
    until: Annotated[datetime | None, typer.Option(help="Only before this time (UTC).")] = None,
) -> None:
    """Print all statements, contacts or figures for other programs (docs/export.md)."""
    if not wait_for(_print(what, style, utc(since), utc(until))):
        print(f"There are no {what.value} to export.", file=sys.stderr)
        raise typer.Exit(NOTHING_FOUND)


async def _print(what: What, style: Format, since: datetime | None, until: datetime | None) -> bool:
    """Print the lines as they come; returns whether there were any."""
    from bot.store.visibility import Operator
    from bot.usecases.export import Export

    printed = False
    async with open_store() as store:
        lines = Export(store).lines(what, style, Operator(), since, until)
        async for portion in lines:
            sys.stdout.write(portion)
            printed = True
    return printed
