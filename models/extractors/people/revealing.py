"""When somebody described without a name may be given the one that stands elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.lexicon import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from models.extractors.people.cast import Mention
    from models.extractors.people.roles import Role

SPEAKS_OPENLY = {
    "minister",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "ambassador",
    "president",
    "foreign minister",
    "foreign secretary",
    "prime minister",
    "chancellor",
    "king",
}
"""Offices whose holder speaks under his name, though a lead may leave it out."""
HELD_BY_ONE = {
    "president",
    "prime minister",
    "foreign minister",
    "foreign secretary",
    "chancellor",
    "king",
    "minister",
}
"""Offices of a state that have one holder."""


def reports(doc: Doc, mention: Mention) -> bool:
    """Whether a name is followed by a verb of saying, or is its subject."""
    verbs = load("antecedents")["speech"]["verbs"]
    beside = doc[mention.end : mention.end + 1]
    follows = any(t.tag_ in ("VBD", "VBZ") and t.lemma_.lower() in verbs for t in beside)
    last = doc[mention.end - 1]
    return follows or (last.dep_ == "nsubj" and last.head.lemma_.lower() in verbs)


def disagree(relative: Token, noun: Token) -> bool:
    """Whether a verb in the plural shows that "which" means another noun: "on X, which | suggest that"."""
    plural = relative.dep_ == "nsubj" and relative.head.tag_ == "VBP" and relative.lower_ in ("which", "that")
    return plural and noun.tag_ == "NNP" and not any(c.dep_ == "conj" for c in noun.children)


def alike(one: Role, other: Role) -> bool:
    """Whether two role phrases name the same office of the same state."""
    return (one.noun, one.country, one.qualifiers) == (other.noun, other.country, other.qualifiers)
