"""A statement's words dressed as Discord markdown, within a limit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot import wording
from bot.gateway.render import markdown as md
from bot.wording import Piece
from models.types import Statement


def dress(pieces: Sequence[Piece], limit: int) -> str:
    """The pieces with their content in bold, escaped and cut so that the result is within ``limit``."""
    room = limit
    while True:
        shown = _markup(wording.shorten(pieces, room))
        if len(shown) <= limit or room <= 0:
            return shown
        room -= max(1, len(shown) - limit)


def small_line(statement: Statement, *, brief: bool = False) -> str:
    """The line under a statement: a quotation's verb, to whom, when, how certain; empty for none of these.

    ``brief`` leaves out to whom and when, and all but the first source.
    """
    aside = md.fit(wording.aside(statement, brief=brief), 100 if brief else 400)
    certainty = certainty_words(statement, brief=brief)
    return " · ".join((f"*{aside}*",) * bool(aside) + (f"**{certainty}**",) * bool(certainty))


def context_line(statement: Statement, limit: int = 300) -> str:
    """The sentence that a statement leans on, as a line of small print; empty where it stands alone."""
    line = wording.context(statement)
    return f"-# {md.fit(line, limit - 3)}" if line else ""


def certainty_words(statement: Statement, *, brief: bool = False) -> str:
    """How certain it is and through whom it comes: "alleged, via TASS"; empty for what is on record."""
    return md.fit(wording.certainty(statement, 1 if brief else 4), 80 if brief else 400)


def in_a_line(statement: Statement, limit: int) -> str:
    """Speaker, certainty and words on one line: "**Ann Orlen · envoy** urged **both sides to wait**"."""
    told = wording.told(statement)
    line = f"**{md.fit(wording.speaker_line(statement), 60)}**"
    if certainty := certainty_words(statement, brief=True):
        line += f" *({certainty})*"
    line += " " if told.follows else ": "
    cue = f" (*{md.fit(told.cue, 80)}*)" if told.cue else ""
    if len(line) + len(cue) > limit // 2:
        cue = ""
    return line + dress(told.pieces, limit - len(line) - len(cue)) + cue


def _markup(pieces: Iterable[Piece]) -> str:
    return "".join(
        f"**{md.escape(text)}**" if bold else md.escape(text) for text, bold in wording.runs(pieces)
    )
