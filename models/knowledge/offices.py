"""Nouns of offices, organisations and documents: what the head of a source says about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.lexicon import entries, load

if TYPE_CHECKING:
    from spacy.tokens import Token


def listing(table: str, key: str) -> frozenset[str]:
    """A list of ``lexicon/titles.toml`` as a set."""
    return entries("titles", table, key)


def is_group_noun(token: Token) -> bool:
    """Whether a token names several people ("sources", "officials", "police")."""
    return token.lower_ in listing("offices", "group") or (
        token.tag_ in ("NNS", "NNPS") and token.lemma_.lower() in listing("offices", "person")
    )


def is_body_noun(token: Token) -> bool:
    """Whether a token names an organisation ("ministry", "army", "newspaper")."""
    return token.lower_ in listing("offices", "body") or token.lemma_.lower() in listing("offices", "body")


def is_document_noun(token: Token) -> bool:
    """Whether a token names a text or speech that stands for its author ("statement", "report")."""
    return token.lower_ in listing("offices", "document") or token.lemma_.lower() in listing(
        "offices", "document"
    )


def class_of(noun: str) -> frozenset[str]:
    """The head nouns of roles that a description with head ``noun`` may stand for, itself included."""
    return frozenset(load("titles")["classes"].get(noun, ())) | {noun}


def noun_gender(noun: str) -> str | None:
    """``"m"`` for spokesman, king; ``"f"`` for spokeswoman, queen; None for the rest."""
    if noun in listing("gender", "male"):
        return "m"
    return "f" if noun in listing("gender", "female") else None


def has(country: str | None, noun: str) -> bool:
    """Whether a country, by its code, may have an office or organ: the US has no "foreign minister"."""
    return country not in load("titles")["without"].get(noun, ())


def listed() -> frozenset[str]:
    """The nouns of offices and occupations that the lexicon knows."""
    return listing("offices", "person") | load("titles")["multiword"].keys()
