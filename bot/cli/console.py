"""What the commands print: rich on a terminal, plain when piped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.table import Column, Table
from rich.text import Text

from bot import facts, wording
from bot.core.lookups import ContactHit, FigureHit
from models.types import Analysis, Contact, Figure, Statement, Summary

T = TypeVar("T")

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def heading(text: str) -> None:
    """A bold line."""
    out.print(Text(text, style="bold"))


def summary(value: Summary) -> None:
    """Headline, gist and the other points; a gist without a headline stands in its place."""
    if value.headline_from_article or value.gist is None:
        heading(value.headline)
    if value.gist:
        out.print(Text(value.gist.text, style="" if value.headline_from_article else "bold"))
    for point in value.points:
        if value.gist is None or point.evidence != value.gist.evidence:
            mark = "" if point.verbatim else "[dim](worded by a model)[/] "
            out.print(f"  • {mark}{escape(point.text)}")


def statement(value: Statement) -> None:
    """A statement: speaker, words with the content in bold, and in small print what else there is."""
    told = wording.told(value)
    line = Text(f"  {wording.speaker_line(value)}{' ' if told.follows else ': '}", style="cyan")
    for text, bold in wording.runs(told.pieces):
        line.append(text, style="bold default" if bold else "default")
    out.print(line)
    if small := " · ".join(filter(None, (wording.aside(value), wording.certainty(value)))):
        out.print(Text(f"    {small}", style="dim"))


def contact(value: Contact) -> None:
    """A contact on one line."""
    source = f" (according to {value.source})" if value.source else ""
    out.print(Text(f"  {facts.parties(value.parties, ())}: {facts.contact(value)}{source}"))


def contact_history(hit: ContactHit) -> None:
    """A contact over the articles that tell of it, and the newest one's sentence."""
    history = hit.history
    newest = history.reports[-1]
    out.print(Text(f"  {facts.parties(history.parties, history.countries)}", style="cyan"))
    out.print(Text(f"    {facts.contact(newest.contact)}"))
    for report in history.turns:
        article = hit.seen[report.origin.article].article
        where = " · ".join(part for part in (article.title, article.url) if part)
        told = facts.turn(report, article.outlet or "")
        out.print(Text(f"    {facts.day_words(report.origin.day)}: {told}"))
        out.print(Text(f"      {where}", style="dim"))
    out.print(Text(f"    {newest.contact.text}", style="dim"))


def figure(value: Figure) -> None:
    """A figure on one line."""
    parts = [value.when, value.source and f"according to {value.source}"]
    detail = ", ".join(p for p in parts if p)
    line = f"  {facts.figure(value)}"
    out.print(Text(f"{line} ({detail})" if detail else line))


def figure_series(hit: FigureHit) -> None:
    """A figure over time, as a table."""
    heading(facts.quantity(hit.series))
    table = Table("date", Column("value", justify="right"), "source", "article", box=None, pad_edge=True)
    for report in hit.series.reports:
        article = hit.seen[report.origin.article].article
        source = ", ".join(part for part in (report.figure.source, article.outlet) if part)
        day = report.origin.day.isoformat()
        table.add_row(*map(Text, (day, facts.amount(report.figure), source, article.title)))
    out.print(table)


def section(title: str, items: Sequence[T], show: Callable[[T], None]) -> None:
    """A titled list; nothing at all where it is empty."""
    if items:
        out.print()
        heading(title)
        for item in items:
            show(item)


def analysis(name: str, value: Analysis) -> None:
    """A whole analysis."""
    out.print(Text(" · ".join(filter(None, (name, wording.GENRE_WORDS[value.genre]))), style="dim"))
    summary(value.summary)
    section("Who said what", value.statements, statement)
    section("Contacts", value.contacts, contact)
    section("Figures", value.figures, figure)
    out.print()
