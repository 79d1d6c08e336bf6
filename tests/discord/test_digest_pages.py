"""*More* under a digest, and the digest as a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from support.stories import long_article
from support.world import World, shown, words

from bot.core.types import ArticleInfo, Digest, PostingRef
from bot.gateway.digest_button import DigestButton, of_window
from bot.gateway.render import markdown as md
from bot.gateway.render.digest_pages import pages
from bot.gateway.render.digests import digest_message
from models.types import (
    DigestContent,
    DigestLine,
    DigestStatement,
    DigestStory,
    Disagreement,
    Kind,
    Speaker,
    Statement,
)

DAY = datetime(2026, 1, 5, 6, tzinfo=UTC)
PLACES = ("Geneva", "Vienna", "Lima", "Oslo", "Cairo", "Delhi", "Quito")


def statement(name: str, text: str) -> Statement:
    return Statement(((0, 1),), (), (), text, Kind.DIRECT, "say", speaker=Speaker(name, name, "envoy", "CH"))


def digest(stories: int = 2, text: str = "Talks were held.", rest: int = 2, articles: int = 2) -> Digest:
    told = DigestStory(
        headline=text,
        gist=DigestLine(1, text),
        statements=tuple(
            DigestStatement(1, statement(n, f'"{n}: {text}"')) for n in ("Ann Orlen", "Ben Vas", "Cy Dun")
        ),
        disagreements=(
            Disagreement("the number killed", (DigestLine(1, text), DigestLine(2, text, still=True))),
        ),
        articles=tuple(range(1, articles + 1)),
        outlets=("Wire",),
    )
    infos = {n: ArticleInfo(n, text, f"https://wire.example/{n}", "Wire", DAY) for n in told.articles}
    refs = {n: PostingRef(10**18, 10**18, 10**18 + n, DAY, 4) for n in told.articles}
    content = DigestContent((told,) * stories, (DigestLine(1, text),) * rest, 12)
    return Digest(content, infos, refs, DAY.replace(day=4), DAY)


def test_a_page_tells_all_statements_disagreements_and_sources() -> None:
    (first, last) = pages(digest())
    told = first[0].description or ""
    assert all(name in told for name in ("Ann Orlen", "Ben Vas", "Cy Dun"))
    assert "Reports differ** on the number killed" in told
    assert "*Still:* Talks were held." in told
    assert told.count("](https://discord.com/channels/") == 2
    assert [e.title for e in first] == ["1. Talks were held.", "2. Talks were held."]
    assert first[-1].footer.text == "Page 1 of 2"
    assert last[0].title == "Also"
    assert (last[0].description or "").count("•") == 2


@pytest.mark.parametrize(
    "text", ["A very long sentence of a very long article. " * 120, "x" * 5000, "*" * 5000]
)
def test_expectation_15_no_page_breaks_a_limit_and_every_line_of_the_rest_is_there(text: str) -> None:
    found = pages(digest(12, text, rest=200, articles=40))
    for embeds in found:
        assert len(embeds) <= 10
        assert sum(map(len, embeds)) <= md.EMBEDS_TOTAL
        assert all(
            len(e.description or "") <= md.DESCRIPTION and len(e.title or "") <= md.TITLE for e in embeds
        )
    told = "\n".join(e.description or "" for embeds in found for e in embeds if e.title == "Also")
    assert told.count("•") == 200


def test_little_news_is_said() -> None:
    day = digest(1, rest=0)
    few = replace(day, content=replace(day.content, articles=1))
    assert "Little news: one article in this time." in (digest_message(few)[0].description or "")
    assert "Little news" not in (digest_message(day)[0].description or "")
    story = day.content.stories[0]
    old = replace(story, gist=replace(story.gist, still=True))
    stale = digest_message(replace(day, content=replace(day.content, stories=(old,))))
    assert "Nothing new" in (stale[0].description or "")
    assert "*Still:* Talks were held." in (stale[1].description or "")


def test_the_longest_topic_fits_into_a_button() -> None:
    button = DigestButton(of_window(digest(), "ß" * 60), 999)
    assert len(button.custom_id) <= 100


def test_a_statement_tells_what_was_done_and_leaves_its_that_out() -> None:
    acts = (("say", False, ": the road is open"), ("condemn", False, " condemned: the road is open"))
    for act, negated, wanted in acts:
        said = replace(
            statement("Ann Orlen", "that the road is open"), kind=Kind.INDIRECT, act=act, negated=negated
        )
        story = replace(digest().content.stories[0], statements=(DigestStatement(1, said),))
        told = digest_message(replace(digest(), content=DigestContent((story,), (), 3)))[1].description or ""
        assert f"Ann Orlen · envoy**{wanted}" in told


async def read_all(world: World) -> None:
    """Seven articles that share no words but the smallest: seven stories, three pages."""
    for place in PLACES:
        quoted = f'"We met in {place} today," said Ann Orlen, envoy (CH).'
        rest = " ".join(f"{place}{n} {place}{n}x {place}{n}y." for n in range(40))
        await world.ann.send(world.news, f"{place} holds talks\n{quoted}\n{rest}\n")
    await world.env.advance_time(60)


async def test_more_opens_pages_for_the_person_alone_and_turns_them_in_place(world: World) -> None:
    await read_all(world)
    posted = await world.ann.slash(world.digest, "digest now")
    assert posted.response is not None
    await world.restart()  # the button needs nothing that is lost then
    opened = await world.ben.click(posted.response, label="More")
    assert opened.ephemeral
    assert "Page 1 of" in shown(opened)
    page = opened.followups[-1] if opened.followups else opened.response
    assert page is not None
    await world.ben.click(page, label="▶")
    assert "Page 2 of" in shown(opened)
    await world.ben.click(page, label="◀")
    assert "Page 1 of" in shown(opened)
    assert "holds talks" in shown(posted)


async def test_more_under_a_scheduled_digest_tells_what_it_told(world: World) -> None:
    await read_all(world)
    await world.ann.slash(world.digest, "digest schedule", time="00:05")
    await world.env.advance_time(600)
    (posted,) = [m for m in world.cards(world.digest) if m.embeds]
    await world.ann.send(world.news, long_article("Tunis holds talks\nThe talks of Tunis began later.\n"))
    await world.jump(3600)
    opened = await world.ben.click(posted, label="More")
    assert str(posted.embeds[1].title) in shown(opened)
    assert "Tunis" not in shown(opened)


async def test_expectation_1_more_shows_only_what_all_in_the_channel_may_read(world: World) -> None:
    await read_all(world)
    await world.ann.send(world.private, long_article("Secret talks\nThe secret talks of Berne began.\n"))
    posted = await world.ann.slash(world.digest, "digest now")
    assert posted.response is not None
    assert "Berne" not in shown(await world.ann.click(posted.response, label="More"))


async def test_more_of_a_digest_whose_articles_are_gone_is_explained(world: World) -> None:
    message = await world.ann.send(world.news, long_article("Geneva holds talks\nThe talks began.\n"))
    await world.env.advance_time(60)
    posted = await world.ann.slash(world.digest, "digest now")
    await world.ann.delete(message)
    await world.env.settle()
    assert posted.response is not None
    assert "no longer available" in shown(await world.ben.click(posted.response, label="More"))


@pytest.mark.parametrize(
    ("form", "suffix", "opening"), [("html", "html", "<!doctype html>"), ("markdown", "md", "#")]
)
async def test_a_digest_comes_as_a_file_too(world: World, form: str, suffix: str, opening: str) -> None:
    await read_all(world)
    posted = await world.ann.slash(world.digest, "digest now", format=form)
    message = posted.response or posted.followups[-1]
    (file,) = message.attachments
    assert file.filename == f"digest-2026-01-01.{suffix}"
    text = (await file.read()).decode()
    assert text.lstrip().startswith(opening)
    assert "Geneva holds talks" in text
    assert words(message) == ""
