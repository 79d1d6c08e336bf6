"""The words of a source, and whom they name outright."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.extractors.people.cast import Cast, Mention
from models.extractors.people.name_words import is_genitive
from models.knowledge import offices, places

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from models.extractors.people.coref import Position


@dataclass(frozen=True, slots=True)
class Phrase:
    """The words of a source: tokens ``start`` to ``end`` (half-open) of a block, with their head.

    ``before`` is where the words said begin, if they stand before the source.
    """

    block: int
    start: int
    end: int
    head: int
    before: Position | None = None


_FAR = 100
"""Tokens within which people are named together; unbounded, a text of nothing but names takes for ever."""


def named(cast: Cast, phrase: Phrase) -> list[Mention]:
    """The persons whom the phrase names as its source, several if they speak together, or nobody.

    Where somebody else speaks along ("Lavrov and his deputies") the one mention has no entity.
    """
    doc = cast.docs[phrase.block]
    phrase = replace(phrase, start=_opens(doc, phrase))
    inside = [
        m for m in cast.by_block.get(phrase.block, ()) if phrase.start <= m.start and m.end <= phrase.end
    ]
    if offices.is_document_noun(doc[phrase.head]):
        owners = [m for m in inside if m.end <= phrase.head and is_genitive(doc[m.end])]
        return owners[:1]
    free = [m for m in inside if m.end >= phrase.end or not is_genitive(doc[m.end])]
    first = _first(doc, phrase, free)
    if first is None:
        return []
    joint = together(doc, first, free)
    if len(joint) == 1 and _goes_on(doc, first, phrase.end):
        return [replace(first, entity=None, role=None)]
    return joint


def _opens(doc: Doc, phrase: Phrase) -> int:
    """Where a source begins that the lines before it ran into ("By our staff] LONDON: | The minister")."""
    breaks = [i for i in range(phrase.start, phrase.end - 1) if doc[i].text in (":", "]", "--")]
    return breaks[-1] + 1 if breaks else phrase.start


def _first(doc: Doc, phrase: Phrase, free: list[Mention]) -> Mention | None:
    """The name that the phrase begins with, has as its head, or ends in as an apposition."""
    leading = next((m for m in free if _leads(doc, phrase, m)), None)
    headed = next((m for m in free if m.start <= phrase.head < m.end), None)
    if leading or headed or doc[phrase.head].tag_ == "NNS":
        return leading or headed
    return next((m for m in free if _apposed(doc, m, phrase) or _run_into(doc, m, phrase)), None)


def _titled_start(mention: Mention) -> int:
    """Where a name begins with the office before it."""
    role, start = mention.role, mention.start
    return role.start if role is not None and start - 2 <= role.end <= start else start


def _leads(doc: Doc, phrase: Phrase, mention: Mention) -> bool:
    """Whether only titles stand between the start of the phrase and a name that ends a noun phrase."""
    if mention.end < phrase.end and doc[mention.end].pos_ in ("NOUN", "PROPN", "ADJ"):
        return False
    if _depends(doc, phrase, mention):
        return False
    before = doc[phrase.start : mention.start]
    if _titled_start(mention) < mention.start and _titled_start(mention) <= phrase.start + 1:
        return True
    if all(t.pos_ in ("DET", "PUNCT") or t.text.endswith(".") for t in before):
        return True
    plain = not any(t.tag_ in ("NNS", "POS") for t in before)
    return mention.end >= phrase.end and plain and all(_is_title(t) for t in before)


def _run_into(doc: Doc, mention: Mention, phrase: Phrase) -> bool:
    """Whether a name with its title ends a phrase into which the line before it ran, a headline mostly."""
    titled = mention.role is not None and _titled_start(mention) < mention.start
    long = phrase.end - phrase.start > 7 and mention.end >= phrase.end
    return titled and long and not _depends(doc, phrase, mention)


def _depends(doc: Doc, phrase: Phrase, mention: Mention) -> bool:
    """Whether the name only says whose somebody is: "a spokesman for | X", "an aide to President | X"."""
    start = min(_titled_start(mention), _title_begins(doc, mention.start, phrase.start))
    return start > phrase.start + 1 and doc[start - 1].lower_ in ("of", "for", "to", "with", "from", "by")


def _title_begins(doc: Doc, name: int, least: int) -> int:
    """Where the titles begin that stand before a name with nothing between ("the late President | X")."""
    start = name
    while start > least and (
        doc[start - 1].pos_ in ("PROPN", "ADJ", "NOUN", "DET") or doc[start - 1].text == "."
    ):
        start -= 1
    return start


def _apposed(doc: Doc, mention: Mention, phrase: Phrase) -> bool:
    """Whether a name, with its title, stands between commas at the end of a description."""
    places = (_titled_start(mention) - 1, mention.start - 2)
    opened = any(doc[i].text == "," for i in places if i >= phrase.start)
    return opened and (mention.end >= phrase.end or doc[mention.end].text in (",", "–", "—"))


def together(doc: Doc, first: Mention, free: list[Mention]) -> list[Mention]:
    """Those named together: "Lavrov, Blinken and Wang", "X, the chair, and Y"; else just the first."""
    joint = [first]
    free = [m for m in free if first.end <= m.start < first.end + _FAR]
    for mention in free:
        between = doc[joint[-1].end : mention.start]
        listed = between[:1].text in ("and", ",") and all(_is_title(t) for t in between[1:])
        if mention.start >= joint[-1].end and listed:
            joint.append(mention)
    if len(joint) == 1:
        joint += [m for m in free if m.start > first.end and _added(doc, _titled_start(m))]
    return joint if any(t.lower_ == "and" for t in doc[first.end : joint[-1].start]) else [first]


def _added(doc: Doc, start: int) -> bool:
    if start > 0 and doc[start - 1].pos_ == "DET":
        start -= 1
    return start > 1 and doc[start - 1].lower_ == "and" and doc[start - 2].text == ","


def _goes_on(doc: Doc, last: Mention, end: int) -> bool:
    follows = [t.lower_ for t in doc[last.end : min(end, last.end + 2)]]
    return follows[:1] == ["and"] or follows[:2] == [",", "and"]


def _is_title(token: Token) -> bool:
    linking = token.tag_ in ("POS", "HYPH", "PRP$") or token.lower_ in ("and", "of", "for")
    return linking or token.pos_ in ("PROPN", "ADJ", "NOUN", "DET")


def antecedent(relative: Token) -> Token | None:
    """The noun that a relative pronoun refers to."""
    for token in relative.ancestors:
        if token.dep_ == "relcl":
            return _nearest(relative, token.head)
    before = relative.nbor(-1) if relative.i else relative
    return before if before.pos_ == "PROPN" else None


def _nearest(relative: Token, noun: Token) -> Token:
    """The name before the comma, where the parser took a farther one ("attack Iraq, Japan, | which")."""
    if relative.i < noun.i + 4 or relative.nbor(-1).text != "," or noun.pos_ != "PROPN":
        return noun
    name = relative.nbor(-2)
    listed = any(t.lower_ in ("and", "or") for t in relative.doc[noun.i : name.i])
    apart = places.place(name.text) is not None and relative.doc[name.i - 1].text == ","
    return name if apart and not listed else noun
