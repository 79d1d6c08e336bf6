"""The chain from the article to the words: hedges, intermediate sources, occasion, evidence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.knowledge import outlets, places
from models.lexicon import load
from models.types import Certainty, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from models.reading.parser import Parsed

_SETTINGS = {"in", "at", "on", "during", "after", "before", "following", "through", "via", "over"}
_PASSED_ON = {
    "cite": "by", "quote": "by", "report": "by", "see": "by", "obtain": "by", "review": "by", "publish": "by",
    "carry": "by", "release": "by", "air": "by", "broadcast": "by", "relay": "by", "leak": "to",
}  # fmt: skip
_CONTRASTS = {"while", "whereas", "whilst"}
_LONGEST_OCCASION = 12  # tokens


def certainty(doc: Doc, cue_token: int) -> Certainty:
    """How sure the article is of the saying itself, by the hedges on its cue ("allegedly told")."""
    if cue_token < 0:
        return Certainty.ON_RECORD
    cue = doc[cue_token]
    words = {t.lower_ for t in (cue, *cue.children, *_raised(cue))}
    stretch = doc[max(cue.sent.start, cue_token - 5) : cue_token + 3].text.lower()
    for level in (Certainty.ALLEGED, Certainty.REPORTED):
        hedges = load("hedges")[level.value]
        if words & set(hedges["words"]) or any(_ends_at_cue(p, stretch, cue) for p in hedges["patterns"]):
            return level
    return Certainty.ON_RECORD


def _raised(cue: Token) -> list[Token]:
    """Adverbs before the verb that the cue hangs on ("reportedly wrote and said")."""
    above = cue.head if cue.dep_ in ("xcomp", "conj", "advcl") else _quoting_verb(cue)
    return [c for c in above.children if c.pos_ == "ADV" and c.i < cue.i] if above is not None else []


def _ends_at_cue(pattern: str, stretch: str, cue: Token) -> bool:
    found = re.search(pattern, stretch)
    return bool(found) and cue.lower_ in stretch[found.start() :]


def passed_on_by(tokens: list[Token]) -> list[tuple[str, Token]]:
    """Who passed the words on: ``(name, token)`` for each "cited by CNN", "seen by The Delta Herald".

    ``tokens`` are those to be searched, in order.
    """
    found: list[tuple[str, Token]] = []
    for token in tokens:
        link = _PASSED_ON.get(token.lemma_.lower())
        if link is None or token.tag_ != "VBN":
            continue
        doc = token.doc
        by = next((i for i in range(token.i + 1, min(token.i + 7, len(doc))) if doc[i].lower_ == link), None)
        if by is not None:
            name = outlet_at(doc, by + 1)
            if name:
                found.append((name, doc[by + 1]))
    return found


def outlet_at(doc: Doc, start: int) -> str | None:
    """The outlet named at a token, after "the newspaper" or quotation marks where they stand, else None."""
    i, common = start, False
    nouns = load("outlets")["common"]["nouns"]
    while i < len(doc) and i < start + 6 and not doc[i].text[0].isupper():
        if not (doc[i].pos_ in ("DET", "PUNCT", "ADJ", "NOUN") or doc[i].text in '"“'):
            return None
        common = common or doc[i].lower_ in nouns
        i += 1
    if i < len(doc) and doc[i].lower_ == "the":
        i += 1
    end = i
    while (
        end < len(doc)
        and (doc[end].text[0].isupper() or _inner(doc, end, i))
        and doc[end].ent_type_ != "DATE"
    ):
        end += 1
    if end == i:
        return None
    name = doc[i:end].text
    return name if common or outlets.is_outlet(name) or doc[end : end + 1].text.lower() in nouns else None


def _inner(doc: Doc, at: int, start: int) -> bool:
    """A hyphen or "of" inside a name ("Voice of America")."""
    follows = doc[at + 1].text[0].isupper() if at + 1 < len(doc) else False
    return at > start and doc[at].text in ("-", "of", "/") and follows


def _quoting_verb(cue: Token) -> Token | None:
    verb = next((t for t in (cue, *cue.ancestors) if t.lemma_.lower() in ("quote", "cite")), None)
    return verb if verb is not None and verb.i <= cue.i else None


def quoted_by(cue: Token) -> Token | None:
    """Who quotes: "radio" in "the army radio quoted Orlov as saying", where the cue is "saying"."""
    verb = _quoting_verb(cue)
    if verb is None:
        return None
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    if agent is not None:
        return next((c for c in agent.children if c.dep_ == "pobj"), None)
    return next((c for c in verb.children if c.dep_ == "nsubj"), None)


def cited(cue: Token) -> Token | None:
    """The head noun of whom an outlet cites: "aide" in "Utsikt reported, citing an aide of …"."""
    for token in cue.sent:
        if token.lower_ in ("citing", "quoting"):
            return next((c for c in token.children if c.dep_ == "dobj"), None)
    return None


def quotes(cue: Token) -> tuple[Token, Token] | None:
    """Who quotes whom, where the cue is "quoted" or "saying" of "X quoted Y as saying"."""
    verb, teller = _quoting_verb(cue), quoted_by(cue)
    speaker = next((c for c in verb.children if c.dep_ == "dobj"), None) if verb is not None else None
    if verb is None or teller is None or speaker is None:
        return None
    said = any(t.lower_ == "as" for t in verb.doc[speaker.i + 1 : speaker.right_edge.i + 3])
    return (teller, speaker) if said else None


def reported_by(cue: Token) -> Token | None:
    """The subject of the verb of saying in whose clause the cue stands: "office" in "…, his office said"."""
    token = cue
    while token.head != token and token.dep_ != "relcl":
        clause, token = token, token.head
        if clause.dep_ == "advcl" and any(c.lower_ in _CONTRASTS for c in clause.lefts):
            return None  # "X insisted that A, while Y insisted that B"
        if any(t.text in (";", ":") for t in cue.doc[min(cue.i, token.i) : max(cue.i, token.i)]):
            return None
        if (
            clause.dep_ in ("ccomp", "parataxis")
            and token.lemma_.lower() in load("antecedents")["speech"]["verbs"]
        ):
            return next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return next((s for c in token.children if c.i > cue.i and (s := _tagged_on(c)) is not None), None)


def _tagged_on(verb: Token) -> Token | None:
    """Who says it in a clause tagged on behind a comma ("…, the magazine Utsikt reported")."""
    spoken = verb.lemma_.lower() in load("antecedents")["speech"]["verbs"] and verb.dep_ in ("advcl", "conj")
    own = {c.dep_ for c in verb.children}
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if not spoken or subject is None or own & {"mark", "ccomp", "dobj", "cc"} or subject.left_edge.i == 0:
        return None
    return subject if subject.left_edge.nbor(-1).text == "," else None


def according_to(cue: Token) -> Token | None:
    """Whom the cue's sentence goes by: "Pravda" in "According to “Ukrainska Pravda”, the leader told …"."""
    for token in cue.sent:
        after = token.nbor(1) if token.i + 1 < len(token.doc) else None
        if token.lower_ != "according" or after is None or after.lower_ != "to" or token.i == cue.i:
            continue
        opens = token.i == cue.sent.start and token.i < cue.i
        if token.head == cue or opens:
            return next((c for c in after.children if c.dep_ == "pobj"), None)
    return None


def occasion(doc: Doc, cue_token: int, taken: tuple[Span, ...], offset: int) -> str | None:
    """Where or how it was said, as written: "in a phone call", "on Telegram", "told reporters in Geneva".

    ``taken`` are the spans of content and source, which the occasion never runs into; ``offset`` is where
    the block begins in the article.
    """
    if cue_token < 0:
        return None
    cue = doc[cue_token]
    hangers = [*cue.children, *(t for c in cue.children if c.dep_ in ("dobj", "dative") for t in c.children)]
    for token in sorted(
        (t for t in hangers if t.pos_ in ("ADP", "SCONJ") and t.lower_ in _SETTINGS), key=lambda t: t.i
    ):
        tokens = _phrase(token, taken, offset)
        if not _is_setting(tokens):
            continue
        audience = doc[cue_token + 1 : token.i].text.lower()
        start = cue_token if cue.lemma_ == "tell" and audience in ("reporters", "journalists") else token.i
        return doc[start : tokens[-1].i + 1].text
    return None


def _phrase(preposition: Token, taken: tuple[Span, ...], offset: int) -> list[Token]:
    """The prepositional phrase up to a comma, a date or a taken span; empty if nothing is left."""
    tokens: list[Token] = []
    within = {t.i for t in preposition.subtree}
    for token in preposition.doc[preposition.i : preposition.i + _LONGEST_OCCASION]:
        at = offset + token.idx
        if token.i not in within or token.text in ",;:–—(." or any(s <= at < e for s, e in taken):
            break
        tokens.append(token)
    while tokens and (
        tokens[-1].pos_ in ("ADP", "DET", "PUNCT", "CCONJ", "SCONJ", "PRON")
        or tokens[-1].ent_type_ in ("DATE", "TIME")
        or (tokens[-1].tag_ == "VBN" and tokens[-1].dep_ == "acl")  # "a press conference held" on a day
    ):
        tokens.pop()
    return tokens


def _is_setting(tokens: list[Token]) -> bool:
    if len(tokens) < 2:
        return False
    objects = [t for t in tokens[0].children if t.dep_ in ("pobj", "pcomp") and t in tokens]
    heads = {
        w for t in objects for c in (t, *t.children) if c.dep_ != "prep" for w in (c.lower_, c.lemma_.lower())
    }
    if heads & set(load("occasions")["nouns"]["words"]):
        return True
    named = any(t.ent_type_ in ("GPE", "LOC", "FAC") or places.place(t.text) for t in objects)
    return named and tokens[0].lower_ in ("in", "at")


def evidence(parsed: Parsed, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The sentences that carry any of the spans, in order, in offsets of the article."""
    found: list[Span] = []
    for block in parsed.blocks:
        begin, end = block.block.span
        if any(s < end and e > begin for s, e in spans):
            for sentence in block.doc.sents:
                low, high = begin + sentence.start_char, begin + sentence.end_char
                if any(s < high and e > low for s, e in spans):
                    found.append((low, high))
    return tuple(found)
