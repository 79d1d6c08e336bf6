"""Those who stand beside a name and are somebody else, and those who come in under another word."""

from __future__ import annotations

import pytest

from tests.unit.speaker_texts import Said, resolve, speaker

pytestmark = pytest.mark.slow

MOVE = "the talks had failed"


def says(source: str, before: str = ""):
    """The speaker of a sentence that begins with ``source``, after another."""
    return speaker(f"{before} {source} said {MOVE}.".strip(), Said(source, "said", MOVE))


@pytest.mark.parametrize(
    ("source", "role", "country"),
    [
        ("An adviser to President Emmanuel Macron", "adviser to President Emmanuel Macron", "FR"),
        ("A spokesman for Ehud Berner", "spokesman for Ehud Berner", None),
        ("The wife of President Karl Odum", "wife of President Karl Odum", None),
        ("A senior aide to the Danish prime minister", "senior aide to the Danish prime minister", "DK"),
        ("The US president's spokesman", "US president's spokesman", "US"),
        ("Lavrov's deputy", "Lavrov's deputy", "RU"),
    ],
)
def test_whoever_serves_somebody_is_not_that_person(source: str, role: str, country: str | None) -> None:
    who = says(source, "Sergei Lavrov and Karl Odum were there.")
    assert (who.name, who.role, who.country, who.kind) == (None, role, country, "person")


def test_the_name_beside_the_servant_is_his_own() -> None:
    who = says("Putin's spokesman Dmitry Peskov")
    assert (who.name, who.role, who.country) == ("Dmitry Peskov", "spokesman", "RU")


def test_somebody_new_after_an_indefinite_article() -> None:
    text = f"Sudan's army chief, Tarek Idris, left. The army chief was calm. A German army chief said {MOVE}."
    who = speaker(text, Said("A German army chief", "said", MOVE))
    assert (who.name, who.country) == (None, "DE")


@pytest.mark.parametrize(
    ("text", "role", "country"),
    [
        ("US Secretary of State Ann Doe met her Russian counterpart Pavel Orlov.", None, "RU"),
        (
            "The Swedish foreign minister met his Norwegian counterpart, Pavel Orlov.",
            "foreign minister",
            "NO",
        ),
    ],
)
def test_a_counterpart_has_no_office_that_only_one_country_has(
    text: str, role: str | None, country: str
) -> None:
    who = says("Orlov", text)
    assert (who.name, who.role, who.country) == ("Pavel Orlov", role, country)


def test_the_spokesman_named_later_is_the_one_who_spoke_before() -> None:
    text = f'A spokesman for the Zembian army said {MOVE}. "We are waiting," said the spokesman, Peter Kell.'
    first, second = resolve(
        text,
        Said("A spokesman for the Zembian army", "said", MOVE),
        Said("the spokesman, Peter Kell", "said", "We are waiting"),
    )
    assert first.speaker is not None
    assert second.speaker is not None
    assert first.speaker.name == second.speaker.name == "Peter Kell"
    assert second.speaker.role == "spokesman for the Zembian army"


def test_a_diplomat_who_only_acts_is_meant_by_he() -> None:
    text = f"Pavel Orlov was pleased. A senior diplomat followed the dispute. He said {MOVE}."
    who = speaker(text, Said("He", "said", MOVE))
    assert (who.name, who.role) == (None, "senior diplomat")


def test_he_is_not_whom_the_speaker_talked_about() -> None:
    text = (
        "British envoy Jack Straham told parliament on Monday that Robert Odum had stolen the vote. "
        f"He said {MOVE}."
    )
    said = Said("British envoy Jack Straham", "told", "Robert Odum had stolen the vote")
    assert speaker(text, said, Said("He", "said", MOVE)).name == "Jack Straham"


def test_names_in_a_quotation_over_paragraphs_are_no_antecedents() -> None:
    text = (
        '"I feel for these people," Martin Odum said.\n\n"This is a vendetta.\n\n'
        f"It is part of Robert Kells's plan. Kells wants us gone.\"\n\nHe said {MOVE}."
    )
    said = Said("Martin Odum", "said", "I feel for these people")
    assert speaker(text, said, Said("He", "said", MOVE)).name == "Martin Odum"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("President Tsai Ing-wen", "Tsai Ing-wen"),
        ("spokeswoman Chang Siao-yue", "Chang Siao-yue"),
        ("Ursula von der Leyen", "Ursula von der Leyen"),
        ("Secretary of State Antony J. Blinken", "Antony J. Blinken"),
        ("the cleric, Abu Bakar Ba'asyir,", "Abu Bakar Ba'asyir"),
        ("Foreign Minister Bui Thanh Son", "Bui Thanh Son"),
        ("a member of parliament, Julie Bishop,", "Julie Bishop"),
        ("Abdel Fattah al-Burhan", "Abdel Fattah al-Burhan"),
        ("Social Services Minister Mr Manuel Duarte", "Manuel Duarte"),
        ("Director of the Tajik anti-drug agency Rustam Alimov", "Rustam Alimov"),
        ("Pakistan Foreign Minister Shah Mahmood Qureshi", "Shah Mahmood Qureshi"),
        ("The Commonwealth Secretary-General, Don Kinnan of New Zealand,", "Don Kinnan"),
        ("Opposition Leader, Fred Fonto,", "Fred Fonto"),
    ],
)
def test_names_are_whole(source: str, name: str) -> None:
    assert says(source, "It rained.").name == name


def test_an_office_goes_before_a_rank() -> None:
    who = says("Captain Marc Gander, president of the Canadian Space Agency,")
    assert (who.name, who.role) == ("Marc Gander", "president of the Canadian Space Agency")


def test_a_part_of_a_name_with_particles_means_its_bearer() -> None:
    who = says("Von der Leyen", "European Commission President Ursula von der Leyen arrived.")
    assert (who.name, who.country) == ("Ursula von der Leyen", "EU")


def test_a_headline_that_ran_into_the_text_is_no_name() -> None:
    source = "Odum Predicts Victory in Zembia's Election Zembia's incumbent President Robert Odum"
    text = f"{source} predicted victory on Saturday."
    assert speaker(text, Said(source, "predicted", "victory")).name == "Robert Odum"


def test_a_bare_family_name_is_that_of_the_bearer_in_the_paragraph() -> None:
    text = f"Joe Odum is president. His brother Karl Odum is a banker.\n\nKarl Odum met us. Odum said {MOVE}."
    assert speaker(text, Said("Odum", "said", MOVE)).name == "Karl Odum"


def test_the_title_tells_which_bearer_of_a_name_it_is() -> None:
    text = (
        "US President George Kells spoke. Richard Kells, an official, listened.\n\n"
        f"Richard Kells left. President Kells said {MOVE}."
    )
    assert speaker(text, Said("President Kells", "said", MOVE)).name == "George Kells"


def test_said_before_a_name_is_no_first_name() -> None:
    text = f"Ryan Ellis, a consultant, warned of haste. Said Ellis: {MOVE}."
    before = Said("Ryan Ellis, a consultant,", "warned", "haste")
    assert speaker(text, before, Said("Ellis", "Said", MOVE)).name == "Ryan Ellis"


def test_a_knights_first_name_is_no_other_man() -> None:
    text = f"Prime Minister Keir Starling met the king. Sir Keir said {MOVE}."
    assert speaker(text, Said("Sir Keir", "said", MOVE)).name == "Keir Starling"
