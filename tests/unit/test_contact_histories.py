"""Reports of contacts joined into histories: the same parties, kind and day, and nothing that is not sure."""

from __future__ import annotations

from datetime import date

import pytest

from models.histories.contacts import join_contacts
from models.histories.types import ContactHistory, ContactReport, Origin
from models.types import Contact, ContactStatus

HELD, PLANNED, DENIED = ContactStatus.HELD, ContactStatus.PLANNED, ContactStatus.DENIED
CANCELLED, OFFERED, REFUSED = ContactStatus.CANCELLED, ContactStatus.OFFERED, ContactStatus.REFUSED


def report(
    article: int,
    seen: int,
    kind: str,
    parties: tuple[str, ...],
    status: ContactStatus,
    *,
    day: int | None = None,
    when: str | None = None,
    text: str = "They spoke.",
) -> ContactReport:
    """A report in ``article`` of ``seen`` October 2023, of a contact on ``day`` of that month."""
    told = date(2023, 10, day) if day else None
    return ContactReport(
        Origin(article, date(2023, 10, seen), f"Outlet {article}"),
        Contact(kind, parties, status, text, ((0, len(text)),), when=when, day=told),
    )


def articles(histories: list[ContactHistory]) -> list[list[int]]:
    return [[r.origin.article for r in h.reports] for h in histories]


PAIR = ("Vladimir Putin", "Benjamin Netanyahu")


def test_surnames_and_full_names_are_the_same_parties() -> None:
    (history,) = join_contacts(
        [
            report(1, 16, "call", ("Putin", "Netanyahu"), HELD, day=16),
            report(2, 17, "call", ("Benjamin Netanyahu", "Vladimir V. Putin"), HELD, day=16),
        ]
    )
    assert history.parties == ("Vladimir V. Putin", "Benjamin Netanyahu")
    assert history.countries == ("RU", "IL")
    assert [r.contact.parties for r in history.reports] == [
        ("Putin", "Netanyahu"),
        ("Benjamin Netanyahu", "Vladimir V. Putin"),
    ]


def test_a_plan_turns_into_what_became_of_it() -> None:
    (history,) = join_contacts(
        [
            report(2, 18, "visit", ("Biden", "Israel"), HELD, day=18),
            report(1, 17, "visit", ("Joe Biden", "Israel"), PLANNED, day=18),
        ]
    )
    assert history.status is HELD
    assert [r.contact.status for r in history.turns] == [PLANNED, HELD]


def test_not_planned_is_continued_by_the_call_with_one_of_the_leaders() -> None:
    (history,) = join_contacts(
        [
            report(
                1,
                9,
                "call",
                ("Vladimir Putin", "leaders of Israel or Palestine"),
                DENIED,
                text="No calls to the two leaders are on Putin's schedule, his spokesman said.",
            ),
            report(2, 16, "call", PAIR, HELD, day=16),
        ]
    )
    assert [r.origin.article for r in history.turns] == [1, 2]
    assert set(history.parties) == set(PAIR)


def test_summit_and_talks_may_be_the_meeting() -> None:
    parties = ("Xi Jinping", "Vladimir Putin")
    joined = join_contacts(
        [report(1, 17, "summit", parties, PLANNED, day=18), report(2, 18, "talks", parties, HELD, day=18)]
    )
    assert articles(joined) == [[1, 2]]


def test_a_third_on_the_line_joins_where_the_day_agrees() -> None:
    joined = join_contacts(
        [
            report(1, 10, "call", ("Joe Biden", "Benjamin Netanyahu"), HELD, day=10),
            report(2, 10, "call", ("Joe Biden", "Kamala Harris", "Benjamin Netanyahu"), HELD, day=10),
        ]
    )
    assert articles(joined) == [[1, 2]]
    assert set(joined[0].parties) == {"Joe Biden", "Benjamin Netanyahu", "Kamala Harris"}


def test_a_country_may_be_those_who_act_for_it() -> None:
    joined = join_contacts(
        [
            report(1, 16, "meeting", ("Antony Blinken", "Israel"), HELD, day=16),
            report(2, 17, "meeting", ("Blinken", "Israeli officials"), HELD, when="Monday"),
        ]
    )
    assert articles(joined) == [[1, 2]]


def test_a_weekday_is_read_by_the_day_of_its_article() -> None:
    joined = join_contacts(
        [
            report(1, 17, "visit", ("Joe Biden", "Israel"), PLANNED, when="Wednesday"),
            report(2, 18, "visit", ("Joe Biden", "Israel"), HELD, day=18),
        ]
    )
    assert articles(joined) == [[1, 2]]


def test_a_cancelled_visit_is_the_one_that_was_planned() -> None:
    joined = join_contacts(
        [
            report(1, 17, "visit", ("Joe Biden", "Jordan"), PLANNED, day=18),
            report(2, 18, "visit", ("Biden", "Jordan"), CANCELLED),
        ]
    )
    assert articles(joined) == [[1, 2]]
    assert joined[0].status is CANCELLED


def test_an_offer_turned_down() -> None:
    parties = ("Mahmoud Abbas", "Olaf Scholz")
    joined = join_contacts(
        [report(1, 9, "talks", parties, OFFERED), report(2, 11, "talks", parties, REFUSED)]
    )
    assert articles(joined) == [[1, 2]]


def test_within_one_article_the_same_call_is_one_history() -> None:
    joined = join_contacts(
        [report(1, 17, "call", PAIR, HELD, day=16), report(1, 17, "call", ("Putin", "Netanyahu"), HELD)]
    )
    assert articles(joined) == [[1, 1]]


def test_newest_history_first() -> None:
    joined = join_contacts(
        [
            report(3, 12, "meeting", ("Antony Blinken", "Isaac Herzog"), HELD, day=12),
            report(1, 16, "call", PAIR, HELD, day=16),
            report(2, 9, "visit", ("Petteri Orpo", "Estonia"), HELD, day=9),
        ]
    )
    assert articles(joined) == [[1], [3], [2]]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param(
            report(1, 9, "call", PAIR, HELD, day=9),
            report(2, 16, "call", PAIR, HELD, day=16),
            id="two calls a week apart",
        ),
        pytest.param(
            report(1, 9, "call", PAIR, HELD), report(2, 16, "call", PAIR, HELD), id="a week apart, no dates"
        ),
        pytest.param(
            report(1, 7, "call", PAIR, HELD, day=7), report(2, 10, "call", PAIR, HELD), id="days after a call"
        ),
        pytest.param(
            report(1, 16, "call", PAIR, HELD, day=16),
            report(2, 16, "meeting", PAIR, HELD, day=16),
            id="a call and a meeting",
        ),
        pytest.param(
            report(1, 18, "meeting", ("Joe Biden", "Israel"), HELD, day=18),
            report(2, 18, "meeting", ("Joe Biden", "Benjamin Netanyahu"), HELD, day=18),
            id="a country and its leader",
        ),
        pytest.param(
            report(1, 17, "talks", ("Antony Blinken", "Israel's war cabinet"), HELD, day=17),
            report(2, 17, "talks", ("Antony Blinken", "Israel"), HELD, day=17),
            id="a country and one body of it",
        ),
        pytest.param(
            report(1, 16, "call", PAIR, HELD, day=16),
            report(2, 17, "call", PAIR, PLANNED),
            id="spoke, and will speak again",
        ),
        pytest.param(
            report(1, 9, "call", PAIR, PLANNED),
            report(2, 30, "call", PAIR, HELD, day=30),
            id="three weeks on",
        ),
        pytest.param(
            report(1, 10, "call", PAIR, PLANNED, day=12),
            report(2, 16, "call", PAIR, HELD, day=16),
            id="another day than was planned",
        ),
        pytest.param(
            report(1, 9, "call", PAIR, DENIED, text="He denied that the two had spoken by telephone."),
            report(2, 16, "call", PAIR, HELD, day=16),
            id="a denial of a call in the past",
        ),
        pytest.param(
            report(1, 10, "call", ("Joe Biden", "Benjamin Netanyahu"), HELD),
            report(2, 10, "call", ("Joe Biden", "Kamala Harris", "Benjamin Netanyahu"), HELD),
            id="a third person and no day",
        ),
        pytest.param(
            report(1, 9, "call", ("Vladimir Putin", "leaders of Israel"), DENIED, text="None is planned."),
            report(2, 10, "call", ("Vladimir Putin", "Recep Tayyip Erdogan"), HELD, day=10),
            id="a leader of another country",
        ),
        pytest.param(
            report(1, 16, "call", ("Hunter Biden", "Benjamin Netanyahu"), HELD, day=16),
            report(2, 16, "call", ("Joe Biden", "Benjamin Netanyahu"), HELD, day=16),
            id="a namesake",
        ),
        pytest.param(
            report(1, 17, "call", PAIR, HELD),
            report(1, 17, "call", PAIR, PLANNED),
            id="spoke and will speak, in one article",
        ),
    ],
)
def test_what_is_not_surely_one_contact_is_two(earlier: ContactReport, later: ContactReport) -> None:
    assert len(join_contacts([earlier, later])) == 2


def test_a_report_that_fits_two_contacts_joins_neither() -> None:
    joined = join_contacts(
        [
            report(1, 7, "call", PAIR, HELD, day=7),
            report(2, 8, "call", PAIR, HELD, day=8),
            report(3, 9, "call", PAIR, HELD),
        ]
    )
    assert sorted(articles(joined)) == [[1], [2], [3]]


def test_a_plan_is_continued_by_the_next_contact_and_not_by_the_one_after() -> None:
    joined = join_contacts(
        [
            report(1, 9, "call", PAIR, PLANNED),
            report(2, 12, "call", PAIR, HELD, day=12),
            report(3, 16, "call", PAIR, HELD, day=16),
        ]
    )
    assert sorted(articles(joined)) == [[1, 2], [3]]
