"""Opinion pieces without a label: told by their language, and read for what somebody really said."""

from __future__ import annotations

import pytest

from models.analyst import Analyst
from models.reading.text import clean
from models.types import Article, Genre, Statement

COLUMN = """Marlia is not listening

Another week, another list of names.

On Monday the European Union announced that twelve more of President Okoro's friends may not travel.

But let us be honest: the twelve will not lose an hour of sleep. They'll probably wear the ban as a medal.

Does anybody in Brussels seriously believe that a travel ban will reopen the border? Of course not.

Okoro told parliament that the bans were "a joke told by frightened clerks". We should have expected as much.

The ministers who condemn Marlia do so from behind their desks. It is hard to see what they hope to gain.

The delay suggests that nobody has a plan. If it is confirmed that the envoy is gone, the last door is shut.

We must offer Marlia something worth having, or stop pretending.
"""

UNLABELLED = """A bridge too few

The river has never been the problem. The problem is that neither capital wants to be seen to build first.

Marlia should open the northern crossing without conditions. It needs to show that it means what it signs.

Teiko, for its part, must stop treating every lorry as an invasion. That would be a start.

A little courage would go a long way. In short, somebody has to lay the first stone.
"""

ANALYSIS = """Analysis

Why the border will stay shut

The crossing has been closed since March, and the harvest rots in the lorries.

Neither government has an interest in opening it before the vote. Of course, both would deny that.

The price of wheat has doubled in the north, and traders have turned to the coast.

Teiko cannot wait for ever: it needs to feed its cities. Two of its mills stand still.
"""

REPORT = """Marlia keeps border shut

GENEVA, March 3 (AFP) - Marlia will keep its border shut until summer, its foreign minister said on Monday.

"We must protect our farmers. We should have done so long ago," Ade Okoro told reporters.

The Teiko side said it was time to talk. "It is foolish to wait," its envoy said. "Of course we are ready."

Okoro said that the crossing needs to be rebuilt. He called on Teiko to pay for it.

Lorries have been waiting on both banks since March.
"""

ADDRESS = """Excellencies, ladies and gentlemen,

We have come a long way together. Of course, we should not pretend that the road ahead is easy.

Our peoples must never again be divided by a river. It is time to open the crossing.

I believe that we can do it. Let us begin tomorrow, and let us not be afraid.

It would be wrong to wait for others to act. We need to act ourselves.
"""

STATED = """Statement on the crossing at Karv

We should all regret what happened at the crossing. It is clear that rules were broken.

The guards must answer for it. Of course, we will help to find out how it came about.

Our two countries need to talk. It would be wrong to let this pass.
"""

INTERVIEW = """Interview with Ade Okoro

Should the border be opened? We must be careful. It is hard to say when.

Is it wrong to wait? Of course not, we need to be patient. You should ask the other side.

What will you do next? Let us see. It is time to rest.
"""

MANUAL = """How claims are handled

Applications must be made in writing. They need to name the owner of the goods.

The form should be signed by two witnesses. It must reach the office by noon.

Fees have to be paid in advance. Receipts need to be kept for ten years.
"""


@pytest.mark.parametrize("text", [COLUMN, UNLABELLED, ANALYSIS, f"A Harbour Times Editorial\n\n{REPORT}"])
def test_opinion_is_told_by_its_language_or_its_label(text: str) -> None:
    assert clean(text).genre is Genre.OPINION


@pytest.mark.parametrize("text", [REPORT, f"Analysis\n\n{REPORT}", ADDRESS, STATED, INTERVIEW, MANUAL])
def test_reports_addresses_statements_and_rules_are_no_opinion(text: str) -> None:
    assert clean(text).genre is not Genre.OPINION


def read(text: str) -> tuple[Statement, ...]:
    return Analyst().analyse(Article(text)).statements


def told(text: str) -> list[tuple[str, str]]:
    return [(s.speaker.name or s.speaker.mention if s.speaker else "", s.text) for s in read(text)]


@pytest.mark.slow
def test_of_a_column_only_what_somebody_said_is_a_statement() -> None:
    said = told(COLUMN)
    assert [who for who, _ in said] == ["European Union", "Okoro"]
    assert said[0][1] == "twelve more of President Okoro's friends may not travel"
    assert said[1][1] == 'the bans were "a joke told by frightened clerks"'


@pytest.mark.slow
def test_the_gist_of_a_column_is_its_argument() -> None:
    summary = Analyst().analyse(Article(COLUMN)).summary
    assert summary.gist is not None
    assert "announced" not in summary.gist.text
    assert not any(point.text.endswith("?") for point in summary.points)


@pytest.mark.slow
@pytest.mark.parametrize(
    "sentence",
    [
        "The ministry will probably claim that the bridge was closed for repairs.",
        "Okoro would say that the crossing is safe.",
        "Critics say that the treaty is dead.",
        "Okoro wants to hide the cost of the bridge from his own parliament.",
        "Marlia is signalling its interest in the northern islands.",
        "Okoro is right to demand that the crossing be rebuilt.",
    ],
)
def test_what_the_author_supposes_is_nobodys(sentence: str) -> None:
    assert read(f"Opinion\n\nThe bridge that was not built\n\n{sentence}\n\nThe river runs on.") == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sentence", "who", "content"),
    [
        ("Okoro has said that the crossing is safe.", "Okoro", "the crossing is safe"),
        (
            "The ministry says that the bridge was closed for repairs.",
            "The ministry",
            "the bridge was closed for repairs",
        ),
        ("Okoro accused Teiko of breaking the treaty.", "Okoro", "Teiko of breaking the treaty"),
    ],
)
def test_what_somebody_said_stays_in_an_opinion_piece(sentence: str, who: str, content: str) -> None:
    assert told(f"Opinion\n\nThe bridge that was not built\n\n{sentence}\n\nThe river runs on.") == [
        (who, content)
    ]
