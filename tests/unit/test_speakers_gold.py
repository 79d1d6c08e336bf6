"""The floors below which the resolution of speakers must not fall on the project's own gold."""

from __future__ import annotations

from functools import cache

import pytest

from bench.gold.loader import load
from bench.speakers import Tally, tally

pytestmark = pytest.mark.slow


@cache
def measured() -> Tally:
    return tally(load())


def test_names_are_right_and_hardly_ever_wrong() -> None:
    total = measured()
    assert total.named >= 120
    assert total.right >= 0.9 * total.named, total.errors
    assert total.wrong < 0.03 * total.named, total.errors
    assert total.invented < 0.03 * total.named, total.errors


@pytest.mark.parametrize(
    ("field", "floor"), [("role", 0.9), ("country", 0.85), ("certainty", 0.9), ("via", 0.9)]
)
def test_the_rest_of_the_card(field: str, floor: float) -> None:
    assert measured().fields[field].share >= floor
