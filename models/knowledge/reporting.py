"""The lexicon of reporting words, loaded: what each does (its act) and what its frames weigh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from models import checksums
from models.lexicon import entries, load

if TYPE_CHECKING:
    from spacy.tokens import Token

# Verbs whose object is the person spoken to: "told reporters", "urged Israel to".
_ADDRESSED = """tell ask urge inform assure warn remind advise brief notify implore promise reassure beg order
instruct encourage press exhort entreat invite request command"""
ADDRESSED = frozenset(_ADDRESSED.split())

NAME = "<name>"
_NAMED = frozenset({"PERSON", "NORP", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})


@dataclass(frozen=True, slots=True)
class Act:
    """A speech act, or an attitude that an article attributes (``speech`` False).

    ``event`` is the PLOVER event type of the act, where one fits.
    """

    name: str
    speech: bool
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """What each trait of a candidate adds to its score; attributions score ``threshold`` and more."""

    bias: float
    threshold: float
    traits: dict[str, float]

    def score(self, traits: Sequence[str]) -> float:
        """The log-odds that a candidate with these traits is an attribution."""
        known = self.traits
        return self.bias + sum(known.get(t, 0.0) for t in set(traits))


@cache
def _repairs() -> dict[str, str]:
    return {wrong: str(right) for wrong, right in load("lemmas").items()}


def lemma(token: Token) -> str:
    """The lemma of a word in lower case, repaired where the pipeline errs ("hopes" is no hop)."""
    found = token.lemma_.lower()
    return _repairs().get(found, found)


def trait_word(token: Token) -> str:
    """The lemma of a word as a trait: ``<name>`` for any proper noun.

    Weights are fitted to articles from one country and year. What they learnt about a person, a party or an
    outlet there would distort every other article that mentions them.
    """
    named = token.pos_ == "PROPN" or (token.ent_type_ in _NAMED and token.text[:1].isupper())
    return NAME if named else lemma(token)


def literal() -> frozenset[str]:
    """Words that world news uses of deeds and not of speech, whatever they weigh elsewhere."""
    return entries("literal", "cues")


@cache
def acts() -> dict[str, Act]:
    """Acts by name."""
    table = load("acts")
    out: dict[str, Act] = {}
    for name, row in table.items():
        out[name] = Act(name, bool(row["speech"]), row.get("event"))
    return out


@cache
def act_of_key() -> dict[str, str]:
    """The act's name of each cue of the lexicon ("say", "call for", "statement")."""
    return by_cue(load("acts"))


def by_cue(table: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """The name of each cue's act, of a table as in ``lexicon/acts.toml``.

    Raises ValueError where a cue is listed twice, since nobody could see which act counts.
    """
    out: dict[str, str] = {}
    for name, row in table.items():
        for cue in row.get("cues", ()):
            if cue in out:
                raise ValueError(f"acts.toml: the cue {cue!r} stands under both {out[cue]!r} and {name!r}")
            out[cue] = name
    return out


@cache
def weights() -> Weights:
    """The weights of all traits: the fitted ones, lexical ones included, and what diplomacy adds to them.

    Raises WrongWeights if the fitted ones are not those that were tested.
    """
    checksums.verify("attribution")
    table = load("weights")
    traits = {str(name): float(weight) for name, weight in table["traits"].items()}
    for name in ("cues_verbs", "cues_nouns", "diplomacy"):
        for key, row in load(name).items():
            for frame, weight in row.items():
                trait = f"{key}|{'' if frame == 'any' else frame}"
                traits[trait] = traits.get(trait, 0.0) + float(weight)
    return Weights(float(table["bias"]), float(table["threshold"]), traits)


def refers_back(verb: Token) -> bool:
    """Whether a participle only points back: "the above said elections", "the above mentioned note"."""
    before = verb.nbor(-1).lower_ if verb.i > 0 else ""
    return before in {"above", "afore"} and verb.tag_ in {"VBD", "VBN"}
