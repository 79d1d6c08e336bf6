"""The headline of a summary: the article's own, cleaned, or the opening of the gist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.lexicon import entries
from models.reading import parser
from models.reading.parser import Parsed
from models.types import Point

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ORNAMENTS = re.compile(r"^(?:[*=>|~_•–—-]+\s*){2,}")  # "*** ----> "
_SITE = re.compile(r"\s+\|\s+[^|]{2,40}$")  # " | THE DAILY COURIER"
_FEWEST = 4  # words of a headline that a page's name is cut off from
LONGEST = 110
SHORTEST = 30
_UNFINISHED = frozenset(("ADP", "CCONJ", "SCONJ", "DET", "PUNCT", "AUX", "PART"))


def own(parsed: Parsed) -> str | None:
    """The headline that the article's text itself has, or None."""
    return next((b.text for b in parsed.copy.blocks if b.kind == "headline"), None)


def choose(title: str | None, gist: Point) -> tuple[str, bool]:
    """The headline, and whether the article came with it: ``title`` cleaned, or the opening of the gist."""
    return (cleaned(title), True) if title else (from_sentence(gist.text), False)


def cleaned(title: str) -> str:
    """A headline without a page's ornaments and names around it, doubled spaces, and a stop at its end."""
    title = _ORNAMENTS.sub("", " ".join(title.split())).rstrip(" ;,:")
    while (bare := _SITE.sub("", title)) != title and len(bare.split()) >= _FEWEST:
        title = bare
    return title[:-1] if title.endswith(".") and not title.endswith("..") else title


def from_sentence(sentence: str) -> str:
    """The opening of ``sentence`` up to a place where it may end, in its own words.

    At most 110 characters where the sentence can be cut there without losing its subject, its object, whose
    claim it is, or a condition; otherwise longer, up to the whole sentence.
    """
    sentence = cleaned(sentence)
    if len(sentence) <= LONGEST:
        return sentence
    doc = parser.pipeline()(sentence)
    ends = [i for i in range(2, len(doc)) if len(doc[:i].text) >= SHORTEST and _may_end(doc, i)]
    fitting = [i for i in ends if len(doc[:i].text) <= LONGEST]
    end = max(fitting) if fitting else min(ends, default=len(doc))
    return doc[:end].text.rstrip(" ,;:–—-")


def _may_end(doc: Doc, end: int) -> bool:
    """Whether what stands from token ``end`` on can be left out."""
    text = doc[:end].text
    odd = text.count('"') % 2 or text.count("''") % 2 or text.count("“") != text.count("”")
    if odd or doc[end - 1].pos_ in _UNFINISHED:
        return False
    if any(t.head.i >= end for t in doc[:end]):
        return False
    return all(t.head.i >= end or _loose(t) for t in doc[end:])


def _loose(token: Token) -> bool:
    """Whether the phrase of ``token`` adds to what it hangs on rather than completing it."""
    after_comma = token.left_edge.i > 0 and token.left_edge.nbor(-1).text in {",", "—", "–", "--"}
    match token.dep_:
        case "punct" | "cc":
            return True
        case "conj":
            return token.pos_ in {"VERB", "AUX"} and token.head.pos_ in {"VERB", "AUX"}
        case "advcl":
            return not any(t.lower_ in entries("salience", "conditions") for t in token.children)
        case "prep":
            full = any(t.dep_ == "pobj" for t in token.children) and token.i > token.head.i + 1
            return full and token.head.pos_ == "VERB" and token.lower_ in entries("salience", "circumstances")
        case "relcl" | "appos" | "acl" | "npadvmod":
            return after_comma
        case _:
            return False
