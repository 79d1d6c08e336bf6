"""``contacts``, ``figures``, ``timeline`` and ``compare``: questions to the store, across all servers."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.shared import NOTHING_FOUND, open_store, utc, wait_for

if TYPE_CHECKING:
    from bot.core.lookups import (
        ChangesFound,
        CompareQuery,
        Comparison,
        ContactHit,
        ContactQuery,
        FigureHit,
        FigureQuery,
        Page,
        TimelineEntry,
        TimelineQuery,
    )

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


def timeline(
    who: Annotated[str, typer.Argument(help="A person, a country or an organisation; optional.")] = "",
    words: Annotated[str | None, typer.Option(help="Words of what was said or reported.")] = None,
    since: Since = None,
    limit: Limit = 50,
    changed: Annotated[bool, typer.Option("--changed", help="Print what changed instead.")] = False,
) -> None:
    """Print statements, contacts and figures in the order of time, or what changed in them."""
    from bot.cli import console
    from bot.core.lookups import TimelineQuery

    if changed:
        found = wait_for(_changes(TimelineQuery(who or None, words, utc(since))))
        for change in found.changes[:limit]:
            console.change(change, found.seen)
        _conclude(min(limit, len(found.changes)), len(found.changes), "Nothing has changed.")
        return
    page = wait_for(_timeline(TimelineQuery(who or None, words, utc(since)), limit))
    for entry in page.items:
        console.entry(entry)
    _conclude(len(page.items), page.total, "Nothing matches.")


def compare(
    one: Annotated[str, typer.Argument(help="A speaker or a country.")],
    other: Annotated[str, typer.Argument(help="Another speaker or country.")],
    topic: Annotated[str, typer.Argument(help="Words of the statements.")],
    since: Since = None,
    limit: Limit = 10,
) -> None:
    """Print what two speakers or countries said about something."""
    from bot.cli import console
    from bot.core.lookups import CompareQuery

    found = wait_for(_compare(CompareQuery(one, other, topic, utc(since)), limit))
    for side in (found.one, found.other):
        console.section(f"{side.who} ({side.total})", side.hits, console.hit)
    most = max((found.one, found.other), key=lambda side: side.total)
    _conclude(len(most.hits), most.total, "No statements match.")


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


async def _timeline(query: TimelineQuery, limit: int) -> Page[TimelineEntry]:
    from bot.store.visibility import Operator
    from bot.usecases.timeline import Timeline

    async with open_store() as store:
        return await Timeline(store).search(query, Operator(), page_size=limit)


async def _changes(query: TimelineQuery) -> ChangesFound:
    from bot.analysis import ProcessRunner
    from bot.cli.shared import load_settings
    from bot.store.visibility import Operator
    from bot.usecases.changes import WhatChanged

    runner = ProcessRunner(load_settings())
    try:
        async with open_store() as store:
            return await WhatChanged(store, runner).find(query, Operator())
    finally:
        runner.close()


async def _compare(query: CompareQuery, limit: int) -> Comparison:
    from bot.store.visibility import Operator
    from bot.usecases.compare import Compare

    async with open_store() as store:
        return await Compare(store).search(query, Operator(), page_size=limit)
