"""A timeline in lanes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from support.pictures import DAY, PEOPLE, opened, outside, overlaps

from bot.pictures import lanes
from bot.pictures.lanes import LaneItem, LaneKind

LABELS = (
    "urged both sides to cease fire at once and to let aid in",
    "call with King Abdullah",
    "2,808 killed",
)


def crowd(count: int, of_lanes: int = 7, over_days: int = 13) -> list[LaneItem]:
    """So many items of every kind, more than one a day."""
    return [
        LaneItem(
            DAY + timedelta(5 * number % over_days),
            PEOPLE[number % of_lanes][0],
            LABELS[number % 3],
            tuple(LaneKind)[number % 3],
            (None, "held", "denied")[number % 3] if number % 2 else None,
        )
        for number in range(count)
    ]


def written(items: list[LaneItem]) -> list[str]:
    return [words for words, _ in lanes.compose(items).words()]


@pytest.mark.parametrize(
    "items",
    [
        crowd(1),
        crowd(2),
        crowd(12),
        crowd(30),
        crowd(60, 20),
        crowd(30, 1),
        crowd(30, 3, 1),
        crowd(30, 5, 900),
    ],
)
def test_words_lie_side_by_side_and_on_the_card(items: list[LaneItem]) -> None:
    paper = lanes.compose(items)
    assert overlaps(paper) == []
    assert outside(paper) == []


def test_the_largest_picture_is_small_enough_and_always_the_same() -> None:
    png = lanes.draw(crowd(60, 10))
    image = opened(png)
    assert (image.format, image.width) == ("PNG", 1520)
    assert len(png) < 200_000
    assert png == lanes.draw(crowd(60, 10))


def test_a_lane_has_its_name_and_its_items_in_the_order_of_their_days() -> None:
    later = LaneItem(DAY + timedelta(11), "Joe Biden", "visit to Israel", LaneKind.CONTACT, "held")
    earlier = LaneItem(DAY, "Joe Biden", "call with Netanyahu", LaneKind.CONTACT, "held")
    at = dict(lanes.compose([later, earlier]).words())
    assert {"Joe Biden", "contact", "7 Oct"} <= set(at)
    assert at["Joe Biden"].right < at["call with Netanyahu (held)"].left
    assert at["call with Netanyahu (held)"].right < at["visit to Israel (held)"].left


def test_items_of_one_day_stand_under_one_another() -> None:
    items = [LaneItem(DAY, "Russia", f"statement {number}", LaneKind.STATEMENT) for number in range(3)]
    extents = [extent for words, extent in lanes.compose(items).words() if words.startswith("statement ")]
    assert len({extent.left for extent in extents}) == 1
    assert len({extent.top for extent in extents}) == 3


def test_what_became_of_it_is_never_cut_away() -> None:
    label = "no calls with the leaders of Israel or of the Palestinians are planned for the time being at all"
    told = written([LaneItem(DAY, "Dmitry Peskov", label, LaneKind.STATEMENT, "denied")])
    assert any(words.startswith("no calls with") and words.endswith("… (denied)") for words in told)


def test_what_finds_no_room_is_told_in_a_line() -> None:
    assert "6 more items are not drawn." in written(crowd(36))
    apart = [LaneItem(DAY, name, "spoke", LaneKind.STATEMENT) for name, _ in PEOPLE[:11]]
    assert "1 more item is not drawn." in written(apart)


def test_the_newest_items_are_drawn() -> None:
    items = [
        LaneItem(DAY + timedelta(number), "Russia", f"day {number}.", LaneKind.STATEMENT)
        for number in range(31)
    ]
    told = written(items)
    assert "day 0." not in told
    assert {"day 1.", "day 30."} <= set(told)


def test_alt_tells_the_content() -> None:
    told = lanes.alt(
        [
            LaneItem(DAY + timedelta(11), "Joe Biden", "visit to Israel", LaneKind.CONTACT, "held"),
            LaneItem(DAY, "Gaza", "232 killed", LaneKind.FIGURE),
        ]
    )
    assert told == (
        "Timeline: 1 contact, 1 figure, 7–18 Oct 2023. "
        "7 Oct 2023, Gaza: 232 killed; 18 Oct 2023, Joe Biden: visit to Israel (held)."
    )
    assert 500 < len(lanes.alt(crowd(60))) <= 1000


def test_alt_stays_short_whatever_is_long() -> None:
    told = lanes.alt([LaneItem(DAY, "X" * 999, "Y" * 999, LaneKind.STATEMENT, "denied")], "T" * 2000)
    assert "(denied)" in told
    assert len(told) <= 1000


def test_nothing_to_show() -> None:
    assert "Nothing to show." in written([])
    assert opened(lanes.draw([])).height > 50
    assert lanes.alt([]) == "Timeline: nothing to show."
