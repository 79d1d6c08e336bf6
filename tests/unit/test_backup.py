"""Backups: made while the bot runs, put back while it doesn't."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from support.desk import NOON, Desk, ann, link, pasted
from support.stories import GUTERRES, PESKOV, long_article

from bot.core.errors import UserError
from bot.core.types import StatementQuery
from bot.store import Store, backup, migrations
from bot.store.tables import guilds


@pytest.fixture
async def copy(tmp_path: Path) -> Path:
    """A backup of a store with one article, which has gone on since."""
    async with Desk(tmp_path) as desk:
        await desk.post(pasted(long_article(PESKOV)))
        await desk.store.back_up(tmp_path / "copy.db")
        await desk.post(pasted(long_article(GUTERRES)))
    return tmp_path / "copy.db"


HARMED = b"The disk wrote over it. " * 500


def overwrite(path: Path) -> None:
    path.write_bytes(HARMED)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def content(path: Path) -> bytes:
    return path.read_bytes()


def store_in(folder: Path) -> Store:
    return Store(f"sqlite+aiosqlite:///{folder / 'attache.db'}")


async def titles(folder: Path) -> list[object]:
    async with Desk(folder) as desk:
        return [title for (title,) in await desk.rows("SELECT title FROM articles ORDER BY id")]


async def put_back(folder: Path, copy: Path) -> None:
    store = store_in(folder)
    try:
        await store.restore(copy)
    finally:
        await store.close()


async def refusal(folder: Path, copy: Path) -> str:
    with pytest.raises(UserError) as told:
        await put_back(folder, copy)
    return str(told.value)


async def test_a_backup_is_one_private_file_with_everything_committed(copy: Path, tmp_path: Path) -> None:
    assert names(tmp_path) == {"attache.db", "copy.db"}
    assert mode(copy) == 0o600
    assert content(copy)[18:20] == b"\1\1"  # no write-ahead log: it can be read where nothing can be written
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT title FROM articles").fetchall() == [("No calls planned",)]


async def test_a_backup_is_made_in_the_middle_of_a_write(tmp_path: Path) -> None:
    """It has what was committed, and waits for nobody."""
    async with Desk(tmp_path) as desk, desk.store.write() as db:
        await db.execute(guilds.insert().values(id=7, joined_at=NOON))
        await desk.store.back_up(tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as db:
        assert db.execute("SELECT count(*) FROM guilds").fetchone() == (0,)


async def test_nothing_is_overwritten(copy: Path, tmp_path: Path) -> None:
    before = content(copy)
    store = store_in(tmp_path)
    with pytest.raises(UserError, match="exists already"):
        await store.back_up(copy)
    with pytest.raises(UserError, match="The folder .* doesn't exist"):
        await store.back_up(tmp_path / "nowhere" / "copy.db")
    await store.close()
    assert content(copy) == before


async def test_no_store_no_backup(tmp_path: Path) -> None:
    store = store_in(tmp_path)
    with pytest.raises(UserError, match="There is no store at"):
        await store.back_up(tmp_path / "copy.db")
    await store.close()
    assert names(tmp_path) == set()


def disagree(path: Path) -> None:
    """Let an index cover another column than it says: all pages can be read, but searches go wrong."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("INSERT INTO watched_channels VALUES (1, 1, 5, '2026-01-05 12:00:00')")
        db.execute("PRAGMA writable_schema = ON")
        db.execute(
            "UPDATE sqlite_master SET sql = replace(sql, '(guild_id)', '(added_by)')"
            " WHERE name = 'watched_by_guild'"
        )


@pytest.mark.parametrize("harm", ["spoil", "disagree"])
async def test_a_damaged_store_gives_no_backup(harm: str, copy: Path, tmp_path: Path) -> None:
    HARM[harm](tmp_path / "attache.db")
    store = store_in(tmp_path)
    with pytest.raises(UserError, match="is damaged"):
        await store.back_up(tmp_path / "second.db")
    await store.close()
    assert not {name for name in names(tmp_path) if "second" in name}


def spoil(path: Path) -> None:
    """Write over a part of every page but the first."""
    data = bytearray(path.read_bytes())
    data[4096::7] = bytes([255]) * len(data[4096::7])
    path.write_bytes(data)


HARM = {"spoil": spoil, "disagree": disagree}


async def test_the_store_is_as_it_was(copy: Path, tmp_path: Path) -> None:
    assert await titles(tmp_path) == ["No calls planned", "Guterres appeals for a corridor"]
    await put_back(tmp_path, copy)
    assert await titles(tmp_path) == ["No calls planned"]
    async with Desk(tmp_path) as desk:
        assert (await desk.who_said.search(StatementQuery("contact"), ann)).total == 1
        desk.web.add("https://paper.example/1", GUTERRES)
        [outcome] = await desk.post(link("https://paper.example/1"))
        assert outcome.reading is not None
        assert await desk.store.check() == []


async def test_a_store_is_made_where_there_is_none(copy: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    await put_back(folder, copy)
    assert mode(folder / "attache.db") == 0o600
    assert await titles(folder) == ["No calls planned"]


async def test_a_running_bot_keeps_its_store(copy: Path, tmp_path: Path) -> None:
    async with Desk(tmp_path):
        assert "is in use. Stop the bot" in await refusal(tmp_path, copy)
    assert len(await titles(tmp_path)) == 2


@pytest.mark.parametrize("harm", ["spoil", "disagree"])
async def test_a_damaged_backup_is_refused(harm: str, copy: Path, tmp_path: Path) -> None:
    HARM[harm](copy)
    assert "damaged" in await refusal(tmp_path, copy)
    assert len(await titles(tmp_path)) == 2


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "belongs to a newer version"),
        ("DELETE FROM alembic_version", "is no store of Attaché"),
        ("DROP TABLE alembic_version", "is no store of Attaché"),
    ],
)
async def test_another_versions_or_programs_file_is_refused(
    change: str, reason: str, copy: Path, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(copy)) as db, db:
        db.execute(change)
    assert reason in await refusal(tmp_path, copy)
    assert len(await titles(tmp_path)) == 2


async def test_what_is_no_database_is_refused(copy: Path, tmp_path: Path) -> None:
    overwrite(copy)
    assert "is not a database" in await refusal(tmp_path, copy)
    assert "There is no file" in await refusal(tmp_path, tmp_path / "nothing.db")
    assert len(await titles(tmp_path)) == 2


@pytest.mark.parametrize("whole", [False, True])
async def test_a_damaged_store_is_replaced_and_kept_aside(whole: bool, copy: Path, tmp_path: Path) -> None:
    if whole:
        overwrite(tmp_path / "attache.db")
    else:
        spoil(tmp_path / "attache.db")
    await put_back(tmp_path, copy)
    assert await titles(tmp_path) == ["No calls planned"]
    async with Desk(tmp_path) as desk:
        assert await desk.store.check() == []
    # What can still be opened is written over; what can't is kept, for whoever knows how to save some of it.
    if whole:
        assert content(tmp_path / "attache.db.damaged") == HARMED


async def test_a_backup_of_an_older_version_is_brought_up_to_date(copy: Path, tmp_path: Path) -> None:
    old = Store(f"sqlite+aiosqlite:///{tmp_path / 'old.db'}")
    async with old._writer.connect() as db:  # pyright: ignore[reportPrivateUsage]
        await db.run_sync(migrations.upgrade, "0002")
    await old.back_up(tmp_path / "old-copy.db")
    await old.close()
    await put_back(tmp_path, tmp_path / "old-copy.db")
    async with Desk(tmp_path) as desk:
        assert await desk.rows("SELECT version_num FROM alembic_version") == [(migrations.known()[-1],)]


async def test_nobody_can_open_the_store_while_it_is_replaced(copy: Path, tmp_path: Path) -> None:
    held = backup._held(tmp_path / "attache.db")  # pyright: ignore[reportPrivateUsage]
    with (
        closing(held),
        closing(sqlite3.connect(tmp_path / "attache.db", timeout=0)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("SELECT count(*) FROM articles")
