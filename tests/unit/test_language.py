"""English passes, foreign names and all; anything else is declined by name."""

from __future__ import annotations

import pytest

from models.reading import language
from models.types import LanguageUnsupported


def declined(text: str) -> str | None:
    """The language for which ``text`` is declined; None where it is read."""
    try:
        language.check(text)
    except LanguageUnsupported as error:
        return error.language or "unknown"
    return None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12:30",
        "Talks resume.",
        "The minister said on Monday that talks would go on in Geneva.",
        "Volodymyr Zelenskyy and Rustem Umerov met Recep Tayyip Erdoğan, Hakan Fidan and İbrahim Kalın "
        "at Dolmabahçe in İstanbul.",
        "The ministers agreed on Monday to go on with the talks. " * 6
        + "Он сказал: «Переговоры продолжатся». " * 2,
    ],
)
def test_english_passes(text: str) -> None:
    assert declined(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Министр иностранных дел заявил в понедельник, что переговоры продолжатся.", "Russian"),
        ("Міністр закордонних справ України заявив у понеділок, що переговори тривають.", "Ukrainian"),
        ("Der Außenminister sagte am Montag in Berlin, die Verhandlungen würden fortgesetzt.", "German"),
        (
            "Le ministre des affaires étrangères a déclaré lundi que les discussions se poursuivraient.",
            "French",
        ),
        ("El ministro dijo que no habrá conversaciones con el gobierno hasta el próximo lunes.", "Spanish"),
        ("وقال وزير الخارجية إن المحادثات ستستمر", "Arabic"),
        ("外交部发言人表示", "Chinese"),
    ],
)
def test_other_languages_are_named(text: str, name: str) -> None:
    assert declined(text) == name


def test_the_majority_counts() -> None:
    russian = "Министр заявил, что переговоры продолжатся на следующей неделе. "
    assert declined(russian * 20 + "Talks will go on. ") == "Russian"
