"""The pictures of what the dispatches of ``seeds/`` tell, and what drawing them costs.

``python -m bench.pictures FOLDER`` reads the dispatches, joins their contacts and figures, and writes
``meetings.png``, ``series.png`` and ``lanes.png`` into the folder. It prints for each the seconds of the
first drawing (the very first one loads matplotlib), the median of ten more, the size, and the alt text.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench import dispatches
from bot import wording
from bot.core.text import cut
from bot.pictures import lanes, meetings, series
from bot.pictures.lanes import LaneItem, LaneKind
from bot.pictures.process import Pictures
from models.analyst import Analyst
from models.histories.contacts import join_contacts
from models.histories.figures import join_figures
from models.histories.types import ContactHistory, ContactReport, FigureReport, FigureSeries, Origin
from models.types import Analysis, Article, Statement

AGAIN = 10
LANES = 6


@dataclass(frozen=True, slots=True)
class Read:
    """A dispatch that was read, and the story it belongs to."""

    origin: Origin
    story: str
    analysis: Analysis


def read() -> list[Read]:
    """Every dispatch, analysed."""
    analyst = Analyst()
    return [
        Read(
            Origin(number, d.published.date(), d.outlet),
            d.story,
            analyst.analyse(Article(d.text, d.title, d.url, d.outlet, d.published)),
        )
        for number, d in enumerate(dispatches.load())
    ]


def contacts(found: Sequence[Read]) -> list[ContactHistory]:
    """The contacts, with the countries of people who are also quoted somewhere."""
    speakers = [s.speaker for r in found for s in r.analysis.statements if s.speaker]
    known = {speaker.name: speaker.country for speaker in speakers if speaker.name and speaker.country}
    joined = join_contacts(ContactReport(r.origin, c) for r in found for c in r.analysis.contacts)
    return [
        replace(
            history,
            countries=tuple(
                country or known.get(party)
                for party, country in zip(history.parties, history.countries, strict=True)
            ),
        )
        for history in joined
    ]


def figures(found: Sequence[Read]) -> list[FigureSeries]:
    """Figures of people on which reports differ, joined within each story."""
    joined: list[FigureSeries] = []
    for story in dict.fromkeys(r.story for r in found):
        reports = [FigureReport(r.origin, f) for r in found if r.story == story for f in r.analysis.figures]
        joined += [
            replace(one, place=one.place or story.replace("-", " ").capitalize())
            for one in join_figures(reports)
            if one.unit == "people" != one.what and len({r.figure.value for r in one.reports}) > 1
        ]
    return joined


def items(found: Sequence[Read]) -> list[LaneItem]:
    """What the people with the most lines said, one statement an article, and whom they met."""
    told = [item for r in found for item in (*_statements(r), *_contacts(r))]
    most = {name for name, _ in Counter(item.lane for item in told).most_common(LANES)}
    return list(dict.fromkeys(item for item in told if item.lane in most))


def _statements(one: Read) -> Iterable[LaneItem]:
    first: dict[str, Statement] = {}
    for statement in one.analysis.statements:
        if statement.speaker and statement.speaker.name and statement.speaker.kind == "person":
            first.setdefault(statement.speaker.name, statement)
    for name, statement in first.items():
        words = "".join(text for text, _ in wording.runs(wording.told(statement).pieces))
        status = wording.polarity_words(statement) or wording.certainty(statement)
        yield LaneItem(one.origin.day, name, cut(words, 120), LaneKind.STATEMENT, status or None)


def _contacts(one: Read) -> Iterable[LaneItem]:
    for contact in one.analysis.contacts:
        first, *others = contact.parties
        label = f"{contact.kind} {'to' if contact.kind == 'visit' else 'with'} {' and '.join(others)}"
        day = contact.day or one.origin.day
        yield LaneItem(day, first, label, LaneKind.CONTACT, str(contact.status))


async def _timed(name: str, folder: Path, draw: Callable[[], Awaitable[bytes]], alt: str) -> None:
    seconds: list[float] = []
    png = b""
    for _ in range(AGAIN + 1):
        begun = time.perf_counter()
        png = await draw()
        seconds.append(time.perf_counter() - begun)
    (folder / f"{name}.png").write_bytes(png)
    later = statistics.median(seconds[1:])
    print(f"{name:10}{seconds[0]:9.2f}{later:9.2f}{len(png) / 1000:9.0f}\n  {alt}")


async def _draw(folder: Path, found: Sequence[Read]) -> None:
    met, counted, told = contacts(found), figures(found), items(found)
    pictures = Pictures()
    print(f"{'picture':10}{'first s':>9}{'later s':>9}{'kB':>9}")
    try:
        await _timed("meetings", folder, lambda: pictures.meetings(met), meetings.alt(met))
        await _timed("series", folder, lambda: pictures.series(counted), series.alt(counted))
        await _timed("lanes", folder, lambda: pictures.lanes(told), lanes.alt(told))
    finally:
        pictures.close()


def main() -> None:
    """Read the dispatches and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    asyncio.run(_draw(folder, read()))


if __name__ == "__main__":
    main()
