"""Rows as lines of files that other programs read."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from bot.core.export_files import Format, head, line


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (False, "false"),
        (7, "7"),
        (-7, "-7"),
        (700.0, "700"),
        (2.5, "2.5"),
        (["Ann Hill", "Ben Marsh"], "Ann Hill; Ben Marsh"),
        ([[12, 40], [55, 60]], "12-40; 55-60"),
        ([], ""),
        ('He said "no", twice\nand left', 'He said "no", twice\nand left'),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        (["=1", "2"], "'=1; 2"),
        ("a=b", "a=b"),
    ],
)
def test_cells_of_a_table(value: Any, cell: str) -> None:
    text = head(["one", "two"], Format.CSV) + line({"one": value, "two": "x"}, Format.CSV)
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["one", "two"], [cell, "x"]]


def test_json_lines_keep_their_types_and_have_no_head() -> None:
    row = {"text": "=“né”\n", "list": ["a"], "spans": [[1, 2]], "number": 2.5, "nothing": None, "yes": True}
    assert head(list(row), Format.JSONL) == ""
    written = line(row, Format.JSONL)
    assert written.count("\n") == 1
    assert "“né”" in written
    assert json.loads(written) == row
