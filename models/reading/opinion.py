"""Opinion told by its language: an author who judges, demands and asks, and hardly quotes anybody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.lexicon import load
from models.reading import splitting
from models.reading.patterns import patterns, plain

_QUOTED = re.compile(r"[\"“„«][^\"”»]*(?:[\"”»]|$)|``.*?(?:''|$)")
_SPOKEN = 4  # words; shorter quotations are names, or words held up at arm's length
_QUESTION = re.compile(r"\?[\"'”’)\]]*$")
_TOP = 4  # blocks in which a headline and its deck stand
_HEAD = 25  # words; longer ones are text
_FEWEST_SENTENCES, _FEWEST_OWN, _FEWEST_JUDGED = 5, 3, 2
_JUDGES = frozenset({"duties", "judgement"})
_FEWEST_HELD = 2
_SPEAKS = re.compile(r"\b(?:he|she|they|[A-Z]\w+) (?:said|says|told|added|wrote|replied)\b")
_SHARE = 0.15  # no news of the development sets reaches it


def is_opinion(texts: Sequence[str], labelled: bool = False) -> bool:
    """Whether the blocks of a text, furniture included, are mostly an author's own judgement.

    Sentences in the author's own voice must be three at least, make up 0.15 of all, and outnumber those that
    report speech; two of them must judge or demand. ``labelled`` halves what is asked of a text that its
    page calls an analysis.
    """
    if _is_address(texts):
        return False
    sentences = [t[a:b] for t in texts if len(t.split()) >= 5 for a, b in splitting.sentences(t)]
    if len(sentences) < _FEWEST_SENTENCES:
        return False
    voiced = [_traits(s) for s in sentences if not reports(s)]
    own = sum(bool(traits) for traits in voiced)
    judged = sum(bool(traits & _JUDGES) for traits in voiced)
    various = len(frozenset[str]().union(*voiced)) > 1
    told = len(sentences) - len(voiced)
    ease = 2 if labelled else 1
    enough = own * ease >= _FEWEST_OWN and judged * ease >= _FEWEST_JUDGED and various
    return enough and own * ease >= _SHARE * len(sentences) and own > told


def argues_in_person(texts: Sequence[str]) -> bool:
    """Whether an author says outside quotation marks, twice at least, what "I" hold: "I suggested that"."""
    if _is_address(texts):
        return False
    free = [_QUOTED.sub(" ", t).replace("’", "'") for t in texts if len(t.split()) >= 5]
    sentences = [t[a:b] for t in free for a, b in splitting.sentences(t)]
    held = patterns("opinion", "person")
    return sum(any(p.search(s) for p in held) and not _SPEAKS.search(s) for s in sentences) >= _FEWEST_HELD


def _traits(sentence: str) -> frozenset[str]:
    """By what an author's own voice is heard in a sentence, outside quotation marks."""
    free = _QUOTED.sub(" ", sentence)
    folded = free.replace("’", "'").casefold()
    found = {
        key for key in ("duties", "judgement") if any(p.search(folded) for p in patterns("opinion", key))
    }
    found |= {
        key for key in load("opinion")["own"] if any(p.search(free) for p in patterns("opinion", "own", key))
    }
    return frozenset({*found, "question"} if _QUESTION.search(free) else found)


def reports(sentence: str) -> bool:
    """Whether a sentence tells what somebody said: it quotes or has a cue of speech."""
    spoken = any(len(m.group().split()) >= _SPOKEN for m in _QUOTED.finditer(sentence))
    return spoken or any(p.search(sentence.casefold()) for p in patterns("opinion", "speech"))


def argues(sentence: str) -> bool:
    """Whether a sentence judges or demands in the author's own voice, rather than asks or reports."""
    return not reports(sentence) and bool(_traits(sentence) & _JUDGES) and not asks(sentence)


def weight(sentence: str, told: float, reported: float, asked: float) -> float:
    """1 for a sentence that argues, or one of the weights for those that tell, report speech or ask."""
    if asks(sentence):
        return asked
    return reported if reports(sentence) else 1.0 if argues(sentence) else told


def asks(sentence: str) -> bool:
    """Whether a sentence is a question of the author's, and not one that somebody is quoted with."""
    return bool(_QUESTION.search(_QUOTED.sub(" ", sentence)))


def _is_address(texts: Sequence[str]) -> bool:
    """Whether a text is spoken or issued by somebody, or an interview, and its "we" not an author's."""
    heads = [plain(t) for t in texts[:_TOP] if len(t.split()) <= _HEAD]
    if any(p.fullmatch(h) for h in heads for p in patterns("opinion", "others", "heads")):
        return True
    addressed = patterns("opinion", "others", "addresses")
    return any(p.search(plain(_QUOTED.sub(" ", t))) for t in texts for p in addressed)
