"""What diplomacy calls by words that politics at home hardly knows."""

from __future__ import annotations

import pytest

from models.extractors.attribution.find import find_attributions
from models.extractors.provenance.statements import resolve_statements
from models.reading.parser import parse
from models.reading.text import clean

# Behind a first paragraph of no statement: what stands first in an article is taken more readily.
BEFORE = "GENEVA, October 12 (Meridian) — The talks went into a third day on Thursday.\n\n"


@pytest.mark.parametrize(
    ("sentence", "act", "content"),
    [
        ("Ankara denied having fired on the convoy.", "deny", "having fired on the convoy"),
        ("The Kremlin ruled out a meeting.", "reject", "a meeting"),
        ("The envoy played down the dispute.", "say", "the dispute"),
        ("Vietnam objected to the map.", "criticize", "the map"),
        ("The two sides agreed on a ceasefire.", "agree", "a ceasefire"),
        ("The aid groups appealed for calm.", "ask", "calm"),
        ("China welcomed the agreement.", "praise", "the agreement"),
        (
            "The visitor conveyed to the president that the junta would step down.",
            "say",
            "the junta would step down",
        ),
        (
            "The minister told parliament behind closed doors that the maps were finished.",
            "say",
            "the maps were finished",
        ),
    ],
)
def test_found(sentence: str, act: str, content: str) -> None:
    text = BEFORE + sentence
    parsed = parse(text, clean(text))
    found = [(s.act, s.text) for s in resolve_statements(parsed, find_attributions(parsed))]
    assert (act, content) in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Manila summoned the Chinese ambassador.",
        "Israel withdrew its ambassador.",
        "Russia attacked Odesa with drones.",
        "The Security Council failed to adopt the resolution.",
        "The two countries signed an agreement on trade.",
        "The delegation left for Cairo.",
        "The report appeared on Friday, citing two diplomats.",
    ],
)
def test_deeds_are_no_words(sentence: str) -> None:
    text = BEFORE + sentence
    assert not find_attributions(parse(text, clean(text)))


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("The spokesman would neither confirm nor deny the report.", "decline_to_comment"),
        ("The ministry did not respond to a request for comment.", "decline_to_comment"),
        ("The ministry declined to comment on the report.", "decline_to_comment"),
        ("The ministry would not say whether the talks would go on.", "refuse"),
        ("The envoy refused to disclose the route.", "refuse"),
        ("The ministry gave no details about the visit.", "decline_to_comment"),
    ],
)
def test_silence_is_told_as_silence(sentence: str, act: str) -> None:
    text = BEFORE + sentence
    assert [(a.act, a.negated) for a in find_attributions(parse(text, clean(text)))] == [(act, True)]


def test_a_source_is_not_cut_at_a_hyphen() -> None:
    text = BEFORE + "The relief co-ordinator said that nothing had got through."
    [found] = find_attributions(parse(text, clean(text)))
    assert [text[a:b] for a, b in found.source] == ["The relief co-ordinator"]
