"""Whose an office of state is that names no country: the host's of an envoy, else by where it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.extractors.people import roles
from models.knowledge import offices, places
from models.lexicon import entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from models.extractors.people.cast import Cast
    from models.extractors.people.roles import Role


def country(cast: Cast, role: Role, block: int) -> str | None:
    """The country of an office ("the deputy foreign minister"), or None where it might be several's.

    Who receives an envoy is of the country where that one is posted, and never of the one that sent him.
    """
    found = cast.home(block, role.start) or cast.of_seat(roles.shared_seat(role))
    found = found if offices.has(found, role.noun) else None
    envoy = next(_received(cast, role, block), None)
    if envoy is None:
        return found
    return _host(cast, envoy) or (found if _sender(cast, envoy) not in (None, found) else None)


def _received(cast: Cast, role: Role, block: int) -> Iterator[tuple[int, Role]]:
    """The envoys, each with his block, whom the holder of an office receives or hands something to."""
    noun = cast.docs[block][role.head]
    while noun.dep_ in ("compound", "nmod", "appos", "flat") and noun.head != noun:
        noun = noun.head
    verbs = [noun.head] if noun.dep_ == "nsubj" else []
    verbs += [c for c in noun.children if c.dep_ == "relcl" and any(t.lower_ == "who" for t in c.lefts)]
    for verb in verbs:
        for met in _reached(verb):
            other = cast.role_at(block, met.i)
            if other is not None and other is not role and other.noun in _words("nouns"):
                yield block, other


def _reached(verb: Token) -> Iterator[Token]:
    """Whom an act is done to: "received | the ambassador", "handed a note to | the ambassador"."""
    if verb.lemma_.lower() in _words("receiving"):
        yield from (c for c in verb.rights if c.dep_ == "dobj")
    elif verb.lemma_.lower() in _words("handing"):
        links = (c for c in verb.rights if c.dep_ in ("prep", "dative"))
        yield from (t for link in links for t in (link, *link.children) if t.dep_ in ("dative", "pobj"))


def _host(cast: Cast, envoy: tuple[int, Role]) -> str | None:
    """The country where an envoy is posted, of "the ambassador in | Dushanbe" or "to | Tajikistan"."""
    for block, role in _same(cast, envoy):
        words = cast.docs[block][role.head + 1 : role.end]
        if len(words) > 1 and words[0].lower_ in ("in", "to"):
            known = places.place(words[1:].text)
            stated = known.country if known is not None and known.kind == "country" else None
            return stated or places.city_country(words[1:].text)
    return None


def _sender(cast: Cast, envoy: tuple[int, Role]) -> str | None:
    return next((role.country for _, role in _same(cast, envoy) if role.country), None)


def _same(cast: Cast, envoy: tuple[int, Role]) -> Iterator[tuple[int, Role]]:
    """An envoy as described here, and where that tells no country as the last one before who has one."""
    yield envoy
    block, role = envoy
    if role.country is not None or not role.definite:
        return
    for b in range(block, -1, -1):
        for other in reversed(cast.roles[b]):
            before = b < block or other.start < role.start
            if before and other.noun in _words("nouns") and other.country is not None:
                yield b, other
                return


def _words(key: str) -> frozenset[str]:
    return entries("antecedents", "envoys", key)
