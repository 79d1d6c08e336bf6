"""Which statements tell a reader something who sees nothing else of the article."""

from __future__ import annotations

import pytest
from stated import BARE, DENIAL, INFINITIVE, NOUN, QUOTATION, REFUSAL, SENTENCE, stated

from models.digest.chosen_statements import reads_alone
from models.types import Kind, Statement


@pytest.mark.parametrize(
    "statement", [REFUSAL, DENIAL, INFINITIVE, NOUN, QUOTATION, SENTENCE, BARE], ids=lambda s: s.text
)
def test_a_clause_with_its_verb_and_a_quotation_stand_by_themselves(statement: Statement) -> None:
    assert reads_alone(statement)


def made(text: str, content: str, clause: str | None, cue: str, kind: Kind = Kind.INDIRECT) -> Statement:
    return stated(text, content, clause=clause, cue=cue, kind=kind)


@pytest.mark.parametrize(
    "statement",
    [
        made("Orlen denied it.", "it", "denied it", "denied"),
        made("Orlen said it was one of them.", "one of them", "said it was one of them", "said"),
        made("Orlen left, urging both sides to wait.", "both sides to wait", "urging both sides to wait",
             "urging"),
        made("Orlen came to urge both sides to wait.", "both sides to wait", "to urge both sides to wait",
             "urge"),
        made("Hamas, its first vote on the plan, by Orlen's account", "its first vote on the plan",
             "Hamas, its first vote on the plan, by Orlen's account", "account"),
        made("Orlen spoke of peace.", "peace", None, "spoke"),
        made('"Not now," Orlen said.', '"Not now,"', "said", "said", Kind.DIRECT),
        made("Orlen told of the outcome a clear sign of the times.", "the outcome a clear sign of the times",
             None, "told"),
    ],
    ids=lambda s: s.text,
)  # fmt: skip
def test_fragments_and_pronouns_do_not(statement: Statement) -> None:
    assert not reads_alone(statement)


def test_what_the_headline_says_is_told_by_the_headline() -> None:
    assert not reads_alone(DENIAL, "Envoy: his staff had met the rebels, but not he")
