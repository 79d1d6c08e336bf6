"""What the tests of pictures share: made-up contacts and figures, and what can be asked of a picture."""

from __future__ import annotations

import io
from datetime import date, timedelta
from itertools import combinations

from PIL import Image

from bot.pictures.paper import Extent, Paper
from models.histories.types import ContactHistory, ContactReport, FigureReport, FigureSeries, Origin
from models.types import Contact, ContactStatus, Figure

DAY = date(2023, 10, 7)
PEOPLE = (
    ("Vladimir Putin", "RU"),
    ("Benjamin Netanyahu", "IL"),
    ("Joe Biden", "US"),
    ("Crown Prince Mohammed bin Salman of the Kingdom of Saudi Arabia", "SA"),
    ("Foreign Minister Łukasz Nguyễn-Đỗ", "PL"),
    ("Sergey Lavrov", "RU"),
    ("Antony Blinken", "US"),
    ("Abdel Fattah al-Sisi", "EG"),
    ("King Abdullah", "JO"),
    ("Mahmoud Abbas", "PS"),
    ("Isaac Herzog", "IL"),
    ("Arab League contact group on the reconstruction of Sudan", None),
    ("Viktor Orbán", "HU"),
    ("Xi Jinping (习近平)", "CN"),
    ("High Representative for Foreign Affairs", "EU"),
    ("António Guterres", "UN"),
    ("محمد شياع السوداني", "IQ"),
    ("Recep Tayyip Erdoğan", "TR"),
    ("A senior Western diplomat", None),
    ("Prime Minister of Bosnia and Herzegovina Borjana Krišto", "BA"),
    ("Narendra Modi", "IN"),
    ("Emmanuel Macron", "FR"),
)
_KINDS = ("call", "meeting", "visit", "talks", "letter", "summit")


def history(
    *parties: tuple[str, str | None],
    kind: str = "call",
    statuses: tuple[ContactStatus, ...] = (ContactStatus.HELD,),
    day: date | None = None,
    reported: date = DAY,
) -> ContactHistory:
    """A contact with a report a day, one for each of ``statuses``."""
    names = tuple(name for name, _ in parties)
    reports = tuple(
        ContactReport(
            Origin(number, reported + timedelta(number), "Baltic Wire"),
            Contact(kind, names, status, "As the article has it.", ((0, 1),), day=day),
        )
        for number, status in enumerate(statuses)
    )
    return ContactHistory(kind, names, tuple(country for _, country in parties), reports)


def contacts(parties: int, count: int) -> list[ContactHistory]:
    """So many contacts between the first of PEOPLE, of every status and kind, with two to four parties."""
    people = PEOPLE[:parties]
    states = tuple(ContactStatus)
    made: list[ContactHistory] = []
    for number in range(count):
        size = min(parties, 4 if number % 7 == 6 else 3 if number % 5 == 4 else 2)
        step = 1 + number // parties
        met = dict.fromkeys(people[(2 * number + step * place) % parties] for place in range(size))
        earlier = (ContactStatus.PLANNED,) * (number % 3 == 0)
        made.append(
            history(
                *met,
                kind=_KINDS[number % len(_KINDS)],
                statuses=(*earlier, states[number % len(states)]),
                day=DAY + timedelta(number) if number % 4 else None,
                reported=DAY + timedelta(number),
            )
        )
    return made


def figure(
    day: date,
    value: float,
    qualifier: str | None = None,
    high: float | None = None,
    outlet: str | None = "Baltic Wire",
    source: str | None = None,
    what: str = "killed",
    unit: str = "people",
) -> FigureReport:
    """A figure that one article reports."""
    told = Figure(value, what, unit, "as written", ((0, 1),), qualifier=qualifier, high=high, source=source)
    return FigureReport(Origin(1, day, outlet), told)


def series(
    *reports: FigureReport, what: str = "killed", unit: str = "people", place: str | None = None
) -> FigureSeries:
    """A series of these reports."""
    return FigureSeries(what, unit, place, reports)


def overlaps(paper: Paper) -> list[tuple[str, str]]:
    """The words that are written over other words."""
    pairs = combinations(paper.words(), 2)
    return [(words, others) for (words, here), (others, there) in pairs if here.meets(there)]


def outside(paper: Paper) -> list[str]:
    """The words that the edge of the picture cuts."""
    inner = Extent(4, 4, paper.width - 4, paper.height - 4)
    return [
        words
        for words, (left, top, right, bottom) in paper.words()
        if left < inner.left or top < inner.top or right > inner.right or bottom > inner.bottom
    ]


def opened(png: bytes) -> Image.Image:
    """The picture as Pillow reads it, every pixel of it."""
    image = Image.open(io.BytesIO(png))
    image.load()
    return image
