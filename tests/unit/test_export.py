"""The export format: JSON and nothing else, back without a loss, and readable whichever version wrote it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import export
from models.types import (
    Analysis,
    Certainty,
    Contact,
    ContactStatus,
    Dateline,
    Figure,
    Kind,
    Point,
    Speaker,
    Statement,
    Summary,
)

words = st.text(max_size=12)
maybe = st.none() | words
span = st.tuples(st.integers(0, 1000), st.integers(0, 1000))
spans = st.lists(span, max_size=3).map(tuple)
names = st.lists(words, max_size=3).map(tuple)
speakers = st.builds(Speaker, words, maybe, maybe, maybe, words, maybe)
statements = st.builds(
    Statement, spans, spans, spans, words, st.sampled_from(Kind), words, st.sampled_from(Certainty), names,
    names, st.none() | speakers, maybe, st.booleans(), maybe, spans,
)  # fmt: skip
contacts = st.builds(
    Contact,
    words,
    names,
    st.sampled_from(ContactStatus),
    words,
    spans,
    maybe,
    st.none() | st.dates(),
    maybe,
    maybe,
)
numbers = st.floats(allow_nan=False, allow_infinity=False)
figures = st.builds(Figure, numbers, words, words, words, spans, maybe, maybe, maybe, maybe)
points = st.builds(Point, words, spans, st.booleans())
summaries = st.builds(
    Summary, words, st.none() | points, st.lists(points, max_size=3).map(tuple), words, st.booleans()
)
analyses = st.builds(
    Analysis,
    words,
    maybe,
    summaries,
    st.lists(statements, max_size=3).map(tuple),
    st.lists(contacts, max_size=3).map(tuple),
    st.lists(figures, max_size=3).map(tuple),
    st.none() | st.builds(Dateline, span, words, maybe, maybe),
)


@given(analyses)
def test_round_trip_through_json(analysis: Analysis) -> None:
    written = json.dumps(export.to_dict("a.txt", analysis))
    assert export.analysis_from_dict(json.loads(written)) == analysis


def test_the_fields_of_the_format() -> None:
    statement = Statement(
        ((5, 9),),
        ((0, 2),),
        ((3, 4),),
        "text",
        Kind.MIXED,
        "deny",
        Certainty.ALLEGED,
        ("CNN",),
        ("Xi",),
        Speaker("he", "Putin"),
    )
    contact = Contact(
        "call", ("A", "B"), ContactStatus.UNDER_WAY, "A called B.", ((0, 11),), day=date(2023, 10, 9)
    )
    point = Point("A called B.", ((0, 11),))
    analysis = Analysis(
        "en",
        "T",
        Summary("H", point, (point,), "m"),
        (statement,),
        (contact,),
        (Figure(2.0, "killed", "people", "x", ()),),
    )
    out = export.to_dict("a.html", analysis, "the text")
    assert set(out) == {
        *("doc", "version", "language", "title", "summary", "statements"),
        *("contacts", "figures", "dateline", "genre", "text"),
    }
    assert "text" not in export.to_dict("a.txt", analysis)
    assert out["doc"] == "a.html"
    assert out["version"] == export.VERSION
    assert out["summary"]["gist"] == {"text": "A called B.", "evidence": [[0, 11]], "verbatim": True}
    assert out["statements"][0]["content"] == [[5, 9]]
    assert out["statements"][0]["kind"] == "mixed"
    assert out["statements"][0]["certainty"] == "alleged"
    assert out["statements"][0]["speaker"]["name"] == "Putin"
    assert out["contacts"][0]["status"] == "under way"
    assert out["contacts"][0]["day"] == "2023-10-09"
    assert out["dateline"] is None


FIRST = """
{"doc": "", "language": "en", "title": "Talks go on",
 "summary": {"headline": "Talks go on",
             "gist": {"text": "Talks will go on, Holm said.", "evidence": [[0, 28]], "verbatim": true},
             "points": [{"text": "Talks will go on, Holm said.", "evidence": [[0, 28]], "verbatim": true}],
             "model": "extractive", "headline_from_article": true},
 "statements": [{"content": [[0, 16]], "source": [[18, 22]], "cue": [[23, 27]], "text": "Talks will go on",
                 "kind": "indirect", "act": "say", "certainty": "reported", "via": ["Reuters"],
                 "audience": ["reporters"],
                 "speaker": {"mention": "Holm", "name": "Astrid Holm", "role": "foreign minister",
                             "country": "NO", "kind": "person", "key": "holm"},
                 "occasion": null, "negated": false, "event": "CONSULT", "evidence": [[0, 28]]}],
 "contacts": [{"kind": "call", "parties": ["Holm", "Orlik"], "status": "cancelled",
               "text": "The call was cancelled.", "evidence": [[29, 52]], "when": "Monday",
               "day": "2023-10-09", "where": null, "source": null}],
 "figures": [{"value": 20, "what": "killed", "unit": "people", "text": "20 died.", "evidence": [[53, 61]],
              "qualifier": null, "place": null, "when": null, "source": null}],
 "dateline": {"span": [0, 4], "place": "Oslo", "day": null, "agency": "NTB"}}
"""
"""An analysis as the first version stored it, which wrote no version into it."""

POINT = Point("Talks will go on, Holm said.", ((0, 28),))
READ = Analysis(
    "en",
    "Talks go on",
    Summary("Talks go on", POINT, (POINT,), "extractive"),
    (
        Statement(
            ((0, 16),),
            ((18, 22),),
            ((23, 27),),
            "Talks will go on",
            Kind.INDIRECT,
            "say",
            Certainty.REPORTED,
            ("Reuters",),
            ("reporters",),
            Speaker("Holm", "Astrid Holm", "foreign minister", "NO", "person", "holm"),
            event="CONSULT",
            evidence=((0, 28),),
        ),
    ),
    (
        Contact(
            "call",
            ("Holm", "Orlik"),
            ContactStatus.CANCELLED,
            "The call was cancelled.",
            ((29, 52),),
            "Monday",
            date(2023, 10, 9),
        ),
    ),
    (Figure(20, "killed", "people", "20 died.", ((53, 61),)),),
    Dateline((0, 4), "Oslo", agency="NTB"),
)


def test_a_row_of_the_first_version() -> None:
    assert export.analysis_from_dict(json.loads(FIRST)) == READ


@pytest.mark.parametrize("version", [2, 99])
def test_a_row_of_a_later_version_with_keys_unknown_here(version: int) -> None:
    row = json.loads(FIRST) | {"version": version, "mood": "grave"}
    for record in (row["summary"], row["summary"]["gist"], row["dateline"], row["statements"][0]["speaker"]):
        record["mood"] = "grave"
    for records in (row["statements"], row["contacts"], row["figures"]):
        records[0]["mood"] = {"of": ["the", "day"]}
    assert export.analysis_from_dict(row) == READ


def test_a_row_that_lacks_what_was_added_later() -> None:
    """The least that a version ever wrote: what has a default may be absent, whole lists included."""
    row = {
        "language": "en",
        "summary": {"headline": "Talks go on", "points": []},
        "statements": [
            {
                "content": [[0, 16]],
                "source": [],
                "cue": [[23, 27]],
                "text": "Talks will go on",
                "kind": "direct",
                "act": "deny",
            },
        ],
        "contacts": [{"kind": "visit", "parties": ["Holm"], "status": "held", "text": "She came."}],
    }
    assert export.analysis_from_dict(row) == Analysis(
        "en",
        None,
        Summary("Talks go on", None, (), ""),
        (Statement(((0, 16),), (), ((23, 27),), "Talks will go on", Kind.DIRECT, "deny"),),
        (Contact("visit", ("Holm",), ContactStatus.HELD, "She came.", ()),),
    )


def test_a_word_unknown_here_claims_nothing_that_the_article_may_not_say() -> None:
    row = json.loads(FIRST)
    row["statements"][0] |= {"kind": "sung", "certainty": "whispered"}
    row["contacts"][0]["status"] = "postponed"
    analysis = export.analysis_from_dict(row)
    assert analysis.statements[0].kind is Kind.INDIRECT  # no quotation marks
    assert analysis.statements[0].certainty is Certainty.ALLEGED
    assert analysis.contacts[0].status not in (ContactStatus.HELD, ContactStatus.UNDER_WAY)


def test_what_is_no_analysis_is_refused() -> None:
    for broken in ({"statements": 7}, {"contacts": [{"day": "some day"}]}, {"summary": {"points": [3]}}):
        with pytest.raises((TypeError, ValueError, AttributeError)):
            export.analysis_from_dict(broken)
