# pyright: standard
# Not strict: JSON comes in as Any, and dataclasses are rebuilt by field.
"""Analyses as plain JSON objects and back: the command line's output and what the store keeps.

Reading back goes by the fields and types of :mod:`models.types`. A store holds analyses written by older and,
after a step back, by newer versions, so a missing key takes its field's default (an empty value where it has
none), a key that no field has is passed over, and a word that an enumeration lacks is read as the member that
claims least. A field added with a default needs nothing here.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from models.types import Analysis, Certainty, ContactStatus, Kind

VERSION = 4
"""Of the shape of an exported analysis; it goes up with each key that older ones lack. The first had none."""

# What a word is read as that the enumeration lacks; its first member where nothing stands here.
_CLAIMS_LEAST: dict[type[Enum], Enum] = {
    Kind: Kind.INDIRECT,  # nothing is put in quotation marks
    Certainty: Certainty.ALLEGED,  # a rumour stays a rumour
    ContactStatus: ContactStatus.PLANNED,  # nothing is said to have happened
}


def to_dict(doc: str, analysis: Analysis, text: str | None = None) -> dict[str, Any]:
    """The export format: one object a document, made of nothing but JSON types.

    ``doc`` is the document's name. ``text`` is the extracted text that the offsets count, given for HTML
    and PDF; leave it out where the offsets count the file as it is.
    """
    out: dict[str, Any] = {"doc": doc, "version": VERSION, **_plain(analysis)}
    if text is not None:
        out["text"] = text
    return out


def analysis_from_dict(data: Mapping[str, Any]) -> Analysis:
    """The analysis that :func:`to_dict` was given, by this version or another.

    Raises TypeError, ValueError or AttributeError where a value is of another type than its field.
    """
    return _reader(Analysis)(data)


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


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """What turns a JSON value into one of the type ``hint``."""
    arguments = get_args(hint)
    if get_origin(hint) in (Union, types.UnionType):
        read = _reader(next(a for a in arguments if a is not types.NoneType))
        return lambda value: None if value is None else read(value)
    if get_origin(hint) is tuple:
        read = _reader(arguments[0])
        return lambda values: tuple(map(read, values))
    if is_dataclass(hint):
        return _record_reader(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda value: _member(hint, value)
    return date.fromisoformat if hint is date else lambda value: value


def _record_reader(kind: Any) -> Callable[[Mapping[str, Any]], Any]:
    hints = get_type_hints(kind)
    readers = {f.name: _reader(hints[f.name]) for f in fields(kind)}
    bare = [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
    empties = {name: _empty(hints[name]) for name in bare}

    def read(data: Mapping[str, Any]) -> Any:
        given = {name: readers[name](value) for name, value in data.items() if name in readers}
        made = {name: empty() for name, empty in empties.items() if name not in given}
        return kind(**given, **made)

    return read


def _empty(hint: Any) -> Callable[[], Any]:
    """What makes the value of a missing key whose field, of the type ``hint``, has no default."""
    if types.NoneType in get_args(hint):
        return lambda: None
    if is_dataclass(hint):
        return lambda: _reader(hint)({})
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda: _least(hint)
    if get_origin(hint) is tuple:
        parts = [_empty(a) for a in get_args(hint) if Ellipsis not in get_args(hint)]
        return lambda: tuple(part() for part in parts)
    return hint


def _member(kind: type[Enum], value: Any) -> Enum:
    try:
        return kind(value)
    except ValueError:
        return _least(kind)


def _least(kind: type[Enum]) -> Enum:
    return _CLAIMS_LEAST.get(kind) or next(iter(kind))
