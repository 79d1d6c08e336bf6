"""Whom a headline names as speaking: the story's own speaker, who is to be told first."""

from __future__ import annotations

import re
from functools import lru_cache

from models.knowledge import places
from models.types import Speaker

_SAYING = (
    r"(?:say|tell|warn|den(?:y|ie)|urge|blame|announce|call|ask|vow|promise|pledge|admit|confirm|reject)\w*"
)
_SPEAKS = 3.0
_COUNTRY_SPEAKS = 2.0
_NAMED = 1.0
_LATER = 60  # characters of a headline by which a name counts one less, at most _LEAST
_LEAST = 0.9
_SUBJECT = re.compile(rf"((?:[A-Z]\w+ )?[A-Z]\w+)\s+{_SAYING}\b")


def rank(headline: str, speaker: Speaker | None) -> float:
    """How much ``headline`` makes ``speaker`` the one to be told first; 0 for whom it doesn't name.

    Over 2 for whom it has speak ("Kremlin says …", of a spokesman by the body in his role), over 1 for those
    who speak for a country that it has speak, over 0 for those it merely names; the first named counts most.
    """
    if speaker is None:
        return 0.0
    best = 0.0
    for name in _names(speaker):
        match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", headline)
        if match is not None:
            speaks = re.match(rf"(?:\s+{_SAYING}\b|:)", headline[match.end() :])
            best = max(best, (_SPEAKS if speaks else _NAMED) - min(match.start() / _LATER, _LEAST))
    subject = _SUBJECT.search(headline)
    if subject is not None and speaker.country is not None and _country(subject[1]) == speaker.country:
        best = max(best, _COUNTRY_SPEAKS - min(subject.start() / _LATER, _LEAST))
    return best


def _country(name: str) -> str | None:
    found = places.place(name) or places.place(name.rsplit(maxsplit=1)[-1])
    return found.country if found is not None and found.kind == "country" else None


@lru_cache(maxsize=1024)
def _names(speaker: Speaker) -> tuple[str, ...]:
    """How a headline may name a speaker: by the last word of the name, the whole, or a body in the role."""
    name = speaker.name or ""
    words = re.findall(r"\b[A-Z]\w{3,}\b", speaker.role or "") if speaker.kind == "person" else []
    bodies = [w for w in words if (found := places.place(w)) is not None and found.kind == "body"]
    return tuple(dict.fromkeys((*name.split()[-1:], *([name] if name else []), *bodies)))
