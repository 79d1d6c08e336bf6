"""What a digest tells: ranking, nothing twice, who said what, and where outlets disagree."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from models.digest import stories
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
    content = stories.digest(
        [story(article(1, ["News."], title="Council meets"))], ["Council meets"], in_full=0
    )
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


def figure(
    value: float,
    place: str = "Gaza",
    *,
    qualifier: str | None = None,
    source: str | None = None,
    end: int = 20,
) -> Figure:
    text = f"{value:.0f} killed"
    return Figure(value, "killed", "people", text, ((0, end),), qualifier, place, source=source)


def test_figures_that_differ_are_a_disagreement() -> None:
    one = article(1, ["At least 500 people were killed."], figures=(figure(500),))
    other = article(2, ["Some 300 people were killed."], outlet="Gazette", figures=(figure(300),))
    told = stories.digest([story(one, other)]).stories[0]
    assert [d.what for d in told.disagreements] == ["the number killed in Gaza"]
    assert {line.article for line in told.disagreements[0].lines} == {1, 2}


@pytest.mark.parametrize(
    ("value", "place", "hours"), [(500, "Gaza", 0), (490, "Gaza", 0), (300, "Israel", 0), (300, "Gaza", 72)]
)
def test_equal_figures_other_places_and_other_days_are_none(value: float, place: str, hours: float) -> None:
    one = article(1, ["At least 500 people were killed."], figures=(figure(500),))
    other = article(2, ["Others were killed there."], hours=hours, figures=(figure(value, place),))
    assert stories.digest([story(one, other)]).stories[0].disagreements == ()


@pytest.mark.parametrize(
    ("one", "other", "hours", "differ"),
    [
        (figure(500, qualifier="at least"), figure(700), 1, False),  # a lower bound that holds
        (figure(500, qualifier="at least"), figure(300), 1, True),
        (figure(500), figure(700, qualifier="up to"), 1, False),
        (figure(500, qualifier="about"), figure(450), 1, False),
        (figure(500), figure(700), 20, False),  # the count has grown since
        (figure(500), figure(300), 20, True),
        (figure(500, source="The ministry"), figure(700, source="The army"), 20, True),
    ],
)
def test_bounds_round_numbers_and_growing_counts_are_no_dispute(
    one: Figure, other: Figure, hours: float, differ: bool
) -> None:
    first = article(1, ["So many people were killed."], figures=(one,))
    second = article(2, ["Other counts were heard."], hours=hours, figures=(other,))
    assert bool(stories.digest([story(first, second)]).stories[0].disagreements) is differ


def test_one_article_with_two_sources_counts() -> None:
    figures = (figure(500, source="The ministry"), figure(300, source="The army"))
    alone = article(1, ["The ministry counts 500 dead.", "The army counts 300."], figures=figures)
    assert stories.digest([story(alone)]).stories[0].disagreements
    unsourced = article(1, ["First 500, then 300 were dead."], figures=(figure(500), figure(300)))
    assert not stories.digest([story(unsourced)]).stories[0].disagreements


def test_a_line_of_a_disagreement_that_was_told_is_marked_still() -> None:
    one = article(1, ["At least 500 died."], figures=(figure(500, end=18),))
    other = article(2, ["Some 300 died then."], figures=(figure(300, end=19),))
    found = [story(one, other)]
    (told,) = stories.digest(found, ["At least 500 died."]).stories[0].disagreements
    assert [(line.text, line.still) for line in told.lines] == [
        ("At least 500 died.", True),
        ("Some 300 died then.", False),
    ]
    assert not stories.digest(found, [line.text for line in told.lines]).stories[0].disagreements


def claim(
    speaker: Speaker, text: str, act: str = "say", sentence: int = 0, *, negated: bool = False
) -> Statement:
    evidence = ((sentence, sentence + 5),)
    return Statement(
        ((0, 1),), (), (), text, Kind.INDIRECT, act, speaker=speaker, negated=negated, evidence=evidence
    )


def denied(claims: Statement, denial: Statement, hours: float = 2) -> tuple[str, ...]:
    one = article(1, ["It was said so on Monday."], statements=(claims,))
    other = article(2, ["It was denied on Monday night."], hours=hours, outlet="B", statements=(denial,))
    return tuple(d.what for d in stories.digest([story(one, other)]).stories[0].disagreements)


DENIAL = "that the toll had been inflated by the ministry"
CLAIM = "the ministry had inflated the toll to get more aid"


def test_a_denial_of_what_somebody_else_says_is_a_disagreement() -> None:
    found = denied(claim(PESKOV, CLAIM), claim(LAVROV, DENIAL, "deny"))
    assert found == ("whether the toll had been inflated by the ministry",)


@pytest.mark.parametrize(
    ("said", "denial", "hours"),
    [
        (
            claim(PESKOV, "the toll would rise, a ministry feared"),
            claim(LAVROV, DENIAL, "deny"),
            2,
        ),  # other matter
        (claim(LAVROV, CLAIM), claim(LAVROV, DENIAL, "deny"), 2),  # nobody contradicts himself here
        (claim(PESKOV, CLAIM), claim(LAVROV, DENIAL, "deny", negated=True), 2),  # "did not deny"
        (claim(PESKOV, CLAIM, negated=True), claim(LAVROV, DENIAL, "deny"), 2),  # "did not say"
        (claim(PESKOV, CLAIM), claim(LAVROV, "Russia a return to the council", "deny"), 2),  # a thing denied
        (claim(PESKOV, CLAIM), claim(LAVROV, DENIAL, "deny"), 80),
    ],
)
def test_a_denial_of_something_else_is_none(said: Statement, denial: Statement, hours: float) -> None:
    assert denied(said, denial, hours) == ()


def test_the_gist_and_the_headline_are_of_the_newest_half_day() -> None:
    first = article(1, ["A first call was made."], title="First call")
    last = article(2, ["A third call was made."], title="Third call", hours=14)
    told = stories.digest([story(first, last)]).stories[0]
    assert (told.headline, told.gist.text) == ("Third call", "A third call was made.")
    assert stories.digest([story(first, last)], in_full=0).rest[0].text == "Third call"


def test_the_latest_statements_come_first_among_equals() -> None:
    early = article(1, ["One."], statements=(said(LAVROV, "we have said all that we can say"),))
    ban = Speaker("Ban", "Ban Arslan", "foreign minister", "TR", "person", "arslan")
    late = article(2, ["Two."], hours=30, statements=(said(ban, "we have heard all that was said"),))
    told = stories.digest([story(early, late)]).stories[0].statements
    assert [s.statement.speaker for s in told] == [ban, LAVROV]


def test_one_person_under_two_names_speaks_once_and_keeps_the_role() -> None:
    short = Speaker("Xi", "Xi", None, None, "person", "xi")
    full = Speaker("Xi Jinping", "Xi Jinping", "president", "CN", "person", "xi jinping")
    bare = Speaker("Putin", "Putin", None, None, "person", "putin")
    statements = (
        said(short, "we oppose sanctions of every kind today"),
        said(full, "we stand against unilateral sanctions here"),
        said(bare, "we have talked about everything in detail"),
    )
    context = article(2, ["Other."], statements=(said(PUTIN, "short words"),))
    told = (
        stories.digest([story(article(1, ["Gist."], statements=statements), context)]).stories[0].statements
    )
    assert {s.statement.speaker and s.statement.speaker.name for s in told} == {
        "Xi Jinping",
        "Vladimir Putin",
    }
    assert {s.statement.speaker and s.statement.speaker.role for s in told} == {"president"}


@pytest.mark.parametrize(
    ("act", "text", "tells"),
    [
        ("say", "the outcome a clear sign of the times", False),
        ("say", "his condolences to the families who had lost somebody", False),
        ("say", "that talks were held in Geneva", True),
        ("condemn", "the attack without naming a culprit", True),
        ("decline_to_comment", "to speculate about who might be behind it", False),
        ("say", "talks were held", False),  # too short to tell anything
        ("say", "Council will meet again on Friday", False),  # the headline
    ],
)
def test_a_statement_is_told_if_it_reads_alone(act: str, text: str, tells: bool) -> None:
    made = article(
        1, ["Gist."], title="Council will meet again on Friday", statements=(claim(LAVROV, text, act),)
    )
    assert bool(stories.digest([story(made)]).stories[0].statements) is tells


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


def test_nothing_of_the_last_digest_is_repeated_unless_it_is_marked() -> None:
    """Yesterday's articles come again, today's join them: each line is new or "still"."""
    words = (
        "we shall see what comes of it",
        "the foreign ministry has made it clear",
        "we are concerned about this",
    )
    old = [
        story(article(n, [f"Sentence {n} of Monday.", f"More of {n}."], statements=(said(PUTIN, words[n]),)))
        for n in range(3)
    ]
    first = stories.digest(old, in_full=2)
    previous = [
        *(s.headline for s in first.stories),
        *(s.gist.text for s in first.stories),
        *(t.statement.text for s in first.stories for t in s.statements),
        *(line.text for line in first.rest),
    ]
    new = [story(*old[0].articles, article(9, ["A sentence of Tuesday."], hours=24)), *old[1:]]
    second = stories.digest(new, previous, in_full=2)
    fresh = [s.gist.text for s in second.stories if not s.gist.still]
    assert fresh[0] == "A sentence of Tuesday."
    assert not set(previous) & set(fresh)
    assert not set(previous) & {t.statement.text for s in second.stories for t in s.statements}
    assert not set(previous) & {line.text for line in second.rest if not line.still}
    assert all(s.gist.still or s.headline not in previous for s in second.stories)


def call(status: ContactStatus, text: str = "Putin called Netanyahu.") -> Contact:
    parties = ("Vladimir Putin", "Benjamin Netanyahu")
    return Contact("call", parties, status, text, ((0, len(text)),), day=date(2023, 10, 10))


def planned_and_held() -> tuple[StoryArticle, StoryArticle]:
    plan = article(1, ["A call is planned."], contacts=(call(ContactStatus.PLANNED, "A call is planned."),))
    return plan, article(2, ["They spoke."], hours=24, contacts=(call(ContactStatus.HELD),))


def test_a_digest_tells_what_changed_since_an_earlier_article() -> None:
    plan, held = planned_and_held()
    (change,) = stories.digest([story(held)], earlier=[plan]).changes
    assert (change.then.article, change.now.article) == (1, 2)
    assert set(change.about) == {"Vladimir Putin", "Benjamin Netanyahu"}


def test_what_changed_within_the_digest_or_across_its_stories_is_told_too() -> None:
    plan, held = planned_and_held()
    for told in ([story(plan, held)], [story(plan), story(held)]):
        assert [c.now.article for c in stories.digest(told).changes] == [2]


def test_what_changed_before_the_digest_or_stood_in_the_last_one_is_not_told() -> None:
    plan, held = planned_and_held()
    other = article(3, ["It rained in Geneva."], hours=48)
    assert stories.digest([story(other)], earlier=[plan, held]).changes == ()
    assert stories.digest([story(held)], ["Putin called Netanyahu."], earlier=[plan]).changes == ()


def test_a_figure_that_moved_is_told_with_its_place() -> None:
    one = article(1, ["At least 500 people were killed."], figures=(figure(500, qualifier="at least"),))
    other = article(2, ["The toll rose to 800."], hours=30, figures=(figure(800),))
    (change,) = stories.digest([story(other)], earlier=[one]).changes
    assert (change.then.told, change.now.told) == (one.analysis.figures[0], other.analysis.figures[0])
    assert change.place == "Gaza"


def test_the_headlines_own_speaker_leads_whoever_else_is_senior() -> None:
    told = article(
        1,
        ["The Kremlin is in contact with both sides."],
        title="Kremlin says it is in touch with both",
        statements=(
            said(PUTIN, "Washington has tried to monopolise the peace process for years."),
            said(PESKOV, "We are in contact with both sides of the conflict."),
        ),
    )
    (shown,) = stories.digest([story(told)]).stories
    assert [s.statement.speaker.name for s in shown.statements if s.statement.speaker] == [
        "Dmitry Peskov",
        "Vladimir Putin",
    ]
