"""What the salience model knows of each sentence beside its embedding: one row of plain numbers."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from models.lexicon import entries
from models.reading.parser import Parsed
from models.summarizer.candidates import Candidate

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

_CONTENT = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "NUM"))
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_GROUPS = (
    ("person", ("PERSON",)),
    ("body", ("ORG", "NORP", "FAC")),
    ("place", ("GPE", "LOC")),
    ("time", ("DATE", "TIME")),
    ("count", ("MONEY", "PERCENT", "CARDINAL", "QUANTITY", "ORDINAL")),
    ("work", ("EVENT", "LAW", "WORK_OF_ART", "PRODUCT")),
)


@dataclass(frozen=True, slots=True)
class Title:
    """A headline, in the article or known from elsewhere, and its embedding of unit length."""

    text: str
    embedding: np.ndarray


@dataclass(frozen=True, slots=True)
class Setting:
    """What the sentences of one article are seen against."""

    parsed: Parsed
    found: Sequence[Candidate]
    embeddings: np.ndarray
    title: Title | None
    title_words: frozenset[str]
    frequency: Counter[str]
    names: Counter[str]


def setting(
    parsed: Parsed, found: Sequence[Candidate], embeddings: np.ndarray, title: Title | None
) -> Setting:
    """Gather what features of single sentences are compared with."""
    frequency: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for candidate in found:
        frequency.update(content(parsed, candidate))
        names.update(sorted(_names(parsed, candidate)))  # ties go by order, and a set has none
    words = frozenset(w.lower() for w in re.findall(r"\w{3,}", title.text if title else ""))
    return Setting(parsed, found, embeddings, title, words, frequency, names)


def matrix(where: Setting) -> tuple[np.ndarray, tuple[str, ...]]:
    """Features of each sentence and their names in that order.

    Each feature comes twice: as it is, and as standard deviations from the mean of the article's sentences;
    the shape is (sentences, 2 · features).
    """
    rows = [_row(where, i) for i in range(len(where.found))]
    for row, alike in zip(rows, _likenesses(where), strict=True):
        row.update(alike)
    _mark_first_mentions(where, rows)
    names = tuple(rows[0])
    plain = np.array([[row[n] for n in names] for row in rows], dtype=np.float32)
    within = (plain - plain.mean(0)) / (plain.std(0) + 1e-6)
    return np.hstack([plain, within]), (*names, *(f"{n} (within)" for n in names))


def _row(where: Setting, index: int) -> dict[str, float]:
    candidate = where.found[index]
    return {
        **_position(where, index),
        **_form(where, candidate),
        **_grammar(where, candidate),
        **_wording(where, candidate),
        **_subject(where, candidate),
    }


def _position(where: Setting, index: int) -> dict[str, float]:
    found, count = where.found, len(where.found)
    block = found[index].block
    return {
        "first": float(index == 0),
        "second": float(index == 1),
        "third": float(index == 2),
        "fourth": float(index == 3),
        "early": 1.0 / (1.0 + index),
        "earliness": math.exp(-index / 4),
        "log_place": math.log1p(index),
        "place": index / count,
        "late": float(index >= 0.8 * count),
        "opens_paragraph": float(index == 0 or found[index - 1].block != block),
        "alone_in_paragraph": float(sum(c.block == block for c in found) == 1),
        "same_paragraph_as_first": float(block == found[0].block),
        "article_length": math.log(count),
    }


def _form(where: Setting, candidate: Candidate) -> dict[str, float]:
    text = candidate.text
    tokens = text.split()
    return {
        "words": min(candidate.words, 60) / 20,
        "log_words": math.log(candidate.words),
        "short": float(candidate.words < 12),
        "shortish": float(12 <= candidate.words < 18),
        "longish": float(32 <= candidate.words < 42),
        "long": float(candidate.words >= 42),
        "quoted": candidate.quoted,
        "has_quotation": float(0 < candidate.quoted < 1),
        "bare": float(candidate.bare),
        "dangling": float(candidate.dangling),
        "question": float("?" in text[-3:]),
        "exclaims": float("!" in text),
        "colon_end": float(text.endswith(":")),
        "capitals": sum(t[:1].isupper() for t in tokens[1:]) / max(1, len(tokens) - 1),
        "digits": float(any(c.isdigit() for c in text)),
        "commas": min(text.count(","), 5) / 5,
        "brackets": float("(" in text or "[" in text),
        "dash": float("—" in text or "–" in text or "--" in text),
    }


def _grammar(where: Setting, candidate: Candidate) -> dict[str, float]:
    sentence = where.parsed.blocks[candidate.block].doc[candidate.first : candidate.last]
    tags = Counter(t.tag_ for t in sentence)
    opener = sentence.doc[candidate.opener].lower_ if candidate.opener is not None else ""
    subjects = [t for t in sentence if t.dep_ in {"nsubj", "nsubjpass"}]
    lemmas = {t.lemma_.lower() for t in sentence if t.pos_ in {"VERB", "NOUN"}}
    return {
        "opens_he": float(opener in {"he", "she"}),
        "opens_it": float(opener in {"it", "its", "they", "their"}),
        "opens_this": float(opener in {"this", "that", "these", "those"}),
        "opens_we": float(opener in {"i", "we", "you", "my", "our", "your"}),
        "opens_his": float(opener in {"his", "her"}),
        "pronouns": sum(t.pos_ == "PRON" for t in sentence) / len(sentence),
        "names": sum(t.pos_ == "PROPN" for t in sentence) / len(sentence),
        "past": float(tags["VBD"] > 0),
        "present": float(tags["VBZ"] + tags["VBP"] > 0),
        "modal": float(tags["MD"] > 0),
        "perfect_past": float(any(t.lower_ == "had" and t.dep_ == "aux" for t in sentence)),
        "passive": float(any(t.dep_ == "auxpass" for t in sentence)),
        "negated": float(any(t.dep_ == "neg" for t in sentence)),
        "subject_named": float(any(t.pos_ == "PROPN" for t in subjects)),
        "first_subject_named": float(bool(subjects) and subjects[0].pos_ == "PROPN"),
        "first_subject_noun": float(bool(subjects) and subjects[0].pos_ == "NOUN"),
        "says": float(bool(lemmas & entries("salience", "saying"))),
        "says_named": float(_says_named(subjects)),
        "happens": float(bool(lemmas & entries("salience", "happening"))),
    }


def _says_named(subjects: Sequence[Token]) -> bool:
    saying = entries("salience", "saying")
    return any(t.pos_ == "PROPN" and t.head.lemma_.lower() in saying for t in subjects)


def _wording(where: Setting, candidate: Candidate) -> dict[str, float]:
    lower = f" {' '.join(re.findall(r'[a-z]+', candidate.text.lower()))} "
    years = [int(y) for y in _YEAR.findall(candidate.text)]
    return {
        "according": float(" according to " in lower),
        "leans": float(any(lower.startswith(f" {w} ") for w in entries("salience", "linking"))),
        "background": float(any(f" {w} " in lower for w in entries("salience", "background"))),
        "fresh": float(any(f" {w} " in lower for w in entries("salience", "fresh"))),
        "years": float(bool(years)),
        "first_person": float(any(f" {w} " in lower for w in ("we", "i", "you"))),
    }


def _subject(where: Setting, candidate: Candidate) -> dict[str, float]:
    """How much of what the article goes on about the sentence carries."""
    telling = content(where.parsed, candidate)
    counts = [where.frequency[w] for w in sorted(telling)]  # floats add up differently in another order
    names = _names(where.parsed, candidate)
    labels = Counter(e.label_ for e in _sentence(where.parsed, candidate).ents)
    top = {n for n, _ in where.names.most_common(3)}
    return {
        "content": len(telling) / max(1, candidate.words),
        "frequency": sum(math.log(c) for c in counts) / max(1, len(counts)),
        "frequency_sum": sum(math.log(c) for c in counts) / 20,
        "title_words": sum(w in where.title_words for w in telling) / max(1, len(where.title_words)),
        "title_share": sum(w in where.title_words for w in telling) / max(1, len(telling)),
        "top_names": len(top & names) / 3,
        **{f"ents_{name}": min(3, sum(labels[x] for x in group)) / 3 for name, group in _GROUPS},
        "entities": min(8, sum(labels.values())) / 8,
    }


def _mark_first_mentions(where: Setting, rows: Sequence[dict[str, float]]) -> None:
    """Names that no sentence before has: full at the start of an article, telling later on."""
    seen: set[str] = set()
    for candidate, row in zip(where.found, rows, strict=True):
        names = _names(where.parsed, candidate)
        row["new_names"] = min(4, len(names - seen)) / 4
        row["known_names"] = min(4, len(names & seen)) / 4
        seen |= names


def _likenesses(where: Setting) -> Iterator[dict[str, float]]:
    """Cosines of each sentence to headline, lead, article and neighbours."""
    vectors = where.embeddings
    count = len(vectors)
    middle = vectors.mean(0)
    middle = middle / max(1e-9, float(np.linalg.norm(middle)))
    pairs = vectors @ vectors.T
    degree = (pairs.sum(1) - 1.0) / max(1, count - 1)
    central = vectors @ middle
    title = vectors @ where.title.embedding if where.title else np.zeros(count, dtype=np.float32)
    for i in range(count):
        others = np.delete(pairs[i], i)
        earlier = pairs[i, :i]
        yield {
            "to_title": float(title[i]),
            "to_title_rank": float((title > title[i]).sum()) / count,
            "has_title": float(where.title is not None),
            "to_lead": float(pairs[i, 0]),
            "to_lead_next": float(pairs[i, : min(3, count)].mean()),
            "to_middle": float(central[i]),
            "to_middle_rank": float((central > central[i]).sum()) / count,
            "degree": float(degree[i]),
            "closest": float(others.max(initial=0.0)),
            "closest_earlier": float(earlier.max(initial=0.0)),
            "to_previous": float(pairs[i, i - 1]) if i else 0.0,
            "to_next": float(pairs[i, i + 1]) if i + 1 < count else 0.0,
        }


def _sentence(parsed: Parsed, candidate: Candidate) -> SpacySpan:
    return parsed.blocks[candidate.block].doc[candidate.first : candidate.last]


def content(parsed: Parsed, candidate: Candidate) -> set[str]:
    """The lemmas of a sentence's nouns, names, verbs, adjectives and numbers in words."""
    return {t.lemma_.lower() for t in _sentence(parsed, candidate) if t.pos_ in _CONTENT and t.is_alpha}


def _names(parsed: Parsed, candidate: Candidate) -> set[str]:
    return {t.lower_ for t in _sentence(parsed, candidate) if t.pos_ == "PROPN" and len(t) > 2}
