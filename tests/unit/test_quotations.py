"""Quotation marks as typography."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.effort import steps

from models.extractors.attribution.quotations import quotations


def found(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We are ready," he said. "Very ready."', ['"We are ready,"', '"Very ready."']),
        ("“We are ready,” he said.", ["“We are ready,”"]),
        ("The „Zeitung“ wrote so.", ["„Zeitung“"]),
        ("He called it «a farce» twice.", ["«a farce»"]),
        ("''It's late,'' she said.", ["''It's late,''"]),
        ("``It's late,'' she said.", ["``It's late,''"]),
        ("“He said ‘no’ to me,” she said.", ["“He said ‘no’ to me,”"]),
        ("'They won't hear the workers' demands,' he said.", ["'They won't hear the workers' demands,'"]),
    ],
)
def test_marks_of_all_kinds(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text", ["It's the workers' right.", 'A 6" pipe.', "Rock 'n roll of the '90s", "no marks", ""]
)
def test_what_only_looks_like_a_mark_opens_nothing(text: str) -> None:
    assert found(text) == []


def test_an_unclosed_mark_at_the_head_runs_to_the_end_of_the_paragraph() -> None:
    quotes = quotations("“We shall go on. We shall not stop.")
    assert [q.closed for q in quotes] == [False]
    assert found("“We shall go on. We shall not stop.") == ["“We shall go on. We shall not stop."]


def test_a_stray_mark_within_a_sentence_opens_nothing() -> None:
    assert found('He went "home to his wife and said nothing.') == []


def test_marks_within_the_same_marks() -> None:
    text = "He said: “we reject the “vote” in Karv. The “vote” is void”. She said “no”."
    assert [text[q.start : q.end] for q in quotations(text)] == [
        "“we reject the “vote” in Karv. The “vote” is void”",
        "“no”",
    ]


@given(st.text(alphabet="ab s.,'\"“”‘’„«»`\u200f\n", max_size=80))
def test_quotations_are_disjoint_in_order_and_inside(text: str) -> None:
    at = 0
    for quote in quotations(text):
        assert at <= quote.start < quote.end <= len(text)
        at = quote.end


@pytest.mark.parametrize("mark", ['"', "'", "''", "“", "” “", " 's ", "„", "« "])
def test_work_is_linear_in_the_number_of_marks(mark: str) -> None:
    def work(marks: int) -> int:
        return steps(lambda: quotations((mark + "as ") * marks))

    assert work(4_000) < 5 * work(1_000)
