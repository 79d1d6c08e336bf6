"""Nobody's words in another's mouth: papers, titles, rivals and whoever else did not say it."""

from __future__ import annotations

import pytest

from models.analyst import Analyst
from models.types import Article, Polarity, Speaker, Statement

pytestmark = pytest.mark.slow

REPORT = "PORT LARN, May 4 (Reuters) - The government of Marlia met on Monday after attacks on markets."


def said(*paragraphs: str, title: str = "Ministers meet") -> tuple[Statement, ...]:
    return Analyst().analyse(Article("\n\n".join((title, *paragraphs)))).statements


def speaker(statements: tuple[Statement, ...], word: str) -> Speaker:
    """The speaker of the one statement that has the word."""
    [found] = [s for s in statements if word in s.text]
    assert found.speaker is not None
    return found.speaker


def test_press_reports_deny_nothing() -> None:
    found = said(
        '"I categorically deny" everything that the press reports on the leaked documents say about the '
        "relations of the president with Foreign Minister Ivo Petrak, the government spokesman, Carl Brand, "
        "told reporters."
    )
    assert speaker(found, "categorically deny").name == "Carl Brand"


def test_reports_before_a_quotation_do_not_speak_it() -> None:
    found = said(
        'The press reports on the leaked cables were read everywhere. "I firmly deny them," the government '
        "spokesman, Carl Brand, told reporters, referring to press reports from abroad."
    )
    assert speaker(found, "firmly deny").name == "Carl Brand"


@pytest.mark.parametrize(
    "sentence",
    [
        "A message passed to Larn had conveyed readiness to resume the talks.",
        "The cables were published by the Larn Mirror, a paper in the capital.",
        "Whoever believes that Karvenia will give way is wrong.",
        "The minister has turned the plan down.",
        "Karvenia called its negotiators home from Larn.",
        "Karvenia bans the sale of grain to Marlia.",
        "The press had put queries about an interview with the minister.",
    ],
)
def test_no_words_are_told(sentence: str) -> None:
    assert not said(sentence)


def test_what_he_said_about_it_is_not_what_he_said() -> None:
    found = said("Karvenia rejected what Carl Brand had declared about an alleged raid on the coast.")
    assert not [s for s in found if s.speaker is not None and s.speaker.name == "Carl Brand"]


def test_a_message_with_a_sender_speaks() -> None:
    found = said("In Larn, a message from Carl Brand conveyed his condolences to the families of the dead.")
    assert [s.text for s in found] == ["his condolences"]


@pytest.mark.parametrize(
    "title",
    [
        "Market Attacks: Marlia denies recalling envoy",
        "South China Sea: our diplomatic timidity",
        "MFA Press Statement: Comments in response to media queries",
    ],
)
def test_a_kicker_is_nobody(title: str) -> None:
    found = said(REPORT, "The attacks were in the South China Sea, the government said.", title=title)
    kicker = title.partition(":")[0]
    assert not [s for s in found if s.speaker is not None and s.speaker.mention == kicker]
    assert not [s for s in found if kicker in s.via]


def test_a_name_before_a_headlines_colon_speaks() -> None:
    found = said(
        REPORT,
        "Prime Minister Jan Petrak said there would be no talks.",
        title="Petrak: no talks with rebels",
    )
    assert speaker(found, "no talks with rebels").name == "Jan Petrak"


def test_a_name_behind_a_dash_speaks() -> None:
    found = said("“We are at war. We have been for months.” — French Prime Minister Luc Morel.")
    assert speaker(found, "at war").name == "Luc Morel"


def test_the_other_side_is_set_against_and_not_quoted() -> None:
    found = said(
        "Norway has insisted that its army stay at the border, while Sweden insisted that all troops leave."
    )
    [norway] = [s for s in found if s.text == "its army stay at the border"]
    [sweden] = [s for s in found if s.text == "all troops leave"]
    assert norway.speaker is not None
    assert norway.speaker.name == "Norway"
    assert sweden.speaker is not None
    assert sweden.speaker.name == "Sweden"
    assert not sweden.via


def test_what_a_spokesman_tells_of_another_stays_his() -> None:
    found = said("The spokesman said that prices had risen, while the union insisted that they had fallen.")
    assert any("while the union insisted" in s.text for s in found)


@pytest.mark.parametrize(
    ("sentence", "who"),
    [("The US, however, denied this.", "United States"), ("On Monday Norway denied it.", "Norway")],
)
def test_a_denial_of_what_was_said_before(sentence: str, who: str) -> None:
    found = said(f"Reports on Sunday told of a raid on the coast. {sentence}")
    [denial] = [s for s in found if s.polarity is Polarity.DENIED]
    assert denial.speaker is not None
    assert denial.speaker.name == who
    assert denial.clause_text == sentence


def test_a_plural_verb_is_not_said_of_one_name() -> None:
    found = said(
        "Norway has denied reports about leaked cables, put up on Larnleaks, which suggest that the "
        "ministers do not trust each other."
    )
    assert not [s for s in found if s.speaker is not None and s.speaker.name == "Larnleaks"]


def test_the_name_follows_the_office() -> None:
    found = said(
        "Norway's Foreign Ministry spokesperson on Sunday dismissed rumours that a message had been passed.",
        "Anna Lind said no talks were under way.",
    )
    assert speaker(found, "a message had been passed").name == "Anna Lind"
    assert speaker(found, "no talks").role == "Foreign Ministry spokesperson"


def test_an_office_held_by_one_is_named_further_down() -> None:
    found = said(
        "Saudi Arabia's foreign minister said on Friday that visas had been refused.",
        "Later Saudi Foreign Minister Prince Salim bin Harun stepped in, stating that more were to come.",
    )
    first = speaker(found, "visas had been refused")
    assert (first.name, first.role, first.country) == ("Salim bin Harun", "foreign minister", "SA")


def test_two_of_one_office_have_it_in_the_plural() -> None:
    found = said(
        "Norway's Prime Minister Jan Petrak met Sweden's Prime Minister Anna Lind.",
        "Prime Minister Petrak and Prime Minister Lind agreed that trade must grow.",
    )
    assert speaker(found, "trade must grow").role == "prime ministers"


def test_a_region_is_no_country() -> None:
    found = said(
        "The election body of the Central African state had announced a third term for the president."
    )
    assert speaker(found, "a third term").country is None
