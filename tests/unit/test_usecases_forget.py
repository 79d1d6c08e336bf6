"""Delete means delete, and nobody sees what they may not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from support.desk import (
    ANN,
    BEN,
    ELSEWHERE,
    GUILD,
    NEWS,
    OTHER_GUILD,
    PRIVATE,
    Desk,
    abroad,
    ann,
    ben,
    everyone,
    link,
    pasted,
)
from support.stories import CALLS, GUTERRES, PESKOV, long_article

from bot.core.errors import UserError
from bot.core.types import Card, Removed, StatementQuery, Traces, Viewer
from models.analyst import Size
from models.types import Analysis, Article

URL = "https://paper.example/no-calls"
ANYTHING = StatementQuery()
TABLES = (
    "articles",
    "article_links",
    "article_sketches",
    "statements",
    "contacts",
    "contact_parties",
    "figures",
)


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    desk.web.add(URL, PESKOV + CALLS)
    return desk


async def traces(desk: Desk, word: str = "contact") -> int:
    """Everything that is left of an article: its rows, and its words in the indexes."""
    left = 0
    for table in TABLES:
        left += await desk.count(table)
    for index in ("articles_fts", "statements_fts", "contacts_fts", "figures_fts"):
        [(hits,)] = await desk.rows(f"SELECT count(*) FROM {index} WHERE {index} MATCH '{word}'")  # noqa: S608
        assert isinstance(hits, int)
        left += hits
    return left


async def test_a_deleted_message_takes_its_article_along(desk: Desk) -> None:
    message = desk.message(link(URL))
    await desk.take(message)
    assert await traces(desk) > 0
    assert (await desk.forget.messages(GUILD, {message.message_id})).postings == 1
    assert await traces(desk) == 0
    assert await desk.count("postings") == 0


async def test_the_article_stays_while_somebody_else_has_it_posted(desk: Desk) -> None:
    here, there = desk.message(link(URL)), desk.message(link(URL), guild=OTHER_GUILD, channel=ELSEWHERE)
    await desk.take(here)
    await desk.take(there)
    await desk.forget.messages(GUILD, {here.message_id})
    assert (await desk.who_said.search(ANYTHING, ann)).total == 0
    assert (await desk.who_said.search(ANYTHING, abroad)).total == 3
    await desk.forget.messages(OTHER_GUILD, {there.message_id})
    assert await traces(desk) == 0


async def test_another_guild_can_delete_nothing_here(desk: Desk) -> None:
    message = desk.message(link(URL))
    await desk.take(message)
    assert (await desk.forget.messages(OTHER_GUILD, {message.message_id})).postings == 0
    assert (await desk.who_said.search(ANYTHING, ben)).total == 3


async def test_deletion_while_it_is_being_read_leaves_nothing(desk: Desk) -> None:
    message = desk.message(link(URL))
    read = desk.analyst.run

    async def delete_first(article: Article, size: Size = "standard") -> Analysis:
        await desk.forget.messages(GUILD, {message.message_id})
        return await read(article, size)

    desk.analyst.run = delete_first
    [outcome] = await desk.take(message)
    assert outcome.reading is None
    assert desk.analyst.analysed
    assert await traces(desk) == 0
    assert await desk.ingest.pending() == []


async def test_a_deleted_channel_takes_its_watch_and_digests_along(desk: Desk) -> None:
    await desk.watching.add(GUILD, NEWS, ANN)
    await desk.watching.add(GUILD, PRIVATE, ANN)
    await desk.digests.schedule(GUILD, NEWS, "UTC", 480)
    await desk.post(link(URL))
    await desk.forget.channel(GUILD, NEWS)
    assert await traces(desk) == 0
    assert await desk.digests.list(GUILD) == []
    assert [c.channel_id for c in await desk.watching.list(GUILD)] == [PRIVATE]
    assert not await desk.watching.is_watched(NEWS)


async def test_a_guild_that_removes_the_bot_leaves_nothing(desk: Desk) -> None:
    await desk.watching.add(GUILD, NEWS, ANN)
    await desk.watching.add(OTHER_GUILD, ELSEWHERE, ANN)
    await desk.digests.schedule(GUILD, NEWS, "UTC", 480)
    token = await desk.queries.save(StatementQuery("x"), ann, ANN)
    await desk.post(link(URL))
    await desk.forget.guild(GUILD)
    assert await traces(desk) == 0
    assert await desk.rows("SELECT id FROM guilds") == [(OTHER_GUILD,)]
    assert await desk.count("digest_schedules") == 0
    assert await desk.queries.load(token) is None
    assert not await desk.watching.is_watched(NEWS)
    assert await desk.watching.is_watched(ELSEWHERE)


async def test_a_person_can_have_their_traces_removed(desk: Desk) -> None:
    await desk.watching.add(GUILD, NEWS, ANN)
    await desk.post(link(URL), author=ANN)
    await desk.post(pasted(long_article(GUTERRES)), author=BEN)
    await desk.post(link(URL), author=ANN, guild=OTHER_GUILD, channel=ELSEWHERE)
    reading = await desk.summarize.text(long_article("Mine alone\n"), ann)
    await desk.summarize.remember(reading, desk.message(pasted("x"), author=999, private_to=ANN))
    mine = await desk.queries.save(StatementQuery("x"), everyone, ANN)
    theirs = await desk.queries.save(StatementQuery("x"), everyone, BEN)
    traces = Traces(postings=3, cards=(), searches=1)
    assert await desk.forget.traces(ANN) == traces
    # The link's article is one, however often it was posted.
    assert await desk.forget.user(ANN) == (Removed(postings=3, articles=2), traces)
    assert await desk.forget.traces(ANN) == Traces(0, (), 0)
    assert await desk.queries.load(mine) is None
    assert await desk.queries.load(theirs) is not None
    assert await desk.rows("SELECT title FROM articles") == [("Guterres appeals for a corridor",)]
    assert await desk.rows("SELECT author_id FROM postings") == [(BEN,)]
    [watched] = await desk.watching.list(GUILD)
    assert watched.added_by != ANN


async def test_the_cards_of_a_person_are_known(desk: Desk) -> None:
    """The card under a message, and a public answer, which is a card itself; not what others were shown."""
    desk.web.add(f"{URL}/2", GUTERRES)
    for author, number in ((ANN, 5001), (BEN, 5002)):
        [outcome] = await desk.post(link(URL if author == ANN else f"{URL}/2"), author=author)
        await desk.ingest.answered(outcome.posting_id, number)
    reading = await desk.summarize.link(URL, everyone)
    public = desk.message(link(URL), author=ANN, message_id=5003)
    await desk.summarize.remember(reading, public)
    await desk.summarize.remember(reading, desk.message(link(URL), author=ANN, private_to=ANN))
    assert (await desk.forget.traces(ANN)).cards == (Card(GUILD, NEWS, 5001), Card(GUILD, NEWS, 5003))


@pytest.mark.parametrize("way", ["message", "channel", "guild", "user", "edit"])
async def test_no_deleted_word_is_left_in_any_file(desk: Desk, way: str) -> None:
    """Not in the database, and not in its write-ahead log, while the bot goes on running."""
    message = desk.message(
        pasted(long_article('Zyzzyva\n"Zyzzyva zyzzyva," said Ann Zyzzyva (US).\n' + CALLS))
    )
    await desk.take(message)
    await desk.post(pasted(long_article(PESKOV)), author=BEN, guild=OTHER_GUILD, channel=ELSEWHERE)
    assert any(b"zyzzyva" in data.lower() for data in files(desk))
    match way:
        case "message":
            await desk.forget.messages(GUILD, {message.message_id})
        case "channel":
            await desk.forget.channel(GUILD, NEWS)
        case "guild":
            await desk.forget.guild(GUILD)
        case "user":
            await desk.forget.user(ANN)
        case _:
            await desk.ingest.retract(desk.message(message_id=message.message_id))
    if way != "user":
        await desk.store.purge()  # every minute: SQLite before 3.42 cannot clear the indexes at once
    assert not any(b"zyzzyva" in data.lower() for data in files(desk))


async def test_the_log_is_emptied_when_a_message_is_forgotten(desk: Desk) -> None:
    message = desk.message(link(URL))
    await desk.take(message)
    log = desk.path.with_name("attache.db-wal")
    assert log.stat().st_size > 0
    await desk.forget.messages(GUILD, {message.message_id})
    assert log.stat().st_size == 0


async def test_the_log_is_not_emptied_under_a_reader(desk: Desk) -> None:
    """The log can't be emptied under a reader; it is said, and the next clean-up does it."""
    async with desk.store.read() as db:
        await db.exec_driver_sql("SELECT count(*) FROM guilds")
        await desk.watching.add(GUILD, NEWS, ANN)
        assert not await desk.store.checkpoint()
    assert await desk.store.checkpoint()


def files(desk: Desk) -> list[bytes]:
    """The bytes of the database and of everything beside it."""
    return [path.read_bytes() for path in desk.path.parent.iterdir() if path.name.startswith("attache.db")]


async def test_what_a_person_had_removed_is_not_taken_in_again(desk: Desk) -> None:
    """Neither by catching up after a downtime nor when Discord adds an embed; what comes later is."""
    early, late = desk.message(link(URL), author=ANN), desk.message(link(URL + "/2"), author=ANN)
    await desk.take(early)
    await desk.take(late)
    assert await desk.forget.up_to(NEWS) == 0
    await desk.forget.user(ANN)
    assert await desk.forget.up_to(NEWS) == late.message_id
    assert await desk.forget.up_to(PRIVATE) == 0
    assert (await desk.ingest.amend(early)).due == []
    assert len((await desk.ingest.amend(desk.message(link(URL), author=ANN))).due) == 1
    await desk.forget.user(ANN)
    assert await desk.forget.up_to(NEWS) > late.message_id
    await desk.forget.channel(GUILD, NEWS)
    assert await desk.forget.up_to(NEWS) == 0


async def test_the_guilds_that_anything_is_kept_of(desk: Desk) -> None:
    assert await desk.forget.guilds() == []
    await desk.watching.add(GUILD, NEWS, ANN)
    await desk.post(link(URL), guild=OTHER_GUILD, channel=ELSEWHERE)
    assert await desk.forget.guilds() == [GUILD, OTHER_GUILD]
    await desk.forget.guild(GUILD)
    assert await desk.forget.guilds() == [OTHER_GUILD]


class TestVisibility:
    """A posting is seen by those who may read its channel now, and a private answer by one person."""

    async def test_nothing_leaves_a_private_channel(self, desk: Desk) -> None:
        [outcome] = await desk.post(link(URL), channel=PRIVATE)
        assert outcome.reading is not None
        for outsider in (
            ben,
            everyone,
            abroad,
            Viewer(GUILD, frozenset()),
            Viewer(OTHER_GUILD, frozenset({PRIVATE})),
        ):
            assert (await desk.who_said.search(ANYTHING, outsider)).total == 0
            assert await desk.who_said.speakers("", outsider) == []
            assert await desk.who_said.countries("", outsider) == []
            assert await desk.status.postings(outsider) == []
            assert (await desk.status.counts(outsider))["articles"] == 0
            day = await desk.digests.preview(outsider, *window(desk))
            assert day.content.articles == 0
            with pytest.raises(UserError):
                await desk.summarize.article(outcome.reading.article.id, outsider)
        assert (await desk.who_said.search(ANYTHING, ann)).total == 3
        assert (await desk.digests.preview(ann, *window(desk))).content.articles == 1

    async def test_the_posting_shown_is_one_the_viewer_may_see(self, desk: Desk) -> None:
        await desk.post(link(URL), channel=NEWS)
        desk.pass_time(minutes=5)
        await desk.post(link(URL), channel=PRIVATE)
        seen = {
            viewer: (await desk.who_said.search(ANYTHING, viewer)).hits[0].posting.channel_id
            for viewer in (ann, ben)
        }
        assert seen == {ann: PRIVATE, ben: NEWS}

    async def test_a_private_answer_is_for_one_person(self, desk: Desk) -> None:
        reading = await desk.summarize.link(URL, ben)
        await desk.summarize.remember(reading, desk.message(link(URL), private_to=BEN))
        assert (await desk.who_said.search(ANYTHING, ben)).total == 3
        for other in (ann, everyone):
            assert (await desk.who_said.search(ANYTHING, other)).total == 0
            assert await desk.status.postings(other) == []

    async def test_who_lost_access_sees_no_more(self, desk: Desk) -> None:
        await desk.post(link(URL), channel=PRIVATE)
        assert (await desk.who_said.search(ANYTHING, ann)).total == 3
        demoted = Viewer(GUILD, frozenset({NEWS}), ANN)
        assert (await desk.who_said.search(ANYTHING, demoted)).total == 0

    async def test_a_pasted_text_with_a_note_stays_where_it_was_pasted(self, desk: Desk) -> None:
        article = long_article(PESKOV, 300)
        note = "Our source in the ministry tells us privately that the call took place."
        await desk.post(pasted(article + note), channel=PRIVATE)
        desk.web.add("https://paper.example/long", article)
        await desk.post(link("https://paper.example/long"), guild=OTHER_GUILD, channel=ELSEWHERE)
        found = await desk.who_said.search(ANYTHING, abroad)
        reading = await desk.summarize.article(found.hits[0].article.id, abroad, size="full")
        assert await desk.rows("SELECT count(*) FROM articles") == [(2,)]
        assert reading.article.url == "https://paper.example/long"


def window(desk: Desk) -> tuple[datetime, datetime]:
    """A day back and a day ahead."""
    return desk.now - timedelta(days=1), desk.now + timedelta(days=1)
