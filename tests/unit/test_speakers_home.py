"""Whose minister, ministry or spokesman somebody is, and who is spoken to."""

from __future__ import annotations

from models.extractors.attribution.find import find_attributions
from models.extractors.provenance.statements import resolve_statements
from models.reading.parser import parse
from models.reading.text import clean
from models.types import Statement

MOSCOW = "MOSCOW, October 16 (Meridian) — "


def said(text: str, source: str) -> Statement:
    """The last statement with this source."""
    parsed = parse(text, clean(text))
    found = resolve_statements(parsed, find_attributions(parsed), parsed.copy.dateline)
    return [s for s in found if [text[a:b] for a, b in s.source] == [source]][-1]


def country(text: str, source: str) -> str | None:
    speaker = said(text, source).speaker
    assert speaker is not None
    return speaker.country


def test_a_ministry_elsewhere_is_not_the_datelines() -> None:
    here = MOSCOW + "The health ministry said on Monday that nobody had died."
    there = MOSCOW + "The health ministry in Gaza said on Monday that 2,808 people had died."
    assert country(here, "The health ministry") == "RU"
    assert country(there, "The health ministry in Gaza") == "PS"


def test_the_prime_minister_after_another_countrys_is_not_the_datelines() -> None:
    text = MOSCOW + (
        "Putin called the Israeli prime minister on Monday. "
        "The prime minister said that Israel had been attacked and would not stop."
    )
    assert country(text, "The prime minister") != "RU"


def test_its_spokesman_is_that_of_the_last_to_speak() -> None:
    text = (
        "The Israeli army said on Tuesday that the rocket had come from Gaza.\n\n"
        "The group rejected the accusation as a lie. Its spokesman, Daoud Shehab, said Israel was to blame."
    )
    assert country(text, "Its spokesman, Daoud Shehab") is None


def test_nobody_is_told_to_speak_to_himself() -> None:
    text = "Jens Stoltenberg, the secretary general, promised him: “Your fight is our fight.”"
    assert said(text, "Jens Stoltenberg, the secretary general").audience == ()


def test_neither_side_said_is_a_thing_not_said() -> None:
    text = "Putin and Netanyahu spoke on Monday. Neither side said how long the two men had talked."
    assert said(text, "Neither side").negated


def test_what_the_council_became_is_not_the_ambassadors_office() -> None:
    text = "The Council was a hostage to the ambitions of Western countries, Vassily Nebenzia told reporters."
    speaker = said(text, "Vassily Nebenzia").speaker
    assert speaker is not None
    assert speaker.name == "Vassily Nebenzia"
    assert speaker.role is None
