"""Through whom the words came: the tellers between the article and the speaker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.extractors import chain, names, roles
from models.extractors.mentions import Cast
from models.extractors.sources import Voice
from models.types import Speaker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from models.extractors.attribution import Attribution
    from models.parser import Parsed

_OWN_VOICES = {"spokesman", "spokeswoman", "spokesperson", "press secretary", "lawyer", "office", "readout", "letter", "statement"}
_OWN_ACTS = {"believe", "want", "intend", "expect", "fear", "hope"}


@dataclass(slots=True)
class Case:
    """An attribution on its way to a statement, with who speaks and to whom."""

    attribution: Attribution
    voice: Voice | None = None
    audience: tuple[Voice, ...] = ()


class Tellers:
    """Finds the chain of each statement, from the article outward."""

    def __init__(self, parsed: Parsed, cast: Cast) -> None:
        self._parsed = parsed
        self._cast = cast

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
        found += self._passed_on(case)
        own = speaker.name if speaker else None
        return tuple(name for name in dict.fromkeys(found) if name != own)

    def _links(self, outer: Case, speaker: Speaker | None) -> list[str]:
        """The teller of an outer attribution, and whom an outlet there cites in turn."""
        teller = outer.voice.finished() if outer.voice else None
        links = [] if teller is None or outer.attribution.act in _OWN_ACTS else self._name(teller, speaker)
        doc = self._parsed.blocks[outer.attribution.block].doc
        source = chain.cited(doc[outer.attribution.cue_token]) if outer.attribution.cue_token >= 0 else None
        if source is not None:
            links.append(self._described(outer.attribution.block, source))
        return links

    def _name(self, teller: Speaker, speaker: Speaker | None) -> list[str]:
        if speaker is not None and _speaks_for(teller, speaker):
            return []
        if teller.name:
            return [teller.name]
        described = teller.kind in ("group", "person") and teller.role
        return [_undetermined(teller.mention)] if described and len(teller.mention.split()) > 1 else []

    def _described(self, block: int, head: Token) -> str:
        named = self._cast.name_at(block, head.i)
        if named is not None and named.entity is not None and named.entity.name:
            return named.entity.name
        words = [t for t in head.subtree if t.i <= head.i + 8]
        return _undetermined(head.doc[words[0].i : words[-1].i + 1].text)

    def _passed_on(self, case: Case) -> list[str]:
        """"Cited by CNN", "seen by The Levant Courier", "Interfax quoted Lavrov as saying" in the same sentence."""
        attribution = case.attribution
        block = self._parsed.blocks[attribution.block]
        doc, offset = block.doc, block.block.span[0]
        if attribution.cue_token < 0 or self._from_document(case):
            return []
        cue = doc[attribution.cue_token]
        spoken = [(s - offset, e - offset) for s, e in attribution.content]
        rest = [t for t in cue.sent if not any(s <= t.idx < e for s, e in spoken)]
        found = [chain.bare(name) for name, _ in chain.passed_on_by(rest)]
        quoting = chain.quoted_by(cue)
        told = quoting is not None and quoting.pos_ != "PRON" and not chain.is_document(quoting.lemma_.lower())
        if quoting is not None and told and not any(s <= offset + quoting.idx < e for s, e in attribution.source):
            found.append(self._described(attribution.block, quoting))
        return found

    def _from_document(self, case: Case) -> bool:
        """Whether the source is a document: then whoever saw it is no link of its chain."""
        words = case.voice.mention.lower().split() if case.voice else []
        return any(chain.is_document(w) for w in words)


def _parent(case: Case, cases: Sequence[Case]) -> Case | None:
    """The attribution in whose content this one stands, the innermost if there are several."""
    cue = case.attribution.cue or case.attribution.source
    if not cue:
        return None
    around = [
        other
        for other in cases
        if other is not case and any(s <= cue[0][0] and cue[-1][1] <= e for s, e in other.attribution.content)
    ]
    return min(around, key=lambda o: sum(e - s for s, e in o.attribution.content), default=None)


def _speaks_for(teller: Speaker, speaker: Speaker) -> bool:
    """Whether the teller is the speaker's own voice: office, spokesman, a state's representative."""
    own = speaker.mention.lower().split()[:1]
    words = set(teller.mention.lower().replace("’s", "").replace("'s", "").split())
    if words & {"his", "her", "its", "their", "them"} or own[:1] in (["his"], ["her"], ["its"], ["their"]) or speaker.name and words & set(names.fold(speaker.name).split()):
        return True
    shared = teller.country is not None and teller.country == speaker.country
    role = set((teller.role or "").split()) | words
    if shared and speaker.kind in ("country", "body"):
        return teller.kind == "person"
    return shared and bool(role & _OWN_VOICES)


def _undetermined(text: str) -> str:
    words = text.strip(" ,").split()
    return " ".join(words[1:] if words[0].lower() in ("a", "an", "the") else words)
