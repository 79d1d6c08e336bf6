"""Lists of reactions: headings that name who speaks, each over what that speaker said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from models.knowledge import places
from models.knowledge.offices import listing
from models.lexicon import load
from models.reading import turns
from models.reading.patterns import matches, plain

_LONGEST = 16  # words of a heading
_NAME = 5  # words of a name
_TOP = 8  # blocks from the top in which a list says that it is one
_FEWEST, _FEWEST_PLAIN = 2, 3  # headings of a list that says what it is, and of one that does not
_MARKS = '"“„«'
_PARTICLES = frozenset(
    {"de", "del", "al", "bin", "bint", "ibn", "van", "von", "der", "den", "el", "la", "di", "da", "le"}
)
_LINKS = frozenset({"of", "for", "the", "and", "to", "&", "on"})
_SPLIT = re.compile(r"\s+[-–—/|]+\s+|\s*:\s+|,\s+")
_TAIL = re.compile(
    r"\s*\([^()]*\)|,?\s+(?:in a|in an|in his|in her|in their|on x|on twitter|on social|on facebook"
    r"|via|speaking|told|writing|tweeting|ahead of|after|during|at a|at the|in remarks|in comments)\b.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a heading names: a person by ``name`` with ``role``, a body or a country by ``place`` alone.

    All as written in the heading; ``phrase`` is the heading without marks and without where it was said.
    """

    phrase: str
    name: str | None = None
    role: str | None = None
    place: str | None = None


def headings(texts: Sequence[str]) -> dict[int, Named]:
    """The headings of a list of reactions, by the place of the block; empty where the text is none."""
    found = {
        i: named for i, text in enumerate(texts) if (named := read(text)) is not None and i + 1 < len(texts)
    }
    sections = {i: _below(texts, i, found) for i in found}
    found = {i: named for i, named in found.items() if sections[i]}
    quoting = sum(any(m in text for m in _MARKS for text in sections[i]) for i in found)
    told = any(matches(plain(t), "genres", "reactions", "marks") for t in texts[:_TOP])
    people = any(named.place is None for named in found.values())
    enough = len(found) >= (_FEWEST if told else _FEWEST_PLAIN) and (told or people)
    return found if enough and 2 * quoting > len(found) else {}


def _below(texts: Sequence[str], at: int, found: dict[int, Named]) -> Sequence[str]:
    """The blocks between a heading and the next."""
    after = next((i for i in sorted(found) if i > at), len(texts))
    return texts[at + 1 : after]


def read(line: str) -> Named | None:
    """Whom a short line names, if it does nothing else ("FRANCE", "EU foreign policy chief Mara Lind:")."""
    bare = line.strip(" *_#").rstrip(" :,;–—-")
    words = bare.split()
    if not 0 < len(words) <= _LONGEST or bare.endswith((".", "!", "?")) or any(m in bare for m in _MARKS):
        return None
    bare = _TAIL.sub("", bare)
    if _is_place(bare):
        return Named(bare, place=bare)
    parts = _SPLIT.split(bare)
    if len(parts) > 1 and _is_place(parts[0]):
        rest = _office_first(", ".join(parts[1:])) or _name_first(parts[1:])
        return Named(bare, rest.name, rest.role) if rest is not None else None
    return _office_first(bare) or _name_first(parts)


def _office_first(phrase: str) -> Named | None:
    """ "FRENCH GOVERNMENT SPOKESPERSON ANNA LIND", "German foreign ministry"."""
    words = phrase.split()
    last = max((i for i in range(len(words)) if _is_known(words, i)), default=-1)
    held = [_fold(w) for w in words[: last + 1]]
    if "," in phrase or not _titles() & set(held):
        bodily = bool(held) and last == len(words) - 1 and held[-1] in listing("offices", "body")
        placed = bool(held) and (places.demonym(words[0]) or places.place(words[0])) is not None
        return Named(phrase, place=phrase) if bodily and placed and "," not in phrase else None
    name = words[last + 1 :]
    if not name:
        placed = places.country_in(phrase)[0]
        return Named(phrase, role=phrase) if placed and held[-1] in _titles() else None
    if not _is_name(name) or not _plain_role(words[: last + 1]):
        return None
    return Named(phrase, " ".join(name), " ".join(words[: last + 1]))


def _name_first(parts: Sequence[str]) -> Named | None:
    """ "Anna Lind, prime minister of Marlia"."""
    if len(parts) < 2:
        return None
    name, role = parts[0].split(), ", ".join(parts[1:])
    held = {_fold(w) for w in role.split()}
    known = any(_is_known(name, i) for i in range(len(name)))
    if len(name) < 2 or not _is_name(name) or known or not _titles() & held or not _plain_role(role.split()):
        return None
    return Named(", ".join(parts), " ".join(name), role)


def _is_name(words: Sequence[str]) -> bool:
    capitals = all(w[0].isupper() or w in _PARTICLES or w.startswith("al-") for w in words)
    return len(words) <= _NAME and capitals and any(c.isalpha() for w in words for c in w)


def _plain_role(words: Sequence[str]) -> bool:
    """Whether an office has no words in lower case but those that offices are made of: no sentence has."""
    return all(not w[0].islower() or _is_known(words, i) for i, w in enumerate(words))


def _is_place(phrase: str) -> bool:
    known = places.place(phrase)
    return known is not None and not known.metonym and phrase[0].isupper()


def _is_known(words: Sequence[str], at: int) -> bool:
    """Whether a word belongs to an office: a title, a portfolio, a body, a country, a link between them."""
    word = _fold(words[at])
    if word in _office_words():
        return True
    pairs = (" ".join(words[i : i + n]) for n in (1, 2, 3) for i in range(max(0, at - n + 1), at + 1))
    return any(places.demonym(p) or places.place(p) is not None for p in pairs)


@cache
def _titles() -> frozenset[str]:
    return turns.words("titles") | {"pope", "chief", "head"}


@cache
def _office_words() -> frozenset[str]:
    offices = load("titles")
    known = {
        *offices["modifiers"]["words"],
        *offices["offices"]["body"],
        *offices["offices_of_state"]["portfolios"],
    }
    known |= {"affairs", "policy", "security", "state", "representative", "republic", "council", *_LINKS}
    return _titles() | turns.words("qualifiers") | turns.words("honorifics") | known


def _fold(word: str) -> str:
    return word.casefold().strip(".,;:'’\"“”()").removesuffix("'s").removesuffix("’s")
