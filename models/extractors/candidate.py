"""A possible attribution, before it is weighed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.extractors.clauses import Context, Interval, subtree
from models.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


@dataclass(slots=True)
class Candidate:
    """A cue in a frame with what it would attribute to whom.

    ``frame`` names the construction ("clause", "infinitive", "prep:for", "quotation" …), ``key`` the entry
    of the lexicon ("say", "call for", "statement"). ``content`` is in offsets of the article; ``source``
    is an interval of tokens or None; ``marks`` are the traits that the weights know.
    """

    ctx: Context
    frame: str
    key: str
    cue: tuple[Token, ...]
    content: tuple[Span, ...]
    source_token: Token | None = None
    source: Interval | None = None
    audience: Interval | None = None
    how: str = "none"
    marks: set[str] = field(default_factory=set)
    score: float = 0.0

    @property
    def head(self) -> Token:
        """The token that stands for the cue."""
        return self.cue[0]


def subject(verb: Token) -> tuple[Token | None, str]:
    """The subject of a verb and how it was found: its own, or one that it shares with a verb above it."""
    at, how = verb, "own"
    for _ in range(5):
        for child in at.children:
            if child.dep_ in SUBJECTS and (child.i < at.i or at.i != verb.i or child.dep_ == "nsubj"):
                return child, how
        if at.dep_ == "conj" and at.head.pos_ in {"VERB", "AUX"}:
            how = "conj"
        elif at.dep_ in {"xcomp", "advcl", "pcomp", "ccomp"}:
            if at.dep_ == "ccomp" and not _subjectless(at):
                return None, "none"
            how = at.dep_
            if at.dep_ == "pcomp" and at.head.head.pos_ in {"VERB", "AUX"}:
                at = at.head
        elif at.dep_ in {"acl", "relcl"} and at.head.pos_ in {"NOUN", "PROPN", "PRON"}:
            return (at.head, "acl") if at.tag_ in {"VBG", "VB"} else (None, "none")
        else:
            return None, "none"
        at = at.head
    return None, "none"


def _subjectless(verb: Token) -> bool:
    return verb.tag_ in {"VBG", "VB"}


def agent(verb: Token) -> Token | None:
    """Who does it, in a passive: the noun behind "by"."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by" and passive(verb)):
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return noun
    return None


def passive(verb: Token) -> bool:
    """Whether a verb stands in the passive (or is a bare participle)."""
    return verb.tag_ == "VBN" and (
        any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
        or (verb.dep_ == "acl" and not any(c.dep_ == "aux" for c in verb.children))
    )


def noun_phrase(head: Token, stop: Token | None = None) -> Interval:
    """A noun with its full description, cut before ``stop`` where the parse swallowed the cue."""
    a, b = subtree(head)
    if stop is not None and a <= stop.i < b:
        if stop.i > head.i:
            b = stop.i
        else:
            a = stop.i + 1
    return a, b
