"""What a statement's content is, whole and no more: expectations from reading the sentences."""

from __future__ import annotations

import pytest

from models.extractors.attribution.find import find_attributions
from models.reading.parser import parse
from models.reading.text import clean

pytestmark = pytest.mark.slow


def contents(text: str) -> list[str]:
    """The contents found in ``text``, their pieces joined by " … "."""
    found = find_attributions(parse(text, clean(text)))
    return [" … ".join(text[s:e] for s, e in a.content) for a in found]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The envoy said that the talks had stalled.", "the talks had stalled"),
        ("The envoy said on Tuesday that the talks had stalled.", "the talks had stalled"),
        ("The envoy refused to say on Monday whether a date had been set.", "whether a date had been set"),
        (
            "The minister told the council that, at present, the border was quiet.",
            "at present, the border was quiet",
        ),
        (
            "The agency quoted a senior trade official as saying that the tariffs would end.",
            "the tariffs would end",
        ),
    ],
)
def test_begins_where_the_matter_begins(text: str, content: str) -> None:
    assert content in contents(text)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The council expressed concern over the arrests.", "concern over the arrests"),
        (
            "Norway voiced reservations about the presence of foreign troops.",
            "reservations about the presence of foreign troops",
        ),
        ("The two leaders reaffirmed their commitment to free trade.", "their commitment to free trade"),
    ],
)
def test_a_noun_that_carries_the_meaning_belongs_to_it(text: str, content: str) -> None:
    assert content in contents(text)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The president urged both sides to cease fire at once.", "both sides to cease fire at once"),
        ("The council called on Ruritania to lift the siege.", "Ruritania to lift the siege"),
        ("The observers described the poll as free and fair.", "the poll as free and fair"),
        ("Lisbon accused the rebels of shelling a school.", "the rebels of shelling a school"),
    ],
)
def test_demands_and_verdicts_keep_whom_they_are_about(text: str, content: str) -> None:
    assert content in contents(text)


def test_congratulations_are_for_something_and_not_for_the_hearer() -> None:
    assert contents("The king congratulated the new president on his victory.") == ["his victory"]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "The spokesman said the road was open, adding that buses would run again.",
            "the road was open",
        ),
        (
            "The minister said the siege was illegal and called on the army to withdraw.",
            "the siege was illegal",
        ),
        (
            "The envoy said the port belonged to Ruritania, which was founded in 1920.",
            "the port belonged to Ruritania",
        ),
        ("The premier backed the plan saying it was overdue.", "the plan"),
    ],
)
def test_ends_where_the_reporter_goes_on(text: str, content: str) -> None:
    assert content in contents(text)


def test_what_was_said_of_the_future_is_not_cut_off() -> None:
    text = "The envoy said the talks would open in Oslo, which would host them until Friday."
    assert contents(text) == ["the talks would open in Oslo, which would host them until Friday"]


def test_a_word_is_not_cut_at_its_hyphen() -> None:
    assert contents("The union endorsed the president's re-election.") == ["the president's re-election"]


def test_an_abbreviation_keeps_its_full_stop() -> None:
    assert contents("The army reported a blast at 1.20 a.m.") == ["a blast at 1.20 a.m."]


def test_a_quotation_that_is_a_part_of_what_was_said() -> None:
    text = "“There will be no surprises” during the visit to the island, she said."
    assert contents(text) == ["“There will be no surprises” during the visit to the island"]


def test_a_quotation_runs_on_through_a_paragraph_that_opens_no_mark() -> None:
    text = (
        "Observers leave the island\n\nThe head of the observers, Ana Reis, spoke for an hour.\n\n"
        'She added: "We came to watch the vote.\n\nWe did not come to count it," and left the hall.'
    )
    assert any("watch the vote" in c and "count it" in c for c in contents(text))


@pytest.mark.parametrize(
    "text",
    [
        "The ministers discussed efforts to end the war.",
        "The island refused to give up the harbour.",
        "The move threatens the stability of the region.",
        "It should be noted that the accord was never signed.",
        "The president flew to Oslo to explain the plan.",
        "He thanked them both.",
        "There are mounting concerns that the truce will collapse.",
        "As regards the request for talks, a letter is expected on Monday.",
        "Ruritania has recalled its ambassador from Lisbon.",
        "The paper quoted various unnamed government sources.",
    ],
)
def test_deeds_things_and_nobody_make_no_statement(text: str) -> None:
    assert contents(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Norway and Latvia met after a quarrel over claims by Foreign Minister Ilta Koskela that "
            "smugglers hide in Riga.",
            "smugglers hide in Riga",
        ),
        (
            "The bridge was paid for by a foreign bank, it has been learnt.",
            "The bridge was paid for by a foreign bank",
        ),
        ("Norway filed a formal protest against Latvia.", "a formal protest against Latvia"),
    ],
)
def test_claims_by_somebody_and_what_has_been_learnt(text: str, content: str) -> None:
    assert content in contents(text)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "The spokeswoman would not say who had sent the letters and gave no other details.",
            "who had sent the letters",
        ),
        ("The minister said the talks would go on, without giving details.", "the talks would go on"),
        ("The minister said a deal was close but did not elaborate.", "a deal was close"),
        (
            "The minister said that Oslo would sign, answering a question from a reporter.",
            "Oslo would sign",
        ),
        (
            "Norway has insisted that its fleet stay, while Iceland insisted that the fleet leave.",
            "its fleet stay",
        ),
        ("The minister said the report gave no details.", "the report gave no details"),
        (
            "The minister said the rebels had left without giving up their arms.",
            "the rebels had left without giving up their arms",
        ),
    ],
)
def test_ends_before_what_the_reporter_adds(text: str, content: str) -> None:
    assert content in contents(text)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Norway denies newspaper report on lack of trust in coalition",
            "newspaper report on lack of trust in coalition",
        ),
        (
            "The minister had said earlier on Sunday that “hired gunmen” from Denmark had attempted a "
            "landing in Sunnvik state, not far from Oslo, and that local forces had thwarted it.",
            "“hired gunmen” from Denmark had attempted a landing in Sunnvik state, not far from Oslo, "
            "and that local forces had thwarted it",
        ),
    ],
)
def test_goes_on_to_the_end_of_the_matter(text: str, content: str) -> None:
    assert content in contents(text)
