"""What changed: both sides as reported, and nothing that is merely another contact, count or matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from models.histories.changes import changes
from models.histories.contacts import join_contacts
from models.histories.figures import join_figures
from models.histories.types import ContactReport, FigureReport, Origin, StatementReport
from models.types import Certainty, Contact, ContactStatus, Figure, Kind, Polarity, Speaker, Statement

PAIR = ("Ilham Aliyev", "Nikol Pashinyan")
KIRBY = Speaker("Kirby", "John Kirby", "spokesman", "US", "person", "kirbi, john")
MILLER = Speaker("Miller", "Matthew Miller", "spokesman", "US", "person", "miler, matev")


def origin(article: int, day: int) -> Origin:
    return Origin(article, date(2023, 10, day), f"Outlet {article}")


def contact(
    article: int, seen: int, status: ContactStatus, day: int | None = 20, text: str = "They met."
) -> ContactReport:
    told = date(2023, 10, day) if day else None
    return ContactReport(
        origin(article, seen), Contact("meeting", PAIR, status, text, ((0, len(text)),), day=told)
    )


def figure(
    article: int, seen: int, value: float, qualifier: str | None = None, source: str | None = None
) -> FigureReport:
    return FigureReport(
        origin(article, seen),
        Figure(value, "killed", "people", "", ((0, 1),), qualifier, place="Israel", source=source),
    )


def said(
    article: int, seen: int, act: str, text: str, polarity: Polarity = Polarity.SAID, speaker: Speaker = KIRBY
) -> StatementReport:
    statement = Statement(
        ((0, len(text)),), (), (), text, Kind.INDIRECT, act, speaker=speaker, polarity=polarity
    )
    return StatementReport(origin(article, seen), statement)


def alike(texts: Sequence[str]) -> np.ndarray:
    """Embeddings by which texts are about one matter where they share their last word."""
    last = sorted({text.split()[-1] for text in texts})
    return np.eye(len(last))[[last.index(text.split()[-1]) for text in texts]]


def turns(*reports: ContactReport) -> list[tuple[int, int]]:
    found = changes(join_contacts(reports)).turns
    return [(t.then.origin.article, t.now.origin.article) for t in found]


def moves(*reports: FigureReport) -> list[tuple[float, float]]:
    found = changes(figures=join_figures(reports)).moves
    return [(m.then.figure.value, m.now.figure.value) for m in found]


def reversals(*reports: StatementReport) -> list[tuple[int, int]]:
    found = changes(statements=reports, embed=alike).reversals
    return [(r.then.origin.article, r.now.origin.article) for r in found]


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ((contact(1, 18, ContactStatus.PLANNED), contact(2, 20, ContactStatus.HELD)), [(1, 2)]),
        ((contact(1, 18, ContactStatus.PLANNED), contact(2, 19, ContactStatus.CANCELLED)), [(1, 2)]),
        (
            (
                contact(1, 15, ContactStatus.DENIED, None, "No meeting is planned."),
                contact(2, 18, ContactStatus.PLANNED),
            ),
            [(1, 2)],
        ),
        ((contact(1, 18, ContactStatus.PLANNED), contact(2, 19, ContactStatus.PLANNED)), []),
        ((contact(1, 20, ContactStatus.HELD), contact(2, 21, ContactStatus.PLANNED)), []),
        ((contact(1, 20, ContactStatus.HELD), contact(2, 21, ContactStatus.DENIED)), []),
        ((contact(1, 12, ContactStatus.HELD, 12), contact(2, 20, ContactStatus.HELD)), []),
    ],
)
def test_a_plan_and_what_became_of_it(
    reports: tuple[ContactReport, ...], expected: list[tuple[int, int]]
) -> None:
    assert turns(*reports) == expected


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        (
            (figure(1, 9, 700, "at least"), figure(2, 10, 900), figure(3, 12, 1300, "more than")),
            [(700, 1300)],
        ),
        ((figure(1, 9, 700, "at least"), figure(2, 10, 700, "more than")), []),
        ((figure(1, 9, 700), figure(2, 9, 900)), []),
        ((figure(1, 9, 1400), figure(2, 10, 1200)), []),
        ((figure(1, 9, 1400, source="the army"), figure(2, 10, 1200, source="Israeli army")), [(1400, 1200)]),
        ((figure(1, 9, 700, source="Hamas"), figure(2, 10, 900, source="the Israeli army")), []),
        (
            (figure(1, 9, 700, source="Israeli authorities"), figure(2, 10, 900, source="the army")),
            [(700, 900)],
        ),
    ],
)
def test_a_number_that_moved(reports: tuple[FigureReport, ...], expected: list[tuple[float, float]]) -> None:
    assert moves(*reports) == expected


DENIED = Polarity.DENIED


@pytest.mark.parametrize(
    ("then", "now"),
    [
        pytest.param(
            said(1, 9, "deny", "that envoys were in secret talks", DENIED),
            said(2, 12, "confirm", "that envoys had been in talks"),
            id="denied, confirmed",
        ),
        pytest.param(
            said(1, 9, "refuse", "to send any of the launchers"),
            said(2, 12, "agree", "to send two of the launchers"),
            id="refused, agreed",
        ),
        pytest.param(
            said(1, 9, "say", "the army would take part in exercises"),
            said(2, 12, "deny", "that the army took part in exercises", DENIED),
            id="said, denied",
        ),
    ],
)
def test_a_speaker_who_says_otherwise(then: StatementReport, now: StatementReport) -> None:
    assert reversals(now, then) == [(1, 2)]


THEN = said(1, 9, "deny", "that envoys were in secret talks", DENIED)
NOW = said(2, 12, "confirm", "that envoys had been in talks")


def changed(report: StatementReport, **fields: object) -> StatementReport:
    return replace(report, statement=replace(report.statement, **fields))


@pytest.mark.parametrize(
    ("then", "now"),
    [
        pytest.param(THEN, said(2, 12, "confirm", "that he had read the report"), id="another matter"),
        pytest.param(THEN, changed(NOW, speaker=MILLER), id="another speaker"),
        pytest.param(THEN, said(2, 9, "confirm", "that envoys had been in talks"), id="the same day"),
        pytest.param(THEN, changed(NOW, certainty=Certainty.ALLEGED), id="a rumour"),
        pytest.param(THEN, changed(NOW, negated=True), id="did not confirm"),
        pytest.param(THEN, said(2, 12, "confirm", "that envoys were not in talks"), id="both times no talks"),
        pytest.param(
            changed(THEN, kind=Kind.DIRECT, text="“We were never in any talks”"), NOW, id="a denial quoted"
        ),
        pytest.param(
            said(1, 9, "reject", "the proposal for the talks"),
            said(2, 12, "say", "he had read the proposal for talks"),
            id="rejected, and spoken of",
        ),
        pytest.param(said(1, 9, "say", "the envoys are in secret talks"), NOW, id="said and confirmed"),
        pytest.param(
            THEN, said(2, 12, "decline_to_comment", "on envoys or any talks", Polarity.DECLINED), id="silence"
        ),
    ],
)
def test_what_is_not_surely_otherwise_is_not_told(then: StatementReport, now: StatementReport) -> None:
    assert reversals(then, now) == []


def test_nothing_is_embedded_where_nothing_can_have_turned() -> None:
    def refuses(texts: Sequence[str]) -> np.ndarray:
        raise AssertionError(texts)

    found = changes(statements=[NOW, replace(NOW, origin=origin(3, 14))], embed=refuses)
    assert found.reversals == ()
