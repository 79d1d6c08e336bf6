"""One article, now."""

from __future__ import annotations

import asyncio

import pytest
from support.desk import BEN, ELSEWHERE, GUILD, OTHER_GUILD, Desk, abroad, ann, ben, link, pasted
from support.stories import GUTERRES, PESKOV, long_article

from bot.core.errors import Unreadable, UserError
from bot.core.types import Source, SourceKind, StatementQuery

URL = "https://paper.example/no-calls"


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    desk.web.add(URL, PESKOV)
    return desk


async def test_a_link_is_analysed_once_for_commands_and_channels(desk: Desk) -> None:
    """The channel's readers can't see what was answered to Ben alone, so the page is fetched for them."""
    asked = await desk.summarize.link(URL, ben)
    [outcome] = await desk.post(link(URL))
    again = await desk.summarize.link(URL + "?utm_source=x", ben)
    assert outcome.reading is not None
    assert asked.article.id == outcome.reading.article.id == again.article.id
    assert desk.web.asked == [URL, URL]
    assert len(desk.analyst.analysed) == 1
    assert asked.posting is None
    assert again.posting == outcome.reading.posting


async def test_sizes(desk: Desk) -> None:
    points = {
        size: len((await desk.summarize.text(long_article(PESKOV), ben, size=size)).analysis.summary.points)
        for size in ("brief", "standard", "full")
    }
    assert points == {"brief": 1, "standard": 3, "full": 4}
    kept = await desk.summarize.text(long_article(PESKOV), ben)
    assert len(kept.analysis.summary.points) == 3


async def test_a_size_is_made_once_however_many_ask_for_it(desk: Desk) -> None:
    text = long_article(PESKOV)
    await desk.summarize.text(text, ben)
    asked = [desk.summarize.text(text, viewer, size="full") for viewer in (ben, ann, ben)]
    readings = await asyncio.gather(*asked)
    assert len({r.analysis.summary for r in readings}) == 1
    assert len(desk.analyst.analysed) == 2  # once as standard, once as full


async def test_a_text_with_a_title(desk: Desk) -> None:
    reading = await desk.summarize.text("Talks go on in Geneva.", ben, "Talks")
    assert reading.article.title == "Talks"
    assert reading.article.url is None


async def test_a_file(desk: Desk) -> None:
    reading = await desk.summarize.file("story.txt", PESKOV.encode(), ben)
    assert len(reading.analysis.statements) == 3
    with pytest.raises(Unreadable):
        await desk.summarize.file("empty.txt", b"", ben)


async def test_a_file_can_claim_no_address_and_no_outlet(desk: Desk) -> None:
    page = f'<html><head><link rel="canonical" href="{URL}"><meta property="og:site_name" content="Reuters">'
    page += "<title>Lies</title></head><body><article>"
    page += "".join(f"<p>The ministry said {n} things that nobody had asked for.</p>" for n in range(30))
    lies = await desk.summarize.file("lies.html", (page + "</article></body></html>").encode(), ben)
    assert (lies.article.title, lies.article.url, lies.article.outlet) == ("Lies", None, None)
    assert (await desk.summarize.link(URL, ben)).article.title == "No calls planned"


async def test_what_cannot_be_read_says_why(desk: Desk) -> None:
    with pytest.raises(Unreadable, match="leads nowhere"):
        await desk.summarize.link("https://paper.example/dead", ben)
    with pytest.raises(Unreadable, match="Russian"):
        await desk.summarize.text("Москва сообщила о переговорах. " * 5, ben)
    with pytest.raises(Unreadable, match="200,000"):
        await desk.summarize.text("a " * 100_001, ben)
    assert await desk.count("articles") == 0


async def test_what_is_remembered_is_found_and_deleted_with_its_answer(desk: Desk) -> None:
    reading = await desk.summarize.link(URL, ben)
    answer = desk.message(link(URL), private_to=BEN)
    remembered = await desk.summarize.remember(reading, answer)
    assert remembered is not None
    assert remembered.posting is not None
    assert remembered.posting.message_id == answer.message_id
    assert remembered.posting.private
    assert (await desk.summarize.article(reading.article.id, ben)).posting == remembered.posting
    assert (await desk.summarize.remember(reading, answer)) == remembered
    await desk.forget.messages(GUILD, {answer.message_id})
    assert await desk.count("articles") == 0
    assert await desk.summarize.remember(reading, answer) is None


async def test_an_article_seen_elsewhere_only_is_not_shown(desk: Desk) -> None:
    [outcome] = await desk.post(link(URL), guild=OTHER_GUILD, channel=ELSEWHERE)
    assert outcome.reading is not None
    assert (await desk.summarize.article(outcome.reading.article.id, abroad)).article.title
    with pytest.raises(UserError, match="no longer available"):
        await desk.summarize.article(outcome.reading.article.id, ben)
    with pytest.raises(UserError, match="no longer available"):
        await desk.summarize.article(4711, ben)


class TestMessages:
    """The menus on a message."""

    async def test_a_message_that_was_read_is_shown_as_it_is(self, desk: Desk) -> None:
        message = desk.message(link(URL))
        await desk.take(message)
        reading = await desk.summarize.message(message, ben)
        assert reading.posting is not None
        assert reading.posting.message_id == message.message_id
        assert await desk.count("postings") == 1

    async def test_a_message_in_a_channel_that_is_not_read_is_for_the_asker_alone(self, desk: Desk) -> None:
        message = desk.message(link(URL))
        reading = await desk.summarize.message(message, ben)
        assert reading.posting is not None
        query = StatementQuery(article_id=reading.article.id)
        assert (await desk.who_said.search(query, ben)).total == 3
        assert (await desk.who_said.search(query, ann)).total == 0
        assert (await desk.summarize.message(message, ben)).article.id == reading.article.id
        # Once the channel is read, the message is still taken in for everybody.
        [outcome] = await desk.take(message)
        assert outcome.fresh
        assert (await desk.who_said.search(query, ann)).total == 3

    async def test_the_first_source_that_can_be_read(self, desk: Desk) -> None:
        desk.files[7] = ("story.txt", GUTERRES.encode())
        file = Source(SourceKind.ATTACHMENT, name="story.txt", attachment_id=7)
        message = desk.message(link("https://paper.example/dead"), file, pasted(PESKOV))
        reading = await desk.summarize.message(message, ben)
        assert reading.article.title == "Guterres appeals for a corridor"
        assert await desk.count("postings") == 1

    async def test_nothing_readable_says_why(self, desk: Desk) -> None:
        with pytest.raises(Unreadable, match="leads nowhere"):
            await desk.summarize.message(desk.message(link("https://paper.example/dead")), ben)
        with pytest.raises(UserError, match="no article"):
            await desk.summarize.message(desk.message(), ben)
