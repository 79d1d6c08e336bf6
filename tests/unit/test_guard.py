"""The guard: what a model may reword, and what it may not."""

from __future__ import annotations

import pytest

from models.reading import parser
from models.reading.text import clean
from models.summarizer import candidates
from models.summarizer.guard import Guard
from models.summarizer.words import words

pytestmark = pytest.mark.slow

ARTICLE = (
    "The Russian foreign ministry said on Monday that talks in Geneva could resume within a week. "
    "Sergei Lavrov, the foreign minister, met his Turkish counterpart in Ankara on Friday and flew home. "
    "Turkey did not confirm that 2,700 people were wounded near the border. "
    "“We are ready to talk,” Lavrov told reporters after the meeting. "
    "About 500 lorries crossed at Rafah on Sunday, the United Nations said."
)


def guard_of(article: str) -> Guard:
    parsed = parser.parse(article, clean(article))
    return Guard(parsed, candidates.find(parsed))


@pytest.fixture(scope="module")
def guard() -> Guard:
    return guard_of(ARTICLE)


@pytest.mark.parametrize(
    "sentence",
    [
        "The Russian foreign ministry said on Monday that talks in Geneva could resume within a week.",
        "Sergei Lavrov met his Turkish counterpart in Ankara on Friday.",
        "sergei lavrov, the foreign minister, met his turkish counterpart.",
        "“We are ready to talk,” Lavrov told reporters.",
    ],
)
def test_strict_lets_the_articles_own_words_pass(guard: Guard, sentence: str) -> None:
    assert guard.check(sentence).accepted


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("Talks in Geneva could resume within a week.", "said"),
        ("The Russian foreign ministry said on Monday that talks in Geneva resume within a week.", "could"),
        ("Turkey did confirm that 2,700 people were wounded near the border.", "not"),
        ("500 lorries crossed at Rafah on Sunday, the United Nations said.", "about"),
        ("About 700 lorries crossed at Rafah on Sunday, the United Nations said.", "700"),
        ("Antony Blinken met his Turkish counterpart in Ankara on Friday.", "Blinken"),
        ("Lavrov told reporters “we will never talk” after the meeting.", "quoted"),
        ("Sergei Lavrov flew home and met his Turkish counterpart.", "order"),
        ("Sergei Lavrov could resume within a week.", "order"),
        ("Lavrov.", "short"),
    ],
)
def test_strict_stops_what_the_article_does_not_say(guard: Guard, sentence: str, reason: str) -> None:
    verdict = guard.check(sentence)
    assert not verdict.accepted
    assert reason in verdict.reason


def test_evidence_is_where_the_words_stand(guard: Guard) -> None:
    verdict = guard.check("Sergei Lavrov met his Turkish counterpart in Ankara on Friday.")
    assert [ARTICLE[a:b] for a, b in verdict.evidence] == [
        "Sergei Lavrov",
        "met his Turkish counterpart in Ankara on Friday",
    ]


def test_loose_allows_small_words_and_two_sentences(guard: Guard) -> None:
    sentence = "Sergei Lavrov met his Turkish counterpart in the Ankara on Friday and flew home."
    assert not guard.check(sentence).accepted
    assert guard.check(sentence, "loose").accepted


@pytest.mark.parametrize(
    "sentence",
    [
        "Turkey did confirm that 2,700 people were wounded near the border.",
        "The Russian foreign ministry said on Monday that talks in Geneva resume within a week.",
        "Sergei Lavrov, the defence minister, met his Turkish counterpart in Ankara on Friday and flew home.",
        "About 900 lorries crossed at Rafah on Sunday, the United Nations said.",
        "The United Nations said on Friday that Lavrov crossed at Rafah and was wounded.",
    ],
)
def test_loose_keeps_the_vetoes(guard: Guard, sentence: str) -> None:
    assert not guard.check(sentence, "loose").accepted


def test_numbers_compare_without_grouping() -> None:
    guard = guard_of("At least 1, 400 people died in Israel.")
    assert guard.check("At least 1,400 people died in Israel.").accepted


def test_words_keep_contractions_and_spans() -> None:
    assert [(w.key, w.span) for w in words("Don’t stop", 10)] == [("don't", (10, 15)), ("stop", (16, 20))]
