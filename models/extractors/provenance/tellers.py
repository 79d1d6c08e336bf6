"""Through whom the words came: the tellers between the article and the speaker."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.extractors.people.cast import Cast
from models.extractors.people.resolve import Sources, Voice
from models.extractors.people.source_phrases import Phrase
from models.extractors.provenance import chain
from models.knowledge import names, outlets
from models.types import Speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from models.extractors.attribution.types import Attribution
    from models.reading.parser import Parsed

_OWN_VOICES = {
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "press secretary",
    "lawyer",
    "office",
    "readout",
    "letter",
    "statement",
}
_OWN_ACTS = {"believe", "want", "intend", "expect", "fear", "hope"}


@dataclass(slots=True)
class Case:
    """An attribution on its way to a statement, with who speaks and to whom."""

    attribution: Attribution
    voice: Voice | None = None
    audience: tuple[Voice, ...] = ()
    tellers: list[Voice] = field(default_factory=list[Voice])
    outlets: tuple[str, ...] = ()


class Tellers:
    """Finds the chain of each statement, from the article outward."""

    def __init__(self, parsed: Parsed, cast: Cast, sources: Sources) -> None:
        self._parsed = parsed
        self._cast = cast
        self._sources = sources

    def quoted(self, case: Case) -> Voice | None:
        """Who is quoted where the source only quotes ("The agency quoted him as saying"), else None."""
        attribution = case.attribution
        if attribution.cue_token < 0:
            return None
        block = self._parsed.blocks[attribution.block]
        pair = chain.quotes(block.doc[attribution.cue_token])
        at = block.block.span[0] + pair[0].idx if pair else 0
        if pair is None or not any(s <= at < e for s, e in attribution.source):
            return None
        case.tellers.append(self._sources.resolve(_phrase(attribution.block, pair[0]), speaks=False))
        return self._sources.resolve(_phrase(attribution.block, pair[1]))

    def listen(self, case: Case) -> None:
        """Note who tells of the saying in its own sentence; to be called in the order of the article."""
        attribution = case.attribution
        if attribution.cue_token < 0:
            return
        block = self._parsed.blocks[attribution.block]
        cue = block.doc[attribution.cue_token]
        inside = [(s - block.block.span[0], e - block.block.span[0]) for s, e in attribution.content]
        own = [(s - block.block.span[0], e - block.block.span[0]) for s, e in attribution.source]
        quoting = None if self._from_document(case) else chain.quoted_by(cue)
        for head in (chain.according_to(cue), chain.reported_by(cue), quoting):
            if head is None or outlets.is_document(head.lemma_.lower()):
                continue
            if not any(s <= head.idx < e for s, e in (*inside, *own)):
                case.tellers.append(self._sources.resolve(_phrase(attribution.block, head), speaks=False))
        if not self._from_document(case):
            rest = [t for t in cue.sent if not any(s <= t.idx < e for s, e in inside)]
            case.outlets = tuple(outlets.bare(name) for name, _ in chain.passed_on_by(rest))

    def chain(self, case: Case, cases: Sequence[Case]) -> tuple[str, ...]:
        """Who stands between the article and the speaker of ``case``, the one nearest to the article first.

        A speaker's own office or spokesman is no teller, nor is the speaker.
        """
        speaker = case.voice.finished() if case.voice else None
        found: list[str] = []
        seen = {id(case)}
        outer = _parent(case, cases)
        while outer is not None and id(outer) not in seen:
            seen.add(id(outer))
            found = [*self._links(outer, speaker), *found]
            outer = _parent(outer, cases)
        for teller in case.tellers:
            found += self._name(teller.finished(), speaker)
        if case.tellers and found:
            found += self._cited(case, speaker)
        found += case.outlets
        own = speaker.name if speaker else None
        return tuple(name for name in dict.fromkeys(found) if name != own)

    def _links(self, outer: Case, speaker: Speaker | None) -> list[str]:
        """The teller of an outer attribution, and whom an outlet there cites in turn."""
        teller = outer.voice.finished() if outer.voice else None
        links = [] if teller is None or outer.attribution.act in _OWN_ACTS else self._name(teller, speaker)
        return links + self._cited(outer, speaker)

    def _cited(self, case: Case, speaker: Speaker | None) -> list[str]:
        """Whom the teller of a sentence cites in turn ("reported, citing an aide of the minister")."""
        attribution = case.attribution
        doc = self._parsed.blocks[attribution.block].doc
        source = chain.cited(doc[attribution.cue_token]) if attribution.cue_token >= 0 else None
        if source is None:
            return []
        cited = self._sources.resolve(_phrase(attribution.block, source), speaks=False)
        name = cited.finished().name or _undetermined(cited.mention)
        return [] if speaker is not None and name == speaker.name else [name]

    def _name(self, teller: Speaker, speaker: Speaker | None) -> list[str]:
        if speaker is not None and (
            _speaks_for(teller, speaker)
            or (speaker.kind == "person" and not speaker.name and not speaker.role)
        ):
            return []
        if teller.name:
            return [teller.name]
        described = teller.role or (
            teller.kind == "body" and outlets.is_common(teller.mention.split()[-1].lower())
        )
        return [_undetermined(teller.mention)] if described and len(teller.mention.split()) > 1 else []

    def _from_document(self, case: Case) -> bool:
        """Whether the source is a document: then whoever saw it is no link of its chain."""
        words = case.voice.mention.lower().split() if case.voice else []
        return any(outlets.is_document(w) for w in words)


def _phrase(block: int, head: Token) -> Phrase:
    """The noun phrase of a head, without clauses after a comma."""
    doc = head.doc
    end = head.i + 1
    while end < head.right_edge.i + 1 and doc[end].text not in (",", ";", "–", "—", ":"):
        end += 1
    return Phrase(block, head.left_edge.i, end, head.i)


def _parent(case: Case, cases: Sequence[Case]) -> Case | None:
    """The attribution in whose content this one stands, the innermost if there are several."""
    cue = case.attribution.cue or case.attribution.source
    if not cue:
        return None
    around = [
        other
        for other in cases
        if other is not case
        and other.attribution.content[0][0] <= cue[0][0]
        and any(s <= cue[0][0] and cue[-1][1] <= e for s, e in other.attribution.content)
    ]
    return min(around, key=lambda o: sum(e - s for s, e in o.attribution.content), default=None)


def _speaks_for(teller: Speaker, speaker: Speaker) -> bool:
    """Whether the teller is the speaker's own voice: office, spokesman, a state's representative."""
    own = speaker.mention.lower().split()[:1] if speaker.kind != "person" and teller.kind == "person" else []
    words = set(teller.mention.lower().replace("’s", "").replace("'s", "").split())
    if (
        words & {"his", "her", "its", "their", "them"}
        or own[:1] in (["his"], ["her"], ["its"], ["their"])
        or speaker.name
        and words & set(names.fold(speaker.name).split())
    ):
        return True
    shared = teller.country is not None and teller.country == speaker.country
    role = set((teller.role or "").split()) | words
    if shared and speaker.kind in ("country", "body"):
        return teller.kind == "person"
    return shared and bool(role & _OWN_VOICES)


def _undetermined(text: str) -> str:
    words = text.strip(" ,").split()
    return " ".join(words[1:] if words[0].lower() in ("a", "an", "the") else words)
