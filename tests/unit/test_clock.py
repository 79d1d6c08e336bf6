"""The time, where the machine's clock can be wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.core.clock import CheckedClock

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


class Machine:
    """A clock and a stopwatch, each to be set as the test likes."""

    def __init__(self) -> None:
        self.now, self.seconds = NOON, 0.0
        self.clock = CheckedClock(lambda: self.now, lambda: self.seconds)


def test_without_an_answer_the_machine_is_believed() -> None:
    machine = Machine()
    machine.now += timedelta(days=3)
    assert machine.clock() == NOON + timedelta(days=3)


def test_a_clock_that_agrees_is_believed_to_the_second() -> None:
    machine = Machine()
    machine.clock.compare(NOON - timedelta(seconds=100))
    assert machine.clock() == NOON


def test_a_clock_that_jumps_is_noticed_before_the_next_answer() -> None:
    machine = Machine()
    machine.clock.compare(NOON)
    machine.now += timedelta(days=3)
    machine.seconds = 60.0
    assert machine.clock() == NOON + timedelta(seconds=60)
    machine.now = NOON + timedelta(seconds=61)
    assert machine.clock() == machine.now


def test_a_clock_that_is_behind_is_noticed_too() -> None:
    machine = Machine()
    machine.clock.compare(NOON + timedelta(days=365))
    assert machine.clock() == NOON + timedelta(days=365)
