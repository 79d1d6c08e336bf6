"""Statements, contacts and figures in the order of time, and two sides of one matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from support.desk import PRIVATE, Desk, abroad, ann, ben, everyone, link, pasted
from support.stories import CALLED, CALLS, GUTERRES, PESKOV, long_article

from bot.core.lookups import CompareQuery, Side, TimelineQuery
from bot.core.types import Viewer
from models.types import Contact, Figure, Statement


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    """Four articles, an hour after each other; the last is from an archive."""
    for number, story in enumerate((CALLS, PESKOV, CALLED, GUTERRES)):
        url = desk.web.add(f"https://paper.example/{number}", story, outlet="The Paper")
        if story is GUTERRES:
            page = desk.web.pages[url]
            assert not isinstance(page, Exception)
            desk.web.pages[url] = replace(page, published=datetime(2023, 10, 9, tzinfo=UTC))
        await desk.post(link(url))
        desk.pass_time(hours=1)
    return desk


DENIED = "Vladimir Putin did not plan to call Benjamin Netanyahu, Dmitry Peskov said."
DEAD = "At least 700 people were killed in Israel, Yoav Gallant said."
CONTACT = '"We keep contact with both sides,"'
TALKS = "talks go on"
PEACE = "he wants peace"
HELD = "Vladimir Putin called Benjamin Netanyahu."
MORE_DEAD = "About 1300 people were killed in Israel."
PROTECT = '"Civilians must be protected,"'


async def found(desk: Desk, query: TimelineQuery, viewer: Viewer = ben) -> list[str]:
    page = await desk.timeline.search(query, viewer, page_size=50)
    assert page.total == len(page.items)
    return [entry.told.text for entry in page.items]


async def test_everything_is_told_oldest_first_by_its_own_date(desk: Desk) -> None:
    told = [PROTECT, DEAD, DENIED, CONTACT, TALKS, PEACE, MORE_DEAD, HELD]
    assert await found(desk, TimelineQuery()) == told
    page = await desk.timeline.search(TimelineQuery(), ben, page_size=50)
    kinds = [type(entry.told) for entry in page.items]
    assert kinds == [Statement, Figure, Contact, Statement, Statement, Statement, Figure, Contact]
    moments = [entry.seen.moment for entry in page.items]
    assert moments == sorted(moments)
    assert page.items[2].countries == ("RU", "IL")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (TimelineQuery("Putin"), [DENIED, PEACE, HELD]),
        (TimelineQuery("Russia"), [DENIED, CONTACT, PEACE, HELD]),
        (TimelineQuery("Israel"), [DEAD, DENIED, MORE_DEAD, HELD]),
        (TimelineQuery("Gallant"), [DEAD]),
        (TimelineQuery("Guterres"), [PROTECT]),
        (TimelineQuery("Merkel"), []),
        (TimelineQuery("Putin", "peace"), [PEACE]),
        (TimelineQuery(words="killed"), [DEAD, MORE_DEAD]),
        (TimelineQuery(words="telephones"), [MORE_DEAD, HELD]),
        (TimelineQuery(words="zebra"), []),
        (TimelineQuery(words='" OR "'), []),
        (TimelineQuery(words="%", who="%"), []),
        (TimelineQuery("Israel", since=datetime(2026, 1, 5, 13, tzinfo=UTC)), [MORE_DEAD, HELD]),
    ],
)
async def test_by_person_country_words_and_time(
    desk: Desk, query: TimelineQuery, expected: list[str]
) -> None:
    assert await found(desk, query) == expected


async def test_pages_of_a_timeline(desk: Desk) -> None:
    first = await desk.timeline.search(TimelineQuery(), ben, page=0, page_size=3)
    last = await desk.timeline.search(TimelineQuery(), ben, page=9, page_size=3)
    assert (first.total, first.pages, len(first.items)) == (8, 3, 3)
    assert (last.page, [entry.told.text for entry in last.items]) == (2, [MORE_DEAD, HELD])


async def test_a_timeline_offers_speakers_parties_and_countries(desk: Desk) -> None:
    assert await desk.timeline.names("net", ben) == ["Benjamin Netanyahu"]
    assert await desk.timeline.names("pesk", ben) == ["Dmitry Peskov"]
    assert await desk.timeline.names("isr", ben) == ["Israel"]


async def test_a_timeline_holds_only_what_the_asker_may_see(desk: Desk) -> None:
    story = (
        "Hush\nAnn Hill (NZ) said that it is settled.\nAnn Hill met Ben Marsh.\n"
        "About 40 people were detained, Ann Hill said.\n"
    )
    await desk.post(pasted(long_article(story)), channel=PRIVATE)
    assert len(await found(desk, TimelineQuery("Hill"), ann)) == 3
    for outsider in (ben, everyone, abroad):
        assert await found(desk, TimelineQuery("Hill"), outsider) == []
        assert await found(desk, TimelineQuery(words="detained"), outsider) == []
        assert await desk.timeline.names("Hill", outsider) == []
    assert len(await found(desk, TimelineQuery())) == 8
    assert await found(desk, TimelineQuery(), abroad) == []


def said(side: Side) -> list[str]:
    return [hit.statement.text for hit in side.hits]


async def test_two_sides_of_one_matter(desk: Desk) -> None:
    """The words may stand in the statement or in the headline of its article."""
    found = await desk.compare.search(CompareQuery("Peskov", "the United States", "calls planned"), ben)
    assert (found.one.who, said(found.one), found.one.total) == ("Peskov", [CONTACT], 1)
    assert (found.other.who, said(found.other), found.other.total) == ("the United States", [TALKS], 1)
    assert (found.page, found.pages) == (0, 1)


async def test_a_side_without_a_word_on_it_is_empty(desk: Desk) -> None:
    found = await desk.compare.search(CompareQuery("Putin", "Merkel", "peace"), ben)
    assert (said(found.one), said(found.other)) == ([PEACE], [])
    nothing = await desk.compare.search(CompareQuery("Putin", "Guterres", "zebra"), ben)
    assert (nothing.one.total, nothing.other.total, nothing.pages) == (0, 0, 0)


async def test_both_sides_are_turned_together(desk: Desk) -> None:
    found = await desk.compare.search(CompareQuery("Russia", "Guterres", "contact"), ben, page_size=1)
    assert (found.pages, found.other.total) == (1, 0)
    for number in range(3):
        await desk.post(
            pasted(long_article(f"Grain {number}\nAnn Hill (NZ) said that grain {number} moves.\n"))
        )
    await desk.post(pasted(long_article("Grain\nPavel Orlik (CZ) said that grain is dear.\n")))
    second = await desk.compare.search(CompareQuery("Hill", "Orlik", "grain"), ben, page=1, page_size=1)
    assert (second.page, second.pages) == (1, 3)
    assert said(second.one) == ["grain 1 moves"]
    assert (said(second.other), second.other.total) == ([], 1)


async def test_a_comparison_holds_only_what_the_asker_may_see(desk: Desk) -> None:
    await desk.post(
        pasted(long_article("Hush\nAnn Hill (NZ) said that grain is settled.\n")), channel=PRIVATE
    )
    query = CompareQuery("Hill", "New Zealand", "grain")
    mine = await desk.compare.search(query, ann)
    assert (mine.one.total, mine.other.total) == (1, 1)
    for outsider in (ben, everyone, abroad):
        theirs = await desk.compare.search(query, outsider)
        assert (theirs.one.hits, theirs.other.hits) == ((), ())
        assert await desk.compare.speakers("Hill", outsider) == []
    assert await desk.compare.speakers("new", ann) == ["New Zealand"]
