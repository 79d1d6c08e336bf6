"""Digests: when they are due, what they contain, and what became of each."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.core import schedule as times
from bot.core.errors import UserError
from bot.core.types import ArticleInfo, Digest, DigestRun, DigestSchedule, PostingRef, Viewer
from bot.store import Store, articles, digests
from bot.store.digests import RunState
from bot.store.visibility import Asker
from bot.usecases.ports import Clock
from models.types import DigestContent, StoryArticle

LATE = timedelta(hours=6)
"""How late a digest may be posted after downtime; an older one is skipped."""

_ATTEMPTS = 20
"""How often a run is taken up again. More than a few, since a restart at a bad moment counts as one."""

_MOST_SCHEDULES = 25
_LONGEST_WINDOW = timedelta(days=14)
_BEFORE = timedelta(days=14)
"""How far back a digest looks for what has changed since."""
Found = list[tuple[StoryArticle, ArticleInfo, PostingRef]]


class Digests:
    """Schedules digests, claims the runs that are due and composes their content."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def preview(
        self, viewer: Asker, since: datetime, until: datetime, topic: str | None = None
    ) -> Digest:
        """The digest of everything that ``viewer`` may see posted from ``since`` to before ``until``."""
        async with self._store.read() as db:
            found = await articles.posted_between(db, viewer, since, until, topic)
            earlier = await articles.posted_between(db, viewer, since - _BEFORE, since, topic)
        return await _digest(found, since, until, earlier=earlier)

    async def schedule(
        self,
        guild_id: int,
        channel_id: int,
        zone: str,
        minute: int,
        *,
        weekday: int | None = None,
        minimum: int = 1,
        topic: str | None = None,
    ) -> DigestSchedule:
        """Schedule a digest from now on, ``minute`` minutes after local midnight. Raises UserError."""
        times.zone_of(zone)
        planned = DigestSchedule(
            0, guild_id, channel_id, zone, minute, weekday, minimum, (topic or "").strip() or None
        )
        async with self._store.write() as db:
            if len(await digests.schedules(db, guild_id)) >= _MOST_SCHEDULES:
                raise UserError(
                    f"This server already has {_MOST_SCHEDULES} digests, the maximum. Remove one first."
                )
            return await digests.add_schedule(db, planned, self._clock())

    async def pause(self, schedule_id: int, guild_id: int, paused: bool) -> bool:
        """Pause or resume a digest; returns False if the guild has none with that number.

        A resumed digest continues with its next run, whatever fell due in between.
        """
        changes = {"paused": True} if paused else {"paused": False, "begins_at": self._clock()}
        async with self._store.write() as db:
            return await digests.change(db, schedule_id, guild_id, **changes)

    async def list(self, guild_id: int) -> list[DigestSchedule]:
        """The digests of a guild, by number."""
        async with self._store.read() as db:
            return await digests.schedules(db, guild_id)

    async def remove(self, schedule_id: int, guild_id: int) -> bool:
        """Delete a digest permanently; returns False if the guild has none with that number."""
        async with self._store.write() as db:
            return await digests.remove(db, schedule_id, guild_id)

    async def due(self, now: datetime) -> list[DigestRun]:
        """Claim the runs that are due, each only once whoever asks; none is more than six hours late."""
        runs: list[DigestRun] = []
        async with self._store.write() as db:
            for schedule, begins_at in await digests.active(db):
                due_at = times.last_due(schedule.zone, schedule.minute, schedule.weekday, now)
                if due_at < begins_at or now - due_at > LATE:
                    continue
                usual = due_at - times.period(schedule.weekday)
                begins = await digests.next_start(db, schedule.id) or usual
                since = max(min(begins, usual), due_at - _LONGEST_WINDOW)
                run = await digests.claim(db, schedule, due_at, since, now)
                if run:
                    runs.append(run)
        return runs

    async def claimed(self, now: datetime) -> list[DigestRun]:
        """Runs that were claimed but never marked, after a crash or a failed delivery. Gives up old ones.

        Call :meth:`trying` before each is delivered.
        """
        runs: list[DigestRun] = []
        async with self._store.write() as db:
            for run, attempts in await digests.unfinished(db):
                if attempts >= _ATTEMPTS or now - run.due_at > 2 * LATE:
                    await digests.set_run(db, run.id, state=RunState.FAILED)
                    problem = "The last digest couldn't be posted: something went wrong every time I tried."
                    await digests.set_problem(db, run.schedule.id, problem)
                else:
                    runs.append(run)
        return runs

    async def trying(self, run_id: int) -> None:
        """Count an attempt to deliver a run that had been claimed before. Waiting for its turn is none."""
        async with self._store.write() as db:
            await digests.count_attempt(db, run_id)

    async def content(self, run: DigestRun, viewer: Viewer) -> Digest | None:
        """What a run reports to ``viewer``, or None if there are fewer articles than the schedule's minimum.

        Articles that became readable late are reported by the next digest; what the last one reported is not
        repeated.
        """
        async with self._store.read() as db:
            past = await digests.reported(db, run.schedule.id)
            since = run.since - times.DAY if past else run.since
            found = await articles.posted_between(db, viewer, since, run.until, run.schedule.topic)
            earlier = await articles.posted_between(
                db, viewer, run.since - _BEFORE, run.until, run.schedule.topic
            )
        if past:
            found = [item for item in found if item[0].id not in past.articles]
        if len(found) < run.schedule.minimum:
            return None
        digest = await _digest(found, run.since, run.until, past.sentences if past else (), earlier)
        async with self._store.write() as db:
            await digests.record_reported(
                db, run.id, list(_lines(digest.content)), [a.id for a, _, _ in found]
            )
        return digest

    async def again(self, run_id: int, viewer: Viewer) -> Digest | None:
        """What a run reported, as far as ``viewer`` may see it now; None if it is gone or another guild's."""
        async with self._store.read() as db:
            known = await digests.run(db, run_id)
            if known is None or known[0].schedule.guild_id != viewer.guild_id:
                return None
            run, numbers = known
            past = await digests.reported(db, run.schedule.id, before=run.due_at)
            since = run.since - times.DAY
            found = await articles.posted_between(db, viewer, since, run.until, run.schedule.topic)
            earlier = await articles.posted_between(
                db, viewer, run.since - _BEFORE, run.until, run.schedule.topic
            )
        found = [item for item in found if item[0].id in numbers]
        return await _digest(found, run.since, run.until, past.sentences if past else (), earlier)

    async def posted(self, run_id: int, message_id: int | None) -> None:
        """Mark a run as done: posted as ``message_id``, or None if there was too little news to post."""
        state = RunState.QUIET if message_id is None else RunState.POSTED
        async with self._store.write() as db:
            schedule_id = await digests.set_run(db, run_id, state=state, message_id=message_id)
            if schedule_id is not None and message_id is not None:
                await digests.set_problem(db, schedule_id, None)

    async def failed(self, run_id: int, problem: str) -> None:
        """Mark a run as failed, and say why in words. The schedule is unchanged."""
        async with self._store.write() as db:
            schedule_id = await digests.set_run(db, run_id, state=RunState.FAILED)
            if schedule_id is not None:
                await digests.set_problem(db, schedule_id, problem)


async def _digest(
    found: Found,
    since: datetime,
    until: datetime,
    previous: tuple[str, ...] = (),
    earlier: Found | None = None,
) -> Digest:
    """The digest of ``found``; of ``earlier`` articles it names those against which something changed."""
    numbers = {article.id for article, _, _ in found}
    past = [item for item in earlier or () if item[0].id not in numbers]
    content = await asyncio.to_thread(_composed, _articles(found), previous, _articles(past))
    named = {change.then.article for change in content.changes}
    shown = [*found, *(item for item in past if item[0].id in named)]
    return Digest(
        content,
        {info.id: info for _, info, _ in shown},
        {info.id: ref for _, info, ref in shown},
        since,
        until,
    )


def _articles(found: Found) -> list[StoryArticle]:
    return [article for article, _, _ in found]


def _composed(
    items: list[StoryArticle], previous: tuple[str, ...], earlier: list[StoryArticle]
) -> DigestContent:
    if not items:
        return DigestContent((), (), 0)
    from models.digest import stories

    return stories.digest(stories.build(items), previous, earlier=earlier)


def _lines(content: DigestContent) -> Iterator[tuple[int, str]]:
    """Every sentence of a digest, with the number of its article."""
    for story in content.stories:
        yield story.gist.article, story.headline
        yield story.gist.article, story.gist.text
        yield from ((said.article, said.statement.text) for said in story.statements)
        yield from ((line.article, line.text) for found in story.disagreements for line in found.lines)
    yield from ((line.article, line.text) for line in content.rest)
    yield from ((change.now.article, change.now.told.text) for change in content.changes)
