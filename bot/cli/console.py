"""What the commands print: rich on a terminal, plain when piped."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from bot import facts, wording
from bot.core.lookups import ContactHit, FigureHit, TimelineEntry
from bot.core.types import ArticleInfo, Sighting, StatementHit
from models.types import Analysis, Contact, DigestChange, Figure, Statement, Summary

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
    if context := wording.context(value):
        out.print(Text(f"    {context}", style="dim"))


def hit(found: StatementHit) -> None:
    """A statement and where it was read."""
    statement(found.statement)
    _source(found.article)


def entry(found: TimelineEntry) -> None:
    """An entry of a timeline: its date, what was told, and where it was read."""
    out.print(Text(f"{found.seen.moment:%Y-%m-%d %H:%M}", style="bold"))
    if isinstance(found.told, Statement):
        statement(found.told)
    else:
        contact(found.told) if isinstance(found.told, Contact) else figure(found.told)
        out.print(Text(f"    {found.told.text}", style="dim"))
    _source(found.seen.article)


def _source(article: ArticleInfo) -> None:
    where = " · ".join(part for part in (article.outlet, article.title, article.url) if part)
    out.print(f"    {where}", style="dim", markup=False)


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


def change(value: DigestChange, seen: Mapping[int, Sighting]) -> None:
    """What was reported then and what is reported now, each with its source."""
    told = wording.changed(value)
    out.print(Text(f"  {told.about}", style="cyan"))
    for words, side in ((told.then, value.then), (told.now, value.now)):
        article = seen[side.article].article
        where = " · ".join(part for part in (article.title, article.url) if part)
        out.print(Text(f"    {facts.day_words(side.day)}: {words}"))
        out.print(Text(f"      {where}", style="dim"))


def figure(value: Figure) -> None:
    """A figure on one line."""
    parts = [value.when, value.source and f"according to {value.source}"]
    detail = ", ".join(p for p in parts if p)
    line = f"  {facts.figure(value)}"
    out.print(Text(f"{line} ({detail})" if detail else line))


def figure_series(hit: FigureHit) -> None:
    """A figure over time, as a table whose lines are never broken."""
    heading(facts.quantity(hit.series))
    rows: list[tuple[str, str, str, str]] = []
    for report in hit.series.reports:
        article = hit.seen[report.origin.article].article
        source = ", ".join(part for part in (report.figure.source, article.outlet) if part)
        rows.append((report.origin.day.isoformat(), facts.amount(report.figure), source, article.title))
    _, value, source, _ = (max(map(len, column)) for column in zip(*rows, strict=True))
    for row in rows:
        out.print(Text(f"  {row[0]}  {row[1]:>{value}}  {row[2]:<{source}}  {row[3]}".rstrip()))


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
