"""Recorded first, read once, each failure told."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from support.desk import (
    ANN,
    ELSEWHERE,
    GUILD,
    GUTERRES,
    NEWS,
    OTHER_GUILD,
    PESKOV,
    PRIVATE,
    Desk,
    ann,
    ben,
    link,
    long_article,
    pasted,
)

from bot.core import dedupe
from bot.core.article import FetchedArticle
from bot.core.errors import Unreadable
from bot.core.types import PostingState, Source, SourceKind, StatementQuery
from models.types import Analysis, Article

URL = "https://paper.example/no-calls"
TEASER = (
    "The Kremlin plans no calls for now, its spokesman said on Monday, but keeps contact with both sides."
)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncGenerator[Desk]:
    opened = await Desk(tmp_path).open()
    yield opened
    await opened.close()


async def test_an_article_is_read_and_its_statements_are_found(desk: Desk) -> None:
    desk.web.add(URL, PESKOV, outlet="The Paper")
    [outcome] = await desk.post(link(URL))
    assert outcome.state is PostingState.READ
    assert outcome.fresh
    assert outcome.reading is not None
    assert (outcome.reading.article.title, outcome.reading.article.outlet) == (
        "No calls planned",
        "The Paper",
    )
    assert outcome.reading.posting is not None
    assert outcome.reading.posting.jump_url == f"https://discord.com/channels/1/{NEWS}/1001"
    assert [s.speaker.name for s in outcome.reading.analysis.statements if s.speaker] == [
        "Dmitry Peskov",
        "Antony Blinken",
        "Vladimir Putin",
    ]
    assert (await desk.who_said.search(StatementQuery("contact"), ben)).total == 1


async def test_a_message_seen_twice_is_recorded_once(desk: Desk) -> None:
    message = desk.message(link(URL), pasted(long_article(PESKOV)))
    assert len(await desk.ingest.record(message)) == 2
    assert await desk.ingest.record(message) == []
    assert await desk.count("postings") == 2


async def test_two_dresses_of_one_link_in_a_message_are_one_posting(desk: Desk) -> None:
    message = desk.message(link(URL), link(URL + "/?utm_source=feed"))
    assert len(await desk.ingest.record(message)) == 1


async def test_talk_is_not_recorded(desk: Desk) -> None:
    assert await desk.ingest.record(desk.message(pasted("word " * 79))) == []
    assert len(await desk.ingest.record(desk.message(pasted("word " * 80)))) == 1


async def test_recording_is_all_or_nothing(desk: Desk) -> None:
    broken = link("https://paper.example/\ud800")  # half a character, which can't be stored
    with pytest.raises(Exception, match="surrogate"):
        await desk.ingest.record(desk.message(link(URL), broken))
    assert await desk.count("postings") == 0


@pytest.mark.parametrize(
    "again", [URL + "/?utm_source=x", "http://m.paper.example/no-calls", URL + "/amp", URL + "#top"]
)
async def test_the_same_link_in_another_dress_is_read_once_and_seen_twice(desk: Desk, again: str) -> None:
    desk.web.add(URL, PESKOV)
    [first] = await desk.post(link(URL))
    [second] = await desk.post(link(again))
    assert first.reading is not None
    assert second.reading is not None
    assert first.reading.article.id == second.reading.article.id
    assert (first.fresh, second.fresh) == (True, False)
    assert desk.web.asked == [URL]
    assert len(desk.analyst.analysed) == 1
    assert [p.state for p in await desk.status.postings(ben)] == [PostingState.READ] * 2
    assert (await desk.status.counts(ben))["articles"] == 1


async def test_two_postings_of_one_link_at_once_are_one_fetch(desk: Desk) -> None:
    desk.web.add(URL, PESKOV)
    desk.analyst.gate.clear()
    ids = [(await desk.ingest.record(desk.message(link(URL + tail))))[0] for tail in ("", "?utm_id=1", "/")]
    tasks = [asyncio.create_task(desk.ingest.process(i)) for i in ids]
    for _ in range(100):
        await asyncio.sleep(0)
    desk.analyst.gate.set()
    outcomes = await asyncio.gather(*tasks)
    assert desk.web.asked == [URL]
    assert len(desk.analyst.analysed) == 1
    assert sum(o.fresh for o in outcomes) == 1
    assert {o.state for o in outcomes} == {PostingState.READ}


async def test_one_posting_processed_twice_at_once_is_read_once(desk: Desk) -> None:
    desk.web.add(URL, PESKOV)
    [number] = await desk.ingest.record(desk.message(link(URL)))
    one, two = await asyncio.gather(desk.ingest.process(number), desk.ingest.process(number))
    assert one.reading is not None
    assert two.reading == one.reading
    assert desk.web.asked == [URL]


class TestCards:
    """Which postings wait for their card."""

    async def test_a_card_lost_in_a_crash_is_due_until_it_is_sent(self, desk: Desk) -> None:
        desk.web.add(URL, PESKOV)
        [number] = await desk.ingest.record(desk.message(link(URL)))
        assert await desk.ingest.unanswered() == []
        first = await desk.ingest.process(number)
        assert await desk.ingest.unanswered() == [number]
        again = await desk.ingest.process(number)
        assert again.fresh
        assert again.reading == first.reading
        assert await desk.ingest.answered(number, 5005)
        assert await desk.ingest.unanswered() == []
        settled = await desk.ingest.process(number)
        assert (settled.fresh, settled.card) == (False, 5005)

    async def test_what_needs_no_card_is_not_waiting(self, desk: Desk) -> None:
        desk.web.add(URL, PESKOV)
        [first] = await desk.post(link(URL))
        await desk.post(link(URL))
        await desk.summarize.message(desk.message(pasted(GUTERRES)), ann)
        await desk.summarize.remember(await desk.summarize.link(URL, ann), desk.message(link(URL)))
        await desk.post(link("https://paper.example/dead"))
        assert await desk.ingest.unanswered() == [first.posting_id]
        assert await desk.ingest.answered(first.posting_id, 0)
        assert await desk.ingest.unanswered() == []

    async def test_they_wait_oldest_first_and_not_for_ever(self, desk: Desk) -> None:
        [old] = await desk.post(pasted(long_article(PESKOV)))
        desk.pass_time(hours=13)
        [new] = await desk.post(pasted(long_article(GUTERRES)))
        assert await desk.ingest.unanswered() == [old.posting_id, new.posting_id]
        assert await desk.ingest.unanswered(limit=1) == [old.posting_id]
        desk.pass_time(hours=13)
        assert await desk.ingest.unanswered() == [new.posting_id]

    async def test_a_card_under_a_deleted_message_is_told(self, desk: Desk) -> None:
        message = desk.message(pasted(long_article(PESKOV)))
        [outcome] = await desk.take(message)
        await desk.forget.message(GUILD, message.message_id)
        assert not await desk.ingest.answered(outcome.posting_id, 5005)

    async def test_a_posting_read_anew_knows_its_card(self, desk: Desk) -> None:
        desk.web.pages[URL] = Unreadable("paywall", "The article is behind a paywall.")
        message = desk.message(link(URL, "No calls", TEASER))
        [first] = await desk.take(message)
        await desk.ingest.answered(first.posting_id, 5005)
        desk.web.add(URL, PESKOV)
        await desk.ingest.amend(replace(message, sources=(link(URL, "No calls planned", TEASER),)))
        second = await desk.ingest.process(first.posting_id)
        assert (second.fresh, second.card) == (True, 5005)


async def test_what_is_known_of_a_channel_for_catching_up(desk: Desk) -> None:
    assert await desk.ingest.newest(NEWS) is None
    first, elsewhere = desk.message(link(URL), pasted(long_article(PESKOV))), desk.message(channel=PRIVATE)
    await desk.ingest.record(first)
    desk.pass_time(hours=1)
    second = desk.message(link(URL))
    await desk.ingest.record(second)
    desk.pass_time(hours=1)
    await desk.ingest.record(replace(elsewhere, sources=(link(URL),), posted_at=desk.now))
    await desk.summarize.message(desk.message(pasted(GUTERRES)), ann)
    assert await desk.ingest.newest(NEWS) == second.posted_at
    assert await desk.ingest.known(NEWS, first.posted_at) == [first.message_id, second.message_id]
    assert await desk.ingest.known(NEWS, second.posted_at) == [second.message_id]


async def test_near_duplicates_of_one_outlet_are_one_article(desk: Desk) -> None:
    story = "".join(
        f"Delegates from {p} spoke of the river treaty.\n" for p in ("Oslo", "Bern", "Lima", "Doha")
    )
    one, two = "https://paper.example/a", "https://paper.example/b"
    desk.web.add(one, long_article(PESKOV + story))
    desk.web.add(two, "Share this article\n" + long_article(PESKOV + story) + "Similar posts")
    [first] = await desk.post(link(one))
    [second] = await desk.post(link(two))
    assert first.reading is not None
    assert second.reading is not None
    assert first.reading.article.id == second.reading.article.id
    assert not second.fresh
    assert len(desk.analyst.analysed) == 1


async def test_an_update_with_another_number_is_another_article(desk: Desk) -> None:
    one, two = "https://paper.example/a", "https://paper.example/b"
    desk.web.add(one, long_article(PESKOV) + "At least 12 people were killed in the night, officials said.")
    desk.web.add(two, long_article(PESKOV) + "At least 15 people were killed in the night, officials said.")
    [first] = await desk.post(link(one))
    [second] = await desk.post(link(two))
    assert first.fresh
    assert second.fresh
    assert await desk.count("articles") == 2


async def test_wire_copy_in_two_outlets_credits_both(desk: Desk) -> None:
    desk.web.add("https://paper.example/a", long_article(PESKOV), outlet="The Paper")
    desk.web.add("https://gazette.example/a", long_article(PESKOV), outlet="The Gazette")
    await desk.post(link("https://paper.example/a"))
    await desk.post(link("https://gazette.example/a"))
    assert {row[0] for row in await desk.rows("SELECT outlet FROM articles")} == {"The Paper", "The Gazette"}


async def test_a_paste_of_an_article_known_by_link_is_the_same(desk: Desk) -> None:
    text = long_article(PESKOV)
    desk.web.add(URL, text)
    await desk.post(link(URL))
    [outcome] = await desk.post(pasted(text))
    assert not outcome.fresh
    assert outcome.reading is not None
    assert outcome.reading.article.url == URL
    assert len(desk.analyst.analysed) == 1


async def test_a_link_to_a_text_known_from_a_paste_gives_it_its_address(desk: Desk) -> None:
    text = long_article(PESKOV)
    desk.web.add(URL, text, outlet="The Paper")
    await desk.post(pasted(text))
    await desk.post(link(URL))
    assert await desk.rows("SELECT url, outlet FROM articles") == [(URL, "The Paper")]


async def test_a_page_can_claim_no_address_of_another_site(desk: Desk) -> None:
    evil = "https://evil.example/x"
    desk.web.pages[evil] = FetchedArticle(evil, URL, "Lies", long_article("Lies\n"))
    desk.web.add(URL, PESKOV)
    await desk.post(link(evil))
    [outcome] = await desk.post(link(URL))
    assert outcome.reading is not None
    assert outcome.reading.article.title == "No calls planned"


async def test_a_page_can_claim_no_other_address_of_its_own_site(desk: Desk) -> None:
    """Many sites let anybody write pages."""
    evil = "https://paper.example/blogs/evil"
    desk.web.pages[evil] = FetchedArticle(evil, URL, "Lies", long_article("Lies\n"), final_url=evil)
    desk.web.add(URL, PESKOV)
    [lie] = await desk.post(link(evil))
    [outcome] = await desk.post(link(URL))
    assert lie.reading is not None
    assert lie.reading.article.url == evil
    assert outcome.reading is not None
    assert outcome.reading.article.title == "No calls planned"


async def test_an_article_is_known_where_its_short_link_leads(desk: Desk) -> None:
    short = "https://short.example/1"
    page = FetchedArticle(short, URL, None, PESKOV, final_url=f"{URL}?utm_source=short")
    desk.web.pages[short] = page
    [first] = await desk.post(link(short))
    [second] = await desk.post(link(URL.replace("https://", "https://www.")))
    assert first.reading is not None
    assert first.reading.article.url == URL
    assert second.reading is not None
    assert second.reading.article == first.reading.article
    assert desk.web.asked == [short]


class TestOwnWords:
    """What somebody wrote around a text stays where it was posted."""

    @pytest.mark.parametrize("first", ["embed", "file", "preview"])
    async def test_a_title_is_not_shown_where_another_posts_the_text(self, desk: Desk, first: str) -> None:
        text = long_article(GUTERRES)
        page = f"<title>Operation Nightfall</title><article><p>{'<p>'.join(text.splitlines())}</article>"
        desk.files[7] = ("secret.html", page.encode())
        secret = {
            "embed": Source(SourceKind.EMBED, title="Operation Nightfall", body=text),
            "file": Source(SourceKind.ATTACHMENT, name="secret.html", attachment_id=7),
            "preview": link("https://dead.example/nightfall", "Operation Nightfall", text),
        }[first]
        [here] = await desk.post(secret)
        again = link("https://dead.example/other", "Another title", text) if first == "preview" else None
        [there] = await desk.post(again or pasted(text), channel=ELSEWHERE, guild=OTHER_GUILD)
        assert here.reading is not None
        assert here.reading.article.title == "Operation Nightfall"
        assert there.reading is not None
        assert "Nightfall" not in repr(there.reading)

    async def test_the_same_words_around_the_same_text_are_read_once(self, desk: Desk) -> None:
        source = Source(SourceKind.EMBED, title="No calls", body=long_article(PESKOV))
        await desk.post(source)
        await desk.post(source, channel=ELSEWHERE, guild=OTHER_GUILD)
        assert len(desk.analyst.analysed) == 1


async def test_long_texts_are_compared_off_the_event_loop(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[bool] = []
    split = dedupe.sentences

    def watch(text: str) -> tuple[str, ...]:
        threads.append(threading.current_thread() is threading.main_thread())
        return split(text)

    monkeypatch.setattr(dedupe, "sentences", watch)
    desk.web.add(f"{URL}/a", long_article(PESKOV))
    desk.web.add(f"{URL}/b", f"Share this.\n{long_article(PESKOV)}")
    await desk.post(link(f"{URL}/a"))
    await desk.post(link(f"{URL}/b"))
    assert await desk.count("articles") == 1
    assert threads
    assert not any(threads)


async def test_an_article_new_in_its_channel_is_fresh_whatever_happened_elsewhere(desk: Desk) -> None:
    desk.web.add(URL, PESKOV)
    [private] = await desk.post(link(URL), channel=PRIVATE)
    [public] = await desk.post(link(URL))
    [abroad] = await desk.post(link(URL), channel=ELSEWHERE, guild=OTHER_GUILD)
    assert private.fresh
    assert public.fresh
    assert abroad.fresh


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Москва сообщила о переговорах. " * 30, "seems to be in Russian; I read English only"),
        ('"' * 6000, "no article text"),
        ("", "no article text"),
        ("🙂 " * 200, "no article text"),
        ("\ud800 " * 200, "no article text"),
        ("word " * 50_000, "longer than 200,000 characters"),
    ],
)
async def test_bad_input_gets_its_sentence(desk: Desk, text: str, reason: str) -> None:
    desk.web.add(URL, text)
    [outcome] = await desk.post(link(URL))
    assert outcome.state is PostingState.UNREADABLE
    assert outcome.reason is not None
    assert reason in outcome.reason
    [line] = await desk.status.postings(ben)
    assert line.reason == outcome.reason
    assert await desk.ingest.pending() == []


async def test_a_fault_in_the_models_is_told_and_not_logged_in_words(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    async def quote(article: Article, size: str = "standard") -> Analysis:
        raise ValueError(article.text)

    desk.analyst.run = quote  # type: ignore[method-assign]
    [outcome] = await desk.post(pasted(long_article(PESKOV)))
    assert outcome.state is PostingState.UNREADABLE
    assert outcome.reason == "Something went wrong while I read it."
    assert "ValueError" in caplog.text
    assert "Peskov" not in caplog.text


async def test_a_passing_failure_is_tried_three_times(desk: Desk) -> None:
    desk.web.pages[URL] = Unreadable("timeout", "The site did not answer.", passing=True)
    [number] = await desk.ingest.record(desk.message(link(URL)))
    states = []
    for _ in range(3):
        assert await desk.ingest.pending() == [number]
        states.append((await desk.ingest.process(number)).state)
        assert await desk.ingest.pending() == []
        desk.pass_time(minutes=11)
    assert states == [PostingState.RECORDED, PostingState.RECORDED, PostingState.UNREADABLE]
    assert await desk.ingest.pending() == []
    [line] = await desk.status.postings(ben)
    assert line.reason == "The site did not answer."


async def test_a_passing_failure_that_passes(desk: Desk) -> None:
    desk.web.pages[URL] = Unreadable("timeout", "The site did not answer.", passing=True)
    [first] = await desk.post(link(URL))
    desk.web.add(URL, PESKOV)
    desk.pass_time(minutes=2)
    [number] = await desk.ingest.pending()
    second = await desk.ingest.process(number)
    assert first.reading is None
    assert second.fresh
    assert second.state is PostingState.READ


async def test_an_unforeseen_error_is_tried_again(desk: Desk) -> None:
    desk.web.pages[URL] = ConnectionResetError()
    [outcome] = await desk.post(link(URL))
    assert outcome.state is PostingState.RECORDED
    desk.pass_time(minutes=2)
    assert await desk.ingest.pending() == [outcome.posting_id]


async def test_pending_is_oldest_first_and_nothing_ancient(desk: Desk) -> None:
    [ancient] = await desk.ingest.record(desk.message(link("https://paper.example/1")))
    desk.pass_time(hours=20)
    [old] = await desk.ingest.record(desk.message(link("https://paper.example/2")))
    desk.pass_time(hours=5)
    [new] = await desk.ingest.record(desk.message(link("https://paper.example/3")))
    assert await desk.ingest.pending() == [old, new]
    assert await desk.ingest.pending(limit=1) == [old]
    told = {p.id: p for p in await desk.status.postings(ben)}
    assert told[ancient].state is PostingState.UNREADABLE
    assert told[ancient].reason == "I was away when it was posted, and now it is old."


async def test_files_are_read_from_their_message(desk: Desk) -> None:
    desk.files[7] = ("story.txt", PESKOV.encode())
    desk.files[8] = Unreadable("not_found", "The file is no longer there.")
    kept, gone = await desk.post(
        Source(SourceKind.ATTACHMENT, name="story.txt", attachment_id=7),
        Source(SourceKind.ATTACHMENT, name="gone.txt", attachment_id=8),
    )
    assert kept.fresh
    assert gone.reason == "The file is no longer there."


async def test_where_leads_back_to_the_message(desk: Desk) -> None:
    message = desk.message(link(URL))
    [number] = await desk.ingest.record(message)
    place = await desk.ingest.where(number)
    assert place is not None
    assert (place.channel_id, place.message_id, place.author_id) == (NEWS, message.message_id, ANN)
    await desk.forget.message(1, message.message_id)
    assert await desk.ingest.where(number) is None


class TestPreviews:
    """What an embed says, where the page itself can't be read."""

    async def test_a_wall_leaves_the_preview_marked_as_such(self, desk: Desk) -> None:
        desk.web.pages[URL] = Unreadable("paywall", "The article is behind a paywall.")
        [outcome] = await desk.post(link(URL, "No calls planned", TEASER))
        assert outcome.state is PostingState.READ
        assert outcome.reading is not None
        assert outcome.reading.article.preview_only
        assert outcome.reading.article.url == URL
        assert outcome.reading.article.title == "No calls planned"

    async def test_statements_of_a_preview_say_so(self, desk: Desk) -> None:
        desk.web.pages[URL] = Unreadable("paywall", "The article is behind a paywall.")
        await desk.post(link(URL, "No calls", PESKOV))
        page = await desk.who_said.search(StatementQuery(speaker="Peskov"), ben)
        assert [hit.article.preview_only for hit in page.hits] == [True]

    async def test_a_title_alone_is_no_article(self, desk: Desk) -> None:
        desk.web.pages[URL] = Unreadable("paywall", "The article is behind a paywall.")
        [outcome] = await desk.post(link(URL, "No calls planned", "Subscribe to read."))
        assert outcome.reason == "The article is behind a paywall."

    async def test_a_preview_in_another_language_keeps_the_first_reason(self, desk: Desk) -> None:
        desk.web.pages[URL] = Unreadable("paywall", "The article is behind a paywall.")
        [outcome] = await desk.post(link(URL, "Кремль", "Москва сообщила о переговорах. " * 10))
        assert outcome.reason == "The article is behind a paywall."

    async def test_a_preview_is_never_taken_for_the_article_elsewhere(self, desk: Desk) -> None:
        desk.web.pages[URL] = Unreadable("paywall", "The article is behind a paywall.")
        forged = (
            "The minister admitted everything in a long talk with our paper, sources said on Monday night."
        )
        await desk.post(link(URL, "Forged", forged))
        desk.web.add(URL, PESKOV)
        [outcome] = await desk.post(link(URL), channel=ELSEWHERE, guild=OTHER_GUILD)
        assert outcome.reading is not None
        assert not outcome.reading.article.preview_only
        assert outcome.reading.article.title == "No calls planned"

    async def test_a_late_embed_makes_an_unreadable_posting_readable(self, desk: Desk) -> None:
        desk.web.pages[URL] = Unreadable("paywall", "The article is behind a paywall.")
        message = desk.message(link(URL))
        [first] = await desk.take(message)
        late = replace(message, sources=(link(URL, "No calls planned", TEASER),))
        assert (await desk.ingest.amend(late)).due == [first.posting_id]
        second = await desk.ingest.process(first.posting_id)
        assert first.state is PostingState.UNREADABLE
        assert second.reading is not None
        assert second.reading.article.preview_only
        assert (await desk.ingest.amend(late)).due == []

    async def test_a_late_embed_that_comes_during_the_fetch_is_used(self, desk: Desk) -> None:
        desk.web.pages[URL] = Unreadable("paywall", "The article is behind a paywall.")
        message = desk.message(link(URL))
        [number] = await desk.ingest.record(message)
        late = replace(message, sources=(link(URL, "No calls planned", TEASER),))
        assert (await desk.ingest.amend(late)).due == []
        outcome = await desk.ingest.process(number)
        assert outcome.reading is not None
        assert outcome.reading.article.preview_only

    async def test_a_preview_gives_way_to_the_article(self, desk: Desk) -> None:
        desk.web.pages[URL] = Unreadable("paywall", "The article is behind a paywall.")
        message = desk.message(link(URL, "No calls", TEASER))
        [first] = await desk.take(message)
        desk.web.add(URL, PESKOV)
        [again] = (
            await desk.ingest.amend(replace(message, sources=(link(URL, "No calls planned", TEASER),)))
        ).due
        second = await desk.ingest.process(again)
        assert first.reading is not None
        assert second.reading is not None
        assert not second.reading.article.preview_only
        assert await desk.count("articles") == 1

    async def test_a_late_embed_adds_nothing_to_an_article_that_was_read(self, desk: Desk) -> None:
        desk.web.add(URL, PESKOV)
        message = desk.message(link(URL))
        await desk.take(message)
        more = replace(message, sources=(link(URL, "No calls", TEASER),))
        assert (await desk.ingest.amend(more)).due == []


class TestEdits:
    """What an edit adds and takes away."""

    async def test_a_new_link_is_recorded(self, desk: Desk) -> None:
        desk.web.add(URL, PESKOV)
        message = desk.message(link("https://paper.example/old"))
        await desk.take(message)
        more = replace(message, sources=(*message.sources, link(URL)))
        [number] = (await desk.ingest.amend(more)).due
        assert (await desk.ingest.process(number)).fresh
        assert (await desk.ingest.amend(more)).due == []

    async def test_what_was_edited_out_is_forgotten(self, desk: Desk) -> None:
        message = desk.message(pasted(long_article(PESKOV)))
        await desk.take(message)
        desk.web.add(URL, "Other news\nThe river rose.")
        [number] = (await desk.ingest.amend(replace(message, sources=(link(URL),)))).due
        await desk.ingest.process(number)
        assert (await desk.who_said.search(StatementQuery("contact"), ann)).total == 0
        assert await desk.rows("SELECT title FROM articles") == [("Other news",)]

    async def test_the_cards_of_what_was_edited_out_are_told(self, desk: Desk) -> None:
        message = desk.message(pasted(long_article(PESKOV)), pasted(long_article(GUTERRES)))
        [first, second] = await desk.take(message)
        await desk.ingest.answered(first.posting_id, 5005)
        await desk.ingest.answered(second.posting_id, 5006)
        shorter = replace(message, sources=message.sources[1:])
        assert (await desk.ingest.amend(shorter)).cards == [5005]
        assert (await desk.ingest.amend(shorter)).cards == []
        assert await desk.ingest.retract(replace(message, sources=())) == [5006]
        assert await desk.count("articles") == 0

    async def test_what_one_person_read_in_a_message_goes_with_it(self, desk: Desk) -> None:
        """The menu works in every channel, watched or not."""
        message = desk.message(pasted(GUTERRES), pasted(long_article(PESKOV)))
        await desk.summarize.message(message, ann)
        assert await desk.ingest.retract(message) == []
        assert await desk.count("articles") == 1
        await desk.ingest.retract(replace(message, sources=message.sources[1:]))
        assert await desk.count("articles") == 0
        await desk.summarize.message(message, ann)
        await desk.ingest.amend(replace(message, sources=()))
        assert await desk.count("articles") == 0
        await desk.summarize.message(message, ann)
        await desk.forget.message(GUILD, message.message_id)
        assert await desk.count("articles") == 0

    async def test_an_edit_of_an_ancient_message_starts_no_backlog(self, desk: Desk) -> None:
        message = desk.message(link(URL))
        desk.pass_time(days=3)
        assert (await desk.ingest.amend(message)).due == []

    async def test_an_embed_that_comes_before_its_message_is_recorded(self, desk: Desk) -> None:
        message = desk.message(link(URL))
        assert len((await desk.ingest.amend(message)).due) == 1
        assert await desk.ingest.record(message) == []


async def test_no_catching_up_still_tries_again(tmp_path: Path) -> None:
    desk = await Desk(tmp_path, catch_up_hours=0).open()
    desk.web.pages[URL] = Unreadable("timeout", "The site did not answer.", passing=True)
    [outcome] = await desk.post(link(URL))
    desk.now += timedelta(minutes=2)
    assert await desk.ingest.pending() == [outcome.posting_id]
    await desk.close()
