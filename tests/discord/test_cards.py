"""Cards: complete, within Discord's limits, and honest about what was quoted and how sure it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import discord
import pytest
from support.fake_analyst import analyse

from bot.core.types import ArticleInfo, Digest, PostingRef, Reading, StatementHit, StatementPage
from bot.gateway.render import cards, digests
from bot.gateway.render import markdown as md
from models.types import (
    Article,
    Certainty,
    DigestContent,
    DigestLine,
    DigestStatement,
    DigestStory,
    Disagreement,
    Kind,
    Speaker,
    Statement,
)

PUBLISHED = datetime(2023, 10, 9, 10, 41, tzinfo=UTC)
POSTING = PostingRef(11, 22, 33, datetime(2023, 10, 9, 12, tzinfo=UTC), 44)
ARTICLE = ArticleInfo(7, "No calls planned", "https://example.org/no-calls", "Baltic Wire", PUBLISHED)
TEXT = (
    "No calls planned\n"
    '"We keep contact with both," said Dmitry Peskov, Kremlin spokesman (RU).\n'
    "Antony Blinken, Secretary of State (US) said that talks go on.\n"
    "Vladimir Putin (RU) allegedly told Ukrainska Pravda that he wants peace.\n"
)
PESKOV, BLINKEN, PUTIN = analyse(Article(TEXT)).statements
READING = Reading(ARTICLE, analyse(Article(TEXT, title="No calls planned")), POSTING, 0.7)


def total(embeds: list[discord.Embed]) -> int:
    """The characters Discord counts over all embeds of a message, by its documented rule."""
    return sum(
        len(e.title or "")
        + len(e.description or "")
        + len(e.footer.text or "")
        + len(e.author.name or "")
        + sum(len(f.name or "") + len(f.value or "") for f in e.fields)
        for e in embeds
    )


def assert_within_limits(embeds: list[discord.Embed]) -> None:
    assert len(embeds) <= 10
    assert total(embeds) <= md.EMBEDS_TOTAL
    for e in embeds:
        assert len(e.title or "") <= md.TITLE
        assert len(e.description or "") <= md.DESCRIPTION
        assert len(e.fields) <= md.FIELDS
        assert all(0 < len(f.name or "") <= 256 and 0 < len(f.value or "") <= 1024 for f in e.fields)


def test_a_summary_card_tells_headline_outlet_time_gist_points_and_who_said_what() -> None:
    card = cards.summary_card(READING)
    assert card.title == "No calls planned"
    assert card.url == "https://example.org/no-calls"
    assert card.author.name == "Baltic Wire"
    assert card.timestamp == PUBLISHED
    assert [f.name for f in card.fields] == [
        "🇷🇺 Dmitry Peskov · Kremlin spokesman",
        "🇺🇸 Antony Blinken · Secretary of State",
        "🇷🇺 Vladimir Putin",
    ]
    assert card.fields[0].value == "“We keep contact with both”\n*💬 Quoted · on record*"
    assert card.fields[1].value == "talks go on\n*📝 Paraphrased · on record*"
    assert (card.fields[2].value or "").endswith("**alleged, via Ukrainska Pravda**")
    assert "3 statements" in (card.footer.text or "")


def test_a_summary_card_repeats_no_gist_among_its_points() -> None:
    gist = READING.analysis.summary.gist
    assert gist is not None
    assert (cards.summary_card(READING).description or "").count(md.fit(gist.text, 600)) == 1


def test_a_preview_is_marked_as_one() -> None:
    card = cards.summary_card(replace(READING, article=replace(ARTICLE, preview_only=True)))
    assert (card.description or "").startswith("⚠️ **Preview only**")


def test_a_quotation_stands_in_quotation_marks_and_a_paraphrase_does_not() -> None:
    quoted = cards.statement_card(StatementHit(PESKOV, ARTICLE, POSTING)).description or ""
    told = cards.statement_card(StatementHit(BLINKEN, ARTICLE, POSTING)).description or ""
    assert quoted.startswith("“We keep contact with both”\n*💬 Quoted")
    assert told.startswith("talks go on\n*📝 Paraphrased")
    assert "“" not in told


def test_a_statement_card_links_its_message_and_its_article() -> None:
    card = cards.statement_card(StatementHit(PESKOV, ARTICLE, POSTING))
    assert "[message](https://discord.com/channels/11/22/33)" in (card.description or "")
    assert "[No calls planned](https://example.org/no-calls)" in (card.description or "")
    assert "<t:1696848060:d>" in (card.description or "")


def test_nobody_is_sent_to_a_private_answer() -> None:
    private = replace(POSTING, private=True)
    card = cards.statement_card(StatementHit(PESKOV, ARTICLE, private))
    assert "[message]" not in (card.description or "")
    digest = replace(digest_of(1), postings={7: private})
    assert all("channels/11" not in (e.description or "") for e in digests.digest_message(digest))


@pytest.mark.parametrize(
    ("act", "shown"), [("deny", "denies"), ("urge", "urges"), ("decline_to_comment", "declines to comment")]
)
def test_a_card_names_what_was_done_with_words(act: str, shown: str) -> None:
    assert cards.manner_line(replace(BLINKEN, act=act)) == f"*📝 Paraphrased · {shown} · on record*"
    negated = replace(BLINKEN, act=act, negated=True)
    assert f"did not {act.replace('_', ' ')}" in cards.manner_line(negated)


def test_an_audience_named_by_the_occasion_is_named_once() -> None:
    told = replace(BLINKEN, audience=("reporters",), occasion="told reporters on a call")
    assert cards.manner_line(told).count("reporters") == 1


def test_hearsay_is_coloured_apart() -> None:
    colours = {
        cards.statement_card(StatementHit(s, ARTICLE, POSTING)).colour for s in (PESKOV, BLINKEN, PUTIN)
    }
    assert len(colours) == 3


def test_nobody_is_named_who_could_not_be() -> None:
    unnamed = replace(PESKOV, speaker=Speaker(mention="a diplomat"))
    assert cards.speaker_line(unnamed) == "“a diplomat”"
    assert cards.speaker_line(replace(PESKOV, speaker=None)) == "Speaker not named"


def test_the_weightiest_statements_are_of_different_speakers() -> None:
    again = replace(PESKOV, content=((1, 2),))
    chosen = cards.weightiest([PESKOV, again, BLINKEN], 2)
    assert chosen == [PESKOV, BLINKEN]


LONG = "A very long *sentence* with [markup](https://example.org) and <@123> in it. " * 120


def long_statement(kind: Kind = Kind.DIRECT) -> Statement:
    return replace(
        PESKOV,
        text=LONG,
        kind=kind,
        act="say " * 100,
        via=(LONG,) * 9,
        audience=(LONG,) * 9,
        occasion=LONG,
        certainty=Certainty.ALLEGED,
        speaker=Speaker(LONG, LONG, LONG, "RU"),
    )


def test_expectation_15_long_text_never_breaks_a_limit() -> None:
    analysis = READING.analysis
    points = tuple(replace(p, text=LONG) for p in analysis.summary.points) * 8
    summary = replace(analysis.summary, headline=LONG, gist=points[0], points=points)
    article = replace(ARTICLE, title=LONG, outlet=LONG)
    statements = (long_statement(), long_statement(Kind.INDIRECT)) * 20
    reading = Reading(article, replace(analysis, summary=summary, statements=statements), POSTING)
    assert_within_limits([cards.summary_card(reading)])
    hits = tuple(StatementHit(s, article, POSTING) for s in statements[:5])
    page = cards.statement_page(StatementPage(hits, 40, 0, 8), "Who said")
    assert_within_limits(page)
    assert len(page) == 6
    assert all("[message](" in (card.description or "") for card in page[1:])
    assert all("A very long" in (card.description or "") for card in page[1:])


def test_all_hits_of_a_page_are_shown_however_long_they_are() -> None:
    article = replace(ARTICLE, title=LONG, outlet=LONG, url="https://example.org/" + "a" * 270)
    hits = tuple(StatementHit(long_statement(), article, POSTING) for _ in range(9))
    for count in (5, 9):
        page = cards.statement_page(StatementPage(hits[:count], 40, 0, 8), "x" * 600)
        assert_within_limits(page)
        assert len(page) == count + 1
        assert all("alleged" in (card.description or "") for card in page[1:])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('"We keep contact with both,"', "“We keep contact with both”"),
        ("“We keep contact with both”,", "“We keep contact with both”"),
        ("We keep contact with both", "We keep contact with both"),
        ("\"They call it a 'special operation'\"", "“They call it a 'special operation'”"),
        ("“He answered ‘no’”", "“He answered ‘no’”"),
        ("“First this.\n\n“Then that.”", "“First this. “Then that.”"),
        ('"We keep contact," he noted, "for now"', '"We keep contact," he noted, "for now"'),
        ("“We keep contact,” … “for now”", "“We keep contact,” … “for now”"),
        ('"We keep contact," the aide added', '"We keep contact," the aide added'),
    ],
)
def test_no_word_of_the_reporters_stands_in_quotation_marks(text: str, line: str) -> None:
    assert cards.said(replace(PESKOV, text=text), 400) == line


@pytest.mark.parametrize("act", ["want", "believe", "hope", "intend", "fear"])
def test_what_was_thought_or_wished_is_not_shown_as_spoken(act: str) -> None:
    thought = replace(PESKOV, text='"an end to the war"', act=act)
    card = cards.statement_card(StatementHit(thought, ARTICLE, POSTING))
    assert "“" not in (card.description or "")
    assert "Quoted" not in (card.description or "")
    assert "💭 Thought or wish" in (card.description or "")
    assert card.colour == cards.PARAPHRASED
    told = digests.digest_message(digest_with(DigestStatement(7, thought)))[1].description or ""
    assert "“" not in told


def test_a_summary_card_takes_no_statement_that_says_nothing_by_itself() -> None:
    poor = [
        replace(PESKOV, text=text, speaker=Speaker(name, name))
        for text, name in (("so", "A"), ("that much", "B"), ("No calls  planned", "C"), ("it", "D"))
    ]
    analysis = replace(READING.analysis, statements=(*poor, BLINKEN))
    card = cards.summary_card(replace(READING, analysis=analysis))
    assert [f.name for f in card.fields] == ["🇺🇸 Antony Blinken · Secretary of State"]


def digest_with(*statements: DigestStatement) -> Digest:
    """A digest of one story that tells these statements."""
    whole = digest_of(1)
    story = replace(whole.content.stories[0], statements=statements)
    return replace(whole, content=DigestContent((story,), (), 1))


def digest_of(stories: int, text: str = "The call was the first.") -> Digest:
    line = DigestLine(7, text)
    story = DigestStory(
        text,
        line,
        (
            DigestStatement(7, replace(PESKOV, text=f'"{text}"')),
            DigestStatement(7, replace(PUTIN, text=text)),
        ),
        (Disagreement("killed", (line, line)),),
        (7, 8, 9),
        ("Baltic Wire", "Meridian"),
    )
    content = DigestContent((story,) * stories, (line,) * 30, 12)
    since = datetime(2023, 10, 15, 22, 30, tzinfo=UTC)
    until = datetime(2023, 10, 16, 22, 30, tzinfo=UTC)
    return Digest(content, {7: ARTICLE}, {7: POSTING}, since, until)


def test_a_digest_has_the_day_in_its_own_zone_ranked_stories_and_links() -> None:
    embeds = digests.digest_message(digest_of(2), "Europe/Moscow", topic="calls", run_id=17)
    assert embeds[0].title == "Digest · Tuesday 17 October 2023"
    assert "12 articles" in (embeds[0].description or "")
    assert "about “calls”" in (embeds[0].description or "")
    assert [e.title for e in embeds[1:3]] == ["1. The call was the first.", "2. The call was the first."]
    told = embeds[1].description or ""
    assert "> **🇷🇺 Dmitry Peskov · Kremlin spokesman**: “The call was the first.”" in told
    assert "*(alleged, via Ukrainska Pravda)*" in told
    assert "**Reports differ** on killed" in told
    assert "[message](https://discord.com/channels/11/22/33)" in told
    assert digests.is_marked(embeds, 17)
    assert not digests.is_marked(embeds, 1)


@pytest.mark.parametrize("text", [LONG, "x" * 5000, "*" * 5000])
def test_expectation_8_a_digest_is_one_message_however_much_there_is(text: str) -> None:
    assert_within_limits(digests.digest_message(digest_of(12, text), run_id=17))


def test_a_story_tells_its_statement_even_where_much_has_to_be_said_about_it() -> None:
    much = replace(long_statement(), text=LONG, act="decline_to_comment", negated=True)
    wished = replace(much, act="intend")
    day = digest_of(6, LONG)
    for statement in (much, wished):
        story = replace(day.content.stories[0], statements=(DigestStatement(7, statement),))
        content = DigestContent((story,) * 6, (), 6)
        embeds = digests.digest_message(replace(day, content=content))
        assert_within_limits(embeds)
        assert [": A very" in (e.description or "") for e in embeds[1:7]] == [True] * 6


@pytest.mark.parametrize("length", [82, 200, 290])
def test_each_story_told_keeps_its_gist_a_statement_and_a_link(length: int) -> None:
    """An ordinary day: six stories, four outlets each, addresses as long as newspapers make them."""
    gist = (
        "The two foreign ministers agreed on Tuesday to reopen the crossing, which had been shut for weeks."
    )
    quote = '"We have talked for long enough; now we open the gate, and customs staff return on Friday,"'
    day = digest_of(6, gist)
    numbers = (7, 8, 9, 10)
    address = "https://www.paper.example/world/"
    address += "a" * (length - len(address))
    articles = {n: replace(ARTICLE, id=n, outlet=f"The Daily Paper {n}", url=address) for n in numbers}
    posting = PostingRef(10**18, 10**18 + 1, 10**18 + 2, POSTING.posted_at, 44)
    story = replace(
        day.content.stories[0],
        headline="Northland and Westmark agree to reopen the Halden border crossing after eleven weeks",
        articles=numbers,
        statements=(DigestStatement(7, replace(PESKOV, text=quote)),) * 2,
    )
    content = DigestContent((story,) * 8, day.content.rest, 40)
    embeds = digests.digest_message(
        replace(day, content=content, articles=articles, postings=dict.fromkeys(numbers, posting)), run_id=17
    )
    assert_within_limits(embeds)
    told = [e.description or "" for e in embeds[1:7]]
    assert len(told) == 6
    for text in told:
        assert md.fit(gist, 300) in text
        assert "“We have talked for long enough" in text
        assert text.count(f"]({posting.jump_url})") >= 1
    assert embeds[7].title == "Also"
    assert (embeds[7].description or "").count("Halden border crossing") == 2
