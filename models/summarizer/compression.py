# pyright: standard
# Not strict: spaCy is partly untyped.
"""What may be left out of a sentence: phrases that stand beside the claim, never a part of the claim itself.

Sentence compression by deleting subtrees of the dependency parse, as in Filippova and Strube (2008),
"Dependency tree based sentence compression"; here not to shorten, but to tell whether a shortening that
somebody else made keeps who did what.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from models.lexicon import entries

if TYPE_CHECKING:
    from spacy.tokens import Token

_SET_OFF = frozenset(("relcl", "acl", "appos"))
_MODIFIERS = frozenset(("compound", "amod", "det", "nmod", "advmod", "npadvmod", "poss", "predet"))
_BESIDE = frozenset(
    ("advcl", "advmod", "npadvmod", "agent", "parataxis", "intj", "mark", "dep", "expl", "meta")
)
_SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
_VERBS = frozenset(("VERB", "AUX"))
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_CLAUSES = frozenset(("advcl", "conj", "relcl"))
_BRACKETS = ",(–—-:;"


def flaw(sentence: Sequence[Token], kept: Collection[int]) -> str:
    """Why the tokens ``kept`` (numbers in the doc) may not stand for ``sentence``, or "" where they may."""
    content = [t for t in sentence if any(c.isalnum() for c in t.text) and not _empty(t)]
    dropped = {t.i for t in content if t.i not in kept}
    if not dropped:
        return ""
    left = [t for t in content if t.i in kept]
    orphans = [t for t in left if t.head.i in dropped and not _in_a_row(t, kept)]
    roots = [t for t in left if t.head.i == t.i]
    if roots and not any(_says_something(t, kept) for t in roots):
        return "no main clause"
    if not roots:
        return _from_a_clause(orphans, kept) or _lost_part(content, kept, dropped)
    if orphans:
        return f"taken out of its phrase: {orphans[0].text}"
    return _lost_part(content, kept, dropped)


def mismatch(sentence: Sequence[Token], kept: Collection[int]) -> str:
    """A word that the cut gives to another one: a subject, a number, or an office without what tells which.

    The least that every cut must respect; :func:`flaw` asks for more.
    """
    for token in sentence:
        head, dep = token.head, token.dep_
        if token.i in kept and head.i not in kept and head.i != token.i:
            if dep == "nummod" or (dep in _SUBJECTS and not _shared(head, kept)):
                return f"taken out of its phrase: {token.text}"
        elif token.i not in kept and head.i in kept:
            noun = head.pos_ in {"NOUN", "PROPN"}
            whose = token.lower_ == "of" and head.lower_ in entries("guard", "office")
            if noun and (whose or (dep in _MODIFIERS and not _may_go(token, list(sentence), kept))):
                return f"part of the claim: {token.text}"
    return ""


def _shared(verb: Token, kept: Collection[int]) -> bool:
    """Whether a later verb that is kept has the same subject."""
    later = [c for c in verb.children if c.dep_ == "conj" and c.pos_ in _VERBS]
    return any(
        (c.i in kept and not any(s.dep_ in _SUBJECTS for s in c.children)) or _shared(c, kept) for c in later
    )


def _empty(token: Token) -> bool:
    """The "that" of "said that", which comes and goes as one likes."""
    return token.dep_ == "mark" and token.lower_ == "that"


def governing(sentence: Sequence[Token], kept: Collection[int]) -> set[int]:
    """The tokens left out that bear on what is kept: the verbs above it, and what hangs on either.

    A negation inside a clause that is gone as a whole is none of them; the word that opens the clause is.
    """
    above: set[int] = set()
    for verb in (t for t in sentence if t.i in kept and t.pos_ in _VERBS):
        at = verb
        while at.head.i != at.i and at.dep_ not in _CLAUSES:
            at = at.head
            above.add(at.i)
    near = {
        t.i
        for t in sentence
        if t.i not in kept
        and (t.i in above or ((t.head.i in kept or t.head.i in above) and t.dep_ not in {"conj", "relcl"}))
    }
    below = (t for t in sentence if t.head.i in near)
    return near | {t.i for t in below if t.dep_ == "mark" or t.head.dep_ not in _CLAUSES}


def _in_a_row(token: Token, kept: Collection[int]) -> bool:
    """Whether the token is one of several objects or places, of which another one is left out."""
    first = token.head
    while first.dep_ == "conj" and first.i not in kept:
        first = first.head
    return token.dep_ == "conj" and (first.i in kept or first.head.i in kept) and _row(token.head)


def _row(head: Token) -> bool:
    """Whether of several things named one may go: none that are counted, act together, or stand "between"."""
    around = [head, *head.children]
    return (
        head.pos_ in {"NOUN", "PROPN"}
        and head.dep_ in {"pobj", "dobj", "attr", "nmod", "conj"}
        and head.head.lower_ not in {"between", "among"}
        and not any(t.dep_ == "nummod" or t.lower_ in {"or", "nor", "both"} for t in around)
    )


def _from_a_clause(orphans: Sequence[Token], kept: Collection[int]) -> str:
    """Why the kept clause may not be cut loose from the sentence's main verb, or ""."""
    if len(orphans) == 1 and any(_told_of(orphans[0], c, kept) for c in orphans[0].children):
        return ""
    verbs = [t for t in orphans if t.pos_ in _VERBS and _factual(t)]
    if len(verbs) != 1:
        return "no main clause"
    verb = verbs[0]
    above = verb
    while above.head.i != above.i and above.dep_ != "relcl":
        if not _factual(above):
            return f"cut loose from: {above.head.text}"
        above = above.head
    others = [t for t in orphans if t is not verb]
    if any(c.dep_ in _SUBJECTS and c.i in kept for c in verb.children):
        return f"taken out of its phrase: {others[0].text}" if others else ""
    # "Blinken met Herzog and flew home": the second verb has the first one's subject.
    if not others or any(t.dep_ not in _SUBJECTS or t.head.i != verb.head.i for t in others):
        return "no subject"
    finite = [verb, *(c for c in verb.children if c.dep_ in {"aux", "auxpass"} and c.i in kept)]
    return "" if any(t.tag_ in _FINITE for t in finite) else f"not a sentence: {verb.text}"


def _says_something(root: Token, kept: Collection[int]) -> bool:
    """Whether the main word is a verb, also where the tagger missed it, or has a clause of its own."""
    clauses = {"nsubj", "nsubjpass", "ccomp"}
    return root.pos_ in _VERBS or any(c.dep_ in clauses or _told_of(root, c, kept) for c in root.children)


def _told_of(noun: Token, verb: Token, kept: Collection[int]) -> bool:
    """Whether ``verb`` is of a relative clause about ``noun`` whose "who" or "which" is left out."""
    subjects = [c for c in verb.children if c.dep_ in _SUBJECTS]
    return verb.dep_ == "relcl" and verb.i in kept and any(c.i not in kept and _relative(c) for c in subjects)


def _relative(token: Token) -> bool:
    return token.lower_ in {"who", "which", "that"} and token.tag_ in {"WP", "WDT"}


def _factual(verb: Token) -> bool:
    """Whether a clause tells what happened, and not what somebody said or what might be."""
    if verb.dep_ in {"conj", "relcl"}:
        return True
    marks = [c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"} and c.i < verb.i]
    if verb.dep_ != "advcl" or not marks:
        return False
    return marks[0] in entries("guard", "factual") or (marks[0] == "when" and verb.tag_ == "VBD")


def _lost_part(content: Sequence[Token], kept: Collection[int], dropped: Collection[int]) -> str:
    """A phrase that is missing and may not be, or ""."""
    for token in content:
        if token.i in dropped and token.head.i in kept and not _may_go(token, content, kept):
            return f"part of the claim: {token.text}"
    return ""


def _may_go(token: Token, content: Sequence[Token], kept: Collection[int]) -> bool:
    """Whether the phrase of ``token`` may be left out of that of its head, which is kept."""
    head, dep = token.head, token.dep_
    if dep in _SET_OFF:
        return _set_off(token, content) or _indefinite(head, content, kept) or _place(head)
    if dep == "prep":
        belongs = token.lower_ in entries("guard", "bound_prepositions") and not _set_off(token, content)
        return not belongs and not _superlative(head)
    if dep in {"cc", "conj"}:
        other = any(c.lower_ in {"or", "nor"} for c in [token, *head.children, *token.children])
        return not other and (head.pos_ in _VERBS or _row(head))
    return _small_word_may_go(token, kept)


def _small_word_may_go(token: Token, kept: Collection[int]) -> bool:
    """The same for auxiliaries, relative pronouns, and what stands before a noun."""
    head, dep = token.head, token.dep_
    if dep in {"aux", "auxpass"} and head.text.endswith(("en", "wn")):
        return True  # "given a ban": the form cannot be taken for what somebody did
    if head.dep_ == "relcl" and (_relative(token) or dep in {"aux", "auxpass"}):
        # "the tools [that were] used", "the manager [who] has taken charge"
        return head.head.i in kept and not any(_relative(c) and c.i in kept for c in head.children)
    if dep in _MODIFIERS and head.pos_ in {"NOUN", "PROPN"}:
        which = dep != "det" and head.lower_ in entries("guard", "office") and not _title_of(head, kept)
        return not which and token.lower_ not in entries("guard", "privative")
    return dep in _BESIDE


def _set_off(token: Token, content: Sequence[Token]) -> bool:
    """Whether a comma, bracket or dash stands before the phrase: without one it says which is meant."""
    left = token.left_edge
    before = left.doc[left.i - 1].text if left.i > content[0].i else ""
    return before != "" and before[-1] in _BRACKETS


def _place(head: Token) -> bool:
    """Whether the noun says where or when: which place exactly may stay open."""
    return (
        head.dep_ == "pobj"
        and head.head.lower_ in entries("guard", "circumstance")
        and not _superlative(head)
    )


def _indefinite(head: Token, content: Sequence[Token], kept: Collection[int]) -> bool:
    """Whether it does not matter which are meant: some hostages who were ill are some hostages."""
    if any(t.dep_ == "neg" for t in content if t.i in kept):
        return False
    return all(c.lower_ in {"a", "an", "some"} for c in head.children if c.dep_ in {"det", "nummod", "poss"})


def _superlative(head: Token) -> bool:
    """Whether the phrase bounds a superlative: the first in years is not the first."""
    return any(
        t.tag_ in {"JJS", "RBS"} or t.lower_ in entries("guard", "rank") for t in [head, *head.children]
    )


def _title_of(head: Token, kept: Collection[int]) -> bool:
    """Whether a person's bare name is left of a title and name."""
    return head.ent_type_ == "PERSON" and all(c.ent_type_ == "PERSON" for c in head.lefts if c.i in kept)
