"""Histories over the dispatches in ``seeds/`` and the two first articles, by reading them."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from models.analyst import Analyst
from models.histories.changes import changes
from models.histories.contacts import join_contacts
from models.histories.figures import join_figures
from models.histories.types import ContactHistory, ContactReport, FigureReport, FigureSeries, Origin
from models.types import Article, ContactStatus

ROOT = Path(__file__).parents[2]
FIRST = ROOT / ".." / "shared" / "seeds"
DAYS = {"000_0ff94aa2f413bfe9.txt": date(2023, 10, 9), "004_1e176b80536de613.txt": date(2023, 10, 17)}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FIRST.is_dir(), reason="needs the two first articles in ../shared/seeds"),
]

Reports = tuple[list[ContactReport], list[FigureReport]]


@pytest.fixture(scope="module")
def reports() -> Reports:
    analyst = Analyst()
    read: list[tuple[Origin, Article]] = []
    for number, known in enumerate(tomllib.loads((ROOT / "seeds" / "index.toml").read_text())["dispatch"]):
        text = (ROOT / "seeds" / known["file"]).read_text()
        when = known["published"]
        article = Article(text, known["title"], outlet=known["outlet"], published=when)
        read.append((Origin(number, when.date(), known["outlet"]), article))
    for number, (name, day) in enumerate(DAYS.items(), len(read)):
        read.append((Origin(number, day, name[:3]), Article((FIRST / name).read_text("utf-8"))))
    analyses = [(origin, analyst.analyse(article)) for origin, article in read]
    contacts = [ContactReport(origin, c) for origin, a in analyses for c in a.contacts]
    figures = [FigureReport(origin, f) for origin, a in analyses for f in a.figures]
    return contacts, figures


def about(histories: list[ContactHistory], kind: str, *parties: str) -> ContactHistory:
    (found,) = [h for h in histories if h.kind == kind and set(h.parties) == set(parties)]
    return found


def told(history: ContactHistory) -> list[tuple[str, date, ContactStatus]]:
    return [(r.origin.outlet or "", r.origin.day, r.contact.status) for r in history.turns]


def test_putin_and_netanyahu_not_planned_then_held(reports: Reports) -> None:
    history = about(join_contacts(reports[0]), "call", "Vladimir Putin", "Benjamin Netanyahu")
    assert [(day, status) for _, day, status in told(history)] == [
        (date(2023, 10, 9), ContactStatus.DENIED),
        (date(2023, 10, 16), ContactStatus.HELD),
    ]
    assert {r.contact.source for r in history.reports[:3]} == {"Dmitry Peskov"}
    assert {r.origin.outlet for r in history.reports} == {
        *("Baltic Wire", "Harbour Gazette", "000", "Meridian News Agency", "004")
    }


def test_biden_to_israel_planned_then_held(reports: Reports) -> None:
    history = about(join_contacts(reports[0]), "visit", "Joe Biden", "Israel")
    assert told(history) == [
        ("Meridian News Agency", date(2023, 10, 17), ContactStatus.PLANNED),
        ("Atlantic Ledger", date(2023, 10, 18), ContactStatus.HELD),
    ]
    assert {r.origin.outlet for r in history.reports} >= {"Baltic Wire", "004"}


def test_blinken_met_israeli_officials_in_tel_aviv(reports: Reports) -> None:
    history = about(join_contacts(reports[0]), "meeting", "Antony Blinken", "Israeli officials")
    (report,) = history.reports
    assert (report.contact.status, report.contact.where) == (ContactStatus.HELD, "Tel Aviv")


def test_the_calls_of_biden_and_netanyahu_three_days_apart_are_two(reports: Reports) -> None:
    calls = [
        {r.contact.day for r in h.reports}
        for h in join_contacts(reports[0])
        if h.kind == "call" and {"Joe Biden", "Benjamin Netanyahu"} <= set(h.parties)
    ]
    assert calls == [{date(2023, 10, 10)}, {date(2023, 10, 7)}]


def series(found: list[FigureSeries], what: str, whose: str) -> list[tuple[int, str | None, float]]:
    (one,) = [s for s in found if (s.what, s.whose) == (what, whose) and len(s.reports) > 3]
    return list(dict.fromkeys((r.origin.day.day, r.figure.qualifier, r.figure.value) for r in one.reports))


def test_the_dead_in_israel_by_day(reports: Reports) -> None:
    assert series(join_figures(reports[1]), "killed", "IL") == [
        (9, "at least", 700),
        (9, "more than", 700),
        (10, "more than", 900),
        (12, None, 1300),
        (16, "more than", 1400),
    ]


def test_the_dead_in_gaza_by_day(reports: Reports) -> None:
    assert series(join_figures(reports[1]), "killed", "PS") == [
        (7, None, 232),
        (9, "about", 500),
        (10, None, 830),
        (12, "more than", 1400),
        (16, None, 2808),
    ]


def test_what_changed_in_ten_days(reports: Reports) -> None:
    found = changes(join_contacts(reports[0]), join_figures(reports[1]))
    assert [(t.history.kind, t.then.contact.status, t.now.contact.status) for t in found.turns] == [
        ("visit", ContactStatus.PLANNED, ContactStatus.HELD),
        ("call", ContactStatus.DENIED, ContactStatus.HELD),
    ]
    moved = [(m.series.whose, m.then.figure.value, m.now.figure.value) for m in found.moves]
    assert sorted(moved, key=str) == [("IL", 700, 1400), ("PS", 232, 2808)]
