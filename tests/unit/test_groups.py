"""Who speaks together, and whom "they" and "the two ministers" stand for."""

from __future__ import annotations

import pytest

from models.extractors.attribution.find import find_attributions
from models.extractors.provenance.statements import resolve_statements
from models.reading.parser import parse
from models.reading.text import clean
from models.types import Speaker

MET = "Sergey Lavrov and Hakan Fidan met in Ankara on Monday."
PAIR = "Sergey Lavrov and Hakan Fidan"


def speaker_of(text: str, source: str) -> Speaker:
    """The speaker of the last statement with this source."""
    parsed = parse(text, clean(text))
    found = resolve_statements(parsed, find_attributions(parsed))
    speaker = [s.speaker for s in found if [text[a:b] for a, b in s.source] == [source]][-1]
    assert speaker is not None
    return speaker


@pytest.mark.parametrize(
    ("goes_on", "source"),
    [
        ("They said the grain deal could be revived.", "They"),
        ("The two ministers said the grain deal could be revived.", "The two ministers"),
        ("Both said the grain deal could be revived.", "Both"),
        ("Talks lasted four hours. The two men said the grain deal could be revived.", "The two men"),
    ],
)
def test_those_named_together_speak_together(goes_on: str, source: str) -> None:
    assert speaker_of(f"{MET} {goes_on}", source).name == PAIR


def test_those_who_meet_speak_together() -> None:
    text = "Sergey Lavrov met Hakan Fidan in Ankara. The two ministers said the deal could be revived."
    assert speaker_of(text, "The two ministers").name == PAIR


def test_countries_speak_together_and_are_none_of_them_alone() -> None:
    text = "France, Germany and Britain said on Friday that the talks had failed. They said Iran must comply."
    together = speaker_of(text, "France, Germany and Britain")
    assert (together.name, together.country, together.kind) == ("France, Germany and Britain", None, "group")
    assert speaker_of(text, "They").name == "France, Germany and Britain"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"{MET} Diplomats followed them. They said the deal could be revived.", "They"),
        (f"{MET} The three ministers said the deal could be revived.", "The three ministers"),
        (f"{MET} The two countries said the deal could be revived.", "The two countries"),
        (
            f"{MET} " + "It rained. " * 4 + "The two ministers said the deal could be revived.",
            "The two ministers",
        ),
        ("Sergey Lavrov and Annalena Baerbock met. The two men said the deal was dead.", "The two men"),
    ],
)
def test_no_name_where_others_come_into_question(text: str, source: str) -> None:
    assert speaker_of(text, source).name is None


def test_the_leaders_of_two_countries_are_no_one_countrys() -> None:
    text = "The leaders of Japan and South Korea said on Friday that they would cooperate."
    speaker = speaker_of(text, "The leaders of Japan and South Korea")
    assert (speaker.role, speaker.country) == ("leaders of Japan and South Korea", None)
