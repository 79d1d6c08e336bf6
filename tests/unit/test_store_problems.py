"""Everything that can be wrong with the store: each has its own sentence, with what to do about it."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, insert
from support.desk import ANN, GUILD, NEWS, NOON, Desk, ann, pasted
from support.settings import settings
from support.stories import PESKOV, long_article

from bot.cli import doctor
from bot.core.errors import NeedsOperator, UserError
from bot.core.types import StatementQuery
from bot.services import Services
from bot.store import Store, engine, migrations
from bot.store.tables import guilds

Spoil = Callable[[Path], None]


@pytest.fixture(autouse=True)
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Locks are waited for briefly."""
    monkeypatch.setattr(engine, "_BUSY_MS", 50)


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A sound store that is closed."""
    async with Desk(tmp_path) as desk:
        await desk.post(pasted(long_article(PESKOV)))
    return desk.path


async def refused(url: str) -> str:
    """What the operator is told when the store at ``url`` is started, which no restart can mend."""
    store = Store(url)
    try:
        with pytest.raises(NeedsOperator) as told:
            await store.start()
    finally:
        await store.close()
    return str(told.value)


def at(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def another_file(path: Path) -> None:
    path.write_bytes(b"These are minutes of a meeting, and no database. " * 200)


def holes(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096::7] = bytes([255]) * len(data[4096::7])
    path.write_bytes(data)


def a_later_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")


def no_folder(path: Path) -> None:
    path.rename(path.parent.parent / "elsewhere.db")
    path.parent.joinpath("attache.db-wal").unlink(missing_ok=True)
    path.parent.joinpath("attache.db-shm").unlink(missing_ok=True)
    path.parent.rmdir()


@pytest.mark.parametrize(
    ("spoil", "problem", "remedy"),
    [
        (a_folder, "there is a folder in its place", "choose another place with ATTACHE_DATA_DIR"),
        (another_file, "is not a database", "Move it away"),
        (holes, "is damaged", "attache db restore FILE"),
        (a_later_version, "belongs to a newer version", "Upgrade Attaché"),
        (no_folder, "its folder doesn't exist", "Create it"),
    ],
)
async def test_each_problem_has_its_sentence_and_remedy(
    spoil: Spoil, problem: str, remedy: str, path: Path
) -> None:
    spoil(path)
    told = await refused(at(path))
    assert str(path) in told
    assert problem in told
    assert remedy in told


async def test_a_locked_store_says_who_to_stop(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        store = Store(at(path))
        with pytest.raises(UserError, match="is locked.*Stop the other Attaché") as told:
            await store.start()
        await store.close()
    assert told.value.exit_status == 1  # the next start may find it free


async def test_a_store_that_is_read_only_says_so(tmp_path: Path) -> None:
    store = Store(at(tmp_path / "old.db"))
    async with store._writer.connect() as db:  # pyright: ignore[reportPrivateUsage]
        await db.run_sync(migrations.upgrade, "0003")
    await store.close()
    told = await refused(f"sqlite+aiosqlite:///file:{tmp_path / 'old.db'}?mode=ro&uri=true")
    assert "is read-only" in told
    assert "Let the bot's user write" in told


def fill(store: Store) -> None:
    """Let the database grow no more, which SQLite reports as it does a full disk."""

    def no_more(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA max_page_count = 1")
        cursor.close()

    event.listen(store._writer.sync_engine, "connect", no_more)  # pyright: ignore[reportPrivateUsage]


async def test_a_full_disk_at_the_start(tmp_path: Path) -> None:
    store = Store(at(tmp_path / "attache.db"))
    fill(store)
    with pytest.raises(UserError, match="the disk is full. Make some space"):
        await store.start()
    await store.close()


async def test_a_full_disk_while_it_runs(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """People are told that it is not their doing, and the operator what it is."""
    store = Store(at(path))
    fill(store)
    await store.start()
    many = [{"id": n, "joined_at": NOON} for n in range(2, 5000)]
    with caplog.at_level(logging.ERROR), pytest.raises(UserError, match="My operator finds the reason"):
        async with store.write() as db:
            await db.execute(insert(guilds), many)
    assert f"The store {path} can't be written: the disk is full." in caplog.text
    async with store.write() as db:  # what fits still does
        await db.execute(insert(guilds).values(id=2, joined_at=NOON))
    await store.close()


async def test_what_is_none_of_these_stays_a_fault(path: Path) -> None:
    store = Store(at(path))
    await store.start()
    with pytest.raises(Exception, match="no such table"):
        async with store.write() as db:
            await db.exec_driver_sql("DELETE FROM nowhere")
    await store.close()


class TestIndexes:
    """The indexes for search can be made anew from what they index."""

    def damage(self, path: Path) -> None:
        """Lose all that the index of statements knows."""
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("UPDATE statements_fts_data SET block = zeroblob(20) WHERE id > 10")

    def unhinge(self, path: Path) -> None:
        """Let a row be indexed as what it is not, as after a write behind the triggers' back."""
        with closing(sqlite3.connect(path)) as db, db:
            db.execute("INSERT INTO statements_fts(statements_fts) VALUES ('delete-all')")

    @pytest.mark.parametrize("way", ["damage", "unhinge"])
    async def test_a_damaged_one_is_rebuilt_at_the_start(self, way: str, tmp_path: Path) -> None:
        services = Services(settings(data_dir=tmp_path))
        async with Desk(tmp_path) as desk:
            await desk.post(pasted(long_article(PESKOV)))
        getattr(self, way)(desk.path)
        await services.store.start()
        assert await services.store.check() == ["the index statements_fts is damaged"]
        assert (await doctor.check_store(services.settings)).state is doctor.State.WRONG
        assert await services.store.mend() == ["statements_fts"]
        assert await services.store.check() == []
        found = await services.who_said.search(StatementQuery("contact"), ann)
        assert found.total == 1
        await services.close()

    async def test_the_bot_does_so_when_it_starts(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with Desk(tmp_path) as desk:
            await desk.post(pasted(long_article(PESKOV)))
            self.damage(desk.path)
        services = Services(settings(data_dir=tmp_path), runner=desk.analyst)
        await services.start()
        assert await services.store.check() == []
        await services.close()

    async def test_sound_ones_are_left_alone(self, path: Path) -> None:
        store = Store(at(path))
        await store.start()
        assert await store.mend() == []
        await store.close()


async def test_the_doctor_examines_the_database(tmp_path: Path) -> None:
    async with Desk(tmp_path) as desk:
        await desk.watching.add(GUILD, NEWS, ANN)
    assert "sound and up to date" in (await doctor.check_store(settings(data_dir=tmp_path))).message
    with closing(sqlite3.connect(desk.path)) as db, db:
        # An index of which SQLite believes that it is over another column.
        db.execute("PRAGMA writable_schema = ON")
        db.execute(
            "UPDATE sqlite_master SET sql = replace(sql, '(guild_id)', '(added_by)')"
            " WHERE name = 'watched_by_guild'"
        )
    found = await doctor.check_store(settings(data_dir=tmp_path))
    assert found.state is doctor.State.WRONG
    assert "watched_by_guild" in found.message
    assert "attache db restore FILE" in found.message
