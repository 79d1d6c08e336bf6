"""What a contact is about: "talks on trade", "met to discuss the border", "They discussed fishing rights"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models.extractors.contacts.leads import SUBJECTS, Lead
from models.lexicon import load

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_LONGEST = 40  # tokens of a topic; a longer one is cut at a comma
_CLAUSES = frozenset({"advcl", "xcomp", "acl", "conj", "relcl"})


def topic_of(lead: Lead, following: Span | None = None) -> str | None:
    """The topic as written, from the sentence that tells of the contact or from the ``following`` one."""
    words = [lead.word, *([lead.verb] if lead.verb is not None and lead.verb != lead.word else [])]
    found = next(_beside(words, lead), None)
    if found is None and following is not None:
        found = _of_next(following)
    return _phrase(found) if found is not None else None


def _beside(words: list[Token], lead: Lead) -> Iterator[Token]:
    data = load("contacts")["topics"]
    for word in words:
        for child in word.children:
            about = child.lower_ in data["prepositions"] and child.dep_ == "prep"
            if about and (child.lower_ == "about" or word.pos_ == "NOUN" or lead.kind == "call"):
                if lead.kind == "visit" and child.lower_ != "about":
                    continue
                yield from (g for g in child.children if g.dep_ == "pobj" and not _is_date(g))
        for clause in (c for c in word.children if c.dep_ in _CLAUSES and c.pos_ == "VERB"):
            own = any(c.dep_ in SUBJECTS and c.lower_ not in {"which", "they"} for c in clause.children)
            if clause.lemma_.casefold() in data["verbs"] and (not own or clause.dep_ == "advcl"):
                yield from (g for g in clause.children if g.dep_ == "dobj")


def _of_next(sentence: Span) -> Token | None:
    data = load("contacts")["topics"]
    root = sentence.root
    if root.lemma_.casefold() not in data["verbs"] or root.tag_ != "VBD":
        return None
    subject = next((c for c in root.children if c.dep_ in SUBJECTS), None)
    if subject is None or not (subject.lower_ in data["sides"] or subject.ent_type_ == "PERSON"):
        return None
    return next((c for c in root.children if c.dep_ == "dobj"), None)


def _is_date(token: Token) -> bool:
    return token.ent_type_ in {"DATE", "TIME"}


def _phrase(head: Token) -> str | None:
    doc, start, end = head.doc, head.left_edge.i, head.right_edge.i + 1
    if end - start > _LONGEST:
        commas = [t.i for t in doc[start + 1 : start + _LONGEST] if t.text in {",", ";"} and t.i > head.i]
        end = commas[-1] if commas else start + _LONGEST
    while end > start + 1 and (doc[end - 1].is_punct or doc[end - 1].pos_ in {"CCONJ", "ADP", "DET"}):
        if doc[end - 1].text in {")", "”", '"'}:
            break
        end -= 1
    words = " ".join(doc[start:end].text.split())
    return words if len(words) > 2 and head.pos_ not in {"PRON"} else None
