"""Short articles in the form that the stand-in for the models reads: a headline, then who said what."""

from __future__ import annotations

PESKOV = (
    "No calls planned\n"
    '"We keep contact with both sides," said Dmitry Peskov, Kremlin spokesman (RU).\n'
    "Antony Blinken, Secretary of State (US) said that talks go on.\n"
    "Vladimir Putin (RU) allegedly told Ukrainska Pravda that he wants peace.\n"
)
GUTERRES = (
    "Guterres appeals for a corridor\n"
    '"Civilians must be protected," said Antonio Guterres, Secretary-General (UN).\n'
    "The appeal came late in the evening.\n"
)
CALLS = (
    "Kremlin plans no call\n"
    "Vladimir Putin did not plan to call Benjamin Netanyahu, Dmitry Peskov said.\n"
    "At least 700 people were killed in Israel, Yoav Gallant said.\n"
    "The day was quiet otherwise.\n"
)
CALLED = (
    "Putin telephones Netanyahu\n"
    "Vladimir Putin called Benjamin Netanyahu.\n"
    "About 1300 people were killed in Israel.\n"
    "It was the first call since the autumn.\n"
)


def long_article(story: str, words: int = 120) -> str:
    """``story`` drawn out to an article of at least so many words."""
    filler = " ".join(f"The desk in town {n} added a detail to it." for n in range(words // 9 + 1))
    return f"{story}{filler}\n"
