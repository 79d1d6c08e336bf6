"""The extractive summary: sentences that stand alone, word for word, and what is kept out of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from models import encoder
from models.extractors.attribution.find import find_attributions
from models.extractors.provenance.statements import resolve_statements
from models.reading import parser
from models.reading.parser import Parsed
from models.reading.text import clean
from models.summarizer import candidates, extractive, headline, selection, verbatim
from models.types import Kind, NothingToRead, Point, Speaker, Statement

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
SHARED = ROOT / ".." / "shared"
ARTICLE = """Ministers agree to reopen the crossing

GENEVA, March 3 (AP) — Foreign ministers of six countries agreed on Friday to reopen \
the Rafah crossing for aid within two days. The talks had lasted for eleven hours.

"We have a text," Sergei Lavrov, the Russian foreign minister, told reporters in Geneva. \
He said that the first forty lorries would cross on Sunday.

The background

It was the third round since January. About 500 lorries a day crossed before the war, the United Nations says.

Share on Facebook
"""


def parsed(text: str) -> Parsed:
    return parser.parse(text, clean(text))


def lavrov(text: str) -> Statement:
    start = text.index("He said that")
    content = (start + len("He said that "), text.index("Sunday.") + len("Sunday"))
    speaker = Speaker("He", "Sergei Lavrov", "foreign minister", "RU", "person", "lavrov")
    return Statement(
        content=(content,),
        source=((start, start + 2),),
        cue=((start + 3, start + 7),),
        text=text[content[0] : content[1]],
        kind=Kind.INDIRECT,
        act="say",
        speaker=speaker,
    )


def test_headings_headlines_datelines_and_boilerplate_stay_out() -> None:
    summary = extractive.summarize(parsed(ARTICLE), (), (), (), "full")
    told = " ".join(p.text for p in summary.points)
    assert summary.headline == "Ministers agree to reopen the crossing"
    assert summary.headline_from_article
    for unwanted in ("GENEVA, March", "The background", "Facebook", "Ministers agree"):
        assert unwanted not in told


def test_points_are_in_order_and_the_gist_is_one_of_them() -> None:
    summary = extractive.summarize(parsed(ARTICLE), (), (), (), "full")
    assert summary.gist in summary.points
    assert list(summary.points) == sorted(summary.points, key=lambda p: p.evidence)


def test_a_bigger_size_tells_no_less() -> None:
    lengths = [
        sum(len(p.text.split()) for p in extractive.summarize(parsed(ARTICLE), (), (), (), size).points)
        for size in ("brief", "standard", "full")
    ]
    assert lengths == sorted(lengths)


def test_the_same_article_gives_the_same_summary() -> None:
    assert extractive.summarize(parsed(ARTICLE), (), (), ()) == extractive.summarize(
        parsed(ARTICLE), (), (), ()
    )


def test_a_certain_speaker_takes_the_pronouns_place() -> None:
    text = "He said that the first forty lorries would cross on Sunday."
    point = extractive.summarize(parsed(text), (lavrov(text),), (), ()).points[0]
    assert point.text == "[Sergei Lavrov] said that the first forty lorries would cross on Sunday."
    assert [text[a:b] for a, b in point.evidence] == [text[2:]]
    assert verbatim.check(point, text)


def test_an_unresolved_pronoun_is_not_chosen_where_others_are() -> None:
    told = [p.text for p in extractive.summarize(parsed(ARTICLE), (), (), (), "full").points]
    assert told
    assert not any(t.startswith(("He ", "It ")) for t in told)


def test_only_an_unresolved_pronoun_still_gives_a_summary() -> None:
    text = "He walked into the hall and greeted the ministers of both countries."
    assert [p.text for p in extractive.summarize(parsed(text), (), (), ()).points] == [text]


@pytest.mark.parametrize("text", ["", "Read more", "Photo: Reuters\n\nShare"])
def test_nothing_to_read(text: str) -> None:
    with pytest.raises(NothingToRead):
        extractive.summarize(parsed(text), (), (), ())


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("Lavrov met his Turkish counterpart in Ankara on Friday.", True),
        ("But he met his Turkish counterpart in Ankara on Friday.", False),
        ("This week the ministers will meet in Ankara again.", True),
        ("This was the third time that the ministers met.", False),
        ("“We will go on with the talks for as long as it takes.”", False),
        ("“We will go on with the talks,” Lavrov told reporters.", True),
        ("I think that the talks will go on for a while.", False),
        ("A third round of talks in the Turkish capital.", False),
        ("“We will go on with the talks,” he told reporters.", False),
        ("At its end there was a text of twelve pages.", False),
        ("In its last hour, Turkey withdrew the text of twelve pages.", True),
        ("One of them said that the talks will go on.", False),
        ("Before he left Ankara, Lavrov told reporters that the talks will go on.", True),
        ("`` we will go on with the talks for as long as it takes and longer , '' .", False),
    ],
)
def test_which_sentences_stand_alone(sentence: str, alone: bool) -> None:
    text = f"Sergei Lavrov flew to Ankara on Friday for talks with Turkey. {sentence} No more was said."
    found = [c for c in candidates.find(parsed(text)) if c.text == sentence]
    assert [c.alone for c in found] == [alone]


def test_a_sentence_cut_off_inside_a_quotation_does_not_stand_alone() -> None:
    text = (
        "Lavrov said: “The talks will go on for weeks. Nobody expects a text before May,” and left the hall."
    )
    assert [c.dangling for c in candidates.find(parsed(text))] == [True, True]
    whole = "Lavrov said: “The talks will go on for weeks.” Nobody expects a text before the month of May."
    assert [c.dangling for c in candidates.find(parsed(whole))] == [False, False]


@pytest.mark.parametrize(
    ("sentence", "leaning"),
    [
        ("But the ministers will meet in Ankara again.", True),
        ("The two ministers will meet in Ankara again.", True),
        ("That decision was taken in Ankara on Friday.", True),
        ("Also invited were the ministers of four countries.", True),
        ("This week the ministers will meet in Ankara.", False),
        ("Butler met the ministers of both countries in Ankara.", False),
        ("The ministers will meet in Ankara again.", False),
    ],
)
def test_openings_that_lean_on_the_sentence_before(sentence: str, leaning: bool) -> None:
    assert [c.leaning for c in candidates.find(parsed(sentence))] == [leaning]


def test_of_two_sentences_that_say_much_the_same_the_leaning_one_loses() -> None:
    found = candidates.find(parsed("But the talks failed late on Friday. The talks failed late on Friday."))
    factors = extractive.standing(found, [(), ()])
    assert 0 < factors[0] < factors[1] == 1


def test_a_cut_off_quotation_is_told_where_nothing_else_is() -> None:
    text = "Lavrov told reporters in Ankara: “The talks will go on for weeks."
    assert [p.text for p in extractive.summarize(parsed(text), (), (), ()).points] == [text]


def test_the_same_thing_is_not_said_twice() -> None:
    texts = [
        "Putin spoke to Netanyahu on Monday.",
        "On Monday Putin spoke to Netanyahu.",
        "The UN asked for aid.",
    ]
    vectors = encoder.encode(texts)
    likely = np.array([0.9, 0.8, 0.3])
    chosen = selection.choose(likely, [6, 6, 5], vectors, selection.Budget(75, 2, 4))
    assert chosen == [0, 2]


def test_the_budget_holds_but_for_a_third() -> None:
    vectors = np.eye(5)
    chosen = selection.choose(np.full(5, 0.9), [30] * 5, vectors, selection.Budget(75, 2, 4))
    assert len(chosen) == 3


def test_the_likeliest_is_chosen_even_when_it_is_long() -> None:
    vectors = np.eye(2)
    chosen = selection.choose(np.array([0.9, 0.1]), [90, 10], vectors, selection.Budget(40, 1, 2))
    assert chosen[0] == 0


def test_a_short_article_has_a_short_summary() -> None:
    text = " ".join(
        f"The minister of {c} spoke to reporters in the capital." for c in ("Chad", "Mali", "Niger")
    )
    told = extractive.summarize(parsed(text), (), (), ()).points
    assert sum(len(p.text.split()) for p in told) <= 2 / 3 * len(text.split())


def test_a_title_known_from_elsewhere_is_the_headline() -> None:
    text = "The ministers met in Geneva on Friday. The talks had been put off twice."
    known = extractive.summarize(parsed(text), (), (), (), "brief", "Ministers meet in Geneva.")
    assert (known.headline, known.headline_from_article) == ("Ministers meet in Geneva", True)
    unknown = extractive.summarize(parsed(text), (), (), (), "brief", " ")
    assert not unknown.headline_from_article


@pytest.mark.parametrize(
    ("sentence", "end"),
    [
        (
            "The Security Council rejected a Russian draft resolution on the war in Gaza late on Monday, "
            "after four members voted against it and six abstained in the chamber in New York.",
            "late on Monday",
        ),
        (
            "Clinton, the former secretary of state, praised the deal with Iran on its nuclear programme, "
            "which Congress had debated for weeks.",
            "nuclear programme",
        ),
        (
            "More than fifty people were killed and two hundred wounded in shelling of the port on Monday, "
            "the ministry said.",
            "the ministry said",
        ),
        (
            "The European Union will lift its sanctions on the country's central bank in the spring "
            "if the government releases the prisoners.",
            "releases the prisoners",
        ),
    ],
)
def test_a_headline_made_of_the_gist_keeps_subject_speaker_and_condition(sentence: str, end: str) -> None:
    made = headline.from_sentence(sentence)
    assert sentence.startswith(made)
    assert made.endswith(end)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("*** ----> Split rumour is just a fabrication | THE COAST DAILY | KINGDOM OF NORWAY",
         "Split rumour is just a fabrication"),
        ("Split rumour is just a fabrication | Coast News", "Split rumour is just a fabrication"),
        ("Talks | Oslo", "Talks | Oslo"),
    ],
)  # fmt: skip
def test_a_headline_is_cleaned_of_what_its_page_puts_around_it(title: str, shown: str) -> None:
    assert headline.cleaned(title) == shown


def test_a_headline_is_cleaned_of_its_full_stop_and_spaces() -> None:
    assert headline.cleaned("Talks  resume in Geneva.") == "Talks resume in Geneva"


def test_check_finds_words_that_are_not_in_the_evidence() -> None:
    text = "He said that talks resume."
    good = Point("[Lavrov] said that talks resume.", ((2, 26),))
    assert verbatim.check(good, text)
    assert not verbatim.check(Point("Lavrov said that talks resume.", ((2, 26),)), text)
    assert not verbatim.check(Point("[Lavrov] said that peace talks resume.", ((2, 26),)), text)
    assert not verbatim.check(Point(good.text, good.evidence, verbatim=False), text)
    assert not verbatim.check(Point("He said", ()), text)


def test_an_insertion_may_stand_inside_the_sentence() -> None:
    text = "Talks resume, he said on Monday."
    begin = text.index("he")
    point = verbatim.point(text, (0, len(text)), [((begin, begin + 2), "Sergei Lavrov")])
    assert point.text == "Talks resume, [Sergei Lavrov] said on Monday."
    assert verbatim.check(point, text)


def corpus(folder: Path, step: int) -> list[str]:
    files = sorted(folder.glob("*.txt"))[::step]
    if not files:
        pytest.skip(f"{folder.name} is not beside the project: ../shared is absent")
    return [path.read_text(encoding="utf-8") for path in files]


def check_points(text: str) -> tuple[int, int]:
    """Check every point of the fullest summary of ``text``: how many there are, and with an insertion."""
    try:
        read = parsed(text)
        said = resolve_statements(read, find_attributions(read), read.copy.dateline)
        points = extractive.summarize(read, said, (), (), "full").points
    except NothingToRead:
        return 0, 0
    for point in points:
        assert verbatim.check(point, text), point.text
        assert re.search(r"\w", point.text)
    return len(points), sum(
        point.text != verbatim.tidy(text[point.evidence[0][0] : point.evidence[-1][1]]) for point in points
    )


@pytest.mark.parametrize(
    ("folder", "step"),
    [
        (ROOT / "seeds", 4),
        (SHARED / "seeds", 1),
        (SHARED / "polnear" / "dev" / "text", 12),
        (SHARED / "polnear" / "train" / "text", 120),
    ],
)
def test_every_point_equals_its_evidence(folder: Path, step: int) -> None:
    """A sample; ``python -m bench.summaries verbatim`` checks every article of the corpora."""
    assert sum(check_points(text)[0] for text in corpus(folder, step)) > 0


def test_every_point_equals_its_evidence_in_text_without_capitals() -> None:
    path = SHARED / "realsumm" / "dev.jsonl"
    if not path.exists():
        pytest.skip("realsumm is not beside the project: ../shared is absent")
    lines = path.read_text(encoding="utf-8").splitlines()[::10]
    assert sum(check_points(json.loads(line)["article"])[0] for line in lines) > 0


def test_the_check_sees_insertions() -> None:
    text = (
        "Russian Foreign Minister Sergei Lavrov flew to Ankara. “We will go on with the talks for weeks,” "
        "he told reporters on Friday. Turkey has led the talks since spring and wants a text by the summer."
    )
    assert check_points(text)[1] == 1
