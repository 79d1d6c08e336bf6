"""The speakers that are offered while somebody types: those with a name, each once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support import fake_analyst
from support.desk import Desk, ben, pasted
from support.stories import PESKOV, long_article

from models.analyst import Size
from models.types import Analysis, Article, Speaker


@pytest.mark.parametrize(
    ("speaker", "offered"),
    [
        (Speaker("the commission", "European Commission"), ["European Commission"]),  # a name without a key
        (Speaker("officials in Brussels"), []),
    ],
)
async def test_a_speaker_is_offered_by_name(speaker: Speaker, offered: list[str], tmp_path: Path) -> None:
    async def run(article: Article, size: Size = "standard") -> Analysis:
        found = fake_analyst.analyse(article, size)
        return replace(found, statements=(replace(found.statements[0], speaker=speaker),))

    async with Desk(tmp_path) as desk:
        desk.analyst.run = run
        await desk.post(pasted(long_article(PESKOV)))
        assert await desk.who_said.speakers("", ben) == offered
