"""The dateline of wire copy, in the forms that agencies use, taken apart."""

from __future__ import annotations

import re
from functools import cache

from models.knowledge import outlets, places
from models.lexicon import load
from models.reading import quotation_marks
from models.types import Dateline

_OPENING = quotation_marks.OPENING + "[(`$€£"
_DASH = r"(?:\s*[—–―]\s*|\s+--?\s+|\s*--\s*)"


def find(text: str, start: int = 0) -> Dateline | None:
    """The dateline that ``text`` opens with, or None.

    ``start`` is where ``text`` stands in the article; the span runs from there to the first word after the
    dateline. The place is given in plain case without its region ("KYIV, Ukraine" gives "Kyiv"), and is
    empty where copy opens with the agency alone.
    """
    match = _pattern().match(text)
    if match is None or not _sound(match, text[match.end() : match.end() + 1]):
        return None
    place = (match["place"] or "").rstrip(".")
    return Dateline(
        span=(start, start + match.end()),
        place=_plain_case(place) if place.isupper() else place,
        day=match["day"] or match["early"],
        agency=match["agency"] or match["bare_agency"],
    )


def known(place: str) -> bool:
    """Whether ``place`` is a country or capital, in plain case or in capitals."""
    return place in _known_places()


def _sound(match: re.Match[str], following: str) -> bool:
    """Whether what looks like a dateline is one: the less of it there is, the surer the place must be."""
    data = load("datelines")
    if following and not (following.isupper() or following.isdigit() or following in _OPENING):
        return False
    place, agency = match["place"], match["agency"] or match["bare_agency"]
    if agency in outlets.agencies("dateline"):
        return True
    if place is None:
        return bool(agency) and match[0].rstrip()[-1] in "—–―-"
    place = place.rstrip(".")
    if place.upper() in data["no_places"] or place in _known_places():
        return place in _known_places()
    if agency or match["day"]:
        return place.isupper() or any(c.isdigit() for c in match["day"] or "")
    short = len(place.split()) <= 3 and "’" not in place
    city = places.city_country(place.title()) is not None
    return place.isupper() and short and bool(following) and (city or not match["colon"])


def _plain_case(place: str) -> str:
    return re.sub(r"[^\W\d_]+(?:['’][^\W\d_]+)?", lambda word: word[0].capitalize(), place)


@cache
def _known_places() -> frozenset[str]:
    table = load("places")
    known = {name for key in ("names", "capitals") for names in table[key].values() for name in names}
    return frozenset(known | {name.upper() for name in known})


@cache
def _pattern() -> re.Pattern[str]:
    data = load("datelines")
    month = f"(?:{'|'.join(data['months'])})"
    weekday = f"(?:{'|'.join(data['weekdays'])})"
    year = r"(?:,?\s+\d{4})?"
    date = rf"(?:{month}\.?\s+\d{{1,2}}{year}|\d{{1,2}}\s+{month}\.?{year})(?!\w)"
    day = rf"(?i:(?:{weekday}\.?,?\s+)?{date}|{weekday}(?!\w))"
    longest_first = sorted(sorted(outlets.agencies("dateline")), key=len, reverse=True)
    agencies = "|".join(map(re.escape, longest_first))
    first = r"[A-ZÀ-Þ][\w’'.-]*"
    place = rf"(?!{weekday}\b|{month}\b){first}(?:[ /](?:{first}|(?:el|al|de|la|of)\b[\w-]*)){{0,3}}"
    return re.compile(
        rf"(?:(?P<early>{day})\s+(?=\())?(?:(?P<place>{place})(?:,\s+(?!{day}){place})?(?:[,.]?\s+(?P<day>{day}))?[.,]?)?"
        rf"(?:\s*[/(\[](?P<agency>[A-Za-z][^/()\[\]]{{1,40}})[/)\]](?:\.\s*(?:-\s+)?|\s*:\s*|{_DASH}|\s*$)"
        rf"|(?:{_DASH}|\s+)(?P<bare_agency>{agencies})\s*(?::\s*|\.\s+|{_DASH})"
        rf"|{_DASH}|(?P<colon>:\s+))"
    )
