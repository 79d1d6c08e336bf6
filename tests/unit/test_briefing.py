"""The digest as HTML and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot import briefing
from bot.core.text import flag
from bot.core.types import ArticleInfo, Digest, PostingRef
from models.types import (
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
    Kind,
    Speaker,
    Statement,
)

DAY = datetime(2023, 10, 16, 6, 0, tzinfo=UTC)


def statement(text: str, **fields: Any) -> Statement:
    speaker = Speaker("Orlen", "Pavel Orlen", "envoy", "CZ")
    given: dict[str, Any] = {"kind": Kind.INDIRECT, "act": "say", "speaker": speaker}
    given["content"] = ((0, len(text)),)
    return Statement(source=(), cue=(), text=text, **(given | fields))


def digest(headline: str = "Envoys meet in Geneva", gist: str = "Envoys met in Geneva on Sunday.") -> Digest:
    leak = statement(
        "the talks had stalled",
        content=((5, 26),),
        clause=(0, 26),
        clause_text="said the talks had stalled",
        certainty=Certainty.ALLEGED,
        via=("Baltic Wire",),
    )
    story = DigestStory(
        headline=headline,
        gist=DigestLine(1, gist, ((0, 10),)),
        statements=(DigestStatement(1, leak),),
        disagreements=(
            Disagreement(
                "the number killed",
                (DigestLine(1, "40 killed", still=True), DigestLine(2, "at least 55 killed")),
            ),
        ),
        articles=(1, 2),
        outlets=("Baltic Wire", "Harbour Gazette"),
    )
    content = DigestContent((story,), (DigestLine(2, "A convoy waits at the crossing."),), 2)
    return Digest(
        content,
        {
            1: ArticleInfo(1, "Envoys meet", "https://wire.example/a?x=1&y=2", "Baltic Wire", DAY),
            2: ArticleInfo(2, "Convoy waits", None, "Harbour Gazette", DAY),
        },
        {1: PostingRef(10, 20, 30, DAY, 40)},
        DAY.replace(day=15),
        DAY,
    )


class Page(HTMLParser):
    """The links, tags, attributes and headings of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[tuple[str, str | None]] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= set(attrs)
        self.links += [v for k, v in attrs if k in {"href", "src"} and v]


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))


def test_html_links_to_article_and_message_and_to_nothing_outside() -> None:
    page = Page(briefing.html(digest()))
    assert set(page.links) == {
        "https://wire.example/a?x=1&y=2",
        "https://discord.com/channels/10/20/30",
    }
    assert not set(page.tags) & {"script", "img", "link", "iframe", "object"}
    assert "url(" not in briefing.html(digest())
    assert "@import" not in briefing.html(digest())


def test_html_is_one_document_with_its_headings_in_order() -> None:
    page = Page(briefing.html(digest()))
    headings = [int(tag[1]) for tag in page.tags if re.fullmatch(r"h\d", tag)]
    assert headings == [1, 2, 3, 3, 2]
    assert page.tags.count("main") == 1
    assert ("lang", "en") in page.attributes
    assert ("aria-label", "Czech Republic") in page.attributes


def test_several_stories_are_listed_at_the_top_with_links_to_each() -> None:
    one = digest()
    both = replace(one, content=replace(one.content, stories=one.content.stories * 2))
    page = Page(briefing.html(both))
    assert [link for link in page.links if link.startswith("#")] == ["#story-1", "#story-2"]
    assert {("id", "story-1"), ("id", "story-2")} <= page.attributes


def test_html_tells_who_how_sure_and_where_reports_differ() -> None:
    page = text_of(briefing.html(digest()))
    assert "🇨🇿 Pavel Orlen , envoy · alleged, via Baltic Wire said the talks had stalled" in page
    assert "Reports differ on the number killed" in page
    assert "Baltic Wire: Still 40 killed" in page
    assert "Harbour Gazette: at least 55 killed" in page
    assert "2 articles · 2 stories · 2 outlets" in page


def test_html_escapes_an_articles_words() -> None:
    page = briefing.html(digest(headline="<script>alert(1)</script>"))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    bad = digest()
    bad.articles[1] = replace(bad.articles[1], url="javascript:alert(1)")
    assert "javascript" not in briefing.html(bad)
    assert "javascript" not in briefing.markdown(bad)


def test_a_message_that_one_person_saw_is_not_linked() -> None:
    alone = digest()
    alone.postings[1] = replace(alone.postings[1], private=True)
    assert "discord.com" not in briefing.html(alone)
    assert "discord.com" not in briefing.markdown(alone)


def test_markdown_escapes_an_articles_words() -> None:
    text = briefing.markdown(digest(gist="See [here](https://evil.example) *now*."))
    assert r"See \[here\](https://evil.example) \*now\*." in text
    assert "## 1. Envoys meet in Geneva" in text
    assert "- 🇨🇿 **Pavel Orlen**, envoy (*alleged, via Baltic Wire*) said **the talks had stalled**" in text
    assert "[message](<https://discord.com/channels/10/20/30>)" in text
    assert "- **Baltic Wire:** *Still:* 40 killed" in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [("- a list", "\\- a list"), ("1. first", "1\\. first"), ("# title\n# two", "\\# title \\# two")],
)
def test_markdown_keeps_an_articles_lines_from_becoming_lists_or_headings(text: str, shown: str) -> None:
    assert briefing.escape(text) == shown


def with_statement(told: Statement) -> Digest:
    """The digest, its story telling this statement only."""
    one = digest()
    story = replace(one.content.stories[0], statements=(DigestStatement(1, told),))
    return replace(one, content=replace(one.content, stories=(story,)))


def test_the_content_is_bold_within_its_clause_and_the_articles_marks_are_escaped() -> None:
    clause = "urged *all* <b>sides</b> to wait"
    urged = statement("to wait", content=((25, 32),), clause=(0, 32), clause_text=clause, act="urge")
    assert "urged *all* &lt;b&gt;sides&lt;/b&gt; <b>to wait</b>" in briefing.html(with_statement(urged))
    assert r"envoy, urged \*all\* \<b\>sides\</b\> **to wait**" in briefing.markdown(with_statement(urged))


def test_a_quotation_has_its_verb_in_small_print() -> None:
    quoted = statement('"We met,"', kind=Kind.DIRECT, clause=(20, 44), clause_text="told reporters in Geneva")
    page = briefing.html(with_statement(quoted))
    assert '<blockquote>“We met”</blockquote>\n<p class="aside">told reporters in Geneva</p>' in page
    assert "envoy: “We met” (*told reporters in Geneva*)" in briefing.markdown(with_statement(quoted))


def test_an_unnamed_source_is_told_as_one() -> None:
    unnamed = statement("they met", speaker=Speaker("two officials", kind="group"))
    assert "**Two officials**, unnamed: they met" in briefing.markdown(with_statement(unnamed))


def test_little_news_is_said() -> None:
    one = digest()
    assert "Little news: two articles in this time." in briefing.html(one)
    assert "Little news" not in briefing.markdown(replace(one, content=replace(one.content, articles=9)))


def test_times_are_in_the_readers_zone() -> None:
    assert "16 October 2023, 09:00 (Riyadh time)" in briefing.markdown(digest(), ZoneInfo("Asia/Riyadh"))


def test_an_empty_digest_says_so() -> None:
    nothing = Digest(DigestContent((), (), 0), {}, {}, DAY.replace(day=15), DAY)
    assert "No story was told in this time." in briefing.markdown(nothing)
    assert "No story was told in this time." in briefing.html(nothing)


def test_a_flag_needs_a_country_code() -> None:
    assert flag("IL") == "🇮🇱"
    assert flag(None) == flag("ISR") == flag("é1") == ""


@pytest.mark.parametrize("render", [briefing.html, briefing.markdown])
def test_invisible_characters_and_towers_stay_out(render: Callable[[Digest], str]) -> None:
    page = render(digest(headline="Envoys\u202e meet\U000e0041 in Ge" + "\u0301" * 500 + "neva"))
    assert "Envoys meet in Ge" + "\u0301" * 4 + "neva" in page


def with_change() -> Digest:
    whole = digest()
    then, now = (
        Contact("talks", ("A", "B"), status, "Talks.", ((0, 6),), source=source)
        for status, source in ((ContactStatus.PLANNED, "Bern"), (ContactStatus.CANCELLED, None))
    )
    sides = ChangeSide(3, date(2023, 10, 9), then), ChangeSide(1, date(2023, 10, 15), now)
    change = DigestChange(*sides, about=("Ana Lind", "Peter <Holm>"))
    before = ArticleInfo(3, "Talks set", None, "Levant Courier", DAY)
    content = replace(whole.content, changes=(change,))
    return replace(whole, content=content, articles={**whole.articles, 3: before})


def test_markdown_tells_what_changed() -> None:
    assert (
        "- **Talks: Ana Lind – Peter \\<Holm\\>**: planned, according to Bern (Levant Courier, 9 October) "
        "→ cancelled (Baltic Wire, 15 October)"
    ) in briefing.markdown(with_change())
    assert "What changed" not in briefing.markdown(digest())


def test_html_tells_what_changed() -> None:
    page = briefing.html(with_change())
    assert "<h2>What changed</h2>" in page
    assert "<b>Talks: Ana Lind – Peter &lt;Holm&gt;</b>: planned, according to Bern (Levant Courier," in page
    assert "What changed" not in briefing.html(digest())


def test_an_earlier_article_is_not_counted_among_the_digests_outlets() -> None:
    assert "2 articles · 2 stories · 2 outlets" in briefing.markdown(with_change())
