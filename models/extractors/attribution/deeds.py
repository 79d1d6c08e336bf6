"""What has the form of an attribution and is none: deeds, talks about something, things that cannot speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.extractors.attribution import mood, voiceless
from models.extractors.attribution.candidate import Candidate, points_back
from models.extractors.attribution.polarity import polarity
from models.knowledge import offices, outlets, places
from models.knowledge.offices import listing
from models.knowledge.reporting import act_of_key, acts, lemma, literal
from models.lexicon import entries
from models.types import Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token

_TALKED_ABOUT = "discuss"
_MEANT = frozenset({"praise", "accuse", "condemn", "criticize", "apologize"})
_OBJECT_ALONE = (
    "noun",
    "patient",
    "participle",
    "relative",
    "object",
    "prep",
    "dobj-prep",
    "complement",
    "as",
    "gerund",
    "infinitive",
    "inf-",
    "adj-",
)
# What somebody knows or seems to be is the author's to tell; the annotation of world press counts neither.
_NOT_SAID = frozenset({"know", "appear"})
_SAID_OF = frozenset({"say", "report", "believe", "think", "understand", "know", "rumour", "rumor"})
_REFUSING = frozenset({"decline", "refuse", "refrain", "balk"})


def is_deed(found: Candidate) -> bool:
    """Whether a candidate tells what somebody did, or what something is, and attributes no words."""
    return (
        _points_only(found)
        or voiceless.has_no_voice(found)
        or _cites_somebody(found)
        or _is_topic(found)
        or _refuses_to_act(found)
        or _is_thing(found)
        or _is_thought_of_nobody(found)
        or _is_purpose(found)
        or _is_beside(found)
        or _is_literal(found)
        or _is_done(found)
        or _is_supposed(found)
        or act_of_key().get(found.key) in _NOT_SAID
        or _lacks_subject(found)
    )


def _points_only(found: Candidate) -> bool:
    """A content of pronouns alone ("he talked to him about it", "thanked them both") tells nothing.

    A denial does: "Both governments denied it."
    """
    return points_back(found) and polarity(found.head) is not Polarity.DENIED


def _cites_somebody(found: Candidate) -> bool:
    """Whoever is cited ("citing an official", "quoted unnamed sources") belongs to the chain."""
    said = any(c.lower_ == "as" for c in found.head.rights)
    if said and found.key in {"cite", "quote"} and "prep:as" in found.frame:
        return True  # "was quoted as saying that": it is "saying" that attributes
    if found.key not in {"cite", "quote"} or not found.frame.startswith("object") or said:
        return False
    somebody = next((c for c in found.head.rights if c.dep_ == "dobj"), None)
    if somebody is None:
        return False
    nouns = listing("offices", "person") | listing("offices", "group") | listing("offices", "body")
    return somebody.ent_type_ in {"PERSON", "ORG"} or not nouns.isdisjoint({somebody.lower_, lemma(somebody)})


def _is_purpose(found: Candidate) -> bool:
    """ "flew to Oslo to explain the plan": words that are still to be spoken."""
    head = found.head
    to = any(c.dep_ == "aux" and c.lower_ == "to" for c in head.lefts)
    if act_of_key().get(found.key) in _MEANT:
        return False  # "met him to congratulate him", "went as far as to accuse her"
    return to and head.tag_ == "VB" and head.dep_ in {"advcl", "acl"} and not found.frame.startswith("quote")


def _is_beside(found: Candidate) -> bool:
    """What goes beside a statement: "Asked about the talks, he said", "without naming it"."""
    head = found.head
    asked = act_of_key().get(lemma(head)) == "ask" or lemma(head) == "press"
    if asked and head.tag_ == "VBN" and found.source_token is None and not found.frame.startswith("quote"):
        return True
    return head.dep_ == "pcomp" and head.head.lower_ == "without"


def _is_literal(found: Candidate) -> bool:
    """Turns whose verb says nothing: "as regards the call", "said to prove it", "recalled its envoy"."""
    head = found.head
    if found.source is not None and found.ctx.doc[found.source[1] - 1].tag_ == "TO":
        return True  # a source that ends in "to" is a sentence that the parse took for a noun
    if lemma(head) == "maintain" and found.frame.startswith("object"):
        return True  # "maintains his approach"
    if lemma(head) == "call" and found.frame == "patient":
        return True  # "the meeting was called by the chair"
    if lemma(head) == "regard" and any(c.lower_ == "as" for c in head.lefts):
        return True
    if lemma(head) in _SAID_OF and found.frame.startswith(("infinitive", "inf-")):
        return not any(c.dep_ == "auxpass" for c in head.lefts)
    things = {f"{lemma(head)} {lemma(c)}" for c in head.rights if c.dep_ == "dobj"}
    return bool(things & literal())


def _is_done(found: Candidate) -> bool:
    """What was done to somebody, in the form of a verdict: "charged with theft", "succeeded him as chair"."""
    head = found.head
    if not head.text.strip("―—–-") and found.frame != "colon":
        return True  # a dash that the parse took for a verb
    if lemma(head) == "charge" and found.source_token is None and found.frame.startswith("raised-prep"):
        return True
    named = found.frame in {"object-rest:as", "dobj-prep:as"} and lemma(head) not in act_of_key()
    return named and lemma(head) not in entries("deeds", "things", "likening")


def _is_supposed(found: Candidate) -> bool:
    """What is only supposed: "if it is confirmed that", a relative clause that "reportedly" stands in."""
    head = found.head
    if mood.supposed(head) or mood.forecast(head) or _is_asked(found):
        return True
    if found.frame.startswith("hedge"):
        return any(t.dep_ == "relcl" for t in (head.head, *head.head.ancestors))
    act = acts().get(act_of_key().get(found.key, ""))
    source = found.source_token
    return act is not None and not act.speech and source is not None and offices.is_document_noun(source)


def _is_asked(found: Candidate) -> bool:
    """A question is no statement ("Does anyone believe that …?"), unless words are quoted in it."""
    head, ctx = found.head, found.ctx
    if ctx.quoted[head.i] >= 0 or found.frame.startswith(("quote", "fronted", "aside", "colon")):
        return False
    start = found.content[0][0] - ctx.offset
    quoted = any(q.start <= start < q.end for q in ctx.quotes)
    return not quoted and mood.asked(head)


def _lacks_subject(found: Candidate) -> bool:
    """A clause whose subject the parse took for the source: "reports to the council, has shown that"."""
    if found.frame.startswith(("quote", "fronted", "aside", "colon")):
        return False
    ctx, (start, end) = found.ctx, found.content[0]
    end = min(end - ctx.offset, len(ctx.text))
    said = ctx.doc.char_span(start - ctx.offset, end, alignment_mode="expand")
    if said is None or len(said) < 2 or ctx.quoted[said[0].i] >= 0:
        return False
    if said[0].dep_ == "cc" and said[0].i > found.head.i:
        return True  # "…, officials said, and the minister would leave": the matter stood before
    return said[0].tag_ in {"VBZ", "VBD", "MD"}


def _is_topic(found: Candidate) -> bool:
    """What was only talked about: "discussed efforts to end the war"."""
    acts_of = act_of_key()
    head = found.head
    nominal = head.pos_ == "NOUN" and head.dep_ in {"dobj", "pobj", "conj"}
    above = head.head.head if nominal and head.dep_ == "pobj" else head.head
    return _TALKED_ABOUT in {
        acts_of.get(found.key),
        acts_of.get(lemma(head)),
        acts_of.get(lemma(above)) if nominal else None,
    }


def _refuses_to_act(found: Candidate) -> bool:
    """ "refuses to give up the island", "declined to sign": nobody was silent, and nothing was said."""
    if lemma(found.head) not in _REFUSING:
        return False
    acting = any(c.dep_ == "xcomp" for c in found.head.rights)
    return acting and polarity(found.head) is not Polarity.DECLINED


def _is_thing(found: Candidate) -> bool:
    """A subject that cannot speak: "the move threatens stability", "the recognitions support a state"."""
    head = found.source_token
    if head is None or head.pos_ != "NOUN" or head.ent_type_ in {"PERSON", "ORG", "GPE", "NORP"}:
        return False
    word, nouns = lemma(head), entries("deeds", "things", "nouns")
    if head.lower_ in nouns or word in nouns:
        return True
    if _may_speak(head, word):
        return False
    infers = lemma(found.head) in entries("mood", "inferring") and not word.endswith(
        tuple(entries("deeds", "things", "people"))
    )
    return infers or word.endswith(tuple(entries("deeds", "things", "endings")))


def _may_speak(head: Token, word: str) -> bool:
    return (
        offices.is_body_noun(head)
        or offices.is_group_noun(head)
        or offices.is_document_noun(head)
        or word in offices.listed()
        or outlets.is_common(word)
        or outlets.is_press(head.lower_)
        or word in entries("deeds", "things", "speaking")
        or places.place(head.text) is not None
    )


def _is_thought_of_nobody(found: Candidate) -> bool:
    """A belief, wish or question that is nobody's: "mounting concerns", "is expected to", "was asked"."""
    if found.source_token is not None or found.key == "it is learnt":
        return False
    if found.frame.startswith(_OBJECT_ALONE) or any(c.tag_ == "MD" for c in found.head.lefts):
        return True  # "his death was announced", "it must be said that": nobody, or the author
    act = acts().get(act_of_key().get(found.key, ""))
    return act is not None and not act.speech
