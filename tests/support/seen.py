"""What a person sees of an article: read by the real analyst, and shown on every surface there is.

A surface is a list of lines, one for each statement: a field of the summary card, an item of the briefing,
an entry of the console with the small print under it. Markdown's marks and escapes are taken off them.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache

from bot import briefing
from bot.cli import console
from bot.core.types import ArticleInfo, Digest, Reading
from bot.gateway.render import cards
from models.analyst import Analyst
from models.types import Analysis, Article, DigestContent, DigestLine, DigestStatement, DigestStory

TITLE = "A day of diplomacy"
SURFACES = ("card", "briefing", "console")
_NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
_INFO = ArticleInfo(1, TITLE, None, "The Wire", _NOW)
_QUOTED = re.compile(r"“([^“”]*)”|\"([^\"]*)\"")


@cache
def seen(article: str, surface: str) -> tuple[str, ...]:
    """The lines of ``surface`` on which ``article`` shows its statements."""
    shown = {"card": _card, "briefing": _briefing, "console": _console}[surface](_analysis(article))
    return tuple(_plain(line) for line in shown)


def quoted(text: str) -> list[str]:
    """What stands in quotation marks in ``text``, without a stop or comma at its end."""
    return [(a or b).rstrip(",.!?") for a, b in _QUOTED.findall(text)]


@cache
def _analysis(article: str) -> Analysis:
    return Analyst().analyse(Article(article, TITLE, outlet="The Wire", published=_NOW))


def _card(analysis: Analysis) -> list[str]:
    card = cards.summary_card(Reading(_INFO, analysis, None))
    return [f"{field.name}\n{field.value}" for field in card.fields]


def _briefing(analysis: Analysis) -> list[str]:
    """A briefing that tells every statement, whether or not one of the day would have room for it."""
    statements = tuple(DigestStatement(1, statement) for statement in analysis.statements)
    story = DigestStory(TITLE, DigestLine(1, TITLE), statements, (), (1,), ("The Wire",))
    page = briefing.markdown(Digest(DigestContent((story,), (), 1), {1: _INFO}, {}, _NOW, _NOW))
    told, _, _ = page.partition("Sources:")
    return re.findall(r"^- .*(?:\n +.*)*", told, re.MULTILINE)


def _console(analysis: Analysis) -> list[str]:
    with console.out.capture() as printed:
        console.section("Statements", analysis.statements, console.statement)
    return re.findall(r"^  \S.*(?:\n {3,}.*)*", printed.get(), re.MULTILINE)


def _plain(line: str) -> str:
    return " ".join(re.sub(r"\\(.)|[*_]", r"\1", line).split())
