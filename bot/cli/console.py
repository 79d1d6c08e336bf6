"""What the commands print: rich on a terminal, plain when piped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from bot import wording
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
    if context := wording.context(value):
        out.print(Text(f"    {context}", style="dim"))


def contact(value: Contact) -> None:
    """A contact on one line."""
    topic = value.topic and f"on {value.topic}"
    source = value.source and f"according to {value.source}"
    detail = ", ".join(p for p in (value.status.value, value.when, value.where, topic, source) if p)
    out.print(Text(f"  {value.kind}: {' – '.join(value.parties)} ({detail})"))


def figure(value: Figure) -> None:
    """A figure on one line."""
    ends = [n for n in (value.value, value.high) if n is not None]
    number = " to ".join(f"{n:,.0f}" if n == int(n) else f"{n:,}" for n in ends)
    parts = [value.place, value.when, value.source and f"according to {value.source}"]
    detail = ", ".join(p for p in parts if p)
    line = f"  {value.qualifier + ' ' if value.qualifier else ''}{number} {value.unit}: {value.what}"
    out.print(Text(f"{line} ({detail})" if detail else line))


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
