"""The export format: JSON and nothing else, and back without a loss."""

from __future__ import annotations

import json
from datetime import date

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
    assert list(out) == [
        "doc", "language", "title", "summary", "statements", "contacts", "figures", "dateline", "text",
    ]  # fmt: skip
    assert "text" not in export.to_dict("a.txt", analysis)
    assert out["doc"] == "a.html"
    assert out["summary"]["gist"] == {"text": "A called B.", "evidence": [[0, 11]], "verbatim": True}
    assert out["statements"][0]["content"] == [[5, 9]]
    assert out["statements"][0]["kind"] == "mixed"
    assert out["statements"][0]["certainty"] == "alleged"
    assert out["statements"][0]["speaker"]["name"] == "Putin"
    assert out["contacts"][0]["status"] == "under way"
    assert out["contacts"][0]["day"] == "2023-10-09"
    assert out["dateline"] is None
