"""Names in the place of opening pronouns: whom "they" stands for, and where that stays open."""

from __future__ import annotations

import pytest

from models.reading import parser
from models.reading.parser import Parsed
from models.reading.text import clean
from models.summarizer import candidates, extractive, insertions, verbatim
from models.types import Contact, ContactStatus, Genre, Kind, Speaker, Statement

pytestmark = pytest.mark.slow

TITLE = "Foreign Minister Lind’s Meeting with Foreign Minister Haddad"
READOUT = """The below is attributable to Spokesperson Eva Berg:

Foreign Minister Anna Lind met today with Foreign Minister Omar Haddad in Oslo. {} \
The ministers will meet again in the spring.
"""


def read(sentence: str, title: str | None = TITLE) -> Parsed:
    text = READOUT.format(sentence) if title else READOUT.partition("\n\n")[2].format(sentence)
    return parser.parse(text, clean(text, title))


def meeting(parsed: Parsed, *parties: str) -> Contact:
    start = parsed.text.index("Foreign Minister Anna")
    return Contact("meeting", parties, ContactStatus.HELD, "", ((start, start + 20),))


def inserted(sentence: str, *parties: str, title: str | None = TITLE) -> list[str]:
    parsed = read(sentence, title)
    assert (parsed.copy.genre is Genre.READOUT) == (title is not None)
    found = next(c for c in candidates.find(parsed) if c.text == sentence)
    return [name for _, name in insertions.find(found, parsed, (), (meeting(parsed, *parties),))]


def test_in_a_readout_they_who_discussed_something_are_the_two_who_met() -> None:
    told = inserted("They discussed the border crossings and aid.", "Anna Lind", "Omar Haddad")
    assert told == ["Anna Lind and Omar Haddad"]


def test_they_after_an_adverb_are_the_two_as_well() -> None:
    told = inserted("Finally, they reviewed the border crossings.", "Anna Lind", "Omar Haddad")
    assert told == ["Anna Lind and Omar Haddad"]


@pytest.mark.parametrize(
    ("sentence", "parties", "title"),
    [
        ("They discussed the border crossings and aid.", ("Anna Lind", "Omar Haddad"), None),
        ("They must be open by the end of May at the latest.", ("Anna Lind", "Omar Haddad"), TITLE),
        ("They discussed the border crossings and aid.", ("Anna Lind", "a group of deputies"), TITLE),
        ("They discussed the crossings and aid.", ("Anna Lind", "Omar Haddad", "Ida Moe"), TITLE),
    ],
)
def test_they_stay_open_where_they_might_be_others(
    sentence: str, parties: tuple[str, ...], title: str | None
) -> None:
    assert inserted(sentence, *parties, title=title) == []


def test_those_who_speak_together_take_the_pronouns_place() -> None:
    text = "They said that the crossings will open in May."
    content = (text.index("the crossings"), len(text) - 1)
    together = Speaker("They", "Anna Lind and Omar Haddad", kind="group", key="lind & haddad")
    said = Statement(
        (content,),
        ((0, 4),),
        ((5, 9),),
        text[content[0] : content[1]],
        Kind.INDIRECT,
        "say",
        speaker=together,
    )
    (point,) = extractive.summarize(parser.parse(text, clean(text)), (said,), (), ()).points
    assert point.text == "[Anna Lind and Omar Haddad] said that the crossings will open in May."
    assert verbatim.check(point, text)
