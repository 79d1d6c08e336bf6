"""How candidates of a verb are made: its sources found once, its complements cut where others go on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models.extractors.attribution.candidate import SUBJECTS, Candidate, agent, noun_phrase, passive, subjects
from models.extractors.attribution.spans import Context, Interval, absolute, draw
from models.knowledge.reporting import NAME, act_of_key, acts, lemma, trait_word

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_TOKENS = 400  # a longer "clause" is a parse gone wrong


_EXAMPLES = frozenset({"including", "especially", "particularly", "notably", "namely", "such"})


def _impersonal(verb: Token) -> bool:
    return any(c.dep_ == "nsubjpass" and c.lower_ == "it" for c in verb.lefts)


class Maker:
    """Makes candidates of one verb: its cue tokens, key and source are found once."""

    def __init__(self, ctx: Context, verb: Token) -> None:
        self.ctx = ctx
        self.verb = verb
        self.lemma = lemma(verb)
        self.particle = next((c for c in verb.children if c.dep_ == "prt"), None)
        if self.particle is not None:
            self.lemma += " " + self.particle.lower_
        self.passive = passive(verb)
        if self.passive and self.lemma in {"learn", "gather"} and _impersonal(verb):
            self.lemma = "it is learnt"  # "…, it has been learnt"
        by = agent(verb) if self.passive else None
        if self.passive:
            self.sources = [(by, "agent")] if by is not None else []
        else:
            self.sources = list(subjects(verb)) or _inverted(verb)
        self.source, self.how = self.sources[0] if self.sources else (None, "none")
        self.host = self._reported()

    def _reported(self) -> Token | None:
        """What a medium's report is of: in "X denied it, the agency reported" that is "denied"."""
        if act_of_key().get(self.lemma) != "report":
            return None
        above = self.verb.head if self.verb.dep_ == "parataxis" else None
        return next((c for c in self.verb.lefts if c.dep_ == "ccomp"), above)

    def start(self) -> int:
        """Where the cue's own clause begins: at the subject if that stands before the verb."""
        source = self.source
        if source is not None and self.how in {"own", "agent"} and source.i < self.verb.i:
            return min(noun_phrase(source, self.verb)[0], self.verb.i)
        return min(
            (c.i for c in self.verb.children if c.dep_ in {"aux", "neg"} and c.i < self.verb.i),
            default=self.verb.i,
        )

    def __call__(
        self,
        frame: str,
        content: list[Interval],
        *,
        words: tuple[Token, ...] = (),
        suffix: str = "",
        key: str = "",
        audience: Token | None = None,
        sourceless: bool = False,
        source: Token | None = None,
        how: str = "",
        marks: tuple[str, ...] = (),
    ) -> Iterator[Candidate]:
        if sum(b - a for a, b in content) > MAX_TOKENS:
            return
        drawn = draw(self.ctx, content)
        if not drawn:
            return
        drawn = absolute(self.ctx, drawn)
        cue = (self.verb, *((self.particle,) if self.particle is not None else ()), *words)
        whom = noun_phrase(audience) if audience is not None else None
        name = frame + (":" + suffix if suffix else "")
        if source is not None:
            sources: list[tuple[Token | None, str]] = [(source, how)]
        elif sourceless or not self.sources:
            sources = [(None, "none")]
        else:
            sources = [*self.sources]
            if self.how != "own":
                sources.append((None, "dropped"))
        for who, found in sources:
            span = noun_phrase(who, self.verb) if who is not None else None
            way = ("passive-" if self.passive else "") + found
            yield Candidate(
                self.ctx,
                name,
                key or self.lemma,
                cue,
                drawn,
                who,
                span,
                whom,
                way,
                host=self.host,
                marks=set(marks),
            )


def _inverted(verb: Token) -> list[tuple[Token | None, str]]:
    """Who speaks, named behind the verb and what is said: "It is hard, | said a source"."""
    said = next((c for c in verb.lefts if c.dep_ == "ccomp"), None)
    behind = next((c for c in verb.rights if c.dep_ == "dobj" and c.left_edge.i == verb.i + 1), None)
    plain = said is not None and lemma(verb) == "say" and verb.tag_ in {"VBD", "VBZ"}
    return [(behind, "own")] if plain and behind is not None else []


def heard_with(prep: Token) -> Token | None:
    """The participle of "with the minister saying that …", by which somebody else comes to speak."""
    after = prep.right_edge.i + 1
    if prep.lower_ != "with" or prep.dep_ != "prep" or after >= len(prep.doc):
        return None
    verb = prep.doc[after]
    said = acts().get(act_of_key().get(lemma(verb), ""))
    return verb if verb.tag_ == "VBG" and said is not None and said.speech else None


def cuts_of(clause: Token, end: int) -> Iterator[tuple[str, int, str]]:
    """Where a clause or phrase may end earlier than the parse has it, before the reporter goes on in his own
    words: the kind of what is cut off, the end, and the first word that is cut off."""
    doc = clause.doc
    for kid in clause.rights:
        start = kid.left_edge.i
        if start - 1 <= clause.i or start >= end:
            continue
        comma = doc[start - 1].text in {",", "—", "-", "--", "–", "(", ";", ":"}
        if doc[start].lower_ in _EXAMPLES:
            continue  # what is singled out is as much said as the rest
        word = NAME if trait_word(doc[start]) == NAME else doc[start].lower_
        if kid.dep_ == "cc":
            joined = next((c for c in clause.children if c.dep_ == "conj" and c.i > kid.i), None)
            own = joined is not None and any(c.dep_ in SUBJECTS for c in joined.children)
            said = joined is not None and lemma(joined) in act_of_key()
            name = f"cut-cc-{'own' if own else 'shared'}{'-cue' if said else ''}{'-comma' if comma else ''}"
            yield name, start - 1 if comma else start, word
        elif kid.dep_ in {"advcl", "relcl", "prep", "parataxis", "ccomp", "acl", "appos", "npadvmod"} and (
            comma or kid.dep_ in {"advcl", "prep"}
        ):
            yield f"cut-{kid.dep_}{'-comma' if comma else ''}", start - 1 if comma else start, word


def thing(noun: Token) -> tuple[str, ...]:
    """Marks of what a cue takes as its object: "raised concerns" attributes, "raised money" does not."""
    return f"obj={trait_word(noun)}", f"objkind={noun.ent_type_ or noun.pos_}"


def rest_of(verb: Token, after: int) -> Interval | None:
    """From the first complement behind ``after`` to the end of the verb's phrase, without later clauses."""
    end = start = None
    for kid in verb.rights:
        if (
            kid.i <= after
            or kid.dep_ in {"prt", "neg"}
            or (start is None and kid.dep_ in {"advmod", "npadvmod"})
        ):
            continue
        if kid.dep_ in {"punct", "cc", "conj", "parataxis", "advcl", "npadvmod"} or heard_with(kid):
            break
        start = kid.left_edge.i if start is None else start
        end = kid.right_edge.i + 1
    return (start, end) if start is not None and end is not None else None
