"""What comes after an article was read: its card, a late embed, an edit."""

from __future__ import annotations

from dataclasses import replace

from support.desk import ELSEWHERE, GUILD, NEWS, OTHER_GUILD, PRIVATE, Desk, ann, ben, link, pasted
from support.stories import GUTERRES, PESKOV, long_article

from bot.core.errors import Unreadable
from bot.core.types import PostingState, StatementQuery

URL = "https://paper.example/no-calls"
TEASER = (
    "The Kremlin plans no calls for now, its spokesman said on Monday, but keeps contact with both sides."
)


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
        await desk.forget.messages(GUILD, {message.message_id})
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
        await desk.forget.messages(GUILD, {message.message_id})
        assert await desk.count("articles") == 0

    async def test_an_edit_of_an_ancient_message_starts_no_backlog(self, desk: Desk) -> None:
        message = desk.message(link(URL))
        desk.pass_time(days=3)
        assert (await desk.ingest.amend(message)).due == []

    async def test_an_embed_that_comes_before_its_message_is_recorded(self, desk: Desk) -> None:
        message = desk.message(link(URL))
        assert len((await desk.ingest.amend(message)).due) == 1
        assert await desk.ingest.record(message) == []
