"""Role phrases in running-text case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.knowledge.offices import is_body_noun, listing
from models.knowledge.places import demonym, place
from models.lexicon import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from models.extractors.people.roles import Role


def written(doc: Doc, start: int, head_start: int, head_end: int, end: int) -> str:
    """The role in running-text case: "Kremlin Spokesman" becomes "Kremlin spokesman".

    Going left from the head, office words lose their capitals up to the first proper word or body
    ("State Department spokesman", "Russian foreign minister").
    """
    lowered: set[int] = set(range(head_start, head_end))
    for i in range(head_start - 1, start - 1, -1):
        token = doc[i]
        if is_body_noun(token) or (token.lower_ not in listing("modifiers", "words") and token.text != "-"):
            break
        lowered.add(i)
    for i in range(start, head_start):
        if doc[i].lower_ in ("former", "acting", "deputy", "senior", "outgoing", "then", "late", "ex"):
            lowered.add(i)
    capitals = [t for t in doc[head_end:end] if t.text[0].isupper()]
    if all(t.lower_ in listing("modifiers", "words") and not is_body_noun(t) for t in capitals):
        lowered |= {t.i for t in capitals}
    return "".join(spelt(t, t.i in lowered) + t.whitespace_ for t in doc[start:end]).strip()


def spelt(token: Token, lowered: bool) -> str:
    """A word of a role in running text; "Gov." spelt out, acronyms and proper words as they are."""
    office = load("titles")["abbreviations"].get(token.lower_.rstrip("."))
    if lowered and office:
        return office
    opens = token.is_sent_start and token.pos_ in ("ADJ", "NOUN") and not token.ent_type_
    opens = opens and not demonym(token.text)
    if token.lemma_.lower() in listing("partisans", "words"):
        return token.text
    return token.lower_ if (lowered or opens) and not (token.is_upper and len(token) > 1) else token.text


def is_country_word(words: str) -> bool:
    """Whether the words are a demonym or a country's name ("Russian", "US", "South Korean")."""
    found = place(words)
    return bool(demonym(words)) or (found is not None and found.kind == "country" and not found.metonym)


def _of_party(role: Role, words: list[str], owner: int, head: int) -> bool:
    """Whether a role is a party's: "Labor's foreign affairs spokesperson", who is not the government's."""
    name = words[0].removesuffix("'s")
    portfolio = {w.lower() for w in words[owner:head]} & listing("offices_of_state", "portfolios")
    placed = place(name) is not None or bool(demonym(name))
    return bool(portfolio) and owner == 1 and name[0].isupper() and role.country is None and not placed


def shown(role: Role, named: bool) -> str:
    """The role as a card shows it. Beside a name, the country is shown apart and leaves the role.

    ``"Russian president"`` becomes ``"president"``, as does ``"Karvenia's president"``; ``"Kremlin
    spokesman"`` stays.
    """
    if not named:
        return role.text
    words = role.text.replace("’", "'").split()
    head = next((i for i, w in enumerate(words) if w.lower() == role.noun.split()[0]), len(words) - 1)
    for i in range(head, 0, -1):
        if words[i - 1].endswith("'s"):
            return role.text if _of_party(role, words, i, head) else " ".join(words[i:])
        lead = " ".join(words[:i])
        if role.country and lead[0].isupper() and is_country_word(lead):
            return " ".join(words[i:])
    return role.text


def proper_words(role: Role) -> frozenset[str]:
    """The words of a role that name a body or region ("Kremlin"), in lower case, demonyms left out."""
    text = role.text.replace("’s", "").replace("'s", "")
    words = text.replace("United Nations", "UN").replace("European Union", "EU").replace("U.N.", "UN").split()
    return frozenset(w.lower() for w in words if w[0].isupper() and not is_country_word(w))
