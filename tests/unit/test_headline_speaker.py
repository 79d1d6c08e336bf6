"""The speaker whom a headline names is told first."""

from __future__ import annotations

import pytest

from models.digest.headline_speaker import rank
from models.types import Speaker

PESKOV = Speaker("Peskov", "Dmitry Peskov", "Kremlin spokesman", "RU", "person", "peskov")
PUTIN = Speaker("Putin", "Vladimir Putin", "president", "RU", "person", "putin")
AIDE = Speaker("Ushakov", "Yuri Ushakov", "Putin's foreign policy aide", "RU", "person", "ushakov")
BIDEN = Speaker("Biden", "Joe Biden", "US President", "US", "person", "biden")
NEBENZIA = Speaker("Nebenzia", "Vassily Nebenzia", "ambassador", "RU", "person", "nebenzia")
RIVIERE = Speaker("de Rivière", "Nicolas de Rivière", "ambassador", "FR", "person", "riviera")
XI = Speaker("Xi", "Xi Jinping", "president", "CN", "person", "xi")


@pytest.mark.parametrize(
    ("headline", "first", "second"),
    [
        ("Kremlin says it is in touch with both sides", PESKOV, PUTIN),
        ("Peskov: no call planned with Putin's guest", PESKOV, PUTIN),
        ("Egypt agrees to let lorries into Gaza, Biden says", BIDEN, PUTIN),
        ("Putin to travel to Beijing, Biden says", BIDEN, PUTIN),
        ("Russia blames West for failure of its draft", NEBENZIA, RIVIERE),
        ("What Putin told the prime minister", PUTIN, AIDE),
        ("Putin meets Biden in Geneva", PUTIN, BIDEN),
    ],
)
def test_whom_the_headline_has_speak_or_names(headline: str, first: Speaker, second: Speaker) -> None:
    assert rank(headline, first) > rank(headline, second)


@pytest.mark.parametrize(
    ("headline", "speaker"),
    [
        ("Ministers meet in Cairo", BIDEN),
        ("Taxi drivers block the ring road", XI),
        ("What the president told his guest", AIDE),
        ("Ministers meet in Cairo", None),
    ],
)
def test_whom_the_headline_does_not_name(headline: str, speaker: Speaker | None) -> None:
    assert rank(headline, speaker) == 0
