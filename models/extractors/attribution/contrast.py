"""The words of a rival, which the reporter sets against a speaker's and which the parse counts into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.extractors.attribution.candidate import SUBJECTS
from models.knowledge.reporting import act_of_key, acts, lemma
from models.lexicon import entries

if TYPE_CHECKING:
    from spacy.tokens import Token

    from models.extractors.attribution.candidate import Candidate

_CONTRASTS = frozenset({"while", "whereas", "whilst", "although", "though"})


def contrasted(found: Candidate, token: Token) -> int:
    """Where the words of another begin whom the reporter sets against the speaker, else 0: "X insisted
    that A, | while Y insisted that B"."""
    before = token.nbor(-1)
    if token.lower_ in _CONTRASTS and token.dep_ == "mark" and token.head.dep_ == "advcl":
        verb = token.head
    elif token.dep_ == "cc" and token.head.i < token.i:
        verb = next((c for c in token.head.rights if c.dep_ == "conj" and c.i > token.i), token)
    else:
        return 0
    if verb == found.head:  # the cue itself: "X has no plans, but a visit could be arranged, Y told …"
        return 0
    own = any(c.dep_ in SUBJECTS and c.i > token.i for c in verb.lefts)
    told = any(c.dep_ in {"ccomp", "xcomp", "dobj", "prep"} for c in verb.rights)
    act = acts().get(act_of_key().get(lemma(verb), ""))
    if not own or not told or act is None or before.text != ",":
        return 0
    cue = lemma(found.head)
    position = token.dep_ == "mark" and cue in entries("content", "positions", "verbs")
    alike = lemma(verb) == cue and verb.tag_ in {"VBD", "VBZ", "VBP"}
    return before.i if alike or (position and act.speech) else 0
