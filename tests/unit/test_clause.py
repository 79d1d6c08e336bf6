"""The clause that people are shown of a statement, its polarity, and statements within statements."""

from __future__ import annotations

import pytest

from models.extractors.attribution.find import find_attributions
from models.extractors.provenance.statements import resolve_statements, without_echoes
from models.reading.parser import parse
from models.reading.text import clean
from models.types import Certainty, Polarity, Statement

pytestmark = pytest.mark.slow


def statements(text: str) -> tuple[Statement, ...]:
    parsed = parse(text, clean(text))
    return without_echoes(resolve_statements(parsed, find_attributions(parsed), parsed.copy.dateline))


def the_one(text: str) -> Statement:
    [found] = statements(text)
    return found


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("The president urged both sides to cease fire.", "urged both sides to cease fire"),
        (
            "The ministry refused to say whether a date had been set.",
            "refused to say whether a date had been set",
        ),
        (
            "The envoy had reportedly told Oslo that he would resign.",
            "had reportedly told Oslo that he would resign",
        ),
        (
            "A minister was quoted as saying that the port would close.",
            "was quoted as saying that the port would close",
        ),
    ],
)
def test_the_verb_with_its_content_and_without_its_speaker(text: str, clause: str) -> None:
    found = the_one(text)
    assert found.clause_text == clause
    assert found.clause is not None
    assert text[slice(*found.clause)] == clause


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("“We will not sign,” the minister told reporters in Geneva.", "told reporters in Geneva"),
        ("The minister said in a statement: “We will not sign.”", "said in a statement"),
    ],
)
def test_of_a_quotation_the_part_of_the_verb(text: str, clause: str) -> None:
    assert the_one(text).clause_text.rstrip(":") == clause


@pytest.mark.parametrize(
    "text",
    [
        "The talks will go on, the ministry said.",
        "According to the ministry, the talks will go on.",
        "Neither side said how long the talks had lasted.",
    ],
)
def test_the_whole_sentence_where_no_stretch_is_a_clause(text: str) -> None:
    assert the_one(text).clause_text == text


@pytest.mark.parametrize(
    "text",
    [
        "The ministry refused to say whether a date had been set.",
        "A spokesman declined to comment on the report.",
        "The premier neither confirmed nor denied the meeting.",
        "Officials would neither confirm nor deny that a strike had taken place.",
        "The minister would not say whether the talks would go on.",
        "The statement did not name the attackers.",
        "The embassy did not respond to a request for comment.",
        "The general declined to identify the officers.",
        "The ministry declined an interview request.",
        "Japan has not said whether it will join.",
    ],
)
def test_silence_is_declined(text: str) -> None:
    assert the_one(text).polarity is Polarity.DECLINED


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Lisbon denied that it had planned a call.", "it had planned a call"),
        ("Lisbon denies any links to the attack.", "any links to the attack"),
        ("The palace dismissed reports that the leaders had spoken.", "the leaders had spoken"),
        ("Lisbon brushed aside accusations that it had armed the rebels.", "it had armed the rebels"),
    ],
)
def test_a_denial_is_of_the_matter(text: str, content: str) -> None:
    found = the_one(text)
    assert (found.polarity, found.text) == (Polarity.DENIED, content)


@pytest.mark.parametrize(
    "text",
    [
        "The government rejected the proposal.",
        "She did not deny that the envoys had met.",
        "The president said he would not comment on the case.",
        "The minister ruled out a meeting with the rebels.",
        "He is not convinced that sanctions work.",
        "The embassy declined the request of the police.",
    ],
)
def test_neither_denial_nor_silence(text: str) -> None:
    assert {s.polarity for s in statements(text)} == {Polarity.SAID}


def test_a_statement_within_a_statement_comes_by_way_of_the_outer_speaker() -> None:
    text = "Finland's foreign minister Anna Salo said Norway had promised that the border would stay open."
    outer, inner = statements(text)
    assert outer.text == "Norway had promised that the border would stay open"
    assert inner.text == "the border would stay open"
    assert inner.speaker is not None
    assert inner.speaker.name == "Norway"
    assert (inner.via, inner.certainty) == (("Anna Salo",), Certainty.REPORTED)


def test_what_somebody_said_of_their_own_belief_is_one_statement() -> None:
    text = "Finland's foreign minister Anna Salo said she believed that the border would stay open."
    assert [s.text for s in statements(text)] == ["she believed that the border would stay open"]


def test_a_particle_behind_the_content_is_shown() -> None:
    found = the_one("Foreign Minister Astrid Holm has spelled the conditions out.")
    assert found.clause_text == "has spelled the conditions out"
    assert found.text == "the conditions"


def test_of_a_matter_told_twice_the_fuller_telling_is_kept() -> None:
    text = (
        "Norway denies recalling its envoy from Iceland\n\n"
        "Norway denies recalling its envoy from Iceland over the quotas of cod.\n\n"
        "The harbours were open on Monday, and the fleets of both countries were at sea."
    )
    assert [s.text for s in statements(text)] == ["recalling its envoy from Iceland over the quotas of cod"]
