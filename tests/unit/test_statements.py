"""Who said what in sentences written for each construction."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from models.extractors.attribution.find import find_attributions
from models.knowledge.reporting import acts
from models.reading.parser import parse
from models.reading.text import clean
from models.types import Kind, Span

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Words:
    """An attribution in words."""

    content: str
    source: str
    cue: str
    audience: str
    kind: Kind
    act: str
    negated: bool


def read(text: str) -> list[Words]:
    def of(spans: tuple[Span, ...]) -> str:
        return " … ".join(text[s:e] for s, e in spans)

    return [
        Words(of(a.content), of(a.source), of(a.cue), of(a.audience), a.kind, a.act, a.negated)
        for a in find_attributions(parse(text, clean(text)))
    ]


def about(text: str, word: str) -> Words:
    """The one attribution whose content has the word."""
    hits = [w for w in read(text) if word in w.content]
    assert len(hits) == 1, read(text)
    return hits[0]


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("Lavrov said that the talks had failed.", "the talks had failed", "Lavrov"),
        ("The talks had failed, Lavrov said.", "The talks had failed", "Lavrov"),
        ("According to Guterres, the talks had failed.", "the talks had failed", "Guterres"),
        ("The talks had failed, according to the ministry.", "The talks had failed", "the ministry"),
        ("The minister denied that the talks had failed.", "the talks had failed", "The minister"),
        ('"The talks have failed," said Peskov.', '"The talks have failed,"', "Peskov"),
        ("“The talks have failed,” Peskov told reporters.", "“The talks have failed,”", "Peskov"),
        ("''The talks have failed,'' the president said.", "''The talks have failed,''", "the president"),
        ("«The talks have failed,» the president said.", "«The talks have failed,»", "the president"),
        ("Peskov said: “The talks have failed.”", "“The talks have failed.”", "Peskov"),
    ],
)
def test_content_and_source(text: str, content: str, source: str) -> None:
    found = about(text, "talks ha")
    assert found.content == content
    assert found.source == source


def test_sentences_of_one_quotation_are_one_statement() -> None:
    text = "“We are concerned. The danger is great. We shall act,” Peskov said."
    assert [w.content for w in read(text)] == ["“We are concerned. The danger is great. We shall act,”"]


def test_a_split_quotation_is_joined() -> None:
    text = "“We are ready to talk,” Blinken said, “but not at any price.”"
    assert [(w.content, w.source) for w in read(text)] == [
        ("“We are ready to talk,” … “but not at any price.”", "Blinken")
    ]


def test_a_quotation_in_the_next_sentence_goes_on() -> None:
    text = "“We are ready to talk,” Blinken said. “We have always been ready.”"
    assert [(w.content, w.source) for w in read(text)] == [
        ("“We are ready to talk,” … “We have always been ready.”", "Blinken")
    ]


def test_a_quotation_runs_on_over_paragraphs_that_open_with_a_mark() -> None:
    text = "“We are ready to talk,” Blinken said. “We have always been ready.\n\n“Nobody should doubt it.”"
    assert about(text, "Nobody").content.endswith("“Nobody should doubt it.”")
    assert about(text, "Nobody").source == "Blinken"


def test_a_stray_mark_costs_its_paragraph_at_most() -> None:
    text = 'The minister flew home to "Geneva and slept.\n\n“We are ready to talk,” Blinken said.'
    assert about(text, "ready").content == "“We are ready to talk,”"


def test_an_aside_between_dashes() -> None:
    text = "Joe Biden – according to Blinken – is to go to Israel on Wednesday."
    found = about(text, "Wednesday")
    assert found.source == "Blinken"
    assert found.content == "Joe Biden … is to go to Israel on Wednesday"


def test_a_headline_with_a_colon() -> None:
    found = about("Lavrov: Talks with Kyiv will not resume", "Talks")
    assert found.source == "Lavrov"
    assert found.content == "Talks with Kyiv will not resume"


def test_mixed_speech_is_told_from_direct_and_indirect() -> None:
    assert about("Peskov said that the strike was “a serious danger” for all.", "danger").kind is Kind.MIXED
    assert about("“It is a danger for all of us,” Peskov said.", "danger").kind is Kind.DIRECT
    assert about("Peskov said that it was a danger.", "danger").kind is Kind.INDIRECT


@pytest.mark.parametrize(
    ("text", "word", "act", "speech"),
    [
        ("Merkel denied that the talks had failed.", "failed", "deny", True),
        ("Merkel warned that the talks would fail.", "fail", "warn", True),
        ("Merkel promised to send more aid.", "aid", "promise", True),
        ("Merkel called for an immediate ceasefire.", "ceasefire", "call_for", True),
        ("Merkel believes that the talks will fail.", "fail", "believe", False),
        ("Merkel hopes that the talks will succeed.", "succeed", "hope", False),
        ("Merkel fears that the talks will fail.", "fail", "fear", False),
    ],
)
def test_acts_tell_speech_from_belief_and_wish(text: str, word: str, act: str, speech: bool) -> None:
    assert about(text, word).act == act
    assert acts()[act].speech is speech


def test_whom_it_was_said_to() -> None:
    assert about("Putin told Netanyahu that Russia would help.", "help").audience == "Netanyahu"
    assert about("Guterres urged Israel to lift the siege.", "siege").audience == "Israel"


def test_what_was_not_said_is_marked() -> None:
    assert about("The minister did not say whether the talks would resume.", "resume").negated
    assert not about("The minister said that the talks would resume.", "resume").negated


def test_nobody_is_named_where_nobody_is() -> None:
    assert about("It was announced that the talks would resume in Geneva.", "resume").source == ""
    assert about("The minister has reportedly left the capital.", "capital").source == ""


def test_the_source_keeps_its_description() -> None:
    text = "“It is a danger,” said Dmitry Peskov, the Kremlin spokesman."
    assert about(text, "danger").source == "Dmitry Peskov, the Kremlin spokesman"


def test_a_heading_within_the_text_states_nothing() -> None:
    text = (
        "Foreign Minister Astrid Holm came to Geneva on Monday, and talks on the cod began at noon.\n\n"
        "Norway and Iceland want diplomacy back\n\n"
        "The harbours have been closed for a week, and the fleets of four countries lie idle in them."
    )
    assert find_attributions(parse(text, clean(text))) == ()
