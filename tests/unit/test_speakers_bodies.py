"""Bodies, documents and groups as speakers: their names, whose they are, and when nobody is named."""

from __future__ import annotations

import pytest

from tests.unit.speaker_texts import Said, speaker

pytestmark = pytest.mark.slow

MOVE = "the poll was a sham"


def says(source: str, before: str = ""):
    """The speaker of a sentence that begins with ``source``, after another."""
    return speaker(f"{before} {source} said {MOVE}.".strip(), Said(source, "said", MOVE))


@pytest.mark.parametrize("source", ["FVNZ", "The foreign-funded local group, FVNZ,"])
def test_a_short_name_in_brackets_is_the_full_ones(source: str) -> None:
    before = "The Fair Vote Network of Zembia (FVNZ) met on Monday."
    assert says(source, before).name == "Fair Vote Network of Zembia"


@pytest.mark.parametrize(
    ("source", "name", "country"),
    [
        ("A White House statement", "White House", "US"),
        ("A statement by Hamas", "Hamas", "PS"),
        ("A report issued by the United Nations", "United Nations", "UN"),
        ("The decision", None, None),
        ("A study by Chinese and ASEAN experts", None, None),
    ],
)
def test_a_document_speaks_as_whoever_issued_it(source: str, name: str | None, country: str | None) -> None:
    who = says(source)
    assert (who.name, who.country) == (name, country)


def test_the_statement_is_that_of_the_last_to_make_one() -> None:
    text = f"The Foreign Office said in a statement that it was late. The statement added that {MOVE}."
    said = Said("The Foreign Office", "said", "it was late")
    assert speaker(text, said, Said("The statement", "added", MOVE)).name == "Foreign Office"


def test_the_statement_that_somebody_spoke_about_is_not_his() -> None:
    text = f"The Foreign Office said that the statement was a lie. The statement added that {MOVE}."
    said = Said("The Foreign Office", "said", "the statement was a lie")
    assert speaker(text, said, Said("The statement", "added", MOVE)).name is None


@pytest.mark.parametrize(
    ("source", "name", "country"),
    [
        ("Prime Minister Benjamin Netanyahu's office", None, "IL"),
        ("The office of Prime Minister Benjamin Netanyahu", None, "IL"),
        ("Taiwan's Foreign Ministry", "Taiwan's Foreign Ministry", "TW"),
        ("The Turkish side", "Turkey", "TR"),
        ("Tanzanian and Congolese observers", None, None),
        ("US and Philippine officials", None, None),
        ("Malaysia's official Bernama news agency", "Bernama", None),
        ("South Korea's Joint Chiefs of Staff", "South Korea's Joint Chiefs of Staff", "KR"),
        ("The French foreign ministry", "French foreign ministry", "FR"),
        ("The Office of the Guyanese President", "Office of the Guyanese President", "GY"),
        ("The ZANU-PF government", "ZANU-PF government", "ZW"),
        ("Only Budapest", "Hungary", "HU"),
        ("Countries like France and Belgium", None, None),
        ("A joint statement from France, Germany and Britain", "France, Germany and Britain", None),
    ],
)
def test_whose_a_body_is(source: str, name: str | None, country: str | None) -> None:
    who = says(source)
    assert (who.name, who.country) == (name, country)


def test_one_ministry_is_not_another_countrys() -> None:
    before = "Niger's foreign ministry expelled him."
    assert says("The French foreign ministry", before).name == "French foreign ministry"
    assert says("The foreign ministry", before).name == "Niger's foreign ministry"
    assert says("The health ministry", before).name == "health ministry"


def test_the_parliament_is_the_one_named_before() -> None:
    assert says("The Parliament", "The European Parliament met in Strasbourg.").name == "European Parliament"


def test_a_time_zone_is_no_part_of_a_name() -> None:
    assert says("14:32 BST Israel").name == "Israel"


def test_it_is_not_what_is_talked_about() -> None:
    text = f"Taiwan's Foreign Ministry said it was late. China has barred the leaders and {MOVE}, it said."
    said = Said("Taiwan's Foreign Ministry", "said", "it was late")
    after = Said("it", "said", f"China has barred the leaders and {MOVE}")
    assert speaker(text, said, after).name == "Taiwan's Foreign Ministry"


def test_the_team_is_not_one_that_spoke_long_before() -> None:
    text = (
        "The Baltic observer team arrived on Monday. The SA Observer Mission said on Friday it was late. "
        f"The team said {MOVE}."
    )
    said = Said("The SA Observer Mission", "said", "it was late")
    assert speaker(text, said, Said("The team", "said", MOVE)).name is None


def test_the_embassy_is_the_one_named_before() -> None:
    who = says("The embassy", "Police wrote to the US Embassy on Monday.")
    assert (who.name, who.country) == ("US Embassy", "US")


@pytest.mark.parametrize(
    ("before", "source", "name"),
    [
        ("Qatar and Egypt are mediating between Israel and Hamas.", "Both parties", "Israel and Hamas"),
        ("Talks between Sweden and Norway ended.", "The two sides", "Sweden and Norway"),
        (
            "Greek envoy Nikos Denas flew to Ankara to meet his Turkish counterpart Mevlut Catal.",
            "The two men",
            "Nikos Denas and Mevlut Catal",
        ),
    ],
)
def test_the_sides_are_those_between_whom_it_is(before: str, source: str, name: str) -> None:
    assert says(source, before).name == name


def test_they_are_still_those_whom_the_leaders_were() -> None:
    text = (
        "Secretary of State Ann Doe met with NATO Secretary General Jens Holt in Brussels. "
        f"The leaders discussed Ukraine. They said {MOVE}."
    )
    assert speaker(text, Said("They", "said", MOVE)).name == "Ann Doe and Jens Holt"


def test_not_all_who_were_there_are_not_the_leaders() -> None:
    text = (
        "Ann Doe and Jens Holt met with Karl Odum, Rita Kells and Pavel Orlov in Brussels. "
        f"The leaders said {MOVE}."
    )
    assert speaker(text, Said("The leaders", "said", MOVE)).name is None


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("The Secretary and President Ilham Aliyev", "Ann Doe and Ilham Aliyev"),
        ("The Secretary and the foreign minister", "Ann Doe and Pavel Orlov"),
    ],
)
def test_a_pair_of_whom_one_is_only_described(source: str, name: str) -> None:
    before = "Secretary of State Ann Doe met Russian Foreign Minister Pavel Orlov."
    who = says(source, before)
    assert (who.name, who.country, who.kind) == (name, "US", "group")
