"""Turns of transcripts: who speaks, what counts, and what is mere courtesy."""

from __future__ import annotations

import pytest

from models.extractors.issued.turns import statements
from models.reading import splitting, turns
from models.reading.text import clean
from models.types import Kind, Statement


def said(text: str, title: str | None = None, url: str | None = None) -> list[tuple[str | None, str]]:
    return [(s.speaker and s.speaker.name, " ".join(s.text.split())) for s in found(text, title, url)]


def found(text: str, title: str | None = None, url: str | None = None) -> tuple[Statement, ...]:
    return statements(text, clean(text, title), title, url)


BRIEFING = """Department Press Briefing – March 3, 2031

Per Holm, Deputy Spokesperson

MR HOLM: Good afternoon, everyone. I have two updates at the top, and then I'll take your questions.

The minister leaves for Geneva tonight. She will meet both sides on Thursday.

And the second round opens in May.

A fourth sentence is no part of it.

Let's go to Ken.

QUESTION: Thanks. Will Marlia be at the table?

MR HOLM: Thanks, Ken. The invitation stands. We expect an answer this week.

QUESTION: Can you hear me?

MR HOLM: Yes, I can hear you, Ken."""


def test_briefing() -> None:
    assert said(BRIEFING) == [
        (
            "Per Holm",
            "The minister leaves for Geneva tonight. She will meet both sides on Thursday. "
            "And the second round opens in May.",
        ),
        ("Per Holm", "The invitation stands. We expect an answer this week."),
    ]


def test_statement_of_a_turn() -> None:
    first = found(BRIEFING)[0]
    assert (first.kind, first.cue, first.clause) == (Kind.DIRECT, (), None)
    assert [BRIEFING[a:b] for a, b in first.source] == ["MR HOLM"]
    assert first.speaker is not None
    assert first.speaker.role == "Deputy Spokesperson"


def test_questions_and_labels_are_no_prose() -> None:
    prose = " ".join(b.text for b in clean(BRIEFING).prose)
    assert "Marlia be at the table" not in prose
    assert "MR HOLM" not in prose
    assert "The invitation stands" in prose


def test_the_host_who_hands_over_says_nothing() -> None:
    text = """Envoy Anna Lind on the talks in Marlia

MR ICE: Good morning from the ministry. We are glad to have the envoy with us on the line from Geneva.
I will now turn it over to Ambassador Lind for her opening words.

AMBASSADOR LIND: Thank you. Marlia has fired eight missiles since June. That is more than in any
year before."""
    assert said(text) == [
        ("Anna Lind", "Marlia has fired eight missiles since June. That is more than in any year before.")
    ]


def test_questions_and_answers_without_names() -> None:
    text = """Foreign Ministry Spokesman Ken Sato's Regular Press Conference on March 3

Q Marlia closed its border this morning. What is your comment?

A We have noted the report from the border. We hope that traffic will resume soon.

Q Has the ambassador been called in?

A The ambassador came to the ministry at noon today."""
    assert said(text) == [
        ("Ken Sato", "We have noted the report from the border. We hope that traffic will resume soon."),
        ("Ken Sato", "The ambassador came to the ministry at noon today."),
    ]


def test_reporters_who_go_by_name() -> None:
    text = """Weekly briefing of the ministry

Anna Lind, Official Spokesperson: Welcome. The minister will travel to Karv on Friday for two days.

Ken: Sir, Ken from Valley Radio. I wanted to have your reaction to the vote.

Anna Lind, Official Spokesperson: We have seen the result. It is for the people of Marlia to decide."""
    assert [name for name, _ in said(text)] == ["Anna Lind", "Anna Lind"]


def test_stamped_labels() -> None:
    text = """Press Briefing by Press Secretary Anna Lind Transcript

Anna Lind: (00:00)
Good afternoon, everybody.

Speaker 1: (00:03)
Good afternoon. Will he go?

Anna Lind (00:47):
The president will travel to Karv on Friday with the governor of the north."""
    assert said(text) == [
        ("Anna Lind", "The president will travel to Karv on Friday with the governor of the north.")
    ]


def test_the_site_tells_the_country() -> None:
    text = """Foreign Minister Anna Lind's interview with Valley Radio

Question: Will you go to Karv?

Anna Lind: I shall go to Karv when the border is open again."""
    [statement] = found(text, url="https://www.mfa.gov.pl/interview")
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.speaker.country) == ("Anna Lind", "PL")


@pytest.mark.parametrize(
    "sentence",
    [
        "Good afternoon and happy Friday, everyone.",
        "Thank you so much for joining today's press briefing.",
        "Let's go to Ken Sato, please.",
        "And with that, we'll give it a few minutes to wait for the queue.",
        "Yes, I can hear you, Ken.",
        "I'll take your second question first.",
        "With that, happy to take questions.",
        "It's a great pleasure to be here in Karv.",
        "(Laughter.)",
        "Hi, Ken.",
    ],
)
def test_courtesies(sentence: str) -> None:
    assert turns.is_courtesy(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "We will take steps to protect our embassy.",
        "The minister thanked her hosts for the talks in Geneva.",
        "I'll continue to underscore that the border must open.",
        "We will go further if the attacks do not stop.",
    ],
)
def test_no_courtesies(sentence: str) -> None:
    assert not turns.is_courtesy(sentence)


def test_sentences_by_punctuation() -> None:
    text = (
        "The U.S. has sent Mr. Lind. “We agree,” he said. It is 3.5 per cent. In the U.S. The rest follows."
    )
    assert [text[a:b] for a, b in splitting.sentences(text)] == [
        "The U.S. has sent Mr. Lind.",
        "“We agree,” he said.",
        "It is 3.5 per cent.",
        "In the U.S.",
        "The rest follows.",
    ]


def test_officials_without_a_name() -> None:
    text = """Background Press Call by Senior Officials on the Talks in Geneva

MS. WATT:  Good morning, everyone.  This call is on background and embargoed until its end.  With that,
I will turn it over to our first speaker of the day.

SENIOR OFFICIAL ONE:  Thanks.  The President will travel to Geneva on Thursday for the talks.

Q    Hi.  Does he expect them to shake hands?

SENIOR OFFICIAL TWO:  (Laughter.)  What we expect is a date for the next round."""
    assert said(text) == [
        (None, "The President will travel to Geneva on Thursday for the talks."),
        (None, "What we expect is a date for the next round."),
    ]
    first = found(text)[0]
    assert first.speaker is not None
    assert first.speaker.role == "Senior Official"


def test_words_of_an_interpreter_begin_behind_the_note() -> None:
    text = """Secretary Anna Lind and German Foreign Minister Karla Baum at a Press Availability

FOREIGN MINISTER BAUM: (Via interpreter) Dear Anna, welcome. (Via interpreter) They will be here in June.

SECRETARY LIND: I spoke to the envoy last night, and we shall meet on Friday."""
    assert said(text) == [
        ("Karla Baum", "They will be here in June."),
        ("Anna Lind", "I spoke to the envoy last night, and we shall meet on Friday."),
    ]


SLIPS = """Department Press Briefing – March 3, 2031

Per Holm, Deputy Spokesperson

MR HOLM: Just one announcement to start today. It's summertime, and it has been pretty busy here.

QUESTION: What about the report on Marlia?

MR HOLM: Yeah, I mean, we've certainly seen that report. We will hold Marlia to what it has signed.

QUESTION: And the people there?

MR HOLM: We hope that the people of Teikan will make their views known.

QUESTION: The people of Teikan?

MR HOLM: Pardon me. Thank you for that correction.

QUESTION: When does the envoy leave?

MR HOLM: The envoy leaves for Geneva on Monday. I'm sorry, I meant Tuesday. She will meet both sides there."""


def test_small_talk_and_slips_are_not_shown() -> None:
    assert [text for _, text in said(SLIPS)] == [
        "We will hold Marlia to what it has signed.",
        "The envoy leaves for Geneva on Monday. I'm sorry, I meant Tuesday. She will meet both sides there.",
    ]


def test_an_answer_that_only_takes_up_the_question_stands() -> None:
    text = SLIPS.replace(" We will hold Marlia to what it has signed.", "")
    assert said(text)[0] == ("Per Holm", "Yeah, I mean, we've certainly seen that report.")


DASHES = """Lind: the talks will go on

We spoke with Foreign Minister Anna Lind about the border.

— Do you expect a second round of talks?

— Yes, we expect a second round to open in May.

The lights went out for a minute in the ministry.

— Is the border open again?

— No, the border stays closed until both sides have signed.

— And when will that be?

— That depends on the government of Marlia alone."""


def test_interview_in_dashes() -> None:
    assert said(DASHES) == [
        ("Anna Lind", "Yes, we expect a second round to open in May."),
        ("Anna Lind", "No, the border stays closed until both sides have signed."),
        ("Anna Lind", "That depends on the government of Marlia alone."),
    ]
    assert {s.source for s in found(DASHES)} == {()}


@pytest.mark.parametrize(
    "text",
    [
        DASHES.replace("Foreign Minister Anna Lind", "her").replace("Lind: the", "The"),
        "Three points\n\n- The talks go on.\n\n- The border is shut.\n\n- The envoy has left for Geneva.",
    ],
    ids=["nobody named", "list"],
)
def test_dashes_without_a_speaker_or_questions(text: str) -> None:
    assert said(text) == []


def test_a_known_spokesperson_speaks_for_their_own_country() -> None:
    """The headline names no country, and another state's ministry stands in the text."""
    text = """Excerpts from the Briefing by Foreign Ministry Spokesperson Mao Ning

Question: The Russian Foreign Ministry has accepted. Will you?

Mao Ning: We are ready to take part in the talks in Geneva next week, and have told both sides so."""
    [statement] = found(text)
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.speaker.country) == ("Mao Ning", "CN")


INTERVIEW = """Marlia's foreign minister on the war next door

Read the Full Transcript

Ann Smith:

The war in Karvenia worries its neighbours, and none more than Marlia, which has a long border with it and few
soldiers to guard it. Tom Baker sat down in Larn today with Ivo Petrak, Marlia's foreign minister.

Tom Baker:

Thank you for joining us, Mr. Foreign Minister.

How many people have crossed the border since the war began, and what do they need?

Ivo Petrak, Foreign Minister of Marlia:

More than forty thousand people have come to us since March. They need shelter for the winter.

Our hospitals on the border are full, and we have asked our partners for doctors.

Thank you.

We will keep the border open whatever happens, because we remember who took us in.

Tom Baker:

Is Marlia afraid of being drawn into this?

Ivo Petrak:

We are careful, and we are not afraid."""


def test_the_whole_answer_of_an_interview() -> None:
    assert said(INTERVIEW) == [
        (
            "Ivo Petrak",
            "More than forty thousand people have come to us since March. They need shelter for the winter.",
        ),
        ("Ivo Petrak", "Our hospitals on the border are full, and we have asked our partners for doctors."),
        ("Ivo Petrak", "We will keep the border open whatever happens, because we remember who took us in."),
        ("Ivo Petrak", "We are careful, and we are not afraid."),
    ]
