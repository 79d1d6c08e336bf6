"""What kind of text an article is, by its form."""

from __future__ import annotations

import pytest

from models.reading.text import clean
from models.types import Genre

READOUT = """Foreign Minister Lind's Call with Marlian Prime Minister Okoro

Office of the Spokesperson

The below is attributable to Spokesperson Per Holm:

Foreign Minister Anna Lind spoke today with Marlian Prime Minister Ade Okoro. The Minister stressed the
need for talks."""

UNMARKED_READOUT = """President Varga's Meeting with Foreign Minister Sato of Teiko

President Ilona Varga met today with Foreign Minister Ken Sato of Teiko to discuss the ceasefire and the
return of prisoners. She underscored her support for the mission. They agreed to meet again in the spring."""

BRITISH_READOUT = """PM call with President Okoro: 3 May 2031

A Downing Street spokesperson said:

The Prime Minister spoke to President Okoro this evening. The PM said that the ceasefire had to hold."""

RELEASE = """Violence in Northern Marlia

Anna Lind, Minister for Foreign Affairs

We condemn the attacks on villages in northern Marlia. Those responsible must be brought to justice."""

TITLED_RELEASE = """Joint statement on the ceasefire in Marlia

We welcome the ceasefire that was agreed in Geneva on Sunday. We call on both sides to keep to it."""

ISSUED_RELEASE = """Sweden on the vote in Marlia

The following statement was issued by the Ministry for Foreign Affairs:

Sweden welcomes the peaceful conduct of the vote in Marlia and congratulates its people."""

TRANSCRIPT = """Department Press Briefing – March 3, 2031

MS. LIND: Good afternoon. The minister leaves for Geneva tonight.

QUESTION: Will she meet the Marlian side?

MS. LIND: She will meet both sides on Thursday."""

QUESTIONS = """The spokesman's regular press conference on March 3

Q: Marlia closed its border this morning. What is your comment?

A: We have noted the report. We hope that traffic will resume soon.

Q: Has the ambassador been called in?

A: I have no information on that."""

NAMED_TURNS = """Foreign Minister's weekly meeting with the press

Valley Daily: Marlia closed its border this morning. What is your comment?

Ken Sato: We have noted the report. We hope that traffic will resume soon.

Harbour Radio: Has the ambassador been called in?

Ken Sato: The ambassador came to the ministry at noon."""

OPINION = """The border must open

Every week that the border stays shut costs Marlia more than the last.

The government should think again, and soon.

Ade Okoro is a professor of international relations at the University of Karv."""

KICKER = """Opinion

Why the talks in Geneva will fail

The two sides have learnt nothing from ten years of talks.

Neither of them has anything to offer."""

NARRATED = """A week on the border

I came to the crossing at dawn, when the guards were still asleep in their hut by the river.

I had been told that nobody would be let through, and I had packed food for three days.

By noon I had counted forty lorries, and not one of them had moved an inch since the morning."""

LIVE = """Marlia talks: as it happened

14:05 GMT

The two foreign ministers have left the hotel without a word.

13:40 GMT

Marlia's delegation says that a draft is on the table.

12:10 GMT

The talks have begun in Geneva."""

LIST = """Top stories

Marlia closes border
Talks in Geneva
Teiko votes
Harbour strike ends
Minister resigns
Rain in the north
Weather
Sports
Contact us"""

NEWS = """Marlia closes its border

GENEVA, March 3 (AFP) - Marlia closed its border on Monday, its foreign minister said.

"We had no choice," Ade Okoro told reporters. "I said so last week."

The Teiko side called the step a mistake."""

NEWS_ABOUT_A_CALL = """Varga's call with Okoro ends without result

President Ilona Varga spoke with Prime Minister Ade Okoro on Monday, but officials said that
nothing was agreed.

"It was a frank talk," her spokesman told reporters."""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (READOUT, Genre.READOUT),
        (UNMARKED_READOUT, Genre.READOUT),
        (BRITISH_READOUT, Genre.READOUT),
        (RELEASE, Genre.RELEASE),
        (TITLED_RELEASE, Genre.RELEASE),
        (ISSUED_RELEASE, Genre.RELEASE),
        (TRANSCRIPT, Genre.TRANSCRIPT),
        (QUESTIONS, Genre.TRANSCRIPT),
        (NAMED_TURNS, Genre.TRANSCRIPT),
        (OPINION, Genre.OPINION),
        (KICKER, Genre.OPINION),
        (NARRATED, Genre.OPINION),
        (LIVE, Genre.LIVE),
        (LIST, Genre.LIST),
        (NEWS, Genre.NEWS),
        (NEWS_ABOUT_A_CALL, Genre.NEWS),
    ],
)
def test_kinds(text: str, kind: Genre) -> None:
    assert clean(text).genre is kind


def test_title_from_elsewhere_tells_too() -> None:
    text = "The two sides have learnt nothing.\n\nNeither of them has anything to offer in Geneva."
    assert clean(text, "Opinion | Why the talks will fail").genre is Genre.OPINION
    assert clean(text, "Why the talks will fail").genre is Genre.NEWS


def test_lines_of_the_issuer_are_no_prose() -> None:
    prose = [b.text for b in clean(READOUT).prose]
    assert prose[0] == "Foreign Minister Lind's Call with Marlian Prime Minister Okoro"
    assert prose[1].startswith("Foreign Minister Anna Lind spoke today")
    assert len(prose) == 2


def test_times_of_a_live_page_are_no_prose() -> None:
    text = LIVE.replace("GMT\n\n", "GMT – ")
    prose = [b.text for b in clean(text).prose]
    assert prose[1] == "The two foreign ministers have left the hotel without a word."
    assert not any("GMT" in p for p in prose)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Foreign Minister Lind at the start of her visit\n\n08.12.2031 - Press release\n\n"
            "Norway stands by the talks that opened in Geneva on Sunday.",
            Genre.RELEASE,
        ),
        (
            "Commentary by the Information Department on the vote in Marlia\n\n"
            "The Ministry of Foreign Affairs rejects the claims made in Karv.",
            Genre.RELEASE,
        ),
        (
            "Norway-Marlia Foreign Ministers’ Telephone Conference\n\n"
            "On May 3, Ms. Anna Lind held a telephone conference with Mr. Ade Okoro. They called it “good”.",
            Genre.READOUT,
        ),
        ("Press releases pile up, says minister\n\nThe minister said that nobody reads them.", Genre.NEWS),
    ],
)
def test_offices_texts(text: str, kind: Genre) -> None:
    assert clean(text).genre is kind


def test_an_author_who_argues_in_person_writes_opinion_without_a_note() -> None:
    text = (
        "The strait: our timid diplomacy\n\n"
        "In a paper last week I suggested that no dispute is as dangerous as the one in the strait. The "
        "foreign minister, Astrid Holm, has rejected that.\n\n"
        "“I think the matter is closed,” she said in Oslo.\n\n"
        "Not for a minute do I propose that we take sides. The navy has three frigates in the region."
    )
    assert clean(text).genre is Genre.OPINION
    told = text.replace("In a paper last week I suggested", "In a paper last week Lund suggested")
    assert clean(told.replace("do I propose that we", "does Lund propose that Norway")).genre is Genre.NEWS


def test_a_title_that_says_whose_statement_it_is_makes_a_release() -> None:
    title = (
        "MFA Press Statement: Senior Parliamentary Secretary for Foreign Affairs and Culture, Community and "
        "Youth Tor Lund's comments in response to media queries on an interview of the chairman of the "
        "parliamentary committee for defence and foreign affairs"
    )
    copy = clean(f"{title}\n\nThe press had put queries about an interview. Mr Lund said it was not policy.")
    assert copy.genre is Genre.RELEASE
    assert [b.text for b in copy.blocks if b.kind == "headline"] == [title]


def test_a_call_told_without_a_headline_is_a_readout() -> None:
    text = (
        "Prime Minister Tor Lund spoke today with Denmark's Prime Minister, Mette Holm.\n\n"
        "Both leaders agreed that it is important to work closely with the fishing council in the spring.\n\n"
        "Prime Minister Lund reaffirmed that Norway is committed to the agreement on cod of last year."
    )
    assert clean(text).genre is Genre.READOUT
