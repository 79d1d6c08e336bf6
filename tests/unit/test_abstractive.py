"""Bigger models under guard: whatever they write, only the article's words are shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.reading import parser
from models.reading.text import clean
from models.summarizer import abstractive, extractive, verbatim, writers
from models.summarizer.abstractive import Abstractive
from models.types import Summary

pytestmark = pytest.mark.slow

ARTICLE = (
    "Sergei Lavrov, the Russian foreign minister, met his Turkish counterpart in Ankara on Friday. "
    "Turkey did not confirm that a ceasefire had been discussed. "
    "Some 500 lorries were waiting at the Rafah crossing on Sunday, the United Nations said."
)


def under_guard(monkeypatch: pytest.MonkeyPatch, written: str, rule: abstractive.Rule = "strict") -> Summary:
    """The summary made of an article for which the model writes ``written``."""
    monkeypatch.setattr(abstractive, "open_writer", lambda *_: lambda article, words: written)
    parsed = parser.parse(ARTICLE, clean(ARTICLE))
    extract = extractive.summarize(parsed, (), (), ())
    return Abstractive("chat:made-up", rule).summarize(parsed, extract)


def test_a_faithful_sentence_is_shown_as_the_models(monkeypatch: pytest.MonkeyPatch) -> None:
    summary = under_guard(monkeypatch, "Sergei Lavrov met his Turkish counterpart in Ankara on Friday.")
    assert [(p.text, p.verbatim) for p in summary.points] == [
        ("Sergei Lavrov met his Turkish counterpart in Ankara on Friday.", False)
    ]
    assert summary.model == "chat:made-up"


@pytest.mark.parametrize(
    ("written", "closest"),
    [
        ("Sergei Lavrov met Antony Blinken in Ankara on Friday.", 0),
        ("Turkey did confirm that a ceasefire had been discussed.", 1),
        ("Some 900 lorries were waiting at the Rafah crossing.", 2),
    ],
)
def test_an_invention_gives_way_to_the_closest_sentence(
    monkeypatch: pytest.MonkeyPatch, written: str, closest: int
) -> None:
    summary = under_guard(monkeypatch, written)
    own = [s if s.endswith(".") else s + "." for s in ARTICLE.split(". ")]
    assert [(p.text, p.verbatim) for p in summary.points] == [(own[closest], True)]
    assert all(verbatim.check(p, ARTICLE) for p in summary.points)


def test_two_inventions_never_bring_the_same_sentence_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    summary = under_guard(
        monkeypatch, "Lavrov flew to Ankara with Blinken. Lavrov went to Ankara with Blinken."
    )
    assert len({p.text for p in summary.points}) == len(summary.points) == 2


def test_an_empty_answer_leaves_the_extract(monkeypatch: pytest.MonkeyPatch) -> None:
    assert under_guard(monkeypatch, "").model == extractive.MODEL


def test_windows_cut_between_sentences() -> None:
    assert abstractive.windows(["one two", "three four", "five"], longest=4) == ["one two three four", "five"]
    assert abstractive.windows([], longest=4) == []


def test_an_unfinished_sentence_and_list_marks_are_dropped() -> None:
    assert abstractive.sentences("1. Talks resumed in Geneva.\n- The ministers then") == [
        "Talks resumed in Geneva."
    ]


@pytest.mark.parametrize("name", ["bart", "seq2seq:", "magic:model"])
def test_an_unknown_kind_of_name_says_which_there_are(name: str) -> None:
    with pytest.raises(ValueError, match="Use extractive, seq2seq"):
        writers.open_writer(name)


def test_a_model_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(writers.SummarizerUnavailable, match="Check ATTACHE_SUMMARIZER"):
        writers.open_writer(f"chat:{tmp_path / 'missing'}")
