"""Reported numbers of people and money: how many, of what, where, when, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from models.extractors.common.credited import is_denied, said_by
from models.extractors.common.sentences import Sentence, nearest_date, sentences
from models.extractors.figures import numbers, sides, tallies, things
from models.extractors.figures.numbers import Number
from models.lexicon import load
from models.reading.parser import Parsed
from models.types import Figure, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_DOUBTFUL = frozenset({"could", "may", "might", "would"})
_WITHIN = frozenset({"in", "across", "inside", "throughout", "at", "near", "around", "from"})
_TALLIES = frozenset({"toll", "number", "count", "total", "figure"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})


def find_figures(parsed: Parsed, statements: Sequence[Statement]) -> tuple[Figure, ...]:
    """The figures that an article reports, in its order, each once.

    Counted are people killed, wounded, displaced, detained and the like, troops, sums of money, and whatever
    else is counted in the plural (``lexicon/figures.toml``). What might happen, did not happen or is denied
    is left out.
    """
    found: dict[tuple[object, ...], Figure] = {}
    last: Figure | None = None
    disputed = False
    for block in parsed.blocks:
        if block.block.kind == "paragraph":
            for sentence in sentences(block, parsed.text):
                here = list(_in_sentence(sentence, statements, last, disputed))
                for figure in here:
                    key = (figure.value, figure.what, figure.unit, figure.place)
                    found.setdefault(key, figure)
                last = next((f for f in here if f.what in _classes()), last)
                disputed = tallies.is_disputed(sentence.text)
    return tuple(found.values())


def _in_sentence(
    sentence: Sentence, statements: Sequence[Statement], last: Figure | None, disputed: bool
) -> Iterator[Figure]:
    """The figures of a sentence. ``last`` is what was counted before it, ``disputed`` whether that was just
    said to be disputed."""
    before: tuple[str, str] | None = None
    beside: tuple[str | None, str | None] = None, None  # place and side of the number before
    text = sentence.tokens.text
    for number in numbers.find(text):
        token = _token_at(sentence, number)
        counted = _counted(token)
        verb = _governor(counted)
        what = _sum_of(number, counted, verb) if number.currency else _what(token, counted)
        unit = number.currency or _unit(counted, token)
        tally = tallies.named(text, number) if what is None else None
        if tally is not None:
            what, unit = tally[0], "people"
        again = last is not None and what is None and counted.pos_ not in {"NOUN", "PROPN"}
        if last is not None and again and (disputed or tallies.goes_on(text, number)):
            what, unit = last.what, last.unit
        if what is None and before is not None:
            if things.is_record(token):
                what, unit = before
            elif counted.head.lower_ == "including":
                what = before[0]
            elif things.goes_unsaid(token, counted, before[0]):
                what, unit = before
        if what is None and (noun := things.thing(number, token, counted)) is not None:
            counted, what = noun, _what(noun, noun) or things.phrase(noun)
            unit = _unit(noun, token) if noun.tag_ == "NNS" else noun.lower_
        if verb is not None and _doubtful(verb, what):
            continue
        if what is None or things.is_needed(counted, what) or is_denied(statements, sentence, token):
            continue
        other, before = before, (what, unit)
        place = _place(token, counted, verb) or (_opening_place(sentence) if tally is not None else None)
        side = sides.whose(counted, tally[1] if tally is not None else "") if what in _classes() else None
        if side is None and counted.pos_ not in {"NOUN", "PROPN"} and place == beside[0]:
            side = beside[1]
        beside = place, side
        yield Figure(
            value=number.value,
            what=what,
            unit=unit,
            text=sentence.text,
            evidence=(sentence.span,),
            qualifier=number.qualifier,
            place=place,
            when=nearest_date(sentence, token),
            source=said_by(statements, sentence, token) or sides.teller(verb, token),
            high=number.high,
            whose=side,
            part=sides.is_part(text, number, again=other is not None and other[0] != what),
        )


def _token_at(sentence: Sentence, number: Number) -> Token:
    end = sentence.tokens[0].idx + number.end
    return [t for t in sentence.tokens if t.idx < end][-1]


def _counted(token: Token) -> Token:
    """The noun that a number counts, or the number itself where it stands alone."""
    while token.dep_ in {"nummod", "quantmod", "compound", "nmod"} and token.head.i > token.i:
        token = token.head
    return token


def _governor(noun: Token) -> Token | None:
    """The verb that a counted noun belongs to, through conjunctions, "including" and "of"."""
    token = noun
    while token.head != token:
        token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            return token
    return token if token.pos_ in {"VERB", "AUX"} else None


def _doubtful(verb: Token, what: str | None) -> bool:
    """Whether it did not or might not happen. What would be bought is told; who would be hurt, not."""
    doubt = _DOUBTFUL if what in _classes() else _DOUBTFUL - {"would"}
    return any(c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in doubt) for c in verb.children)


def _what(token: Token, counted: Token) -> str | None:
    for name, words in _classes().items():
        if (
            _names(words, token, counted)
            or _acts_on(words, counted)
            or _tallies(words, token)
            or _is_so(words, counted)
        ):
            return name
    return "displaced" if _leaves(counted) else None


def _leaves(noun: Token) -> bool:
    """ "Have already left the north", "left their homes", "left Sudan"."""
    data = load("figures")["leaving"]
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_.casefold() not in data["verbs"]:
        return False
    if noun.lemma_.casefold() in data["not_displaced"]:
        return False
    return any(
        c.dep_ == "dobj" and (c.lemma_.casefold() in data["places"] or c.ent_type_ in _PLACES)
        for c in verb.children
    )


@cache
def _classes() -> dict[str, dict[str, frozenset[str]]]:
    data: dict[str, Any] = load("figures")["classes"]
    return {name: {key: frozenset(words) for key, words in rows.items()} for name, rows in data.items()}


def _names(words: dict[str, frozenset[str]], token: Token, counted: Token) -> bool:
    """ "500 deaths", "500 dead", "2,700 wounded", "500 people dead", "wounded civilians"."""
    if counted.lemma_.casefold() in words["nouns"]:
        return True
    marked = words["adjectives"] | words["patient"]
    beside = [counted, *counted.children, *token.children]
    following = counted.nbor() if counted.i + 1 < len(counted.doc) else None
    if following is not None:
        beside.append(following)
    return any(
        t.lower_ in words["adjectives"]
        or (t.lemma_.casefold() in marked and t.tag_ == "VBN" and t.dep_ in {"amod", "acl"})
        for t in beside
    )


def _acts_on(words: dict[str, frozenset[str]], noun: Token) -> bool:
    """ "Killed 500 people", "500 people were killed", "500 people who died", "500 were forced to flee"."""
    while noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN", "NUM"}:
        noun = noun.head
    verb, role = noun.head, noun.dep_
    if any(
        c.dep_ == "relcl" and _suffers(words, c, "nsubjpass" if c.tag_ == "VBN" else "nsubj")
        for c in noun.children
    ):
        return True
    if role in {"nsubj", "nsubjpass", "dobj"} and verb.pos_ in {"VERB", "AUX"}:
        raised = [c for c in verb.children if c.dep_ == "xcomp" and c.lemma_.casefold() in words["agent"]]
        return _suffers(words, verb, role) or (bool(raised) and role != "dobj")
    return False


def _is_so(words: dict[str, frozenset[str]], noun: Token) -> bool:
    """ "500 people were dead", "are known to be dead", "among the dead", "lost their lives"."""
    verb = noun.head
    if noun.dep_ not in {"nsubj", "nsubjpass"} or verb.pos_ not in {"VERB", "AUX", "ADJ"}:
        return False
    if verb.pos_ == "ADJ":
        return verb.lower_ in words["adjectives"]
    if verb.lemma_ == "lose" and "die" in words["agent"]:
        return any(c.dep_ == "dobj" and c.lower_ == "lives" for c in verb.children)
    told = [verb, *(c for c in verb.children if c.dep_ == "xcomp")]
    states = [c for v in told for c in v.children if c.dep_ in {"acomp", "attr"}]
    states += [g for c in verb.children if c.lower_ == "among" for g in c.children if g.dep_ == "pobj"]
    return any(state.lower_ in words["adjectives"] for state in states)


def _suffers(words: dict[str, frozenset[str]], verb: Token, role: str) -> bool:
    lemma = verb.lemma_.casefold()
    children = {c.dep_ for c in verb.children}
    if role == "dobj":
        held = (
            any(c.lower_ in {"hostage", "captive", "prisoner"} for c in verb.children)
            and "hostage" in words["nouns"]
        )
        return lemma in words["patient"] or held
    if role == "nsubjpass":
        return lemma in words["patient"]
    passive = lemma in words["patient"] and verb.tag_ in {"VBN", "VBD"} and not children & {"dobj", "ccomp"}
    return lemma in words["agent"] or passive


def _tallies(words: dict[str, frozenset[str]], token: Token) -> bool:
    """ "The death toll rose to 500", "a death toll of 500", "the number of wounded stands at 500"."""
    preposition = token.head
    if token.dep_ != "pobj" or preposition.lower_ not in {"to", "at", "of", "past"}:
        return False
    owner = preposition.head
    subjects = [owner, *(c for c in owner.children if c.dep_ in {"nsubj", "nsubjpass"})]
    for subject in subjects:
        phrase = (
            {t.lemma_.casefold() for t in subject.subtree}
            if subject.pos_ in {"NOUN", "PROPN"}
            else set[str]()
        )
        if subject.lemma_.casefold() in _TALLIES and phrase & words["tally"]:
            return True
    return False


def _sum_of(number: Number, counted: Token, verb: Token | None) -> str | None:
    """What a sum is for; one without a purpose is "money", or a mere price if it is small."""
    purpose = _purpose(counted, verb)
    return purpose or ("money" if number.value >= load("figures")["things"]["least_sum"] else None)


def _purpose(counted: Token, verb: Token | None) -> str | None:
    """What a sum of money is for, by the words around it."""
    near = list(counted.subtree)
    token = counted
    while token not in {token.head, verb}:
        token = token.head
        near += [token, *(c for c in token.children if c.dep_ in {"compound", "amod", "dobj", "attr"})]
        near += [g for c in token.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj"]
    lemmas = [t.lemma_.casefold() for t in near]
    for name, words in load("figures")["money"].items():
        if any(lemma in words for lemma in lemmas):
            return name
    return None


def _unit(counted: Token, token: Token) -> str:
    units = load("figures")["units"]
    lemma = counted.lemma_.casefold()
    if counted == token or lemma in units["people"] or counted.pos_ in {"PROPN", "ADJ", "VERB"}:
        return "people"
    if any(lemma in words["nouns"] for words in _classes().values()) and lemma not in units["apart"]:
        return "people"
    return counted.lower_ if counted.tag_ == "NNS" else "people"


def _place(token: Token, counted: Token, verb: Token | None) -> str | None:
    anchors = [token, counted]
    beside = [c for c in verb.children if c.dep_ == "conj"] if verb is not None else []
    while verb is not None:
        anchors.append(verb)
        verb = verb.head if verb.dep_ in {"conj", "xcomp", "acl", "advcl"} and verb.head != verb else None
    for anchor in anchors + beside:
        for child in anchor.children:
            goal = child.lower_ in _WITHIN and child.dep_ == "prep"
            left = (
                child.dep_ == "dobj" and anchor.lemma_ in {"flee", "leave", "evacuate"} and child != counted
            )
            if goal or left:
                named = _named_place(child)
                if named:
                    return named
    return _counting_place(anchors[-1])


def _counting_place(verb: Token) -> str | None:
    """The place whose health ministry or officials count ("the health ministry in Gaza"), or "there"."""
    for child in verb.children:
        if child.lower_ == "there" and child.dep_ == "advmod":
            before = [e for e in verb.doc.ents if e.label_ in _PLACES and e.end <= child.i]
            return _bare(before[-1].text) if before else None
    for subject in (c for c in verb.children if c.dep_ == "nsubj"):
        if any(c.lower_ == "health" for c in subject.children):
            return next(
                (named for c in subject.children if c.lower_ == "in" and (named := _named_place(c))), None
            )
    return None


def _opening_place(sentence: Sentence) -> str | None:
    """ "In Israel the dead number more than 1,400"."""
    tokens = sentence.tokens
    entity = next((e for e in tokens.ents if e.label_ in _PLACES), None)
    opens = entity is not None and tokens[0].lower_ == "in" and entity.start - tokens.start <= 2
    return _bare(entity.text) if entity is not None and opens else None


def _bare(name: str) -> str:
    return name.removeprefix("the ").removeprefix("The ")


def _named_place(phrase: Token) -> str | None:
    inside = {t.i for t in phrase.subtree}
    for entity in phrase.doc.ents:
        if entity.label_ in _PLACES and entity.root.i in inside:
            return _bare(entity.text)
    return None
