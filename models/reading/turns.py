"""The turns of a transcript: whose label stands where, who only asks, and what is mere courtesy."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from models.knowledge import outlets
from models.lexicon import load
from models.reading.patterns import matches, patterns, plain

Part = Literal["asks", "leads", "answers", "speaks"]

_WORD = r"[A-ZÀ-Þ][\w.'’\-/]*"
_LINK = r"of|the|and|for|de|da|al|bin|van|von|el|la|del|to|at|on|in|\d"
_LABEL = re.compile(
    rf"\**(?P<name>{_WORD}(?:,? (?:{_WORD}|{_LINK})){{0,9}})"
    r"(?:\s*[(\[](?P<note>[^()\[\]]{1,60})[)\]])?\s*:\**\s*(?:\(\d{1,2}:\d\d(?::\d\d)?\)\s*)?"
)
_STAMPED = re.compile(rf"(?P<name>{_WORD}(?: {_WORD}|\d){{0,5}})\s*:?\s*\(\d{{1,2}}:\d\d(?::\d\d)?\)\s*:?\s*")
_BARE = re.compile(r"(?P<name>Q|A)(?:\d?[.)]?\s+)(?=[\"“'(\[—–-]?\s?[A-ZÀ-Þ0-9(])")
_ASIDE = re.compile(
    r"^(?:[(\[][^()\[\]]{1,60}[)\]]\s*)+(?=\S)|\s*[(\[][^()\[\]]{1,40}[)\]]$"
)  # "(Laughter.)"
_DASH = re.compile(r"[—–-]\s+(?=[\w\"“«¿])")
DASH = "—"
"""The name of the label of turns that only a dash opens."""
_EXCHANGES = 3  # answers that follow a question
_ALTERNATE = 0.6  # of the turns that a dash opens, those that belong to such exchanges
_LONGEST = 80  # characters of a label
_LONG = 25  # words of a turn that says more than a word in passing
_ENOUGH = 4  # labels in title case that make a transcript
_SHARE = 0.25  # of the blocks of such a text that have one


@dataclass(frozen=True, slots=True)
class Label:
    """Who speaks: ``name`` as written, and where in the block the words begin."""

    name: str
    end: int
    part: Part

    @property
    def loud(self) -> bool:
        """Whether it is set in capitals, as a transcript's are."""
        return self.name.isupper()

    @property
    def titled(self) -> bool:
        """Whether it has a title or an office ("MS. LIND", "The Minister")."""
        known = words("titles") | words("honorifics") | words("qualifiers")
        return not known.isdisjoint(_bare(self.name).split())


def label(text: str, bare: bool = False) -> Label | None:
    """The label that a block opens with, or None. With ``bare``, "Q" and "A" need no colon."""
    found = _STAMPED.match(text) or _LABEL.match(text) or (_BARE.match(text) if bare else None)
    if found is None or len(found["name"]) > _LONGEST:
        return None
    name = found["name"].strip()
    if _bare(name) in words("nobody"):
        return None
    return Label(name, found.end(), _part(name))


def labels(texts: Sequence[str]) -> list[Label | None]:
    """The label of each block, if the text they make is a transcript; else none has one."""
    asked = sum(t.startswith("Q") and _BARE.match(t) is not None for t in texts)
    loud = any(x is not None and x.loud and x.titled for x in map(label, texts)) if asked == 1 else False
    found = [label(t, asked > 1 or loud) for t in texts]
    if not _is_transcript(texts, [x for x in found if x is not None]):
        return _dialogue(texts) or [None] * len(texts)
    return _with_askers(texts, found)


def name_of(text: str) -> str:
    """The name in a label that was cut off its turn: without colon, bracketed note and time."""
    return re.sub(r"\s*(?:[(\[][^()\[\]]*[)\]]|:|\*+|\.$|\))\s*", " ", text).strip(" *")


def part_of(name: str) -> Part:
    """What the name of a label tells about who speaks."""
    return _part(name)


def aside_end(sentence: str) -> int:
    """Where the words begin behind an aside: "(Via interpreter) We agreed"; 0 where there is none."""
    found = _ASIDE.match(sentence)
    return found.end() if found is not None and found.end() < len(sentence) else 0


def is_courtesy(sentence: str) -> bool:
    """Whether a sentence of a turn only greets, thanks, calls on somebody or leads on."""
    sentence = _ASIDE.sub("", sentence)
    said = sentence.split()
    if len(said) > load("genres")["courtesies"]["longest"]:
        return False
    interjected = plain(said[0]).strip(",") in load("genres")["courtesies"]["interjections"] if said else True
    if len(said) <= (3 if interjected else 2) and not any(c.isdigit() for c in sentence):
        return True
    return matches(plain(sentence), "genres", "courtesies", "short")


def is_opener(sentence: str) -> bool:
    """Whether a sentence only takes up what was asked, or leads on to what is said next."""
    return matches(plain(_ASIDE.sub("", sentence)), "genres", "courtesies", "openers")


def is_correction(sentence: str) -> bool:
    """Whether a speaker takes back a slip of the tongue: "I misspoke", "excuse me, I meant Marlia"."""
    return any(p.search(plain(sentence)) for p in patterns("genres", "courtesies", "corrections"))


def _is_transcript(texts: Sequence[str], found: Sequence[Label]) -> bool:
    asked = sum(x.part in {"asks", "leads"} for x in found)
    spoken = [x for x in found if x.part in {"speaks", "answers"}]
    loud = [x for x in spoken if x.loud and (x.titled or x.part == "answers")]
    if loud and (asked or len(loud) > 1):
        return True
    announced = any(matches(plain(t), "genres", "transcripts", "titles") for t in texts[:3])
    if announced and (loud or (asked and spoken) or (len(spoken) > 1 and any(x.titled for x in spoken))):
        return True
    if asked >= 2 and len(spoken) >= 2:
        return True
    counts = Counter(x.name for x in found)
    often = [name for name, n in counts.items() if n >= 2 and (" " in name or name.isupper())]
    return bool(often) and len(counts) >= 2 and len(found) >= max(_ENOUGH, _SHARE * len(texts))


def _dialogue(texts: Sequence[str]) -> list[Label | None] | None:
    """The labels of an interview whose questions and answers only dashes open; None if it is none."""
    found = [_DASH.match(t) for t in texts]
    asks = [m is not None and t.rstrip(' "”»').endswith("?") for m, t in zip(found, texts, strict=True)]
    answers = [m is not None and not asks[i] and i > 0 and asks[i - 1] for i, m in enumerate(found)]
    dashes = sum(m is not None for m in found)
    if sum(answers) < _EXCHANGES or 2 * sum(answers) < _ALTERNATE * dashes:
        return None
    return [
        Label(DASH, m.end(), "answers" if told else "asks") if m is not None else None
        for m, told in zip(found, answers, strict=True)
    ]


def _with_askers(texts: Sequence[str], found: list[Label | None]) -> list[Label | None]:
    """Labels whose turns mostly end in questions are interviewers'; those that only hand over, hosts'."""
    turns: dict[str, list[str]] = {}
    name = ""
    for text, mark in zip(texts, found, strict=True):
        if mark is not None:
            name = mark.name
            turns.setdefault(name, []).append(text[mark.end :])
        elif name:
            turns[name][-1] += " " + text
    ends = {n: sum(t.rstrip(" \"”'’").endswith("?") for t in said) for n, said in turns.items()}
    asking = {n for n, said in turns.items() if 2 * ends[n] > len(said)}
    if not any(x is not None and x.part == "asks" for x in found):
        asking |= _unknown([x for x in found if x is not None and x.part == "speaks"])
    leading = {n for n, said in turns.items() if _only_leads(said)}
    parts: dict[str, Part] = {**dict.fromkeys(asking, "asks"), **dict.fromkeys(leading, "leads")}
    return [
        replace(x, part=parts.get(x.name, x.part)) if x is not None and x.part == "speaks" else x
        for x in found
    ]


def _unknown(found: Sequence[Label]) -> set[str]:
    """Those who are labelled by name alone where others have an office: reporters at a briefing."""
    titled = {x.name for x in found if x.titled}
    often = {n for n, count in Counter(x.name for x in found).items() if count > 1} & titled
    return {x.name for x in found if not x.titled and not x.loud} if often else set()


def _only_leads(said: Sequence[str]) -> bool:
    """Whether every longer turn hands over to somebody else."""
    long = [plain(t) for t in said if len(t.split()) >= _LONG]
    handing = patterns("genres", "courtesies", "handing")
    return bool(long) and all(any(p.search(t) for p in handing) for t in long)


def _part(name: str) -> Part:
    word = _bare(name)
    numbered = re.sub(r"\s*#?\d+$", "", word)
    if numbered in words("answering") or name in {"—", "–", "-"}:
        return "answers"
    if numbered in words("leading"):
        return "leads"
    if numbered in words("asking") or outlets.is_outlet(name):
        return "asks"
    return "speaks"


def _bare(name: str) -> str:
    return name.replace(".", "").replace("’", "'").casefold().strip()


@cache
def words(key: str) -> frozenset[str]:
    """A list of the lexicon's ``labels`` as a set."""
    return frozenset(load("genres")["labels"][key])
