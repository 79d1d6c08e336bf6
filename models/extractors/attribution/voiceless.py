"""Sources that are nobody: free relatives, messages without a sender, outlets that only print a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.knowledge import offices
from models.knowledge.reporting import lemma
from models.lexicon import entries

if TYPE_CHECKING:
    from spacy.tokens import Token

    from models.extractors.attribution.candidate import Candidate

_WHOEVER = frozenset({"whoever", "whatever", "whichever", "whomever"})
_WORDS = frozenset({"what", "whatever", "that", "which"})
_ASKING = frozenset({"what", "how", "why", "which", "whose"})


def has_no_voice(found: Candidate) -> bool:
    """Whether what stands as the source of a candidate, or as its object, tells of nobody's words."""
    return _is_free_relative(found) or _is_message(found) or _prints(found) or _refers_to_words(found)


def _is_free_relative(found: Candidate) -> bool:
    """ "Whoever believes that", "What leaders said about the coup": nobody in particular, or a title."""
    head, source = found.source_token, found.source
    if head is None or source is None:
        return False
    opens = found.ctx.doc[source[0]]
    return (
        head.lower_ in _WHOEVER or opens.lower_ in _WHOEVER or (opens.lower_ in _ASKING and opens.i < head.i)
    )


def _is_message(found: Candidate) -> bool:
    """ "A message passed to Oslo conveyed …": it carries somebody's words, of whom nothing is told."""
    head = found.source_token
    if head is None or lemma(head) not in entries("deeds", "things", "carriers") or head.pos_ != "NOUN":
        return False
    return not any(_sends(kid) for kid in head.children)


def _sends(kid: Token) -> bool:
    named = kid.dep_ in {"poss", "compound", "amod"} and bool(kid.ent_type_ or kid.dep_ == "poss")
    return named or (kid.dep_ in {"prep", "agent"} and kid.lower_ in {"from", "by", "of"})


def _prints(found: Candidate) -> bool:
    """ "The paper published the cables": a deed, unless a clause or a quotation tells what they say."""
    head = found.head
    if lemma(head) not in entries("deeds", "things", "printing"):
        return False
    if not found.frame.startswith(("object", "patient", "participle", "relative")):
        return False
    things = [c for c in head.children if c.dep_ in {"dobj", "nsubjpass"}]
    things += [head.head] if head.dep_ in {"acl", "relcl"} else []
    return any(offices.is_document_noun(t) for t in things)


def _refers_to_words(found: Candidate) -> bool:
    """ "rejected what he had said about the raid": the words are named and not told."""
    head = found.head
    fronted = any(c.dep_ == "dobj" and c.lower_ in _WORDS for c in head.lefts)
    return fronted and found.frame in {"prep:about", "prep:on", "prep:of", "prep:regarding"}
