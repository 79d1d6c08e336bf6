"""What the commands print: rich on a terminal, plain when piped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from models.types import Analysis, Certainty, Contact, Figure, Kind, Statement, Summary

T = TypeVar("T")

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def heading(text: str) -> None:
    """A bold line."""
    out.print(Text(text, style="bold"))


def summary(value: Summary) -> None:
    """Headline, gist and the other points."""
    heading(value.headline)
    if value.gist:
        out.print(Text(value.gist.text))
    for point in value.points:
        if value.gist is None or point.evidence != value.gist.evidence:
            mark = "" if point.verbatim else "[dim](worded by a model)[/] "
            out.print(f"  • {mark}{escape(point.text)}")


def speaker(value: Statement) -> str:
    """Who said it, in words: "Dmitry Peskov, Kremlin spokesman"; the mention where nobody is named."""
    if value.speaker is None:
        return "unattributed"
    name = value.speaker.name or value.speaker.mention
    return f"{name}, {value.speaker.role}" if value.speaker.role and value.speaker.name else name


def attribution(value: Statement) -> str:
    """Act, certainty, chain and audience in one line."""
    words = [value.act.replace("_", " "), value.kind.value]
    if value.negated:
        words[0] = f"not: {words[0]}"
    if value.certainty is not Certainty.ON_RECORD:
        words.append(value.certainty.value)
    if value.via:
        words.append("via " + ", ".join(value.via))
    if value.audience:
        words.append("to " + ", ".join(value.audience))
    if value.occasion:
        words.append(value.occasion)
    return " · ".join(words)


def statement(value: Statement) -> None:
    """A statement over two lines; a paraphrase carries no quotation marks of ours."""
    style = "italic" if value.kind is Kind.DIRECT else ""
    line = Text(f"  {speaker(value)}: ", style="bold cyan")
    line.append(value.text, style=style)
    out.print(line)
    out.print(Text(f"    {attribution(value)}", style="dim"))


def contact(value: Contact) -> None:
    """A contact on one line."""
    parts = [value.status.value, value.when, value.where, value.source and f"according to {value.source}"]
    detail = ", ".join(p for p in parts if p)
    out.print(Text(f"  {value.kind}: {' – '.join(value.parties)} ({detail})"))


def figure(value: Figure) -> None:
    """A figure on one line."""
    number = f"{value.value:,.0f}" if value.value == int(value.value) else f"{value.value:,}"
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
    out.print(Text(name, style="dim"))
    summary(value.summary)
    section("Who said what", value.statements, statement)
    section("Contacts", value.contacts, contact)
    section("Figures", value.figures, figure)
    out.print()
