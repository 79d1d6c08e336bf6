"""Candidates whose cue is no verb: nouns, "according to", hedging adverbs, colons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models.extractors.attribution import labels
from models.extractors.attribution.candidate import Candidate, noun_phrase
from models.extractors.attribution.spans import Context, Interval, absolute, draw, minus, subtree
from models.knowledge.reporting import lemma, trait_word

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_TOKENS = 400
_HEDGES = frozenset({"reportedly", "allegedly", "purportedly", "supposedly", "apparently"})
_CLAIMANT = 12  # words from a name to the "that" of what he claims


def candidates(blocks: list[Context], at: int) -> Iterator[Candidate]:
    """All candidates of a block whose cue is a noun, a preposition, an adverb or a colon."""
    ctx = blocks[at]
    for token in ctx.doc:
        if token.pos_ == "NOUN":
            yield from _noun(ctx, token)
        elif token.lower_ == "to" and token.i and ctx.doc[token.i - 1].lower_ == "according":
            yield from _according(ctx, token)
        elif token.lower_ in _HEDGES:
            yield from _hedge(ctx, token)
        elif token.lower_ in {"per", "for", "among", "in", "to"} and token.dep_ == "prep":
            yield from _preposed(ctx, token)
    yield from labels.candidates(blocks, at)


def _make(
    ctx: Context,
    frame: str,
    key: str,
    cue: tuple[Token, ...],
    content: list[Interval],
    source: Token | None,
    how: str,
    stop: Token | None = None,
) -> Iterator[Candidate]:
    if sum(b - a for a, b in content) > MAX_TOKENS:
        return
    drawn = draw(ctx, content)
    if drawn:
        span = noun_phrase(source, stop) if source is not None else None
        yield Candidate(ctx, frame, key, cue, absolute(ctx, drawn), source, span, None, how)


def _owner(noun: Token) -> tuple[Token | None, str]:
    """Whose words a noun stands for: "his claim", "the White House statement", "a promise by Putin"."""
    for kid in noun.children:
        if kid.dep_ == "poss":
            return kid, "poss"
    for kid in noun.children:
        if kid.dep_ == "prep" and kid.lower_ in {"by", "from", "among"}:
            for deep in kid.children:
                if deep.dep_ == "pobj":
                    return deep, "by"
    for kid in noun.children:
        if (
            kid.dep_ in {"compound", "amod", "nmod"}
            and kid.i < noun.i
            and (kid.ent_type_ or kid.pos_ == "PROPN")
        ):
            return kid, "compound"
    verb = noun.head
    if noun.dep_ in {"dobj", "attr"} and verb.pos_ in {"VERB", "AUX"}:
        for kid in verb.children:
            if kid.dep_ == "nsubj":
                return kid, "verb"
    return None, "none"


def _noun(ctx: Context, noun: Token) -> Iterator[Candidate]:
    owner, how = _owner(noun)
    key = lemma(noun)
    for kid in noun.children:
        if kid.i < noun.i:
            continue
        if kid.dep_ in {"acl", "ccomp", "relcl"}:
            first = ctx.doc[kid.left_edge.i]
            if kid.dep_ == "relcl" and not (first.lower_ == "that" and first.dep_ == "mark"):
                continue
            frame = "that" if first.lower_ == "that" else "to" if first.lower_ == "to" else kid.tag_
            yield from _make(ctx, "noun-" + frame, key, (noun,), [subtree(kid)], owner, how)
            if owner is not None and how != "poss":
                yield from _make(ctx, "noun-" + frame, key, (noun,), [subtree(kid)], None, "dropped")
        elif kid.dep_ == "prep":
            yield from _noun_preposition(ctx, noun, kid, owner, how)
    yield from _claim_by(ctx, noun)
    if noun.dep_ == "nsubj" and lemma(noun.head) == "be":
        for kid in noun.head.children:
            if kid.dep_ in {"ccomp", "advcl"} and kid.i > noun.head.i:
                yield from _make(ctx, "noun-is", key, (noun, noun.head), [subtree(kid)], owner, how)


def _claim_by(ctx: Context, noun: Token) -> Iterator[Candidate]:
    """ "claims by the minister that …", where the parse hangs the clause on another word."""
    link = next((c for c in noun.rights if c.lower_ in {"by", "from"} and c.i == noun.i + 1), None)
    who = next((c for c in link.children if c.dep_ == "pobj"), None) if link is not None else None
    if who is None:
        return
    that = next((t for t in ctx.doc[who.i + 1 : who.i + _CLAIMANT] if t.lower_ == "that"), None)
    if that is None or that.dep_ != "mark" or that.head.i < that.i or that.head.head.i == noun.i:
        return
    if any(t.text in {",", ";", ":"} for t in ctx.doc[who.i + 1 : that.i]):
        return
    clause = (that.i, that.head.right_edge.i + 1)
    yield from _make(ctx, "noun-that", lemma(noun), (noun,), [clause], who, "by", that)


def _noun_preposition(
    ctx: Context, noun: Token, prep: Token, owner: Token | None, how: str
) -> Iterator[Candidate]:
    low = prep.lower_
    deep = next((c for c in prep.children if c.dep_ in {"pobj", "pcomp"}), None)
    if deep is None or low in {"by", "from"}:
        return
    key = lemma(noun)
    inner = (prep.i + 1, subtree(prep)[1])
    yield from _make(ctx, "noun-prep:" + low, key, (noun, prep), [inner], owner, how)
    if owner is None or how == "verb":
        yield from _make(ctx, "noun-prep:" + low, key, (noun, prep), [inner], None, "dropped")
    if deep.pos_ == "NOUN" or deep.ent_type_:
        # "the claim of the ministry that ...": the noun's own clause, the source behind "of"
        for kid in noun.children:
            if kid.dep_ in {"acl", "ccomp"} and kid.i > deep.i:
                yield from _make(ctx, "noun-of-clause", key, (noun,), [subtree(kid)], deep, "of")


def _host(token: Token, hole: Interval) -> Token:
    """The verb of the clause that a phrase stands in."""
    for _ in range(40):
        verbal = token.pos_ in {"VERB", "AUX"} and token.dep_ not in {"aux", "auxpass", "xcomp"}
        if token.head.i == token.i or (verbal and not hole[0] <= token.i < hole[1]):
            break
        token = token.head
    return token


def _clause_around(host: Token, hole: Interval) -> list[Interval]:
    """The clause that a phrase stands in, without the phrase."""
    whole = subtree(host)
    if host.dep_ in {"ccomp", "conj"}:
        whole = min(whole[0], hole[0]), max(whole[1], hole[1])
    return minus([whole], hole)


def _according(ctx: Context, to: Token) -> Iterator[Candidate]:
    according = ctx.doc[to.i - 1]
    source = next((c for c in to.children if c.dep_ == "pobj"), None)
    if source is None and to.i + 1 < len(ctx.doc):
        source = next((t for t in ctx.doc[to.i + 1 : to.i + 8] if t.pos_ in {"NOUN", "PROPN", "PRON"}), None)
    if source is None:
        return
    hole = (according.i, max(source.right_edge.i + 1, source.i + 1))
    sentence = according.sent
    opens = not any(t.is_alpha for t in ctx.doc[sentence.start : according.i])
    frame = "according-first" if opens else "according"
    host = _host(according, hole)
    for content, suffix in (
        (_clause_around(host, hole), "clause"),
        (minus([(sentence.start, sentence.end)], hole), "sentence"),
        ([(sentence.start, according.i)], "before"),
    ):
        for made in _make(ctx, f"{frame}:{suffix}", "according to", (according, to), content, source, "pobj"):
            made.host = host
            yield made


def _hedge(ctx: Context, adverb: Token) -> Iterator[Candidate]:
    hole = (adverb.i, adverb.i + 1)
    verb = adverb.head
    host = _host(verb, hole)
    content = _clause_around(host, hole)
    for made in _make(ctx, "hedge", adverb.lower_, (adverb,), content, None, "none"):
        made.host = host
        yield made
    if verb.pos_ == "VERB" and verb.tag_ in {"VBN", "VBG"}:
        yield from _make(
            ctx, "hedge-phrase", adverb.lower_, (adverb,), minus([subtree(verb)], hole), None, "none"
        )


def _preposed(ctx: Context, prep: Token) -> Iterator[Candidate]:
    """ "For many Democrats, …", "In the poll, …", "To critics, …": only at the head of a sentence."""
    sentence = prep.sent
    if prep.i > sentence.start + 1:
        return
    source = next((c for c in prep.children if c.dep_ == "pobj"), None)
    if source is None:
        return
    hole = (sentence.start, prep.right_edge.i + 1)
    content = minus([(sentence.start, sentence.end)], hole)
    key = (
        prep.lower_ if prep.lower_ in {"for", "among", "to", "per"} else f"{prep.lower_} {trait_word(source)}"
    )
    yield from _make(ctx, "preposed", key, (prep,), content, source, "pobj")
