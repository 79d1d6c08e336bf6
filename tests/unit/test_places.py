"""Countries, demonyms, capitals and the bodies that speak for them."""

from __future__ import annotations

import pycountry
import pytest

from models.knowledge.places import country_in, country_name, demonym, place
from models.lexicon import load


@pytest.mark.parametrize(
    ("name", "stands_for", "kind", "country"),
    [
        ("Moscow", "Russia", "country", "RU"),
        ("the Kremlin", "Kremlin", "body", "RU"),
        ("Downing Street", "Downing Street", "body", "GB"),
        ("White House", "White House", "body", "US"),
        ("the Élysée", "Élysée Palace", "body", "FR"),
        ("Brussels", "European Union", "body", "EU"),
        ("U.N.", "United Nations", "body", "UN"),
        ("IDF", "Israel Defense Forces", "body", "IL"),
        ("Hamas", "Hamas", "body", "PS"),
        ("NATO", "NATO", "body", None),
        ("U.S.", "United States", "country", "US"),
        ("the United Kingdom", "United Kingdom", "country", "GB"),
        ("Ivory Coast", "Ivory Coast", "country", "CI"),
    ],
)
def test_what_a_name_stands_for(name: str, stands_for: str, kind: str, country: str | None) -> None:
    found = place(name)
    assert found is not None
    assert (found.kind, found.country) == (kind, country)
    assert found.name == stands_for or country_name(country or "") == found.name


@pytest.mark.parametrize(
    ("phrase", "country"),
    [
        ("South Korean president", "KR"),
        ("Russian foreign minister", "RU"),
        ("Moscow's envoy", "RU"),
        ("New Jersey governor", "US"),
        ("Kremlin spokesman", "RU"),
        ("chief of the Israeli general staff", "IL"),
    ],
)
def test_the_country_of_a_role(phrase: str, country: str) -> None:
    assert country_in(phrase) == (True, country)


def test_a_city_in_a_name_is_no_country() -> None:
    assert country_in("Moscow mayor") == (False, None)
    assert country_in("Washington Post reporter") == (False, None)


def test_a_body_above_countries_is_found_without_one() -> None:
    assert country_in("NATO secretary general") == (True, None)


def test_a_polish_word_in_small_letters_is_no_country() -> None:
    assert demonym("Polish") == "PL"
    assert country_in("polish minister") == (False, None)


def test_all_codes_are_in_iso_3166() -> None:
    known = {c.alpha_2 for c in pycountry.countries} | {"XK"}  # Kosovo's code is reserved for users
    data = load("places")
    for section in ("names", "demonyms", "capitals", "cities", "seats", "bodies", "regions"):
        assert set(data[section]) <= known, section
