"""The floors below which statements must not fall on the project's own gold, from text to card.

Only the dispatches that are open to be read count: no failure here shows an error in those set aside.
"""

from __future__ import annotations

from functools import cache

import pytest

from bench.gold import measure
from bench.gold.score import Scores

pytestmark = pytest.mark.slow


@cache
def measured() -> Scores:
    return measure.measured()


def test_who_said_what() -> None:
    scores = measured()
    precision, _, f1 = scores.prf(scores.who_said)
    assert precision >= 0.87
    assert f1 >= 0.765


def test_no_speaker_beats_a_wrong_speaker() -> None:
    scores = measured()
    assert scores.name_accuracy >= 0.93
    assert scores.name_wrong_share < 0.01
    assert scores.invented <= 0.01 * scores.found


@pytest.mark.parametrize(
    ("field", "floor"),
    [
        ("certainty", 0.98),
        ("via", 0.97),
        ("kind", 0.95),
        ("country", 0.94),
        ("role", 0.94),
        ("audience", 0.93),
        ("act", 0.84),
    ],
)
def test_the_rest_of_the_card(field: str, floor: float) -> None:
    assert measured().fields[field].share >= floor
