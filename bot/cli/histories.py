"""``contacts``, ``figures``, ``timeline`` and ``compare``: questions to the store, across all servers."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.shared import NOTHING_FOUND, open_store, utc, wait_for

if TYPE_CHECKING:
    from bot.core.lookups import ContactHit, ContactQuery, FigureHit, FigureQuery, Page

Since = Annotated[datetime | None, typer.Option(help="Only from this time on (UTC).")]
Limit = Annotated[int, typer.Option(min=1, max=500, help="The most entries to print.")]


class Status(StrEnum):
    """What may have become of a contact."""

    HELD = "held"
    UNDER_WAY = "under way"
    PLANNED = "planned"
    OFFERED = "offered"
    DENIED = "denied"
    REFUSED = "refused"
    CANCELLED = "cancelled"


def contacts(
    who: Annotated[str, typer.Argument(help="A person, a country or an organisation; optional.")] = "",
    status: Annotated[Status | None, typer.Option(help="What has become of it.")] = None,
    since: Since = None,
    limit: Limit = 20,
) -> None:
    """Search the store for calls, meetings and visits, with their history."""
    from bot.cli import console
    from bot.core.lookups import ContactQuery
    from models.types import ContactStatus

    asked = ContactQuery(who or None, ContactStatus(status.value) if status else None, utc(since))
    page = wait_for(_contacts(asked, limit))
    for hit in page.items:
        console.contact_history(hit)
    _conclude(len(page.items), page.total, "No contacts match.")


def figures(
    about: Annotated[str, typer.Argument(help="What is counted, a place, or words; optional.")] = "",
    since: Since = None,
    limit: Limit = 20,
) -> None:
    """Search the store for figures, each as a table over time."""
    from bot.cli import console
    from bot.core.lookups import FigureQuery

    page = wait_for(_figures(FigureQuery(about or None, utc(since)), limit))
    for hit in page.items:
        console.figure_series(hit)
    _conclude(len(page.items), page.total, "No figures match.")


def _conclude(shown: int, total: int, nothing: str) -> None:
    """Say what was not shown. Exits with its own code where nothing was found."""
    from bot.cli import console

    if not total:
        console.err.print(nothing)
        raise typer.Exit(NOTHING_FOUND)
    if total > shown:
        console.err.print(f"{total - shown} more; use --limit to see them.")


async def _contacts(query: ContactQuery, limit: int) -> Page[ContactHit]:
    from bot.store.visibility import Operator
    from bot.usecases.contacts import Contacts

    async with open_store() as store:
        return await Contacts(store).search(query, Operator(), page_size=limit)


async def _figures(query: FigureQuery, limit: int) -> Page[FigureHit]:
    from bot.store.visibility import Operator
    from bot.usecases.figures import Figures

    async with open_store() as store:
        return await Figures(store).search(query, Operator(), page_size=limit)
