"""What a digest tells: ranking, nothing twice, who said what, and where outlets disagree."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from models import stories
from models.types import (
    Analysis,
    Certainty,
    Contact,
    ContactStatus,
    Figure,
    Kind,
    Point,
    Speaker,
    Statement,
    Story,
    StoryArticle,
    Summary,
)

START = datetime(2023, 10, 9, 12, tzinfo=UTC)
PESKOV = Speaker("Peskov", "Dmitry Peskov", "Kremlin spokesman", "RU", "person", "peskov")
PUTIN = Speaker("Putin", "Vladimir Putin", "president", "RU", "person", "putin")
LAVROV = Speaker("Lavrov", "Sergei Lavrov", "foreign minister", "RU", "person", "lavrov")
CLERK = Speaker("Ivanov", "Ivan Ivanov", None, "RU", "person", "ivanov")


def said(speaker: Speaker | None, text: str, certainty: Certainty = Certainty.ON_RECORD) -> Statement:
    return Statement(((0, 1),), (), (), text, Kind.DIRECT, "say", certainty, speaker=speaker)


def article(
    number: int,
    points: list[str],
    *,
    title: str = "",
    hours: float = 0,
    outlet: str = "Wire",
    statements: tuple[Statement, ...] = (),
    figures: tuple[Figure, ...] = (),
    contacts: tuple[Contact, ...] = (),
) -> StoryArticle:
    text = " ".join(points)
    made, start = [], 0
    for sentence in points:
        made.append(Point(sentence, ((start, start + len(sentence)),)))
        start += len(sentence) + 1
    summary = Summary(title or f"Story {number}", made[0], tuple(made), "extractive")
    analysis = Analysis("en", title, summary, statements, contacts, figures)
    return StoryArticle(
        number, title or f"Story {number}", outlet, START + timedelta(hours=hours), text, analysis
    )


def story(*articles: StoryArticle, reprints: dict[int, tuple[int, ...]] | None = None) -> Story:
    return Story(articles, reprints or {})


def test_no_stories_no_content() -> None:
    content = stories.digest([])
    assert (content.stories, content.rest, content.articles) == ((), (), 0)


def test_five_are_told_and_the_rest_get_a_line() -> None:
    found = [story(article(n, [f"Sentence number {n} of the day."])) for n in range(8)]
    content = stories.digest(found)
    assert len(content.stories) == 5
    assert len(content.rest) == 3
    assert content.articles == 8


def test_more_outlets_and_weightier_speakers_rank_higher() -> None:
    small = story(article(1, ["A clerk spoke."], statements=(said(CLERK, "this is a small matter indeed"),)))
    wide = story(article(2, ["Many wrote."], outlet="Wire"), article(3, ["Others wrote."], outlet="Gazette"))
    senior = story(article(4, ["Putin spoke."], statements=(said(PUTIN, "we shall see what comes of it"),)))
    order = [s.articles[0] for s in stories.digest([small, senior, wide]).stories]
    assert order.index(2) < order.index(1)
    assert order.index(4) < order.index(1)


def test_a_reprint_adds_an_outlet_but_no_news() -> None:
    first, copy = article(1, ["Same words."]), article(2, ["Same words."], outlet="Gazette")
    told = stories.digest([story(first, copy, reprints={1: (2,)})]).stories[0]
    assert told.outlets == ("Wire", "Gazette")
    assert told.articles == (1, 2)


def test_yesterdays_sentence_is_not_told_again() -> None:
    found = [story(article(1, ["Talks were held in Geneva.", "Talks will go on in May."]))]
    first = stories.digest(found).stories[0]
    assert first.gist.text == "Talks were held in Geneva."
    second = stories.digest(found, previous=[first.gist.text]).stories[0]
    assert second.gist.text == "Talks will go on in May."
    assert not second.gist.still


def test_a_story_without_news_is_marked_still_and_ranks_last() -> None:
    old = story(
        article(1, ["Talks were held in Geneva."]), article(5, ["Talks were held in Geneva."], outlet="B")
    )
    new = story(article(2, ["A vote was taken in New York."]))
    content = stories.digest([old, new], previous=["Talks were held in Geneva."])
    assert [s.articles[0] for s in content.stories] == [2, 1]
    assert content.stories[1].gist.still
    assert not content.stories[0].gist.still


def test_a_headline_of_the_last_digest_is_replaced_by_the_news() -> None:
    found = [story(article(1, ["Old.", "The council meets again on Friday."], title="Council meets"))]
    told = stories.digest(found, previous=["Council meets", "Old."]).stories[0]
    assert told.headline == "The council meets again on Friday"


def test_a_line_of_the_rest_that_was_told_is_marked_still() -> None:
    content = stories.digest([story(article(1, ["News."], title="Council meets"))], ["Council meets"], told=0)
    assert content.rest[0].still


def test_at_most_three_statements_from_different_speakers_the_weightiest_first() -> None:
    statements = (
        said(CLERK, "the papers are being prepared today"),
        said(PESKOV, "we are extremely concerned about this"),
        said(PESKOV, "it is unlikely that anything can be added"),
        said(LAVROV, "the foreign ministry has made it clear"),
        said(PUTIN, "russia will take steps to help"),
        said(None, "nobody knows who said these words"),
    )
    told = stories.digest([story(article(1, ["Gist."], statements=statements))]).stories[0]
    assert [s.statement.speaker and s.statement.speaker.name for s in told.statements] == [
        "Vladimir Putin",
        "Sergei Lavrov",
        "Dmitry Peskov",
    ]


def test_statements_told_before_or_in_the_gist_are_left_out() -> None:
    statements = (said(PUTIN, "russia will take steps to help"), said(LAVROV, "we said so a year ago"))
    found = [story(article(1, ["“Russia will take steps to help,” Putin said."], statements=statements))]
    assert [s.statement.speaker for s in stories.digest(found).stories[0].statements] == [LAVROV]
    assert stories.digest(found, previous=["We said so a year ago"]).stories[0].statements == ()


def figure(value: float, place: str = "Gaza") -> Figure:
    return Figure(value, "killed", "people", f"{value:.0f} killed", ((0, 20),), place=place)


def test_figures_that_differ_are_a_disagreement() -> None:
    one = article(1, ["At least 500 people were killed."], figures=(figure(500),))
    other = article(2, ["Some 300 people were killed."], outlet="Gazette", figures=(figure(300),))
    told = stories.digest([story(one, other)]).stories[0]
    assert [d.what for d in told.disagreements] == ["killed, Gaza"]
    assert {line.article for line in told.disagreements[0].lines} == {1, 2}


@pytest.mark.parametrize(
    ("value", "place", "hours"), [(500, "Gaza", 0), (490, "Gaza", 0), (300, "Israel", 0), (300, "Gaza", 72)]
)
def test_equal_figures_other_places_and_other_days_are_none(value: float, place: str, hours: float) -> None:
    one = article(1, ["At least 500 people were killed."], figures=(figure(500),))
    other = article(2, ["Others were killed there."], hours=hours, figures=(figure(value, place),))
    assert stories.digest([story(one, other)]).stories[0].disagreements == ()


def test_a_denied_contact_is_a_disagreement() -> None:
    def call(status: ContactStatus, *parties: str) -> Contact:
        return Contact("call", parties, status, "call", ((0, 9),))

    one = article(
        1, ["They spoke on Monday."], contacts=(call(ContactStatus.HELD, "Vladimir Putin", "Netanyahu"),)
    )
    other = article(
        2, ["No call was made."], contacts=(call(ContactStatus.DENIED, "Benjamin Netanyahu", "Putin"),)
    )
    assert len(stories.digest([story(one, other)]).stories[0].disagreements) == 1
