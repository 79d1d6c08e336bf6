"""Lists of reactions: what stands below a heading is the named speaker's, and nobody else's."""

from __future__ import annotations

import pytest

from models.analyst import Analyst
from models.reading import reactions
from models.types import Article, Kind, Speaker, Statement

LEAD = """World reacts to army takeover in Marlia

PORT LARN, May 4 (Reuters) - Soldiers in Marlia said on Monday that they had removed President Ola Brand, who
took office in 2019 and was expected to stand again in the autumn, and closed the borders of the country.

Here are some of the reactions to what happened in the capital during the night:
"""


@pytest.mark.parametrize(
    ("line", "name", "role", "place"),
    [
        ("FRENCH GOVERNMENT SPOKESPERSON LUC MOREL", "LUC MOREL", "FRENCH GOVERNMENT SPOKESPERSON", None),
        ("EU foreign policy chief Mara Lind:", "Mara Lind", "EU foreign policy chief", None),
        ("RUSSIA - Ministry spokeswoman Vera Orlova:", "Vera Orlova", "Ministry spokeswoman", None),
        ("Mara Lind, European Commission president", "Mara Lind", "European Commission president", None),
        ("US SECRETARY OF STATE TOM BAKER, ON X", "TOM BAKER", "US SECRETARY OF STATE", None),
        ("**FRANCE**", None, None, "FRANCE"),
        ("Chinese foreign ministry", None, None, "Chinese foreign ministry"),
    ],
)  # fmt: skip
def test_a_heading_names_a_speaker(line: str, name: str | None, role: str | None, place: str | None) -> None:
    found = reactions.read(line)
    assert found is not None
    assert (found.name, found.role, found.place) == (name, role, place)


@pytest.mark.parametrize(
    "line",
    ["Foreign minister visits Oslo", "Talks in Geneva", "Minister under fire", "The way forward",
     "The French president said so.", "Middle East", "Brussels"],
)  # fmt: skip
def test_other_headings_name_nobody(line: str) -> None:
    assert reactions.read(line) is None


def test_sections_of_a_news_report_are_no_reactions() -> None:
    assert not reactions.headings(
        ["Talks go on", "France", "It was a quiet day.", "Russia", "So it was there."]
    )


def said(*paragraphs: str) -> tuple[Statement, ...]:
    return Analyst().analyse(Article("\n\n".join((LEAD.strip(), *paragraphs)))).statements


def one(statements: tuple[Statement, ...], word: str) -> tuple[Statement, Speaker]:
    """The one statement that has the word, and its speaker."""
    [found] = [s for s in statements if word in s.text]
    assert found.speaker is not None
    return found, found.speaker


@pytest.mark.slow
def test_quotations_below_a_person_are_hers() -> None:
    found = said(
        "FRENCH GOVERNMENT SPOKESPERSON LUC MOREL",
        "“We condemn the coup.”",
        "RUSSIA - Foreign Ministry spokeswoman Vera Orlova:",
        "“We saw the reports with concern.” She said Moscow was ready to help.",
        "Moscow had heard from “all parties” and hoped for calm.",
        "Tom Baker, US secretary of state",
        "“This is a dark day for all who met President Brand.”",
        "He thanked the neighbours of Marlia for their patience.",
    )
    statement, morel = one(found, "condemn the coup")
    assert (morel.name, morel.role, morel.country) == ("Luc Morel", "government spokesperson", "FR")
    assert statement.kind is Kind.DIRECT
    assert one(found, "with concern")[1].name == "Vera Orlova"
    assert one(found, "ready to help")[1].name == "Vera Orlova"
    statement, orlova = one(found, "all parties")
    assert (orlova.name, orlova.country, statement.kind) == ("Vera Orlova", "RU", Kind.MIXED)
    assert one(found, "dark day")[1].name == "Tom Baker"
    assert one(found, "neighbours of Marlia")[1].name == "Tom Baker"


@pytest.mark.slow
def test_below_a_country_its_people_speak() -> None:
    found = said(
        "BRITAIN",
        "Foreign Secretary Jane Holt said she was following events closely.",
        "“All sides should show restraint,” she said.",
        "FRANCE",
        "“France condemns the seizure of power by force.”",
        "GERMANY",
        "Chancellor Karl Voss said it was “a black day for Marlia”.",
        "He added that Berlin would review its aid.",
    )
    _, holt = one(found, "following events")
    assert (holt.name, holt.country) == ("Jane Holt", "GB")
    assert one(found, "restraint")[1].name == "Jane Holt"
    _, france = one(found, "France condemns")
    assert (france.name, france.kind) == ("France", "country")
    assert one(found, "review its aid")[1].name == "Karl Voss"


@pytest.mark.slow
def test_somebody_else_named_there_keeps_her_words() -> None:
    found = said(
        "FRENCH GOVERNMENT SPOKESPERSON LUC MOREL",
        "“We condemn the coup.”",
        "Italian Foreign Minister Gina Ferri said Rome agreed with every word of it.",
        "GERMAN GOVERNMENT",
        "“The borders must be opened at once.”",
    )
    assert one(found, "Rome agreed")[1].name == "Gina Ferri"
    _, german = one(found, "borders must be opened")
    assert (german.kind, german.country) == ("body", "DE")
