"""Which name a role phrase stands beside: "the foreign minister, X," and "X, who is the foreign minister"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from models.extractors.people import roles
from models.extractors.people.name_words import honoured_start
from models.extractors.people.roles import Role
from models.knowledge import offices

if TYPE_CHECKING:
    from spacy.tokens import Doc

STOPS = {",", ".", ";", ":", "–", "—", "(", ")", '"', "”", "»", "?", "!"}


class Named(Protocol):
    """A name in a block, before or after it is known whose it is."""

    start: int
    end: int
    role: Role | None


def bind(doc: Doc, found: list[Role], names: Sequence[Named]) -> None:
    """Give each role phrase to the name beside it, where one is in apposition and has no better role."""
    for role in found:
        _bind(doc, role, names)


def _bind(doc: Doc, role: Role, names: Sequence[Named]) -> None:
    """Gives a role to the name beside it: in apposition after it, or "the Y, X,"."""
    if role.plural or roles.kinship(role) or any(n.role is role for n in names):
        return
    after = _name_after(doc, role, names)
    if after is not None:
        after.role = role
        return
    if any(n.start == role.end for n in names):
        return
    lead = role.start - (role.definite is not None and not _owned_inside(doc, role))
    before = next((n for n in names if _leads_to(doc, n.end, lead)), None)
    if before is None or not closed(doc, role.end) or _frame_ends(doc, before, role):
        return
    if before.role is None or before.role.noun not in offices.listed() - offices.listing("ranks", "words"):
        before.role = role


def _name_after(doc: Doc, role: Role, names: Sequence[Named]) -> Named | None:
    """The name that a description leads to: "the party chairman in Lviv, Petro Sich, said"."""
    comma = reach(doc, role.end)
    opens_sentence = doc[role.start].is_sent_start and role.text != role.noun
    if role.definite is None and not opens_sentence or doc[comma : comma + 1].text != ",":
        return None
    name = next((n for n in names if opens(doc, n) == comma + 1), None)
    if name is None:
        return None
    stops = name.end >= len(doc) or doc[name.end].text in STOPS or doc[name.end].lower_ in ("of", "from")
    ended = stops or _subject(doc, role, name)
    held = name.role
    free = held is None or held.noun not in offices.listed() or held.start == comma + 1
    return name if ended and free else None


def _subject(doc: Doc, role: Role, name: Named) -> bool:
    """Whether description and name are one subject: "the envoy, X, said", not "…was an envoy, X said"."""
    content = doc[role.head].dep_ in ("attr", "oprd", "dobj")
    return doc[name.end].pos_ in ("VERB", "AUX") and not content


def opens(doc: Doc, name: Named) -> int:
    """Where a name begins with the title before it ("Colonel", "Father")."""
    if name.role is not None and name.role.end == name.start:
        return name.role.start
    return honoured_start(doc, name.start)


def _owned_inside(doc: Doc, role: Role) -> bool:
    """Whether the phrase is definite by its own genitive ("Iceland's president") and has no determiner."""
    return role.start > 0 and doc[role.start - 1].pos_ not in ("DET", "PRON", "NUM")


def _leads_to(doc: Doc, end: int, lead: int) -> bool:
    """Whether only ", ", ", who is ", " – " or " (" stands between a name and a role phrase."""
    between = [t.lower_ for t in doc[end:lead]] if 0 <= lead - end <= 3 else []
    return between[:1] in ([","], ["–"], ["—"], ["("]) and between[1:] in ([], ["who", "is"], ["who", "was"])


def _frame_ends(doc: Doc, name: Named, role: Role) -> bool:
    """In "According to Peskov, the president, who …" the comma ends the frame and opens no apposition."""
    if not role.definite:
        return False
    first = doc[doc[name.start].sent.start]
    framed = first.pos_ in ("ADP", "SCONJ") or first.lower_ in ("according", "asked")
    if not framed or role.end >= len(doc):
        return False
    return doc[role.end].text != "," or not _subject_follows(doc, role.end + 1)


def _subject_follows(doc: Doc, i: int) -> bool:
    """Whether a subject follows the closing comma of an apposition, as in "X, the minister, | he said"."""
    return (
        i < len(doc)
        and doc[i].pos_ in ("NOUN", "PROPN", "PRON", "DET", "ADJ")
        and not doc[i].tag_.startswith("W")
    )


def closed(doc: Doc, end: int) -> bool:
    """Whether a phrase ends there: at a stop, at "who" or with the block."""
    return end >= len(doc) or doc[end].text in STOPS or doc[end].lower_ in ("who", "whose")


def reach(doc: Doc, end: int) -> int:
    """The comma that ends a role phrase with its place, as in "the party chairman in Lviv, …"."""
    i = end
    while (
        i < len(doc)
        and i < end + 5
        and doc[i].text not in STOPS
        and doc[i].pos_ not in ("VERB", "AUX", "PRON")
    ):
        i += 1
    return i
