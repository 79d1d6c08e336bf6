"""Bodies, countries, outlets and crowds as sources: "the Kremlin", "Moscow", "the ministry", "residents"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.extractors.people import role_text
from models.extractors.people.abbreviations import introduced
from models.extractors.people.body_names import (
    after_common,
    apposed,
    bodies_in,
    first_name,
    is_organ,
    name_around,
    proper_before,
    speaker,
    with_owner,
)
from models.extractors.people.cast import Cast, Entity
from models.extractors.people.joint import places_named
from models.extractors.people.name_words import is_genitive
from models.knowledge import offices, outlets, places
from models.lexicon import load
from models.types import Speaker

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from models.extractors.people.coref import Position

_REACH = 3  # sentences back in which "it" finds a body
_NEAR = 2  # sentences back in which "a spokesman" finds whose he is
_ARMED = {"group", "movement", "organization", "organisation", "militia", "faction"}


_VAGUE = {"team", "group", "mission", "body", "organisation", "organization", "delegation", "committee"}
_ISSUED = {"issue", "release", "publish", "sign", "write", "prepare", "adopt", "draft"}


class Bodies:
    """Tells what a source that is no person stands for; :meth:`spoke` notes each so that "it" can follow."""

    def __init__(self, cast: Cast) -> None:
        self._cast = cast
        self._spoke: list[tuple[int, Speaker]] = []
        self._known: list[tuple[tuple[int, int], Speaker]] = []
        for b, doc in enumerate(cast.docs):
            self._known.extend(((b, i), speaker) for i, speaker in bodies_in(doc, cast))
        self._short = {short.casefold(): name for doc in cast.docs for short, name in introduced(doc)}

    def spoke(self, speaker: Speaker, block: int, token: int) -> None:
        """Note a body or country that has spoken, one without a name too: "it" may be that one."""
        if speaker.kind in ("body", "country", "unknown"):
            self._spoke.append((self._cast.sentence(block, token), speaker))

    def country_near(self, block: int, token: int) -> str | None:
        """The country of the body or country that spoke last, in the same sentence or the two before."""
        here = self._cast.sentence(block, token)
        last = self._spoke[-1] if self._spoke else None
        return last[1].country if last is not None and here - last[0] <= _NEAR else None

    def pronoun(self, block: int, token: int, mention: str, before: Position | None = None) -> Speaker:
        """What "it" stands for: the only body that is a subject before it, else the last to speak nearby.

        ``before`` is where the words that it says begin, if they come first: nothing in them is meant.
        """
        here = self._cast.sentence(block, token)
        limit = before or (block, token)
        found = self._subjects(limit, here)
        if len(found) == 1:
            return replace(found[0], mention=mention)
        if here - 1 not in (at for at, _ in self._spoke):
            found = self._subjects(limit, here - 1)
            if len(found) == 1:
                return replace(found[0], mention=mention)
        for at, body in reversed(self._spoke):
            if here - at <= _REACH:
                return replace(body, mention=mention, role=None)
        return Speaker(mention)

    def _subjects(self, limit: Position, sentence: int) -> list[Speaker]:
        """The bodies and countries that are subjects in a sentence, before a place."""
        found = {
            s.name: s
            for (b, i), s in self._known
            if limit[0] - 1 <= b <= limit[0]
            and (b, i) < limit
            and self._cast.sentence(b, i) == sentence
            and _is_subject(self._cast.docs[b][i])
        }
        return list(found.values())

    def source(self, block: int, start: int, end: int, head: Token, mention: str) -> Speaker:
        """What the phrase with this head stands for, if it is no person."""
        people = places.demonym(head.text) if head.tag_ in ("NNPS", "NNS") else None
        if head.tag_ in ("NNPS", "NNS") and head.lemma_.lower() in offices.listing("partisans", "words"):
            return self._crowd(block, start, end, mention)
        if people or _joint(head, end):
            return Speaker(mention, country=people, kind="group")
        found = _side(head, mention) or self._outlet(block, start, head, mention)
        if found is not None:
            return found
        if offices.is_document_noun(head) and not head.text[0].isupper():
            return self._document(block, start, head, mention)
        found = self._named(block, start, end, head, mention)
        return found or self._unnamed(block, start, end, head, mention)

    def _outlet(self, block: int, start: int, head: Token, mention: str) -> Speaker | None:
        """The outlet that "this agency" and "the paper" are."""
        word = self._cast.docs[block][start].lower_
        if not outlets.is_common(head.lower_):
            return None
        if word == "this" and self._cast.agency:
            return speaker(mention, self._cast.agency, "body", None)
        if word != "the" or head.i != start + 1:
            return None
        found = self._referred(block, head, mention, head.lower_)
        return found if found.name else None

    def _unnamed(self, block: int, start: int, end: int, head: Token, mention: str) -> Speaker:
        """A common noun: "the railways" by what it refers to, "residents", "the Israeli army"."""
        doc = self._cast.docs[block]
        if doc[start].lower_ == "the" and head.i == end - 1 and head.i == start + 1:
            referred = self._referred(block, head, mention, head.lower_)
            if referred.name:
                return referred
        if head.tag_ == "NNS" or (offices.is_group_noun(head) and not offices.is_body_noun(head)):
            return self._crowd(block, start, end, mention)
        organised = offices.is_body_noun(head) or outlets.is_common(head.lower_)
        if organised:
            return self._common(block, start, head, mention)
        whose = doc[head.i + 1 : end].text if doc[head.i + 1 : head.i + 2].text in ("for", "of") else ""
        return Speaker(mention, country=places.country_in(whose)[1] if _speaks_for(whose) else None)

    def _named(self, block: int, start: int, end: int, head: Token, mention: str) -> Speaker | None:
        """A body, country or outlet by its proper name, at the head, after it or at the start."""
        doc = self._cast.docs[block]
        beside = apposed(doc, head, end)
        if beside is not None and any(self._cast.name_at(block, i) for i in range(beside, end)):
            beside = None
        for at in (beside, head.i, after_common(doc, head, end), first_name(doc, start, end)):
            if at is None or not doc[at].text[0].isupper():
                continue
            begin, stop = name_around(doc, at, start, end)
            modifies = at < head.i and stop <= head.i and doc[stop].text not in (",", "”", '"', "»", "(")
            if modifies or (stop < end and is_genitive(doc[stop])):
                continue
            found = self._by_name(block, with_owner(doc, begin, start), stop, at, head, mention)
            if found is not None:
                return found
        return None

    def _by_name(
        self, block: int, begin: int, stop: int, at: int, head: Token, mention: str
    ) -> Speaker | None:
        doc = self._cast.docs[block]
        name = doc[begin:stop].text
        known = self._known_by(name, head, mention)
        if known is not None:
            return known
        if self._cast.is_outlet(name) or (at > head.i and outlets.is_common(head.lower_)):
            return speaker(mention, outlets.bare(name), "body", None)
        if at == head.i:
            alone = stop - begin == 1 and offices.is_body_noun(head)
            full = self._referred(block, head, mention, head.lower_) if alone else None
            if full is not None and full.name:
                return full
            plural = head.tag_.endswith("S") and not (head.tag_ == "NNPS" and stop - begin > 2)
            singular = not plural and (head.pos_ == "PROPN" or offices.is_body_noun(head))
            return self._proper(doc[begin:stop], head, mention) if singular else None
        if at > head.i or any(t.ent_type_ == "ORG" for t in doc[begin:stop]):
            return self._proper(doc[begin:stop], doc[stop - 1], mention)
        return None

    def _known_by(self, name: str, head: Token, mention: str) -> Speaker | None:
        """What a name in the lists, or one that the article has introduced as a short form, stands for."""
        short = self._short.get(name.casefold())
        name = short.text if short is not None else name
        known = places.place(name)
        if known is not None:
            # A place that is also somebody's family name here ("Washington") might be either.
            doubtful = self._cast.knows(name)
            country = self._cast.of_seat(known.country) if places.is_shared(name) else known.country
            return Speaker(mention) if doubtful else speaker(mention, known.name, known.kind, country)
        return self._proper(short, head, mention) if short is not None else None

    def _proper(self, words: Span, head: Token, mention: str) -> Speaker:
        name = words.text
        if places.demonym(name):
            return Speaker(mention, country=places.demonym(name))
        organised = offices.is_body_noun(head) or any(
            t.ent_type_ in ("ORG", "FAC", "GPE", "NORP") for t in words
        )
        found, country = places.country_in(name)
        if not found and any(is_organ(t) for t in (*words, head)):
            country = self._cast.seat
        return speaker(mention, name, "body" if organised else "unknown", country)

    def _common(self, block: int, start: int, head: Token, mention: str) -> Speaker:
        """Names "the Israeli army", finds whom "the department" refers to, leaves "his office" unnamed."""
        doc = self._cast.docs[block]
        begin = head.i
        while begin > start and _modifies(doc[begin - 1]):
            begin -= 1
        while begin < head.i and doc[begin].tag_ in ("POS", "HYPH"):
            begin += 1
        name = doc[begin : head.i + 1].text
        country = places.country_in(name)[1]
        indefinite = doc[start].lower_ in ("a", "an", "one", "another")
        owner = self._owner(block, begin, head)
        if indefinite or doc[start].tag_ == "PRP$" or owner is not None:
            return Speaker(mention, kind="body", country=country or (owner.country if owner else None))
        before = proper_before(doc, begin, head) if outlets.is_common(head.lower_) else None
        if before is not None:
            return speaker(mention, before, "body", None)
        if not offices.is_body_noun(head) and name.lower() != head.lower_:
            return Speaker(mention, country=country, kind="body")  # "Czech television", "army radio"
        if any(w[:1].isupper() for w in name.split()):
            known = self._national_outlet(block, head, mention, country)
            return known or speaker(mention, name, "body", country)
        known = places.place(name) if " " in name else None  # "the foreign office", written small
        if known is not None:
            return speaker(mention, known.name, known.kind, known.country)
        return self._referred(block, head, mention, name.lower())

    def _national_outlet(self, block: int, head: Token, mention: str, country: str | None) -> Speaker | None:
        """The one agency of a country named before, for "the Belarusian news agency"."""
        if country is None or not outlets.is_common(head.lower_):
            return None
        before = [s for at, s in self._known if at < (block, head.i - 1) and s.country == country]
        named = {s.name: s for s in before if head.lower_ in (s.name or "").lower()}
        return replace(next(iter(named.values())), mention=mention) if len(named) == 1 else None

    def _owner(self, block: int, begin: int, head: Token) -> Entity | None:
        """The person whose body it is: "Orlov's office", "the office of Prime Minister Orlov"."""
        of = next((c for c in head.rights if c.lower_ == "of"), None)
        end = of.right_edge.i + 1 if of is not None else head.i
        named = (self._cast.name_at(block, i) for i in range(begin, end))
        return next((m.entity for m in named if m is not None and m.entity is not None), None)

    def _referred(self, block: int, head: Token, mention: str, phrase: str) -> Speaker:
        """The body already named that a common noun refers back to, if there is just one that fits."""
        before = [(self._cast.sentence(b, i), s) for (b, i), s in self._known if (b, i) < (block, head.i)]
        before += [(at, s) for at, s in self._spoke if s.name]
        fitting: dict[str | None, Speaker] = {}
        latest = 0
        for at, known in before:
            if _answers_to(known.name or "", head.lower_, phrase, self._cast.outlets):
                fitting[known.name], latest = known, max(latest, at)
        if self._overtaken(head, latest):
            return Speaker(mention, kind="body")
        if len(fitting) == 1:
            return replace(next(iter(fitting.values())), mention=mention)
        if fitting and self._spoke and self._spoke[-1][1].name in fitting:
            return replace(self._spoke[-1][1], mention=mention)
        country = self._home(head) if not fitting else None
        if len(phrase.split()) > 1 and not fitting and "'" not in phrase and "’" not in phrase:
            return speaker(mention, phrase, "body", country)
        return Speaker(mention, kind="body", country=country)

    def _overtaken(self, head: Token, latest: int) -> bool:
        """Whether another has spoken since the last team or group that is called so was named."""
        return head.lower_ in _VAGUE and bool(self._spoke) and self._spoke[-1][0] > latest

    def _home(self, head: Token) -> str | None:
        """The country of "the health ministry": that of "in Gaza" behind it, else the dateline's."""
        if not is_organ(head):
            return None
        doc = head.doc
        behind = doc[head.i + 1 : head.i + 2].text.lower()
        return places.country_in(doc[head.i + 1 : head.i + 5].text)[1] if behind == "in" else self._cast.seat

    def _document(self, block: int, start: int, head: Token, mention: str) -> Speaker:
        """Of "the ministry's statement", "a statement by Hamas": whoever issued it, if it is named there."""
        doc = self._cast.docs[block]
        for issuer in _issuers(head):
            several = places_named(issuer, issuer.right_edge.i + 1, mention)
            if several is not None:
                return several
            known = offices.is_body_noun(issuer) or issuer.pos_ == "PROPN"
            if known and self._cast.name_at(block, issuer.i) is None:
                found = self.source(block, issuer.left_edge.i, issuer.i + 1, issuer, mention)
                if found.name or found.country:
                    return found
        begin = head.i
        while begin > start and _modifies(doc[begin - 1]):
            begin -= 1
        last = doc[head.i - 1]
        body = places.place(doc[begin : head.i].text) if begin < head.i else None
        if begin < head.i and (offices.is_body_noun(last) or (body is not None and body.kind == "body")):
            return self.source(block, begin, head.i, last, mention)
        return Speaker(mention)

    def _crowd(self, block: int, start: int, end: int, mention: str) -> Speaker:
        """Several who are described: "US officials", "residents"; "the authorities" are those at home."""
        crowd = _crowd(self._cast.docs[block], start, end, mention)
        words = (crowd.role or "").lower().split()
        local = set(words[-1:]) & offices.listing("offices_of_state", "crowds")
        local = local or set(words[:-1]) & offices.listing("offices_of_state", "organs")
        if crowd.country or not local:
            return crowd
        doc = self._cast.docs[block]
        there = next((i for i in range(start, end - 1) if doc[i].lower_ == "in"), None)
        where = places.city_country(doc[there + 1 : end].text) if there is not None else None
        return replace(crowd, country=where or self._cast.home(block, start))


def _modifies(token: Token) -> bool:
    hyphen = token.text in ("-", "‑") and not token.whitespace_
    acronym = token.is_upper and len(token) > 1
    return hyphen or acronym or token.pos_ in ("ADJ", "NOUN", "PROPN") or token.tag_ in ("POS", "HYPH")


def _is_subject(token: Token) -> bool:
    while token.dep_ in ("compound", "nmod") and token.head != token:
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass")


def _side(head: Token, mention: str) -> Speaker | None:
    """The country whose side or delegation it is, only that being said: "the Turkish side"."""
    if head.lower_ not in ("side", "delegation") or head.tag_ != "NN" or head.i == 0:
        return None
    code = places.demonym(head.nbor(-1).text)
    return speaker(mention, places.country_name(code), "country", code) if code else None


def _country(token: Token) -> str | None:
    """The country that a single word names."""
    known = places.place(token.text) if token.text[0].isupper() else None
    return known.country if known is not None and known.kind == "country" else None


def _speaks_for(whose: str) -> bool:
    """Whether a description goes on to a body or country by name: "(a voice) for the Kremlin"."""
    return any(word[:1].isupper() for word in whose.split()[:3])


def _issuers(head: Token) -> list[Token]:
    """Those by whom a document is: "the ministry's statement", "a report issued by the ministry"."""
    acts = [c for c in head.rights if c.dep_ == "acl" and c.lemma_.lower() in _ISSUED]
    links = [c for t in (head, *acts) for c in t.children if c.lower_ in ("by", "from", "of")]
    return [c for c in head.lefts if c.dep_ == "poss"] + [
        c for link in links for c in link.children if c.dep_ == "pobj"
    ]


def _joint(head: Token, end: int) -> bool:
    """Whether the source names several bodies or countries at once ("Norway and Iceland")."""
    links = (t for t in head.doc[head.i + 1 : end] if t.lower_ == "and" and t.dep_ == "cc")
    return any(t.ent_iob_ != "I" and _listed_from(t.head, head) for t in links)


def _listed_from(token: Token, head: Token) -> bool:
    """Whether a word is the head or joined to it, "Britain," as an apposition included."""
    while token != head and (token.dep_ == "conj" or token.dep_ == "appos" and token.pos_ == "PROPN"):
        token = token.head
    return token == head


def _answers_to(name: str, noun: str, phrase: str, own_outlets: frozenset[str]) -> bool:
    words = name.lower().replace("defense", "defence").split()
    if noun in words or noun + "s" in words:
        return set(phrase.replace("defense", "defence").split()) - {noun} <= set(words)
    if outlets.is_outlet(name) or name.casefold() in own_outlets:
        return (
            phrase == noun
            and outlets.is_common(noun)
            and (noun not in ("agency", "wire") or outlets.is_agency(name))
        )
    known = places.place(name)
    return noun in _ARMED and known is not None and name in load("places")["movements"]["names"]


def _crowd(doc: Doc, start: int, end: int, mention: str) -> Speaker:
    begin = start
    while (
        begin < end - 1
        and doc[begin].pos_ in ("DET", "PRON", "NUM")
        and doc[begin + 1].tag_ not in ("IN", "HYPH")
    ):
        begin += 1
    own = {code for t in doc[start:end] if (code := places.demonym(t.text) or _country(t))}
    country = places.country_in(doc[start:end].text)[1] if len(own) < 2 else None
    words = doc[begin:end].text.strip(" ,")
    if words:
        words = role_text.spelt(doc[begin], lowered=False) + words[len(doc[begin]) :]
    return Speaker(mention, role=words, country=country, kind="group")
