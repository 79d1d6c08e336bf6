"""Which words of a block make up a personal name, by their looks."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from models.knowledge import places
from models.lexicon import entries, load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LONGEST = 6  # tokens in a name


def title_case(doc: Doc) -> bool:
    """Whether a block is a headline with a capital on almost every word: there capitals tell nothing."""
    words = [t for t in doc if t.is_alpha and len(t) > 3]
    ended = len(doc) > 0 and doc[-1].text in (".", '"', "”")
    return not ended and len(words) >= 4 and sum(t.text[0].isupper() for t in words) >= 0.8 * len(words)


def is_genitive(token: Token) -> bool:
    """Whether a token is the mark of a genitive, "'s" or the apostrophe after a plural."""
    return (
        token.tag_ == "POS"
        or token.lower_ in ("'s", "’s")
        or token.text in ("'", "’")
        and token.i > 0
        and not token.nbor(-1).whitespace_
    )


def is_name_word(token: Token) -> bool:
    """Whether a token can be part of a personal name: capitalised, and neither a date nor a genitive mark."""
    if token.is_upper and token.lower_ in entries("names", "stamps", "words"):
        return False
    return token.text[:1].isupper() and token.ent_type_ not in ("DATE", "TIME") and token.tag_ != "POS"


def name_end(doc: Doc, start: int) -> int:
    """End of the run of name words from ``start``: capitals, initials, particles, hyphens."""
    i = start
    while i < len(doc) and i < start + _LONGEST:
        token = doc[i]
        if (
            is_name_word(token)
            and (i == start or _continues(token, doc[start]))
            or _hyphened(token, start)
            or i + 1 < len(doc)
            and _joins(token, doc[i + 1], i > start)
        ):
            i += 1
        else:
            break
        if i < len(doc) and doc[i].is_sent_start and not is_initial(doc[i - 1]):
            break
    return i


def reports(token: Token) -> bool:
    """Whether a word opens a sentence as a verb and no first name: "Said | Ellis: …"."""
    return bool(token.is_sent_start) and token.lower_ in ("said", "asked", "added", "wrote")


def is_initial(token: Token) -> bool:
    """Whether a word is an initial with its full stop ("J.")."""
    return len(token.text) == 2 and token.text[1] == "."


def _hyphened(token: Token, start: int) -> bool:
    """Whether a word is the second half of a given name that goes on in small letters ("Ing-wen")."""
    if token.i < start + 2 or not token.text[:1].isalpha():
        return False
    mark = token.nbor(-1)
    return mark.text in ("-", "‑", "'", "’") and not mark.whitespace_ and not mark.nbor(-1).whitespace_


def _joins(token: Token, following: Token, inside: bool) -> bool:
    if token.text in ("-", "‑", "'", "’") and inside:
        return not token.whitespace_ and following.text[:1].isalpha()
    particles = entries("names", "particles", "words")
    if token.lower_ not in particles:
        return False
    several = following.lower_ in particles and following.i + 1 < len(following.doc)
    return (
        following.text[:1].isupper()
        or following.text in ("-", "‑")
        or (several and following.nbor(1).text[:1].isupper())
    )


def _continues(token: Token, first: Token) -> bool:
    """Whether a capitalised word goes on with the name; office words, verbs and new entities do not."""
    if token.lower_ in entries("names", "headline", "words"):
        return False
    if token.tag_ in ("MD", "VBD", "VBZ", "VBP", "IN", "DT", "PRP", "WP") and token.ent_type_ != "PERSON":
        return False
    if token.nbor(-1).lower_ in entries("names", "particles", "words"):
        return True
    other = token.ent_type_ not in ("PERSON", "") and token.ent_iob_ == "B"
    if other and first.ent_type_ == "PERSON" and (places.place(token.text) or places.demonym(token.text)):
        return False
    kin = token.lower_ in entries("titles", "family", "words")  # Bui Thanh Son
    given = entries("names", "gender", "male") | entries("names", "gender", "female")
    surname = token.i == first.i + 1 and first.lower_ in given and _ends_name(token)  # Julie Bishop
    return kin or surname or token.lower_ not in entries("titles", "offices", "person")


def _ends_name(token: Token) -> bool:
    """Whether no further capital follows a word."""
    following = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return following is None or not following.text[:1].isupper()


def honoured_start(doc: Doc, start: int) -> int:
    """Where a name that begins at ``start`` begins with the style before it ("Mr.", "Hon.", "Col")."""
    before = start - 1
    if before > 0 and doc[before].text == "." and not doc[before - 1].whitespace_:
        before -= 1
    return before if before >= 0 and doc[before].lower_ in honorifics() else start


@cache
def honorifics() -> dict[str, str | None]:
    """Mr., Sir, Gen. and the like in lower case, with the gender that each tells."""
    data = load("titles")["honorifics"]
    genders = {"male": "m", "female": "f", "any": None}
    return {word: genders[key] for key, group in data.items() for word in group}
