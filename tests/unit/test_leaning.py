"""What statements point back at, and the sentence that is shown with them."""

from __future__ import annotations

from functools import cache

import pytest

from models.analyst import Analyst
from models.digest.chosen_statements import reads_alone, reads_in_context
from models.types import Article, Statement

OPENING = "Astrid Holm, the foreign minister of Norway, came to Geneva on Monday for talks on fishing rights."


@cache
def _said(text: str) -> tuple[Statement, ...]:
    return Analyst().analyse(Article(text)).statements


def one(*sentences: str, words: str) -> Statement:
    """The statement that has ``words`` among those of a text of these sentences, a paragraph each."""
    said = _said("\n\n".join((OPENING, *sentences)))
    found = [s for s in said if words in s.text or words in s.clause_text]
    assert found, words
    return found[0]


CLOSED = "Norway closed its harbours to trawlers last week."
ROUNDS = "There have been five rounds of negotiations since spring."


@pytest.mark.parametrize(
    ("before", "sentence", "words"),
    [
        (CLOSED, "Holm said the step had been overdue for years.", "the step"),
        (CLOSED, "No neighbour had taken such a step, Holm said.", "such a step"),
        (CLOSED, "“That's not the way among neighbours,” Holm said.", "not the way"),
        (ROUNDS, "The sixth, planned for June, was called off, Holm said.", "The sixth"),
        (ROUNDS, "Holm said that they had brought nothing but delay.", "nothing but delay"),
        ("Iceland recalled its envoy.", "“We recalled ours as well,” Holm said.", "ours"),
    ],
)
def test_a_statement_that_points_back_is_shown_with_what_it_points_at(
    before: str, sentence: str, words: str
) -> None:
    said = one(before, sentence, words=words)
    assert said.context_text == before
    assert not reads_alone(said)
    assert reads_in_context(said)


def test_the_sentence_shown_is_the_one_that_has_the_word() -> None:
    met = "A meeting of the two fleets' owners was held in Bergen on Friday."
    said = one(met, "Prices have risen since.", "Holm called the meeting a farce.", words="farce")
    assert said.context_text == met


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Holm said the decision to close the harbours had been hers.", "harbours had been hers"),
        ("Holm said it was time to talk about fishing.", "time to talk"),
        ("Holm said a step had been taken, and that the step was overdue.", "a step had been taken"),
        ("Holm said Norway would keep its harbours closed.", "harbours closed"),
        ("Norway said it would keep its harbours closed.", "harbours closed"),
        ("Holm said the resolution adopted by the council was overdue.", "was overdue"),
    ],
)
def test_a_statement_that_stands_alone_has_no_context(sentence: str, words: str) -> None:
    said = one(CLOSED, sentence, words=words)
    assert said.context is None
    assert said.context_text == ""
    assert reads_alone(said)


def test_nothing_from_beyond_a_heading_is_shown() -> None:
    text = f"{OPENING}\n\n{CLOSED}\n\nQuiet on the quays\n\nHolm said the step had been overdue for years."
    said = [s for s in _said(text) if "the step" in s.text]
    assert [s.context for s in said] == [None]


def test_what_the_headline_names_needs_no_context() -> None:
    text = f"{OPENING}\n\n{CLOSED}\n\nHolm said the step had been overdue."
    article = Article(text, "A step against trawlers")
    said = [s for s in Analyst().analyse(article).statements if "the step" in s.text]
    assert [s.context for s in said] == [None]
    assert reads_alone(said[0], "A step against trawlers")


def test_an_answer_is_shown_with_its_question() -> None:
    text = (
        "Transcript of the press conference by Foreign Minister Astrid Holm\n\n"
        "QUESTION: Thank you, Minister. Why were the harbours closed to trawlers last week?\n\n"
        "FOREIGN MINISTER HOLM: Because the stocks of cod have fallen by half within three years.\n\n"
        "QUESTION: Will they be open again before the summer is over?\n\n"
        "FOREIGN MINISTER HOLM: We shall see what the scientists tell us in August about the cod."
    )
    assert [s.context_text for s in _said(text)] == [
        "Why were the harbours closed to trawlers last week?",
        "Will they be open again before the summer is over?",
    ]


TALK = (
    "Interview: Foreign minister on fishing rights\n\n"
    "Karin Dahl: Of all the states of the north, Norway is the one whose villages live from the sea. Its "
    "foreign minister came to our studio to talk about the closed harbours.\n\n"
    "Ola Berg: Minister, why were the harbours closed to trawlers last week?\n\n"
    "Astrid Holm, Norwegian Foreign Minister: Because the stocks of cod have fallen by half within three "
    "years. We gave our neighbours notice of that in the autumn.\n\n"
    "Ola Berg: Will they be open again before the summer is over?\n\n"
    "Astrid Holm: We shall see what the scientists tell us in August about the cod."
)


def test_a_talk_is_told_by_its_answers_and_not_by_what_leads_on_to_it() -> None:
    analysis = Analyst().analyse(Article(TALK))
    assert {s.speaker.name for s in analysis.statements if s.speaker} == {"Astrid Holm"}
    assert not [p.text for p in analysis.summary.points if "villages" in p.text or "studio" in p.text]
    assert "Because the stocks of cod" in " ".join(p.text for p in analysis.summary.points)
