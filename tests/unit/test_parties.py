"""Who the parties of a contact are: equal keys for equal parties, and their countries."""

from __future__ import annotations

import pytest

from models.knowledge.parties import countries_told, country_around, party
from models.types import Speaker


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
        ("Moscow", "Russia"),
        ("the European Union", "European Union"),
    ],
)
def test_one_party_has_one_key(one: str, other: str) -> None:
    assert party(one).key == party(other).key


def test_two_parties_have_two_keys() -> None:
    assert party("Hunter Biden").key != party("Joe Biden").key
    assert party("Israeli officials").key != party("Israel").key


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Israel", "IL"),
        ("Washington", "US"),
        ("European Union", "EU"),
        ("Vladimir Putin", "RU"),
        ("Israeli officials", "IL"),
        ("leaders of Chile", "CL"),
        ("Chad Freeman", None),  # a first name, and no country
        ("Ann Hill", None),
    ],
)
def test_the_country_of_a_party(name: str, country: str | None) -> None:
    assert party(name).country == country


def test_a_group_of_two_countries_belongs_to_both() -> None:
    assert party("leaders of Chile or Peru").countries == ("CL", "PE")
    assert party("leaders of Chile or Peru").country is None


def test_what_the_article_tells_of_a_person_counts_first() -> None:
    speakers = [
        Speaker("Hill", "Ann Hill", "envoy", "NZ", "person"),
        Speaker("the ministry", "Foreign Ministry", None, "NO", "body"),
        None,
    ]
    known = countries_told(speakers)
    assert party("Ann Hill", known).country == "NZ"
    assert party("Ben Hill", known).country is None


@pytest.mark.parametrize(
    ("place", "country"), [("Israel", "IL"), ("Amman", "JO"), ("Gaza", "PS"), ("Nowhere", None)]
)
def test_the_country_around_a_place(place: str, country: str | None) -> None:
    assert country_around(place) == country
