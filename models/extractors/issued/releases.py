# pyright: standard
# Not strict: spaCy is partly untyped.
"""The first person of a release: what its issuer condemns, urges, is and will do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from models.extractors.issued.issuer import issuer
from models.extractors.issued.ministry import of_ministry
from models.extractors.issued.said import statement
from models.knowledge import places
from models.knowledge.reporting import lemma, refers_back
from models.lexicon import load
from models.types import Kind, Span, Speaker, Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as SpacySpan

    from models.reading.parser import Parsed, ParsedBlock

_FIRST = frozenset({"we", "i"})
_OWN = frozenset({"our", "my"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_TRIM = " \t\n,;:.–—-"


def statements(
    parsed: Parsed, said: Sequence[Statement], title: str | None, url: str | None = None
) -> tuple[Statement, ...]:
    """The statements of a release: ``said``, what attributions tell, and those of the issuer's first person.

    An attribution to "we" or to nobody gives way where the issuer's own words cover it; one that stays has
    the issuer for its speaker and counts as direct.
    """
    texts = [title or "", *(b.text for b in parsed.copy.blocks)]
    who = issuer(texts, url)
    said = [of_ministry(s, texts, who) for s in said]
    prose = (block for block in parsed.blocks if block.block.kind == "paragraph")
    own = [s for block in prose for s in _of_block(parsed, block, who)]
    if not any(s.cue or _speaks(s.text) for s in own):
        own = []
    kept = [_voiced(parsed, s, who) for s in said if not any(_covers(o, s, parsed) for o in own)]
    kept = [s for s in kept if s.source or not any(_holds(o, s) for o in own)]
    return tuple(sorted([*kept, *own], key=lambda s: (s.content[0], s.cue)))


def _holds(own: Statement, said: Statement) -> bool:
    """Whether a quotation without a speaker is where the issuer's own words stand."""
    return any(a <= own.content[0][0] and own.content[-1][1] <= b for a, b in said.content)


def _speaks(text: str) -> bool:
    return not _FIRST.union(_OWN).isdisjoint(text.casefold().split())


def _voiced(parsed: Parsed, said: Statement, who: Speaker | None) -> Statement:
    source = " ".join(parsed.text[a:b] for a, b in said.source).casefold()
    if who is not None and source in _FIRST:
        return replace(said, speaker=replace(who, mention=source), kind=Kind.DIRECT)
    if (
        said.speaker is not None
        and who is not None
        and said.speaker.country == who.country
        and said.speaker.kind == "country"
    ):
        return replace(said, kind=Kind.DIRECT) if {"our", "we"} & set(said.text.split()) else said
    return said


def _covers(own: Statement, said: Statement, parsed: Parsed) -> bool:
    """Whether ``said`` is the issuer's, or nobody's, and mostly inside what the issuer says in ``own``."""
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in said.content for c, d in own.content)
    if own.cue and any(a < d and c < b for a, b in said.cue for c, d in own.cue):
        return True
    source = " ".join(parsed.text[a:b] for a, b in said.source).casefold()
    if source in _FIRST and said.cue and any(a <= said.cue[0][0] < b for a, b in own.evidence):
        return True
    alike = sum(b - a for a, b in own.content) < 1.5 * sum(b - a for a, b in said.content)
    free = (
        not source
        or source in _FIRST | {"us", "our"}
        or (said.speaker is not None and said.speaker.kind == "country" and alike)
    )
    return free and 2 * shared > sum(b - a for a, b in said.content)


def _of_block(parsed: Parsed, block: ParsedBlock, who: Speaker | None) -> list[Statement]:
    base = block.block.span[0]
    out: list[Statement] = []
    running: Span | None = None
    for sent in block.doc.sents:
        doing = list(_doing(sent, parsed, base, who))
        out += doing
        span = _plain(sent, base, doing)
        if span is None:
            running = None
            duty = _duty(sent) and not doing
            if duty:
                out.append(statement(parsed.text, (base + sent.start_char, base + sent.end_char), who))
            continue
        if running is not None:
            out = [s for s in out if s.content != (running,)]
            span = (running[0], span[1])
        running = span
        out.append(statement(parsed.text, span, who))
    return out


def _doing(sent: SpacySpan, parsed: Parsed, base: int, who: Speaker | None) -> Iterator[Statement]:
    """What the issuer does by saying so, and what the issuing state is said to be."""
    for verb in sent:
        if verb.pos_ not in {"VERB", "AUX"} or _quoted(verb) or _inside_relative(verb):
            continue
        subject = _subject(verb)
        if subject is None:
            continue
        does = verb.lemma_.lower() in _list("performatives") and verb.pos_ == "VERB"
        named = (_in_own_marks(verb) or _is_side(subject)) and _is_issuer(subject, who)
        if does and (subject.lower_ in _FIRST or named):
            cue = _cue(verb)
            content = _recalled(verb, sent) or _matter(verb, cue, sent)
        elif _is_issuer(subject, who) and lemma(verb) in _list("holding") and verb.tag_ != "VBD":
            cue = (verb,)
            content = _state(verb, sent)
        else:
            continue
        if content is None:
            continue
        start, end = base + content[0], base + content[1]
        direct = subject.lower_ in _FIRST or _in_own_marks(verb)
        speaker = who if subject.lower_ in _FIRST else _as_named(subject, who)
        yield statement(
            parsed.text,
            (start, end),
            replace(speaker, mention=subject.text) if speaker is not None else None,
            source=(base + subject.left_edge.idx, base + subject.idx + len(subject)),
            cue=((base + cue[0].idx, base + cue[-1].idx + len(cue[-1])),),
            key=verb.lemma_.lower() if len(cue) == 1 else f"{verb.lemma_.lower()} {cue[-1].lower_}",
            kind=Kind.DIRECT if direct else Kind.INDIRECT,
            evidence=((base + sent.start_char, base + sent.end_char),),
        )


def _inside_relative(verb: Token) -> bool:
    while verb.dep_ in {"conj", "xcomp"} and verb.head.i != verb.i:
        verb = verb.head
    return verb.dep_ in {"relcl", "acl"}


def _subject(verb: Token) -> Token | None:
    """Who does it: its own subject, or that of the verb it is joined to or completes."""
    for _ in range(5):
        own = _own_subject(verb)
        if own is not None:
            return own if own.dep_ == "nsubj" and own.i < verb.i else None
        if verb.dep_ not in {"conj", "xcomp"} or verb.head.pos_ not in {"VERB", "AUX"}:
            return None
        verb = verb.head
    return None


def _own_subject(verb: Token) -> Token | None:
    """The subject of a verb, which some parses hang on its auxiliary."""
    bearers = (verb, *(c for c in verb.children if c.dep_ in {"aux", "auxpass"}))
    return next((c for b in bearers for c in b.children if c.dep_ in _SUBJECTS), None)


def _cue(verb: Token) -> tuple[Token, ...]:
    following = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    linked = load("genres")["issuing"]["with_prepositions"].get(verb.lemma_.lower(), ())
    return (verb, following) if following is not None and following.lower_ in linked else (verb,)


def _matter(verb: Token, cue: tuple[Token, ...], sent: SpacySpan) -> Span | None:
    """From behind the cue to where the next thing is done, in characters of the block."""
    doc = verb.doc
    start = cue[-1].i + 1
    above = verb
    while above.dep_ in {"conj", "xcomp"} and above.head.pos_ in {"VERB", "AUX"}:
        above = above.head
    end = sent.end if above.i == sent.root.i else verb.right_edge.i + 1
    following = next((v for v in doc[start:end] if _joined(v, verb)), None)
    if following is not None:
        end = max(start, following.left_edge.i)
        while end > start and (doc[end - 1].dep_ in {"cc", "advmod"} or doc[end - 1].text in {",", ";"}):
            end -= 1
    start = _past_manner(doc, start, end)
    return (
        _trimmed(doc, start, end)
        if end - start >= 2 or (end > start and doc[start].pos_ in {"NOUN", "PROPN"})
        else None
    )


def _recalled(verb: Token, sent: SpacySpan) -> Span | None:
    """What follows "As we said when the vote was called:", to the end of the sentence."""
    if verb.dep_ != "advcl" or not any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children):
        return None
    stop = next((t for t in verb.doc[verb.i : sent.end] if t.text in {":", ","}), None)
    colon = next((t for t in verb.doc[verb.i : sent.end] if t.text == ":"), stop)
    if colon is None or sent.end - colon.i < 5:
        return None
    return _trimmed(verb.doc, colon.i + 1, sent.end)


def _joined(verb: Token, first: Token) -> bool:
    """Whether a verb behind ``first`` is the next deed of the same "we"."""
    if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ != "conj" or verb.i <= first.i or refers_back(verb):
        return False
    bare = verb.tag_ == "VB" and verb.lemma_.lower() not in _list("performatives")
    if bare and not (first.tag_ == "VB" and verb.head.i == first.i):
        return False
    at = verb
    while at.dep_ == "conj" and at.head.i != at.i:
        at = at.head
        if at.i == first.i or at.i == first.head.i and first.dep_ == "conj":
            return not any(c.dep_ == "mark" for c in verb.children)
    return False


def _past_manner(doc: Doc, start: int, end: int) -> int:
    """Past "that", adverbs and "in the strongest terms", which tell how it is said and not what."""
    tokens = list(doc[start:end])
    at = 0
    while at < len(tokens):
        word = tokens[at]
        if word.lower_ in {"that", ",", "today", "again", "once", "more"} or (
            word.dep_ == "advmod" and word.tag_ == "RB"
        ):
            at += 1
        elif word.lower_ == "in" and any(t.lower_ == "terms" for t in tokens[at : at + 6]):
            at = next(i for i in range(at, len(tokens)) if tokens[i].lower_ == "terms") + 1
        else:
            break
    return start + at


def _state(verb: Token, sent: SpacySpan) -> Span | None:
    found = next(
        (
            c
            for c in verb.children
            if c.dep_ in {"acomp", "attr", "advcl", "xcomp", "oprd", "ccomp"}
            and c.i > verb.i
            and c.lower_ in _list("states")
        ),
        None,
    )
    if found is None and lemma(verb) == "stand":
        found = next(
            (c for c in verb.rights if c.dep_ == "prep" and c.lower_ in {"with", "by", "behind"}), None
        )
    if found is None:
        return None
    start = verb.i + 1
    while start < found.i and verb.doc[start].lower_ in {"also", "still", "again"}:
        start += 1
    end = sent.end if verb.i == sent.root.i else verb.right_edge.i + 1
    following = next(
        (v for v in verb.doc[found.i : end] if v.dep_ == "conj" and v.pos_ == "VERB" and v.head.i == verb.i),
        None,
    )
    if following is not None:
        end = following.i
        while end > start and (verb.doc[end - 1].dep_ == "cc" or verb.doc[end - 1].text == ","):
            end -= 1
    return _trimmed(verb.doc, start, end)


def _plain(sent: SpacySpan, base: int, doing: Sequence[Statement]) -> Span | None:
    """The clause of a sentence in the first person that tells its matter without a cue, or None."""
    root = _main(sent)
    subject = _own_subject(root)
    if subject is None or _quoted(root) or sent.text.rstrip().endswith("?"):
        return None
    first = subject.lower_ in _FIRST
    own = any(t.lower_ in _OWN and t.dep_ == "poss" and t.head.i == subject.i for t in subject.subtree)
    if not first and not (own and root.lemma_ in _list("enduring")):
        return None
    begin, end = base + sent.start_char, base + sent.start_char + len(sent.text.rstrip())
    told = base + root.idx
    if any(a <= told < b for s in doing for a, b in s.cue) or any(
        a <= told < b for s in doing for a, b in s.content
    ):
        return None
    before = [s for s in doing if s.cue[0][0] < told]
    after = [s for s in doing if s.cue[0][0] > told]
    if before:
        begin = base + subject.left_edge.idx
    if after:
        cut = after[0].cue[0][0] - base
        piece = sent.doc.text[begin - base : cut].rstrip(_TRIM)
        words = piece.split()
        if len(words) < 5 or _leads_to(root, after[0], base):
            return None
        while words and words[-1].casefold() in {"and", "also", "strongly", "again", "to", "but"}:
            piece = piece[: -len(words.pop())].rstrip(_TRIM)
        end = begin + len(piece)
    if sent.doc.text[begin - base : end - base].count("“") < sent.doc.text[begin - base : end - base].count(
        "”"
    ):
        end -= len(sent.text.rstrip()) - len(sent.text.rstrip().rstrip("”"))
    return (begin, end) if end - begin > 15 else None


def _main(sent: SpacySpan) -> Token:
    """The main verb; where the parse takes "we are concerned" for what a later verb says, that of "we"."""
    for verb in sent.root.children:
        if verb.dep_ == "ccomp" and verb.i < sent.root.i:
            subject = _own_subject(verb)
            if subject is not None and subject.lower_ in _FIRST:
                return verb
    return sent.root


def _leads_to(root: Token, deed: Statement, base: int) -> bool:
    """Whether the main verb only leads to the deed: "we would like to thank", "we continue to urge"."""
    at = deed.cue[0][0] - base
    verb = next((t for t in root.subtree if t.idx == at), None)
    return verb is not None and verb.dep_ == "xcomp" and verb.head.i == root.i


def _duty(sent: SpacySpan) -> bool:
    """Whether a sentence says in its own name what somebody should or must do."""
    root = sent.root
    modal = next((c for c in root.children if c.dep_ == "aux" and c.lower_ in _list("duties")), None)
    subject = _own_subject(root)
    return modal is not None and subject is not None and not _quoted(root) and subject.pos_ != "PRON"


def _is_issuer(subject: Token, who: Speaker | None) -> bool:
    if who is None or subject.pos_ not in {"PROPN", "NOUN"}:
        return False
    words = subject.doc[subject.left_edge.i : subject.i + 1].text
    place = places.place(words)
    if place is not None and place.kind == "country":
        return place.country == who.country
    if _is_side(subject):
        return places.country_in(words)[1] == who.country
    return (
        who.kind == "body"
        and bool(who.name)
        and words.casefold().removeprefix("the ") in (who.name or "").casefold()
    )


def _is_side(subject: Token) -> bool:
    """Whether a state speaks as "the Ukrainian side"."""
    return subject.lower_ == "side" and subject.left_edge.i < subject.i


def _as_named(subject: Token, who: Speaker | None) -> Speaker | None:
    words = subject.doc[subject.left_edge.i : subject.i + 1].text
    place = places.place(words)
    if place is None:
        return who
    from models.extractors.people import bodies

    return bodies.speaker(words, place.name, place.kind, place.country)


def _quoted(token: Token) -> bool:
    """Whether a word stands in quotation marks, those apart that open the paragraph of a statement."""
    text = token.doc.text[: token.idx]
    opened = text.count("“") - text.count("”") if "“" in text else text.count('"') % 2
    return opened > (1 if _in_own_marks(token) else 0)


def _in_own_marks(token: Token) -> bool:
    text = token.doc.text
    return text[:1] in {"“", '"'} and not any(m in text[1 : token.idx] for m in ("”", '"'))


def _trimmed(doc: Doc, start: int, end: int) -> Span | None:
    text = doc.text
    a, b = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
    while b > a and text[b - 1] in _TRIM:
        b -= 1
    return (a, b) if b > a else None


@cache
def _list(key: str) -> frozenset[str]:
    return frozenset(load("genres")["issuing"][key])
