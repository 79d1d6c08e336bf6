"""Recorded first, read once, each failure told."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from support.desk import ANN, ELSEWHERE, NEWS, OTHER_GUILD, PRIVATE, Desk, ben, link, pasted
from support.stories import PESKOV, long_article

from bot.core.errors import Unreadable
from bot.core.reasons import unreadable
from bot.core.types import PostingState, Source, SourceKind, StatementQuery
from bot.store import postings
from models.analyst import Size
from models.types import Analysis, Article

URL = "https://paper.example/no-calls"


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


async def test_one_posting_processed_twice_at_once_is_read_once(desk: Desk) -> None:
    desk.web.add(URL, PESKOV)
    [number] = await desk.ingest.record(desk.message(link(URL)))
    one, two = await asyncio.gather(desk.ingest.process(number), desk.ingest.process(number))
    assert one.reading is not None
    assert two.reading == one.reading
    assert desk.web.asked == [URL]


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
        ("Москва сообщила о переговорах. " * 30, "seems to be in Russian: I read only English"),
        ('"' * 6000, "no article text"),
        ("", "no article text"),
        ("🙂 " * 200, "no article text"),
        ("\ud800 " * 200, "no article text"),
        ("word " * 50_000, "25,000 words or 200,000 characters"),
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
    async def quote(article: Article, size: Size = "standard") -> Analysis:
        raise ValueError(article.text)

    desk.analyst.run = quote
    [outcome] = await desk.post(pasted(long_article(PESKOV)))
    assert outcome.state is PostingState.UNREADABLE
    assert outcome.reason == "I couldn't read the article because something went wrong on my side."
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


async def test_an_article_that_was_interrupted_often_is_read_and_its_failures_are_tried_again(
    desk: Desk,
) -> None:
    """Four times the process was killed while it was reading, and then the site is down for a minute."""
    desk.web.pages[URL] = Unreadable("timeout", "The site did not answer.", passing=True)
    [number] = await desk.ingest.record(desk.message(link(URL)))
    for _ in range(4):
        async with desk.store.write() as db:
            await postings.claim(db, number)
    assert (await desk.ingest.process(number)).state is PostingState.RECORDED
    desk.web.add(URL, PESKOV)
    desk.pass_time(minutes=11)
    assert await desk.ingest.pending() == [number]
    assert (await desk.ingest.process(number)).state is PostingState.READ


async def test_an_article_too_heavy_to_analyse_is_tried_once_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def heavy(*_: object) -> Analysis:
        raise unreadable("too_heavy")

    monkeypatch.setattr(desk.analyst, "run", heavy)
    [outcome] = await desk.post(pasted(long_article(PESKOV)))
    assert outcome.state is PostingState.RECORDED
    desk.pass_time(hours=1)
    assert (await desk.ingest.process(outcome.posting_id)).state is PostingState.UNREADABLE
    assert await desk.ingest.pending() == []


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
    assert [o.posting_id for o in await desk.ingest.expire()] == [ancient]
    assert await desk.ingest.expire() == []
    told = {p.id: p for p in await desk.status.postings(ben)}
    assert told[ancient].state is PostingState.UNREADABLE
    assert "I was offline when it was posted, and it is too old now" in (told[ancient].reason or "")


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
    await desk.forget.messages(1, {message.message_id})
    assert await desk.ingest.where(number) is None


async def test_no_catching_up_still_tries_again(tmp_path: Path) -> None:
    desk = await Desk(tmp_path, catch_up_hours=0).open()
    desk.web.pages[URL] = Unreadable("timeout", "The site did not answer.", passing=True)
    [outcome] = await desk.post(link(URL))
    desk.now += timedelta(minutes=2)
    assert await desk.ingest.pending() == [outcome.posting_id]
    await desk.close()
