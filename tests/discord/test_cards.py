"""Cards: complete, within Discord's limits, and honest about what was quoted and how sure it is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import discord
import pytest
from support.fake_analyst import analyse

from bot import wording
from bot.core.types import ArticleInfo, Digest, PostingRef, Reading, StatementHit, StatementPage
from bot.gateway.render import cards, digests
from bot.gateway.render import markdown as md
from bot.gateway.render.statements import dress
from models.types import (
    Article,
    Certainty,
    ChangeSide,
    Contact,
    ContactStatus,
    DigestChange,
    DigestContent,
    DigestLine,
    DigestStatement,
    DigestStory,
    Disagreement,
    Genre,
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
        assert len(e.fields) <= 25
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
    assert [f.value for f in card.fields] == [
        "“We keep contact with both”",
        "said that **talks go on**",
        "allegedly told Ukrainska Pravda that **he wants peace**\n**alleged, via Ukrainska Pravda**",
    ]
    assert "3 statements" in (card.footer.text or "")


def test_a_summary_card_repeats_no_gist_among_its_points() -> None:
    gist = READING.analysis.summary.gist
    assert gist is not None
    assert (cards.summary_card(READING).description or "").count(md.fit(gist.text, 600)) == 1


@pytest.mark.parametrize("length", [60, 200, 400])
def test_an_article_without_a_headline_shows_its_gist_once(length: int) -> None:
    words = " ".join(f"crossing {n} is open," for n in range(40))
    whole = READING.analysis.summary
    gist = replace(whole.points[0], text=words[:length].strip())
    summary = replace(
        whole,
        headline=gist.text[:40],
        gist=gist,
        points=(gist, *whole.points[1:]),
        headline_from_article=False,
    )
    card = cards.summary_card(replace(READING, analysis=replace(READING.analysis, summary=summary)))
    shown = f"{card.title or ''}\n{card.description or ''}"
    assert shown.count(gist.text) == 1
    assert shown.count(gist.text[:40]) == 1
    assert all(point.text in shown for point in whole.points[1:])


def test_a_preview_is_marked_as_one() -> None:
    card = cards.summary_card(replace(READING, article=replace(ARTICLE, preview_only=True)))
    assert (card.description or "").startswith("⚠️ **Preview only**")


def test_a_quotation_stands_in_quotation_marks_and_a_paraphrase_does_not() -> None:
    quoted = cards.statement_card(StatementHit(PESKOV, ARTICLE, POSTING)).description or ""
    told = cards.statement_card(StatementHit(BLINKEN, ARTICLE, POSTING)).description or ""
    assert quoted.startswith("“We keep contact with both”\nBaltic Wire")
    assert told.startswith("said that **talks go on**\nBaltic Wire")
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


def test_a_quotation_carries_its_verb_in_small_print() -> None:
    told = replace(PESKOV, clause=(900, 924), clause_text="told reporters in Geneva")
    card = cards.statement_card(StatementHit(told, ARTICLE, POSTING))
    assert (card.description or "").startswith("“We keep contact with both”\n*told reporters in Geneva*\n")


@pytest.mark.parametrize(
    ("genre", "words"),
    [
        (Genre.TRANSCRIPT, "transcript"),
        (Genre.RELEASE, "official statement"),
        (Genre.OPINION, "opinion piece: its claims are the author's own"),
    ],
)
def test_the_footer_says_what_kind_of_text_it_was(genre: Genre, words: str) -> None:
    reading = replace(READING, analysis=replace(READING.analysis, genre=genre))
    assert (cards.summary_card(reading).footer.text or "").startswith(f"{words} · 3 statements")
    assert words not in (cards.summary_card(READING).footer.text or "")


def test_hearsay_is_coloured_apart() -> None:
    colours = {
        cards.statement_card(StatementHit(s, ARTICLE, POSTING)).colour for s in (PESKOV, BLINKEN, PUTIN)
    }
    assert len(colours) == 3


def test_an_unnamed_source_is_shown_as_one() -> None:
    unnamed = replace(PESKOV, speaker=Speaker("a diplomat", kind="person"))
    card = cards.statement_card(StatementHit(unnamed, ARTICLE, POSTING))
    assert card.author.name == "A diplomat · unnamed"


def test_the_weightiest_statements_are_of_different_speakers() -> None:
    again = replace(PESKOV, content=((1, 2),))
    chosen = cards.weightiest([PESKOV, again, BLINKEN], 2)
    assert chosen == [PESKOV, BLINKEN]


def test_two_unnamed_sources_are_two_speakers_and_one_of_them_twice_is_one() -> None:
    diplomat = replace(BLINKEN, speaker=Speaker("a diplomat"))
    minister = replace(BLINKEN, speaker=Speaker("an Egyptian minister"), content=((90, 101),))
    again = replace(diplomat, content=((50, 61),))
    assert cards.weightiest([diplomat, again, minister], 2) == [diplomat, minister]


@pytest.mark.parametrize("limit", [*range(60), 200])
def test_bold_is_closed_wherever_the_words_are_cut_and_no_mark_of_the_article_counts(limit: int) -> None:
    clause = "urged *all* parties to read **the** plan_of_action and [answer](https://example.org) by noon"
    content = clause.index("to read")
    urged = replace(
        BLINKEN, clause=(0, len(clause)), clause_text=clause, content=((content, len(clause)),), text=clause
    )
    shown = dress(wording.told(urged).pieces, limit)
    assert len(shown) <= limit
    marks = re.sub(r"\\.", "", shown)
    assert marks.count("*") == marks.count("**") * 2
    assert marks.count("**") in {0, 2}
    assert "****" not in marks
    assert not re.search(r"[_\[\]`~|<>]", marks.replace("[…]", ""))


LONG = "A very long *sentence* with [markup](https://example.org) and <@123> in it. " * 120


def long_statement(kind: Kind = Kind.DIRECT) -> Statement:
    clause = (0, len(LONG)) if kind is Kind.INDIRECT else (10**6, 10**6 + len(LONG))
    return replace(
        PESKOV,
        content=((0, len(LONG)),),
        clause=clause,
        clause_text=LONG,
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


@pytest.mark.parametrize("act", ["want", "believe", "hope", "intend", "fear"])
def test_what_was_thought_or_wished_is_not_shown_as_spoken(act: str) -> None:
    thought = replace(PESKOV, text='"an end to the war"', act=act, clause=None)
    card = cards.statement_card(StatementHit(thought, ARTICLE, POSTING))
    assert "“" not in (card.description or "")
    assert "*thought or wish*" in (card.description or "")
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


def test_the_speaker_whom_the_headline_names_leads_a_card() -> None:
    article = replace(ARTICLE, title="Blinken says the door is open")
    assert [f.name for f in cards.summary_card(replace(READING, article=article)).fields] == [
        "🇺🇸 Antony Blinken · Secretary of State",
        "🇷🇺 Dmitry Peskov · Kremlin spokesman",
        "🇷🇺 Vladimir Putin",
    ]


def call(status: ContactStatus, source: str | None = None) -> Contact:
    return Contact("call", ("Putin", "Netanyahu"), status, "They spoke.", ((0, 11),), source=source)


def digest_with_change() -> Digest:
    whole = digest_of(2)
    then = ChangeSide(7, date(2023, 10, 9), call(ContactStatus.DENIED, "Dmitry Peskov"))
    now = ChangeSide(8, date(2023, 10, 16), call(ContactStatus.HELD))
    change = DigestChange(then, now, ("Vladimir Putin", "Benjamin Netanyahu"))
    later = ArticleInfo(8, "They talk", "https://example.org/talk", "Meridian", PUBLISHED)
    content = replace(whole.content, changes=(change,))
    return replace(whole, content=content, articles={**whole.articles, 8: later})


def test_a_digest_tells_what_changed_with_both_sources() -> None:
    embeds = digests.digest_message(digest_with_change(), run_id=17)
    assert_within_limits(embeds)
    assert embeds[1].title == "What changed"
    assert embeds[1].description == (
        "• **Call: Vladimir Putin – Benjamin Netanyahu**: not planned, according to Dmitry Peskov "
        "([Baltic Wire](https://discord.com/channels/11/22/33), 9 October) → held (Meridian, 16 October)"
    )


def test_a_digest_without_changes_has_no_heading_for_them() -> None:
    assert "What changed" not in [e.title for e in digests.digest_message(digest_of(2))]


def test_the_most_changes_leave_a_digest_one_message() -> None:
    told = digest_with_change()
    (change,) = told.content.changes
    long = replace(change, about=("x" * 300, "*" * 300))
    content = replace(digest_of(12, LONG).content, changes=(long,) * 5)
    assert_within_limits(digests.digest_message(replace(told, content=content), run_id=17))


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


def test_a_statement_card_has_its_context_in_small_print_within_its_room() -> None:
    leaning = replace(BLINKEN, context=(0, 9), context_text="Talks on the *strait* were put off. " * 20)
    told = cards.statement_card(StatementHit(leaning, ARTICLE, POSTING), 600)
    lines = (told.description or "").split("\n")
    assert lines[-2].startswith("-# Context: Talks on the \\*strait\\* were put off.")
    assert len(told) <= 600
    assert "-#" not in (cards.statement_card(StatementHit(BLINKEN, ARTICLE, POSTING)).description or "")
