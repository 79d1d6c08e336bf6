"""Headlines, notes and bylines that archives run into the first paragraph of wire copy."""

from __future__ import annotations

import pytest

from models.reading.text import clean

LEAD = "The foreign ministers of Marlia and Teiko will meet in Geneva on Monday, officials said."
REST = "\n\nThe talks are to last two days.\n\nNobody expects a breakthrough."


def front(text: str) -> tuple[str | None, list[str], str]:
    """The headline, what is dropped before the text, and the text's first paragraph."""
    copy = clean(text + REST)
    first = next(b for b in copy.blocks if b.kind == "paragraph")
    before = copy.blocks[: copy.blocks.index(first)]
    assert all(b.text == (text + REST)[slice(*b.span)] for b in copy.blocks)
    headline = next((b.text for b in before if b.kind == "headline"), None)
    return headline, [b.text for b in before if b.kind == "boilerplate"], first.text


@pytest.mark.parametrize(
    ("opening", "headline"),
    [
        (
            "[Computer selected and disseminated without editorial intervention] Karv, Nov. 29 (CNA) -- ",
            None,
        ),
        ("[Report by Ann Lind] ", None),
        ("Reference: ABC20310517000014 Karv Valley Daily (Internet Version-WWW) in English 17 May 31 ", None),
        ("Reference: ABC20310517000014 Karv ATA in English 1021 GMT 17 May 31 DOMESTIC POLITICAL ", None),
        ("Text of report in English by Marlian news agency Marpress Karv, 5 July: ", None),
        (
            "KARV March 16 Sapa MINISTERS TO MEET IN GENEVA ON MONDAY (CORRECTS TITLE OF MINISTER) ",
            "MINISTERS TO MEET IN GENEVA ON MONDAY",
        ),
        ("Ministers to meet in Geneva Valley Reporter - ", "Ministers to meet in Geneva"),
        (
            "Ministers to meet in Geneva: Marlia Author: AFP [TUESDAY, MARCH 12, 2031 8:36:13 PM] KARV: ",
            "Ministers to meet in Geneva: Marlia",
        ),
        ("Ministers to meet in Geneva KARV, Jan. 10 - ", "Ministers to meet in Geneva"),
        ("Ministers To Meet In Geneva Karv, April 16, IRNA -- ", "Ministers To Meet In Geneva"),
        (
            "Marlia: ministers ready for talks Text of report by newspaper Valley Daily web site on 11 May ",
            "Marlia: ministers ready for talks",
        ),
        ('["Opinion": "No more talks for the sake of talks"] ', "No more talks for the sake of talks"),
        ("Marlia not happy with new green deal ", "Marlia not happy with new green deal"),
    ],
)
def test_fronts(opening: str, headline: str | None) -> None:
    found, dropped, first = front(opening + LEAD)
    assert found == headline
    assert first == LEAD
    assert dropped or opening.startswith(headline or "Karv")


@pytest.mark.parametrize(
    "lead",
    [
        LEAD,
        "President Ilona Varga told The Harbour Times on Monday that the talks in Geneva would begin in May.",
        "Officials in The Hague said on Monday that the court would hear the case in May.",
        "NATO ministers will meet in Karv on Monday to discuss the war, its secretary general said.",
        "US President Ilona Varga on Monday signed a law on the export of grain from the ports of the north.",
        "BBC reporters in Karv say that the border was closed on Monday and that trains have stopped.",
    ],
)
def test_plain_leads_stay_whole(lead: str) -> None:
    assert front(lead) == (None, [], lead)


def test_place_and_date_in_lines_of_their_own() -> None:
    copy = clean(f"KARV.\n\nApril 11 (Interfax) - {LEAD}{REST}")
    assert copy.dateline is not None
    assert (copy.dateline.place, copy.dateline.day, copy.dateline.agency) == ("Karv", "April 11", "Interfax")
    assert [b.text for b in copy.prose][0] == LEAD


def test_note_behind_the_dateline() -> None:
    copy = clean(f"TOKYO, Feb. 20 Kyodo -- (EDS: ADDING DETAILS) {LEAD}{REST}")
    assert [b.text for b in copy.prose][0] == LEAD


@pytest.mark.parametrize(
    "line",
    [
        "Source: Sapa / le/pk Date: 16 Mar 2031 17:36",
        "This document is based exclusively on the content and behavior of selected foreign public media.",
        "[All times GMT and approximate]",
        "Copyright @ 2031 Harbour Internet Limited.",
    ],
)
def test_notes_at_the_end(line: str) -> None:
    assert line not in [b.text for b in clean(f"{LEAD}{REST}\n\n{line}").prose]


def test_a_first_sentence_is_no_headline() -> None:
    copy = clean("Troops were sent to the border, the minister signalled tonight." + REST * 2)
    assert copy.blocks[0].kind == "paragraph"
