"""A possible attribution, before it is weighed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.extractors.attribution.spans import Context, Interval, subtree
from models.types import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


@dataclass(slots=True)
class Candidate:
    """A cue in a frame with what it would attribute to whom.

    ``frame`` names the construction ("clause", "infinitive", "prep:for", "quotation" …), ``key`` the entry
    of the lexicon ("say", "call for", "statement"). ``content`` is in offsets of the article; ``source``
    is an interval of tokens or None; ``marks`` are the traits that the weights know. ``host`` is the verb
    that the cue is a phrase of: in "according to X, Y said Z" that is "said".
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
    host: Token | None = None
    marks: set[str] = field(default_factory=set[str])
    score: float = 0.0

    @property
    def head(self) -> Token:
        """The token that stands for the cue."""
        return self.cue[0]


def subjects(verb: Token) -> list[tuple[Token, str]]:
    """Who may be a verb's subject, likeliest first, each with how it was found.

    Its own subject, or one shared with a word above it: of the clause it is joined to, of the verb whose
    complement it is, the noun it describes, the object that is made to do it.
    """
    own = _own(verb)
    if own is not None:
        return [(own, "own")]
    found: list[tuple[Token, str]] = []
    at, how = verb, ""
    for _ in range(7):
        up = at.head
        if up.i == at.i:
            break
        dep = at.dep_
        if dep in {"acl", "relcl"} and up.pos_ in {"NOUN", "PROPN", "PRON"}:
            found.append((up, how + "acl"))
        elif dep in {"xcomp", "advcl", "ccomp", "pcomp"}:
            patient = next(
                (c for c in up.children if c.dep_ in {"dobj", "dative"} and up.i < c.i < at.i), None
            )
            if patient is not None and patient.pos_ in {"NOUN", "PROPN", "PRON"}:
                found.append((patient, how + dep + "-object"))
        how = how or (dep if dep in _SHARING else "far")
        at = up
        own = _own(at) if at.pos_ in {"VERB", "AUX"} else None
        if own is not None and own.i != verb.i and not _dominates(verb, own):
            found.append((own, how))
            how += "+"
        if at.pos_ == "NOUN":
            owner = next((c for c in at.children if c.dep_ == "poss"), None)
            if owner is not None:
                found.append((owner, "owner"))
    return sorted(found, key=lambda f: (f[1].endswith("-object"), "+" in f[1]))[:_ALTERNATIVES]


_SHARING = frozenset({"conj", "xcomp", "advcl", "pcomp", "ccomp", "acl"})
_ALTERNATIVES = 3


def _own(verb: Token) -> Token | None:
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if own is not None:
        return None if misread_object(verb) is not None else own
    return _heard_with(verb)


def misread_object(verb: Token) -> Token | None:
    """The object of the verb above, which the parse took for a participle's subject: "defended the plan
    | warning that …"."""
    above = verb.head
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or above.pos_ != "VERB" or above.i > verb.i:
        return None
    own = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if own is None or own.left_edge.i != above.i + 1 or own.i + 1 != verb.i:
        return None
    alone = not any(c.dep_ in {"aux", "mark"} for c in verb.lefts)
    return own if alone and not any(c.dep_ == "dobj" for c in above.rights) else None


def _heard_with(verb: Token) -> Token | None:
    """ "with the minister saying that …": who speaks, where the parse hangs name and participle apart."""
    if verb.tag_ != "VBG" or verb.i == 0 or any(c.dep_ in {"aux", "mark"} for c in verb.lefts):
        return None
    at = verb.nbor(-1)
    for above in (at, *at.ancestors):
        if above.dep_ == "pobj" and above.head.lower_ == "with":
            return above if above.head.right_edge.i + 1 == verb.i else None
        if above.pos_ in {"VERB", "AUX"}:
            break
    return None


def _dominates(above: Token, token: Token) -> bool:
    for _ in range(12):
        if token.i == above.i:
            return True
        if token.head.i == token.i:
            return False
        token = token.head
    return False


def subject(verb: Token) -> tuple[Token | None, str]:
    """The likeliest subject of a verb and how it was found."""
    return next(iter(subjects(verb)), (None, "none"))


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
        or (verb.dep_ in {"acl", "advcl"} and not any(c.dep_ == "aux" for c in verb.children))
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


def points_back(found: Candidate) -> bool:
    """Whether a content is nothing but pronouns: "this", "them both"."""
    ctx = found.ctx
    if len(found.content) != 1:
        return False
    [(start, end)] = found.content
    if start < ctx.offset or end > ctx.offset + len(ctx.text):
        return False
    said = ctx.doc.char_span(start - ctx.offset, end - ctx.offset, alignment_mode="expand")
    return said is not None and said[0].pos_ == "PRON" and all(t.pos_ in {"PRON", "DET"} for t in said)
