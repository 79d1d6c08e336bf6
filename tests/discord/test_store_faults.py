"""What people are told when the store cannot be written to."""

from __future__ import annotations

import logging

import pytest
from support.stories import GUTERRES, PESKOV, long_article
from support.world import World, shown


async def fill_the_disk(world: World, full: bool) -> None:
    """Let the database grow no more, which SQLite reports as it does a full disk; or let it grow again."""
    async with world.services.store.write() as db:
        await db.exec_driver_sql(f"PRAGMA max_page_count = {1 if full else 1 << 30}")


async def test_a_full_disk_is_told_to_people_and_explained_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.ann.send(world.news, long_article(GUTERRES))
    await fill_the_disk(world, full=True)
    with caplog.at_level(logging.ERROR):
        text = long_article(PESKOV, 900)
        answer = await world.ben.slash(world.news, "summarize text", text=text[:6000])
    assert "I can't write anything down at the moment." in shown(answer)
    assert "attache.db" not in shown(answer)
    assert "the disk is full. Make some space" in caplog.text
    # What is stored can still be looked up, and with some space everything works again.
    assert "Guterres" in shown(await world.ben.slash(world.news, "who-said", words="protected"))
    await fill_the_disk(world, full=False)
    assert "Peskov" in shown(await world.ben.slash(world.news, "summarize text", text=text[:6000]))
