"""The mood of a cue: whether saying is told as a fact, or only asked, supposed or expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.lexicon import entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_UP = frozenset({"conj", "xcomp", "ccomp", "pcomp", "acl", "advcl"})  # parts of one assertion
_WILL = frozenset(
    {"will", "wo", "'ll", "’ll", "would", "'d", "’d", "shall", "may", "might", "could", "can", "ca"}
)
_DUTY = frozenset({"should", "must", "ought"})


def supposed(verb: Token) -> bool:
    """Whether a verb stands in a condition: "if it is confirmed that", "unless Oslo says and does so"."""
    for at in _assertion(verb):
        if any(c.dep_ in {"mark", "advmod"} and c.lower_ in entries("mood", "conditions") for c in at.lefts):
            return True
        if at.dep_ == "advcl" and any(c.dep_ in {"mark", "advmod", "prep"} for c in at.lefts):
            return False  # "if, as the minister said, …"
    return False


def asked(verb: Token) -> bool:
    """Whether a verb stands in a direct question: "Does anyone believe that", "Who said that …?"."""
    sent = verb.sent
    words = [t for t in sent if not t.is_punct and not t.is_space]
    if not words or not sent.text.rstrip(" \"'”’)]").endswith("?"):
        return False
    first = next(
        (t for t in words if t.pos_ not in {"CCONJ", "INTJ"} and t.lower_ not in {"so", "then"}), words[0]
    )
    opens = (
        first.tag_ in {"WP", "WP$", "WRB", "WDT"} or first.dep_ in {"aux", "auxpass"} or first.pos_ == "AUX"
    )
    root = sent.root
    turned = any(
        c.dep_ in {"aux", "auxpass"}
        and any(s.dep_ in {"nsubj", "nsubjpass"} and s.i > c.i for s in root.lefts)
        for c in root.lefts
    )
    return (opens or turned) and first.i <= verb.i


def expected(verb: Token) -> bool:
    """Whether saying is still to come or only possible: "will claim", "may regard", "should admit"."""
    return any(
        c.dep_ == "aux" and c.lower_ in _WILL | _DUTY
        for at in _assertion(verb, through=_UP - {"ccomp", "advcl"})
        for c in at.lefts
    )


def forecast(cue: Token) -> bool:
    """Whether an author only foresees it: "is set to heighten concerns", "is likely to say"."""
    at = cue if cue.pos_ in {"VERB", "AUX"} or cue.i == cue.head.i else cue.head
    return any(
        v.dep_ == "xcomp"
        and v.head.lower_ in entries("mood", "forecasts")
        and any(c.tag_ == "TO" for c in v.lefts)
        for v in _assertion(at, through=_UP - {"ccomp"})
    )


def _assertion(verb: Token, through: frozenset[str] = _UP) -> Iterator[Token]:
    """A verb and the ones above it that assert or suppose it with themselves."""
    at = verb
    for _ in range(8):
        yield at
        if at.dep_ not in through or at.head.i == at.i:
            return
        at = at.head
