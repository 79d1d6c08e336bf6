"""The measures that all benchmarks share."""

from __future__ import annotations

import pytest

from bench.polnear import Said
from bench.scores import Rate, f1, letters, match, prf

TEXT = "Amund said that the ferry had left. It had left, said Amund, and Brit said so too."


def said(content: str, source: str) -> Said:
    def at(words: str) -> tuple[tuple[int, int], ...]:
        start = TEXT.index(words)
        return ((start, start + len(words)),) if words else ()

    return Said(at(content), at(source), ())


def test_precision_recall_and_f1() -> None:
    found = prf(hits=3, predicted=4, gold=6)
    assert (found.precision, found.recall) == (0.75, 0.5)
    assert found.f1 == pytest.approx(0.6)


def test_nothing_found_or_nothing_wanted_scores_nothing() -> None:
    assert prf(0, 0, 5) == (0.0, 0.0, 0.0)
    assert prf(0, 5, 0) == (0.0, 0.0, 0.0)
    assert f1(0.0, 0.0) == 0.0
    assert Rate().share == 0.0


def test_letters_leave_out_spaces_and_punctuation() -> None:
    assert letters("a, b 1!", [(0, 7)]) == {0, 3, 5}


def test_each_gold_attribution_has_one_match_at_most() -> None:
    gold = [said("the ferry had left", "Amund")]
    twice = [said("the ferry had", "Amund"), said("that the ferry had left", "Amund")]
    assert [(m.gold, m.predicted) for m in match(TEXT, gold, twice)] == [(0, 1)]


def test_of_two_that_overlap_alike_the_one_with_the_right_source_is_matched() -> None:
    gold = [said("the ferry had left", "Amund")]
    alike = [said("the ferry had left", "Brit"), said("the ferry had left", "Amund")]
    assert [(m.predicted, m.who) for m in match(TEXT, gold, alike)] == [(1, True)]


def test_less_than_half_of_the_content_is_no_match() -> None:
    assert match(TEXT, [said("that the ferry had left", "Amund")], [said("left", "Amund")]) == []


def test_neither_naming_a_source_is_the_same_source() -> None:
    (found,) = match(TEXT, [said("It had left", "")], [said("It had left", "")])
    assert found.who


def test_function_words_alone_are_no_shared_source() -> None:
    (found,) = match(TEXT, [said("It had left", "Amund, and")], [said("It had left", "and")])
    assert not found.who
