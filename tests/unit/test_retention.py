"""How long things are kept."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from support.desk import NOON, Desk, ben, link
from support.fake_analyst import FakeAnalyst
from support.settings import settings
from support.stories import GUTERRES, PESKOV, long_article

from bot.core.errors import UserError
from bot.core.types import StatementQuery
from bot.services import Services
from bot.store.articles import posted_between

OLD, NEW = "https://paper.example/old", "https://paper.example/new"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncGenerator[Desk]:
    """Two articles, the second of which is twenty days younger; the clock says when it was posted."""
    async with Desk(tmp_path) as desk:
        desk.web.add(OLD, long_article(PESKOV))
        desk.web.add(NEW, long_article(GUTERRES))
        await desk.post(link(OLD))
        desk.pass_time(days=20)
        await desk.post(link(NEW))
        yield desk


async def start(desk: Desk, **values: Any) -> None:
    """Start and stop a bot with these settings over the desk's store, at the desk's time."""
    folder = desk.path.parent
    services = Services(settings(data_dir=folder, **values), runner=FakeAnalyst(), clock=desk.clock)
    await services.start()
    await services.close()


async def speakers(desk: Desk) -> set[str]:
    hits = (await desk.who_said.search(StatementQuery(), ben, page_size=50)).hits
    return {hit.statement.speaker.name or "" for hit in hits if hit.statement.speaker}


async def test_everything_is_kept_unless_told_otherwise(desk: Desk) -> None:
    desk.pass_time(days=10_000)
    await start(desk)
    assert await desk.count("articles") == 2


@pytest.mark.parametrize(("days", "left"), [(19, 1), (21, 2)])
async def test_articles_go_with_everything_that_was_read_out_of_them(
    desk: Desk, days: int, left: int
) -> None:
    await start(desk, keep_days=days)
    assert await desk.count("articles") == await desk.count("postings") == left
    assert ("Dmitry Peskov" in await speakers(desk)) == (left == 2)
    assert "Antonio Guterres" in await speakers(desk)
    assert any(b"kremlin spokesman" in p.read_bytes().lower() for p in [desk.path]) == (left == 2)


async def test_what_is_posted_again_is_kept_again(desk: Desk) -> None:
    await desk.post(link(OLD))
    await start(desk, keep_days=19, keep_text_days=19)
    assert "Dmitry Peskov" in await speakers(desk)
    assert await desk.rows("SELECT count(*) FROM articles WHERE text = ''") == [(0,)]


async def test_what_may_still_be_caught_up_with_is_kept(desk: Desk) -> None:
    """Otherwise it would be read again, and shown a second time."""
    desk.pass_time(hours=40)
    await start(desk, keep_days=1, catch_up_hours=48)
    assert await desk.rows("SELECT source_url FROM postings") == [(NEW,)]


async def test_texts_go_and_what_was_read_out_of_them_stays(desk: Desk) -> None:
    await start(desk, keep_text_days=19)
    assert await desk.rows("SELECT id FROM articles WHERE text = ''") == [(1,)]
    assert {"Dmitry Peskov", "Antonio Guterres"} <= await speakers(desk)
    reading = await desk.summarize.article(1, ben)
    assert reading.analysis.summary.points
    with pytest.raises(UserError, match="no longer keep that article's text"):
        await desk.summarize.article(1, ben, size="full")
    month = (desk.now - timedelta(days=30), desk.now + timedelta(days=1))
    assert (await desk.digests.preview(ben, *month)).content.articles == 2
    async with desk.store.read() as db:  # the words of the text are gone from the index, the title's are not
        assert len(await posted_between(db, ben, *month, topic="desk in town")) == 1
        assert len(await posted_between(db, ben, *month, topic="No calls planned")) == 1


async def test_texts_are_kept_as_long_as_a_weekly_digest_needs_them(tmp_path: Path) -> None:
    async with Desk(tmp_path) as desk:
        desk.web.add(OLD, long_article(PESKOV))
        await desk.post(link(OLD))
        desk.now = NOON + timedelta(days=7, hours=23)
        await start(desk, keep_text_days=1)
        assert await desk.rows("SELECT count(*) FROM articles WHERE text = ''") == [(0,)]
