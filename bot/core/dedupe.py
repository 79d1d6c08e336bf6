"""Whether two texts are the same article.

Wire copy is scraped with different share lines, photo credits and "similar posts" each time, so whole
sentences come and go; but a reworded sentence or a changed number is news. So two texts are the same article
when most of their sentences are identical and none was edited.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from difflib import SequenceMatcher

SKETCH = 8
_SHARED = 0.8
_EDITED = 0.5
# With more pairs of sentences than this to compare, the texts differ in more than their surroundings.
_MOST_PAIRS = 400
# An edit shows within the first words; anything with longer sentences is not prose, and slow to compare.
_MOST_WORDS = 60
_MOST_CHARACTERS = 200_000

_SENTENCE_END = re.compile(r"(?<=[.!?…][\"'”’»)])\s+|(?<=[.!?…])\s+|\n+")
_WORD = re.compile(r"\w+")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of ``text`` as bare words: lower case, no accents, no punctuation, single spaces."""
    bare = unicodedata.normalize("NFKD", text[:_MOST_CHARACTERS]).casefold()
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    split = (" ".join(_WORD.findall(part)) for part in _SENTENCE_END.split(bare))
    return tuple(part for part in split if part)


def content_hash(text: str, *apart: str) -> str:
    """A hash of the words of ``text``, in hexadecimal; spaces, case and punctuation make no difference.

    Texts with different words ``apart`` never share a hash.
    """
    return hashlib.sha256("\n".join((*sentences(text), *apart)).encode()).hexdigest()


def sketch(text: str) -> tuple[int, ...]:
    """At most ``SKETCH`` numbers (63 bits each), most of which near-duplicates share.

    They are the smallest hashes of the sentences: a bottom-k sketch (Broder 1997) over sentences.
    """
    hashes = {_hash(s) for s in sentences(text)}
    return tuple(sorted(hashes)[:SKETCH])


def same_article(one: str, other: str) -> bool:
    """Whether two texts are the same article: mostly the same sentences, none of them edited."""
    first, second = sentences(one), sentences(other)
    if first == second:
        return True
    shared = set(first) & set(second)
    if _weight(shared) < _SHARED * max(_weight(set(first)), _weight(set(second))):
        return False
    only_first, only_second = set(first) - shared, set(second) - shared
    if len(only_first) * len(only_second) > _MOST_PAIRS:
        return False
    return not any(_edited(a, b) for a in only_first for b in only_second)


def _weight(group: set[str]) -> int:
    return sum(len(s.split()) for s in group)


def _edited(one: str, other: str) -> bool:
    a, b = one.split()[:_MOST_WORDS], other.split()[:_MOST_WORDS]
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= _EDITED


def _hash(sentence: str) -> int:
    return int.from_bytes(hashlib.blake2b(sentence.encode(), digest_size=8).digest(), "big") >> 1
