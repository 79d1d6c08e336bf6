"""Whether a matter is put forward, denied, or met with silence: told by the cue and what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.knowledge.reporting import lemma
from models.lexicon import entries
from models.types import Polarity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_NONE = frozenset({"no", "nothing", "neither", "none"})
_NOBODY = frozenset({"nobody", "none", "neither"})
_NEVER = frozenset({"never", "without"})


def polarity(cue: Token) -> Polarity:
    """The polarity of what ``cue``, the head of an attribution's cue, attributes."""
    verb, refused = _refusal(cue)
    if _is_silence(verb, refused):
        return Polarity.DECLINED
    if refused or negated(verb):
        return Polarity.SAID
    return Polarity.DENIED if _is_denial(verb) else Polarity.SAID


def negated(verb: Token) -> bool:
    """Whether a verb carries a "not" or "never", or a subject that denies ("neither side")."""
    if any(c.dep_ == "neg" or c.lower_ in _NEVER for c in verb.lefts):
        return True
    return denies(next((c for c in verb.lefts if c.dep_ in {"nsubj", "nsubjpass"}), None))


def denies(subject: Token | None) -> bool:
    """Whether a subject itself denies: "nobody", "neither side", "no official"."""
    if subject is None:
        return False
    return subject.lower_ in _NOBODY or any(c.lower_ in {"neither", "no"} for c in subject.lefts)


def _refusal(cue: Token) -> tuple[Token, bool]:
    """The verb of saying and whether it is one that somebody declined or refused to do."""
    refusals = entries("content", "silence", "refusals")
    if lemma(cue) in refusals:
        inner = next((c for c in cue.rights if c.dep_ in {"xcomp", "prep", "ccomp"}), None)
        if inner is not None and inner.dep_ == "prep":
            inner = next((c for c in inner.children if c.dep_ == "pcomp"), None)
        wanted = lemma(cue) != "decide" or (inner is not None and negated(inner))
        return (inner or cue), wanted and not negated(cue)
    above = cue.head
    if cue.dep_ in {"xcomp", "pcomp"} and lemma(above) in refusals and lemma(above) != "decide":
        return cue, not negated(above)
    return cue, False


def _is_silence(verb: Token, refused: bool) -> bool:
    said = lemma(verb) in entries("content", "silence", "verbs") and not any(
        c.dep_ == "prt" for c in verb.children
    )
    if refused:
        return said or _nothing_given(verb, denied=True)
    if _neither(verb):
        return True
    if said and (negated(verb) or _stopped(verb)):
        return lemma(verb) != "deny"
    return _nothing_given(verb, denied=negated(verb) or _stopped(verb))


def _nothing_given(verb: Token, *, denied: bool) -> bool:
    """ "gave no details", "made no comment", "did not offer an explanation", "declined an interview"."""
    giving, refusing = entries("content", "silence", "giving"), entries("content", "silence", "refusals")
    if lemma(verb) not in giving and lemma(verb) not in refusing:
        return False
    given = [c for c in verb.rights if c.dep_ in {"dobj", "attr"} and _is_answer(c)]
    return any(denied or any(k.lower_ in _NONE for k in c.lefts) for c in given)


def _is_answer(noun: Token) -> bool:
    """Whether a noun is something that answers: "details", "an interview request", but no other request."""
    nouns = entries("content", "silence", "nouns")
    if lemma(noun) != "request":
        return lemma(noun) in nouns
    about = [c for c in noun.children if c.dep_ == "compound"]
    about += [g for c in noun.children if c.lower_ == "for" for g in c.children if g.dep_ == "pobj"]
    return any(lemma(c) in nouns or lemma(c) == "press" for c in about)


def _neither(verb: Token) -> bool:
    """ "neither confirmed nor denied", "would not confirm or deny"."""
    pair = {lemma(verb)} | {lemma(c) for c in _joined(verb)}
    if not {"confirm", "deny"} <= pair:
        return False
    first = verb.head if verb.dep_ == "conj" else verb
    return negated(first) or any(
        c.lower_ == "neither" for t in (first, verb) for c in t.subtree if c.i < verb.i + 1
    )


def _joined(verb: Token) -> Iterator[Token]:
    yield from (c for c in verb.children if c.dep_ == "conj")
    if verb.dep_ == "conj":
        yield verb.head


def _stopped(verb: Token) -> bool:
    """ "stopped short of saying", "without naming"."""
    above = verb.head
    return verb.dep_ == "pcomp" and (above.lower_ == "without" or lemma(above.head) == "stop")


def _is_denial(verb: Token) -> bool:
    if lemma(verb) in entries("content", "denial", "verbs") or lemma(verb) == "denial":
        return True
    particle = next(
        (c.lower_ for c in verb.children if c.dep_ in {"prt", "advmod"} and c.i == verb.i + 1), ""
    )
    dismissals = entries("content", "denial", "dismissals")
    if dismissals.isdisjoint({lemma(verb), f"{lemma(verb)} {particle}".strip()}):
        return False
    about = [c for c in verb.children if c.dep_ in {"dobj", "nsubjpass", "dative"}]
    heads = {lemma(c) for c in about} | {lemma(k) for c in about for k in c.children if k.dep_ == "conj"}
    return not heads.isdisjoint(entries("content", "denial", "claims"))
