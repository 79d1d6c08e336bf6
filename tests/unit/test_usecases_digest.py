"""Digests: due once, told once, and what stops them told."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from support.desk import ANN, GUILD, NEWS, OTHER_GUILD, PRIVATE, Desk, everyone, link, pasted
from support.effort import loop_share
from support.stories import GUTERRES, PESKOV, long_article

from bot.core.errors import UserError
from bot.core.types import Digest, DigestRun, DigestSchedule, Viewer

HOUR = timedelta(hours=1)


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    desk.web.add("https://paper.example/1", PESKOV, outlet="The Paper")
    desk.web.add("https://paper.example/2", GUTERRES, outlet="The Paper")
    return desk


async def daily(desk: Desk, **changes: object) -> DigestSchedule:
    """At 14:00 in Berlin, which is an hour after the desk's clock."""
    values = {"zone": "Europe/Berlin", "minute": 14 * 60, **changes}
    return await desk.digests.schedule(GUILD, NEWS, **values)


async def run_at(desk: Desk, moment: datetime) -> DigestRun:
    desk.now = moment
    [run] = await desk.digests.due(moment)
    return run


def told(digest: Digest | None) -> set[str]:
    assert digest is not None
    return {digest.articles[number].title for story in digest.content.stories for number in story.articles}


class TestDue:
    """When a run is claimed, and how often."""

    async def test_once_at_its_time(self, desk: Desk) -> None:
        planned = await daily(desk)
        assert await desk.digests.due(desk.now) == []
        one = desk.now + HOUR
        assert await desk.digests.due(one - timedelta(seconds=1)) == []
        [run] = await desk.digests.due(one)
        assert (run.schedule, run.due_at) == (planned, one)
        assert (run.since, run.until) == (one - timedelta(days=1), one)
        assert run.claimed_at == one
        assert await desk.digests.due(one) == []
        assert await desk.digests.due(one + HOUR) == []
        [tomorrow] = await desk.digests.due(one + timedelta(days=1))
        assert tomorrow.due_at == one + timedelta(days=1)

    async def test_two_who_claim_at_once(self, desk: Desk, tmp_path: Path) -> None:
        await daily(desk)
        second = await Desk(tmp_path).open()
        claims = await asyncio.gather(*(d.digests.due(desk.now + HOUR) for d in (desk, second, desk, second)))
        assert sorted(len(runs) for runs in claims) == [0, 0, 0, 1]
        await second.close()

    async def test_a_schedule_made_after_todays_hour_waits_for_tomorrow(self, desk: Desk) -> None:
        await daily(desk, minute=12 * 60)
        assert await desk.digests.due(desk.now + HOUR) == []

    async def test_the_local_hour_holds_when_clocks_change(self, desk: Desk) -> None:
        desk.now = datetime(2026, 3, 27, 12, tzinfo=UTC)
        await daily(desk, minute=7 * 60 + 30)
        winter = await desk.digests.due(datetime(2026, 3, 28, 6, 30, tzinfo=UTC))
        summer = await desk.digests.due(datetime(2026, 3, 29, 5, 30, tzinfo=UTC))
        assert [len(winter), len(summer)] == [1, 1]

    async def test_weekly(self, desk: Desk) -> None:
        await daily(desk, weekday=2)
        days = [len(await desk.digests.due(desk.now + HOUR + timedelta(days=n))) for n in range(9)]
        assert days == [0, 0, 1, 0, 0, 0, 0, 0, 0]
        [run] = await desk.digests.due(desk.now + HOUR + timedelta(days=9))
        assert run.until - run.since >= timedelta(days=7)

    @pytest.mark.parametrize(("hours_late", "runs"), [(5.9, 1), (6.1, 0)])
    async def test_after_a_downtime(self, desk: Desk, hours_late: float, runs: int) -> None:
        await daily(desk)
        assert len(await desk.digests.due(desk.now + HOUR + timedelta(hours=hours_late))) == runs

    async def test_paused_and_resumed(self, desk: Desk) -> None:
        planned = await daily(desk)
        assert await desk.digests.pause(planned.id, GUILD, True)
        assert await desk.digests.due(desk.now + HOUR) == []
        desk.pass_time(hours=2)
        await desk.digests.pause(planned.id, GUILD, False)
        assert await desk.digests.due(desk.now) == []  # what fell due meanwhile is not made up for
        assert len(await desk.digests.due(desk.now + timedelta(hours=23))) == 1

    async def test_other_guilds_can_change_nothing(self, desk: Desk) -> None:
        planned = await daily(desk)
        assert not await desk.digests.pause(planned.id, OTHER_GUILD, True)
        assert not await desk.digests.remove(planned.id, OTHER_GUILD)
        assert await desk.digests.list(OTHER_GUILD) == []
        assert await desk.digests.list(GUILD) == [planned]
        assert await desk.digests.remove(planned.id, GUILD)
        assert await desk.digests.list(GUILD) == []

    async def test_no_such_zone(self, desk: Desk) -> None:
        with pytest.raises(UserError, match="Atlantis"):
            await daily(desk, zone="Europe/Atlantis")


class TestContent:
    """What a run tells."""

    async def test_what_was_posted_in_its_time(self, desk: Desk) -> None:
        desk.now -= timedelta(hours=30)
        await desk.post(link("https://paper.example/1"))
        desk.now += timedelta(hours=30)
        await daily(desk)
        await desk.post(link("https://paper.example/2"))
        run = await run_at(desk, desk.now + HOUR)
        digest = await desk.digests.content(run, everyone)
        assert told(digest) == {"Guterres appeals for a corridor"}
        assert digest is not None
        [place] = digest.postings.values()
        assert (place.guild_id, place.channel_id) == (GUILD, NEWS)

    async def test_only_what_the_audience_may_see(self, desk: Desk) -> None:
        await daily(desk)
        await desk.post(link("https://paper.example/1"), channel=PRIVATE)
        await desk.post(link("https://paper.example/2"))
        run = await run_at(desk, desk.now + HOUR)
        assert told(await desk.digests.content(run, everyone)) == {"Guterres appeals for a corridor"}
        members = Viewer(GUILD, frozenset({NEWS, PRIVATE}))
        assert len(told(await desk.digests.content(run, members))) == 2

    async def test_too_little_news_is_kept_for_the_next(self, desk: Desk) -> None:
        await daily(desk, minimum=2)
        await desk.post(link("https://paper.example/1"))
        run = await run_at(desk, desk.now + HOUR)
        assert await desk.digests.content(run, everyone) is None
        await desk.digests.posted(run.id, None)
        assert await desk.digests.claimed(desk.now) == []
        desk.pass_time(hours=2)
        await desk.post(link("https://paper.example/2"))
        run = await run_at(desk, run.due_at + timedelta(days=1))
        assert len(told(await desk.digests.content(run, everyone))) == 2

    async def test_a_topic(self, desk: Desk) -> None:
        await daily(desk, topic="civilians")
        await desk.post(link("https://paper.example/1"))
        await desk.post(link("https://paper.example/2"))
        run = await run_at(desk, desk.now + HOUR)
        assert told(await desk.digests.content(run, everyone)) == {"Guterres appeals for a corridor"}
        around = (desk.now - timedelta(days=1), desk.now)
        for topic, number in (('"', 0), ("NEAR(", 0), ("both sides", 1), ("sides both", 0), ("🙂", 0)):
            preview = await desk.digests.preview(everyone, *around, topic)
            assert preview.content.articles == number

    async def test_nothing_is_told_twice_and_nothing_lost(self, desk: Desk) -> None:
        await daily(desk)
        await desk.post(link("https://paper.example/1"))
        late = desk.message(link("https://paper.example/2"))  # posted before the digest, read after it
        [number] = await desk.ingest.record(late)
        first = await run_at(desk, desk.now + HOUR)
        assert told(await desk.digests.content(first, everyone)) == {"No calls planned"}
        await desk.digests.posted(first.id, 77)
        await desk.ingest.process(number)
        second = await run_at(desk, first.due_at + timedelta(days=1))
        assert told(await desk.digests.content(second, everyone)) == {"Guterres appeals for a corridor"}
        await desk.digests.posted(second.id, 78)
        third = await run_at(desk, second.due_at + timedelta(days=1))
        assert await desk.digests.content(third, everyone) is None

    async def test_sentences_of_the_last_digest_are_not_told_again_as_new(self, desk: Desk) -> None:
        await daily(desk)
        await desk.post(link("https://paper.example/1"))
        first = await run_at(desk, desk.now + HOUR)
        digest = await desk.digests.content(first, everyone)
        assert digest is not None
        gist = digest.content.stories[0].gist.text
        await desk.digests.posted(first.id, 77)
        desk.web.add("https://gazette.example/1", PESKOV, outlet="The Gazette")
        desk.pass_time(hours=3)
        await desk.post(link("https://gazette.example/1"))
        second = await run_at(desk, first.due_at + timedelta(days=1))
        digest = await desk.digests.content(second, everyone)
        assert digest is not None
        lines = [story.gist for story in digest.content.stories] + list(digest.content.rest)
        assert all(line.still or line.text != gist for line in lines)

    async def test_what_was_told_is_forgotten_with_its_message(self, desk: Desk) -> None:
        await daily(desk)
        kept, gone = (
            desk.message(link("https://paper.example/1")),
            desk.message(pasted(long_article(GUTERRES))),
        )
        for message in (kept, gone):
            await desk.take(message)
        first = await run_at(desk, desk.now + HOUR)
        assert await desk.digests.content(first, everyone) is not None
        await desk.digests.posted(first.id, 77)
        told_of = "SELECT text FROM digest_sentences WHERE text LIKE '%protected%'"
        assert await desk.rows(told_of) != []
        await desk.forget.messages(GUILD, {gone.message_id})
        assert await desk.rows(told_of) == []
        assert await desk.count("digest_sentences") > 0

    async def test_only_the_last_digests_are_remembered(self, desk: Desk) -> None:
        await daily(desk)
        for day in range(6):
            await desk.post(pasted(long_article(f"{GUTERRES}Note {day} was added.\n")))
            run = await run_at(desk, desk.now + HOUR)
            assert await desk.digests.content(run, everyone) is not None
            await desk.digests.posted(run.id, 77)
            desk.pass_time(hours=23)
        assert await desk.rows("SELECT DISTINCT run_id FROM digest_sentences ORDER BY run_id") == [
            (3,),
            (4,),
            (5,),
            (6,),
        ]

    async def test_a_digest_is_put_together_off_the_event_loop(self, desk: Desk) -> None:
        """Decoding what was stored included, which for a day of long articles is the most of the work."""
        said = "".join(f'"Point {n} stands," said Ann Orlen, envoy (CH).\n' for n in range(400))
        for number in range(4):
            await desk.post(pasted(f"Talks, day {number}\n{said}Note {number}.\n"))
        day = desk.now - HOUR, desk.now + HOUR
        preview = await desk.digests.preview(everyone, *day)  # and what is loaded once is loaded
        assert preview.content.articles == 4
        assert await loop_share(desk.digests.preview(everyone, *day)) < 0.3

    async def test_an_empty_day_can_be_previewed(self, desk: Desk) -> None:
        preview = await desk.digests.preview(everyone, desk.now - HOUR, desk.now)
        assert (preview.content.articles, preview.content.stories, preview.articles) == (0, (), {})


class TestDelivery:
    """What became of a run."""

    async def test_a_run_that_was_not_marked_comes_back_until_it_is(self, desk: Desk) -> None:
        await daily(desk)
        run = await run_at(desk, desk.now + HOUR)
        assert await desk.digests.claimed(desk.now + HOUR) == [run]
        assert run.claimed_at == desk.now
        await desk.digests.posted(run.id, 77)
        assert await desk.digests.claimed(desk.now) == []
        assert await desk.rows("SELECT state, message_id FROM digest_runs") == [("posted", 77)]

    async def test_a_run_that_breaks_each_time_is_given_up(self, desk: Desk) -> None:
        await daily(desk)
        await run_at(desk, desk.now + HOUR)
        tries: list[int] = []
        for _ in range(22):
            runs = await desk.digests.claimed(desk.now)
            tries.append(len(runs))
            for run in runs:
                await desk.digests.trying(run.id)
        assert tries == [1] * 20 + [0, 0]
        [schedule] = await desk.digests.list(GUILD)
        assert schedule.problem is not None
        assert "couldn't be posted" in schedule.problem

    async def test_a_run_that_waits_for_its_turn_is_not_given_up(self, desk: Desk) -> None:
        await daily(desk)
        run = await run_at(desk, desk.now + HOUR)
        waits = [await desk.digests.claimed(desk.now) for _ in range(22)]
        assert waits == [[run]] * 22

    async def test_a_run_found_days_after_a_crash_is_not_posted(self, desk: Desk) -> None:
        await daily(desk)
        run = await run_at(desk, desk.now + HOUR)
        assert await desk.digests.claimed(run.due_at + timedelta(days=2)) == []

    async def test_a_failed_delivery_is_told_and_cleared_and_erases_nothing(self, desk: Desk) -> None:
        planned = await daily(desk)
        await desk.watching.add(GUILD, NEWS, ANN)
        await desk.post(link("https://paper.example/1"))
        first = await run_at(desk, desk.now + HOUR)
        await desk.digests.failed(first.id, "I lack the permission Send Messages there.")
        [schedule] = await desk.digests.list(GUILD)
        assert schedule.problem == "I lack the permission Send Messages there."
        assert (schedule.zone, schedule.minute, schedule.paused) == (planned.zone, planned.minute, False)
        assert await desk.watching.is_watched(NEWS)
        second = await run_at(desk, first.due_at + timedelta(days=1))
        assert told(await desk.digests.content(second, everyone)) == {"No calls planned"}
        await desk.digests.posted(second.id, 78)
        [schedule] = await desk.digests.list(GUILD)
        assert schedule.problem is None

    async def test_marking_a_run_whose_schedule_is_gone(self, desk: Desk) -> None:
        planned = await daily(desk)
        run = await run_at(desk, desk.now + HOUR)
        await desk.digests.remove(planned.id, GUILD)
        await desk.digests.posted(run.id, 77)
        await desk.digests.failed(run.id, "gone")
        assert await desk.digests.claimed(desk.now) == []


@pytest.mark.slow
class TestChanges:
    """What a digest says has changed since articles of the days before."""

    TALKS = "envoys were in secret talks with the rebels in Oman"

    async def said_otherwise(self, desk: Desk, channel: int) -> DigestRun:
        """A denial posted in ``channel``, and the day after, in the news, that it was so."""
        await daily(desk)
        denied = f"No talks\nJohn Kirby (US) denied that {self.TALKS}.\n"
        await desk.post(pasted(long_article(denied)), channel=channel)
        first = await run_at(desk, desk.now + HOUR)
        await desk.digests.content(first, everyone)
        await desk.digests.posted(first.id, 900)
        desk.pass_time(hours=20)
        said = f"Talks after all\nJohn Kirby (US) said that {self.TALKS}.\n"
        await desk.post(pasted(said + "".join(f"Reporter {n} waited at gate {n}. " for n in range(40))))
        return await run_at(desk, first.due_at + timedelta(days=1))

    async def test_both_articles_are_named(self, desk: Desk) -> None:
        run = await self.said_otherwise(desk, NEWS)
        digest = await desk.digests.content(run, everyone)
        assert digest is not None
        (change,) = digest.content.changes
        titles = [digest.articles[side.article].title for side in (change.then, change.now)]
        assert titles == ["No talks", "Talks after all"]
        assert told(digest) == {"Talks after all"}

    async def test_an_article_that_a_viewer_may_not_see_tells_no_change(self, desk: Desk) -> None:
        run = await self.said_otherwise(desk, PRIVATE)
        digest = await desk.digests.content(run, everyone)
        assert digest is not None
        assert digest.content.changes == ()
        assert [info.title for info in digest.articles.values()] == ["Talks after all"]
