"""What can be exported, and its rows as lines of CSV or JSON, for files that other programs read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, cast

# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class What(StrEnum):
    """What can be exported."""

    STATEMENTS = "statements"
    CONTACTS = "contacts"
    FIGURES = "figures"


class Format(StrEnum):
    """The form of a file: comma-separated values, or one JSON object a line."""

    CSV = "csv"
    JSONL = "jsonl"


def head(columns: Iterable[str], style: Format) -> str:
    """What stands before the rows: the names of the columns in CSV, nothing in JSON lines."""
    return _csv_line(columns) if style is Format.CSV else ""


def line(row: Mapping[str, Any], style: Format) -> str:
    """A row, whose values are None, strings, numbers, truth values, and lists of strings or of spans.

    In a CSV file lists are joined by "; ", spans written as "12-40", and strings that a spreadsheet would run
    as a formula preceded by an apostrophe.
    """
    if style is Format.JSONL:
        return json.dumps(row, ensure_ascii=False) + "\n"
    return _csv_line(_cell(value) for value in row.values())


def _csv_line(cells: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return str(int(value)) if value.is_integer() else str(value)
        case list():
            return _safe("; ".join(map(_item, cast(list[str | list[int]], value))))
        case str():
            return _safe(value)
        case _:
            return str(value)


def _item(item: str | list[int]) -> str:
    return item if isinstance(item, str) else "-".join(map(str, item))


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
