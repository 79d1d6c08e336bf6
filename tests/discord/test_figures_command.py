"""/figures: the tables, and who may see them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from support.stories import CALLED, CALLS, long_article
from support.world import World, shown

from bot.core.lookups import FigureHit
from bot.core.types import ArticleInfo, PostingRef, Sighting
from bot.gateway.render.figures import figure_card
from models.histories.types import FigureReport, FigureSeries, Origin
from models.types import Figure


async def test_a_series_has_a_line_for_each_value_with_date_and_source(world: World) -> None:
    for number, story in enumerate((CALLS, CALLED)):
        address = world.web.add(f"https://paper.example/{number}", story, outlet="The Paper")
        await world.ann.send(world.news, address)
        await world.jump(7 * 86400)
    result = await world.ben.slash(world.news, "figures", about="Israel")
    assert result.ephemeral
    answer = re.sub(r"\[([^\]]+)\]\(https://discord.com/[^)]+\)", r"\1 (linked)", shown(result))
    assert "**Figures about “Israel”**\n1 figure" in answer
    assert (
        "Killed, Israel\n"
        "1 Jan 2026 (linked) · **at least 700** · Yoav Gallant, The Paper\n"
        "8 Jan 2026 (linked) · **about 1,300** · The Paper\n"
        "> About 1300 people were killed in Israel."
    ) in answer
    assert "1 figure" in shown(await world.ben.slash(world.news, "figures", since="10 days"))
    nothing = shown(await world.ben.slash(world.news, "figures", since="2 days"))
    assert nothing.startswith("There are no such figures")


async def test_figures_are_offered_and_paged(world: World) -> None:
    lines = "".join(f"{n} people were hurt in Town{chr(65 + n)}.\n" for n in range(10, 17))
    await world.ann.send(world.news, long_article(f"Many counts\n{lines}"))
    offered = await world.ben.autocomplete(world.news, "figures", "about", "townk")
    assert [c["value"] for c in offered] == ["TownK"]
    answer = await world.ben.slash(world.news, "figures", about="hurt")
    assert answer.response is not None
    assert "7 figures · page 1 of 2" in shown(answer)
    await world.ben.click(answer.response, label="Next ▶")
    assert "7 figures · page 2 of 2" in shown(answer)


async def test_nobody_sees_a_figure_from_a_channel_that_they_cannot_read(world: World) -> None:
    await world.ann.send(world.private, long_article("Hush\nAbout 40 people were detained in Kazan.\n"))
    assert "40" in shown(await world.ann.slash(world.news, "figures", about="Kazan"))
    for asked in ({"about": "Kazan"}, {"about": "detained"}, {}):
        assert "There are no such figures" in shown(await world.ben.slash(world.news, "figures", **asked))
    public = await world.ann.slash(world.news, "figures", public=True)
    assert "There are no such figures" in shown(public)
    assert await world.ben.autocomplete(world.news, "figures", "about", "Kaz") == []


@pytest.mark.parametrize("room", [600, 1100, 2000])
def test_a_table_keeps_to_its_room_and_shows_the_latest_values(room: int) -> None:
    long = "@everyone **bold** [a](http://a.example) " * 40
    moment = datetime(2026, 1, 5, tzinfo=UTC)
    seen = {1: Sighting(ArticleInfo(1, long, None, long, moment), PostingRef(1, 2, 3, moment, 4))}
    reports = tuple(
        FigureReport(Origin(1, date(2026, 1, 5)), Figure(float(n), long, "people", long, ((0, 9),)))
        for n in range(80)
    )
    card = figure_card(FigureHit(FigureSeries(long, "people", long, reports), seen), room)
    assert len(card) <= room
    assert card.description is not None
    assert "**79**" in card.description
    assert "**1**" not in card.description
    assert re.match(r"… \d\d earlier\n", card.description)
    assert "@everyone" not in card.description
