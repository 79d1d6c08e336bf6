"""Statements, contacts and figures on the project's own gold, from text to card: ``python -m bench.gold``.

Unlike ``bench.speakers`` nothing is given: attributions are found, then resolved. The figures are those of
the dispatches that are open to be read; ``--aside`` gives those of the rest.
"""

from __future__ import annotations

import argparse

from bench.gold import facts
from bench.gold.facts_score import FactScores, Tally
from bench.gold.facts_score import score as score_facts
from bench.gold.loader import part
from bench.gold.score import Scores, score
from models.analyst import Analyst
from models.extractors.attribution.find import find_attributions
from models.extractors.provenance.statements import resolve_statements, without_echoes
from models.reading.parser import parse
from models.reading.text import clean
from models.types import Article, Contact, Figure, Statement


def measured(*, aside: bool = False) -> Scores:
    """The scores of everything found in the open dispatches of ``bench/gold``, or in those set aside."""
    documents = part(aside=aside)
    return score(documents, {d.name: _read(d.text) for d in documents})


def measured_facts(*, aside: bool = False) -> FactScores:
    """The scores of the contacts and figures found in the open dispatches, or in those set aside."""
    documents = facts.part(aside=aside)
    return score_facts(documents, {d.name: told(d.text) for d in documents})


def told(text: str) -> tuple[tuple[Contact, ...], tuple[Figure, ...]]:
    """The contacts and the figures that an analysis of ``text`` gives."""
    analysis = Analyst().analyse(Article(text))
    return analysis.contacts, analysis.figures


def _read(text: str) -> tuple[Statement, ...]:
    parsed = parse(text, clean(text))
    return without_echoes(resolve_statements(parsed, find_attributions(parsed), parsed.copy.dateline))


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(prog="python -m bench.gold", description=__doc__)
    options.add_argument("--aside", action="store_true", help="score the dispatches that are set aside")
    aside = options.parse_args().aside
    _print_statements(measured(aside=aside))
    found = measured_facts(aside=aside)
    print()
    _print_tally("contacts", found.contacts)
    _print_tally("figures", found.figures)


def _print_statements(scores: Scores) -> None:
    print(f"{scores.gold} statements annotated, {scores.predicted} found by rules\n")
    for name, hits in (("found", scores.found), ("who-said", scores.who_said)):
        precision, recall, f1 = scores.prf(hits)
        print(f"{name:10} P {100 * precision:5.1f}  R {100 * recall:5.1f}  F1 {100 * f1:5.1f}")
    named = scores.name_right + scores.name_open + scores.name_wrong
    print(f"\nnames, where the statement was found  {100 * scores.name_accuracy:5.1f} % right")
    print(f"names, of all {named} that name one      {100 * scores.name_right / named:5.1f} % right")
    print(f"wrong {scores.name_wrong}, invented {scores.invented}\n")
    for field, rate in scores.fields.items():
        print(f"{field:10} {100 * rate.share:5.1f} % of {rate.of}")


def _print_tally(name: str, tally: Tally) -> None:
    precision, recall, f1 = tally.prf
    shares = f"P {100 * precision:5.1f}  R {100 * recall:5.1f}  F1 {100 * f1:5.1f}"
    print(f"{name:10} {shares}  of {tally.gold} annotated")
    for what, rate in tally.rest.items():
        print(f"  {what:10} {100 * rate.share:5.1f} % of {rate.of} found")
    print(f"  {'negatives':10} {100 * tally.kept.share:5.1f} % of {tally.kept.of} kept")
