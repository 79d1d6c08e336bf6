"""``who-said`` and ``digest``: questions to the store, across all servers."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.shared import NOTHING_FOUND, now, open_store, utc, wait_for

if TYPE_CHECKING:
    from bot.core.types import Digest, StatementPage, StatementQuery


class Format(StrEnum):
    """The form in which a digest is printed."""

    MARKDOWN = "markdown"
    HTML = "html"


def who_said(
    query: Annotated[
        str, typer.Argument(help="Words to search for; optional with --speaker or --country.")
    ] = "",
    speaker: Annotated[str | None, typer.Option(help="A name, or part of one.")] = None,
    country: Annotated[str | None, typer.Option(help="The name or ISO code of a country.")] = None,
    since: Annotated[datetime | None, typer.Option(help="Only from this time on (UTC).")] = None,
    until: Annotated[datetime | None, typer.Option(help="Only before this time (UTC).")] = None,
    direct: Annotated[bool, typer.Option("--direct", help="Only direct quotations.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=500, help="The most statements to print.")] = 20,
) -> None:
    """Search the store for statements, newest first."""
    from bot.cli import console
    from bot.core.types import StatementQuery

    asked = StatementQuery(query or None, speaker, country, utc(since), utc(until), direct)
    page = wait_for(_search(asked, limit))
    for hit in page.hits:
        console.hit(hit)
    if not page.hits:
        console.err.print("No statements match.")
        raise typer.Exit(NOTHING_FOUND)
    if page.total > len(page.hits):
        console.err.print(f"{page.total - len(page.hits)} more; use --limit to see them.")


def digest(
    hours: Annotated[int, typer.Option(min=1, help="How many hours to look back.")] = 24,
    style: Annotated[Format, typer.Option("--format", help="The form to print.")] = Format.MARKDOWN,
    html: Annotated[bool, typer.Option("--html", help="Short for --format html.")] = False,
) -> None:
    """Print a digest of what was read recently, across all servers."""
    from bot import briefing
    from bot.cli import console

    found = wait_for(_digest(timedelta(hours=hours)))
    if not found.content.articles:
        console.err.print(f"No articles were read in the last {'hour' if hours == 1 else f'{hours} hours'}.")
        raise typer.Exit(NOTHING_FOUND)
    print(briefing.html(found) if html or style is Format.HTML else briefing.markdown(found))


async def _search(query: StatementQuery, limit: int) -> StatementPage:
    from bot.store.visibility import Operator
    from bot.usecases.who_said import WhoSaid

    async with open_store() as store:
        return await WhoSaid(store).search(query, Operator(), page_size=limit)


async def _digest(back: timedelta) -> Digest:
    from bot.store.visibility import Operator
    from bot.usecases.digest import Digests

    async with open_store() as store:
        until = now()
        return await Digests(store, now).preview(Operator(), until - back, until)
