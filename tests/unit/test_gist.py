"""The gist: it adds to the headline and does not point back to the sentence before."""

from __future__ import annotations

import pytest

from models.reading import parser
from models.reading.text import clean
from models.summarizer import candidates, extractive, gist, repeating

pytestmark = pytest.mark.slow

TITLE = "Norway and Chad sign agreement on fisheries"
TEXT = """Norway and Chad signed an agreement on fisheries. \
Under the agreement, Norwegian ships pay forty million dollars a year into a fund for ports in the south.

But the parliament in N'Djamena has to approve the text before the first ships leave in March. \
The Norwegian fisheries minister said that the talks had taken eleven months.
"""


def test_a_sentence_that_only_says_the_title_again_counts_little() -> None:
    parsed = parser.parse(TEXT, clean(TEXT))
    found = candidates.find(parsed)
    weights = gist.fitness(parsed, found, TITLE)
    assert [bool(w < 1) for w in weights] == [True, False, True, False]


@pytest.mark.parametrize(
    ("sentence", "poor"),
    [
        ("Norway hopes that this approach will lead to a lasting agreement on fees.", True),
        ("Norway hopes that the approach this week will lead to an agreement on fees.", False),
        ("This week brought no agreement on fees between Norway and Chad.", False),
    ],
)
def test_a_subject_known_from_the_sentence_before_counts_little(sentence: str, poor: bool) -> None:
    parsed = parser.parse(sentence, clean(sentence))
    assert [bool(w < 1) for w in gist.fitness(parsed, candidates.find(parsed), None)] == [poor]


def test_without_a_title_nothing_is_said_again() -> None:
    parsed = parser.parse(TEXT, clean(TEXT))
    weights = gist.fitness(parsed, candidates.find(parsed), None)
    assert [bool(w < 1) for w in weights] == [False, False, True, False]


def test_a_sentence_that_has_the_title_and_more_is_a_gist() -> None:
    text = (
        "Norway and Chad signed an agreement on fisheries on Monday that pays forty million dollars a year "
        "into a fund for southern ports, ending a dispute of eleven years over fees. More was not said."
    )
    parsed = parser.parse(text, clean(text))
    assert gist.fitness(parsed, candidates.find(parsed), TITLE)[0] == 1


def test_the_gist_is_not_the_headline_again() -> None:
    summary = extractive.summarize(parser.parse(TEXT, clean(TEXT)), (), (), (), "standard", TITLE)
    assert summary.headline == TITLE
    assert len(summary.points) > 1
    assert summary.gist is not None
    assert not summary.gist.text.startswith(("Norway and Chad signed", "But"))


def test_a_sentence_that_only_sums_up_results_counts_little() -> None:
    text = (
        "Ilona Varga summed up the results of the meeting with her counterpart. "
        "Ilona Varga summed up the meeting as a waste of everybody's time."
    )
    parsed = parser.parse(text, clean(text))
    assert [bool(w < 1) for w in gist.fitness(parsed, candidates.find(parsed), None)] == [True, False]


def test_points_and_gist_measure_by_one_rule_what_the_title_says_already() -> None:
    text = "Norway and Chad have signed their agreement on fisheries. The ports in the south get forty ships."
    parsed = parser.parse(text, clean(text))
    found = candidates.find(parsed)
    assert repeating.of_title(parsed, found, TITLE).tolist() == [1.0, 0.0]
    assert extractive.fresh(parsed, found, TITLE).tolist() == [0.0, 1.0]
    assert repeating.of_title(parsed, found, None).tolist() == [0.0, 0.0]
