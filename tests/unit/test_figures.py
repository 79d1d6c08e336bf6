"""Figures, with expectations from reading the sentences and the two seed articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.extractors.attribution.find import find_attributions
from models.extractors.figures import numbers
from models.extractors.figures.find import find_figures
from models.extractors.provenance.statements import resolve_statements
from models.reading import parser
from models.reading.text import clean
from models.types import Figure, Kind, Speaker, Statement

pytestmark = pytest.mark.slow

SEEDS = Path(__file__).parents[2] / ".." / "shared" / "seeds"


def find(text: str, statements: tuple[Statement, ...] = ()) -> tuple[Figure, ...]:
    return find_figures(parser.parse(text, clean(text)), statements)


def told(text: str) -> list[tuple[object, ...]]:
    return [(f.qualifier, f.value, f.unit, f.what, f.place) for f in find(text)]


@pytest.mark.parametrize(
    ("text", "value", "currency", "qualifier"),
    [
        ("about 500 people", 500, None, "about"),
        ("another 2,700 wounded", 2700, None, None),
        ("up to a million people", 1e6, None, "up to"),
        ("at least another 1.5 million people", 1.5e6, None, "at least"),
        ("as many as twenty-five people", 25, None, "up to"),
        ("more than $100 million in aid", 1e8, "USD", "more than"),
        ("€1.5bn of aid", 1.5e9, "EUR", None),
        ("200 million euros", 2e8, "EUR", None),
        ("thirty or more soldiers", 30, None, "at least"),
        ("60 or so boats", 60, None, "about"),
    ],
)
def test_numbers(text: str, value: float, currency: str | None, qualifier: str | None) -> None:
    [number] = numbers.find(text)
    assert (number.value, number.currency, number.qualifier) == (value, currency, qualifier)


@pytest.mark.parametrize(
    "text", ["20 percent", "5%", "no one", "a man", "one of them", "a 40-year-old", "at 5 p.m.", "F-16"]
)
def test_no_numbers(text: str) -> None:
    assert numbers.find(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia detained 12 protesters in Moscow on Sunday.", (None, 12, "people", "detained", "Moscow")),
        ("The US will send $100 million in humanitarian aid to Gaza.", (None, 1e8, "USD", "aid", None)),
        ("Hamas took about 200 people hostage.", ("about", 200, "people", "hostages", None)),
        ("The number of wounded stands at 9,700.", (None, 9700, "people", "wounded", None)),
        (
            "More than a million people were forced to flee their homes.",
            ("more than", 1e6, "people", "displaced", None),
        ),
        ("Some 5,000 people have already left the north.", ("about", 5000, "people", "displaced", None)),
        ("Israel has called up 360,000 reservists.", (None, 360_000, "reservists", "troops", None)),
    ],
)
def test_sentences(text: str, expected: tuple[object, ...]) -> None:
    assert told(text) == [expected]


def test_a_toll_and_who_is_among_it() -> None:
    found = told("The death toll in Gaza rose to 5,087 on Monday, including 2,055 children.")
    assert [row[1:4] for row in found] == [(5087, "people", "killed"), (2055, "children", "killed")]


@pytest.mark.parametrize(
    "text",
    [
        "The strike could kill 300 people.",
        "No one was killed.",
        "The council adopted Resolution 1701 on October 7.",
        "Flight 42 left at 5 o'clock after three hours.",
        "The 2019 elections were free.",
        "The two ministers raised three points.",
        "Their five members met.",
        "The probe weighs 20 tons.",
        "A loaf costs 30 rupees.",
    ],
)
def test_nothing_is_counted(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arland will donate 25 million vaccine doses.", [(None, 25e6, "doses", "vaccine doses")]),
        ("The navy bought four frigates and nearly 20 aircraft.",
         [(None, 4, "frigates", "frigates"), ("nearly", 20, "aircraft", "aircraft")]),
        ("It has launched 31 missiles, surpassing its previous record of 25.",
         [(None, 31, "missiles", "missiles"), (None, 25, "missiles", "missiles")]),
        ("The envoy met 12 of the scholars.", [(None, 12, "scholars", "scholars")]),
        ("The party won 5 seats in 2014.", [(None, 5, "seats", "seats")]),
        ("About 300 soldiers left the country.", [("about", 300, "soldiers", "soldiers")]),
        ("The dam would cost more than $3 billion.", [("more than", 3e9, "USD", "money")]),
    ],
)  # fmt: skip
def test_whatever_is_counted_in_the_plural(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [row[:4] for row in told(text)] == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("10 to 15 people", 10, 15),
        ("between 10 and 15 people", 10, 15),
        ("two or three ships", 2, 3),
        ("$2 to 3 million", 2e6, 3e6),
    ],
)
def test_ranges(text: str, low: float, high: float) -> None:
    [number] = numbers.find(text)
    assert (number.value, number.high) == (low, high)


@pytest.mark.parametrize("text", ["rose from 10 to 15", "won 15 to 10", "10 and 15"])
def test_two_numbers_are_not_always_a_range(text: str) -> None:
    assert [n.high for n in numbers.find(text)] == [None, None]


def test_the_source_is_who_says_so() -> None:
    text = "The ministry said 500 people were killed."
    said = Statement(
        ((18, 40),),
        ((0, 12),),
        ((13, 17),),
        text[18:40],
        Kind.INDIRECT,
        "say",
        speaker=Speaker("The ministry"),
    )
    assert [f.source for f in find(text, (said,))] == ["the ministry"]
    assert [f.source for f in find(text)] == [None]


def sources(text: str) -> list[str | None]:
    parsed = parser.parse(text, clean(text))
    return [f.source for f in find_figures(parsed, resolve_statements(parsed, find_attributions(parsed)))]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Hamas launched an attack killing at least 1,400 people.", None),
        ("The ministry said Hamas launched an attack killing at least 1,400 people.", "the ministry"),
        ("The latest UN calculations say that 12 people were killed.", "the latest UN calculations"),
        ("Police in Arland said 12 men were arrested.", "police in Arland"),
        ("The ministry reported 12 deaths in Gaza.", "the ministry"),
        ("It is reported that 80 people were killed.", "reports"),
        ("He said that 20 people were wounded.", "a speaker"),
    ],
)
def test_a_source_is_who_says_the_figure_and_not_whose_deed_it_was(text: str, source: str | None) -> None:
    assert sources(text) == [source]


@pytest.mark.parametrize(
    "text",
    ["Israel denied killing 500 people.", "The ministry did not confirm that 63 soldiers were killed."],
)
def test_what_is_denied_is_no_figure(text: str) -> None:
    assert sources(text) == []


def test_seed_articles() -> None:
    if not SEEDS.is_dir():
        pytest.skip("the seed articles are not beside this checkout")
    first, second = (told(p.read_text(encoding="utf-8")) for p in sorted(SEEDS.glob("*.txt")))
    assert first == [
        ("about", 500, "people", "killed", None),
        (None, 2700, "people", "wounded", None),
        ("more than", 700, "people", "killed", "Israel"),
        ("more than", 2200, "people", "wounded", "Israel"),
    ]
    assert second == [
        ("up to", 1e6, "people", "displaced", "Gaza Strip"),
        ("at least", 1400, "people", "killed", None),
    ]


def sides(text: str) -> list[tuple[object, ...]]:
    return [(f.value, f.what, f.place, f.whose, f.source) for f in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "About 500 Palestinians have been killed and another 2,700 wounded.",
            [(500, "killed", None, "PS", None), (2700, "wounded", None, "PS", None)],
        ),
        (
            "Israel's dead now number 1,300, the army said.",
            [(1300, "killed", None, "IL", None)],
        ),
        (
            "In Israel the dead number more than 1,400, most of them killed on the first day.",
            [(1400, "killed", "Israel", None, None)],
        ),
        (
            "The number of Armenians killed since Tuesday rose above 60 on Friday.",
            [(60, "killed", None, "AM", None)],
        ),
        (
            "Health officials put the number of dead in Khartoum at about 500 and the injured at 2,700.",
            [
                (500, "killed", "Khartoum", None, "Health officials"),
                (2700, "wounded", "Khartoum", None, "Health officials"),
            ],
        ),
        (
            "A spokesman said that 2,053 people were dead and more than 9,000 hurt.",
            [(2053, "killed", None, None, None), (9000, "wounded", None, None, None)],
        ),
        ("Twelve British citizens were known to be dead.", [(12, "killed", None, "GB", None)]),
        (
            "The Red Crescent spoke of 500 dead. The United Nations put its own figure at 320.",
            [
                (500, "killed", None, None, "the Red Crescent"),
                (320, "killed", None, None, "the United Nations"),
            ],
        ),
        (
            'The ministry put the dead at 471. That number is disputed. A doctor spoke of "at least 250".',
            [(471, "killed", None, None, "the ministry"), (250, "killed", None, None, "a doctor")],
        ),
    ],
)
def test_whose_people_are_counted_and_who_counts_them(text: str, expected: list[object]) -> None:
    assert sides(text) == expected


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("The shelling killed 60 people in the past 24 hours.", True),
        ("Another 12 people were killed in Kharkiv.", True),
        ("Twelve more people were killed in Kharkiv.", True),
        ("About 500 people have been killed and another 2,700 wounded.", False),
        ("At least 700 people have been killed since Saturday.", False),
    ],
)
def test_a_count_of_a_day_is_no_total(text: str, part: bool) -> None:
    assert {f.part for f in find(text)} == {part}


def test_a_list_of_votes_leaves_the_votes_unsaid() -> None:
    text = "Peru won 150 votes, Chile 120 and Norway 90 in a secret ballot on Monday."
    assert [(f.value, f.what) for f in find(text)] == [(150, "votes"), (120, "votes"), (90, "votes")]


def test_a_resolution_in_a_list_of_votes_is_no_vote() -> None:
    [votes] = find("Peru won 150 votes and on October 7 the Council passed Resolution 2728.")
    assert votes.value == 150


def test_votes_that_would_be_needed_are_no_result() -> None:
    assert find("Seven votes are needed for a majority.") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The office put the number of wounded in the north, in all towns, at more than 3,400.",
            [("more than", 3400, "wounded")],
        ),
        (
            "The ministry said that six sailors were known to be dead; ten or more were unaccounted for, "
            "according to Anna Berg, the coastguard's chief.",
            [(None, 6, "killed"), ("at least", 10, "missing")],
        ),
        ("The bank approved 40 million euros of development money.", [(None, 4e7, "aid")]),
        ("The ministers were in two minds about it.", []),
    ],
)
def test_where_the_noun_is_away_from_the_number(text: str, expected: list[tuple[object, ...]]) -> None:
    assert [(f.qualifier, f.value, f.what) for f in find(text)] == expected


def test_a_number_after_a_dispute_over_something_else_is_no_death_toll() -> None:
    told = find("The ministry put the dead at 471. The border is disputed. The road is closed at 250.")
    assert [f.value for f in told] == [471]
