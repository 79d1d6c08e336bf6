"""Sayings that the parse misplaces or that stand under rarer words, each with its speaker and content."""

from __future__ import annotations

import pytest

from models.analyst import Analyst
from models.digest.chosen_statements import reads_alone
from models.types import Article, Certainty, Statement
from tests.unit.stated import stated
from tests.unit.test_statements import read

pytestmark = pytest.mark.slow


def cards(*paragraphs: str) -> tuple[Statement, ...]:
    return Analyst().analyse(Article("\n\n".join(("Ministers meet", *paragraphs)))).statements


def one(text: str, word: str) -> Statement:
    """The one statement whose content has the word."""
    [found] = [s for s in cards(text) if word in s.text]
    return found


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("A panel of judges found the raid to be unlawful.", "the raid to be unlawful", "A panel of judges"),
        ("The prime minister of Karvenia sent his condolences to the families.", "his condolences",
         "The prime minister of Karvenia"),
        ("The envoy said in response to a question on whether it fears a blockade that trade will grow.",
         "trade will grow", "The envoy"),
        ("Both unions have criticised the decree with the forum saying it was hasty.", "the decree",
         "Both unions"),
        ("Both unions have criticised the decree with the forum saying it was hasty.", "it was hasty",
         "the forum"),
        ("The envoy defended the cautious plan warning that others could use it.", "the cautious plan",
         "The envoy"),
        ('"It is hard" to pass the law this year, said a source in the ministry.',
         '"It is hard" to pass the law this year', "a source in the ministry"),
        ("The minister urged Karvenia to yield by saying the pact would lapse.", "the pact would lapse",
         "The minister"),
        ("The law was declared illegal by the Supreme Court.", "The law … illegal", "the Supreme Court"),
        ("Several heads of state had by Sunday indicated they would attend.", "they would attend",
         "Several heads of state"),
        ("A senior official, when contacted by reporters, said the talks had failed.", "the talks had failed",
         "A senior official"),
    ],
)  # fmt: skip
def test_what_the_parse_misplaces_is_found(text: str, content: str, source: str) -> None:
    assert (content, source) in [(w.content, w.source) for w in read(text)]


def test_what_somebody_claims_stands_inside_what_is_said_of_it() -> None:
    text = "The premier expressed regret at President Orlen's claim that the island was his."
    assert ("the island was his", "President Orlen's") in [(w.content, w.source) for w in read(text)]


def test_a_name_behind_a_relative_clause_is_what_something_is_called() -> None:
    found = one(
        "Education Minister Rahul Sen called the meeting, which reportedly took place in Geneva, "
        'an "incredible achievement".',
        "incredible",
    )
    assert found.text == 'the meeting … an "incredible achievement"'
    assert found.speaker is not None
    assert (found.speaker.name, found.certainty) == ("Rahul Sen", Certainty.ON_RECORD)


def test_a_quotation_opened_again_in_each_paragraph_is_one() -> None:
    found = cards(
        '"I know of no country that foretold the result.',
        '"The Danes have their own views and we have ours.',
        'We shall leave content," the observer told journalists.',
    )
    assert [s.text.count(" … ") for s in found] == [2]
    assert found[0].text.startswith('"I know of no country')


def test_two_who_are_named_with_their_offices_are_both_speakers() -> None:
    who = one(
        "The Danish foreign minister, Alice Payne, and the minister for trade, Zed Selby, said it was over.",
        "over",
    ).speaker
    assert who is not None
    assert (who.name, who.role) == ("Alice Payne and Zed Selby", "foreign minister and minister for trade")


def test_a_partys_spokeswoman_keeps_her_party() -> None:
    who = one(
        "Labor's foreign affairs spokesperson Penny Hale said the government had failed.", "failed"
    ).speaker
    assert who is not None
    assert (who.name, who.role) == ("Penny Hale", "Labor's foreign affairs spokesperson")


def test_an_agency_is_a_body_and_its_report_is_reported() -> None:
    found = one("The ship had sunk, AAP reported on Monday.", "ship")
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.kind, found.certainty) == ("AAP", "body", Certainty.REPORTED)


@pytest.mark.parametrize(
    "statement",
    [
        stated("Orlen said the responses were late.", "the responses were late",
               clause="said the responses were late", cue="said"),
        stated("Orlen judged them to be so.", "to be so", clause="judged them to be so", cue="judged"),
        stated("Orlen said such a move would fail.", "such a move would fail",
               clause="said such a move would fail", cue="said"),
        stated("Reaffirming Orlen's claim to the two islands.", "the two islands",
               clause="Reaffirming Orlen's claim to the two islands.", cue="claim"),
    ],
    ids=lambda s: s.text,
)  # fmt: skip
def test_what_leans_on_lost_words_does_not_stand_alone(statement: Statement) -> None:
    assert not reads_alone(statement)


def test_a_speaker_heard_in_another_sentence_stands_alone() -> None:
    text = "The decision upset officials, with Minister Orlen saying the country had been insulted."
    said = stated(
        text, "the country had been insulted", clause="saying the country had been insulted", cue="saying"
    )
    assert reads_alone(said)
