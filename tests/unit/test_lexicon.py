"""The word lists hold together: each fact stands once, and what is written is what is read."""

from __future__ import annotations

from typing import get_args

import pytest

from models.knowledge import outlets, reporting
from models.lexicon import entries, load


def test_a_cue_under_two_acts_is_an_error() -> None:
    table = {
        "promise": {"speech": True, "cues": ["promise", "swear"]},
        "claim": {"speech": True, "cues": ["claim", "swear"]},
    }
    with pytest.raises(ValueError, match=r"the cue 'swear' stands under both 'promise' and 'claim'"):
        reporting.by_cue(table)


def test_a_cue_listed_twice_under_one_act_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"the cue 'vow' stands under both 'promise' and 'promise'"):
        reporting.by_cue({"promise": {"speech": True, "cues": ["vow", "pledge", "vow"]}})


@pytest.mark.parametrize(
    ("cue", "act"), [("conclude", "say"), ("swear", "claim"), ("seek", "ask"), ("recognize", "admit")]
)
def test_a_cue_that_could_belong_to_several_acts_has_one(cue: str, act: str) -> None:
    assert reporting.act_of_key()[cue] == act


def test_every_agency_says_what_its_name_may_be_taken_for() -> None:
    known = set(get_args(outlets.Use))
    unusable = {
        name: uses for name, uses in load("outlets")["agencies"].items() if not uses or set(uses) - known
    }
    assert unusable == {}


def test_no_outlet_is_listed_as_an_agency_too() -> None:
    assert entries("outlets", "outlets", "names").isdisjoint(load("outlets")["agencies"])


def test_an_agency_signs_datelines_and_is_an_outlet() -> None:
    assert "Kyodo" in outlets.agencies("dateline")
    assert outlets.is_outlet("the Kyodo")
    assert outlets.is_agency("Kyodo")


def test_a_picture_agency_is_no_outlet() -> None:
    assert "Alamy" in outlets.agencies("credit")
    assert not outlets.is_outlet("Alamy")


def test_entries_go_down_to_the_list() -> None:
    assert "minister" in entries("titles", "offices", "person")
    with pytest.raises(KeyError):
        entries("titles", "offices", "nobody")
