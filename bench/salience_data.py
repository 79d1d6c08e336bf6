# pyright: standard
# Not strict: transformers, safetensors and the like are untyped or partly so.
"""Editors' picks (../shared/salience) over our own parse: what the salience model is fitted to."""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from models import encoder
from models.extractors.attribution.find import find_attributions
from models.extractors.provenance.statements import resolve_statements
from models.reading import parser
from models.reading import text as cleaning
from models.reading.parser import Parsed, ParsedBlock
from models.types import Statement

SHARED = Path(__file__).resolve().parents[2] / "shared"
POLNEAR = Path("polnear", "train", "text")
SETS = {
    "train": {"train": POLNEAR, "train-more": POLNEAR, "train-world": Path("salience", "world")},
    "dev": {"dev": Path("polnear", "dev", "text")},
}
MEASURED = Path("worldpress", "dev", "text")
SAMPLE = 120  # letters from the middle of a text that tell it from all others


@dataclass(frozen=True, slots=True)
class Pick:
    """An article and an editor's choice. ``picks`` and ``also`` are character spans, picks ranked.

    ``diplomatic`` tells the texts of ``salience/world`` from PolNeAR's, ``news`` is False for letters,
    transcripts and the like.
    """

    doc: str
    text: str
    picks: tuple[tuple[int, int], ...]
    also: tuple[tuple[int, int], ...]
    gist: tuple[int, int]
    diplomatic: bool = False
    news: bool = True


def picks(split: str) -> list[Pick]:
    """The articles of ``split`` ("train" or "dev") with their picks.

    Texts that lie in ``worldpress/dev`` too are left out, since summaries are measured on them.
    """
    measured = [_letters(p.read_text(encoding="utf-8")) for p in sorted((SHARED / MEASURED).glob("*.txt"))]
    return [
        pick
        for name, folder in SETS[split].items()
        for pick in _picks(name, folder)
        if not any(_sample(pick.text) in text for text in measured)
    ]


def _picks(name: str, folder: Path) -> Iterator[Pick]:
    with (SHARED / "salience" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for gold in map(json.loads, lines):
            text = (SHARED / folder / gold["doc"]).read_text(encoding="utf-8")
            spans = [tuple(s) for s in gold["sentences"]]
            chosen = tuple(spans[i] for i in gold["picks"])
            also = tuple(spans[i] for i in gold["also"])
            diplomatic = name == "train-world"
            yield Pick(gold["doc"], text, chosen, also, spans[gold["gist"]], diplomatic, gold["news"])


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _sample(text: str) -> str:
    letters = _letters(text)
    return letters[len(letters) // 2 :][:SAMPLE]


class Cache:
    """Parses, statements and embeddings kept in ``folder`` between runs; without one, made anew each time.

    Statements are kept as they were first found: a change to how they are found needs an empty folder.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def parsed(self, text: str) -> Parsed:
        """The parse of ``text``."""
        copy = cleaning.clean(text)
        docs = self._keep("parse", _key(copy, text), lambda: [b.doc.to_bytes() for b in _parse(text, copy)])
        return Parsed(text, copy, tuple(_restored(copy.prose, docs)))

    def statements(self, parsed: Parsed) -> Sequence[Statement]:
        """Who said what in ``parsed``."""

        def found() -> Sequence[Statement]:
            return resolve_statements(parsed, find_attributions(parsed), parsed.copy.dateline)

        return self._keep("statements", _key(parsed.copy, parsed.text), found)

    def embeddings(self, sentences: Sequence[str]) -> np.ndarray:
        """The embeddings of ``sentences``."""
        return self._keep("vectors", "\0".join(sentences), lambda: encoder.encode(sentences))

    def _keep(self, kind: str, key: str, make: Any) -> Any:
        if self._folder is None:
            return make()
        path = self._folder / f"{kind}-{hashlib.sha256(key.encode()).hexdigest()[:24]}.pickle"
        if not path.exists():
            path.write_bytes(pickle.dumps(make()))
        return pickle.loads(path.read_bytes())  # noqa: S301 - our own file


def _key(copy: cleaning.CleanCopy, text: str) -> str:
    return f"{[(b.span, b.kind) for b in copy.blocks]}{text}"


def _parse(text: str, copy: cleaning.CleanCopy) -> tuple[ParsedBlock, ...]:
    return parser.parse(text, copy).blocks


def _restored(blocks: Sequence[cleaning.Block], docs: Sequence[bytes]) -> Iterator[ParsedBlock]:
    from spacy.tokens import Doc

    vocab = parser.pipeline().vocab
    for block, data in zip(blocks, docs, strict=True):
        yield ParsedBlock(block, Doc(vocab).from_bytes(data))
