# pyright: standard
# Not strict: JSON comes in as Any, and dataclasses are rebuilt by field.
"""Analyses as plain JSON objects and back: the command line's output and what the store keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from models.types import (
    Analysis,
    Certainty,
    Contact,
    ContactStatus,
    Dateline,
    Figure,
    Genre,
    Kind,
    Point,
    Polarity,
    Span,
    Speaker,
    Statement,
    Summary,
)


def to_dict(doc: str, analysis: Analysis, text: str | None = None) -> dict[str, Any]:
    """The export format: one object a document, made of nothing but JSON types.

    ``doc`` is the document's name. ``text`` is the extracted text that the offsets count, given for HTML
    and PDF; leave it out where the offsets count the file as it is.
    """
    out: dict[str, Any] = {"doc": doc, **_plain(analysis)}
    if text is not None:
        out["text"] = text
    return out


def analysis_from_dict(data: Mapping[str, Any]) -> Analysis:
    """The analysis that :func:`to_dict` was given. Raises KeyError or ValueError for anything else."""
    dateline = data["dateline"]
    return Analysis(
        language=data["language"],
        title=data["title"],
        summary=_summary(data["summary"]),
        statements=tuple(_statement(s) for s in data["statements"]),
        contacts=tuple(_contact(c) for c in data["contacts"]),
        figures=tuple(Figure(**{**f, "evidence": _spans(f["evidence"])}) for f in data["figures"]),
        dateline=Dateline(**{**dateline, "span": _span(dateline["span"])}) if dateline else None,
        genre=Genre(data.get("genre", "news")),
    )


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [_plain(v) for v in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def _span(value: Any) -> Span:
    start, end = value
    return start, end


def _spans(values: Any) -> tuple[Span, ...]:
    return tuple(_span(v) for v in values)


def _point(data: Mapping[str, Any]) -> Point:
    return Point(data["text"], _spans(data["evidence"]), data["verbatim"])


def _summary(data: Mapping[str, Any]) -> Summary:
    return Summary(
        headline=data["headline"],
        gist=_point(data["gist"]) if data["gist"] else None,
        points=tuple(_point(p) for p in data["points"]),
        model=data["model"],
        headline_from_article=data["headline_from_article"],
    )


def _statement(data: Mapping[str, Any]) -> Statement:
    spans = {name: _spans(data[name]) for name in ("content", "source", "cue", "evidence")}
    names = {name: tuple(data[name]) for name in ("via", "audience")}
    speaker = Speaker(**data["speaker"]) if data["speaker"] else None
    kinds = {
        "kind": Kind(data["kind"]),
        "certainty": Certainty(data["certainty"]),
        "polarity": Polarity(data.get("polarity", "said")),
        "clause": _span(data["clause"]) if data.get("clause") else None,
    }
    return Statement(**{**data, **spans, **names, **kinds, "speaker": speaker})


def _contact(data: Mapping[str, Any]) -> Contact:
    changed = {
        "parties": tuple(data["parties"]),
        "status": ContactStatus(data["status"]),
        "evidence": _spans(data["evidence"]),
        "day": date.fromisoformat(data["day"]) if data["day"] else None,
    }
    return Contact(**{**data, **changed})
