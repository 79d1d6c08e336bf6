"""/timeline and /compare: what they show, their limits, and who may see it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from support.stories import CALLED, CALLS, PESKOV, long_article
from support.world import World, shown

from bot.core.lookups import Comparison, Page, Side, TimelineEntry
from bot.core.types import ArticleInfo, PostingRef, Sighting, StatementHit
from bot.gateway.render.comparisons import comparison
from bot.gateway.render.timelines import timeline_page
from models.types import Contact, ContactStatus, Figure, Kind, Speaker, Statement

HUSH = "Hush\nAnn Hill (NZ) said that grain is settled.\nAnn Hill met Ben Marsh.\n"


async def post_all(world: World) -> None:
    for number, story in enumerate((CALLS, PESKOV, CALLED)):
        address = world.web.add(f"https://paper.example/{number}", story, outlet="The Paper")
        await world.ann.send(world.news, address)
        await world.jump(3600)


async def test_a_timeline_tells_statements_contacts_and_figures_with_their_sources(world: World) -> None:
    await post_all(world)
    result = await world.ben.slash(world.news, "timeline", who="Russia")
    answer = shown(result)
    assert result.ephemeral
    assert "**Timeline of Russia**\n4 entries" in answer
    told = (
        "🤝 **🇷🇺 Vladimir Putin – 🇮🇱 Benjamin Netanyahu** · call, denied (Dmitry Peskov)",
        "> Vladimir Putin did not plan to call Benjamin Netanyahu, Dmitry Peskov said.",
        "💬 **🇷🇺 Dmitry Peskov · Kremlin spokesman**: “We keep contact with both sides”",
        "🤝 **🇷🇺 Vladimir Putin – 🇮🇱 Benjamin Netanyahu** · call, held",
    )
    places = [answer.index(line) for line in told]
    assert places == sorted(places)
    assert "The Paper · [Kremlin plans no call](https://paper.example/0)" in answer
    counted = shown(await world.ben.slash(world.news, "timeline", words="killed"))
    assert "🔢 **at least 700 killed, Israel** · Yoav Gallant" in counted
    assert "> At least 700 people were killed in Israel, Yoav Gallant said." in counted


async def test_a_timeline_wants_a_person_or_words(world: World) -> None:
    await post_all(world)
    answer = await world.ben.slash(world.news, "timeline", since="3 days")
    assert shown(answer) == "Name a person or a country, or give some words."
    for asked in ({"who": "Merkel"}, {"words": '" OR "'}, {"who": "Putin", "since": "1 hour"}):
        assert "There is nothing about that" in shown(await world.ben.slash(world.news, "timeline", **asked))


async def test_a_timeline_is_turned_page_by_page(world: World) -> None:
    lines = "".join(f"Ann Hill (NZ) said that item {n} counts.\n" for n in range(8))
    await world.ann.send(world.news, long_article(f"Much said\n{lines}"))
    answer = await world.ben.slash(world.news, "timeline", who="Hill")
    assert answer.response is not None
    assert "8 entries · page 1 of 2" in shown(answer)
    assert "item 0 counts" in shown(answer)
    await world.ben.click(answer.response, label="Next ▶")
    assert "8 entries · page 2 of 2" in shown(answer)
    assert "item 7 counts" in shown(answer)


async def test_two_sides_stand_in_two_columns(world: World) -> None:
    await post_all(world)
    asked = {"one": "Russia", "other": "Blinken", "topic": "calls planned"}
    result = await world.ben.slash(world.news, "compare", **asked)
    assert result.ephemeral
    assert result.response is not None
    (embed,) = result.response.embeds
    assert embed.description == "**Russia and Blinken on “calls planned”**"
    left, right = embed.fields
    assert (left.name, right.name) == ("Russia · 2 statements", "Blinken · 1 statement")
    assert left.inline
    assert right.inline
    assert "Dmitry Peskov" in (left.value or "")
    assert "said that **talks go on**" in (right.value or "")
    for column in (left, right):
        assert "[The Paper](https://paper.example/1)" in (column.value or "")
        assert "[message](https://discord.com/channels/" in (column.value or "")


async def test_a_side_that_said_nothing_is_told_and_so_are_two(world: World) -> None:
    await post_all(world)
    one = shown(await world.ben.slash(world.news, "compare", one="Putin", other="Merkel", topic="peace"))
    assert "Nothing about that in the articles you can read here." in one
    none = shown(await world.ben.slash(world.news, "compare", one="Putin", other="*x*", topic="zebra"))
    assert none.startswith(r"Neither Putin nor \*x\* said anything about that")


async def test_nobody_sees_what_was_told_in_a_channel_that_they_cannot_read(world: World) -> None:
    await world.ann.send(world.private, long_article(HUSH))
    asked = {"one": "Hill", "other": "New Zealand", "topic": "grain"}
    for command, options in (("timeline", {"who": "Hill"}), ("compare", asked)):
        assert "settled" in shown(await world.ann.slash(world.news, command, **options))
        assert "settled" not in shown(await world.ben.slash(world.news, command, **options))
        assert "settled" not in shown(await world.ann.slash(world.news, command, public=True, **options))
    assert await world.ben.autocomplete(world.news, "timeline", "who", "Hi") == []
    for option in ("one", "other"):
        offered = {"one": "x", "other": "x", "topic": "x"}
        del offered[option]
        assert await world.ben.autocomplete(world.news, "compare", option, "Hi", **offered) == []
        assert await world.ann.autocomplete(world.news, "compare", option, "Hi", **offered) != []


LONG = "@everyone **bold** [a](http://a.example) " * 40
MOMENT = datetime(2026, 1, 5, tzinfo=UTC)
BIG = 10**18
SEEN = Sighting(
    ArticleInfo(1, LONG, "https://paper.example/" + "x" * 250, LONG, MOMENT),
    PostingRef(BIG, BIG, BIG, MOMENT, 5),
)
STATEMENT = Statement(
    ((0, 9),), ((10, 12),), (), LONG, Kind.INDIRECT, "say", speaker=Speaker(LONG, LONG, LONG, "RU", "person")
)
TOLD = (
    STATEMENT,
    Contact("meeting", (LONG, LONG), ContactStatus.HELD, LONG, ((0, 9),), LONG, None, LONG, LONG, LONG),
    Figure(1e9, LONG, "people", LONG, ((0, 9),), "at least", LONG, LONG, LONG),
)


def test_a_page_of_a_timeline_keeps_to_discords_limits_and_pings_nobody() -> None:
    entries = tuple(TimelineEntry(told, SEEN) for told in TOLD * 2)
    (embed,) = timeline_page(Page(entries, 6, 0, 1), "Timeline")
    assert embed.description is not None
    assert len(embed.description) <= 4096
    assert "@everyone" not in embed.description
    assert "[a](" not in embed.description
    assert embed.description.count(f"{BIG}/{BIG}/{BIG}") == 6


@pytest.mark.parametrize("count", [1, 3])
def test_columns_keep_to_discords_limits_and_ping_nobody(count: int) -> None:
    hits = (StatementHit(STATEMENT, SEEN.article, SEEN.posting),) * count
    found = Comparison(Side(LONG, hits, 1000), Side("Hill", (), 0), 0, 334)
    (embed,) = comparison(found, "Two sides")
    assert len(embed) <= 6000
    for field in embed.fields:
        assert len(field.name or "") <= 256
        assert len(field.value or "") <= 1024
        assert "@everyone" not in (field.value or "")
    assert (embed.fields[0].value or "").count(f"{BIG}/{BIG}/{BIG}") == count
    assert "page 1 of 334" in (embed.description or "")


async def test_what_changed_stands_then_beside_now(world: World) -> None:
    await post_all(world)
    await world.jump(86400)
    await world.ann.send(world.news, world.web.add("https://paper.example/9", CALLED, outlet="The Courier"))
    answer = await world.ben.slash(world.news, "timeline", who="Putin")
    assert answer.response is not None
    told = shown(await world.ben.click(answer.response, label="What changed?"))
    assert "What changed: Putin" in told
    assert "Call: Vladimir Putin – Benjamin Netanyahu" in told
    assert "not planned, according to Dmitry Peskov" in told
    assert "→ held" in told
