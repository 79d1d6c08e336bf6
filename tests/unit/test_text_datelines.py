"""Datelines in the forms that agencies use, and what only looks like one."""

from __future__ import annotations

import pytest

from models.reading import dateline


@pytest.mark.parametrize(
    ("opening", "place", "day", "agency"),
    [
        ("MOSCOW, October 9. /TASS/. ", "Moscow", "October 9", "TASS"),
        ("MOSCOW (Reuters) - ", "Moscow", None, "Reuters"),
        ("GENEVA, March 3 (AP) — ", "Geneva", "March 3", "AP"),
        ("KYIV, Ukraine (AP) — ", "Kyiv", None, "AP"),
        ("JERUSALEM, Oct 12 (Reuters) - ", "Jerusalem", "Oct 12", "Reuters"),
        ("JERUSALEM/GAZA, Oct 12 (Reuters) - ", "Jerusalem/Gaza", "Oct 12", "Reuters"),
        ("Beijing, 14 October – Xinhua: ", "Beijing", "14 October", "Xinhua"),
        ("SEOUL, Oct. 14 (Yonhap) -- ", "Seoul", "Oct. 14", "Yonhap"),
        ("MOSCOW. Oct 9 (Interfax) - ", "Moscow", "Oct 9", "Interfax"),
        ("Brussels, 16 October 2023 - ", "Brussels", "16 October 2023", None),
        ("UNITED NATIONS (Atlantic Ledger) — ", "United Nations", None, "Atlantic Ledger"),
        ("BOCA RATON, Fla. -- ", "Boca Raton", None, None),
        ("WASHINGTON — ", "Washington", None, None),
        ("DOHA: ", "Doha", None, None),
        ("(Reuters) - ", "", None, "Reuters"),
        ("Aug 30 (Reuters) – ", "", "Aug 30", "Reuters"),
        ("Bogota, May 3 (efe-epa).- ", "Bogota", "May 3", "efe-epa"),
        ("(Meridian) - ", "", None, "Meridian"),
    ],
)
def test_forms(opening: str, place: str, day: str | None, agency: str | None) -> None:
    found = dateline.find(opening + "The ministers met.", 7)
    assert found is not None
    assert (found.place, found.day, found.agency) == (place, day, agency)
    assert found.span == (7, 7 + len(opening))


@pytest.mark.parametrize(
    "text",
    [
        "Russian President Vladimir Putin has no plans.",
        "TRUMP: We will win.",
        "Q: How did it go?",
        "UPDATE: 5/12 — The website is down.",
        "EXCLUSIVE – Roger Sample: Don't go.",
        "Sen. Anna Sample (R-Fla.) — The senator said.",
        "On October 7, 2023 — The war began.",
        "(CROSSTALK.)",
        "Macron, Monday — The president spoke.",
        "IOWA POLLS NOT NECESSARILY WRONG, JUST TOO EARLY - Mark said.",
        "MOSCOW (Reuters) said nothing.",
    ],
)
def test_lookalikes(text: str) -> None:
    assert dateline.find(text) is None
