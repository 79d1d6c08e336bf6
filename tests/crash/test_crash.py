"""A process killed at any point loses nothing and doubles nothing."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from support.desk import GUILD, NOON, Desk, ben, everyone, link
from support.stories import PESKOV

from bot.core.reasons import unreadable
from bot.core.types import PostingState, StatementQuery
from bot.store import postings
from bot.usecases.ingest import INTERRUPTIONS
from tests.crash.worker import POINTS, URLS

ROOT = Path(__file__).parents[2]


async def crash(folder: Path, point: str) -> None:
    """Run the worker until it dies at ``point``."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.crash.worker",
        str(folder),
        point,
        cwd=ROOT,
        stderr=asyncio.subprocess.PIPE,
    )
    _, error = await process.communicate()
    assert process.returncode == -signal.SIGKILL, error.decode()


@asynccontextmanager
async def reopen(folder: Path) -> AsyncGenerator[Desk]:
    """A new start over what the dead process left."""
    async with Desk(folder) as desk:
        for number, url in enumerate(URLS):
            desk.web.add(url, f"Story {number}\n{PESKOV}Detail {number}.\n")
        yield desk


@pytest.mark.parametrize("point", [p for p in POINTS if not p.startswith("digest")])
async def test_postings_survive(tmp_path: Path, point: str) -> None:
    await crash(tmp_path, point)
    async with reopen(tmp_path) as desk:
        # Discord shows the message again where it was not recorded; a repeat changes nothing.
        await desk.ingest.record(desk.message(*(link(url) for url in URLS), message_id=1001))
        for number in await desk.ingest.pending():
            assert (await desk.ingest.process(number)).state is PostingState.READ
        assert await desk.ingest.pending() == []
        assert await desk.count("postings") == 2
        assert sorted(await desk.rows("SELECT title FROM articles")) == [("Story 0",), ("Story 1",)]
        assert (await desk.who_said.search(StatementQuery("contact"), ben)).total == 2
        assert (await desk.who_said.search(StatementQuery(), ben)).total == 6


@pytest.mark.parametrize("point", [p for p in POINTS if p.startswith("digest")])
async def test_a_claimed_digest_comes_back_once(tmp_path: Path, point: str) -> None:
    await crash(tmp_path, point)
    async with reopen(tmp_path) as desk:
        desk.now = NOON + timedelta(hours=1, minutes=5)
        assert await desk.digests.due(desk.now) == []
        [run] = await desk.digests.claimed(desk.now)
        digest = await desk.digests.content(run, everyone)
        assert digest is not None
        assert digest.content.articles == 2
        await desk.digests.posted(run.id, 77)
        assert await desk.digests.claimed(desk.now) == []
        assert await desk.digests.due(desk.now) == []
        assert len(await desk.digests.list(GUILD)) == 1


async def test_an_article_that_kills_the_process_is_given_up(tmp_path: Path) -> None:
    async with reopen(tmp_path) as desk:
        [number, _] = await desk.ingest.record(desk.message(*(link(url) for url in URLS), message_id=1001))
        for _ in range(INTERRUPTIONS):
            async with desk.store.write() as db:
                assert await postings.claim(db, number)
        outcome = await desk.ingest.process(number)
        assert outcome.state is PostingState.UNREADABLE
        assert outcome.reason == str(unreadable("crash"))
        assert number not in await desk.ingest.pending()
