"""The simple answers: watched channels, schedules, status and help."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import discord

from bot.core.schedule import place_of
from bot.core.types import DigestSchedule, Gap, PostingState, PostingView, WatchedChannel
from bot.gateway import marks
from bot.gateway.render import markdown as md
from bot.gateway.render.cards import READ

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_STATE = {
    PostingState.RECORDED: f"{marks.WAITING} waiting",
    PostingState.READING: f"{marks.READING} being read",
    PostingState.READ: f"{marks.READ} read",
    PostingState.UNREADABLE: f"{marks.UNREADABLE} not read",
}
# How counts are named: of one, and of any other number.
_COUNTED = {
    "articles": ("article", "articles"),
    "statements": ("statement", "statements"),
    "waiting": ("waiting", "waiting"),
    "unreadable": ("not read", "not read"),
}
_GAPS = 5  # how many are listed


def notice(title: str, lines: Iterable[str], *, footer: str | None = None) -> discord.Embed:
    """A titled list, cut to fit into an embed."""
    embed = discord.Embed(title=title, description=md.join_lines(lines, 3800), colour=READ)
    if footer:
        embed.set_footer(text=md.plain(footer, 400))
    return embed


def watch_list(channels: Sequence[WatchedChannel]) -> discord.Embed:
    """The watched channels of a guild, as far as the asker may see them."""
    lines = [
        f"<#{c.channel_id}> · {_articles(c.articles)} since {md.when(c.added_at, 'd')}" for c in channels
    ]
    return notice(
        "Watched channels", lines or ["I'm not reading any channels yet. Choose one with `/watch add`."]
    )


def moment_of(schedule: DigestSchedule) -> str:
    """When a schedule posts: "daily at 07:30, Berlin time"."""
    clock = f"{schedule.minute // 60:02d}:{schedule.minute % 60:02d}"
    days = "daily" if schedule.weekday is None else f"{DAYS[schedule.weekday]}s"
    return f"{days} at {clock}, {place_of(schedule.zone)}"


def schedule_line(schedule: DigestSchedule) -> str:
    """One schedule: its number, channel, time and conditions, and any problem with posting it."""
    words = [f"**{schedule.id}** · <#{schedule.channel_id}> · {moment_of(schedule)}"]
    words.append(f"at least {_articles(schedule.minimum)}")
    if schedule.topic:
        words.append(f"about “{md.fit(schedule.topic, 80)}”")
    if schedule.paused:
        words.append("⏸ paused")
    line = " · ".join(words)
    return f"{line}\n⚠️ {md.fit(schedule.problem, 300)}" if schedule.problem else line


def schedule_list(schedules: Sequence[DigestSchedule]) -> discord.Embed:
    """The digests of a guild."""
    lines = [schedule_line(s) for s in schedules]
    return notice("Digests", lines or ["None yet. Schedule one with `/digest schedule`."])


def status_card(
    counts: dict[str, int], postings: Sequence[PostingView], gaps: Sequence[Gap] = ()
) -> discord.Embed:
    """What was read recently in the channels that the asker may read, and why the rest was not."""
    lines = [_gap_line(gap) for gap in gaps[:_GAPS]]
    lines += [_posting_line(p) for p in postings] or ["Nothing has been posted yet."]
    embed = notice("Status", lines)
    shown = [f"{number} {_COUNTED[name][number != 1]}" for name, number in counts.items()]
    if shown:
        embed.set_footer(text=" · ".join(shown))
    return embed


def _gap_line(gap: Gap) -> str:
    between = f"between {md.when(gap.since)} and {md.when(gap.until)}"
    return f"{marks.UNREADABLE} not read · <#{gap.channel_id}> {between}: more than I can catch up on"


def _articles(number: int) -> str:
    return f"{number} article{'' if number == 1 else 's'}"


def _posting_line(posting: PostingView) -> str:
    label = md.fit(posting.label, 100) or "article"
    link = "only visible to you" if posting.ref.private else f"[message]({posting.ref.jump_url})"
    where = f"{link} {md.when(posting.ref.posted_at, 'R')}"
    line = f"{_STATE[posting.state]} · {label} · {where}"
    return f"{line}\n{md.fit(posting.reason, 200)}" if posting.reason else line
