"""Pictures are drawn in a process of their own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.pictures import DAY, PEOPLE, contacts, figure, history, series

from bot.core.errors import UserError
from bot.pictures import lanes, meetings
from bot.pictures import series as figures
from bot.pictures.lanes import LaneItem, LaneKind
from bot.pictures.process import Pictures

ROOT = Path(__file__).parents[2]
ITEMS = (LaneItem(DAY, "Joe Biden", "call with Netanyahu", LaneKind.CONTACT, "held"),)


@pytest.fixture
def pictures() -> Iterator[Pictures]:
    made = Pictures()
    yield made
    made.close()


async def test_each_picture_is_the_one_that_is_drawn_here(pictures: Pictures) -> None:
    met = [history(*PEOPLE[:2], day=DAY)]
    counted = [series(figure(DAY, 700, "at least"))]
    assert await pictures.meetings(met, "Calls") == meetings.draw(met, "Calls")
    assert await pictures.series(counted) == figures.draw(counted)
    assert await pictures.lanes(ITEMS) == lanes.draw(ITEMS)


async def test_what_takes_too_long_ends() -> None:
    hasty = Pictures(seconds=0.001)
    try:
        with pytest.raises(UserError, match="too much time or memory"):
            await hasty.meetings(contacts(22, 30))
    finally:
        hasty.close()


async def test_what_takes_too_much_memory_ends() -> None:
    narrow = Pictures(megabytes=40)
    try:
        with pytest.raises(UserError, match="too much time or memory"):
            await narrow.meetings(contacts(22, 30))
    finally:
        narrow.close()


def test_the_bot_itself_never_loads_matplotlib() -> None:
    script = """
import asyncio, sys
from datetime import date
from bot.pictures.lanes import LaneItem, LaneKind
from bot.pictures.process import Pictures

async def main():
    pictures = Pictures()
    png = await pictures.lanes([LaneItem(date(2023, 10, 7), "Gaza", "232 killed", LaneKind.FIGURE)])
    pictures.close()
    print(png[1:4].decode(), {"matplotlib", "numpy", "PIL"} & set(sys.modules))

if __name__ == "__main__":
    asyncio.run(main())
"""
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["PNG", "set()"]
