"""What a chosen candidate's content is, whole and no more.

Frames give the parse's complement of a cue. People read the matter itself: without the "that" before it,
with the noun that carries its meaning ("concern over the arrests"), with the object that a verdict or a
demand is about, and up to where the reporter goes on in his own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.extractors.attribution.candidate import SUBJECTS, Candidate
from models.extractors.attribution.contrast import contrasted
from models.extractors.attribution.endings import extended, reporters_own
from models.extractors.attribution.polarity import polarity
from models.extractors.attribution.spans import Context, Interval, absolute, draw
from models.knowledge import offices
from models.knowledge.reporting import act_of_key, acts, lemma
from models.lexicon import entries
from models.types import Polarity, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_AS_SAYING = 25  # tokens from "quoted" to "as saying"
_BEFORE_THAT = 5  # tokens of a date between the cue and its "that"
_VERDICT = 25  # tokens between a verdict's object and the verdict
_WITH = 12  # tokens from "with" to the participle in "with the foreign minister saying"
_RELATIVES = frozenset({"which", "who", "whose", "whom", "where"})
_QUOTING = frozenset({"quote", "cite", "report", "be quoted"})
_HYPHENS = frozenset({"-", "‑"})
_BREAKS = frozenset({".", "!", "?", ";", ":", ","})
_CLOSING_STOPS = frozenset({",", ".", "!", "?", "…"})
_CALLING = {"call": ("on", "upon"), "appeal": ("to",), "count": ("on",), "rely": ("on",)}
_DATES = frozenset({"DATE", "TIME"})


def settled(found: Candidate) -> tuple[Span, ...]:
    """The content of ``found``, in offsets of the article; what runs on into later blocks stays as it is."""
    ctx = found.ctx
    here = [s for s in found.content if 0 <= s[0] - ctx.offset < len(ctx.text)]
    if not here or found.frame == "quote-next" or found.content[0] != here[0]:
        return found.content
    pieces = [_tokens(ctx, s) for s in here]
    if any(p is None for p in pieces):
        return found.content
    parts = _begun(found, [p for p in pieces if p is not None])
    parts = _embedded(found, parts) if found.frame.startswith("quote-") else _ended(found, parts)
    drawn = absolute(ctx, draw(ctx, parts))
    return (*drawn, *found.content[len(here) :]) if drawn else found.content


def _tokens(ctx: Context, span: Span) -> Interval | None:
    start, end = span[0] - ctx.offset, min(span[1] - ctx.offset, len(ctx.text))
    found = ctx.doc.char_span(start, end, alignment_mode="expand")
    return (found.start, found.end) if found is not None and len(found) else None


# Where it begins.


def _begun(found: Candidate, parts: list[Interval]) -> list[Interval]:
    doc, (start, end) = found.ctx.doc, parts[0]
    if found.head.i < start:
        start = _after_that(doc, _after_as_saying(found, start, end), end)
        for rule in (_without_hearer, _of_refusal, _of_denial, _with_noun, _with_object, _with_verdict):
            changed = rule(found, start, end)
            if changed is not None:
                start = changed
                break
    elif doc[start].lower_ == "that" and doc[start].dep_ == "mark":
        start += 1
    parts = [(_from_whole_word(doc, start), max(end, start)), *parts[1:]]
    return _without_connectives(doc, parts)


def _after_as_saying(found: Candidate, start: int, end: int) -> int:
    """ "quoted an official as saying that …": who is quoted is no part of the words."""
    if lemma(found.head) not in _QUOTING:
        return start
    for i in range(start, min(end, start + _AS_SAYING) - 1):
        if found.ctx.doc[i].lower_ == "as" and found.ctx.doc[i + 1].tag_ == "VBG":
            return i + 2
    return start


def _after_that(doc: Doc, start: int, end: int) -> int:
    """Behind a leading "that", and the date before it ("said on Tuesday that …", "said on Tuesday …")."""
    i = start + 1 if doc[start].lower_ == "on" else start
    first = i
    while i < end - 1 and i - first < _BEFORE_THAT and doc[i].ent_type_ in _DATES:
        i += 1
    dated = i > first and i < end - 1
    if doc[i].lower_ == "that" and i + 1 < end and _joins(doc[i]):
        return i + 2 if doc[i + 1].text == "," else i + 1
    return i if dated and first > start and doc[start - 1].pos_ == "VERB" else start


def _joins(that: Token) -> bool:
    """Whether a "that" only leads on to a clause ("said that he", not "said that was all")."""
    return that.dep_ in {"mark", "advmod", "dobj", "det", "dep"} or that.nbor(1).text == ","


def _without_hearer(found: Candidate, start: int, end: int) -> int | None:
    """ "congratulated him on his victory": the matter stands behind the preposition."""
    if lemma(found.head) not in entries("content", "felicitated", "verbs"):
        return None
    links = entries("content", "felicitated", "prepositions")
    for prep in found.head.rights:
        if prep.dep_ == "prep" and prep.lower_ in links and start <= prep.i < end - 1:
            return prep.i + 1
    return None


def _of_refusal(found: Candidate, start: int, end: int) -> int | None:
    """ "declined to disclose details": what is kept silent, where the verb of saying has an object."""
    if lemma(found.head) not in entries("content", "silence", "refusals"):
        return None
    verb = next((c for c in found.head.rights if c.dep_ == "xcomp" and start <= c.i < end), None)
    if verb is None or lemma(verb) not in entries("content", "silence", "verbs"):
        return None
    for kid in verb.rights:
        if kid.dep_ in {"dobj", "ccomp"} and kid.i < end:
            return _after_that(found.ctx.doc, kid.left_edge.i, end) if kid.left_edge.i > verb.i else None
        about = next((c for c in kid.children if c.dep_ in {"pobj", "pcomp"}), None)
        if kid.dep_ == "prep" and kid.i < end - 1 and about is not None and about.ent_type_ not in _DATES:
            return kid.i + 1
    return None


def _of_denial(found: Candidate, start: int, end: int) -> int | None:
    """ "dismissed reports that they had met": what is denied is the matter, not the reports."""
    if polarity(found.head) is not Polarity.DENIED:
        return None
    about = next((c for c in found.head.rights if c.dep_ == "dobj" and start <= c.i < end), None)
    if about is None or lemma(about) not in entries("content", "denial", "claims"):
        return None
    matter = next((c for c in about.rights if c.dep_ in {"acl", "ccomp", "relcl"} and c.i < end), None)
    that = found.ctx.doc[matter.left_edge.i] if matter is not None else None
    return that.i + 1 if that is not None and that.lower_ == "that" and that.dep_ == "mark" else None


def _with_noun(found: Candidate, start: int, end: int) -> int | None:
    """ "expressed concern over the arrests": a noun that carries the meaning belongs to it."""
    noun = next((t for t in found.cue if t.pos_ == "NOUN" and t.i < start), None)
    if noun is None or polarity(found.head) is Polarity.DENIED:
        return None
    about = "noun-prep" in found.frame and lemma(noun) in entries("content", "meaning", "about")
    if not about and lemma(noun) not in entries("content", "meaning", "nouns"):
        return None
    first = noun.left_edge.i
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if owner is not None and found.source_token is not None and owner.i == found.source_token.i:
        first = owner.right_edge.i + 1
        if found.ctx.doc[first].tag_ == "POS":
            first += 1
    if found.head.i < noun.i:
        first = max(first, found.head.i + 1)
    return min(first, noun.i)


def _with_object(found: Candidate, start: int, end: int) -> int | None:
    """ "urged Israel to lift the siege": whoever is to do it belongs to what is demanded."""
    group = found.frame.partition(":")[0]
    if lemma(found.head) not in entries("content", "told", "verbs"):
        return _called_upon(found.head, start)
    if not (
        group.startswith(("infinitive", "inf-", "told-to")) or found.ctx.doc[start].lower_ in {"to", "not"}
    ):
        return None
    return _object_between(found.head, start)


def _called_upon(verb: Token, start: int) -> int | None:
    """ "called on Israel to lift the siege", "appealed to both sides to stop"."""
    preposition = _CALLING.get(lemma(verb), ())
    for prep in verb.rights:
        if prep.dep_ == "prep" and prep.lower_ in preposition and prep.i < start - 1:
            whom = next((c for c in prep.children if c.dep_ == "pobj" and c.i < start), None)
            return whom.left_edge.i if whom is not None else None
    return None


def _with_verdict(found: Candidate, start: int, end: int) -> int | None:
    """ "described the poll as free": a verdict together with what it is about."""
    if lemma(found.head) not in entries("content", "verdicts", "verbs"):
        return None
    return _object_between(found.head, start)


def _object_between(verb: Token, start: int) -> int | None:
    """Where the phrase between a verb and its content begins, if it is the verb's object or the subject of
    the verb behind it."""
    if not 0 < start - verb.i - 1 <= _VERDICT:
        return None
    between = verb.doc[verb.i + 1 : start]
    objects = [
        t
        for t in between
        if t.dep_ in {"dobj", "nsubj", "nsubjpass", "dative"} and verb in {t.head, t.head.head}
    ]
    if not objects or any(t.text in {";", ":", "."} for t in between):
        return None
    return max(verb.i + 1, objects[0].left_edge.i)


def _without_connectives(doc: Doc, parts: list[Interval]) -> list[Interval]:
    """Pieces without one that only leads on ("However", "But", "In addition")."""
    if len(parts) < 2:
        return parts
    kept = [
        (a, b)
        for a, b in parts
        if not all(t.pos_ in {"ADV", "CCONJ", "SCONJ", "PUNCT", "SPACE", "INTJ", "ADP"} for t in doc[a:b])
    ]
    return kept or parts


# Where it ends.


def _embedded(found: Candidate, parts: list[Interval]) -> list[Interval]:
    """ "“no surprises” during the visit, she said": a quotation that is only a part of what was said."""
    doc, (start, end) = found.ctx.doc, parts[0]
    if len(parts) > 1 or found.head.i < end or doc[end - 2].text in _CLOSING_STOPS or end - start < 3:
        return parts
    source = found.source[0] if found.source is not None else found.head.i
    stop = min(source, found.head.i)
    while stop > end and doc[stop - 1].dep_ in {"aux", "neg"}:
        stop -= 1
    rest = doc[end:stop]
    if len(rest) < 3 or rest[-1].text not in {",", "—", "–"} or not rest[0].is_alpha or rest[0].is_sent_start:
        return parts
    inner = rest[:-1]
    if any(
        t.text in {".", "!", "?", ";", ":", ","} or t.pos_ == "VERB" and t.tag_ in {"VBD", "VBZ"}
        for t in inner
    ):
        return parts
    return [(start, stop - 1)]


def _ended(found: Candidate, parts: list[Interval]) -> list[Interval]:
    ctx, (start, end) = found.ctx, parts[-1]
    cut = min((c for c in _cuts(found, start, end)), default=0) or extended(found, start, end)
    return [*parts[:-1], (start, _whole_word(ctx.doc, cut))] if cut > start else parts


def _cuts(found: Candidate, start: int, end: int) -> list[int]:
    """Where the reporter goes on in his own words: to another saying, or with background."""
    ctx, doc = found.ctx, found.ctx.doc
    participles = entries("content", "goes_on", "participles")
    own = [start, *(t.i for t in doc[start:end] if t.is_sent_start)]
    out: list[int] = []
    for i in range(start + 2, end - 1):
        token = doc[i]
        if ctx.quoted[i] >= 0 and ctx.quoted[i] == ctx.quoted[i - 1]:
            continue
        comma = doc[i - 1].text in {",", "—", "–", "-", "--", ";"}
        if token.lower_ == "by" and doc[i + 1].lower_ in participles and i - start > 2:
            out.append(i)
        elif token.lower_ in participles and token.tag_ == "VBG" and (comma or _leads_to_words(ctx, token)):
            out.append(i - 1 if comma else i)
        elif (with_ := _with_another(token, participles)) > start + 1:
            out.append(with_ - 1 if doc[with_ - 1].text == "," else with_)
        elif (contrast := contrasted(found, token)) > start + 1:
            out.append(contrast)
        elif token.dep_ == "conj" and _another_saying(found, token, start):
            first = _joint(token)
            if first > start:
                out.append(first)
        elif _background(doc, i, end, own):
            out.append(i - 1 if doc[i - 1].text == "," else i if doc[i - 1].pos_ == "PROPN" else i - 2)
    return [c for c in (*out, *reporters_own(found, start, end)) if c > start]


def _with_another(participle: Token, participles: frozenset[str]) -> int:
    """The "with" of ", with the minister saying that …", where somebody else is heard; else 0."""
    if participle.lower_ not in participles or participle.tag_ != "VBG":
        return 0
    before = participle.doc[participle.sent.start : participle.i]
    leads = next((t for t in reversed(before) if t.lower_ == "with"), None)
    if (
        leads is None
        or participle.i - leads.i > _WITH
        or any(t.pos_ in {"VERB", "AUX"} for t in before[leads.i - participle.sent.start + 1 :])
    ):
        return 0
    return leads.i


def _leads_to_words(ctx: Context, participle: Token) -> bool:
    """ "backed the plan saying it was overdue": a participle without a comma before somebody's words."""
    before, after = ctx.doc[participle.i - 1], participle.nbor(1)
    if before.pos_ in {"ADP", "AUX", "CCONJ"} or participle.dep_ not in {"advcl", "acl", "conj", "xcomp"}:
        return False
    clause = any(c.dep_ == "ccomp" and c.i > participle.i for c in participle.children)
    return clause or after.lower_ == "that" or (ctx.quoted[after.i] >= 0 and ctx.quoted[participle.i] < 0)


def _another_saying(found: Candidate, verb: Token, start: int) -> bool:
    """Whether a verb joined on is the cue's own companion: "said that … and called on …"."""
    if verb.tag_ not in {"VBD", "VBZ"} or verb.tag_ != found.head.tag_ or verb.i - start < 3:
        return False
    if any(c.dep_ in SUBJECTS for c in verb.children):
        return False
    if verb.head.tag_ == verb.tag_ and not _cannot_speak(verb.head):
        return False  # "said the minister had arrived and called for calm": either may have called
    act = acts().get(act_of_key().get(lemma(verb), ""))
    return act is not None and act.speech and any(c.i > verb.i and c.dep_ != "punct" for c in verb.children)


def _cannot_speak(verb: Token) -> bool:
    """Whether a verb's subject is a thing, so that what is joined on is the speaker's: "the siege was …"."""
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    if subject is None or subject.pos_ != "NOUN" or subject.ent_type_:
        return False
    known = (
        offices.is_group_noun(subject) or offices.is_body_noun(subject) or lemma(subject) in offices.listed()
    )
    return not known


def _joint(verb: Token) -> int:
    """The "and" or comma before a verb that is joined on, its adverbs included."""
    i = min((c.i for c in verb.lefts if c.dep_ in {"advmod", "aux", "neg"}), default=verb.i)
    while i > 0 and verb.doc[i - 1].lower_ in {"and", "but", "then", ","}:
        i -= 1
    return i


def _background(doc: Doc, i: int, end: int, starts: list[int]) -> bool:
    """Whether a relative clause behind a comma runs to the end of the content."""
    at = i
    token = doc[i]
    if token.lower_ not in _RELATIVES:
        return False
    comma = doc[i - 1].text == "," or (doc[i - 1].dep_ == "prep" and i >= 2 and doc[i - 2].text == ",")
    named = doc[i - 1].pos_ == "PROPN" and token.lower_ == "which"
    if not (comma or named) or starts[-1] > at:
        return False
    clause = next((t for t in token.ancestors if t.dep_ == "relcl"), None)
    if clause is None or any(c.dep_ == "aux" and c.tag_ == "MD" for c in clause.lefts):
        return False  # "which would end on Monday" is as much said as the rest
    return clause.right_edge.i + 1 >= end - 1


def _from_whole_word(doc: Doc, start: int) -> int:
    while (
        start > 1
        and doc[start - 1].text in _HYPHENS
        and not (doc[start - 1].whitespace_ or doc[start - 2].whitespace_)
    ):
        start -= 2
    return start


def _whole_word(doc: Doc, end: int) -> int:
    """The end of a word that the parse cuts at a hyphen ("re-election")."""
    while end + 1 < len(doc) and doc[end].text in _HYPHENS and not _spaced(doc, end):
        end += 2
    if 1 < end < len(doc) and doc[end - 1].text in _HYPHENS and not _spaced(doc, end - 1):
        end += 1
    return end


def _spaced(doc: Doc, hyphen: int) -> bool:
    return bool(doc[hyphen - 1].whitespace_ or doc[hyphen].whitespace_)
