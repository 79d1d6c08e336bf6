"""What kind of text an article is, told by its form alone; news where in doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.reading import opinion, turns
from models.reading.patterns import matches, patterns, plain
from models.types import Genre

if TYPE_CHECKING:
    from models.reading.text import Block

_TOP = 6  # blocks from the top in which labels of an issuer, a kicker or a byline stand
_BIO_WITHIN = 4  # blocks from the end
_READOUT = 700  # words; longer texts under a readout's headline are reports of it
_LINE = 360  # characters of a line that says who issues the text
_STAMPS = 4
_STAMP = re.compile(
    r"[\[(]?(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d|[0-5]\d(?=\s*[:A-Z–—-]))\s?(?:[ap]\.?m\.?)?"
    r"(?:\s?\(?(?:GMT|UTC|BST|EE?S?T|CES?T|E[SD]?T|P[SD]T|MSK|IST|local(?: time)?)\b\)?)?[\])]?"
    r"(?=\s|$|:|–|—|-)"
    r"|\d{1,3}\s?(?:m|min|mins|h|hr|hrs|hours?|minutes?|d|days?) ago\b"
)
_FIRST = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll))\b")
_QUOTED = re.compile(r"[\"“„«][^\"”»]*(?:[\"”»]|$)")
_FINAL = re.compile(r"[.!?…][\"'”’»)\]]*$")
_NAME, _ROLE = 6, 16  # words
_SAYS = frozenset({"says", "say", "said", "tells", "warns", "insists", "claims", "vows", "urges"})
_PARTICLES = frozenset({"de", "del", "al", "bin", "van", "von", "el"})
_FEWEST_LINES = 8
_LIST_PROSE = 0.15


def genre(blocks: Sequence[Block], title: str | None) -> Genre:
    """The kind of the text that ``blocks`` make up, boilerplate included, under ``title``."""
    texts = [b.text for b in blocks]
    heads = [plain(t) for t in (title or "", *texts[:2]) if t and len(t.split()) <= 45]
    for kind, holds in (
        (Genre.TRANSCRIPT, _is_transcript),
        (Genre.LIVE, _is_live),
        (Genre.READOUT, _is_readout),
        (Genre.RELEASE, _is_release),
        (Genre.OPINION, _is_opinion),
        (Genre.LIST, _is_list),
    ):
        if holds(texts, heads):
            return kind
    return Genre.NEWS


def stamp_end(text: str) -> int:
    """Where the text behind the time of an entry of a live page begins; 0 where there is no time."""
    found = _STAMP.match(text)
    return found.end() + len(text[found.end() :]) - len(text[found.end() :].lstrip(" :–—-|")) if found else 0


def _is_transcript(texts: Sequence[str], heads: Sequence[str]) -> bool:
    if any(turns.labels(texts)):
        return True
    lines = [plain(t) for t in texts[:_TOP] if len(t) < _LINE]
    if any(matches(line, "genres", "transcripts", "marks") for line in lines):
        return True
    return bool(heads) and _any(heads[:1], "transcripts", "speeches") and _speaks(texts)


def _is_live(texts: Sequence[str], heads: Sequence[str]) -> bool:
    stamps = sum(_STAMP.match(t) is not None for t in texts)
    return stamps >= (2 if _any(heads, "live", "titles") else _STAMPS) and stamps >= 0.2 * len(texts)


def _is_readout(texts: Sequence[str], heads: Sequence[str]) -> bool:
    if not _any(heads, "readouts", "titles") or sum(len(t.split()) for t in texts) > _READOUT:
        return False
    prose = [t for t in texts if len(t.split()) >= 12 and _FINAL.search(t)]
    voiced = any(t.endswith(":") and matches(plain(t), "genres", "readouts", "voices") for t in texts[:_TOP])
    if voiced or _issued(texts) or _any(heads, "readouts", "sure"):
        return True
    body = " ".join(prose)
    opens = bool(prose) and matches(plain(prose[0])[:500], "genres", "readouts", "openings")
    return opens and not re.search(rf"\b{_news()}\b", body) and "“" not in body and '"' not in body


def _is_release(texts: Sequence[str], heads: Sequence[str]) -> bool:
    if _issued(texts) or any(matches(plain(t), "genres", "releases", "lines") for t in texts[-2:]):
        return True
    if _any(heads[:2], "releases", "sure"):
        return True
    return _any(heads, "releases", "titles") and _speaks(texts)


def _issued(texts: Sequence[str]) -> bool:
    """Whether a line near the top says who issues the text."""
    lines = [plain(t) for t in texts[:_TOP] if len(t) < _LINE]
    told = any(matches(x, "genres", "releases", key) for x in lines for key in ("lines", "offices"))
    return told or any(is_issuer_line(t) for t in texts[1:4])


def is_issuer_line(text: str) -> bool:
    """Whether a line names who issues a text: "Anna Lind, Minister for Foreign Affairs"."""
    name, _, role = text.partition(",")
    words = name.split()
    named = 2 <= len(words) <= _NAME and all(w[0].isupper() or w in _PARTICLES for w in words)
    told = {w.strip(",") for w in role.casefold().replace("-", " ").split()}
    if told & _SAYS:
        return False  # a headline: "No Talks Before Spring, Says Marlian Envoy"
    short = len(role.split()) <= _ROLE and role.strip()[:1].isupper() and not _FINAL.search(text)
    return named and short and bool(told & turns.words("titles"))


def _is_opinion(texts: Sequence[str], heads: Sequence[str]) -> bool:
    if any(matches(plain(t), "genres", "opinion", "kickers") for t in texts[:3]) or _any(
        heads, "opinion", "kickers"
    ):
        return True
    ends = [t for t in (*texts[1:3], *texts[-_BIO_WITHIN:]) if len(t) < 600]
    named = patterns("genres", "opinion", "named")
    if any(matches(plain(t), "genres", "opinion", "bios") or named[0].fullmatch(t) for t in ends):
        return True
    labelled = any(matches(plain(t), "genres", "opinion", "analyses") for t in texts[:_TOP])
    return opinion.is_opinion(texts, labelled) or _tells_of_self(texts) or opinion.argues_in_person(texts)


def _tells_of_self(texts: Sequence[str]) -> bool:
    """Whether "I" stands in most paragraphs, outside quotation marks."""
    free = [_QUOTED.sub(" ", t) for t in texts if len(t.split()) >= 12]
    told = sum(bool(_FIRST.search(t)) for t in free)
    return told >= 3 and told >= 0.4 * len(free)


def _is_list(texts: Sequence[str], heads: Sequence[str]) -> bool:
    del heads
    prose = sum(len(t.split()) >= 15 and bool(_FINAL.search(t)) for t in texts)
    return len(texts) >= _FEWEST_LINES and prose < _LIST_PROSE * len(texts)


def _speaks(texts: Sequence[str]) -> bool:
    """Whether the text itself says "we" or "I", outside quotation marks."""
    return any(
        re.search(r"\b(?:We|we|I|our|Our)\b", _QUOTED.sub(" ", t)) for t in texts if len(t.split()) >= 8
    )


def _any(lines: Sequence[str], table: str, key: str) -> bool:
    return any(matches(line, "genres", table, key) for line in lines)


def _news() -> str:
    return patterns("genres", "readouts", "news")[0].pattern
