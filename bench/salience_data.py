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
from models.reading import parser
from models.reading import text as cleaning
from models.reading.parser import Parsed, ParsedBlock

SHARED = Path(__file__).resolve().parents[2] / "shared"


@dataclass(frozen=True, slots=True)
class Pick:
    """An article and an editor's choice. ``picks`` and ``also`` are character spans, picks ranked."""

    doc: str
    text: str
    picks: tuple[tuple[int, int], ...]
    also: tuple[tuple[int, int], ...]
    gist: tuple[int, int]


def picks(split: str) -> list[Pick]:
    """The news articles of ``split`` ("train" or "dev") with their picks."""
    out: list[Pick] = []
    with (SHARED / "salience" / f"{split}.jsonl").open(encoding="utf-8") as lines:
        for gold in map(json.loads, lines):
            if gold["news"]:
                text = (SHARED / "polnear" / split / "text" / gold["doc"]).read_text(encoding="utf-8")
                spans = [tuple(s) for s in gold["sentences"]]
                chosen = tuple(spans[i] for i in gold["picks"])
                also = tuple(spans[i] for i in gold["also"])
                out.append(Pick(gold["doc"], text, chosen, also, spans[gold["gist"]]))
    return out


class Cache:
    """Parses and embeddings kept in ``folder`` between runs; without a folder, made anew each time."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def parsed(self, text: str) -> Parsed:
        """The parse of ``text``."""
        copy = cleaning.clean(text)
        key = [(b.span, b.kind) for b in copy.blocks]
        docs = self._keep("parse", f"{key}{text}", lambda: [b.doc.to_bytes() for b in _parse(text, copy)])
        return Parsed(text, copy, tuple(_restored(copy.prose, docs)))

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


def _parse(text: str, copy: cleaning.CleanCopy) -> tuple[ParsedBlock, ...]:
    return parser.parse(text, copy).blocks


def _restored(blocks: Sequence[cleaning.Block], docs: Sequence[bytes]) -> Iterator[ParsedBlock]:
    from spacy.tokens import Doc

    vocab = parser.pipeline().vocab
    for block, data in zip(blocks, docs, strict=True):
        yield ParsedBlock(block, Doc(vocab).from_bytes(data))
