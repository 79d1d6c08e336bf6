"""The database itself: how it comes to be, who may write, and what it keeps."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncGenerator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlalchemy.ext.asyncio import create_async_engine
from support.desk import NOON, PRIVATE, Desk, ann, link, pasted
from support.stories import CALLS, PESKOV, long_article

from bot.core.errors import StoreUnavailable, UserError
from bot.core.types import StatementQuery
from bot.store import Store, migrations
from bot.store.tables import articles, guilds, metadata, postings, watched_channels


@pytest.fixture
async def store(tmp_path: Path) -> AsyncGenerator[Store]:
    opened = Store(f"sqlite+aiosqlite:///{tmp_path / 'attache.db'}")
    await opened.start()
    yield opened
    await opened.close()


class TestMigrations:
    """From blank, again, and as the code has it."""

    async def test_from_blank_and_again(self, tmp_path: Path) -> None:
        url = f"sqlite+aiosqlite:///{tmp_path / 'attache.db'}"
        known: list[list[int]] = []
        for _ in range(2):
            store = Store(url)
            await store.start()
            async with store.write() as db:
                known.append(list((await db.execute(select(guilds.c.id))).scalars()))
                await db.execute(insert(guilds).values(id=len(known), joined_at=NOON))
            await store.close()
        assert known == [[], [1]]

    async def test_they_make_the_tables_that_the_code_knows(self, store: Store) -> None:
        def differences(connection: Connection) -> list[object]:
            def ours(name: str | None, kind: str, *_: object) -> bool:
                return kind != "table" or (name or "") in metadata.tables

            context = MigrationContext.configure(
                connection, opts={"include_name": ours, "compare_type": False}
            )
            return compare_metadata(context, metadata)

        async with store.read() as db:
            assert await db.run_sync(differences) == []

    async def test_a_step_that_fails_leaves_nothing_behind(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "attache.db"
        with sqlite3.connect(path) as taken:  # in the way of one of the later tables
            taken.execute("CREATE TABLE saved_queries (x)")
        taken.close()
        store = Store(f"sqlite+aiosqlite:///{path}")
        with pytest.raises(UserError):
            await store.start()
        async with store.read() as db:
            tables = await db.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")
            assert set(tables.scalars()) <= {"saved_queries", "alembic_version"}
        await store.close()

    async def test_a_store_of_the_first_version(self, tmp_path: Path) -> None:
        """It owes no cards, and its articles with own titles are nobody else's."""
        path = tmp_path / "attache.db"
        engine = create_async_engine(f"sqlite+aiosqlite:///{path}")
        async with engine.begin() as connection:
            await connection.run_sync(migrations.upgrade, "0001")
            await connection.exec_driver_sql("INSERT INTO guilds VALUES (1, '2026-01-05 12:00:00')")
            for number, state in enumerate(("read", "unreadable", "recorded")):
                await connection.exec_driver_sql(
                    "INSERT INTO postings (guild_id, channel_id, message_id, author_id, posted_at,"
                    " private_to, source_kind, source_key, payload, state, attempts)"
                    " VALUES (1, 2, ?, 4, '2026-01-05 12:00:00', 0, 'link', 'x', '{}', ?, 1)",
                    (number, state),
                )
            for number in (1, 2):
                await connection.exec_driver_sql(
                    "INSERT INTO articles (id, content_hash, title, text, language, analysis, preview_only,"
                    " seconds, analysed_at) VALUES (?, 'same', '', '', 'en', '{}', 0, 0, '2026-01-05 12:00')",
                    (number,),
                )
            await connection.exec_driver_sql("INSERT INTO article_links VALUES ('https://a.example', 2)")
        await engine.dispose()
        store = Store(f"sqlite+aiosqlite:///{path}")
        await store.start()
        async with store.read() as db:
            rows = (await db.execute(select(postings.c.state, postings.c.answered))).all()
            hashes = (
                (await db.execute(select(articles.c.content_hash).order_by(articles.c.id))).scalars().all()
            )
        await store.close()
        assert [tuple(row) for row in rows] == [("read", 0), ("unreadable", 0), ("recorded", None)]
        assert hashes == ["own 1", "same"]

    async def test_a_newer_store_is_left_alone(self, store: Store) -> None:
        async with store.write() as db:
            await db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(UserError, match="newer version"):
            await store.start()

    async def test_a_place_that_cannot_be_written(self, tmp_path: Path) -> None:
        store = Store(f"sqlite+aiosqlite:///{tmp_path / 'nowhere' / 'attache.db'}")
        with pytest.raises(UserError, match="can't be opened"):
            await store.start()
        await store.close()

    async def test_write_ahead_log_and_foreign_keys_are_on(self, store: Store) -> None:
        for open_transaction in (store.read, store.write):
            async with open_transaction() as db:
                modes = [
                    (await db.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
                    for name in ("journal_mode", "foreign_keys", "secure_delete")
                ]
            assert modes == ["wal", 1, 1]


class TestTransactions:
    """One writer, readers that wait for nobody."""

    async def test_a_reader_is_not_blocked_and_sees_what_is_committed(self, store: Store) -> None:
        async with store.write() as writing:
            await writing.execute(insert(guilds).values(id=1, joined_at=NOON))
            async with asyncio.timeout(60), store.read() as reading:
                assert (await reading.execute(select(guilds))).first() is None
        async with store.read() as reading:
            assert (await reading.execute(select(guilds))).first() is not None

    async def test_a_reader_changes_nothing(self, store: Store) -> None:
        with pytest.raises(DBAPIError, match="readonly"):
            async with store.read() as db:
                await db.execute(insert(guilds).values(id=1, joined_at=NOON))

    async def test_writers_queue_in_and_over_processes(self, store: Store) -> None:
        other = Store(store.url)

        async def add(where: Store, number: int) -> None:
            async with where.write() as db:
                known = len((await db.execute(select(guilds.c.id))).all())
                await asyncio.sleep(0)
                await db.execute(insert(guilds).values(id=known + 1, joined_at=NOON))

        await asyncio.gather(*(add(s, n) for n, s in enumerate((store, other) * 10)))
        async with store.read() as db:
            assert sorted((await db.execute(select(guilds.c.id))).scalars()) == list(range(1, 21))
        await other.close()

    async def test_an_error_takes_everything_back(self, store: Store) -> None:
        async def break_off() -> None:
            async with store.write() as db:
                await db.execute(insert(guilds).values(id=1, joined_at=NOON))
                raise RuntimeError

        with pytest.raises(RuntimeError):
            await break_off()
        async with store.read() as db:
            assert (await db.execute(select(guilds))).first() is None

    async def test_foreign_keys_hold(self, store: Store) -> None:
        with pytest.raises(IntegrityError):
            async with store.write() as db:
                await db.execute(
                    insert(watched_channels).values(channel_id=1, guild_id=9, added_by=1, added_at=NOON)
                )


async def test_no_error_of_the_database_quotes_an_article(store: Store) -> None:
    secret = {"channel_id": 1, "guild_id": "the words of an article", "added_by": None, "added_at": NOON}
    with pytest.raises(IntegrityError) as told:
        async with store.write() as db:
            await db.execute(insert(watched_channels).values(**secret))
    assert "the words" not in str(told.value)
    with pytest.raises(DBAPIError) as refused:
        async with store.read() as db:
            await db.execute(insert(watched_channels).values(**secret))
    assert "the words" not in str(refused.value)


class TestMoments:
    """Aware, in UTC."""

    async def test_they_come_back_as_they_went_in(self, store: Store) -> None:
        local = datetime(2026, 7, 1, 12, 30, 15, 123456, tzinfo=timezone(timedelta(hours=-3, minutes=-30)))
        async with store.write() as db:
            await db.execute(insert(guilds).values(id=1, joined_at=local))
        async with store.read() as db:
            back = (await db.execute(select(guilds.c.joined_at))).scalar_one()
        assert back == local
        assert back.tzinfo is UTC

    async def test_a_naive_one_is_refused(self, store: Store) -> None:
        with pytest.raises(StatementError, match="without a zone"):
            async with store.write() as db:
                await db.execute(insert(guilds).values(id=1, joined_at=NOON.replace(tzinfo=None)))


class TestArticles:
    """What is kept of an article."""

    async def test_the_analysis_and_the_embedding_come_back(self, tmp_path: Path) -> None:
        async with Desk(tmp_path) as desk:
            [outcome] = await desk.post(pasted(long_article(PESKOV)))
            [row] = await desk.rows("SELECT length(embedding) FROM articles")
            shown = await desk.summarize.article(1, ann)
            assert outcome.reading is not None
            assert shown.analysis == outcome.reading.analysis
            assert row == (8 * 4,)
            async with desk.store.read() as db:
                embedding = (await db.execute(select(articles.c.embedding))).scalar_one()
            assert sum(embedding) == 1.0

    async def test_what_an_older_version_stored_is_still_told(self, tmp_path: Path) -> None:
        """A row without the keys that were added since, one from a version yet to come, and an empty one."""
        async with Desk(tmp_path) as desk:
            for note in ("old", "new", "bare"):
                await desk.post(pasted(long_article(f"{PESKOV}It is the {note} one.\n")))
            async with desk.store.write() as db:
                for change in (
                    "json_remove(analysis, '$.version', '$.dateline', '$.statements[0].event',"
                    " '$.statements[0].evidence', '$.summary.gist') WHERE id = 1",
                    "json_set(analysis, '$.version', 99, '$.mood', 'grave', '$.statements[0].mood', 'grave',"
                    " '$.statements[0].certainty', 'whispered') WHERE id = 2",
                    "'{}' WHERE id = 3",
                ):
                    await db.exec_driver_sql(f"UPDATE articles SET analysis = {change}")  # noqa: S608
            for number in (1, 2):
                statements = (await desk.summarize.article(number, ann)).analysis.statements
                assert statements[0].text == '"We keep contact with both sides,"'
            assert (await desk.summarize.article(3, ann)).analysis.statements == ()
            assert (await desk.who_said.search(StatementQuery(article_id=1), ann)).total == 3
            day = timedelta(days=1)
            preview = await desk.digests.preview(ann, desk.now - day, desk.now + day)
            assert preview.content.articles == 3

    async def test_numbers_are_never_given_twice(self, tmp_path: Path) -> None:
        async with Desk(tmp_path) as desk:
            desk.web.add("https://paper.example/1", PESKOV)
            message = desk.message(link("https://paper.example/1"))
            [first] = await desk.take(message)
            await desk.forget.messages(1, {message.message_id})
            [second] = await desk.post(link("https://paper.example/1"))
            assert first.reading is not None
            assert second.reading is not None
            assert second.reading.article.id > first.reading.article.id
            assert second.posting_id > first.posting_id

    async def test_what_a_crash_left_unposted_is_tidied_up_in_time(self, tmp_path: Path) -> None:
        async with Desk(tmp_path) as desk:
            await desk.summarize.text(PESKOV, ann)
            await desk.store.tidy(desk.now + timedelta(minutes=10))
            assert await desk.count("articles") == 1
            await desk.store.tidy(desk.now + timedelta(hours=2))
            assert await desk.count("articles") == 0

    async def test_no_word_of_a_deleted_article_is_left(self, tmp_path: Path) -> None:
        async with Desk(tmp_path) as desk:
            story = 'Zyzzyva\n"Zyzzyva zyzzyva," said Ann Zyzzyva (US).\nAnn Zyzzyva met Ben Hill.\n'
            message = desk.message(pasted(long_article(story + "About 30 people were hurt in Zyzzyva.\n")))
            await desk.take(message)
            await desk.post(pasted(long_article(PESKOV + CALLS)))
            left = [
                f"SELECT count(*) FROM {index}_data WHERE instr(block, CAST('zyzzyva' AS BLOB))"  # noqa: S608
                for index in ("articles_fts", "statements_fts", "contacts_fts", "figures_fts")
            ]
            assert [(0,)] not in [await desk.rows(query) for query in left]
            await desk.forget.messages(1, {message.message_id})
            await desk.store.tidy(desk.now)
            assert [await desk.rows(query) for query in left] == [[(0,)]] * len(left)

    async def test_answers_for_one_person_go_after_a_month(self, tmp_path: Path) -> None:
        async with Desk(tmp_path) as desk:
            old = desk.message(pasted(PESKOV), channel=PRIVATE)
            desk.pass_time(days=400)
            await desk.summarize.message(old, ann)
            await desk.store.tidy(desk.now + timedelta(days=29))
            assert await desk.count("articles") == 1
            await desk.store.tidy(desk.now + timedelta(days=31))
            assert await desk.count("articles") == 0

    async def test_the_indexes_are_sound_after_much_coming_and_going(self, tmp_path: Path) -> None:
        async with Desk(tmp_path) as desk:
            messages = [
                desk.message(pasted(long_article(f"Headline {n}\n{PESKOV}{CALLS}Note {n}.\n")))
                for n in range(6)
            ]
            for message in messages:
                await desk.take(message)
            for message in messages[::2]:
                await desk.forget.messages(1, {message.message_id})
            async with desk.store.write() as db:
                for index in ("articles_fts", "statements_fts", "contacts_fts", "figures_fts"):
                    # Raises if the index and the table differ.
                    check = f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)"  # noqa: S608
                    await db.exec_driver_sql(check)
            assert await desk.count("articles") == 3


async def test_a_posting_is_unique_in_its_message_for_its_readers(store: Store) -> None:
    row = {
        "guild_id": 1,
        "channel_id": 2,
        "message_id": 3,
        "author_id": 4,
        "posted_at": NOON,
        "source_kind": "link",
        "source_key": "x",
        "payload": {},
        "state": "recorded",
        "attempts": 0,
    }
    async with store.write() as db:
        await db.execute(insert(guilds).values(id=1, joined_at=NOON))
        await db.execute(insert(postings).values(private_to=0, **row))
        await db.execute(insert(postings).values(private_to=4, **row))
    with pytest.raises(IntegrityError):
        async with store.write() as db:
            await db.execute(insert(postings).values(private_to=0, **row))


async def test_a_full_disk_is_reported_as_such_and_passes(store: Store) -> None:
    async with store.write() as db:
        pages = (await db.execute(text("PRAGMA page_count"))).scalar_one()
        await db.execute(text(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(StoreUnavailable, match="at the moment"):
        async with store.write() as db:
            await db.execute(text("CREATE TABLE filler AS SELECT zeroblob(100000)"))
    async with store.write() as db:
        await db.execute(text("PRAGMA max_page_count = 1000000"))
        await db.execute(insert(guilds).values(id=1, joined_at=NOON))
    async with store.read() as db:
        assert (await db.execute(select(guilds.c.id))).scalars().all() == [1]


async def test_a_lock_of_another_process_is_reported_as_such_and_passes(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.engine._BUSY_MS", 10)
    impatient = Store(store.url)
    other = sqlite3.connect(tmp_path / "attache.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="at the moment"):
        async with impatient.write():
            pytest.fail("nobody else may write")
    other.execute("ROLLBACK")
    other.close()
    async with impatient.write() as db:
        await db.execute(insert(guilds).values(id=1, joined_at=NOON))
    await impatient.close()
