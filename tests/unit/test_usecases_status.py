"""What was missed is told to those who can read the channel."""

from __future__ import annotations

from datetime import timedelta

from support.desk import GUILD, NEWS, NOON, PRIVATE, Desk

from bot.core.types import Gap, Viewer


async def test_a_gap_is_told_to_readers_of_its_channel_alone(desk: Desk) -> None:
    earlier = Gap(NEWS, NOON - timedelta(hours=30), NOON - timedelta(hours=24))
    later = Gap(PRIVATE, NOON - timedelta(hours=3), NOON)
    for gap in (later, earlier):
        desk.status.missed(gap)
    assert desk.status.gaps(Viewer(GUILD, frozenset({NEWS}))) == [earlier]
    assert desk.status.gaps(Viewer(GUILD, frozenset({NEWS, PRIVATE}))) == [earlier, later]
    assert desk.status.gaps(Viewer(GUILD, frozenset())) == []
