"""Conditions, questions and forecasts in a report: nobody has said what they contain."""

from __future__ import annotations

import pytest

from models.extractors.attribution.find import find_attributions
from models.reading.parser import parse
from models.reading.text import clean

pytestmark = pytest.mark.slow


def contents(text: str) -> list[str]:
    found = find_attributions(parse(text, clean(text)))
    return [" … ".join(text[s:e] for s, e in a.content) for a in found]


@pytest.mark.parametrize(
    "text",
    [
        "If it is confirmed that the convoy was shelled, the talks will be called off.",
        "Unless Marlia announces that the border is open and declares it safe, the lorries must wait.",
        "Does anyone seriously believe that the envoy was not told?",
        "Why would the minister claim that the bridge is safe?",
        "But can Marlia really insist that it knew nothing?",
        "The decision is set to heighten the concerns of its neighbours about the river.",
        "The recall is likely to prompt warnings that the treaty is dead.",
        "The delay suggests that nobody in the capital has a plan.",
        "History shows that such treaties do not last.",
        "The envoy succeeded Ade Okoro as chair of the river commission.",
    ],
)
def test_what_nobody_has_said_is_no_statement(text: str) -> None:
    assert contents(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The minister said that the talks would end if it rained.", "the talks would end if it rained"),
        ("A report by the commission shows that the bridge is unsafe.", "the bridge is unsafe"),
        ("The fisherman suggests that the guards were asleep.", "the guards were asleep"),
        ("The minister asked why nobody had been told.", "why nobody had been told"),
        (
            "What did Ade Okoro mean when he said “the river is ours to close”?",
            "“the river is ours to close”",
        ),
    ],
)
def test_what_was_said_of_conditions_and_in_questions_is(text: str, content: str) -> None:
    assert content in contents(text)


def test_no_place_at_the_end_of_a_claim_is_its_speaker() -> None:
    assert contents("Sanctions won’t work on Marlia: it is too big, too rich and too proud.") == []


def test_a_headlines_speaker_ends_where_the_occasion_begins() -> None:
    headline = "Border Talks Will Not Be Easy, Says Top EU Envoy Ahead of Okoro-Lind Meeting"
    text = f"{headline}\n\nThe talks begin in Geneva on Monday."
    found = find_attributions(parse(text, clean(text)))
    assert [text[s:e] for a in found for s, e in a.source] == ["Top EU Envoy"]
