"""Candidates whose cue is a verb with its content in the same sentence, frame by frame."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING

from models.extractors.attribution.asides import aside, by_commas
from models.extractors.attribution.candidate import SUBJECTS, Candidate, misread_object
from models.extractors.attribution.spans import Context, Interval, minus, subtree
from models.extractors.attribution.verb_candidates import Maker, cuts_of, rest_of, thing
from models.knowledge.reporting import ADDRESSED, lemma, refers_back, trait_word
from models.lexicon import entries

if TYPE_CHECKING:
    from spacy.tokens import Token

_LIGHT = frozenset({"give", "send", "offer", "extend", "pay", "convey", "present"})
_SPEAKING = frozenset({"say", "state", "add", "note", "declare", "announce", "claim", "reply", "respond"})
_RAISING = frozenset({"seem", "appear", "look", "sound", "prove", "happen", "tend"})


def candidates(ctx: Context) -> Iterator[Candidate]:
    """All candidates of all verbs of a block."""
    for token in ctx.doc:
        if token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass"} and not refers_back(token):
            yield from _of_verb(ctx, token)


def _of_verb(ctx: Context, verb: Token) -> Iterator[Candidate]:
    make = Maker(ctx, verb)
    by_dep: dict[str, list[Token]] = {}
    for kid in verb.children:
        by_dep.setdefault(kid.dep_, []).append(kid)
        rule = _COMPLEMENTS.get(kid.dep_)
        if rule is not None:
            yield from rule(make, kid)
    named = by_dep.get("dobj", [])
    if by_dep.get("oprd") and all(c.tag_ == "WP" and c.i < verb.i for c in named):  # "what he called a farce"
        said_of = by_dep.get("nsubjpass", [])[:1] if make.passive else []
        yield from make("complement", [subtree(t) for t in (*said_of, by_dep["oprd"][0])])
    if by_dep.get("nsubjpass"):
        yield from _passive(make, by_dep["nsubjpass"][0])
    rest = rest_of(verb, after=verb.i)
    if rest and lemma(verb) in _RAISING and by_dep.get("nsubj"):
        yield from make("raising", [subtree(by_dep["nsubj"][0]), rest], sourceless=True)
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        yield from _participle(make)
    yield from _told(make, by_dep)
    yield from _adjective(make, by_dep)
    yield from aside(make, by_dep)
    yield from by_commas(make)


def _adverbial(make: Maker, kid: Token) -> Iterator[Candidate]:
    object_ = misread_object(kid)
    if object_ is not None:
        yield from make("object", [subtree(object_)], marks=thing(object_))
    if kid.i > make.verb.i:
        mark = next((c.lower_ for c in kid.children if c.dep_ in {"mark", "advmod"} and c.i < kid.i), "")
        yield from make("advclause", [subtree(kid)], suffix=mark)


def _clause(make: Maker, kid: Token) -> Iterator[Candidate]:
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
    cuts = list(cuts_of(kid, whole[-1][1]))
    left = tuple(f"goes-on={word}" for _, _, word in cuts)
    yield from make("clause", whole, suffix=suffix, audience=dobj, marks=left)
    for name, end, word in cuts:
        yield from make(name, [(whole[0][0], end)], audience=dobj, marks=(f"cut={word}",))
    if make.passive:
        about = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
        if about is not None and about.tag_ != "EX" and about.lower_ != "it":
            yield from make("hears", whole, source=about, how="patient")


def _told(make: Maker, by_dep: dict[str, list[Token]]) -> Iterator[Candidate]:
    """ "told deputies after the vote that": the clause, where the parse hangs it on another word."""
    if make.lemma in ADDRESSED and by_dep.get("dobj") and not by_dep.get("ccomp"):
        that = _hung(make.verb)
        if that is not None:
            content = (that.i, subtree(that.head)[1])
            yield from make("clause", [content], suffix=that.lower_, audience=by_dep["dobj"][0])
    elif make.lemma in _SPEAKING and make.verb.tag_ in {"VBD", "VBZ", "VBP"} and not by_dep.get("ccomp"):
        that = _hung(make.verb, {"that"})
        if that is not None and not by_dep.get("dobj"):
            yield from make("clause", [(that.i, subtree(that.head)[1])], suffix="that")


def _hung(verb: Token, words: Collection[str] = ("that", "whether")) -> Token | None:
    """The "that" or "whether" of a clause behind the verb that the parse gives to another word."""
    behind = verb.doc[verb.i + 1 : verb.right_edge.i + 1]
    return next((t for t in behind if t.lower_ in words and t.dep_ == "mark"), None)


def _open_clause(make: Maker, kid: Token) -> Iterator[Candidate]:
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
        cuts = list(cuts_of(kid, span[1]))
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


def _object(make: Maker, kid: Token) -> Iterator[Candidate]:
    verb = make.verb
    span = subtree(kid)
    if kid.i < verb.i:
        if kid.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl":
            a, _ = subtree(verb.head)
            yield from make("relative", [(a, max(verb.left_edge.i, a + 1))])
        return
    if _joined_on(kid) or (make.source is not None and make.source.i == kid.i):
        return
    span = (span[0], max(subtree(c)[1] for c in (kid, *_further(kid))))
    cuts = list(cuts_of(kid, span[1]))
    what = thing(kid)
    yield from make("object", [span], marks=(*what, *(f"goes-on={word}" for _, _, word in cuts)))
    for name, end, word in cuts:
        yield from make("object-" + name, [(span[0], end)], marks=(*what, f"cut={word}"))
    rest = rest_of(verb, after=verb.i)
    behind = next((c for c in verb.rights if c.i > kid.i and c.dep_ not in {"prt", "punct"}), None)
    if rest and rest[1] > span[1] and behind is not None:
        tail = behind.lower_ if behind.dep_ == "prep" else behind.dep_
        if make.lemma not in ADDRESSED or (tail not in {"xcomp", "ccomp"} and _hung(verb) is None):
            yield from make("object-rest", [(span[0], rest[1])], suffix=tail, marks=what)
    if make.lemma in _LIGHT and lemma(kid) in entries("content", "extended", "nouns"):
        yield from make("object", [span], key="express")
    if make.lemma in entries("content", "verdicts", "naming"):
        yield from _named_behind(make, kid)
    yield from _of_object(make, kid)


def _of_object(make: Maker, kid: Token) -> Iterator[Candidate]:
    """Where the content hangs on the object: "expressed concern over", "made the claim that"."""
    key = f"{make.lemma} {trait_word(kid)}"
    for sub in kid.children:
        if sub.i < kid.i:
            continue
        if sub.dep_ == "prep" and any(deep.dep_ in {"pobj", "pcomp"} for deep in sub.children):
            inner = (subtree(sub)[0] + 1, subtree(sub)[1])
            yield from make("noun-prep:" + sub.lower_, [inner], words=(kid, sub), key=key)
        elif sub.dep_ in {"acl", "ccomp"} or (sub.dep_ == "relcl" and _has_that(sub)):
            yield from make("noun-clause:" + sub.tag_, [subtree(sub)], words=(kid,), key=key)


def _further(kid: Token) -> list[Token]:
    """The objects that only continue this one, where the parse gives a verb several."""
    return [c for c in kid.head.rights if c.dep_ == "dobj" and c.i > kid.i and _joined_on(c)]


def _named_behind(make: Maker, kid: Token) -> Iterator[Candidate]:
    """ "called the talks, which lasted a week, a “success”": what it is called, behind a relative clause."""
    doc, (start, end) = kid.doc, subtree(kid)
    clause = next((c for c in kid.rights if c.dep_ == "relcl"), None)
    if clause is None:
        return
    opens = clause.left_edge.i - 1
    commas = [i for i in range(opens + 3, end - 1) if doc[i].text == "," and make.ctx.quoted[i] < 0]
    if doc[opens].text != "," or not commas:
        return
    name = doc[commas[-1] + 1 : end]
    if name[0].lower_ in {"a", "an", "the"} and not any(t.pos_ in {"VERB", "AUX"} for t in name):
        yield from make("object-rest", [(start, opens), (name.start, end)], suffix="behind")


def _joined_on(noun: Token) -> bool:
    """Whether an object only continues another ("aid for refugees and | their hosts")."""
    first = noun.left_edge.i
    earlier = any(c.dep_ == "dobj" and noun.head.i < c.i < first for c in noun.head.children)
    return earlier and noun.doc[first - 1].dep_ == "cc"


def _has_that(clause: Token) -> bool:
    return any(c.lower_ == "that" and c.dep_ == "mark" for c in clause.children)


def _preposition(make: Maker, prep: Token) -> Iterator[Candidate]:
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
        yield from make(
            "dobj-prep:" + low, [inner], words=(dobj, prep), key=f"{make.lemma} {trait_word(dobj)}"
        )
        return
    if low == "as":
        yield from make("as", [span])
    patient = next((c for c in verb.children if c.dep_ == "nsubjpass"), None) if make.passive else None
    if patient is not None:
        yield from make("patient-prep:" + low, [inner], words=(prep,), source=patient, how="patient")
        yield from make("raised-prep:" + low, [subtree(patient), span])
        return
    yield from make("prep:" + low, [inner], words=(prep,), marks=thing(kid))
    if kid.pos_ == "NOUN":
        for sub in kid.children:
            if sub.dep_ in {"acl"} and sub.i > kid.i:
                yield from make("prep-noun-clause:" + low, [subtree(sub)], words=(prep, kid))


def _passive(make: Maker, patient: Token) -> Iterator[Candidate]:
    rest = rest_of(make.verb, after=make.verb.i)
    if patient.lower_ == "it":
        return
    yield from make("patient", [subtree(patient)], marks=thing(patient))
    by = next((c for c in make.verb.rights if c.dep_ == "agent" or c.lower_ == "by"), None)
    end = by.i if by is not None else rest[1] if rest else 0
    if rest and end > rest[0]:
        yield from make("patient-rest", [subtree(patient), (rest[0], end)])


def _participle(make: Maker) -> Iterator[Candidate]:
    verb = make.verb
    a, b = subtree(verb.head)
    if a < verb.i:
        yield from make("participle", [(a, min(verb.i, b))])
        rest = rest_of(verb, after=verb.i)
        if rest:
            yield from make("participle-rest", [(a, min(verb.i, b)), *_without_agent(verb, rest)])


def _without_agent(verb: Token, rest: Interval) -> list[Interval]:
    """ "described by officials as unarmed": who says so is no part of the matter."""
    agent = next((c for c in verb.rights if c.dep_ == "agent"), None)
    return minus([rest], subtree(agent)) if agent is not None else [rest]


def _adjective(make: Maker, by_dep: dict[str, list[Token]]) -> Iterator[Candidate]:
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


_COMPLEMENTS: dict[str, Callable[[Maker, Token], Iterator[Candidate]]] = {
    "ccomp": _clause,
    "xcomp": _open_clause,
    "dobj": _object,
    "advcl": _adverbial,
    "prep": _preposition,
    "agent": _preposition,
}
