"""Statements of releases and readouts: the issuer's first person, and who is who."""

from __future__ import annotations

import pytest

from models.analyst import Analyst
from models.types import Analysis, Article, Genre, Kind, Statement

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def analyst() -> Analyst:
    return Analyst()


def analysis(analyst: Analyst, text: str, url: str | None = None) -> Analysis:
    return analyst.analyse(Article(text, url=url))


def about(found: Analysis, words: str) -> Statement:
    """The one statement whose content begins with ``words``."""
    [statement] = [s for s in found.statements if s.text.startswith(words)]
    return statement


RELEASE = """Violence in Northern Marlia

Anna Lind, Minister for Foreign Affairs of Norway

We strongly condemn the attacks on villages in northern Marlia and urge both sides to return to the talks.

Our support for the people of Marlia is unwavering. We stand with them. The ceasefire was agreed in May.

We remain concerned about the closing of the border. Norway remains deeply concerned about the prisoners."""


def test_performative_verbs_are_cues(analyst: Analyst) -> None:
    found = analysis(analyst, RELEASE)
    assert found.genre is Genre.RELEASE
    condemned = about(found, "the attacks")
    assert condemned.text == "the attacks on villages in northern Marlia"
    assert [RELEASE[a:b] for a, b in condemned.cue] == ["condemn"]
    assert [RELEASE[a:b] for a, b in condemned.source] == ["We"]
    assert condemned.clause_text == "condemn the attacks on villages in northern Marlia"
    assert about(found, "both sides").text == "both sides to return to the talks"
    assert condemned.kind is Kind.DIRECT
    assert condemned.speaker is not None
    assert (condemned.speaker.name, condemned.speaker.country) == ("Anna Lind", "NO")


def test_neighbours_without_a_cue_are_one(analyst: Analyst) -> None:
    found = analysis(analyst, RELEASE)
    support = about(found, "Our support")
    assert support.text == "Our support for the people of Marlia is unwavering. We stand with them."
    assert (support.cue, support.source, support.clause) == ((), (), None)
    assert about(found, "We remain").text == "We remain concerned about the closing of the border."


def test_the_issuing_state_in_the_third_person(analyst: Analyst) -> None:
    stated = about(analysis(analyst, RELEASE), "deeply concerned")
    assert stated.text == "deeply concerned about the prisoners"
    assert stated.kind is Kind.INDIRECT
    assert stated.speaker is not None
    assert stated.speaker.name == "Norway"


def test_narration_is_no_statement(analyst: Analyst) -> None:
    assert not any("agreed in May" in s.text for s in analysis(analyst, RELEASE).statements)


def test_spokesperson_to_whom_it_is_attributable(analyst: Analyst) -> None:
    text = """Release of prisoners in Marlia

The following is attributable to Spokesperson Per Holm:

We welcome the release of forty prisoners in northern Marlia."""
    [found] = analysis(analyst, text).statements
    assert found.text == "the release of forty prisoners in northern Marlia"
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.role) == ("Per Holm", "Spokesperson")


def test_statement_in_quotation_marks(analyst: Analyst) -> None:
    text = """Statement on the situation in Marlia

The Honourable Anna Lind, Minister of Foreign Affairs, today issued the following statement:

“Canada strongly condemns the closing of the border.

“We call on the government of Marlia to open it again.”"""
    found = analysis(analyst, text)
    called = about(found, "the government of Marlia")
    assert called.speaker is not None
    assert (called.speaker.name, called.speaker.role) == ("Anna Lind", "Minister of Foreign Affairs")
    assert called.speaker.country == "CA"


def test_several_who_speak_together(analyst: Analyst) -> None:
    text = """Statement on the vote in Marlia

The following statement was released by the foreign ministers of Norway, Sweden and Finland.

We, the Nordic Foreign Ministers of Norway, Sweden and Finland, regret the closing of the border."""
    [found] = analysis(analyst, text).statements
    assert found.text == "the closing of the border"
    assert found.speaker is not None
    assert (found.speaker.kind, found.speaker.country) == ("group", None)


READOUT = """Secretary Lind’s Meeting with Teikan Foreign Minister Sato

Office of the Spokesperson

The below is attributable to Spokesperson Per Holm:

Secretary of State Anna Lind met today with Teikan Foreign Minister Ken Sato in Karv.

The Secretary stressed the importance of the ceasefire in the north.

The leaders underscored their support for the mission in northern Marlia.

The Secretary and Foreign Minister reaffirmed the need for talks on the border."""


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the importance", "Anna Lind"),
        ("their support", "Anna Lind and Ken Sato"),
        ("the need", "Anna Lind and Ken Sato"),
    ],
)
def test_principals_of_a_readout(analyst: Analyst, words: str, name: str) -> None:
    found = analysis(analyst, READOUT)
    assert found.genre is Genre.READOUT
    [statement] = [s for s in found.statements if words in s.text]
    assert statement.speaker is not None
    assert statement.speaker.name == name


def test_unnamed_host_has_the_issuing_country(analyst: Analyst) -> None:
    text = """PM call with President Okoro: 3 May 2031

A Downing Street spokesperson said:

The Prime Minister spoke to President Ade Okoro this evening.

The Prime Minister stressed the importance of the ceasefire in the north."""
    [found] = analysis(analyst, text).statements
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.country) == (None, "GB")


def test_summary_of_a_release_may_say_we(analyst: Analyst) -> None:
    points = " ".join(p.text for p in analysis(analyst, RELEASE).summary.points)
    assert "We strongly condemn the attacks" in points
    assert "Minister for Foreign Affairs" not in points


def test_summary_of_a_transcript_tells_answers(analyst: Analyst) -> None:
    text = """Department Press Briefing – March 3, 2031

MR HOLM: Good afternoon, everyone. Thank you for joining today’s press briefing in the new room.

QUESTION: Will Marlia be at the table when the talks open in Geneva on Thursday, or has it declined to come?

MR HOLM: Thanks, Ken. The invitation to Marlia stands, and we expect an answer from its government this week.

Let’s go to Anna, please, in the second row over there."""
    summary = analysis(analyst, text).summary
    assert [p.text for p in summary.points] == [
        "The invitation to Marlia stands, and we expect an answer from its government this week."
    ]


def names_of(found: Analysis) -> list[tuple[str | None, str | None]]:
    return [(s.speaker.name, s.speaker.country) if s.speaker else (None, None) for s in found.statements]


def test_issuer_named_behind_the_topic(analyst: Analyst) -> None:
    text = """Statement on the closing of the border by Dr. Anna Lind, Minister of Foreign Affairs, Norway

For immediate release

I regret the closing of the northern border.

We urge the government of Sweden to return to the talks in Geneva."""
    found = analysis(analyst, text)
    assert names_of(found) == [("Anna Lind", "NO"), ("Anna Lind", "NO")]


def test_body_that_issues_is_no_person(analyst: Analyst) -> None:
    text = """Press release: statement on the vote in Marlia

The press release issued by the Foreign Office on 3 May 2031.

We regret the closing of the northern border."""
    [(name, country)] = names_of(analysis(analyst, text))
    assert (name, country) == ("Foreign Office", "GB")


def test_answer_to_another_ministry_is_its_own_countrys(analyst: Analyst) -> None:
    text = """Press Release Regarding the Statement of the Foreign Minister of Sweden on 3 May 2031

The Ministry of Foreign Affairs of Norway responded to it on the same day.

We regret the closing of the northern border."""
    stated = about(analysis(analyst, text), "the closing")
    assert stated.speaker is not None
    assert (stated.speaker.name, stated.speaker.country) == ("Ministry of Foreign Affairs of Norway", "NO")


PROTEST = """Press release regarding the so-called vote in the occupied town of Karv

The Ministry of Foreign Affairs of Norway summoned the ambassador.

The spokesperson of the Ministry stated: “we reject the “vote” in Karv. Norway recognises no “vote” there”.

The Norwegian side requests the partners not to recognise the above said “vote” and to shun its winners."""


def test_release_in_the_third_person(analyst: Analyst) -> None:
    found = analysis(analyst, PROTEST)
    assert found.genre is Genre.RELEASE
    assert not any([PROTEST[a:b] for a, b in s.cue] == ["said"] for s in found.statements)
    quoted = about(found, "“we reject")
    assert quoted.text.endswith("no “vote” there”")
    assert quoted.speaker is not None
    assert (quoted.speaker.country, quoted.speaker.role) == (
        "NO",
        "spokesperson of the Ministry of Foreign Affairs of Norway",
    )
    asked = about(found, "the partners")
    assert asked.text == "the partners not to recognise the above said “vote” and to shun its winners"


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        ("Prime Minister Per Holm spoke with President Okoro", "Per Holm and Ade Okoro"),
        ("The Prime Minister spoke to President Ade Okoro", "The Prime Minister and Ade Okoro"),
    ],
)
def test_host_whom_only_the_office_tells(analyst: Analyst, opening: str, name: str) -> None:
    text = f"""PM phone call with President Ade Okoro

A Downing Street spokesperson said:

{opening} this evening.

The two leaders covered the talks on the ceasefire in the north.

The two leaders welcomed the release of the prisoners."""
    found = analysis(analyst, text)
    assert found.genre is Genre.READOUT
    [stated] = found.statements
    assert stated.speaker is not None
    assert stated.speaker.name == name


def test_ministers_of_several_countries_speak_together(analyst: Analyst) -> None:
    text = """Joint statement by Baltic foreign ministers

We, the foreign ministers of Estonia, Latvia and Lithuania, met today in Riga.

We deplore the attack on the ferry."""
    stated = about(analysis(analyst, text), "the attack")
    assert stated.speaker is not None
    assert stated.speaker.name == "foreign ministers of Estonia, Latvia and Lithuania"
