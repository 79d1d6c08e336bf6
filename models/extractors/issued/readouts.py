"""Who is who in a readout: the host of the headline, the counterpart, and both of them together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.extractors.issued import roster
from models.extractors.people.cast import Cast
from models.extractors.people.joint import together
from models.extractors.people.resolve import Voice
from models.knowledge import names
from models.lexicon import load
from models.types import Kind, Speaker, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

    from models.extractors.people.cast import Entity
    from models.reading.parser import Parsed

_MAIN = frozenset({"ROOT", "conj", "ccomp", "parataxis"})
_LOOSE = frozenset({"cc", "advmod", "aux", "mark", "det"})
_OPENING = 2  # blocks of prose in which both are introduced


@dataclass(frozen=True, slots=True)
class Principals:
    """Who met or spoke: the host, whose office issues the readout, and those he met, as speakers."""

    host: Speaker
    others: tuple[Speaker, ...]

    @property
    def all(self) -> list[Speaker]:
        return [self.host, *self.others]


def statements(
    parsed: Parsed, said: Sequence[Statement], title: str | None, url: str | None = None
) -> tuple[Statement, ...]:
    """``said`` with "they", "the two leaders", "the Secretary and Foreign Minister" put into names.

    What is told of one named person stays as it is, but an office of the host's is the host's own.
    """
    heading = title or next((b.text for b in parsed.copy.blocks if b.kind == "headline"), "")
    country = roster.home([heading, *(b.text for b in parsed.copy.blocks)], url)
    found = principals(parsed, heading, country)
    whole = [_whole(parsed, s, said) for s in said if not _is_topic(parsed, s)]
    settled = whole if found is None else [_settled(parsed, s, found) for s in whole]
    return tuple(_at_home(s, heading, country) for s in settled)


def _is_topic(parsed: Parsed, said: Statement) -> bool:
    """Whether a cue only tells what was talked about: "covered the discussions on", "discussed"."""
    first = parsed.text[said.cue[0][0] :].split(maxsplit=1)[:1] if said.cue else []
    return bool(first) and first[0].casefold() in load("genres")["readouts"]["topics"]


def _at_home(said: Statement, heading: str, country: str | None) -> Statement:
    """The statement of an unnamed host ("the Prime Minister") with the country that issues the text."""
    who = said.speaker
    if who is None or who.name or who.country or not who.role or country is None:
        return said
    host = re.sub(
        r"\bpm\b", "prime minister", re.split(r"\b(?:call|meeting|talks|visit)\b", heading.casefold())[0]
    )
    return replace(said, speaker=replace(who, country=country)) if who.role.casefold() in host else said


def _whole(parsed: Parsed, said: Statement, all_said: Sequence[Statement]) -> Statement:
    """The statement with its object to the end: readouts pile up phrases that parses lose hold of.

    It ends where the sentence does, or where the next thing is done or said in it.
    """
    block = next(
        (b for b in parsed.blocks if said.cue and b.block.span[0] <= said.cue[0][0] < b.block.span[1]), None
    )
    if block is None or said.kind is not Kind.INDIRECT or len(said.content) != 1:
        return said
    base = block.block.span[0]
    start, end = said.content[0]
    verb = next((t for t in block.doc if base + t.idx == said.cue[-1][0]), None)
    if verb is None or verb.pos_ != "VERB" or verb.dep_ not in _MAIN or start < said.cue[-1][1]:
        return said
    cues = {a - base for s in all_said if s is not said for a, _ in s.cue}
    stops = (_stop(t, verb, cues) for t in verb.sent if base + t.idx >= end)
    last = next((t for t in stops if t is not None), verb.sent.end) - 1
    while last > verb.i and (block.doc[last].is_punct or block.doc[last].dep_ in _LOOSE):
        last -= 1
    reach = base + block.doc[last].idx + len(block.doc[last])
    if reach <= end or last <= verb.i:
        return said
    clause = (said.clause[0], max(reach, said.clause[1])) if said.clause is not None else None
    return replace(
        said,
        content=((start, reach),),
        text=parsed.text[start:reach],
        clause=clause,
        clause_text=parsed.text[slice(*clause)] if clause is not None else said.clause_text,
    )


def _stop(token: Token, verb: Token, cues: set[int]) -> int | None:
    """Where what ``token`` begins parts from the object of ``verb``; None where it belongs to it.

    That is the next verb of the same subject, a participle that goes with the verb, or a clause of its own
    that is a statement too.
    """
    if token.pos_ not in {"VERB", "AUX"}:
        return None
    subject = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < token.i), None)
    next_deed = _is_joined(token, verb)
    if subject is None:
        before = next((t for t in reversed(token.doc[verb.i : token.i]) if t.dep_ != "advmod"), verb)
        finite = token.tag_ in {"VBD", "VBZ", "VBP"} and before.dep_ == "cc"
        told = token.idx in cues and before.text == ","
        beside = token.dep_ == "advcl" and token.tag_ == "VBG" and token.head.i in {verb.i, verb.head.i}
        return token.i if finite or beside or told or next_deed else None
    own = token.idx in cues and subject.tag_ not in {"WDT", "WP"}
    return token.left_edge.i if (own or next_deed) and token.left_edge.i > verb.i else None


def _is_joined(token: Token, verb: Token) -> bool:
    """Whether a verb is the next one that is joined to ``verb`` or to what ``verb`` is joined to."""
    if token.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
        return False
    at = token
    while at.dep_ == "conj" and at.head.i != at.i and at.head.pos_ in {"VERB", "AUX"}:
        at = at.head
        if at.i == verb.i or (verb.dep_ == "conj" and at.i == verb.head.i):
            return True
    return False


def principals(parsed: Parsed, heading: str, country: str | None = None) -> Principals | None:
    """The host and his counterparts: people of the opening whom the headline names or whose office it gives.

    A host whom only his office tells ("PM call with President Okoro") has that office, of ``country``, for
    a name and no key.
    """
    cast = Cast(parsed, issued_in=country)
    prose = [i for i, b in enumerate(parsed.blocks) if b.block.kind == "paragraph"][:_OPENING]
    above = [i for i, b in enumerate(parsed.blocks) if b.block.kind == "headline"]
    titled = names.fold(heading.replace("’s", "").replace("'s", "")).split()
    opening: list[Entity] = []
    for place in (*prose, *above):
        for mention in cast.mentions:
            if mention.block == place and mention.entity is not None and mention.entity.name:
                opening += [mention.entity] if mention.entity not in opening else []
    people = [
        e
        for e in opening
        if names.surname_first(e.name or "")[0] in titled or names.fold(e.name or "").split()[-1] in titled
    ]
    speakers = [Voice("", entity).finished() for entity in people]
    office = _office_of_host(heading)
    if office is not None:
        others = [Voice("", e).finished() for e in opening if e not in people]
        host = next((s for s in (*speakers, *others) if _holds(s, office)), None)
        host = host or Speaker(f"The {office.title()}", f"The {office.title()}", office, country, "person")
        speakers = [host, *(s for s in speakers if s != host)]
    elif (
        not people
        and len(opening) == 2
        and re.search(load("genres")["readouts"]["several"], heading.casefold())
    ):
        speakers = [Voice("", entity).finished() for entity in opening]
    return Principals(speakers[0], tuple(speakers[1:])) if speakers else None


def _office_of_host(heading: str) -> str | None:
    """The office that stands for the host in a headline such as "PM call with President Okoro"."""
    before = re.split(r"\b(?:with|to|and)\b", heading.casefold().replace("’", "'"))[0]
    found = re.match(
        r"(?:the )?(pm|prime minister|taoiseach|foreign secretary)(?:'s)? "
        r"(?=[a-z]*\s?(?:call|meeting|bilat|talk))",
        before,
    )
    return {"pm": "prime minister"}.get(found[1], found[1]) if found is not None else None


def _holds(who: Speaker, office: str) -> bool:
    return bool(re.search(rf"(?<!deputy )\b{office}\b", (who.role or "").casefold()))


def _settled(parsed: Parsed, said: Statement, who: Principals) -> Statement:
    source = " ".join(" ".join(parsed.text[a:b] for a, b in said.source).casefold().split())
    speaker = said.speaker
    if not source:
        return said
    mention = speaker.mention if speaker is not None else source
    if _is_office_of(source, who.host) and who.host.key is not None:
        return replace(said, speaker=replace(who.host, mention=mention))
    unnamed = speaker is None or not speaker.name
    if unnamed and len(who.others) == 1 and _is_left_to(source, who):
        return replace(said, speaker=replace(who.others[0], mention=mention))
    several = who.others and (_is_pair(source) or (_is_group(source) and unnamed))
    return replace(said, speaker=together(mention, who.all)) if several else said


def _is_office_of(source: str, host: Speaker) -> bool:
    """Whether the source is "the" with an office that the host holds and nobody he met."""
    office = source.removeprefix("the ").strip()
    return source.startswith("the ") and office in _offices() and _holds(host, office)


def _is_left_to(source: str, who: Principals) -> bool:
    """Whether "the" with an office that the host does not hold can only mean the one he met."""
    office = source.removeprefix("the ").strip()
    [other] = who.others
    known = other.role is None or _holds(other, office)
    return source.startswith("the ") and office in _offices() and known and not _holds(who.host, office)


def _is_group(source: str) -> bool:
    return bool(re.fullmatch(load("genres")["readouts"]["both"], source))


def _is_pair(source: str) -> bool:
    """Whether two offices are joined, at most one with its name: "the Secretary and Minister Lind"."""
    first, joined, last = source.partition(" and ")
    first, last = first.removeprefix("the "), last.removeprefix("the ")
    return (
        bool(joined)
        and first in _offices()
        and any(last == o or last.startswith(o + " ") for o in _offices())
    )


def _offices() -> list[str]:
    offices: list[str] = load("genres")["readouts"]["offices"]
    return offices
