"""The lexicon of reporting words, loaded: what each does (its act) and what its frames weigh."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEXICON = "models.lexicon"

# Verbs whose object is the person spoken to: "told reporters", "urged Israel to".
_ADDRESSED = """tell ask urge inform assure warn remind advise brief notify implore promise reassure beg order
instruct encourage press exhort entreat invite request command"""
ADDRESSED = frozenset(_ADDRESSED.split())


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


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(_LEXICON).joinpath(name).read_text("utf-8"))


@cache
def _repairs() -> dict[str, str]:
    return {wrong: str(right) for wrong, right in _read("lemmas.toml").items()}


def lemma(token: Token) -> str:
    """The lemma of a word in lower case, repaired where the pipeline errs ("hopes" is no hop)."""
    found = token.lemma_.lower()
    return _repairs().get(found, found)


@cache
def literal() -> frozenset[str]:
    """Words that world news uses of deeds and not of speech, whatever they weigh elsewhere."""
    cues = _read("literal.toml")["cues"]
    return frozenset(str(c) for c in cues)


@cache
def acts() -> dict[str, Act]:
    """Acts by name."""
    table = _read("acts.toml")
    out: dict[str, Act] = {}
    for name, row in table.items():
        out[name] = Act(name, bool(row["speech"]), row.get("event"))
    return out


@cache
def act_of_key() -> dict[str, str]:
    """The act's name of each cue of the lexicon ("say", "call for", "statement")."""
    table = _read("acts.toml")
    out: dict[str, str] = {}
    for name, row in table.items():
        for key in row.get("cues", ()):
            out.setdefault(str(key), name)
    return out


@cache
def weights() -> Weights:
    """The weights of all traits: the fitted ones, lexical ones included, and what diplomacy adds to them."""
    table = _read("weights.toml")
    traits = {str(name): float(weight) for name, weight in table["traits"].items()}
    for name in ("cues_verbs.toml", "cues_nouns.toml", "diplomacy.toml"):
        for key, row in _read(name).items():
            for frame, weight in row.items():
                trait = f"{key}|{'' if frame == 'any' else frame}"
                traits[trait] = traits.get(trait, 0.0) + float(weight)
    return Weights(float(table["bias"]), float(table["threshold"]), traits)
