"""The command line as a script or an operator uses it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.cli.commands import main


class Command:
    """Runs ``attache`` in this process; returns exit code, output and errors."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str | Path, stdin: bytes = b"") -> tuple[int, str, str]:
        self._monkeypatch.setattr("sys.argv", ["attache", *map(str, arguments)])
        self._monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as stop:
            main()
        seen = self._capsys.readouterr()
        code = stop.value.code
        return (code if isinstance(code, int) else 0), seen.out, seen.err
