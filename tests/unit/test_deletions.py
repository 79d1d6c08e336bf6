"""Deletions that are noted before anything is awaited."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from support.desk import GUILD, Desk, link
from support.stories import PESKOV

from bot.core.deletions import Deletions

URL = "https://paper.example/1"


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncGenerator[Desk]:
    async with Desk(tmp_path) as opened:
        opened.web.add(URL, PESKOV)
        yield opened


async def test_a_message_that_was_deleted_is_not_recorded(desk: Desk) -> None:
    message, other = desk.message(link(URL)), desk.message(link(URL))
    desk.store.deletions.note([message.message_id])
    assert await desk.ingest.record(message) == []
    assert (await desk.ingest.amend(message)).due == []
    assert await desk.count("postings") == 0
    assert len(await desk.ingest.record(other)) == 1


async def test_an_edit_to_a_message_that_was_just_deleted_adds_nothing(desk: Desk) -> None:
    message = desk.message(link(URL))
    assert len(await desk.ingest.record(message)) == 1
    await desk.forget.messages(GUILD, {message.message_id})
    desk.forget.note([message.message_id])
    assert (await desk.ingest.amend(message)).due == []
    assert await desk.count("postings") == 0


def test_only_the_newest_are_remembered() -> None:
    deletions = Deletions()
    deletions.note(range(30_000))
    assert 0 not in deletions
    assert 29_999 in deletions
