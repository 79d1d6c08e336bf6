"""Where a headline that was run into the text ends: at a byline, a dateline, or a new sentence."""

from __future__ import annotations

import re
from functools import cache

from models.knowledge import outlets, places
from models.lexicon import load
from models.reading import dateline
from models.types import Dateline

_FEWEST, _MOST = 3, 25  # words of a headline
_REACH = 220  # characters in which it must end
_CAPITALS = re.compile(
    r"(?:[A-ZÀ-Þ0-9`'’\"“][A-ZÀ-Þ0-9.,:;'’&/$%()\"“”`-]*\s+){3,}(?=[A-ZÀ-Þ(\[\"“][a-zà-ÿ(]?)"
)
_SECTION = re.compile(r"(?:[A-ZÀ-Þ]{3,}\s+){1,6}(?=[A-ZÀ-Þ][a-zà-ÿ ])")
_LOUD = re.compile(r"(?P<word>[A-ZÀ-Þ]{5,})(?: [A-ZÀ-Þ]{2,}){0,2} (?=[a-zà-ÿ(\d]|[A-ZÀ-Þ][a-zà-ÿ'’])")
_COLON = re.compile(r"(?P<place>[A-ZÀ-Þ]{3,}(?: [A-ZÀ-Þ]{2,}){0,2})(?:/[A-ZÀ-Þ]{3,})?: (?=[\"“A-ZÀ-Þ0-9])")
_CITY = re.compile(
    r"(?P<place>[A-ZÀ-Þ]{3,}(?: [A-ZÀ-Þ]{2,}){0,2}), (?P<land>[A-Z][a-z]+(?: [A-Z][a-z]+)??) (?=[A-Z][a-z]+ )"
)


def headline_end(text: str, at: int) -> int:
    """The end of a headline that is set as running text from ``at`` on; ``at`` where there is none."""
    for word in re.finditer(r"\S+", text[at : at + _REACH]):
        place = at + word.start()
        before = text[at:place].rstrip()
        count = len(before.split())
        if count < _FEWEST:
            continue
        if count > _MOST or (before[-1] == "." and not re.search(r"\b[A-Z]\.$", before)):
            return at
        if _ends(text, place, before):
            return sharper(text, place)
    return at


def capitals_end(text: str, at: int, fewest: int) -> int:
    """The end of a headline, or with ``fewest`` 1 of a section's name, in capitals before a sentence."""
    found = (_CAPITALS if fewest > 1 else _SECTION).match(text, at)
    if found is None or text[at:].isupper() or found.group().rstrip().endswith(":"):
        return at
    words = found.group().split()
    letters = sum(len(w) > 2 and w.isupper() for w in words)
    end = found.end() if words[-1] not in {"A", "I"} else at + found.group().rstrip().rfind(words[-1])
    return end if letters >= fewest and dateline.find(text[at:]) is None else at


def sharper(text: str, at: int, section: bool = False) -> int:
    """Where the dateline at ``at`` begins if words before it were taken for its place: "Hopes fade PARIS,".

    With ``section``, words in capitals before the last are the name of a section.
    """
    line = dateline.find(text[at : at + _REACH])
    if line is None or " " not in line.place:
        return at
    end = at + len(line.place)
    starts = [at + w.start() for w in re.finditer(r"\S+", text[at:end])][1:]
    later = [w for w in starts if dateline.find(text[w : at + _REACH]) is not None]
    if not text[at:end].isupper():
        return next((w for w in later if text[w:end].isupper()), at)
    known = (w for w in later if dateline.known(text[w:end]))
    return next(known, later[-1] if section and later else at)


def dateline_at(text: str, at: int, sure: bool = False) -> Dateline | None:
    """Datelines of forms that only a front has: "PRETORIA March 16 Sapa HEADLINE", "PARIS, LYON Nov 3 (AFP)".

    With ``sure``, behind a headline or byline, "PARIS:" is one whatever the place.
    """
    found = _slug().match(text, at) or _several().match(text, at)
    if found is not None:
        return Dateline(found.span(), cased(found["place"].split(",")[0]), found["day"], found["agency"])
    city = _CITY.match(text, at)
    land = places.place(city["land"]) if city is not None else None
    if city is not None and land is not None and land.kind == "country" and not land.metonym:
        return Dateline(city.span(), cased(city["place"]))
    colon = _COLON.match(text, at) if sure else None
    return Dateline(colon.span(), cased(colon["place"])) if colon is not None else None


def cased(place: str) -> str:
    """A place in capitals in plain case."""
    return " ".join(w.capitalize() for w in place.split())


def _ends(text: str, place: int, before: str) -> bool:
    last = before.rsplit(maxsplit=1)[-1]
    rest = text[place:]
    if any(p.match(rest) for p in compiled("sources")):
        return True
    if last.casefold() in load("fronts")["linking"]["words"] or last.endswith((",", "—", "–", "-")):
        return False
    if any(p.match(rest) for table in ("bylines", "notes") for p in compiled(table)):
        return True
    line = dateline.find(rest[:120])
    begins = rest.split(maxsplit=1)[0].casefold()
    if line is not None and line.place and begins not in load("fronts")["linking"]["words"]:
        written = re.split(r",|:| -|\(", rest)[0].strip()
        return written.isupper() or bool(line.day and any(c.isdigit() for c in line.day))
    return dateline_at(text, place, sure=True) is not None or _begins_anew(rest, before, last)


def _begins_anew(rest: str, before: str, last: str) -> bool:
    """Whether a sentence begins: with a first word in capitals, or one that has a capital nowhere else."""
    if not last.strip("'’\"”?!`").replace("-", "").replace(".", "").isalnum():
        return False
    loud = _LOUD.match(rest)
    if loud is not None and not last.isupper():
        return places.place(loud["word"]) is None
    word = re.match(r"\w+", rest)
    if word is not None and len(word[0]) > 1 and word[0].isupper() and not last.isupper():
        return word[0].capitalize() in load("fronts")["starters"]["words"]
    if word is None or word[0] not in load("fronts")["starters"]["words"] or _is_name(rest):
        return False
    count = len(before.split())
    if last.islower():
        return count <= 8 or sum(w.islower() and len(w) > 2 for w in before.split()) >= 2
    return (
        word[0] == "The" and count >= _FEWEST + 1 and bool(re.match(r"The (?:[A-Z][\w.-]* ){0,4}[a-z]", rest))
    )


def _is_name(rest: str) -> bool:
    """Whether the words begin with a name that has an article: "The Hague", "The New York Times"."""
    words = rest.split()[:5]
    named = [" ".join(words[:n]) for n in range(2, len(words) + 1)]
    return rest.startswith(tuple(load("fronts")["starters"]["names"])) or any(
        outlets.is_outlet(n) for n in named
    )


@cache
def _months() -> str:
    return f"(?:{'|'.join(load('datelines')['months'])})"


@cache
def _slug() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<place>[A-ZÀ-Þ]{{3,}}(?: [A-ZÀ-Þ]{{2,}}){{0,3}}) (?P<day>{_months()}\.? \d{{1,2}}) "
        r"(?P<agency>[A-Z][A-Za-z]{2,12}) (?=(?:[A-ZÀ-Þ0-9,-]{2,}[:,']* ){2})"
    )


@cache
def _several() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<place>[A-ZÀ-Þ]{{3,}}(?:, [A-ZÀ-Þ]{{3,}}){{1,4}}),? (?P<day>{_months()}\.? \d{{1,2}}) "
        r"\((?P<agency>[A-Z][\w .-]{1,30})\) ?(?:-+|—|–) ?"
    )


@cache
def opening_day() -> re.Pattern[str]:
    """The date and agency that a place in a line of its own leaves behind."""
    return re.compile(
        rf"(?P<day>{_months()}\.? \d{{1,2}}) \((?P<agency>[A-Z][\w .-]{{1,30}})\) ?(?:-+|—|–) ?",
        re.IGNORECASE,
    )


@cache
def compiled(table: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of a table of ``fronts.toml``, to be matched as they stand."""
    lines = [line for group in load("fronts")[table].values() for line in group.split("\n") if line]
    return tuple(re.compile(line.replace("{month}", _months())) for line in lines)
