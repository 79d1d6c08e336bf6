"""Digest schedules and their runs. A run's row is unique for its schedule and due time: that is the claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, true, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.types import DigestRun, DigestSchedule
from bot.store import channels
from bot.store.tables import articles, digest_runs, digest_schedules, digest_sentences

_REMEMBERED = 3


class RunState(StrEnum):
    """What became of a run. ``quiet`` means that there was too little news."""

    CLAIMED = "claimed"
    POSTED = "posted"
    QUIET = "quiet"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Reported:
    """What a schedule has reported: the sentences of its last digest, and the articles of its last few."""

    sentences: tuple[str, ...]
    articles: frozenset[int]


async def add_schedule(db: AsyncConnection, planned: DigestSchedule, begins_at: datetime) -> DigestSchedule:
    """Store a schedule under a new id; its own is ignored. Runs due before ``begins_at`` never happen."""
    await channels.ensure_guild(db, planned.guild_id, begins_at)
    c = digest_schedules.c
    row = await db.execute(
        insert(digest_schedules)
        .values(
            guild_id=planned.guild_id,
            channel_id=planned.channel_id,
            zone=planned.zone,
            minute=planned.minute,
            weekday=planned.weekday,
            minimum=planned.minimum,
            topic=planned.topic,
            paused=planned.paused,
            begins_at=begins_at,
        )
        .returning(*c)
    )
    return _schedule(row.one())


async def schedules(db: AsyncConnection, guild_id: int) -> list[DigestSchedule]:
    """The schedules of a guild, by id."""
    c = digest_schedules.c
    rows = await db.execute(select(digest_schedules).where(c.guild_id == guild_id).order_by(c.id))
    return [_schedule(r) for r in rows]


async def active(db: AsyncConnection) -> list[tuple[DigestSchedule, datetime]]:
    """Every schedule of any guild that is not paused, with the time from which it counts."""
    c = digest_schedules.c
    rows = await db.execute(select(digest_schedules).where(c.paused.is_(False)).order_by(c.id))
    return [(_schedule(r), r.begins_at) for r in rows]


async def change(db: AsyncConnection, schedule_id: int, guild_id: int, **values: Any) -> bool:
    """Change columns of a guild's schedule; returns False if it has none with that id."""
    c = digest_schedules.c
    done = await db.execute(
        update(digest_schedules).where(c.id == schedule_id, c.guild_id == guild_id).values(**values)
    )
    return done.rowcount > 0


async def remove(db: AsyncConnection, schedule_id: int, guild_id: int) -> bool:
    """Remove a guild's schedule with its runs; returns False if it has none with that id."""
    c = digest_schedules.c
    done = await db.execute(delete(digest_schedules).where(c.id == schedule_id, c.guild_id == guild_id))
    return done.rowcount > 0


async def claim(
    db: AsyncConnection, schedule: DigestSchedule, due_at: datetime, since: datetime, now: datetime
) -> DigestRun | None:
    """Claim a run; None if it was already claimed, here or by another process."""
    try:
        async with db.begin_nested():
            row = await db.execute(
                insert(digest_runs)
                .values(
                    schedule_id=schedule.id,
                    due_at=due_at,
                    since=since,
                    state=RunState.CLAIMED,
                    attempts=0,
                    articles=[],
                    claimed_at=now,
                )
                .returning(digest_runs.c.id)
            )
    except IntegrityError:
        return None
    return DigestRun(row.scalar_one(), schedule, due_at, since, due_at, now)


async def unfinished(db: AsyncConnection) -> list[tuple[DigestRun, int]]:
    """Runs that were claimed but neither posted nor given up, with the attempts made since the crash."""
    runs = digest_runs.c
    rows = await db.execute(
        select(
            digest_schedules,
            runs.id.label("run_id"),
            runs.due_at,
            runs.since,
            runs.attempts,
            runs.claimed_at,
        )
        .join(digest_runs, runs.schedule_id == digest_schedules.c.id)
        .where(runs.state == RunState.CLAIMED)
        .order_by(runs.id)
    )
    return [
        (DigestRun(r.run_id, _schedule(r), r.due_at, r.since, r.due_at, r.claimed_at), r.attempts)
        for r in rows
    ]


async def run(db: AsyncConnection, run_id: int) -> tuple[DigestRun, frozenset[int]] | None:
    """A run and the ids of the articles that it reported, or None if the run doesn't exist, or no longer."""
    runs = digest_runs.c
    query = (
        select(digest_schedules, runs.due_at, runs.since, runs.claimed_at, runs.articles)
        .join(digest_runs, runs.schedule_id == digest_schedules.c.id)
        .where(runs.id == run_id)
    )
    r = (await db.execute(query)).one_or_none()
    if r is None:
        return None
    return DigestRun(run_id, _schedule(r), r.due_at, r.since, r.due_at, r.claimed_at), frozenset(r.articles)


async def reported(db: AsyncConnection, schedule_id: int, before: datetime | None = None) -> Reported | None:
    """What the schedule's posted digests reported, or those due ``before`` a time; None if there are none."""
    c = digest_runs.c
    earlier = true() if before is None else c.due_at < before
    rows = (
        await db.execute(
            select(c.id, c.articles)
            .where(c.schedule_id == schedule_id, c.state == RunState.POSTED, earlier)
            .order_by(c.due_at.desc())
            .limit(_REMEMBERED)
        )
    ).all()
    if not rows:
        return None
    s = digest_sentences.c
    sentences = await db.execute(select(s.text).where(s.run_id == rows[0].id).order_by(s.id))
    return Reported(tuple(sentences.scalars()), frozenset(chain.from_iterable(r.articles for r in rows)))


async def record_reported(
    db: AsyncConnection, run_id: int, lines: Sequence[tuple[int, str]], article_ids: Sequence[int]
) -> None:
    """Store what a run reports: its lines, each with the id of its article, and the ids of all its articles.

    Articles deleted in the meantime are left out. The lines of all but the last few posted runs are removed.
    """
    s, runs = digest_sentences.c, digest_runs.c
    schedule_id = await set_run(db, run_id, articles=list(article_ids))
    if schedule_id is None:
        return
    ours = select(runs.id).where(runs.schedule_id == schedule_id)
    recent = ours.where(runs.state == RunState.POSTED).order_by(runs.due_at.desc()).limit(_REMEMBERED)
    await db.execute(delete(digest_sentences).where(s.run_id.in_(ours), s.run_id.not_in(recent)))
    there = set((await db.execute(select(articles.c.id).where(articles.c.id.in_(article_ids)))).scalars())
    rows = [{"run_id": run_id, "article_id": a, "text": text} for a, text in lines if a in there]
    if rows:
        await db.execute(insert(digest_sentences), rows)


async def next_start(db: AsyncConnection, schedule_id: int) -> datetime | None:
    """Where the schedule's next digest begins, or None before its first run.

    That is the end of the last digest that was posted; if none was, the beginning of the first run.
    """
    c = digest_runs.c
    runs = select(func.max(c.due_at)).where(c.schedule_id == schedule_id, c.state == RunState.POSTED)
    last = (await db.execute(runs)).scalar_one()
    if last is not None:
        return last
    return (await db.execute(select(func.min(c.since)).where(c.schedule_id == schedule_id))).scalar_one()


async def set_run(db: AsyncConnection, run_id: int, **values: Any) -> int | None:
    """Change columns of a run; returns the id of its schedule, or None if the run is gone."""
    done = await db.execute(
        update(digest_runs)
        .where(digest_runs.c.id == run_id)
        .values(**values)
        .returning(digest_runs.c.schedule_id)
    )
    return done.scalar_one_or_none()


async def count_attempt(db: AsyncConnection, run_id: int) -> None:
    """Count another attempt to deliver a run."""
    await set_run(db, run_id, attempts=digest_runs.c.attempts + 1)


async def set_problem(db: AsyncConnection, schedule_id: int, problem: str | None) -> None:
    """Record in words why a schedule's digest could not be posted, or with None that it was."""
    await db.execute(
        update(digest_schedules).where(digest_schedules.c.id == schedule_id).values(problem=problem)
    )


def _schedule(row: Row[*tuple[Any, ...]]) -> DigestSchedule:
    return DigestSchedule(
        id=row.id,
        guild_id=row.guild_id,
        channel_id=row.channel_id,
        zone=row.zone,
        minute=row.minute,
        weekday=row.weekday,
        minimum=row.minimum,
        topic=row.topic,
        paused=row.paused,
        problem=row.problem,
    )
