"""What nobody but the bot's own user may read."""

from __future__ import annotations

import io
import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.desk import Desk, pasted
from support.settings import settings
from support.stories import PESKOV, long_article

from bot import logs
from bot.cli.shared import load_settings
from bot.fetch.reader import Reader
from bot.settings import Settings

CLOSED = dict.fromkeys(("attache.db", "attache.db-wal", "attache.db-shm"), 0o600)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def modes(folder: Path) -> dict[str, int]:
    return {path.name: mode(path) for path in folder.iterdir()}


async def test_the_store_and_the_files_beside_it(tmp_path: Path) -> None:
    async with Desk(tmp_path) as desk:
        await desk.post(pasted(long_article(PESKOV)))
        assert modes(tmp_path) == CLOSED


async def test_a_store_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    async with Desk(tmp_path):
        for name in CLOSED:
            (tmp_path / name).chmod(0o644)
        async with Desk(tmp_path):
            assert modes(tmp_path) == CLOSED


def test_the_folder_of_the_store(tmp_path: Path) -> None:
    settings(data_dir=tmp_path / "data").make_data_dir()
    assert mode(tmp_path / "data") == 0o700


@pytest.mark.parametrize(("before", "after"), [(0o644, 0o600), (0o640, 0o600), (0o400, 0o400)])
def test_the_settings_with_the_token(
    before: int, after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ATTACHE_{name.upper()}", raising=False)
    Path(".env").write_text("ATTACHE_THREADS=3\n")
    Path(".env").chmod(before)
    assert load_settings().threads == 3
    assert mode(Path(".env")) == after


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """The log at its most talkative, as ATTACHE_LOG_LEVEL=DEBUG sets it."""
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    logs.set_up("DEBUG")
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


async def test_no_words_of_an_article_get_into_the_log(log: io.StringIO, tmp_path: Path) -> None:
    """Neither while a page is read nor while it is stored, searched and deleted."""
    paragraphs = "".join(
        f"<p>Zyzzyva {n} was seen by the delegates of Norland on Monday.</p>" for n in range(30)
    )
    page = f"<html><head><title>Zyzzyva</title></head><body><article>{paragraphs}</article></body></html>"
    async with Desk(tmp_path) as desk:
        desk.files[7] = ("zyzzyva.html", page.encode())
        reader = Reader(settings())
        await reader.read_file("a.html", page.encode())
        await reader.close()
        message = desk.message(pasted(long_article('Zyzzyva\n"Zyzzyva zyzzyva," said Ann Zyzzyva (US).\n')))
        await desk.take(message)
        await desk.forget.messages(message.guild_id, {message.message_id})
        logging.getLogger("bot").debug("the end")
    assert "the end" in log.getvalue()
    assert "zyzzyva" not in log.getvalue().lower()
