# pyright: standard
# Not strict: py3langid is untyped.
"""What language an article is in, by py3langid (Lui and Baldwin 2012)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from models.types import LanguageUnsupported

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Languages that news is written in. Ruling out the rest keeps a headline full of foreign names English.
_CODES = """ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr gl he hi hr hu hy id is it
ja ka kk ko ky lt lv mk mn ms mt nl no pl ps pt ro ru sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh"""
_LANGUAGES = tuple(_CODES.split())
_PIECE = 400  # characters judged together
_PIECES = 40  # of a long text, spread over it
_SHORT = 60  # letters below which a Latin-script text is given the benefit of the doubt
_SURE = 0.9
# English words that few other languages share: a sentence built from them is English, whatever its names.
_FRAME = frozenset({"the", "of", "and", "to", "that", "with", "said", "by", "from", "has", "have", "are"})
_FRAME_SHARE = 0.08


def check(text: str) -> None:
    """Raise LanguageUnsupported, with the language's English name, unless ``text`` is mostly English.

    Foreign names and quotations do no harm, since the text is judged piece by piece and the majority counts.
    A text too short to be judged passes if it is in Latin letters.
    """
    letters: dict[str, int] = {}
    for piece in _pieces(text):
        found, sure = _identifier().classify(piece)
        count = sum(c.isalpha() for c in piece)
        latin = sum(c.isascii() and c.isalpha() for c in piece) > 0.8 * count
        if latin and (count < _SHORT or sure < _SURE or _framed_in_english(piece)):
            found = "en"
        letters[found] = letters.get(found, 0) + count
    best = max(letters, key=lambda code: letters[code], default="en")
    if best != "en" and letters.get("en", 0) < 0.5 * sum(letters.values()):
        raise LanguageUnsupported(_name(best))


def _framed_in_english(piece: str) -> bool:
    words = piece.casefold().split()
    return sum(w in _FRAME for w in words) >= _FRAME_SHARE * len(words)


def _pieces(text: str) -> list[str]:
    pieces = [text[i : i + _PIECE] for i in range(0, len(text), _PIECE)]
    pieces = [p for p in pieces if any(c.isalpha() for c in p)]
    return pieces[:: -(-len(pieces) // _PIECES) or 1]


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES)
    return identifier


def _name(code: str) -> str | None:
    import pycountry

    language = pycountry.languages.get(alpha_2=code)
    return language.name.split(" (")[0] if language else None
