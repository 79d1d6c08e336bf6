"""How statements are put into words, one form after another; each expectation is read off the sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from stated import BARE, DENIAL, INFINITIVE, MIXED, NOUN, ORLEN, QUOTATION, REFUSAL, SENTENCE, stated

from bot import wording
from bot.core.text import cut
from bot.wording import Piece, Told
from models.types import (
    Certainty,
    ChangeSide,
    Contact,
    ContactStatus,
    DigestChange,
    Figure,
    Genre,
    Kind,
    Polarity,
    Speaker,
    Statement,
)


def marked(statement: Statement) -> str:
    """The words with the content between asterisks, as a reader sees it."""
    runs = wording.runs(wording.told(statement).pieces)
    return "".join(f"*{text}*" if bold else text for text, bold in runs)


@pytest.mark.parametrize(
    ("statement", "shown"),
    [
        (REFUSAL, "declined to say *whether a date had been set*"),
        (DENIAL, "denied that *his staff had met the rebels*"),
        (INFINITIVE, "urged both sides *to cease fire at once*"),
        (NOUN, "expressed *reservations about the presence of any party from outside*"),
        (MIXED, 'called *the raid "a grave mistake"*'),
    ],
)
def test_a_clause_goes_on_from_the_speakers_name_with_its_content_in_bold(
    statement: Statement, shown: str
) -> None:
    assert marked(statement) == shown
    assert wording.told(statement).follows
    assert wording.aside(statement) == ""


def test_a_quotation_stands_alone_and_its_verb_under_it() -> None:
    assert wording.told(QUOTATION) == Told(
        (Piece("We will not leave the table", quoted=True),), cue="told reporters in Geneva"
    )
    assert marked(QUOTATION) == "“We will not leave the table”"
    assert wording.aside(QUOTATION) == "told reporters in Geneva"


def test_a_quotation_in_two_pieces_gets_marks_around_each() -> None:
    text = '"First a pipe, then a cable," said Orlen. "At some point we must ask."'
    split = stated(
        text,
        '"First a pipe, then a cable,"',
        '"At some point we must ask."',
        clause="said",
        cue="said",
        kind=Kind.DIRECT,
    )
    assert marked(split) == "“First a pipe, then a cable” … “At some point we must ask.”"


def test_a_mere_said_is_not_told() -> None:
    text = '"We will not leave the table," said Orlen.'
    said = stated(text, '"We will not leave the table,"', clause="said", cue="said", kind=Kind.DIRECT)
    assert wording.aside(said) == ""
    them = stated(
        text.replace("said Orlen", "Orlen told them"), '"We will not leave the table,"', clause="told them"
    )
    assert wording.aside(them) == ""
    warned = stated(text.replace("said", "warned"), clause="warned", cue="warned", act="warn")
    assert wording.aside(warned) == "warned"


def test_a_paraphrase_told_before_its_verb_gets_no_quotation_marks() -> None:
    text = "The talks will resume on Monday, Orlen told state television."
    told = stated(text, "The talks will resume on Monday", clause="told state television", cue="told")
    assert marked(told) == "The talks will resume on Monday"
    assert wording.aside(told) == "told state television"


def test_a_silence_told_behind_its_matter_stands_before_it() -> None:
    text = "Whether a date had been set, Orlen declined to say on Monday."
    silent = stated(
        text,
        "Whether a date had been set",
        clause="declined to say on Monday",
        act="decline_to_comment",
        polarity=Polarity.DECLINED,
    )
    assert wording.told(silent) == Told(
        (Piece("declined to say: "), Piece("Whether a date had been set")), follows=True
    )


def test_a_whole_sentence_is_told_after_a_colon() -> None:
    assert marked(SENTENCE) == "The convoy, in Orlen's account, *never reached the crossing*."
    assert not wording.told(SENTENCE).follows


def test_content_in_two_pieces_is_bold_twice_in_one_clause() -> None:
    text = "Orlen said the talks, now in their third week, had stalled."
    two = stated(
        text,
        "the talks",
        "had stalled",
        clause="said the talks, now in their third week, had stalled",
        cue="said",
    )
    assert marked(two) == "said *the talks*, now in their third week, *had stalled*"


def test_content_beyond_the_clause_follows_after_an_ellipsis() -> None:
    text = 'Orlen called it "a bad day". Nobody moved. "A very bad day."'
    beyond = stated(
        text,
        '"a bad day"',
        '"A very bad day."',
        clause='called it "a bad day"',
        cue="called",
        kind=Kind.MIXED,
    )
    assert marked(beyond) == 'called it *"a bad day"* … *"A very bad day."*'


def test_content_that_runs_on_beyond_the_clause_runs_on() -> None:
    text = 'Orlen answered: "We wait. We have time."'
    on = stated(
        text, '"We wait. We have time."', clause='answered: "We wait.', cue="answered", kind=Kind.DIRECT
    )
    assert marked(on) == 'answered: *"We wait. We have time."*'


def test_a_sentence_that_is_all_content_is_not_bold_from_end_to_end() -> None:
    text = "There is no deal."
    assert marked(stated(text, text, clause=text, source="")) == text


def test_line_breaks_and_blanks_of_the_article_are_not_shown() -> None:
    text = "Orlen urged  both\nsides  to cease\n\nfire ."
    ragged = stated(
        text, "  to cease\n\nfire ", clause="urged  both\nsides  to cease\n\nfire ", cue="urged", act="urge"
    )
    assert marked(ragged) == "urged both sides *to cease fire*"


def test_a_verb_without_anybody_to_follow_stands_after_a_colon() -> None:
    text = "They want to know what becomes of the road."
    clause = text.removeprefix("They ").removesuffix(".")
    nobody = stated(text, "what becomes of the road", clause=clause, source="They", speaker=Speaker("They"))
    assert marked(nobody) == "want to know *what becomes of the road*"
    assert not wording.told(nobody).follows


# Analyses from before there were clauses.


def test_without_a_clause_the_content_stands_alone_and_loses_its_that() -> None:
    assert wording.told(BARE) == Told((Piece("the road is open to all"),))


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"act": "deny", "polarity": Polarity.DENIED}, "denied: the road is open to all"),
        ({"act": "deny"}, "denied: the road is open to all"),
        ({"act": "deny", "negated": True}, "did not deny: the road is open to all"),
        ({"polarity": Polarity.DECLINED}, "declined to say: the road is open to all"),
        ({"negated": True}, "did not say: the road is open to all"),
        ({"act": "condemn"}, "condemned: the road is open to all"),
        ({"act": "call_for"}, "called for: the road is open to all"),
        ({"act": "announce"}, "the road is open to all"),
    ],
)
def test_without_a_clause_the_act_is_told_in_the_past(fields: dict[str, Any], shown: str) -> None:
    text = "Orlen spoke that the road is open to all."
    bare = stated(text, "that the road is open to all", clause=None, **fields)
    assert marked(bare) == shown


@pytest.mark.parametrize(
    ("act", "shown"),
    [("refuse", "refused to open the road"), ("urge", "urged: to open the road")],
)
def test_an_infinitive_goes_with_its_verb_where_that_needs_nobody_between(act: str, shown: str) -> None:
    bare = stated("Orlen had no wish to open the road.", "to open the road", clause=None, act=act)
    assert marked(bare) == shown


@pytest.mark.parametrize("negated", [True, False])
def test_silence_is_told_once_and_never_negated_again(negated: bool) -> None:
    text = "Orlen did not wish to say whether a date had been set."
    silent = stated(
        text,
        "to say whether a date had been set",
        clause=None,
        act="decline_to_comment",
        negated=negated,
    )
    assert marked(silent) == "declined to say whether a date had been set"
    assert wording.told(silent).follows


def test_a_denial_in_the_speakers_own_words_is_not_denied() -> None:
    text = 'Orlen denied it: "We never met the rebels."'
    own = stated(text, '"We never met the rebels."', clause=None, kind=Kind.DIRECT, act="deny")
    assert marked(own) == "“We never met the rebels.”"


@pytest.mark.parametrize("act", ["want", "believe", "hope", "intend", "fear"])
def test_a_thought_without_its_clause_is_told_as_one(act: str) -> None:
    text = 'Orlen is for "an end to the war".'
    thought = stated(text, '"an end to the war"', clause=None, kind=Kind.DIRECT, act=act)
    assert "“" not in marked(thought)
    assert wording.aside(thought) == "thought or wish"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('"We keep contact with both,"', "“We keep contact with both”"),
        ("“We keep contact with both”,", "“We keep contact with both”"),
        ("We keep contact with both", "We keep contact with both"),
        ("\"They call it a 'special operation'\"", "“They call it a 'special operation'”"),
        ("“He answered ‘no’”", "“He answered ‘no’”"),
        ("“First this.\n\n“Then that.”", "“First this. “Then that.”"),
        ('"We keep contact," he noted, "for now"', '"We keep contact," he noted, "for now"'),
        ("“We keep contact,” … “for now”", "“We keep contact,” … “for now”"),
        ('"We keep contact," the aide added', '"We keep contact," the aide added'),
    ],
)
def test_no_word_of_the_reporters_stands_in_quotation_marks(text: str, line: str) -> None:
    assert marked(stated(text, text, clause=None, kind=Kind.DIRECT, source="")) == line


# Who, how sure, to whom and when.


@pytest.mark.parametrize(
    ("speaker", "line"),
    [
        (ORLEN, "🇨🇿 Pavel Orlen · envoy"),
        (Speaker("a senior diplomat", kind="person"), "A senior diplomat · unnamed"),
        (Speaker("“two diplomats”", role="diplomats", kind="group"), "Two diplomats · unnamed"),
        (Speaker("the final text"), "The final text"),
        (Speaker("he", role="UN official", kind="person"), "UN official · unnamed"),
        (Speaker("one of them"), "Speaker not named"),
        (Speaker("senior diplomat", role="senior diplomat", kind="person"), "Senior diplomat · unnamed"),
        (Speaker("an aide", role="adviser to the president", country="US", kind="person"),
         "🇺🇸 An aide · adviser to the president · unnamed"),
        (Speaker("the ministry", "Russian Foreign Ministry", "foreign ministry", "RU", "body"),
         "🇷🇺 Russian Foreign Ministry"),
        (Speaker("the ministry", kind="body"), "The ministry"),
        (Speaker("She"), "Speaker not named"),
        (None, "Speaker not named"),
    ],
)  # fmt: skip
def test_who_spoke(speaker: Speaker | None, line: str) -> None:
    assert wording.speaker_line(stated("Orlen spoke.", clause=None, speaker=speaker)) == line


@pytest.mark.parametrize(
    ("certainty", "via", "shown"),
    [
        (Certainty.ON_RECORD, (), ""),
        (Certainty.ON_RECORD, ("TASS",), "via TASS"),
        (Certainty.ALLEGED, (), "alleged"),
        (Certainty.REPORTED, ("Reuters",), "reported, via Reuters"),
        (Certainty.REPORTED, ("Reuters", "two officials"), "reported, via Reuters, via two officials"),
    ],
)
def test_only_what_is_not_on_record_is_told_as_such(
    certainty: Certainty, via: tuple[str, ...], shown: str
) -> None:
    heard = stated("Orlen spoke.", clause=None, certainty=certainty, via=via)
    assert wording.certainty(heard) == shown


@pytest.mark.parametrize(
    ("audience", "occasion", "shown"),
    [
        (("reporters",), None, ""),  # the clause says so
        (("Benjamin Netanyahu",), None, "to Benjamin Netanyahu"),
        (("them",), None, ""),
        (("Pavel Orlen",), None, ""),  # nobody speaks to himself
        ((), "in Geneva", ""),
        ((), "In its readout", "in its readout"),
        ((), "Monday's call", "Monday's call"),
        (("reporters",), "at a briefing on Monday", "at a briefing on Monday"),
        (("senators",), "at a hearing of senators", "at a hearing of senators"),
    ],
)
def test_audience_and_occasion_are_told_where_the_clause_does_not(
    audience: tuple[str, ...], occasion: str | None, shown: str
) -> None:
    text = "Orlen told reporters in Geneva that the road is open."
    clause = "told reporters in Geneva that the road is open"
    said = stated(text, "the road is open", clause=clause, audience=audience, occasion=occasion)
    assert wording.aside(said) == shown
    assert wording.aside(said, brief=True) == ""


def test_every_genre_has_its_words_and_news_none() -> None:
    assert set(wording.GENRE_WORDS) == set(Genre)
    assert [genre for genre, words in wording.GENRE_WORDS.items() if not words] == [Genre.NEWS]


# Cut to a limit.

LONG = "to open the crossing and " * 60
VERY_LONG = stated(
    f"Orlen urged both sides {LONG}wait.",
    f"{LONG}wait",
    clause=f"urged both sides {LONG}wait",
    cue="urged",
    act="urge",
)


@pytest.mark.parametrize("limit", [40, 100, 333, 1000])
def test_a_very_long_clause_is_cut_at_a_word(limit: int) -> None:
    pieces = wording.shorten(wording.told(VERY_LONG).pieces, limit)
    shown = "".join(piece.text for piece in pieces)
    assert len(shown) <= limit
    assert shown.endswith(" […]")
    assert f"urged both sides {LONG}".startswith(shown.removesuffix("[…]"))
    assert pieces[-1].bold


def test_a_quotation_keeps_its_marks_when_it_is_cut() -> None:
    pieces = wording.shorten([Piece("We wait. " * 40, quoted=True)], 60)
    ((shown, bold),) = wording.runs(pieces)
    assert len(shown) <= 60
    assert (shown[0], shown[-1], bold) == ("“", "”", False)
    assert shown[1:-1] == cut("We wait. " * 40, 58)


def test_nothing_is_cut_that_fits() -> None:
    pieces = wording.told(MIXED).pieces
    length = sum(len(piece.text) for piece in pieces)
    assert wording.shorten(pieces, length) == pieces


def side(told: Contact | Figure | Statement) -> ChangeSide:
    return ChangeSide(1, date(2023, 10, 9), told)


def meeting(status: ContactStatus, source: str | None = None) -> Contact:
    return Contact("meeting", ("A", "B"), status, "They met.", ((0, 9),), source=source)


def killed(value: float, qualifier: str | None = None, **told: Any) -> Figure:
    return Figure(value, "killed", told.pop("unit", "people"), "", ((0, 1),), qualifier, **told)


@pytest.mark.parametrize(
    ("change", "about", "then", "now"),
    [
        (
            DigestChange(
                side(meeting(ContactStatus.PLANNED, "the palace")),
                side(meeting(ContactStatus.CANCELLED)),
                ("Ana Lind", "Peter Holm"),
            ),
            "Meeting: Ana Lind – Peter Holm",
            "planned, according to the palace",
            "cancelled",
        ),
        (
            DigestChange(side(meeting(ContactStatus.DENIED)), side(meeting(ContactStatus.HELD)), ("A", "B")),
            "Meeting: A – B",
            "not planned",
            "held",
        ),
        (
            DigestChange(side(killed(700, "at least")), side(killed(1300, "more than")), place="IL"),
            "Killed, Israel",
            "at least 700",
            "more than 1,300",
        ),
        (
            DigestChange(side(killed(10, high=15, unit="soldiers")), side(killed(20, unit="soldiers"))),
            "Killed",
            "10 to 15 soldiers",
            "20 soldiers",
        ),
        (
            DigestChange(side(DENIAL), side(QUOTATION)),
            wording.speaker_line(QUOTATION),
            "denied that his staff had met the rebels",
            "“We will not leave the table”",
        ),
    ],
)
def test_a_change_is_told_as_then_and_now(change: DigestChange, about: str, then: str, now: str) -> None:
    assert wording.changed(change) == (about, then, now)
