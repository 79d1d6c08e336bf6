"""Figures as tables: one embed a series, one line a report."""

from __future__ import annotations

import discord

from bot import facts
from bot.core.lookups import FigureHit, Page
from bot.gateway.render import markdown as md
from bot.gateway.render.cards import READ, source_name
from bot.gateway.render.contacts import jump
from bot.gateway.render.pages import heading_card
from models.histories.types import FigureReport

_QUOTED = 300


def figure_page(page: Page[FigureHit], heading: str) -> list[discord.Embed]:
    """A page of at most six series, all shown, under a line that says what was asked and found."""
    top = heading_card(heading, page, "figure")
    share = (md.EMBEDS_TOTAL - len(top)) // max(len(page.items), 1)
    return [top, *(figure_card(hit, share) for hit in page.items)]


def figure_card(hit: FigureHit, room: int = 2000) -> discord.Embed:
    """One series in at most ``room`` characters (≥ 600): each value with date and source, and a sentence.

    Of more reports than fit, the latest are shown.
    """
    series = hit.series
    title = md.fit(facts.quantity(series), 150)
    newest = series.reports[-1]
    sentence = f"> {md.fit(newest.figure.text, min(_QUOTED, room // 3))}"
    left = room - len(title) - len(sentence) - 1 - len("… 100 earlier\n")
    lines: list[str] = []
    for report in reversed(series.reports):
        line = _line(report, hit)
        if len(line) + 1 > left:
            break
        lines.insert(0, line)
        left -= len(line) + 1
    earlier = len(series.reports) - len(lines)
    if earlier:
        lines.insert(0, f"… {earlier} earlier")
    return discord.Embed(
        title=title[:1].upper() + title[1:], description="\n".join((*lines, sentence)), colour=READ
    )


def _line(report: FigureReport, hit: FigureHit) -> str:
    """One report: "9 Oct 2023 · **at least 700** · Israeli authorities, The Paper", dated with a link."""
    seen = hit.seen[report.origin.article]
    named = [report.figure.source, source_name(seen.article)]
    source = md.fit(", ".join(part for part in named if part), 100)
    value = md.fit(facts.amount(report.figure), 60)
    return f"{jump(facts.day_words(report.origin.day), seen)} · **{value}** · {source}"
