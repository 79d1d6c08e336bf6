"""What keeps a sentence from being the gist: it points back to others, or says the headline again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from models.lexicon import entries
from models.reading import opinion
from models.reading.parser import Parsed
from models.summarizer import features, repeating
from models.summarizer.candidates import DEMONSTRATIVES, Candidate
from models.types import Genre

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan

PASSED_OVER = 0.2  # some other sentence of the summary is nearly always taken in its place
REPEATED = 0.75  # of a sentence's telling words
UNARGUED = (0.3, 0.05, 0.02)  # in an opinion piece, sentences that tell, report speech, and ask


def fitness(parsed: Parsed, found: Sequence[Candidate], title: str | None) -> np.ndarray:
    """What the likelihood of each sentence to be the gist is multiplied with, shape (sentences,).

    1, or PASSED_OVER for one that points back to sentences before, tells only that people met or spoke, or
    adds next to nothing to the ``title``. In an opinion piece, less for one that is no judgement.
    """
    repeated = repeating.of_title(parsed, found, title) > REPEATED
    sents = [features.sentence(parsed, c) for c in found]
    poor = [c.leaning or _points_back(s) or is_empty(s) for c, s in zip(found, sents, strict=True)]
    weights = np.where(repeated | np.array(poor, dtype=bool), PASSED_OVER, 1.0)
    if parsed.copy.genre is Genre.OPINION:
        weights *= [opinion.weight(c.text, *UNARGUED) for c in found]
    return weights


def _points_back(sent: SpacySpan) -> bool:
    """Whether a subject in it is known from before: "this decision", "those talks"."""
    return any(
        t.lower_ in DEMONSTRATIVES
        and t.dep_ == "det"
        and t.head.dep_ in {"nsubj", "nsubjpass"}
        and t.head.ent_type_ not in {"DATE", "TIME"}
        for t in sent
    )


def is_empty(sent: SpacySpan) -> bool:
    """Whether a sentence tells that results were summed up or talks reviewed, and not which."""
    root = sent.root
    done = {f"{root.lemma_.lower()} {c.lower_}" for c in root.children if c.dep_ == "prt"} | {
        root.lemma_.lower()
    }
    if not done & entries("salience", "empty", "verbs"):
        return False
    told = next((c for c in root.children if c.dep_ == "dobj"), None)
    if any(c.dep_ in {"ccomp", "xcomp"} or c.lower_ == "as" for c in root.rights):
        return False
    return told is not None and told.lemma_.lower() in entries("salience", "empty", "nouns")
