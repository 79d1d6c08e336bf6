"""Contacts and figures of the gold: complete, set aside by rule, scored rightly, and above their floors."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from bench import facts_cost
from bench.gold import facts, loader, measure
from bench.gold.facts import GoldContact, GoldFacts, GoldFigure, HardNegative
from bench.gold.facts_score import FactScores, score
from models.analyst import Analyst
from models.types import Contact, ContactStatus, Figure

DOCUMENTS = facts.load()
TEXT = "Anna Berg met Ole Lund. 40 people died. Talks may follow on October 7."
BERG_AND_LUND = GoldContact(
    "meeting", (("Anna Berg",), ("Ole Lund", "minister")), ContactStatus.HELD, (0, 23)
)
FORTY_DEAD = GoldFigure(40, ("killed",), (24, 39))
TALKS = HardNegative("contact", (40, 56))
SEVENTH = HardNegative("figure", (60, 69), 7)


@cache
def measured() -> FactScores:
    return measure.measured_facts()


def test_there_are_enough_rows() -> None:
    assert len(DOCUMENTS) == 58
    assert sum(not row.doubtful for d in DOCUMENTS for row in d.contacts) == 63
    assert sum(not row.doubtful for d in DOCUMENTS for row in d.figures) == 75
    assert sum(n.of == "contact" for d in DOCUMENTS for n in d.negatives) == 74
    assert sum(n.of == "figure" for d in DOCUMENTS for n in d.negatives) == 74


def test_a_third_is_set_aside_and_what_was_aside_remains_so() -> None:
    before = {document.name: document.aside for document in loader.load()}
    names = {document.name for document in DOCUMENTS}
    aside = {name for name in names if before.get(name)}
    seeds = sorted(names - before.keys(), key=lambda name: sha256(name.encode()).hexdigest())
    aside |= set(seeds[: len(names) // 3 - len(aside)])
    assert {document.name for document in facts.part(aside=True)} == aside
    assert len(facts.part(aside=False)) == len(names) - len(aside)


def test_no_row_twice() -> None:
    for document in DOCUMENTS:
        rows = [(type(r), r.evidence) for r in (*document.contacts, *document.figures, *document.negatives)]
        assert len(set(rows)) == len(rows), document.name


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('[[none]]\nof = "contact"\nevidence = "Scotland"', "0 times"),
        ('[[none]]\nof = "figure"\nevidence = "has not confirmed"', "neither"),
        ('[[figure]]\nnumber = 4\nevidence = "x"', "unknown fields"),
        ('[[contact]]\nkind = "lunch"\nparties = ["A"]\nstatus = "held"\nevidence = "x"', "kind"),
    ],
)
def test_a_row_that_does_not_fit_is_refused(tmp_path: Path, row: str, problem: str) -> None:
    (tmp_path / "alleged-call.toml").write_text(row, encoding="utf-8")
    with pytest.raises(loader.GoldError, match=problem):
        facts.load(tmp_path)


def _contact(parties: tuple[str, ...], status: ContactStatus, span: tuple[int, int] = (0, 23)) -> Contact:
    return Contact("call", parties, status, "", (span,))


def _figure(value: float, what: str, span: tuple[int, int] = (24, 39)) -> Figure:
    return Figure(value, what, "people", "", (span,))


def _document(*contacts: GoldContact) -> GoldFacts:
    return GoldFacts("it", TEXT, contacts, (FORTY_DEAD,), (TALKS, SEVENTH))


def test_right_predictions_score_full_marks() -> None:
    found = _contact(("Prime Minister Berg", "Lund"), ContactStatus.HELD)
    scores = score([_document(BERG_AND_LUND)], {"it": ([found], [_figure(40, "killed")])})
    assert scores.contacts.prf == scores.figures.prf == (1, 1, 1)
    assert scores.contacts.rest["status"].share == 1
    assert scores.contacts.rest["kind"].share == 0
    assert scores.contacts.kept.share == scores.figures.kept.share == 1


@pytest.mark.parametrize(
    "found",
    [
        _contact(("Berg", "Lund"), ContactStatus.PLANNED),
        _contact(("Berg", "Dahl"), ContactStatus.HELD),
        _contact(("Berg", "Lund", "Dahl"), ContactStatus.HELD),
        _contact(("Berg",), ContactStatus.HELD),
    ],
)
def test_another_status_or_other_parties_are_another_contact(found: Contact) -> None:
    contacts = score([_document(BERG_AND_LUND)], {"it": ([found], [])}).contacts
    assert (contacts.gold, contacts.predicted, contacts.hits) == (1, 1, 0)


def test_the_planned_kept_apart_are_still_told_from_the_refused() -> None:
    planned = GoldContact("call", (("Berg",), ("Lund",)), ContactStatus.PLANNED, (0, 23))
    found = _contact(("Berg", "Lund"), ContactStatus.REFUSED)
    contacts = score([_document(planned)], {"it": ([found], [])}).contacts
    assert (contacts.hits, contacts.rest["status"].share) == (1, 0)


def test_a_figure_of_something_else_is_wrong() -> None:
    figures = score([_document()], {"it": ([], [_figure(40, "wounded")])}).figures
    assert (figures.gold, figures.predicted, figures.hits) == (1, 1, 0)


def test_what_is_made_of_a_hard_negative_is_counted() -> None:
    talks = _contact(("Berg", "Lund"), ContactStatus.PLANNED, (40, 70))
    scores = score(
        [_document()], {"it": ([talks], [_figure(7, "days", (40, 70)), _figure(3, "days", (40, 70))])}
    )
    assert scores.contacts.kept.share == scores.figures.kept.share == 0
    others = score([_document()], {"it": ([], [_figure(3, "days", (40, 70))])})
    assert others.figures.kept.share == 1


def test_a_doubtful_row_counts_neither_way() -> None:
    row = GoldContact("call", (("Berg",), ("Lund",)), ContactStatus.HELD, (0, 23), doubtful=True)
    for found in ([], [_contact(("Berg", "Lund"), ContactStatus.HELD)]):
        contacts = score([_document(row)], {"it": (found, [])}).contacts
        assert (contacts.gold, contacts.predicted) == (0, 0)


@pytest.mark.slow
def test_contacts_stay_above_their_floor() -> None:
    contacts = measured().contacts
    assert contacts.prf.precision >= 0.74
    assert contacts.prf.recall >= 0.28
    assert contacts.rest["status"].share >= 0.95
    assert contacts.rest["kind"].share >= 0.9
    assert contacts.kept.share >= 0.96


@pytest.mark.slow
def test_figures_stay_above_their_floor() -> None:
    figures = measured().figures
    assert figures.prf.precision >= 0.79
    assert figures.prf.recall >= 0.77
    assert figures.rest["qualifier"].share >= 0.97
    assert figures.rest["place"].share >= 0.57
    assert figures.kept.share >= 0.9


@pytest.mark.slow
def test_of_what_is_set_aside_only_figures_are_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["bench", "--aside"])
    measure.main()
    shown = capsys.readouterr().out
    assert "contacts " in shown
    assert "figures " in shown
    for document in facts.part(aside=True):
        assert document.name not in shown
        assert not [p for row in document.contacts for names in row.parties for p in names if p in shown]


@pytest.mark.slow
def test_the_cost_is_part_of_the_whole() -> None:
    text = next(d.text for d in DOCUMENTS if d.name == "dragomi-tarvas-call")
    spent = facts_cost.cost(Analyst(), text)
    assert 0 < spent.contacts + spent.figures < spent.whole
    assert spent.lengthened == (spent.contacts + spent.figures) / (
        spent.whole - spent.contacts - spent.figures
    )
