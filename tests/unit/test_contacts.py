"""Contacts, with expectations from reading the sentences and the two seed articles."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.cli import console
from models.extractors.contacts.find import find_contacts
from models.extractors.contacts.merged import merged
from models.reading import parser
from models.reading.text import clean
from models.types import Contact, ContactStatus, Kind, Speaker, Statement

pytestmark = pytest.mark.slow

SEEDS = Path(__file__).parents[2] / ".." / "shared" / "seeds"
TUESDAY = datetime(2023, 10, 17, 12, tzinfo=UTC)


def find(text: str, statements: tuple[Statement, ...] = ()) -> tuple[Contact, ...]:
    return find_contacts(parser.parse(text, clean(text)), statements, TUESDAY)


def told(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(c.kind, c.status.value, c.parties) for c in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "President Vladimir Putin and Chinese President Xi Jinping met in Beijing on Wednesday.",
            ("meeting", "held", ("Vladimir Putin", "Xi Jinping")),
        ),
        ("Netanyahu refused to meet Abbas.", ("meeting", "refused", ("Netanyahu", "Abbas"))),
        (
            "Jordan cancelled a summit with Joe Biden in Amman.",
            ("summit", "cancelled", ("Jordan", "Joe Biden")),
        ),
        (
            "Talks between Russia and Ukraine will take place in Istanbul next week.",
            ("talks", "planned", ("Russia", "Ukraine")),
        ),
        (
            "Talks between Armenia and Azerbaijan continued on Tuesday.",
            ("talks", "under way", ("Armenia", "Azerbaijan")),
        ),
        (
            "Sergei Lavrov is meeting Wang Yi in Moscow.",
            ("meeting", "under way", ("Sergei Lavrov", "Wang Yi")),
        ),
        (
            "Emmanuel Macron offered to host Putin in Paris.",
            ("meeting", "offered", ("Emmanuel Macron", "Putin")),
        ),
        ("Putin did not meet Zelensky.", ("meeting", "denied", ("Putin", "Zelensky"))),
        ("The Kremlin denied that Putin had met Prigozhin.", ("meeting", "denied", ("Putin", "Prigozhin"))),
        (
            "In a phone call with Macron, Putin said the war would go on.",
            ("call", "held", ("Putin", "Macron")),
        ),
        (
            "Vladimir Putin has no plans to contact Netanyahu.",
            ("call", "denied", ("Vladimir Putin", "Netanyahu")),
        ),
        (
            "Prince Faisal bin Farhan received a phone call on Monday from Mike Pompeo.",
            ("call", "held", ("Prince Faisal bin Farhan", "Mike Pompeo")),
        ),
        (
            "John Kerry and Sergey Lavrov spoke by phone for 45 minutes.",
            ("call", "held", ("John Kerry", "Sergey Lavrov")),
        ),
        (
            "Sergey Lavrov spoke on Tuesday with his Japanese counterpart, Yoko Kamikawa.",
            ("call", "held", ("Sergey Lavrov", "Yoko Kamikawa")),
        ),
        (
            "President Vladimir Putin arrived on Tuesday. He met Xi Jinping in Beijing.",
            ("meeting", "held", ("Vladimir Putin", "Xi Jinping")),
        ),
        (
            "Antony Blinken said he would meet King Abdullah.",
            ("meeting", "planned", ("Antony Blinken", "King Abdullah")),
        ),
        ("Biden told Sisi by phone that aid must flow.", ("call", "held", ("Biden", "Sisi"))),
        (
            "Ines Duarte told Erik Lund in a phone conversation that the border would stay open.",
            ("call", "held", ("Ines Duarte", "Erik Lund")),
        ),
        (
            "The deal was struck at the annual Kenya-Uganda leaders' summit in Kampala last March.",
            ("summit", "held", ("Kenya", "Uganda")),
        ),
        (
            "The treaty will be signed at the Peru and Chile energy ministers' meeting in October.",
            ("meeting", "planned", ("Peru", "Chile")),
        ),
        ("They reviewed preparations for the NATO summit in Vilnius.", ("summit", "planned", ("NATO",))),
        (
            "Erik Lund signed the accord during his Ghana visit in 1994.",
            ("visit", "held", ("Erik Lund", "Ghana")),
        ),
        (
            "Erik Lund, while on an official visit to Nairobi, Kenya, announced more aid.",
            ("visit", "under way", ("Erik Lund", "Kenya")),
        ),
        (
            "In a meeting with 12 of the envoys on Monday, Ines Duarte said the talks would go on.",
            ("meeting", "held", ("Ines Duarte", "12 of the envoys")),
        ),
        (
            "Ines Duarte met with Trade Ministers from Chile, Peru and Ecuador in Lima.",
            ("meeting", "held", ("Ines Duarte", "Trade Ministers from Chile, Peru and Ecuador")),
        ),
        (
            "Senior officials from Kenya and Uganda are due to meet in Kampala in May.",
            ("meeting", "planned", ("Kenya", "Uganda")),
        ),
        (
            "Ines Duarte urged patience and spoke with Erik Lund about the case.",
            ("call", "held", ("Ines Duarte", "Erik Lund")),
        ),
        (
            "Ines Duarte spoke today by phone with Kenyan President Daniel Otieno.",
            ("call", "held", ("Ines Duarte", "Daniel Otieno")),
        ),
        (
            "Ines Duarte held a telephone call today with President Daniel Otieno of Kenya.",
            ("call", "held", ("Ines Duarte", "Daniel Otieno")),
        ),
        ("Peru and Chile had preliminary talks on fishing last year.", ("talks", "held", ("Peru", "Chile"))),
        (
            "Jordan cancelled a planned summit with Erik Lund.",
            ("summit", "cancelled", ("Jordan", "Erik Lund")),
        ),
        (
            "Erik Lund and Carlos Duarte are expected in Accra on Monday for talks with Daniel Otieno.",
            ("talks", "planned", ("Erik Lund", "Carlos Duarte", "Daniel Otieno")),
        ),
        (
            "Representatives from Peru and Chile have finished two days of talks in Lima.",
            ("talks", "held", ("Peru", "Chile")),
        ),
        ("Erik Lund accepted an invitation to visit Peru.", ("visit", "planned", ("Erik Lund", "Peru"))),
    ],
)
def test_sentences(text: str, expected: tuple[object, ...]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "If Xi meets Biden, markets will rise.",
        "Biden may visit Israel.",
        "Blinken spoke to CNN on Monday.",
        "Blinken spoke to reporters in Cairo.",
        "Trump called Kim Jong Un a rocket man.",
        "He met Abbas.",
        "Biden told Netanyahu that he would meet King Abdullah.",
        "After talks with Vladimir Putin, he met Xi Jinping.",
        "Travellers should not travel to Sudan while the fighting goes on.",
        "Norwegian police spoke with Kari Holm as a suspect.",
        "Ines Duarte has not visited Peru since 2016.",
        "A first group of 20 prisoners from Chad arrived in Libya on Friday.",
        "Chile welcomed the talks.",
        "Canada's summit declaration was long.",
        "Biden told Sisi to contact Hamas.",
        "The Kremlin does not rule out a meeting between Vladimir Putin and Xi Jinping.",
        "Joe Biden and Kamala Harris spoke at a rally.",
    ],
)
def test_no_contact_is_told(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Participants in the meeting included Hamid Karzai, Colin Powell and James Wolfensohn.",
            ("meeting", "held", ("Hamid Karzai", "Colin Powell", "James Wolfensohn")),
        ),
        (
            "Emmanuel Macron will attend the G20 summit in Delhi on Saturday.",
            ("summit", "planned", ("Emmanuel Macron", "G20")),
        ),
        (
            "The conference was attended by Angela Merkel and Emmanuel Macron.",
            ("meeting", "held", ("Angela Merkel", "Emmanuel Macron")),
        ),
        (
            "Angela Merkel was met at the airport by officials from the Foreign Ministry.",
            ("meeting", "held", ("Angela Merkel", "officials from the Foreign Ministry")),
        ),
        (
            "A meeting of foreign ministers of Norway and Sweden was held in Oslo.",
            ("meeting", "held", ("Norway", "Sweden")),
        ),
        (
            "Talks will be held today between Peru and Chile.",
            ("talks", "planned", ("Peru", "Chile")),
        ),
        (
            "Angela Merkel and Emmanuel Macron agreed at their meeting in Paris to act.",
            ("meeting", "held", ("Angela Merkel", "Emmanuel Macron")),
        ),
        (
            "At the end of his two-day visit to Kenya, Emmanuel Macron thanked his hosts.",
            ("visit", "held", ("Emmanuel Macron", "Kenya")),
        ),
        ("Foreign ministers of the G7 met in Tokyo.", ("meeting", "held", ("G7",))),
        (
            "Envoys from Peru and Chile gathered in Geneva for a second round.",
            ("meeting", "held", ("Peru", "Chile")),
        ),
        ("Delegations from Peru and Chile failed to meet.", ("meeting", "denied", ("Peru", "Chile"))),
        (
            "Emmanuel Macron turned down an invitation to visit Peru.",
            ("visit", "refused", ("Emmanuel Macron", "Peru")),
        ),
        (
            "Angela Merkel was able to meet Emmanuel Macron.",
            ("meeting", "held", ("Angela Merkel", "Emmanuel Macron")),
        ),
        (
            "He looks forward to the meeting between Joe Biden and Emmanuel Macron.",
            ("meeting", "planned", ("Joe Biden", "Emmanuel Macron")),
        ),
        (
            "Emmanuel Macron's trip to Peru comes days after the vote.",
            ("visit", "held", ("Emmanuel Macron", "Peru")),
        ),
        (
            "The Swiss delegation flew home from Mali, where it held talks with Prime Minister Luc Tiao.",
            ("talks", "held", ("Swiss delegation", "Luc Tiao")),
        ),
        (
            "Minister of Planning and International Cooperation Nabil Shaath will arrive in Moscow.",
            ("visit", "planned", ("Nabil Shaath", "Russia")),
        ),
        ("King Harald V visited Peru.", ("visit", "held", ("Harald V", "Peru"))),
    ],
)
def test_participants(text: str, expected: tuple[object, ...]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "The partner states regularly take part in meetings of the OSCE.",
        "The ministry advises Swiss nationals against visiting Libya.",
        "Israel's cabinet will meet tomorrow.",
        "The two ministers attended the lecture.",
    ],
)
def test_habits_advice_and_other_occasions_are_no_contacts(text: str) -> None:
    assert told(text) == []


def test_when_where_and_the_day() -> None:
    [past] = find("Vladimir Putin met Xi Jinping in Beijing on Wednesday.")
    assert (past.when, past.day, past.where) == ("Wednesday", date(2023, 10, 11), "Beijing")
    [ahead] = find("Joe Biden will visit Israel on Wednesday.")
    assert (ahead.when, ahead.day, ahead.where) == ("Wednesday", date(2023, 10, 18), "Israel")
    [told] = find("Antony Blinken said on Monday he would meet King Abdullah on Friday.")
    assert told.when == "Friday"


def test_a_second_meeting_behind_a_visit() -> None:
    text = (
        "Erik Lund will fly to Accra on Monday to meet Ghanaian President Ines Duarte and later with "
        "opposition leader Daniel Otieno."
    )
    assert told(text) == [
        ("visit", "planned", ("Erik Lund", "Ghana")),
        ("meeting", "planned", ("Erik Lund", "Ines Duarte")),
        ("meeting", "planned", ("Erik Lund", "Daniel Otieno")),
    ]


def test_one_entry_however_often_it_is_mentioned() -> None:
    text = "Erik Lund met Ines Duarte on Monday. Talks between Lund and Duarte were held in Accra."
    [met] = find(text)
    assert (met.kind, met.when, met.where) == ("meeting", "Monday", "Accra")


def test_contacts_on_different_days_are_two() -> None:
    text = "Erik Lund met Ines Duarte on October 2. Erik Lund met Ines Duarte on October 9."
    assert [c.day for c in find(text)] == [date(2023, 10, 2), date(2023, 10, 9)]


def test_the_date_of_a_verb_of_saying_is_not_the_contact_s() -> None:
    [met] = find("Talks between Peru and Chile began well, officials said yesterday.")
    assert met.when is None


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Erik Lund held talks with Ines Duarte on fishing rights.", "fishing rights"),
        ("Erik Lund met Ines Duarte in Accra to discuss the border dispute.", "the border dispute"),
        ("Erik Lund spoke with Carlos Duarte about the case.", "the case"),
        ("Erik Lund met Ines Duarte. They discussed grain exports.", "grain exports"),
        ("Erik Lund met Ines Duarte on Monday.", None),
    ],
)
def test_topic(text: str, topic: str | None) -> None:
    assert [c.topic for c in find(text)] == [topic]


def test_the_topic_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(console.out, "_file", shown)
    console.contact(
        Contact("talks", ("Peru", "Chile"), ContactStatus.HELD, "", ((0, 1),), when="Monday", topic="fishing")
    )
    assert shown.getvalue().strip() == "Peru – Chile: talks · held · Monday · about fishing"


def test_a_readout_has_the_contact_of_its_headline() -> None:
    text = (
        "Secretary Lund’s Call with Kenyan Foreign Minister Otieno\n\nOffice of the Spokesperson\n\n"
        "Secretary of State Erik Lund warmly congratulated Daniel Otieno today on his appointment as Foreign "
        "Minister. The Secretary and the Minister discussed trade between the two countries.\n"
    )
    assert ("call", "held", ("Erik Lund", "Daniel Otieno")) in told(text)


def test_the_source_is_who_says_so() -> None:
    text = "The Kremlin said Vladimir Putin had met Xi Jinping."
    said = Statement(
        ((17, 50),),
        ((0, 11),),
        ((12, 16),),
        text[17:50],
        Kind.INDIRECT,
        "say",
        speaker=Speaker("The Kremlin"),
    )
    assert [c.source for c in find(text, (said,))] == ["the Kremlin"]


def test_seed_articles() -> None:
    if not SEEDS.is_dir():
        pytest.skip("the seed articles are not beside this checkout")
    first, second = (told(p.read_text(encoding="utf-8")) for p in sorted(SEEDS.glob("*.txt")))
    assert first == [("call", "denied", ("Vladimir Putin", "top leadership of Israel and Palestine"))]
    assert second == [
        ("call", "held", ("Vladimir Putin", "Benjamin Netanyahu")),
        ("visit", "planned", ("Joe Biden", "Israel")),
        ("meeting", "planned", ("Joe Biden", "Benjamin Netanyahu")),
        ("call", "held", ("Vladimir Putin", "leaders of Iran, Egypt, Syria and Palestine")),
        ("meeting", "held", ("Antony Blinken", "Israeli officials")),
    ]


def test_a_party_without_a_letter_does_no_harm() -> None:
    """As the reading of long nonsense finds: a full stop taken for somebody who was met."""
    one = Contact("meeting", (".", "Putin"), ContactStatus.HELD, "met with Putin", ((0, 14),))
    other = replace(one, parties=(".",))
    assert merged([one, other]) == (one,)
