"""The floors below which the resolution of speakers must not fall on the project's own gold.

Only the dispatches that are open to be read count: no failure here shows an error in those set aside.
"""

from __future__ import annotations

from functools import cache

import pytest

from bench.gold.loader import part
from bench.speakers import Tally, tally

pytestmark = pytest.mark.slow


@cache
def measured() -> Tally:
    return tally(part(aside=False))


def test_names_are_right_and_hardly_ever_wrong() -> None:
    total = measured()
    assert total.named >= 120
    assert total.right >= 0.97 * total.named, total.errors
    assert total.wrong < 0.01 * total.named, total.errors
    assert total.invented < 0.01 * total.named, total.errors


@pytest.mark.parametrize(
    ("field", "floor"), [("role", 0.96), ("country", 0.95), ("certainty", 0.97), ("via", 0.97)]
)
def test_the_rest_of_the_card(field: str, floor: float) -> None:
    assert measured().fields[field].share >= floor
