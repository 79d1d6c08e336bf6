"""Where what was said ends: before the reporter's "without giving details", behind what belongs to it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from models.extractors.attribution.candidate import SUBJECTS, Candidate
from models.knowledge.reporting import act_of_key, acts, lemma
from models.lexicon import entries, load

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEEDS = frozenset({"importance", "need", "urgency", "necessity", "commitment", "readiness", "willingness"})
_ABOUT = frozenset({"about", "on", "over", "against", "regarding", "concerning", "between"})
_DATES = frozenset({"DATE", "TIME"})
_DEGREES = r"(?:any |no |an? |the |much |more |other |further |immediate |specific |additional |exact )*"


def reporters_own(found: Candidate, start: int, end: int) -> list[int]:
    """The tokens of ``found``'s block from ``start`` to ``end`` at which the reporter takes over."""
    doc, quoted = found.ctx.doc, found.ctx.quoted
    base = doc[start].idx
    text = doc.text[base : doc[end - 1].idx + len(doc[end - 1])]
    out: list[int] = []
    for match in _asides().finditer(text):
        first = next((t.i for t in doc[start:end] if t.idx >= base + match.start("aside")), end)
        stopped = any(t.is_sent_start for t in doc[first + 1 : end])
        if first > start + 1 and quoted[first] < 0 and not stopped:
            out.append(first)
    out += [t.i - 1 for t in doc[start + 2 : end] if quoted[t.i] < 0 and _sets_another_against(found, t)]
    return out


def _sets_another_against(found: Candidate, link: Token) -> bool:
    """Whether ", while the rebels insisted that …" tells what another said, as the cue tells its speaker."""
    verb = link.head
    if link.lower_ not in {"while", "whereas"} or link.nbor(-1).text != "," or verb.i < link.i:
        return False
    act = acts().get(act_of_key().get(lemma(verb), ""))
    own = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    tensed = verb.tag_ in {"VBD", "VBZ"} or any(c.tag_ in {"VBD", "VBZ"} for c in verb.lefts)
    return act is not None and act.speech and own is not None and own.pos_ == "PROPN" and tensed


def extended(found: Candidate, start: int, end: int) -> int:
    """The end of what the parse hangs on the cue and a reader on the content from ``start`` to ``end``.

    ", including …", "the need to …", "denies report | on lack of trust", "that they had landed | in the
    south, and that they were armed".
    """
    doc = found.ctx.doc
    follows = end + 1 if end < len(doc) and doc[end].text == "," else end
    if follows >= len(doc) or doc[follows].sent.start != doc[end - 1].sent.start:
        return end
    if doc[follows].lower_ == "including":
        return doc[follows].right_edge.i + 1
    about = next((c for c in found.head.rights if c.dep_ == "dobj" and c.i < end), None)
    if follows == end and doc[end].tag_ == "TO" and about is not None and lemma(about) in _NEEDS:
        return max(end, doc[end].head.right_edge.i + 1)
    if follows == end and found.head.i < start and _goes_with(doc[end - 1], doc[end]):
        return doc[end].right_edge.i + 1
    return _with_second_that(found, start, end)


def _goes_with(noun: Token, prep: Token) -> bool:
    """Whether a preposition tells what the noun right before it is about: "report on lack of trust"."""
    told = next((c for c in prep.children if c.dep_ in {"pobj", "pcomp"}), None)
    if noun.pos_ != "NOUN" or told is None or told.ent_type_ in _DATES or prep.right_edge.i == prep.i:
        return False
    claims = entries("content", "denial", "claims") | entries("content", "meaning", "about")
    return prep.lower_ == "of" or (prep.lower_ in _ABOUT and lemma(noun) in claims)


def _with_second_that(found: Candidate, start: int, end: int) -> int:
    """Over ", and that …" in the same sentence, where the content began with "that" too."""
    doc = found.ctx.doc
    if start == 0 or doc[start - 1].lower_ != "that" or found.head.i > start:
        return end
    last = doc[end - 1].sent.end
    for i in range(end, last - 2):
        speaks = doc[i].pos_ == "VERB" and lemma(doc[i]) in act_of_key()
        if speaks or doc[i].text in {";", "“", '"', "”"}:
            return end
        if doc[i].lower_ == "and" and doc[i + 1].lower_ == "that" and doc[i + 1].dep_ == "mark":
            return doc[i + 1].head.right_edge.i + 1
    return end


def clause_end(found: Candidate, end: int) -> int:
    """The end in characters of what is shown, with the particle behind it: "turned the plan | down"."""
    doc = found.ctx.doc
    for kid in found.head.rights:
        if kid.dep_ == "prt" and kid.idx >= end and not doc.text[end : kid.idx].strip(" "):
            return kid.idx + len(kid)
    return end


@cache
def _asides() -> re.Pattern[str]:
    silence = load("content")["silence"]
    nouns = "|".join(f"{noun}s?" for noun in silence["nouns"])
    verbs = "|".join(load("content")["asides"]["verbs"])
    giving = "|".join(load("content")["asides"]["giving"])
    given = "|".join(load("content")["asides"]["given"])
    link = r",?\s+(?:and|but|though|although)\s+(?:he\s+|she\s+|they\s+)?"
    return re.compile(
        rf"(?P<aside>,?\s+without (?:(?:{giving}) {_DEGREES}(?:{nouns})|elaborating|being more specific)\b"
        rf"|{link}(?:(?:{given}) no {_DEGREES}(?:{nouns})|(?:did|would|does) not "
        rf"(?:elaborate|go into details?|(?:{verbs}) {_DEGREES}(?:{nouns})))\b"
        r"|,\s+(?:(?:when |while )?(?:answering|responding to|replying to|asked)"
        r"|in (?:answer|reply|response) to)"
        r" (?:an?|the|his|her|questions?|reporters?|journalists?|whether|if|about|why|how|what)\b)"
    )
