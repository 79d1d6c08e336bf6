"""Personal names across spellings: folding, identity keys, and whether a query means a name.

Folding brings the usual romanisations of one name together (Zelensky, Zelenskyy, Zelenskiy; Haniyeh,
Haniya; Gallant, Galant) by rules on letters; ``lexicon/names.toml`` adds first names that are one name
in several languages and the few surnames that no rule catches.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from models.lexicon import entries, load

_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
# Applied in order to a lower-case word without accents.
_RULES = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"^y(?=e)", ""),
        (r"y", "i"),
        (r"kh", "h"),
        (r"zh|dj", "j"),
        (r"gh", "g"),
        (r"ph", "f"),
        (r"tch", "ch"),
        (r"tz", "ts"),
        (r"q|ck", "k"),
        (r"w", "v"),
        (r"x", "ks"),
        (r"ou|oo", "u"),
        (r"ee", "i"),
        (r"oe", "o"),
        (r"ue", "u"),
        (r"ai", "ei"),
        (r"(.)\1+", r"\1"),
        (r"i?[ij]$", "i"),
        (r"(?<=.{3})(?:[ae]h|e)$", "a"),
    )
)
_WORD = re.compile(r"[^\W\d_][\w'’`.\-]*")


@cache
def _irregular() -> dict[str, str]:
    return {form: into for into, forms in load("names")["irregular"].items() for form in forms}


@cache
def _first_forms() -> dict[str, str]:
    forms: dict[str, str] = {}
    for into, others in load("names")["same_first"].items():
        for form in (into, *others):
            forms[_fold_word(form)] = _fold_word(into)
    return forms


@lru_cache(maxsize=8192)
def _fold_word(word: str) -> str:
    bare = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    out = "".join(c for c in bare if c.isalnum())
    for pattern, into in _RULES:
        out = pattern.sub(into, out)
    return _irregular().get(out, out)


def name_words(name: str) -> list[str]:
    """The words of a personal name as written, without initials, particles and suffixes.

    ``"Vladimir V. Putin"`` gives ``["Vladimir", "Putin"]``, ``"Bashar al-Assad"`` ``["Bashar", "Assad"]``.
    A name made of nothing else is returned whole.
    """
    words = _WORD.findall(name.replace("’s", "").replace("'s", ""))
    kept = [re.sub(r"^(?:al|el|ad|as|ash|an|at)[-‑]", "", w, flags=re.IGNORECASE) for w in words]
    dropped = entries("names", "particles", "words") | entries("names", "particles", "suffixes")
    kept = [w for w in kept if w.casefold() not in dropped and len(w.rstrip(".")) != 1]
    return kept or words


def fold(name: str) -> str:
    """A name in lower case without accents, each word in one spelling; words are joined by spaces."""
    return " ".join(filter(None, (_fold_word(w) for w in name_words(name))))


def surname_first(name: str) -> tuple[str, str]:
    """Folded family name and folded first name (empty when the name is a single word)."""
    words = name_words(name)
    folded = [w for w in (_fold_word(w) for w in words) if w]
    if not folded:
        return name.casefold().strip(), ""
    if len(folded) == 1:
        return folded[0], ""
    if _family_first(words):
        return folded[0], "".join(folded[1:])
    return folded[-1], _first_forms().get(folded[0], folded[0])


def _family_first(words: list[str]) -> bool:
    first = words[0].casefold()
    if first in entries("names", "family_first", "also_given") and len(words) == 2 and "-" not in words[1]:
        return False
    return first in entries("names", "family_first", "names")


def person_key(name: str) -> str:
    """An identity that is equal for equal people across articles: ``"putin, vladimir"``.

    A name of one word gives the surname alone ("putin"), which may be any of its bearers.
    """
    last, first = surname_first(name)
    return f"{last}, {first}" if first else last


def body_key(name: str) -> str:
    """The identity of a body, country or outlet: its name in lower case, without accents and articles."""
    bare = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join(w for w in re.findall(r"[\w+]+", bare) if w not in {"the", "s"})


def compatible(one: str, other: str) -> bool:
    """Whether two names, each of one word or more, may be one person's."""
    (last_one, first_one), (last_other, first_other) = surname_first(one), surname_first(other)
    if last_one != last_other:
        return False
    if first_one and first_other:
        return first_one == first_other
    return _initial_fits(one, first_other) and _initial_fits(other, first_one)


def _initial_fits(name: str, first: str) -> bool:
    """False where ``name`` begins with an initial ("V. Putin") that is not the first name's."""
    begin = re.match(r"(\w)\.", name)
    return not begin or not first or first.startswith(_fold_word(begin.group(1)))


def matches(query: str, name: str) -> bool:
    """Whether a reader who types ``query`` means the speaker called ``name``.

    Titles in the query are ignored as far as they are not part of the name. ``"Putin"``, ``"President
    Putin"`` and ``"vladimir putin"`` all match ``"Vladimir V. Putin"``, and ``"Zelenskiy"`` matches
    ``"Volodymyr Zelenskyy"``; ``"Joe Biden"`` does not match ``"Hunter Biden"`` but does match the bare
    ``"Biden"``. Each word of the query must be a word of the name or begin one; joint speakers
    ("Sergey Lavrov and Antony Blinken") match by either.
    """
    query = _strip_titles(query)
    return any(_matches_one(query, one) for one in re.split(r"\s+and\s+|,\s+", name)) or _matches_one(
        query, name
    )


def _matches_one(query: str, name: str) -> bool:
    wanted, known = fold(query).split(), fold(name).split()
    if not wanted or not known:
        return False
    forms = _first_forms()
    wanted_forms = [{w, forms.get(w, w)} for w in wanted]
    known_forms = [{k, forms.get(k, k)} for k in known]
    if len(known) == 1 and len(wanted) > 1:
        return surname_first(query)[0] == known[0]
    if wanted[-1] == known[0] and len(wanted) == 1:
        return True
    return all(any(w & k or _begins(w, k) for k in known_forms) for w in wanted_forms)


def _begins(wanted: set[str], known: set[str]) -> bool:
    return any(len(w) >= 3 and k.startswith(w) for w in wanted for k in known)


def _strip_titles(query: str) -> str:
    titles = load("titles")
    dropped = {*titles["offices"]["person"], *titles["honorifics"]["male"], *titles["honorifics"]["female"]}
    dropped |= {*titles["honorifics"]["any"], *titles["modifiers"]["words"]}
    words = query.split()
    kept = [w for w in words if w.casefold() not in dropped]
    return " ".join(kept) or query


def gender(name: str) -> str | None:
    """``"m"``, ``"f"`` or None, by the first name and else by the ending of a Slavic surname."""
    words = [w.casefold() for w in name_words(name)]
    if len(words) > 1:
        if words[0] in entries("names", "gender", "female"):
            return "f"
        if words[0] in entries("names", "gender", "male"):
            return "m"
    last = words[-1] if words else ""
    if len(last) > 5 and last.endswith(tuple(entries("names", "gender_endings", "female"))):
        return "f"
    if len(last) > 5 and last.endswith(tuple(entries("names", "gender_endings", "male"))):
        return "m"
    return None
