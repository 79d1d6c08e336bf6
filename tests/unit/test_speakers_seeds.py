"""The two articles the project began with: who says what in them, by reading."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from models.extractors.attribution.find import find_attributions
from models.extractors.provenance.statements import resolve_statements
from models.reading.parser import parse
from models.reading.text import clean
from models.types import Certainty, Statement

SEEDS = Path(__file__).parents[2] / ".." / "shared" / "seeds"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="needs the two seed articles in ../shared/seeds"),
]


@cache
def analysed(prefix: str) -> tuple[str, tuple[Statement, ...]]:
    text = next(SEEDS.glob(f"{prefix}*.txt")).read_text(encoding="utf-8")
    parsed = parse(text, clean(text))
    return text, resolve_statements(parsed, find_attributions(parsed), parsed.copy.dateline)


def containing(prefix: str, words: str) -> Statement:
    """The one statement whose content has these words."""
    return next(s for s in analysed(prefix)[1] if words in s.text)


@pytest.mark.parametrize(
    "words",
    [
        "no plans at the moment to contact",
        "there are no such contacts on his schedule",
        "a serious danger for the region",
        "unlikely that anything can be added",
        "necessary to steer this situation",
    ],
)
def test_all_that_peskov_says_is_his(words: str) -> None:
    who = containing("000", words).speaker
    assert who is not None
    assert (who.name, who.role, who.country) == ("Dmitry Peskov", "Kremlin spokesman", "RU")


def test_the_first_sentence_was_told_to_reporters() -> None:
    assert containing("000", "no plans at the moment to contact").audience == ("reporters",)


def test_the_answer_to_a_question_is_the_occasion() -> None:
    statement = containing("000", "there are no such contacts on his schedule")
    assert statement.occasion == "in answering a relevant question"
    assert "such contacts can be scheduled very quickly" in statement.text


@pytest.mark.parametrize(
    ("words", "name", "role", "country"),
    [
        ("they was launching Operation Iron Swords", "Israel Defense Forces", None, "IL"),
        ("a response to aggressive actions", "Ismail Haniyeh", "Hamas Politburo head", "PS"),
        ("be expanded nationwide", "Yoav Gallant", "defense minister", "IL"),
    ],
)
def test_the_other_voices(words: str, name: str, role: str | None, country: str) -> None:
    who = containing("000", words).speaker
    assert who is not None
    assert (who.name, who.role, who.country) == (name, role, country)


def test_what_putin_allegedly_told_netanyahu() -> None:
    statement = containing("004", "to facilitate the normalization")
    assert statement.speaker is not None
    assert statement.speaker.name == "Vladimir Putin"
    assert statement.speaker.country == "RU"
    assert statement.certainty is Certainty.ALLEGED
    assert statement.via == ("Ukrainska Pravda",)
    assert statement.audience == ("Benjamin Netanyahu",)


def test_advisers_cited_by_cnn() -> None:
    statement = containing("004", "poses a significant threat")
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.speaker.country) == (None, "US")
    assert statement.speaker.role == "advisers to the US president"
    assert (statement.via, statement.certainty) == (("CNN",), Certainty.REPORTED)


def test_blinkens_words_are_blinkens() -> None:
    who = containing("004", "is to go to Israel on Wednesday").speaker
    assert who is not None
    assert (who.name, who.role, who.country) == ("Antony Blinken", "secretary of state", "US")


def test_hedges_differ_from_sentence_to_sentence() -> None:
    assert containing("004", "his country was ready to work").certainty is Certainty.ALLEGED
    assert containing("004", "repression against the civilian population").certainty is Certainty.REPORTED


def test_every_evidence_holds_its_cue() -> None:
    found = [(s, cue) for prefix in ("000", "004") for s in analysed(prefix)[1] for cue in s.cue]
    assert len(found) > 20
    for statement, (start, end) in found:
        assert any(s <= start and end <= e for s, e in statement.evidence)
