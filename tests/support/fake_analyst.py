"""A stand-in for the language side: fast, deterministic, and easy to read expectations off.

It understands text written like this, one thing a line (any other line is prose):

    Headline in the first line
    "We keep contact," said Dmitry Peskov, Kremlin spokesman (RU).
    Antony Blinken, Secretary of State (US) said that talks go on.
    Vladimir Putin (RU) allegedly told Ukrainska Pravda that he wants peace.
    Vladimir Putin did not plan to call Benjamin Netanyahu, Dmitry Peskov said.
    Joe Biden will meet King Abdullah on 2026-01-07 in Amman.
    At least 700 people were killed in Israel, Yoav Gallant said.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from datetime import date
from typing import TYPE_CHECKING

from models.analyst import Size
from models.types import (
    Analysis,
    Article,
    Certainty,
    Contact,
    ContactStatus,
    Figure,
    Kind,
    LanguageUnsupported,
    NothingToRead,
    Point,
    Speaker,
    Statement,
    Summary,
)

if TYPE_CHECKING:
    import simcord

_SPEAKER = r"(?P<name>[A-Z]\w+(?: [A-Z]\w+)*)(?:, (?P<role>[^,()]+?))?(?: \((?P<country>[A-Z]{2})\))?"
_DIRECT = re.compile(rf'(?P<content>"[^"]+")\s+(?P<cue>said|warned|denied) {_SPEAKER}\.')
_INDIRECT = re.compile(rf"{_SPEAKER} (?P<cue>said|denied) that (?P<content>[^\n]+)\.")
_ALLEGED = re.compile(rf"{_SPEAKER} (?P<cue>allegedly told) (?P<via>[A-Z][\w ]+?) that (?P<content>[^\n]+)\.")
_ACT = {"said": "say", "warned": "warn", "denied": "deny", "allegedly told": "say"}
_NAME = r"[A-Z][\w-]+(?: [A-Z][\w-]+)*"
_TOLD = rf"(?:, (?P<source>{_NAME}) said)?\."
_DONE = {
    "met": ("meeting", ContactStatus.HELD),
    "called": ("call", ContactStatus.HELD),
    "visited": ("visit", ContactStatus.HELD),
    "will meet": ("meeting", ContactStatus.PLANNED),
    "will call": ("call", ContactStatus.PLANNED),
    "offered to meet": ("meeting", ContactStatus.OFFERED),
    "did not plan to call": ("call", ContactStatus.DENIED),
    "refused to meet": ("meeting", ContactStatus.REFUSED),
}
_CONTACT = re.compile(
    rf"(?P<one>{_NAME}) (?P<done>{'|'.join(_DONE)}) (?P<other>{_NAME})"
    rf"(?: on (?P<day>\d{{4}}-\d\d-\d\d))?(?: in (?P<where>{_NAME}))?{_TOLD}"
)
_FIGURE = re.compile(
    rf"(?:(?P<qualifier>At least|About|More than) )?(?P<value>\d+) people were (?P<what>\w+)"
    rf"(?: in (?P<place>{_NAME}))?{_TOLD}"
)
_CYRILLIC = re.compile(r"[а-яА-Я]")
_PROSE = re.compile(r"[A-Za-z]{3,}")


class FakeAnalyst:
    """The use cases' AnalysisRunner.

    ``gate`` holds every analysis up while it is cleared; in a simulated Discord, ``env``, that counts as
    waiting for the world outside.
    """

    def __init__(self) -> None:
        self.analysed: list[str] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.broken = False
        self.env: simcord.Env | None = None

    async def run(self, article: Article, size: Size = "standard") -> Analysis:
        """Read ``article`` as described above; ``broken`` makes it raise, as a fault in a model would."""
        if not self.gate.is_set():
            await (
                self.env.external_wait(self.gate.wait(), reason="a slow model")
                if self.env
                else self.gate.wait()
            )
        if self.broken:
            raise RuntimeError("the model is broken")
        self.analysed.append(article.text)
        return analyse(article, size)

    async def embed(self, text: str) -> tuple[float, ...]:
        """See :func:`embedding`."""
        return embedding(text)


def embedding(text: str) -> tuple[float, ...]:
    """A unit vector with one of eight places set, by the text's first word."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    place = hashlib.sha256(first.encode()).digest()[0] % 8
    return tuple(1.0 if n == place else 0.0 for n in range(8))


def analyse(article: Article, size: str = "standard") -> Analysis:
    """The analysis of ``article``. Raises LanguageUnsupported and NothingToRead as the real one does."""
    text = article.text
    if len(_CYRILLIC.findall(text)) > len(text) / 3:
        raise LanguageUnsupported("Russian")
    if not _PROSE.search(text):
        raise NothingToRead("no sentence")
    lines = [(m.start(), m.end(), m[0]) for m in re.finditer(r"[^\n]+", text)]
    count = {"brief": 1, "standard": 3, "full": 6}[size]
    points = tuple(Point(line, ((start, end),)) for start, end, line in lines[1 : 1 + count])
    headline = article.title or lines[0][2]
    summary = Summary(headline, points[0] if points else None, points, f"fake-{size}")
    contacts = tuple(_contact(m) for m in _CONTACT.finditer(text))
    figures = tuple(_figure(m) for m in _FIGURE.finditer(text))
    return Analysis("en", headline, summary, tuple(_statements(text)), contacts, figures)


def _statements(text: str) -> list[Statement]:
    found = [_statement(m, Kind.DIRECT) for m in _DIRECT.finditer(text)]
    found += [_statement(m, Kind.INDIRECT) for m in _INDIRECT.finditer(text)]
    found += [_statement(m, Kind.INDIRECT) for m in _ALLEGED.finditer(text)]
    return sorted(found, key=lambda s: s.content[0])


def _statement(match: re.Match[str], kind: Kind) -> Statement:
    name = match["name"]
    alleged = match["cue"].startswith("allegedly")
    clause = match.span("cue") if kind is Kind.DIRECT else (match.start("cue"), match.end("content"))
    return Statement(
        content=(match.span("content"),),
        source=(match.span("name"),),
        cue=(match.span("cue"),),
        text=match["content"],
        kind=kind,
        act=_ACT[match["cue"]],
        certainty=Certainty.ALLEGED if alleged else Certainty.ON_RECORD,
        via=(match["via"],) if alleged else (),
        speaker=Speaker(name, name, match["role"], match["country"], "person", name.split()[-1].lower()),
        evidence=(match.span(),),
        clause=clause,
        clause_text=match.string[slice(*clause)],
    )


def _contact(match: re.Match[str]) -> Contact:
    kind, status = _DONE[match["done"]]
    return Contact(
        kind=kind,
        parties=(match["one"], match["other"]),
        status=status,
        text=match[0],
        evidence=(match.span(),),
        when=match["day"],
        day=date.fromisoformat(match["day"]) if match["day"] else None,
        where=match["where"],
        source=match["source"],
    )


def _figure(match: re.Match[str]) -> Figure:
    return Figure(
        value=float(match["value"]),
        what=match["what"],
        unit="people",
        text=match[0],
        evidence=(match.span(),),
        qualifier=match["qualifier"].lower() if match["qualifier"] else None,
        place=match["place"],
        source=match["source"],
    )
