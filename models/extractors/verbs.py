"""Candidates whose cue is a verb with its content in the same sentence, frame by frame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models.extractors.candidate import SUBJECTS, Candidate, agent, noun_phrase, passive, subjects
from models.extractors.clauses import Context, Interval, absolute, draw, minus, subtree
from models.extractors.frames import ADDRESSED, act_of_key, lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_TOKENS = 400  # a longer "clause" is a parse gone wrong
_RAISING = frozenset({"seem", "appear", "look", "sound", "prove", "happen", "tend"})


def candidates(ctx: Context) -> Iterator[Candidate]:
    """All candidates of all verbs of a block."""
    for token in ctx.doc:
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"}:
            yield from _of_verb(ctx, token)


def _of_verb(ctx: Context, verb: Token) -> Iterator[Candidate]:
    make = _Maker(ctx, verb)
    kids = list(verb.children)
    by_dep: dict[str, list[Token]] = {}
    for kid in kids:
        by_dep.setdefault(kid.dep_, []).append(kid)
    for kid in by_dep.get("ccomp", ()):
        yield from _clause(make, kid)
    for kid in by_dep.get("xcomp", ()):
        yield from _open_clause(make, kid)
    for kid in by_dep.get("dobj", ()):
        yield from _object(make, kid)
    for kid in by_dep.get("oprd", ()):
        if not by_dep.get("dobj"):
            yield from make("complement", [subtree(kid)])
    for kid in by_dep.get("advcl", ()):
        if kid.i > verb.i:
            mark = next((c.lower_ for c in kid.children if c.dep_ in {"mark", "advmod"} and c.i < kid.i), "")
            yield from make("advclause", [subtree(kid)], suffix=mark)
    for kid in (*by_dep.get("prep", ()), *by_dep.get("agent", ())):
        yield from _preposition(make, kid)
    if by_dep.get("nsubjpass"):
        yield from _passive(make, by_dep["nsubjpass"][0])
    if lemma(verb) in _RAISING and by_dep.get("nsubj"):
        rest = _rest(verb, after=verb.i)
        if rest:
            yield from make("raising", [subtree(by_dep["nsubj"][0]), rest], sourceless=True)
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        yield from _participle(make)
    yield from _adjective(make, by_dep)
    yield from _aside(make, by_dep)
    yield from _by_commas(make)


class _Maker:
    """Makes candidates of one verb: its cue tokens, key and source are found once."""

    def __init__(self, ctx: Context, verb: Token) -> None:
        self.ctx = ctx
        self.verb = verb
        self.lemma = lemma(verb)
        self.particle = next((c for c in verb.children if c.dep_ == "prt"), None)
        if self.particle is not None:
            self.lemma += " " + self.particle.lower_
        self.passive = passive(verb)
        by = agent(verb) if self.passive else None
        if self.passive:
            self.sources = [(by, "agent")] if by is not None else []
        else:
            self.sources = list(subjects(verb))
        self.source, self.how = self.sources[0] if self.sources else (None, "none")

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
        for who, way in sources:
            span = noun_phrase(who, self.verb) if who is not None else None
            way = ("passive-" if self.passive else "") + way
            yield Candidate(self.ctx, name, key or self.lemma, cue, drawn, who, span, whom, way, set(marks))


def _clause(make: _Maker, kid: Token) -> Iterator[Candidate]:
    verb = make.verb
    whole = [subtree(kid)]
    cue_start = make.start()
    if whole[0][0] <= verb.i < whole[0][1]:
        whole = minus(whole, (cue_start, max(verb.i, make.source.i if make.source is not None else 0) + 1))
    elif kid.i > verb.i:
        whole = [(max(verb.i + 1, whole[0][0]), whole[0][1])]
    dobj = next((c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.i < kid.i), None)
    if kid.i < verb.i:
        yield from make("fronted", [(a, min(b, cue_start)) if a < cue_start else (a, b) for a, b in whole])
        return
    inner = next((c for c in kid.children if c.dep_ in SUBJECTS and c.i < kid.i), None)
    to = next((c for c in kid.children if c.lower_ == "to" and c.tag_ == "TO"), None)
    if inner is not None and to is not None and not any(c.dep_ == "mark" for c in kid.children):
        yield from make("told-to", [(max(to.i, whole[0][0]), whole[0][1])], audience=inner)
        if make.lemma not in ADDRESSED:
            yield from make("want-to", whole)
        return
    if kid.tag_ == "VB" and to is not None:
        yield from make("infinitive", whole, audience=dobj)
        return
    if inner is not None and kid.pos_ not in {"VERB", "AUX"}:
        yield from make("smallclause", whole)
        return
    word = min((c for c in kid.subtree if c.i >= verb.i), key=lambda t: t.i)
    suffix = word.lower_ if word.lower_ in {"that", "whether", "if", "how", "why", "what", "who"} else ""
    cuts = list(_cuts(kid, whole[-1][1]))
    left = tuple(f"goes-on={word}" for _, _, word in cuts)
    yield from make("clause", whole, suffix=suffix, audience=dobj, marks=left)
    for name, end, word in cuts:
        yield from make(name, [(whole[0][0], end)], audience=dobj, marks=(f"cut={word}",))
    if make.passive:
        about = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        if about is not None and about.tag_ != "EX" and about.lower_ != "it":
            yield from make("hears", whole, source=about, how="patient")


def _cuts(clause: Token, end: int) -> Iterator[tuple[str, int, str]]:
    """Where a clause or phrase may end earlier than the parse has it, before the reporter goes on in his own
    words: the kind of what is cut off, the end, and the first word that is cut off."""
    doc = clause.doc
    for kid in clause.rights:
        start = kid.left_edge.i
        if start - 1 <= clause.i or start >= end:
            continue
        comma = doc[start - 1].text in {",", "—", "-", "--", "–", "(", ";", ":"}
        word = doc[start].lower_
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


def _open_clause(make: _Maker, kid: Token) -> Iterator[Candidate]:
    verb = make.verb
    dobj = next((c for c in verb.children if c.dep_ in {"dobj", "dative"} and c.i < kid.i), None)
    span = subtree(kid)
    if kid.i < verb.i:
        yield from make("fronted", [(span[0], min(span[1], verb.i))])
        return
    if kid.pos_ in {"VERB", "AUX"} and kid.tag_ == "VB":
        if make.passive or lemma(verb) in _RAISING:
            raised = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
            if raised is not None:
                yield from make("raised-infinitive", [subtree(raised), span])
                yield from make("patient-infinitive", [span], source=raised, how="patient")
                return
        cuts = list(_cuts(kid, span[1]))
        yield from make(
            "infinitive", [span], audience=dobj, marks=tuple(f"goes-on={word}" for _, _, word in cuts)
        )
        for name, end, word in cuts:
            yield from make("inf-" + name, [(span[0], end)], audience=dobj, marks=(f"cut={word}",))
        if dobj is not None and make.lemma not in ADDRESSED:
            yield from make("want-to", [subtree(dobj), span])
    elif kid.pos_ in {"VERB", "AUX"}:
        yield from make("gerund", [span])
    else:
        yield from make("complement", [subtree(dobj), span] if dobj is not None else [span])


def _rest(verb: Token, after: int) -> Interval | None:
    """From the first complement behind ``after`` to the end of the verb's phrase, without later clauses."""
    end = start = None
    for kid in verb.rights:
        if (
            kid.i <= after
            or kid.dep_ in {"prt", "neg"}
            or (start is None and kid.dep_ in {"advmod", "npadvmod"})
        ):
            continue
        if kid.dep_ in {"punct", "cc", "conj", "parataxis", "advcl", "npadvmod"}:
            break
        start = kid.left_edge.i if start is None else start
        end = kid.right_edge.i + 1
    return (start, end) if start is not None and end is not None else None


def _object(make: _Maker, kid: Token) -> Iterator[Candidate]:
    verb = make.verb
    span = subtree(kid)
    if kid.i < verb.i:
        if kid.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
            a, b = subtree(verb.head)
            yield from make("relative", [(a, max(verb.left_edge.i, a + 1))])
        return
    cuts = list(_cuts(kid, span[1]))
    yield from make("object", [span], marks=tuple(f"goes-on={word}" for _, _, word in cuts))
    for name, end, word in cuts:
        yield from make("object-" + name, [(span[0], end)], marks=(f"cut={word}",))
    rest = _rest(verb, after=verb.i)
    if rest and rest[1] > span[1]:
        behind = next((c for c in verb.rights if c.i > kid.i and c.dep_ not in {"prt", "punct"}), None)
        tail = (
            behind.lower_
            if behind is not None and behind.dep_ == "prep"
            else behind.dep_
            if behind is not None
            else ""
        )
        if behind is not None:
            yield from make("object-rest", [(span[0], rest[1])], suffix=tail)
    for sub in kid.children:
        if sub.dep_ == "prep" and sub.i > kid.i:
            for deep in sub.children:
                if deep.dep_ in {"pobj", "pcomp"}:
                    inner = (subtree(sub)[0] + 1, subtree(sub)[1])
                    yield from make(
                        "noun-prep:" + sub.lower_,
                        [inner],
                        words=(kid, sub),
                        key=f"{make.lemma} {lemma(kid)}",
                    )
                    break
        elif sub.dep_ in {"acl", "relcl", "ccomp"} and sub.i > kid.i:
            if sub.dep_ != "relcl" or any(c.lower_ == "that" and c.dep_ == "mark" for c in sub.children):
                yield from make(
                    "noun-clause:" + sub.tag_,
                    [subtree(sub)],
                    words=(kid,),
                    key=f"{make.lemma} {lemma(kid)}",
                )


def _preposition(make: _Maker, prep: Token) -> Iterator[Candidate]:
    verb = make.verb
    if prep.i < verb.i or (make.passive and prep.dep_ == "agent"):
        return
    low = prep.lower_
    span = subtree(prep)
    inner = (prep.i + 1, span[1])
    kid = next((c for c in prep.children if c.dep_ in {"pobj", "pcomp"}), None)
    if kid is None:
        deeper = next((c for c in prep.children if c.dep_ == "prep"), None)
        if deeper is not None and low in {"as", "out"}:
            yield from make("prep:" + low, [(deeper.i + 1, span[1])], words=(prep, deeper))
        return
    dobj = next((c for c in verb.children if c.dep_ == "dobj" and verb.i < c.i < prep.i), None)
    if dobj is not None:
        yield from make("dobj-prep:" + low, [inner], words=(dobj, prep), key=f"{make.lemma} {lemma(dobj)}")
        return
    if low == "as":
        yield from make("as", [span])
    patient = next((c for c in verb.children if c.dep_ == "nsubjpass"), None) if make.passive else None
    if patient is not None:
        yield from make("patient-prep:" + low, [inner], words=(prep,), source=patient, how="patient")
        yield from make("raised-prep:" + low, [subtree(patient), span])
        return
    yield from make("prep:" + low, [inner], words=(prep,), key=f"{make.lemma}")
    if kid.pos_ == "NOUN":
        for sub in kid.children:
            if sub.dep_ in {"acl"} and sub.i > kid.i:
                yield from make("prep-noun-clause:" + low, [subtree(sub)], words=(prep, kid))


def _passive(make: _Maker, patient: Token) -> Iterator[Candidate]:
    rest = _rest(make.verb, after=make.verb.i)
    yield from make("patient", [subtree(patient)])
    by = next((c for c in make.verb.rights if c.dep_ == "agent" or c.lower_ == "by"), None)
    end = by.i if by is not None else rest[1] if rest else 0
    if rest and end > rest[0]:
        yield from make("patient-rest", [subtree(patient), (rest[0], end)])


def _participle(make: _Maker) -> Iterator[Candidate]:
    verb = make.verb
    a, b = subtree(verb.head)
    if a < verb.i:
        yield from make("participle", [(a, min(verb.i, b))])
        rest = _rest(verb, after=verb.i)
        if rest:
            yield from make("participle-rest", [(a, min(verb.i, b)), rest])


def _adjective(make: _Maker, by_dep: dict[str, list[Token]]) -> Iterator[Candidate]:
    """ "is confident that", "was aware of", "his view is that"."""
    for adj in by_dep.get("acomp", ()):
        if adj.i < make.verb.i:
            continue
        key = "be " + lemma(adj)
        for kid in adj.children:
            if kid.i < adj.i:
                continue
            if kid.dep_ in {"ccomp", "xcomp", "advcl"}:
                yield from make("adj-" + kid.dep_, [subtree(kid)], words=(adj,), key=key)
            elif kid.dep_ == "prep" and any(c.dep_ in {"pobj", "pcomp"} for c in kid.children):
                yield from make(
                    "adj-prep:" + kid.lower_, [(kid.i + 1, subtree(kid)[1])], words=(adj, kid), key=key
                )
        for kid in by_dep.get("ccomp", ()):
            if kid.i > adj.i:
                yield from make("adj-ccomp", [subtree(kid)], words=(adj,), key=key)


def _aside(make: _Maker, by_dep: dict[str, list[Token]]) -> Iterator[Candidate]:
    """ "X, he said, Y" and "X, as he put it": the content is the clause that the cue interrupts."""
    verb = make.verb
    host = verb.head
    if (
        verb.dep_ not in {"parataxis", "ccomp", "advcl", "dep", "relcl"}
        or host.i == verb.i
        or make.source is None
    ):
        return
    if by_dep.get("ccomp") and any(c.i > verb.i for c in by_dep["ccomp"]):
        return
    aside = subtree(verb)
    before = ctx_punct(make.ctx, aside[0] - 1)
    if verb.dep_ == "ccomp" and host.i > verb.i and not before:
        return
    if verb.dep_ == "advcl" and not any(c.lower_ == "as" for c in verb.children):
        return
    own = (
        [aside]
        if host.i < aside[0] or host.i >= aside[1]
        else [(min(make.source.left_edge.i, verb.i), verb.i + 1)]
    )
    whole = [subtree(host)]
    for hole in own:
        whole = minus(whole, hole)
    mark = "as" if any(c.lower_ == "as" for c in verb.children) else ""
    yield from make("aside-" + verb.dep_, whole, suffix=mark)


def ctx_punct(ctx: Context, i: int) -> bool:
    """Whether token ``i`` is punctuation (or lies before the block)."""
    return i < 0 or ctx.doc[i].is_punct


def _by_commas(make: _Maker) -> Iterator[Candidate]:
    """What commas alone show, for sentences that the parse breaks up: "X, he said", "X, he said, Y"."""
    verb, ctx, source = make.verb, make.ctx, make.source
    if source is None or make.how != "own" or abs(source.i - verb.i) > 25:
        return
    sentence = verb.sent
    start = make.start()
    if start - 1 <= sentence.start or not _breaks(ctx, start - 1):
        return
    end = max(verb.i, noun_phrase(source, verb)[1] - 1) + 1
    stop = next((i for i in range(end, sentence.end) if _breaks(ctx, i)), sentence.end)
    opening = _opening(ctx, sentence.start)
    if stop >= sentence.end - 2:
        yield from make("tail", [(opening, start)])
    elif stop - end < 12:
        yield from make("middle", [(opening, start), (stop, sentence.end)])
        yield from make("tail", [(opening, start)])


def _breaks(ctx: Context, i: int) -> bool:
    return (
        ctx.doc[i].text in {",", "—", "–", "-", "--", ")", "”", '"', "''", "("} or not ctx.doc[i].text.strip()
    )


def _opening(ctx: Context, i: int) -> int:
    """Where the sentence of token ``i`` opens, counting a quotation that runs over sentences as one."""
    quote = ctx.quoted[i] if i < len(ctx.quoted) else -1
    while quote >= 0 and i > 0 and ctx.quoted[i - 1] == quote:
        i = ctx.doc[i - 1].sent.start
    return i
