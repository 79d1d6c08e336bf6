"""From an article's text to what a person reads: who did what with words, and which words are quoted.

The tests know nothing of how a line is worded. They hold its facts to the article: the words stand where
their speaker stands, what the speaker did with them is told, quotation marks enclose only what the article
quotes, and nobody is shown another's words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from support.seen import SURFACES, quoted, seen

pytestmark = pytest.mark.slow

OTHER, OTHERS_WORDS = "Pavel Orlik", "Our customs posts will stay open"
SECOND = f"“{OTHERS_WORDS},” {OTHER}, the foreign minister of Slovakia, told reporters in Geneva."


@dataclass(frozen=True)
class Case:
    """An article, the ``words`` in it that somebody said, who that was, and what the words say of the deed.

    ``deed`` are regular expressions, each found on every line that has the words.
    """

    name: str
    lead: str
    speaker: str
    words: str
    deed: tuple[str, ...] = ()

    @property
    def article(self) -> str:
        return f"{self.lead}\n\n{SECOND}\n"


CASES = (
    Case(
        "said",
        "Norwegian Foreign Minister Astrid Holm said on Monday that the talks would resume in March.",
        "Astrid Holm",
        "the talks would resume in March",
    ),
    Case(
        "said by a pronoun",
        "Foreign Minister Astrid Holm of Norway came to Geneva on Monday. She said that the talks would "
        "resume in March.",
        "Astrid Holm",
        "the talks would resume in March",
    ),
    Case(
        "quoted",
        "“The talks will go on without us,” Norwegian Foreign Minister Astrid Holm said on Monday.",
        "Astrid Holm",
        "The talks will go on without us",
    ),
    Case(
        "quoted in part",
        "Norwegian Foreign Minister Astrid Holm said on Monday that the plan was “a bridge to nowhere” for "
        "the towns of the north.",
        "Astrid Holm",
        "a bridge to nowhere",
    ),
    Case(
        "announced",
        "The Norwegian foreign ministry announced on Monday that an embassy would open in Baku.",
        "Norwegian foreign ministry",
        "an embassy would open in Baku",
        ("announc",),
    ),
    Case(
        "denied that",
        "Kremlin spokesman Dmitri Sorokin denied on Monday that Moscow had broken off the talks.",
        "Dmitri Sorokin",
        "broken off the talks",
        ("den(y|ie)",),
    ),
    Case(
        "denied having",
        "Iranian Foreign Minister Reza Karimi denied on Monday having supplied the drones to the rebels.",
        "Reza Karimi",
        "supplied the drones to the rebels",
        ("den(y|ie)",),
    ),
    Case(
        "rejected a claim",
        "Iranian Foreign Minister Reza Karimi rejected on Monday the claim that his country had supplied the "
        "drones.",
        "Reza Karimi",
        "had supplied the drones",
        ("reject",),
    ),
    Case(
        "urged",
        "UN envoy Maria Lindqvist urged both sides on Monday to withdraw their troops from the valley.",
        "Maria Lindqvist",
        "withdraw their troops from the valley",
        ("urg", "both sides"),
    ),
    Case(
        "warned",
        "French Foreign Minister Claire Dumont warned on Monday that a new offensive would end the talks.",
        "Claire Dumont",
        "a new offensive would end the talks",
        ("warn",),
    ),
    Case(
        "threatened",
        "North Korean leader Kim Il Sang threatened on Monday to close the sea route.",
        "Kim Il Sang",
        "close the sea route",
        ("threat",),
    ),
    Case(
        "condemned",
        "Turkish Foreign Minister Kemal Arslan condemned on Monday the shelling of the harbour.",
        "Kemal Arslan",
        "the shelling of the harbour",
        ("condemn",),
    ),
    Case(
        "welcomed",
        "German Foreign Minister Jonas Weber welcomed on Monday the release of the sailors.",
        "Jonas Weber",
        "the release of the sailors",
        ("welcom",),
    ),
    Case(
        "accused",
        "Armenian Prime Minister Davit Sarkisyan accused Azerbaijan on Monday of massing troops at the "
        "border.",
        "Davit Sarkisyan",
        "massing troops at the border",
        ("accus", "Azerbaijan"),
    ),
    Case(
        "promised",
        "Japanese Prime Minister Haruto Mori promised on Monday to send 40 engineers to the dam.",
        "Haruto Mori",
        "to send 40 engineers to the dam",
        ("promis",),
    ),
    Case(
        "asked",
        "Kenyan Foreign Minister Grace Wanjiru asked the Security Council on Monday to send observers to the "
        "strait.",
        "Grace Wanjiru",
        "to send observers to the strait",
        ("ask", "Security Council"),
    ),
    Case(
        "called for",
        "Brazilian Foreign Minister Lucas Prado called on Monday for an immediate ceasefire in the valley.",
        "Lucas Prado",
        "an immediate ceasefire in the valley",
        ("call",),
    ),
    Case(
        "refused to comment",
        "Nadia Farouk, a spokeswoman for the Egyptian foreign ministry, refused on Monday to comment on the "
        "report of a secret visit.",
        "Nadia Farouk",
        "the report of a secret visit",
        ("refus", "comment"),
    ),
    Case(
        "declined to say whether",
        "State Department spokesman Peter Hale declined on Monday to say whether a date had been set for the "
        "summit.",
        "Peter Hale",
        "a date had been set for the summit",
        ("declin", "whether"),
    ),
    Case(
        "refused to say whether",
        "Kremlin spokesman Dmitri Sorokin refused to say whether a date had been set for the summit.",
        "Dmitri Sorokin",
        "a date had been set for the summit",
        ("refus", "whether"),
    ),
    Case(
        "would not say whether",
        "Kremlin spokesman Dmitri Sorokin would not say whether a date had been set for the summit.",
        "Dmitri Sorokin",
        "a date had been set for the summit",
        ("would not|declin", "whether"),
    ),
    Case(
        "did not confirm",
        "Kremlin spokesman Dmitri Sorokin did not confirm on Monday that a summit had been agreed.",
        "Dmitri Sorokin",
        "a summit had been agreed",
        ("not confirm",),
    ),
    Case(
        "neither confirmed nor denied",
        "The Egyptian foreign ministry neither confirmed nor denied on Monday that a secret visit had been "
        "agreed.",
        "Egyptian foreign ministry",
        "a secret visit had been agreed",
        ("neither|not",),
    ),
    Case(
        "ruled out",
        "French Defence Minister Claire Dumont ruled out sending troops to the valley.",
        "Claire Dumont",
        "sending troops to the valley",
        ("(?<!not )ruled? out",),
    ),
    Case(
        "did not rule out",
        "French Defence Minister Claire Dumont did not rule out sending troops to the valley.",
        "Claire Dumont",
        "sending troops to the valley",
        ("not rule out",),
    ),
    Case(
        "hoped",
        "Indian Foreign Minister Ravi Menon hoped that the ceasefire would hold through the winter.",
        "Ravi Menon",
        "the ceasefire would hold through the winter",
        ("hope",),
    ),
    Case(
        "expressed hope",
        "Indian Foreign Minister Ravi Menon expressed hope on Monday that the ceasefire would hold through "
        "the winter.",
        "Ravi Menon",
        "the ceasefire would hold through the winter",
        ("hope",),
    ),
    Case(
        "feared",
        "Finnish Foreign Minister Aino Laine feared that the pipeline had been cut on purpose.",
        "Aino Laine",
        "the pipeline had been cut on purpose",
        ("fear",),
    ),
    Case(
        "doubted",
        "Italian Foreign Minister Paolo Ricci doubted on Monday that the ceasefire would hold.",
        "Paolo Ricci",
        "the ceasefire would hold",
        ("doubt",),
    ),
    Case(
        "alleged hearsay",
        "According to the Belgrade newspaper Danas, Hungarian Prime Minister Viktor Nagy allegedly told the "
        "Serbian president that the pipeline would close in May.",
        "Viktor Nagy",
        "the pipeline would close in May",
        ("alleg", "Danas"),
    ),
    Case(
        "reported hearsay",
        "The Russian president reportedly promised his Turkish counterpart that the grain ships would pass, "
        "the newspaper Hurriyet wrote on Monday.",
        "Russian president",
        "the grain ships would pass",
        ("report", "Hurriyet"),
    ),
    Case(
        "an unnamed official",
        "A senior Western official said on condition of anonymity that the convoy had turned back at the "
        "border.",
        "senior Western official",
        "the convoy had turned back at the border",
    ),
    Case(
        "an unnamed official quoted",
        "“The convoy will turn back at the border,” a senior Western official told the Financial Times.",
        "senior Western official",
        "The convoy will turn back at the border",
    ),
)


def cases(fact: str) -> pytest.MarkDecorator:
    """Each case that has the ``fact``, on each surface."""
    return pytest.mark.parametrize(
        ("case", "surface"),
        [
            pytest.param(case, surface, id=f"{case.name}-{surface}")
            for case in CASES
            if fact != "deed" or case.deed
            for surface in SURFACES
        ],
    )


def lines_with(case: Case, words: str, surface: str) -> list[str]:
    """The lines of a surface that have the ``words``; there is at least one."""
    found = [line for line in seen(case.article, surface) if words in line]
    assert found, (words, seen(case.article, surface))
    return found


@cases("who")
def test_expectation_3_words_stand_with_who_said_them_and_with_nobody_else(case: Case, surface: str) -> None:
    for line in lines_with(case, case.words, surface):
        assert case.speaker.casefold() in line.casefold()
        assert OTHER not in line
        assert OTHERS_WORDS not in line
    for line in lines_with(case, OTHERS_WORDS, surface):
        assert OTHER in line
        assert case.speaker.casefold() not in line.casefold()


@cases("deed")
def test_expectation_36_what_was_done_with_the_words_is_told(case: Case, surface: str) -> None:
    for line in lines_with(case, case.words, surface):
        for told in case.deed:
            assert re.search(told, line, re.IGNORECASE), line


@cases("marks")
def test_quotation_marks_enclose_what_the_article_quotes_and_nothing_else(case: Case, surface: str) -> None:
    articles_own = quoted(case.article)
    for line in seen(case.article, surface):
        for words in quoted(line):
            assert any(words in own for own in articles_own), line
    is_quoted = any(case.words in own for own in articles_own)
    for line in lines_with(case, case.words, surface):
        assert any(case.words in words for words in quoted(line)) is is_quoted, line
    assert any(OTHERS_WORDS in quoted(line) for line in seen(case.article, surface))


@pytest.mark.parametrize("surface", SURFACES)
def test_what_a_statement_points_at_is_shown_with_it(surface: str) -> None:
    article = "Norway closed its harbours.\n\nForeign Minister Astrid Holm said the step was overdue."
    (line,) = seen(article, surface)
    assert "the step was overdue" in line
    assert "Context: Norway closed its harbours." in line
