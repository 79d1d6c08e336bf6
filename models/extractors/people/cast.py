"""The cast of an article: the people named in it, where they are named, and in what role."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.extractors.people import appositions, home, naming, quoted, roles, seats
from models.extractors.people.name_words import is_name_word, name_end, reports, title_case
from models.extractors.people.roles import Role
from models.knowledge import leaders, names, offices, outlets, places
from models.lexicon import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from models.reading.parser import Parsed
    from models.types import Dateline
    from models.types import Span as Stretch


_LEAD = 3  # blocks that a leader without a country must be named in to tell the article's


@dataclass(slots=True, eq=False)
class Entity:
    """A person in the article; ``name`` is None for one who is described but not named.

    ``roles`` are in the order of the article; add to them, or replace them with :meth:`hold`. ``gender`` is
    m, f or None. ``home`` is the country by context, used where no role tells one.
    """

    name: str | None
    gender: str | None = None
    roles: list[Role] = field(default_factory=list[Role])
    home: str | None = None
    _looked_at: int = field(default=0, init=False, repr=False)
    _placed: Role | None = field(default=None, init=False, repr=False)
    _country: str | None = field(default=None, init=False, repr=False)

    @property
    def role(self) -> Role | None:
        """The most telling role: the first that names a country or body, else the first."""
        self._look()
        return self._placed or (self.roles[0] if self.roles else None)

    @property
    def country(self) -> str | None:
        """The country of the first role that has one, else of the name or the context."""
        self._look()
        return self._country or self.home

    def hold(self, held: Sequence[Role]) -> None:
        """Have these roles in place of those so far."""
        self.roles[:] = held
        self._looked_at, self._placed, self._country = 0, None, None

    def _look(self) -> None:
        """Look at the roles that were added since the last time: a text may give somebody thousands."""
        for role in self.roles[self._looked_at :]:
            self._country = self._country or role.country
            if self._placed is None and (role.country or role.international):
                self._placed = role
        self._looked_at = len(self.roles)


@dataclass(slots=True, eq=False)
class Mention:
    """A person's name at tokens ``start`` to ``end`` of a block; ``entity`` is None where it is ambiguous."""

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
    """Everybody named in an article, with look-ups by place in the text.

    ``sources`` are the spans, in offsets of the article, that are known to name a source; ``issued_in`` is
    the country whose government or body issues the text.
    """

    def __init__(
        self,
        parsed: Parsed,
        sources: Sequence[Stretch] = (),
        dateline: Dateline | None = None,
        issued_in: str | None = None,
    ) -> None:
        self.docs: list[Doc] = [b.doc for b in parsed.blocks]
        self.roles: list[list[Role]] = [roles.find(doc) for doc in self.docs]
        self.quoted: list[list[bool]] = quoted.inside(self.docs)
        introduced = [name for doc in self.docs for name in _introduced(doc)]
        self.outlets: frozenset[str] = frozenset((*introduced, *_in_marks(parsed.text, sources)))
        self._countries = home.named(self.docs)
        written_in = issued_in or home.of_dateline(dateline, parsed.text)
        self.seat: str | None = written_in or home.of_subject(self._countries)
        self.agency: str | None = dateline.agency if dateline else None
        self._sentences = [[s.start for s in doc.sents] for doc in self.docs]
        self._base = [sum(map(len, self._sentences[:b])) for b in range(len(self.docs))]
        self.mentions: list[Mention] = []
        for b, block in enumerate(parsed.blocks):
            ranges = _ranges(block.doc, block.block.span, sources)
            found = naming.find(block.doc, self.roles[b], ranges, self.outlets)
            self.mentions.extend(Mention(b, n.start, n.end, n.text, n.role, n.gender) for n in found)
        self.entities: list[Entity] = []
        _cluster(self)
        self.mentions.sort(key=lambda m: m.position)
        self.by_block: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            self.by_block.setdefault(mention.block, []).append(mention)
        for b, found in self.by_block.items():
            appositions.bind(self.docs[b], self.roles[b], found)
        self._role_at = {
            (b, t): r for b, found in enumerate(self.roles) for r in found for t in range(r.start, r.end)
        }
        _settle(self)
        self._at = {(m.block, t): m for m in self.mentions for t in range(m.start, m.end)}
        self._bound = {id(m.role): m.entity for m in self.mentions if m.role is not None}

    def knows(self, surname: str) -> bool:
        """Whether somebody of this family name is in the article."""
        folded = names.fold(surname)
        return any(
            " " in (e.name or "") and names.surname_first(e.name or "")[0] == folded for e in self.entities
        )

    def is_outlet(self, name: str | None) -> bool:
        """Whether a name is an outlet's, by the lists or by how the article introduces it."""
        return name is not None and (outlets.is_outlet(name) or outlets.bare(name).casefold() in self.outlets)

    def sentence(self, block: int, token: int) -> int:
        """The running number of the sentence that holds a token, over the whole article."""
        return self._base[block] + bisect_right(self._sentences[block], token) - 1

    def tokens(self, sentence: int) -> Span:
        """The sentence with this running number."""
        block = bisect_right(self._base, sentence) - 1
        starts, at = self._sentences[block], sentence - self._base[block]
        end = starts[at + 1] if at + 1 < len(starts) else len(self.docs[block])
        return self.docs[block][starts[at] : end]

    def home(self, block: int, token: int) -> str | None:
        """The country of an office or organ that tells none: the article's, unless it is elsewhere."""
        foreign, country = home.elsewhere(self.docs[block], token, self._acting(block), self.seat)
        return country if foreign else self.seat

    def of_seat(self, best_known: str | None) -> str | None:
        """The country of a seat that several have: the article's, else the best known if it is spoken of."""
        if best_known is None:
            return None
        spoken_of = best_known in self._countries or not self._countries
        return self.seat or (best_known if spoken_of else None)

    def _acting(self, block: int) -> list[tuple[int, str]]:
        """Where subjects stand in a block whose office or person is some country's, and that country."""
        doc = self.docs[block]
        named = [(m.start, m.entity.country if m.entity else None) for m in self.by_block.get(block, ())]
        held = [(r.head, r.country) for r in self.roles[block]]
        return [(at, code) for at, code in (*named, *held) if code and _acts(doc[at])]

    def name_at(self, block: int, token: int) -> Mention | None:
        """The name that covers a token."""
        return self._at.get((block, token))

    def role_at(self, block: int, token: int) -> Role | None:
        """The role phrase that covers a token."""
        return self._role_at.get((block, token))

    def bound(self, role: Role) -> Entity | None:
        """The person whose name stands with this role phrase."""
        return self._bound.get(id(role))


def _ranges(doc: Doc, block: Stretch, sources: Sequence[Stretch]) -> list[tuple[int, int]]:
    """Spans of the article as token ranges of a block."""
    ranges: list[tuple[int, int]] = []
    for start, end in sources:
        if block[0] <= start and end <= block[1]:
            span = doc.char_span(start - block[0], end - block[0], alignment_mode="expand")
            if span is not None and len(span):
                ranges.append((span.start, span.end))
    return ranges


def _introduced(doc: Doc) -> list[str]:
    """Outlets by their introduction: "the magazine Utsikt", "the Elbe Kurier, a Dresden weekly"."""
    nouns = load("outlets")["common"]["nouns"]
    found: list[str] = []
    for token in doc:
        if token.lower_ not in nouns or token.text[0].isupper():
            continue
        end = name_end(doc, token.i + 1) if token.i + 1 < len(doc) else token.i + 1
        of_news = token.lower_ != "agency" or doc[token.i - 1].lower_ in ("news", "press", "state", "the")
        if end > token.i + 1 and is_name_word(doc[token.i + 1]) and of_news:
            found.append(doc[token.i + 1 : end].text.casefold())
        comma = next((i for i in range(token.i - 1, max(token.i - 5, 0), -1) if doc[i].text == ","), None)
        if comma is not None and doc[comma + 1].lower_ in ("a", "an", "the"):
            start = comma
            while start > 0 and is_name_word(doc[start - 1]):
                start -= 1
            found.append(doc[start:comma].text.casefold())
    return [f for f in found if f]


def _in_marks(text: str, sources: Sequence[Stretch]) -> list[str]:
    """Sources that stand in quotation marks are outlets: “Ukrainska Pravda”."""
    found: list[str] = []
    for start, end in sources:
        name = outlets.bare(text[start:end])
        first = text.find(name, start)
        before, after = text[max(first - 1, 0) : first], text[first + len(name) : first + len(name) + 1]
        if len(name) > 2 and before and before in "\"“«„'‘" and after and after in "\"”»“'’":
            found.append(name.casefold())
    return found


def _cluster(cast: Cast) -> None:
    """Joins mentions into entities: names of several words first, then the single words known by them.

    Of the names of several words the long ones come before those that are only the end of one.
    """
    ends = _ends([m.text for m in cast.mentions])
    for mention in sorted(cast.mentions, key=lambda m: (_rank(m.text, ends), m.position)):
        rank, ambiguous = _rank(mention.text, ends), False
        if rank < 2:
            entity = next((e for e in cast.entities if names.compatible(e.name or "", mention.text)), None)
            entity = entity or (_by_family_names(cast, mention.text) if rank else None)
        else:
            entity, ambiguous = _owner(cast, mention)
        if ambiguous:
            continue
        if entity is None:
            entity = Entity(mention.text)
            cast.entities.append(entity)
        _join(entity, mention)
    _find_again(cast)


def _ends(written: Sequence[str]) -> frozenset[str]:
    """What is left of each name without the given name, where that is two words and more, folded."""
    folded = (names.fold(name).split() for name in written)
    return frozenset(" ".join(words[i:]) for words in folded for i in range(1, len(words) - 1))


def _rank(name: str, ends: frozenset[str]) -> int:
    """0 for a name of several words, 1 for one that is the end of another ("Ayo Botang" of "Sara Ayo
    Botang"), 2 for a single word."""
    return 2 if len(names.name_words(name)) < 2 else int(names.fold(name) in ends)


def _by_family_names(cast: Cast, name: str) -> Entity | None:
    """The one person whose several family names a name consists of."""
    end = " " + names.fold(name)
    bearers = [e for e in cast.entities if names.fold(e.name or "").endswith(end)]
    return bearers[0] if len(bearers) == 1 else None


def _find_again(cast: Cast) -> None:
    """Further single words that are a known person's family name, which the entity model passed over."""
    known = {w for e in cast.entities for w in names.fold(e.name or "").split() if len(w) > 2}
    known -= {names.fold(w) for w in load("outlets")["endings"]["words"]}
    taken = {(m.block, t) for m in cast.mentions for t in range(m.start, m.end)}
    for b, doc in enumerate(cast.docs):
        for token in doc:
            end = _hyphened_end(doc, token.i)
            word = doc[token.i : end].text
            if (b, token.i) in taken or not is_name_word(token) or names.fold(word) not in known:
                continue
            if places.place(word) or _in_longer_name(end - 1, doc):
                continue
            start = token.i
            while start > 0 and (b, start - 1) not in taken and _goes_before(doc, start - 1):
                start -= 1
            mention = Mention(b, start, end, doc[start:end].text)
            entity, ambiguous = _owner(cast, Mention(b, token.i, end, word))
            if entity is None and not ambiguous:
                continue
            if start < token.i and (entity is None or not names.compatible(entity.name or "", mention.text)):
                fits = (e for e in cast.entities if names.compatible(e.name or "", mention.text))
                entity = next(fits, None) or Entity(mention.text)
                if entity not in cast.entities:
                    cast.entities.append(entity)
            cast.mentions.append(mention)
            if entity is not None:
                _join(entity, mention)


def _hyphened_end(doc: Doc, i: int) -> int:
    """Where a word ends with all that hyphens join to it: "Ramos-Horta"."""
    end = i + 1
    while end + 1 < len(doc) and doc[end].text in ("-", "‑") and not doc[end - 1].whitespace_:
        if doc[end].whitespace_ or not doc[end + 1].text[:1].isupper():
            break
        end += 2
    return end


def _goes_before(doc: Doc, i: int) -> bool:
    """Whether the word before a family name is a first name by its looks ("Ilta" in "Ilta Koskela")."""
    token = doc[i]
    office = token.lower_ in offices.listed() or token.lower_ in load("titles")["modifiers"]["words"]
    known = bool(places.place(token.text) or places.demonym(token.text) or outlets.is_outlet(token.text))
    given = load("names")["gender"]
    telling = not title_case(doc) or token.lower_ in (*given["male"], *given["female"])
    cased = token.is_upper == doc[i + 1].is_upper and telling
    named = is_name_word(token) and token.pos_ == "PROPN" and token.text.isalpha() and not reports(token)
    return named and cased and not office and not known


def _in_longer_name(i: int, doc: Doc) -> bool:
    """Whether a capitalised word is part of a longer name ("Putin Palace", "Trump Tower")."""
    after = doc[i + 1] if i + 1 < len(doc) else None
    return after is not None and after.text[0].isupper() and after.pos_ == "PROPN" and not after.is_sent_start


def _join(entity: Entity, mention: Mention) -> None:
    mention.entity = entity
    entity.gender = entity.gender or mention.gender
    if len(mention.text.split()) > len((entity.name or "").split()):
        entity.name = mention.text


def _owner(cast: Cast, mention: Mention) -> tuple[Entity | None, bool]:
    """The person whom a single name means, and whether that is in doubt."""
    folded = names.fold(mention.text)
    owners = [e for e in cast.entities if names.surname_first(e.name or "")[0] == folded]
    if not owners:
        owners = [e for e in cast.entities if folded in names.fold(e.name or "").split()]
        return (owners[0], False) if len(owners) == 1 else (None, len(owners) > 1)
    if len(owners) == 1:
        return owners[0], False
    fitting = [e for e in owners if mention.gender and names.gender(e.name or "") == mention.gender]
    if len(fitting) == 1:
        return fitting[0], False
    if mention.role is not None:
        held = {id(m.entity): m.entity for m in cast.mentions if m.entity in owners and _same(m, mention)}
        if len(held) == 1:
            return next(iter(held.values())), False
    before = [m for m in cast.mentions if m.entity in owners and m.position < mention.position]
    for block in (mention.block, mention.block - 1):
        near = {id(m.entity): m.entity for m in before if m.block == block}
        if near:
            return (next(iter(near.values())), False) if len(near) == 1 else (None, True)
    first = min((m for m in cast.mentions if m.entity in owners), key=lambda m: m.position)
    return (first.entity, False) if first.position < mention.position else (None, True)


def _same(one: Mention, other: Mention) -> bool:
    return one.role is not None and other.role is not None and one.role.noun == other.role.noun


def _acts(token: Token) -> bool:
    """Whether a word, or the phrase that it is a part of, is a subject."""
    while token.dep_ in ("compound", "nmod", "amod", "appos", "poss", "flat") and token.head != token:
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass")


def _settle(cast: Cast) -> None:
    """Roles, countries and genders of the entities, from all their mentions."""
    for mention in cast.mentions:
        if mention.role is not None and mention.entity is not None:
            mention.entity.roles.append(mention.role)
            mention.entity.gender = mention.entity.gender or offices.noun_gender(mention.role.noun)
    for entity in cast.entities:
        entity.gender = entity.gender or names.gender(entity.name or "")
        offices_held = [r.noun for r in entity.roles] or [None]
        known = (leaders.country(entity.name or "", office) for office in offices_held)
        entity.home = next((code for code in known if code), None)
    cast.seat = cast.seat or _by_leaders(cast)
    for mention in cast.mentions:
        if mention.entity is not None and mention.entity.country is None:
            mention.entity.home = _affiliation(cast.docs[mention.block], mention.end)
    for mention in cast.mentions:
        role, entity = mention.role, mention.entity
        if role is not None and entity is not None and entity.country is None and roles.of_state(role):
            entity.home = seats.country(cast, role, mention.block)


def _affiliation(doc: Doc, end: int) -> str | None:
    """The country of the body that a name is followed by: "Joanna Merry of the Scottish National Party"."""
    if end + 1 >= len(doc) or doc[end].lower_ not in ("of", "from"):
        return None
    begin = end + 2 if doc[end + 1].lower_ == "the" else end + 1
    stop = begin
    while stop < len(doc) and (is_name_word(doc[stop]) or doc[stop].text in ("-", "'", "’", "'s", "’s")):
        stop += 1
    return places.country_in(doc[begin:stop].text)[1]


def _by_leaders(cast: Cast) -> str | None:
    """The country whose leaders alone the first paragraphs give their bare offices; never the US by that."""
    found = {
        m.entity.home
        for m in cast.mentions
        if m.block < _LEAD and m.entity and m.entity.home and m.role and roles.of_state(m.role)
    } - {"US"}
    return found.pop() if len(found) == 1 else None
