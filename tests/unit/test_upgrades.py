"""A store of any earlier version is brought up to date with everything that is in it."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import create_async_engine
from support.desk import ANN, GUILD, NEWS, Desk, ann
from support.fake_analyst import analyse
from support.stories import CALLS, PESKOV, long_article

from bot.core.types import PostingState, StatementQuery
from bot.store import contacts, figures, migrations
from bot.store.contacts import ContactFilter
from bot.store.figures import FigureFilter
from models.export import record, to_dict
from models.types import Article

THEN = "2026-01-05 12:00:00.000000"
URL = "https://paper.example/no-calls"
TEXT = long_article(PESKOV + CALLS)
ANALYSIS = analyse(Article(TEXT))
STATEMENT = ANALYSIS.statements[0]
[CONTACT] = ANALYSIS.contacts
[FIGURE] = ANALYSIS.figures

# A row for each table, with every column that a version up to now has or had. A new column belongs here, too.
ROWS: dict[str, dict[str, Any]] = {
    "guilds": {"id": GUILD, "joined_at": THEN},
    "watched_channels": {"channel_id": NEWS, "guild_id": GUILD, "added_by": ANN, "added_at": THEN},
    "articles": {
        "id": 1, "content_hash": "a" * 64, "title": "No calls planned", "text": TEXT, "url": URL,
        "site": "paper.example", "outlet": "The Paper", "published": THEN, "language": "en",
        "analysis": json.dumps(to_dict("", ANALYSIS)), "embedding": b"\0\0\200\77", "preview_only": 0,
        "seconds": 0.5, "analysed_at": THEN,
    },
    "article_links": {"canonical_url": URL, "article_id": 1},
    "article_sketches": {"value": 12345, "article_id": 1},
    "postings": {
        "id": 1, "guild_id": GUILD, "channel_id": NEWS, "message_id": 1001, "author_id": ANN,
        "posted_at": THEN, "private_to": 0,
        "source_kind": "link", "source_key": "link:x", "source_url": URL, "address": URL,
        "payload": json.dumps({"title": None, "body": None, "name": None, "attachment_id": None}),
        "state": "read", "reason": None, "message": None, "attempts": 1, "retry_at": None, "article_id": 1,
        "answered": 2001, "recorded_at": THEN,
    },
    "forgotten": {"channel_id": NEWS, "guild_id": GUILD, "message_id": 999},
    "statements": {
        "id": 1, "article_id": 1, "position": 0, "text": STATEMENT.text, "speaker": "Dmitry Peskov",
        "speaker_key": "peskov", "role": "Kremlin spokesman", "country": "RU", "about": "No calls planned",
        "kind": "direct", "act": "say", "certainty": "on record",
    },
    "contacts": {
        "id": 1, "article_id": 1, "position": 0, "kind": "call", "status": "denied", "day": None,
        "text": CONTACT.text, "topic": None, "about": "No calls planned",
        "record": json.dumps(record(CONTACT)),
    },
    "contact_parties": {
        "id": 1, "contact_id": 1, "name": "Vladimir Putin", "key": "putin, vladimir", "country": "RU",
    },
    "figures": {
        "id": 1, "article_id": 1, "position": 0, "what": "killed", "unit": "people", "place": "Israel",
        "country": "IL", "source": "Yoav Gallant", "value": 700.0, "text": FIGURE.text,
        "about": "No calls planned", "record": json.dumps(record(FIGURE)),
    },
    "digest_schedules": {
        "id": 1, "guild_id": GUILD, "channel_id": NEWS, "zone": "Europe/Berlin", "minute": 450,
        "weekday": None, "minimum": 1, "topic": "talks", "paused": 0, "problem": None, "begins_at": THEN,
    },
    "digest_runs": {
        "id": 1, "schedule_id": 1, "due_at": THEN, "since": THEN, "state": "posted", "attempts": 1,
        "message_id": 3001, "sentences": "[]", "articles": "[1]", "claimed_at": THEN,
    },
    "digest_sentences": {"id": 1, "run_id": 1, "article_id": 1, "text": "No calls are planned."},
    "saved_queries": {
        "token": "abcdefghijkl", "guild_id": GUILD, "created_at": THEN, "user_id": ANN,
        "query": json.dumps(asdict(StatementQuery("contact"))),
    },
}  # fmt: skip
# Columns that a later version dropped, and what it does without.
DROPPED = {("digest_runs", "sentences")}


def fill(connection: Connection) -> dict[str, dict[str, Any]]:
    """Put a row into each table that there is; returns the rows."""
    there = inspect(connection)
    rows: dict[str, dict[str, Any]] = {}
    for table, row in ROWS.items():
        if there.has_table(table):
            columns = [column["name"] for column in there.get_columns(table)]
            assert set(columns) <= row.keys(), f"{table} has a column that this test knows nothing of"
            rows[table] = {name: row[name] for name in columns}
            values = f"({', '.join(columns)}) VALUES ({', '.join(f':{name}' for name in columns)})"
            connection.execute(text(f"INSERT INTO {table} {values}"), rows[table])
    return rows


Stored = tuple[str, Desk, dict[str, dict[str, Any]]]


@pytest.fixture(params=migrations.known())
async def upgraded(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncGenerator[Stored]:
    """A store of each revision with a row in each table, opened by this version; its revision and rows."""
    made = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'attache.db'}")
    async with made.begin() as connection:
        await connection.run_sync(migrations.upgrade, request.param)
        rows = await connection.run_sync(fill)
    await made.dispose()
    async with Desk(tmp_path) as desk:
        yield request.param, desk, rows


async def test_every_row_is_as_it_was(upgraded: Stored) -> None:
    _, desk, rows = upgraded
    assert await desk.rows("SELECT version_num FROM alembic_version") == [(migrations.known()[-1],)]
    for table, row in rows.items():
        kept = {name: value for name, value in row.items() if (table, name) not in DROPPED}
        columns = ", ".join(kept)
        assert await desk.rows(f"SELECT {columns} FROM {table}") == [tuple(kept.values())]  # noqa: S608


async def test_what_was_not_known_yet_is_filled_in(upgraded: Stored) -> None:
    revision, desk, _ = upgraded
    [(answered, recorded, address)] = await desk.rows("SELECT answered, recorded_at, address FROM postings")
    assert answered == (2001 if revision >= "0002" else 0)  # what was read before then owes no card
    assert recorded == THEN
    assert address == URL


async def test_contacts_and_figures_of_earlier_versions_can_be_searched(upgraded: Stored) -> None:
    """They were in the analyses before there were tables of them."""
    _, desk, _ = upgraded
    row = "SELECT article_id, position, kind, status, day, text, record FROM contacts"
    [(*told, stored)] = await desk.rows(row)
    assert told == [1, 0, "call", "denied", None, CONTACT.text]
    assert json.loads(str(stored)) == record(CONTACT)
    parties = await desk.rows("SELECT name, key, country FROM contact_parties ORDER BY id")
    assert parties[0] == ("Vladimir Putin", "putin, vladimir", "RU")
    row = "SELECT article_id, position, what, unit, place, country, source, value, text, record FROM figures"
    [(*told, stored)] = await desk.rows(row)
    assert told == [1, 0, "killed", "people", "Israel", "IL", "Yoav Gallant", 700.0, FIGURE.text]
    assert json.loads(str(stored)) == record(FIGURE)


async def test_everything_can_be_found_and_deleted(upgraded: Stored) -> None:
    revision, desk, _ = upgraded
    found = await desk.who_said.search(StatementQuery("contact", speaker="Peskov"), ann)
    assert [hit.statement for hit in found.hits] == [STATEMENT]
    assert found.hits[0].article.url == URL
    async with desk.store.read() as db:
        [called] = await contacts.find(db, ContactFilter(("Vladimir Putin",)), ann, 5)
        [counted] = await figures.find(db, FigureFilter(words="killed"), ann, 5)
    assert (called.contact, counted.figure) == (CONTACT, FIGURE)
    assert [p.state for p in await desk.status.postings(ann)] == [PostingState.READ]
    assert await desk.watching.is_watched(NEWS)
    [schedule] = await desk.digests.list(GUILD)
    assert (schedule.zone, schedule.minute, schedule.topic) == ("Europe/Berlin", 450, "talks")
    assert await desk.queries.load("abcdefghijkl") == StatementQuery("contact")
    assert await desk.forget.up_to(NEWS) == (999 if revision >= "0004" else 0)
    assert await desk.store.check() == []
    removed, traces = await desk.forget.user(ANN)
    assert (removed.postings, removed.articles) == (1, 1)
    assert len(traces.cards) == (1 if revision >= "0002" else 0)
    for table in (
        "articles",
        "article_links",
        "article_sketches",
        "statements",
        "contacts",
        "contact_parties",
        "figures",
        "postings",
        "digest_sentences",
    ):
        assert await desk.count(table) == 0


@pytest.mark.parametrize(("attempts", "cards"), [(0, [1001]), (1, [])])
async def test_public_answers_of_earlier_versions_are_known_as_cards(
    attempts: int, cards: list[int], tmp_path: Path
) -> None:
    """They were stored as postings that nobody had to read; one that was read without a card is none."""
    made = create_async_engine(f"sqlite+aiosqlite:///{tmp_path / 'attache.db'}")
    async with made.begin() as connection:
        await connection.run_sync(migrations.upgrade, "0004")
        await connection.run_sync(fill)
        await connection.execute(text("UPDATE postings SET answered = 0, attempts = :n"), {"n": attempts})
    await made.dispose()
    async with Desk(tmp_path) as desk:
        assert [card.message_id for card in (await desk.forget.traces(ANN)).cards] == cards
