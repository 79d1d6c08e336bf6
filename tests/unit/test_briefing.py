"""The digest as HTML and as Markdown."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

from bot import briefing
from bot.core.text import flag
from bot.core.types import ArticleInfo, Digest, PostingRef
from models.types import (
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

DAY = datetime(2023, 10, 16, 6, 0, tzinfo=UTC)


def statement(text: str, **fields: object) -> Statement:
    given = {"kind": Kind.INDIRECT, "act": "say", "speaker": Speaker("Orlen", "Pavel Orlen", "envoy", "CZ")}
    return Statement(content=((0, len(text)),), source=(), cue=(), text=text, **(given | fields))  # type: ignore[arg-type]


def digest(headline: str = "Envoys meet in Geneva", gist: str = "Envoys met in Geneva on Sunday.") -> Digest:
    leak = statement("the talks had stalled", certainty=Certainty.ALLEGED, via=("Baltic Wire",))
    story = DigestStory(
        headline=headline,
        gist=DigestLine(1, gist, ((0, 10),)),
        statements=(DigestStatement(1, leak),),
        disagreements=(
            Disagreement("killed", (DigestLine(1, "40 killed"), DigestLine(2, "at least 55 killed"))),
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


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [v for k, v in attrs if k in {"href", "src"} and v]


def test_html_links_to_article_and_message_and_to_nothing_else() -> None:
    page = Links()
    page.feed(briefing.html(digest()))
    assert set(page.links) == {"https://wire.example/a?x=1&y=2", "https://discord.com/channels/10/20/30"}
    assert not page.tags & {"script", "img", "link", "iframe"}


def test_html_tells_who_how_sure_and_where_outlets_differ() -> None:
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", briefing.html(digest())))
    assert "🇨🇿 Pavel Orlen, envoy · alleged, via Baltic Wire · paraphrase" in page
    assert "Outlets differ: killed" in page
    assert "at least 55 killed (Harbour Gazette)" in page
    assert "2 articles" in page


def test_html_escapes_an_articles_words() -> None:
    page = briefing.html(digest(headline="<script>alert(1)</script>"))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_markdown_escapes_an_articles_words() -> None:
    text = briefing.markdown(digest(gist="See [here](https://evil.example) *now*."))
    assert r"See \[here\](https://evil.example) \*now\*." in text
    assert "## 1. Envoys meet in Geneva" in text
    assert "- 🇨🇿 **Pavel Orlen, envoy** (alleged, via Baltic Wire): the talks had stalled" in text
    assert "([message](<https://discord.com/channels/10/20/30>))" in text


def test_times_are_in_the_readers_zone() -> None:
    assert "16 October 2023, 09:00 (Asia/Riyadh)" in briefing.markdown(digest(), ZoneInfo("Asia/Riyadh"))


def test_an_empty_digest_says_so() -> None:
    nothing = Digest(DigestContent((), (), 0), {}, {}, DAY.replace(day=15), DAY)
    assert "No story was told in this time." in briefing.markdown(nothing)
    assert "No story was told in this time." in briefing.html(nothing)


def test_a_flag_needs_a_country_code() -> None:
    assert flag("IL") == "🇮🇱"
    assert flag(None) == flag("ISR") == flag("é1") == ""
