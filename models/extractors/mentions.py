"""The cast of an article: who is named in it, where, and in what role.

Names come from spaCy's entities, from what follows an office or honorific ("Foreign Minister Lavrov"), and
from what stands before an apposition ("Nadine Rochat, a spokeswoman for …"); the small model alone misses
many. Mentions are then clustered into entities by :mod:`models.extractors.names`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.extractors import names, places, roles
from models.extractors.roles import Role
from models.lexicon import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from models.parser import Parsed


@dataclass(slots=True, eq=False)
class Entity:
    """A person in the article; ``name`` is None for one who is described but not named.

    ``roles`` are in the order of the article. ``gender`` is m, f or None.
    """

    name: str | None
    gender: str | None = None
    roles: list[Role] = field(default_factory=list)
    first_seen: tuple[int, int] = (0, 0)

    @property
    def role(self) -> Role | None:
        """The most telling role: the first that names a country or body, else the first."""
        placed = [r for r in self.roles if r.country or r.international]
        return (placed or self.roles or [None])[0]

    @property
    def country(self) -> str | None:
        """The country of the first role that has one."""
        return next((r.country for r in self.roles if r.country), None)


@dataclass(slots=True, eq=False)
class Mention:
    """A name of a person at tokens ``start`` to ``end`` of a block; ``entity`` is None where it is ambiguous."""

    block: int
    start: int
    end: int
    text: str
    role: Role | None = None
    gender: str | None = None
    entity: Entity | None = None

    @property
    def position(self) -> tuple[int, int]:
        return self.block, self.start


class Cast:
    """Everybody named in an article, with look-ups by place in the text."""

    def __init__(self, parsed: Parsed) -> None:
        self.docs: list[Doc] = [b.doc for b in parsed.blocks]
        self.starts: list[int] = [b.block.span[0] for b in parsed.blocks]
        self.roles: list[list[Role]] = [roles.find(doc) for doc in self.docs]
        self.quoted: list[list[bool]] = [_quoted(doc) for doc in self.docs]
        self._sentences: list[list[int]] = []
        self._base: list[int] = []
        count = 0
        for doc in self.docs:
            starts = [s.start for s in doc.sents]
            self._sentences.append(starts)
            self._base.append(count)
            count += len(starts)
        self.mentions: list[Mention] = []
        for b in range(len(self.docs)):
            self.mentions.extend(_names_in(self, b))
        self.entities: list[Entity] = []
        _cluster(self)
        self._at = {(m.block, t): m for m in self.mentions for t in range(m.start, m.end)}
        self._role_at = {(b, t): r for b, found in enumerate(self.roles) for r in found for t in range(r.start, r.end)}

    def sentence(self, block: int, token: int) -> int:
        """The running number of the sentence that holds a token, over the whole article."""
        return self._base[block] + bisect_right(self._sentences[block], token) - 1

    def name_at(self, block: int, token: int) -> Mention | None:
        """The name that covers a token."""
        return self._at.get((block, token))

    def role_at(self, block: int, token: int) -> Role | None:
        """The role phrase whose head is nearest to, and whose span covers, a token."""
        return self._role_at.get((block, token))

    def bound(self, role: Role, block: int) -> Entity | None:
        """The person whose name stands with this role phrase."""
        return next((m.entity for m in self.mentions if m.block == block and m.role is role), None)


def is_name_word(token: Token) -> bool:
    """Whether a token can be part of a personal name: capitalised, and not a day, a title or all small."""
    return token.text[:1].isupper() and token.ent_type_ not in ("DATE", "TIME") and token.tag_ != "POS"


def _quoted(doc: Doc) -> list[bool]:
    """For each token whether it stands inside double quotation marks opened in this block."""
    inside, flags = False, []
    for token in doc:
        text = token.text
        if text in "“«„" and text:
            inside = True
        elif text in "”»" and text:
            inside = False
        elif text in ('"', "``", "''"):
            inside = not inside
        flags.append(inside)
    return flags


def _names_in(cast: Cast, block: int) -> list[Mention]:
    doc = cast.docs[block]
    found: dict[int, Mention] = {}
    taken: set[int] = set()

    def add(start: int, end: int, role: Role | None = None, gender: str | None = None) -> None:
        if start < end and not taken.intersection(range(start, end)):
            found[start] = Mention(block, start, end, _text(doc, start, end), role, gender)
            taken.update(range(start, end))

    for role in cast.roles[block]:
        start = _prenominal(doc, role)
        if start is not None:
            add(start, _name_end(doc, start), role)
    for start, gender, role in _honoured(doc):
        add(start, _name_end(doc, start), role, gender)
    for ent in doc.ents:
        if ent.label_ == "PERSON":
            start = _strip_titles(doc, ent.start, ent.end)
            if start < ent.end and _may_be_person(doc, start, ent.end):
                add(start, max(_name_end(doc, start), start + 1))
    for role in cast.roles[block]:
        _before_apposition(cast, block, role, add)
    mentions = sorted(found.values(), key=lambda m: m.start)
    for role in cast.roles[block]:
        _bind(doc, role, mentions)
    return mentions


def _text(doc: Doc, start: int, end: int) -> str:
    return doc[start:end].text.strip(" ,.;:\"“”'’") if end - start == 1 else doc[start:end].text.strip(" ,;:\"“”'’")


def _prenominal(doc: Doc, role: Role) -> int | None:
    """Start of the name that an office is set before ("Prime Minister | Benjamin Netanyahu")."""
    if role.end >= len(doc) or role.plural:
        return None
    token = doc[role.end]
    if not is_name_word(token) or token.pos_ in ("VERB", "AUX", "PRON", "DET", "ADP", "SCONJ", "CCONJ"):
        return None
    if places.place(token.text) or places.demonym(token.text):
        return None
    return role.end


def _name_end(doc: Doc, start: int) -> int:
    """End of the run of name words from ``start``: capitals, initials, particles before a capital, hyphens."""
    particles = load("names")["particles"]["words"]
    i = start
    while i < len(doc) and i < start + 6:
        token = doc[i]
        following = doc[i + 1] if i + 1 < len(doc) else None
        if is_name_word(token) and (i == start or _continues(token, doc[start])):
            i += 1
        elif following is not None and _joins(token, following, particles, i > start):
            i += 1
        else:
            break
        if doc[i - 1].text.endswith((",", ";")) or i < len(doc) and doc[i].is_sent_start and not _initial(doc[i - 1]):
            break
    while i > start and doc[i - 1].text in ("-", "‑", "'"):
        i -= 1
    return i


def _initial(token: Token) -> bool:
    return len(token.text) == 2 and token.text[1] == "."


def _joins(token: Token, following: Token, particles: list[str], inside: bool) -> bool:
    if token.text in ("-", "‑", "'", "’") and inside:
        return not token.whitespace_ and following.text[:1].isalpha()
    return token.lower_ in particles and (following.text[:1].isupper() or following.text in ("-", "‑"))


def _continues(token: Token, first: Token) -> bool:
    """Whether a capitalised word goes on with the name; office words and places do not."""
    if token.tag_ in ("MD", "VBD", "VBZ", "IN", "DT", "PRP") and token.ent_type_ != "PERSON":
        return False
    if first.ent_type_ == "PERSON" and token.ent_type_ not in ("PERSON", "") and token.ent_iob_ == "B":
        return False
    return token.lower_ not in load("titles")["offices"]["person"]


def _honoured(doc: Doc) -> Iterator[tuple[int, str | None, Role | None]]:
    """Starts of names after Mr., Sir, Gen. and the like, with the gender that tells."""
    data = load("titles")["honorifics"]
    for i, token in enumerate(doc[:-1]):
        if token.text[0].isupper() and is_name_word(doc[i + 1]):
            word = token.lower_
            if word in data["male"] and word not in load("titles")["offices"]["person"]:
                yield i + 1, "m", None
            elif word in data["female"] and word not in load("titles")["offices"]["person"]:
                yield i + 1, "f", None
            elif word in data["any"] and not (word.rstrip(".") == "st"):
                yield i + 1, None, None


def _strip_titles(doc: Doc, start: int, end: int) -> int:
    titles = load("titles")
    known = {*titles["offices"]["person"], *titles["modifiers"]["words"]}
    honorifics = {w for group in titles["honorifics"].values() for w in group}
    while start < end and (
        doc[start].lower_ in known
        or doc[start].lower_ in honorifics
        or doc[start].pos_ in ("DET", "ADP", "PUNCT")
        or doc[start].tag_ == "POS"
        or (start + 1 < end and bool(places.demonym(doc[start].text)))
    ):
        start += 1
    return start


def _may_be_person(doc: Doc, start: int, end: int) -> bool:
    """Sorts out what the entity model takes for a person and is not."""
    text = doc[start:end].text
    if places.place(text) or places.demonym(text) or any(ch.isdigit() for ch in text):
        return False
    if not doc[start].text[0].isupper() and doc[start].lower_ not in load("names")["particles"]["words"]:
        return False
    words = [t.lower_ for t in doc[start:end]]
    return not (words[-1] in load("titles")["offices"]["body"] or words[-1] in load("outlets")["endings"]["words"])


def _before_apposition(cast: Cast, block: int, role: Role, add) -> None:
    """Takes "Liis Metsala" from "Liis Metsala, the spokeswoman," where the entity model saw no person."""
    doc = cast.docs[block]
    comma = role.start - (1 if role.definite is None else 2)
    if comma < 2 or doc[comma].text != "," or role.plural or not _closed(doc, role.end):
        return
    start = comma
    while start > 0 and is_name_word(doc[start - 1]) and start > comma - 4:
        start -= 1
    text = doc[start:comma].text
    if comma - start >= 2 and not places.country_in(text)[0] and _may_be_person(doc, start, comma):
        start = _strip_titles(doc, start, comma)
        if comma - start >= 2:
            add(start, comma)


def _closed(doc: Doc, end: int) -> bool:
    return end >= len(doc) or doc[end].text in (",", ".", ";", ")", "–", "—", ":") or doc[end].lower_ in ("who", "whose")


def _bind(doc: Doc, role: Role, mentions: list[Mention]) -> None:
    """Gives a role to the name beside it: before it, in apposition after it, or "the Y, X,"."""
    if role.plural or any(m.role is role for m in mentions):
        return
    lead = role.start - (1 if role.definite is not None and role.owner is None else 0) - (role.owner is not None)
    if role.end < len(doc) and doc[role.end].text == "," and role.definite is not None:
        after = next((m for m in mentions if m.start == role.end + 1 and m.role is None), None)
        if after and (after.end >= len(doc) or doc[after.end].text in (",", ".", ";", "–", "—") or doc[after.end].pos_ in ("VERB", "AUX")):
            after.role = role
            return
    if any(m.start == role.end for m in mentions):
        return
    before = next((m for m in mentions if _leads_to(doc, m.end, lead)), None)
    if before is None or before.role is not None and before.role.definite is not None:
        return
    if _closed(doc, role.end) and not _according(doc, before, role):
        if before.role is None:
            before.role = role


def _leads_to(doc: Doc, end: int, lead: int) -> bool:
    """Whether only ", ", ", who is ", " – " or " (" stands between a name and a role phrase."""
    between = [t.lower_ for t in doc[end:lead]] if 0 <= lead - end <= 3 else []
    if between[:1] and between[0] in (",", "–", "—", "("):
        return between[1:] in ([], ["who", "is"], ["who", "was"])
    return False


def _according(doc: Doc, mention: Mention, role: Role) -> bool:
    """"According to Peskov, the president, who …": there the comma ends the frame and opens no apposition."""
    if not role.definite:
        return False
    lead = [t.lower_ for t in doc[max(0, mention.start - 6) : mention.start]]
    opens = "according" in lead or (doc[mention.start].sent.start < len(doc) and doc[doc[mention.start].sent.start].pos_ == "ADP")
    return opens and (role.end >= len(doc) or doc[role.end].text != "," or not _has_end(doc, role.end))


def _has_end(doc: Doc, comma: int) -> bool:
    """Whether a subject follows the closing comma of an apposition, as in "X, the minister, | he said"."""
    return comma + 1 < len(doc) and doc[comma + 1].pos_ in ("NOUN", "PROPN", "PRON", "DET", "ADJ") and doc[comma + 1].tag_ not in ("WP", "WP$", "WDT")


def _cluster(cast: Cast) -> None:
    """Joins mentions into entities: names of several words first, then bare surnames."""
    by_length = sorted(cast.mentions, key=lambda m: (len(names.name_words(m.text)) < 2, m.position))
    for mention in by_length:
        if len(names.name_words(mention.text)) > 1:
            entity = next((e for e in cast.entities if names.compatible(e.name or "", mention.text)), None)
        else:
            entity, ambiguous = _surname_owner(cast, mention)
            if ambiguous:
                continue
        if entity is None:
            entity = Entity(mention.text, first_seen=mention.position)
            cast.entities.append(entity)
        _join(entity, mention)
    for mention in cast.mentions:
        if mention.role is not None and mention.entity is not None:
            mention.entity.roles.append(mention.role)
            mention.entity.gender = mention.entity.gender or roles.noun_gender(mention.role.noun)
    for entity in cast.entities:
        entity.gender = entity.gender or names.gender(entity.name or "")


def _join(entity: Entity, mention: Mention) -> None:
    mention.entity = entity
    entity.gender = entity.gender or mention.gender
    entity.first_seen = min(entity.first_seen, mention.position)
    if len(mention.text.split()) > len((entity.name or "").split()):
        entity.name = mention.text


def _surname_owner(cast: Cast, mention: Mention) -> tuple[Entity | None, bool]:
    """The person whom a single name means, and whether that is in doubt."""
    last = names.surname_first(mention.text)[0]
    owners = [e for e in cast.entities if names.surname_first(e.name or "")[0] == last]
    if not owners:
        owners = [e for e in cast.entities if last in names.fold(e.name or "").split()]
        return (owners[0], False) if len(owners) == 1 else (None, False)
    if len(owners) == 1:
        return owners[0], False
    fitting = [e for e in owners if mention.gender and names.gender(e.name or "") == mention.gender]
    if len(fitting) == 1:
        return fitting[0], False
    near = {
        id(m.entity): m.entity
        for m in cast.mentions
        if m.entity in owners and m.position < mention.position and m.block >= mention.block - 1
    }
    return (next(iter(near.values())), False) if len(near) == 1 else (None, True)
