"""Traits of candidates: what the weights may know of a word, and that they know nobody by name."""

from __future__ import annotations

import re

import pytest

from models.extractors.attribution import find
from models.extractors.attribution.features import features_of
from models.extractors.attribution.spans import contexts
from models.knowledge import places, reporting
from models.reading.parser import parse
from models.reading.text import clean

pytestmark = pytest.mark.slow

LEXICAL = re.compile(r"(?:srcword|obj|underx|cut|goes-on|last)=([^&]+)|under=[^&]+&([^&]+)")


def traits_of(text: str) -> set[str]:
    parsed = parse(text, clean(text))
    blocks = contexts(parsed.blocks)
    return {trait for candidate in find.propose(blocks) for trait in features_of(candidate)}


@pytest.mark.parametrize("name", ["Dmitry Peskov", "Washington", "Interfax", "Ukraine", "Hamas"])
def test_a_named_source_has_the_trait_of_names(name: str) -> None:
    found = traits_of(f"In the evening {name} said that the talks had failed.")
    assert "srcword=<name>" in found
    assert not [t for t in found if name.rsplit(maxsplit=1)[-1].lower() in t.lower()]


def test_a_source_without_a_name_keeps_its_word() -> None:
    assert "srcword=official" in traits_of("In the evening officials said that the talks had failed.")


def test_a_named_object_has_no_word_of_its_own() -> None:
    found = traits_of("The minister accused Moscow of breaking the truce.")
    assert "mark=obj=<name>" in found
    assert "accuse <name>|dobj-prep:of" in found
    assert not [t for t in found if "moscow" in t.lower()]


def test_no_weight_knows_a_country() -> None:
    pronouns = {"us", "who"}  # which are countries and bodies in capitals
    words = {word for trait in reporting.weights().traits for word in _words(trait)}
    assert "official" in words
    assert {w for w in words - pronouns if (places.demonym(w) or places.place(w))} == set()


def _words(trait: str) -> list[str]:
    found = LEXICAL.search(trait)
    return (found[1] or found[2]).split() if found else trait.split("|", maxsplit=1)[0].split()
