"""A picture of who met whom."""

from __future__ import annotations

import pytest
from support.pictures import DAY, PEOPLE, contacts, history, opened, outside, overlaps

from bot.pictures import meetings
from bot.pictures.meetings_layout import MOST_OF_ONE, arrange
from models.histories.types import ContactHistory
from models.types import ContactStatus

PUTIN, NETANYAHU, BIDEN = PEOPLE[:3]
LAVROV = PEOPLE[5]


def written(*histories: ContactHistory) -> list[str]:
    return [words for words, _ in meetings.compose(histories).words()]


@pytest.mark.parametrize(("parties", "count"), [(2, 1), (2, 4), (5, 5), (12, 11), (20, 18), (22, 30)])
def test_words_lie_side_by_side_and_on_the_card(parties: int, count: int) -> None:
    paper = meetings.compose(contacts(parties, count))
    assert overlaps(paper) == []
    assert outside(paper) == []


def test_the_largest_picture_is_small_enough_and_always_the_same() -> None:
    png = meetings.draw(contacts(22, 30))
    image = opened(png)
    assert image.format == "PNG"
    assert image.width == 2 * 760
    assert len(png) < 200_000
    assert png == meetings.draw(contacts(22, 30))
    assert set(image.info) <= {"transparency", "gamma", "srgb"}  # no date, no version, no name


def test_a_contact_stands_between_its_parties_with_kind_day_and_what_became_of_it() -> None:
    paper = meetings.compose(
        [
            history(
                PUTIN,
                NETANYAHU,
                statuses=(ContactStatus.PLANNED, ContactStatus.HELD),
                day=DAY.replace(day=16),
            )
        ]
    )
    at = dict(paper.words())
    assert {"Russia (RU)", "Israel (IL)", "call · 16 Oct", "planned → held"} <= set(at)
    assert at["Vladimir Putin"].right < at["call · 16 Oct"].left
    assert at["call · 16 Oct"].right < at["Benjamin Netanyahu"].left


def test_a_contact_without_a_day_tells_when_it_was_reported() -> None:
    assert "call · reported 7 Oct" in written(history(PUTIN, NETANYAHU))


def test_years_are_written_where_there_are_several() -> None:
    told = written(
        history(PUTIN, NETANYAHU, day=DAY), history(PUTIN, BIDEN, day=DAY.replace(year=2024), kind="visit")
    )
    assert {"call · 7 Oct 2023", "visit · 7 Oct 2024"} <= set(told)


def test_one_country_stands_together_under_its_name() -> None:
    told = written(history(PUTIN, NETANYAHU), history(LAVROV, NETANYAHU, kind="talks"))
    assert told.count("Russia (RU)") == 1
    assert told.count("Benjamin Netanyahu") == 1


def test_a_country_that_is_itself_a_party_is_named_once() -> None:
    told = written(history(BIDEN, ("Israel", "IL"), kind="visit"))
    assert [words for words in told if "Israel" in words] == ["Israel (IL)"]


def test_each_status_is_drawn_in_a_line_of_its_own_and_explained() -> None:
    told = written(*(history(PUTIN, NETANYAHU, statuses=(status,)) for status in ContactStatus))
    assert told.count("held") == 2  # in its box and in the legend
    assert "denied or not planned" in told


def test_contacts_that_find_no_room_are_told_in_a_line() -> None:
    pairs = [history(PEOPLE[n], PEOPLE[n + 1]) for n in range(0, 22, 2)]
    assert "1 more contact is not drawn, with 2 other parties." in written(*pairs)


def test_of_a_summit_some_parties_are_drawn() -> None:
    summit = history(*PEOPLE, kind="summit")
    assert len(arrange([summit]).names) == MOST_OF_ONE
    assert "held · and 14 more parties" in written(summit)


def test_letters_that_no_font_has_are_left_out_of_the_picture_alone() -> None:
    xi = history(("Xi Jinping (\U00012000)", "CN"), PUTIN)  # a cuneiform sign
    assert "Xi Jinping (…)" in written(xi)
    assert "\U00012000" in meetings.alt([xi])


def test_dollar_signs_and_long_names_are_words_too() -> None:
    told = written(history(("Fund of $5 and $6", None), ("X" * 300, None)))
    assert "Fund of $5 and $6" in told
    assert any(words.startswith("XXX") and words.endswith("…") for words in told)


def test_lines_do_not_cross_where_they_need_not() -> None:
    pairs = [(("Biden", "US"), ("Xi", "CN")), (("Orbán", "HU"), ("Modi", "IN"))]
    pairs += [(("Macron", "FR"), ("Lula", "BR")), (("Starmer", "GB"), ("Erdoğan", "TR"))]
    paper = meetings.compose([history(*pair, kind=f"call {n}") for n, pair in enumerate(pairs)])
    height = {words: extent.top for words, extent in paper.words()}
    by_contact = sorted(range(4), key=lambda n: height[f"call {n} · reported 7 Oct"])
    for side in (0, 1):
        assert by_contact == sorted(range(4), key=lambda n: height[pairs[n][side][0]])


def test_alt_tells_the_content() -> None:
    told = meetings.alt([history(PUTIN, NETANYAHU, day=DAY), history(LAVROV, BIDEN, NETANYAHU, kind="talks")])
    assert told == (
        "Who met whom: 2 contacts of 4 parties, reported 7 Oct 2023. "
        "Vladimir Putin and Benjamin Netanyahu: call, 7 Oct 2023 (held); "
        "Sergey Lavrov, Joe Biden and Benjamin Netanyahu: talks, reported 7 Oct 2023 (held)."
    )
    assert 500 < len(meetings.alt(contacts(22, 60))) <= 1000


def test_alt_stays_short_whatever_is_long() -> None:
    told = meetings.alt([history(("X" * 2000, None), PUTIN)], "T" * 2000)
    assert "(held)" in told
    assert len(told) <= 1000


def test_nothing_to_show() -> None:
    assert "No contacts to show." in written()
    assert opened(meetings.draw([])).height > 50
    assert meetings.alt([]) == "Who met whom: no contacts to show."
