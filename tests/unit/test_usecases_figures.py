"""Figures found again, as series."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from support.desk import NEWS, PRIVATE, Desk, abroad, ann, ben, everyone, link, pasted
from support.stories import CALLED, CALLS, long_article

from bot.core.lookups import FigureQuery
from bot.core.types import Viewer

QUAKE = "Quake near Kabul\nMore than 2000 people were displaced in Kabul, Janan Sayeq said.\nIt was strong.\n"


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    for number, story in enumerate((CALLS, QUAKE, CALLED)):
        desk.web.add(f"https://paper.example/{number}", story, outlet="The Paper")
    await desk.post(link("https://paper.example/0"))
    await desk.post(link("https://paper.example/1"))
    desk.pass_time(days=3)
    await desk.post(link("https://paper.example/2"))
    return desk


async def found(desk: Desk, query: FigureQuery, viewer: Viewer = ben) -> list[tuple[str, list[float]]]:
    """What each series counts, and its values in order."""
    page = await desk.figures.search(query, viewer, page_size=50)
    assert page.total == len(page.items)
    return [(h.series.what, [r.figure.value for r in h.series.reports]) for h in page.items]


KILLED = ("killed", [700.0, 1300.0])
DISPLACED = ("displaced", [2000.0])


async def test_values_of_one_thing_are_one_series_in_order(desk: Desk) -> None:
    assert await found(desk, FigureQuery()) == [KILLED, DISPLACED]


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("killed", [KILLED]),
        ("Killed", [KILLED]),
        ("Israel", [KILLED]),
        ("IL", [KILLED]),
        ("Kabul", [DISPLACED]),
        ("Afghanistan", [DISPLACED]),
        ("quake", [DISPLACED]),
        ("people displaced", [DISPLACED]),
        ("quake killed", []),
        ('" OR "', []),
        ("  ", [KILLED, DISPLACED]),
    ],
)
async def test_by_topic_place_and_words(
    desk: Desk, about: str, expected: list[tuple[str, list[float]]]
) -> None:
    assert await found(desk, FigureQuery(about)) == expected


async def test_since_asks_for_a_report_from_then_on(desk: Desk) -> None:
    assert await found(desk, FigureQuery(since=datetime(2026, 1, 7, tzinfo=UTC))) == [KILLED]
    assert await found(desk, FigureQuery(since=datetime(2026, 1, 9, tzinfo=UTC))) == []


async def test_pages(desk: Desk) -> None:
    last = await desk.figures.search(FigureQuery(), ben, page=9, page_size=1)
    assert (last.page, last.pages, last.total) == (1, 2, 2)
    assert [hit.series.what for hit in last.items] == ["displaced"]


async def test_autocomplete_offers_things_places_and_countries(desk: Desk) -> None:
    assert await desk.figures.subjects("ki", ben) == ["killed"]
    assert await desk.figures.subjects("kab", ben) == ["Kabul"]
    assert await desk.figures.subjects("afg", ben) == ["Afghanistan"]
    assert await desk.figures.subjects("isr", ben) == ["Israel"]


async def test_a_figure_is_seen_by_those_who_may_read_its_channel(desk: Desk) -> None:
    story = "Hush\nAbout 40 people were detained in Kazan.\n"
    await desk.post(pasted(long_article(story)), channel=PRIVATE)
    assert await found(desk, FigureQuery("Kazan"), ann) == [("detained", [40.0])]
    for outsider in (ben, everyone, abroad):
        assert await found(desk, FigureQuery("Kazan"), outsider) == []
        assert await desk.figures.subjects("Kaz", outsider) == []
    await desk.forget.channel(1, NEWS)
    assert await found(desk, FigureQuery(), ann) == [("detained", [40.0])]
