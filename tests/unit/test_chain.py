"""How surely, through whom, to whom, on what occasion, and on which evidence."""

from __future__ import annotations

import pytest

from models.types import Certainty
from tests.unit.speaker_texts import Said, resolve

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("cue", "level"),
    [
        ("said", Certainty.ON_RECORD),
        ("claimed", Certainty.ON_RECORD),
        ("allegedly said", Certainty.ALLEGED),
        ("purportedly said", Certainty.ALLEGED),
        ("supposedly said", Certainty.ALLEGED),
        ("reportedly said", Certainty.REPORTED),
        ("is said to have announced", Certainty.ALLEGED),
        ("is reported to have announced", Certainty.REPORTED),
    ],
)
def test_hedges_on_the_cue(cue: str, level: Certainty) -> None:
    said = Said("Vladimir Putin", cue, "the deal was dead")
    found = resolve(f"Vladimir Putin {cue} that the deal was dead.", said)[0]
    assert found.certainty is level


def test_a_hedge_inside_the_words_said_is_not_the_articles() -> None:
    text = "Sergey Lavrov said that the drones had allegedly come from the west."
    found = resolve(text, Said("Sergey Lavrov", "said", "the drones had allegedly come from the west"))[0]
    assert found.certainty is Certainty.ON_RECORD


def test_a_report_of_a_report() -> None:
    text = (
        "Vladimir Putin spoke with Benjamin Netanyahu about the steps of Russia. "
        "According to “Ukrainska Pravda”, the Russian leader allegedly told the Israeli prime minister that "
        "Russia would help.\n"
        "Israeli Prime Minister Benjamin Netanyahu said nothing."
    )
    said = Said("the Russian leader", "allegedly told", "Russia would help", "the Israeli prime minister")
    statement = resolve(text, said)[0]
    assert statement.via == ("Ukrainska Pravda",)
    assert statement.certainty is Certainty.ALLEGED
    assert statement.audience == ("Benjamin Netanyahu",)
    assert statement.speaker is not None
    assert statement.speaker.name == "Vladimir Putin"


def test_cited_by_an_outlet() -> None:
    text = "Advisers to the US president cited by CNN claim that the visit is risky."
    found = resolve(text, Said("Advisers to the US president cited by CNN", "claim", "the visit is risky"))[0]
    assert found.via == ("CNN",)
    assert found.certainty is Certainty.REPORTED
    assert found.speaker is not None
    assert found.speaker.role == "advisers to the US president"


def test_quoted_as_saying() -> None:
    text = "Interfax quoted Sergey Lavrov as saying that the talks were over."
    found = resolve(text, Said("Sergey Lavrov", "saying", "the talks were over"))[0]
    assert (found.via, found.certainty) == (("Interfax",), Certainty.REPORTED)


def test_a_teller_in_the_outer_clause() -> None:
    text = "Antony Blinken said that Benjamin Netanyahu had promised to wait."
    found = resolve(
        text,
        Said("Antony Blinken", "said", "Benjamin Netanyahu had promised to wait"),
        Said("Benjamin Netanyahu", "promised", "to wait"),
    )
    assert found[0].via == ()
    assert found[1].via == ("Antony Blinken",)


def test_a_spokesman_is_the_voice_of_his_own_side() -> None:
    text = (
        "Russian President Vladimir Putin is in Sochi. "
        "Russian presidential spokesman Dmitry Peskov said that Vladimir Putin had warned Kyiv."
    )
    found = resolve(
        text,
        Said("Russian presidential spokesman Dmitry Peskov", "said", "Vladimir Putin had warned Kyiv"),
        Said("Vladimir Putin", "warned", "Kyiv"),
    )
    assert found[1].via == ()
    assert found[1].certainty is Certainty.ON_RECORD


def test_an_outlet_on_its_own_account_only_reports() -> None:
    found = resolve("Axios reported that a deal was near.", Said("Axios", "reported", "a deal was near"))[0]
    assert (found.certainty, found.via) == (Certainty.REPORTED, ())


@pytest.mark.parametrize(
    ("tail", "occasion"),
    [
        ("told reporters in Geneva that it was over", "told reporters in Geneva"),
        ("said in a phone call that it was over", "in a phone call"),
        ("said at a news conference that it was over", "at a news conference"),
        ("wrote on Telegram that it was over", "on Telegram"),
        ("said in an interview with Le Monde that it was over", "in an interview with Le Monde"),
        ("said in answering a relevant question that it was over", "in answering a relevant question"),
        ("said on Monday that it was over", None),
        ("said that it was over", None),
    ],
)
def test_occasions(tail: str, occasion: str | None) -> None:
    cue = tail.split(maxsplit=1)[0]
    found = resolve(f"Sergey Lavrov {tail}.", Said("Sergey Lavrov", cue, "it was over"))[0]
    assert found.occasion == occasion


def test_reporters_stay_reporters() -> None:
    text = "Sergey Lavrov told reporters that it was over."
    found = resolve(text, Said("Sergey Lavrov", "told", "it was over", "reporters"))[0]
    assert found.audience == ("reporters",)


def test_evidence_covers_every_sentence_that_carries_the_statement() -> None:
    text = 'One. "We waited. Nobody came," Sergey Lavrov said. Two.'
    found = resolve(text, Said("Sergey Lavrov", "said", "We waited. Nobody came"))[0]
    covered = " ".join(text[s:e] for s, e in found.evidence)
    assert "We waited." in covered
    assert "Sergey Lavrov said." in covered
    assert "Two." not in covered


def test_the_act_gives_the_event() -> None:
    text = "Sergey Lavrov denied that there had been talks. Sergey Lavrov said it was over."
    found = resolve(
        text,
        Said("Sergey Lavrov", "denied", "there had been talks", act="deny"),
        Said("Sergey Lavrov", "said", "it was over"),
    )
    assert [s.event for s in found] == ["REJECT", None]


def test_pieces_of_content_are_joined_by_an_ellipsis() -> None:
    text = "The annexes, Sergey Lavrov said, will follow."
    found = resolve(text, Said("Sergey Lavrov", "said", "will follow"))[0]
    assert found.text == "will follow"
