"""The PLOVER and CAMEO codes of contacts, read off the manuals."""

from __future__ import annotations

import pytest

from models.knowledge.contact_events import event_code
from models.types import Contact, ContactStatus

HELD, OFFERED = ContactStatus.HELD, ContactStatus.OFFERED


def contact(kind: str, status: ContactStatus, where: str | None = None, source: str | None = None) -> Contact:
    return Contact(kind, ("Ann Hill", "Ben Marsh"), status, "", ((0, 1),), where=where, source=source)


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("call", HELD, ("CONSULT", "phone", "041")),
        ("visit", HELD, ("CONSULT", "visit", "042")),
        ("meeting", HELD, ("CONSULT", "", "040")),
        ("summit", HELD, ("CONSULT", "", "040")),
        ("talks", HELD, ("CONSULT", "", "046")),
        ("talks", ContactStatus.UNDER_WAY, ("CONSULT", "", "046")),
        ("visit", ContactStatus.PLANNED, ("AGREE", "", "036")),
        ("meeting", OFFERED, ("AGREE", "", "036")),
        ("talks", ContactStatus.REFUSED, ("REJECT", "meet", "125")),
        ("call", ContactStatus.DENIED, None),
        ("talks", ContactStatus.CANCELLED, None),
        ("letter", HELD, None),
        ("letter", ContactStatus.PLANNED, None),
        ("seance", HELD, None),
    ],
)
def test_by_kind_and_status(kind: str, status: ContactStatus, code: tuple[str, str, str] | None) -> None:
    assert event_code(contact(kind, status), ("NO", "SE")) == code


@pytest.mark.parametrize(
    ("where", "countries", "mode", "cameo"),
    [
        ("Oslo", ("NO", "SE"), "visit", "043"),  # Norway is the first party, and the host
        ("Stockholm", ("NO", "SE"), "visit", "042"),
        ("Helsinki", ("NO", "SE"), "third-party", "044"),
        ("Helsinki", ("NO", None), "", "040"),  # it may be the other one's home
        ("Nowhere", ("NO", "SE"), "", "040"),
        ("Oslo", ("NO", "NO"), "", "040"),
    ],
)
def test_a_meeting_by_its_place(where: str, countries: tuple[str | None, ...], mode: str, cameo: str) -> None:
    assert event_code(contact("meeting", HELD, where), countries) == ("CONSULT", mode, cameo)


@pytest.mark.parametrize(
    ("source", "countries", "code"),
    [
        ("Kremlin", ("NO", "SE"), ("REQUEST", "meet", "026")),
        ("Kremlin", ("RU", "SE"), ("AGREE", "", "036")),
        ("Kremlin", (None, "SE"), ("AGREE", "", "036")),
        ("Zoe Quill", ("NO", "SE"), ("AGREE", "", "036")),
        (None, ("NO", "SE"), ("AGREE", "", "036")),
    ],
)
def test_an_offer_for_others_is_an_appeal_to_them(
    source: str | None, countries: tuple[str | None, ...], code: tuple[str, str, str]
) -> None:
    assert event_code(contact("talks", OFFERED, source=source), countries) == code
