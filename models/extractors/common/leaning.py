"""What a statement leans on: words of it that only a sentence before it explains."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from models.lexicon import load
from models.types import Speaker, Statement

_AUX = (
    r"(?:is|are|was|were|will|would|had|has|have|can|could|may|might|must|should|does|did|do|means?|meant)\b"
)
_CONTRACTED = r"(?:['’](?:s|ll|d|re|ve)\b|n['’]t\b)"
# "It is time to talk" and "it was expected that …" point at nothing.
_EXPLETIVE = re.compile(
    rf"it(?:['’]s| (?:{_AUX}|be|been|not|(?:seem|appear|remain)(?:s|ed)?|takes?|took|makes?|made))+"
    r"[^.;]{0,80}?\b(?:that|to|who|whether|if|how|when|like|time|up|why|where|\w+ing)\b",
    re.IGNORECASE,
)
_IT = re.compile(r"it\b(?!['’]?s? own)", re.IGNORECASE)
_DEMONSTRATIVE = re.compile(
    rf"(?:this|that|these|those)(?:{_CONTRACTED}|\s+(?:{_AUX}|not\b|one\b|ones\b|an?\b|the\b|as\b|to\b|for\b)|\s*$)",
    re.IGNORECASE,
)
_OBJECT = re.compile(r"(?:it|them|this|these|those)\s+(?:an?|the|as|to|for|not)\b", re.IGNORECASE)
_PLURAL = re.compile(r"(?:they|them|their)\b", re.IGNORECASE)
_SINGULAR = re.compile(r"(?:he|she|his)\b", re.IGNORECASE)
_HIM = re.compile(r"(?:him|her(?= (?:of|for|as|to|an?|on|from)\b))\b", re.IGNORECASE)
_ITS = re.compile(r"its\b", re.IGNORECASE)
_ENDS_IN_IT = re.compile(r"\b(?:at|for|about|of|with|against|on|over|behind|by) (?:it|them|this|that)\W*$")
_ORDINAL = "second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|former|latter"
_NUMBERLESS = re.compile(
    rf"\bthe (?:{_ORDINAL}|first)(?: one)?(?=\s*(?:,|\.|;|$)|\s+{_AUX})|\b(?:that|this) one\b"
    r"|(?<!of )\b(?:ours|theirs)\b|\bone of (?:them|these|those)\b",
    re.IGNORECASE,
)
# A participle that tells which one is meant: "the resolution adopted by the council".
_EXPLAINING = (
    r"[a-z]+ing|(?:[a-z]+ed|made|held|sent|given|taken) (?:by|at|between|with|against|to|from|in|last|this)"
)
_BOTH = re.compile(rf"both (?:of (?:them|these|those)\b|{_AUX})", re.IGNORECASE)
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+)*")
_STEM = 4  # letters that "decision" and "decided" have in common


@dataclass(frozen=True, slots=True)
class Lean:
    """What a statement points back with. ``noun`` is the noun, "" for a pronoun.

    ``told`` says that a whole sentence may have told it ("the decision"), not only one that has the word.
    """

    noun: str = ""
    told: bool = True


def find(statement: Statement, known: str = "") -> Lean | None:
    """What ``statement`` leans on, None where it stands alone for a reader who sees ``known`` above it."""
    words = shown(statement)
    return _pronoun(words, statement.speaker) or _noun(words, statement, known)


def shown(statement: Statement) -> str:
    """What of a statement follows its verb: its content, with the "them" of "called them a farce"."""
    text = statement.text.removeprefix("that ").lstrip("\"'“‘ ")
    clause, cue = statement.clause, statement.cue
    if clause is None or not cue or not clause[0] <= cue[-1][0] < cue[-1][1] <= statement.content[0][0]:
        return text
    behind = statement.clause_text[cue[-1][1] - clause[0] :].strip().removeprefix("that ").lstrip("\"'“‘ ")
    return behind if statement.content[-1][1] <= clause[1] else text


def _pronoun(words: str, speaker: Speaker | None) -> Lean | None:
    person = speaker is not None and speaker.kind == "person" and " and " not in (speaker.name or "")
    alone = person or speaker is None
    found = (
        (alone and _IT.match(words) and not _EXPLETIVE.match(words))
        or (_OBJECT.match(words) and not _EXPLETIVE.match(words))
        or _DEMONSTRATIVE.match(words)
        or (alone and (_PLURAL.match(words) or _ITS.match(words)))
        or (not person and _SINGULAR.match(words))
        or _HIM.match(words)
        or (alone and _ENDS_IN_IT.search(words))
        or _NUMBERLESS.search(words)
        or _BOTH.match(words)
    )
    return Lean() if found else None


def _noun(words: str, statement: Statement, known: str) -> Lean | None:
    numbered = _numbered().search(words)
    if numbered is not None and not _several(words[: numbered.start()], statement.speaker):
        return Lean(numbered["noun"] or "")
    for match in _definite().finditer(words):
        noun = match["noun"].casefold()
        if not _is_named(noun, f"{known} {words[: match.start()]}"):
            return Lean(noun, noun in _nouns("matters"))
    return None


def _several(before: str, speaker: Speaker | None) -> bool:
    """Whether those of whom there are two are named: as the speakers, or in the words before."""
    if speaker is not None and (speaker.kind == "group" or " and " in (speaker.name or "")):
        return True
    return len(set(_NAME.findall(before))) > 1


def _is_named(noun: str, known: str) -> bool:
    """Whether the words of ``known`` have one of the noun's family: "decided" for "decision"."""
    return re.search(rf"\b{re.escape(noun[:_STEM])}", known, re.IGNORECASE) is not None


def names(sentence: str, noun: str) -> bool:
    """Whether a sentence has a word of the family of ``noun``."""
    return _is_named(noun, sentence)


@cache
def _nouns(kind: str) -> frozenset[str]:
    return frozenset(load("leaning")["nouns"][kind])


@cache
def _definite() -> re.Pattern[str]:
    """A definite noun of the lists that nothing behind it explains, small words alone before it."""
    nouns = "|".join(sorted(_nouns("matters") | _nouns("things"), key=len, reverse=True))
    behind = "|".join(load("leaning")["complements"]["words"])
    return re.compile(
        rf"\b(?i:the|this|these|those|such(?: an?)?|that(?!\s\S+s\b))\s+"
        r"(?:(?!(?:of|and|or|to|in|for|on|way|with|by|at|from)\b)[a-zà-þ-]+\s+){0,2}?"
        rf"(?P<noun>{nouns})\b"
        rf"(?!['’-]|\s+(?:{behind}|{_EXPLAINING})\b|\s+[A-ZÀ-Þ]|\s+(?:{nouns})\b)"
    )


@cache
def _numbered() -> re.Pattern[str]:
    nouns = "|".join(_nouns("numbered"))
    return re.compile(
        rf"\b(?:the|these|those) (?:two|three|four|five)"
        rf"(?:\s+(?P<noun>{nouns})\b|(?=\s*(?:,|\.|$)|\s+{_AUX}))(?! of\b)",
        re.IGNORECASE,
    )
