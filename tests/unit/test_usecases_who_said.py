"""Statements found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.engine import Engine
from support.desk import BEN, NOON, Desk, ben, link, pasted
from support.stories import GUTERRES, PESKOV, long_article

from bot.core.types import StatementQuery
from bot.store.fulltext import words_query
from models.types import Kind


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    desk.web.add("https://paper.example/1", PESKOV)
    desk.web.add("https://paper.example/2", GUTERRES)
    await desk.post(link("https://paper.example/1"))
    desk.pass_time(hours=1)
    await desk.post(link("https://paper.example/2"))
    return desk


async def found(desk: Desk, query: StatementQuery) -> list[str]:
    page = await desk.who_said.search(query, ben, page_size=50)
    assert page.total == len(page.hits)
    return [hit.statement.speaker.name or "" for hit in page.hits if hit.statement.speaker]


async def test_newest_first_and_within_an_article_in_its_order(desk: Desk) -> None:
    assert await found(desk, StatementQuery()) == [
        "Antonio Guterres",
        "Dmitry Peskov",
        "Antony Blinken",
        "Vladimir Putin",
    ]


@pytest.mark.parametrize(
    ("typed", "speakers"),
    [
        ("contact", ["Dmitry Peskov"]),
        ("CONTACTS", ["Dmitry Peskov"]),
        ("both sides", ["Dmitry Peskov"]),
        ("sides both", ["Dmitry Peskov"]),
        ('"both sides"', ["Dmitry Peskov"]),
        ('"sides both"', []),
        ("“both sides”", ["Dmitry Peskov"]),
        ("peskov sides", ["Dmitry Peskov"]),
        ("kremlin", ["Dmitry Peskov"]),
        ("civilian corridor", ["Antonio Guterres"]),
        ("contact nonsense", []),
        ("contact OR corridor", []),
        ("🙂", []),
        ('"', []),
        ('" OR "', []),
        ("*", []),
        ("NEAR(", []),
        ("text:contact", []),
        ("^contact", ["Dmitry Peskov"]),
        ("cont*", []),
        ("-contact", ["Dmitry Peskov"]),
        ("   ", ["Antonio Guterres", "Dmitry Peskov", "Antony Blinken", "Vladimir Putin"]),
    ],
)
async def test_words(desk: Desk, typed: str, speakers: list[str]) -> None:
    assert await found(desk, StatementQuery(typed)) == speakers


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(max_size=60))
async def test_any_text_can_be_asked_for(desk: Desk, typed: str) -> None:
    page = await desk.who_said.search(StatementQuery(typed, speaker=typed, country=typed), ben)
    assert page.total >= len(page.hits)


@given(st.text(max_size=200))
def test_a_query_holds_nothing_but_quoted_words(typed: str) -> None:
    for part in filter(None, words_query(typed).split(" AND ")):
        assert part[0] == part[-1] == '"'
        assert '"' not in part[1:-1]


@pytest.mark.parametrize(
    ("asked", "speakers"),
    [
        ("Putin", ["Vladimir Putin"]),
        ("putin", ["Vladimir Putin"]),
        ("President Putin", ["Vladimir Putin"]),
        ("Vladimir V. Putin", ["Vladimir Putin"]),
        ("Peskow", ["Dmitry Peskov"]),
        ("guterres", ["Antonio Guterres"]),
        ("António Guterres", ["Antonio Guterres"]),
        ("Merkel", []),
        ("%", []),
    ],
)
async def test_speakers(desk: Desk, asked: str, speakers: list[str]) -> None:
    assert await found(desk, StatementQuery(speaker=asked)) == speakers


async def test_a_name_in_two_spellings_is_one_person(desk: Desk) -> None:
    for number, name in enumerate(("Volodymyr Zelensky", "Volodymyr Zelenskyy")):
        desk.web.add(
            f"https://paper.example/z{number}", f"Kyiv {number}\n{name} (UA) said that help is late.\n"
        )
        await desk.post(link(f"https://paper.example/z{number}"))
    for asked in ("Zelensky", "Zelenskyy", "Zelenskiy"):
        assert sorted(await found(desk, StatementQuery(speaker=asked))) == [
            "Volodymyr Zelensky",
            "Volodymyr Zelenskyy",
        ]


@pytest.mark.parametrize(
    ("asked", "speakers"),
    [
        ("Russia", ["Dmitry Peskov", "Vladimir Putin"]),
        ("ru", ["Dmitry Peskov", "Vladimir Putin"]),
        ("RUS", ["Dmitry Peskov", "Vladimir Putin"]),
        ("russian federation", ["Dmitry Peskov", "Vladimir Putin"]),
        ("USA", ["Antony Blinken"]),
        ("United States", ["Antony Blinken"]),
        ("the United States", ["Antony Blinken"]),
        ("France", []),
        ("Atlantis", []),
    ],
)
async def test_countries(desk: Desk, asked: str, speakers: list[str]) -> None:
    assert await found(desk, StatementQuery(country=asked)) == speakers


async def test_time_counts_from_publication_where_that_is_known(desk: Desk) -> None:
    url = "https://paper.example/old"
    desk.web.add(url, "From the archive\nPavel Orlik (CZ) said that trade rises.\n")
    page = desk.web.pages[url]
    assert not isinstance(page, Exception)
    desk.web.pages[url] = replace(page, published=datetime(2023, 10, 9, tzinfo=UTC))
    await desk.post(link(url))
    assert (await found(desk, StatementQuery()))[-1] == "Pavel Orlik"
    assert await found(desk, StatementQuery(until=datetime(2024, 1, 1, tzinfo=UTC))) == ["Pavel Orlik"]
    assert await found(desk, StatementQuery(since=desk.now - timedelta(minutes=1))) == ["Antonio Guterres"]
    assert await found(desk, StatementQuery(until=desk.now, since=datetime(2024, 1, 1, tzinfo=UTC))) == [
        "Dmitry Peskov",
        "Antony Blinken",
        "Vladimir Putin",
    ]


async def test_a_page_dated_in_the_future_is_dated_by_its_posting(desk: Desk) -> None:
    url = "https://paper.example/future"
    desk.web.add(url, "Tomorrow\nPavel Orlik (CZ) said that trade rises.\n")
    page = desk.web.pages[url]
    assert not isinstance(page, Exception)
    desk.web.pages[url] = replace(page, published=desk.now + timedelta(days=400))
    await desk.post(link(url))
    assert await found(desk, StatementQuery(since=desk.now + timedelta(days=1))) == []


async def test_direct_quotations_only(desk: Desk) -> None:
    page = await desk.who_said.search(StatementQuery(direct_only=True), ben)
    assert page.total == 2
    assert {hit.statement.kind for hit in page.hits} == {Kind.DIRECT}


async def test_conditions_hold_together(desk: Desk) -> None:
    assert await found(desk, StatementQuery("peace", speaker="Putin", country="Russia")) == ["Vladimir Putin"]
    assert await found(desk, StatementQuery("contact", speaker="Putin")) == []


async def test_pages(desk: Desk) -> None:
    first = await desk.who_said.search(StatementQuery(), ben, page=0, page_size=3)
    last = await desk.who_said.search(StatementQuery(), ben, page=1, page_size=3)
    assert (first.total, first.pages, first.page, len(first.hits)) == (4, 2, 0, 3)
    assert (last.page, len(last.hits)) == (1, 1)
    assert await desk.who_said.search(StatementQuery(), ben, page=99, page_size=3) == last
    assert await desk.who_said.search(StatementQuery(), ben, page=-5, page_size=3) == first
    nothing = await desk.who_said.search(StatementQuery("nonsense"), ben, page=3)
    assert (nothing.hits, nothing.total, nothing.page, nothing.pages) == ((), 0, 0, 0)


async def test_one_article_alone(desk: Desk) -> None:
    [hit] = (await desk.who_said.search(StatementQuery("civilians"), ben)).hits
    assert await found(desk, StatementQuery(article_id=hit.article.id)) == ["Antonio Guterres"]


async def test_autocomplete(desk: Desk) -> None:
    assert await desk.who_said.speakers("p", ben) == ["Dmitry Peskov", "Vladimir Putin"]
    assert await desk.who_said.speakers("Vlad", ben) == ["Vladimir Putin"]
    assert await desk.who_said.speakers("president putin", ben) == ["Vladimir Putin"]
    assert len(await desk.who_said.speakers("", ben)) == 4
    assert await desk.who_said.countries("rus", ben) == ["Russia"]
    assert await desk.who_said.countries("nat", ben) == ["United Nations"]
    assert len(await desk.who_said.countries("", ben)) == 3


@pytest.mark.parametrize(
    ("code", "offered"),
    [
        ("US", "United States"),
        ("GB", "United Kingdom"),
        ("AE", "United Arab Emirates"),
        ("RU", "Russia"),
        ("IR", "Iran"),
        ("TZ", "Tanzania"),
        ("UA", "Ukraine"),
    ],
)
async def test_countries_are_offered_by_their_usual_name(desk: Desk, code: str, offered: str) -> None:
    await desk.post(pasted(long_article(f"Talks\nAnn Hill ({code}) said that the harbour opens again.\n")))
    assert offered in await desk.who_said.countries("", ben)
    assert offered in await desk.who_said.countries(offered[:6].lower(), ben)
    assert await found(desk, StatementQuery("harbour", country=offered)) == ["Ann Hill"]


async def test_a_country_is_found_by_the_name_that_is_not_shown(desk: Desk) -> None:
    assert await desk.who_said.countries("amer", ben) == ["United States"]


@pytest.mark.parametrize(
    "query",
    [
        StatementQuery(country="Russia"),
        StatementQuery("contact", country="Russia", direct_only=True),
        StatementQuery(country="Russia", since=NOON, until=NOON + timedelta(days=1)),
    ],
)
async def test_a_search_looks_at_what_matches_and_at_nothing_else(desk: Desk, query: StatementQuery) -> None:
    """However many statements there are: each step uses an index, and there are few steps."""
    asked: list[tuple[str, tuple[object, ...]]] = []

    def note(_: object, __: object, statement: str, parameters: tuple[object, ...], *___: object) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        await desk.who_said.search(query, ben)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    steps: list[str] = []
    async with desk.store.read() as db:
        for statement, parameters in asked:
            plan = await db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps += [row.detail for row in plan]
    assert len(asked) == 3
    assert [s for s in steps if s.startswith("SCAN") and "VIRTUAL TABLE" not in s] == []
    assert not any("AUTOMATIC" in s for s in steps)


async def test_saved_queries_outlive_a_restart_and_are_purged(desk: Desk, tmp_path: Path) -> None:
    query = StatementQuery("peace", "Putin", "Russia", desk.now, desk.now + timedelta(days=1), True, 7)
    token = await desk.queries.save(query, ben, BEN)
    assert len(token) <= 20
    await desk.close()
    later = await Desk(tmp_path).open()
    assert await later.queries.load(token) == query
    assert await later.queries.load("unknown") is None
    later.pass_time(days=91)
    await later.queries.save(StatementQuery(), ben, BEN)
    assert await later.queries.load(token) is None
    await later.close()
