"""Who is meant: names, pronouns, descriptions, bodies, and nobody where it is unclear."""

from __future__ import annotations

import pytest

from tests.unit.speaker_texts import Said, resolve, speaker

pytestmark = pytest.mark.slow


def test_title_before_a_name_gives_role_and_country() -> None:
    who = speaker(
        "The talks went on. Russian Foreign Minister Sergey Lavrov said the talks were useful.",
        Said("Russian Foreign Minister Sergey Lavrov", "said", "the talks were useful"),
    )
    assert (who.name, who.role, who.country, who.kind) == (
        "Sergey Lavrov",
        "foreign minister",
        "RU",
        "person",
    )
    assert who.key == "lavrov, sergei"


def test_surname_takes_the_full_name_from_elsewhere() -> None:
    who = speaker(
        "Kremlin Spokesman Dmitry Peskov saw no plans.\nPeskov stressed it was too early.",
        Said("Peskov", "stressed", "it was too early"),
    )
    assert (who.name, who.role, who.country) == ("Dmitry Peskov", "Kremlin spokesman", "RU")


@pytest.mark.parametrize(
    ("apposition", "role"),
    [
        ("the foreign minister of Norway,", "foreign minister of Norway"),
        ("a spokeswoman for the foreign ministry,", "spokeswoman for the foreign ministry"),
        ("who is the prime minister,", "prime minister"),
    ],
)
def test_role_in_an_apposition(apposition: str, role: str) -> None:
    who = speaker(
        f"Anna Berg, {apposition} said that nothing had changed.",
        Said("Anna Berg", "said", "nothing had changed"),
    )
    assert (who.name, who.role) == ("Anna Berg", role)


def test_description_with_the_name_after_it() -> None:
    who = speaker(
        "The Faroese fisheries minister, Høgni Dam, complained that nobody listened.",
        Said("The Faroese fisheries minister, Høgni Dam,", "complained", "nobody listened"),
    )
    assert (who.name, who.role, who.country) == ("Høgni Dam", "fisheries minister", "FO")


def test_no_role_is_invented() -> None:
    who = speaker(
        "Vladimir Putin said the deal was dead.", Said("Vladimir Putin", "said", "the deal was dead")
    )
    assert (who.name, who.role, who.country) == ("Vladimir Putin", None, "RU")


def test_he_goes_to_who_spoke_last() -> None:
    who = speaker(
        "Russian President Vladimir Putin has no plans to call Israel, Kremlin Spokesman Dmitry Peskov told "
        'reporters.\n"There are no such contacts on his schedule," he said.',
        Said("Kremlin Spokesman Dmitry Peskov", "told", "has no plans to call Israel"),
        Said("he", "said", "There are no such contacts"),
    )
    assert who.name == "Dmitry Peskov"


def test_he_does_not_go_to_a_woman() -> None:
    who = speaker(
        "German Foreign Minister Annalena Baerbock met Josep Borrell. He said the meeting was useful.",
        Said("He", "said", "the meeting was useful"),
    )
    assert who.name == "Josep Borrell"


def test_she_passes_over_the_men() -> None:
    who = speaker(
        "Mr. Lavrov received Mr. Blinken. Ms. Zakharova stood by. Later she said the mood was good.",
        Said("she", "said", "the mood was good"),
    )
    assert who.name == "Zakharova"


def test_two_men_together_leave_he_open() -> None:
    who = speaker(
        "Sergey Lavrov and Antony Blinken met in Geneva. He said the talks were useful.",
        Said("He", "said", "the talks were useful"),
    )
    assert who.name is None
    assert who.mention == "He"


def test_names_in_the_words_said_are_no_antecedents() -> None:
    who = speaker(
        "A White House official spoke to the press. Joe Biden hopes to call Mahmoud Abbas, he added.",
        Said("A White House official", "spoke", "to the press"),
        Said("he", "added", "Joe Biden hopes to call Mahmoud Abbas"),
    )
    assert (who.name, who.role, who.country) == (None, "White House official", "US")


def test_names_inside_quotations_are_no_antecedents() -> None:
    who = speaker(
        'Maria Zakharova was asked about Kyiv. "Zelensky decides nothing. Biden decides," Zakharova said. '
        "She added that this was known.",
        Said("Zakharova", "said", "Zelensky decides nothing"),
        Said("She", "added", "this was known"),
    )
    assert who.name == "Maria Zakharova"


def test_a_description_fits_the_office_held() -> None:
    text = (
        "Israeli Defense Minister Yoav Gallant met Russian Foreign Minister Sergey Lavrov. "
        "The Israeli minister said the talks were frank."
    )
    assert speaker(text, Said("The Israeli minister", "said", "the talks were frank")).name == "Yoav Gallant"


def test_the_minister_is_open_with_two_ministers() -> None:
    who = speaker(
        "French Finance Minister Bruno Le Maire and German Finance Minister Christian Lindner met in Paris. "
        "The minister said a deal was close.",
        Said("The minister", "said", "a deal was close"),
    )
    assert who.name is None


def test_another_office_is_not_the_one_described() -> None:
    who = speaker(
        "British Foreign Secretary James Cleverly visited Cairo. The Egyptian president said he was worried.",
        Said("The Egyptian president", "said", "he was worried"),
    )
    assert (who.name, who.role, who.country) == (None, "Egyptian president", "EG")


def test_a_leader_known_by_elimination() -> None:
    text = (
        "Vladimir Putin spoke with Benjamin Netanyahu about what Russia would do. "
        "The Russian leader told the Israeli prime minister that Russia would help. "
        "Israeli Prime Minister Benjamin Netanyahu thanked him."
    )
    found = resolve(
        text, Said("The Russian leader", "told", "Russia would help", "the Israeli prime minister")
    )[0]
    assert found.speaker is not None
    assert (found.speaker.name, found.speaker.country) == ("Vladimir Putin", "RU")
    assert found.audience == ("Benjamin Netanyahu",)


def test_a_foreign_capital_speaks_for_its_country() -> None:
    who = speaker("Moscow said it would answer.", Said("Moscow", "said", "it would answer"))
    assert (who.name, who.kind, who.country) == ("Russia", "country", "RU")


def test_a_city_where_something_is_said_is_no_speaker() -> None:
    found = resolve(
        "In Moscow, Sergey Lavrov said it was over.", Said("Sergey Lavrov", "said", "it was over")
    )[0]
    assert found.speaker is not None
    assert (found.speaker.name, found.occasion) == ("Sergey Lavrov", "In Moscow")


@pytest.mark.parametrize(
    ("source", "name", "country"),
    [
        ("Downing Street", "Downing Street", "GB"),
        ("The White House", "White House", "US"),
        ("The Israel Defense Forces (IDF)", "Israel Defense Forces", "IL"),
        ("The Russian Foreign Ministry", "Russian Foreign Ministry", "RU"),
        ("Hamas", "Hamas", "PS"),
        ("NATO", "NATO", None),
        ("The Israeli army", "Israeli army", "IL"),
    ],
)
def test_bodies_speak_under_their_own_names(source: str, name: str, country: str | None) -> None:
    who = speaker(f"{source} said the attack had failed.", Said(source, "said", "the attack had failed"))
    assert (who.name, who.country, who.kind) == (name, country, "body")


@pytest.mark.parametrize(
    ("source", "role", "country", "kind"),
    [
        ("A senior Israeli official", "senior Israeli official", "IL", "person"),
        ("Two diplomats", "diplomats", None, "group"),
        ("Advisers to the US president", "advisers to the US president", "US", "group"),
        ("Sources familiar with the matter", "Sources familiar with the matter", None, "group"),
        ("A spokesman for the Israeli military", "spokesman for the Israeli military", "IL", "person"),
    ],
)
def test_the_unnamed_keep_what_they_are(source: str, role: str, country: str | None, kind: str) -> None:
    who = speaker(f"{source} said the attack had failed.", Said(source, "said", "the attack had failed"))
    assert who.name is None
    assert who.key is None
    assert ((who.role or "").casefold(), who.country, who.kind) == (role.casefold(), country, kind)


def test_a_possessor_is_not_the_speaker() -> None:
    who = speaker(
        "Vladimir Putin's spokesman said the call had been short.",
        Said("Vladimir Putin's spokesman", "said", "the call had been short"),
    )
    assert who.name is None


def test_the_words_of_somebody_are_theirs() -> None:
    who = speaker(
        "US Secretary of State Antony Blinken landed. The trip, according to Blinken's words, will be short.",
        Said("Blinken's words", "according to", "will be short"),
    )
    assert who.name == "Antony Blinken"


def test_who_goes_to_the_noun_before_it() -> None:
    who = speaker(
        "Swedish Prime Minister Ulf Kristersson, who said the bid was on track, flew home.",
        Said("who", "said", "the bid was on track"),
    )
    assert who.name == "Ulf Kristersson"


def test_namesakes_in_one_article_keep_apart() -> None:
    text = (
        "President Joe Biden and his son Hunter Biden were in Delaware.\n"
        "Hunter Biden said he was innocent.\nJoe Biden said he loved him."
    )
    found = resolve(
        text, Said("Hunter Biden", "said", "he was innocent"), Said("Joe Biden", "said", "he loved him")
    )
    assert [s.speaker.name for s in found if s.speaker] == ["Hunter Biden", "Joe Biden"]


def test_it_goes_to_the_body_that_spoke() -> None:
    who = speaker(
        "Hezbollah said it had fired rockets. It added that more would follow.",
        Said("Hezbollah", "said", "it had fired rockets"),
        Said("It", "added", "more would follow"),
    )
    assert who.name == "Hezbollah"


def test_several_who_speak_together_are_no_single_person() -> None:
    who = speaker(
        "Sergey Lavrov and Antony Blinken said the talks were useful.",
        Said("Sergey Lavrov and Antony Blinken", "said", "the talks were useful"),
    )
    assert (who.kind, who.name) == ("group", "Sergey Lavrov and Antony Blinken")


def test_a_listing_with_others_names_nobody() -> None:
    who = speaker(
        "Sergey Lavrov and his deputies said the talks were useful.",
        Said("Sergey Lavrov and his deputies", "said", "the talks were useful"),
    )
    assert who.name is None


def test_under_the_dateline_of_a_capital_its_own_minister_speaks() -> None:
    text = "AMMAN, October 18 (Meridian) — Foreign Minister Ayman Safadi said the summit was off."
    assert speaker(text, Said("Foreign Minister Ayman Safadi", "said", "the summit was off")).country == "JO"


def test_a_source_that_names_nobody_has_no_speaker() -> None:
    found = resolve(
        "It was announced that the border would open.", Said("", "announced", "the border would open")
    )[0]
    assert found.speaker is None
    assert found.source == ()


def test_titles_in_small_letters_and_bad_spacing() -> None:
    who = speaker(
        "israeli prime minister Benjamin Netanyahu  said the war goes on.Netanyahu said it would be long.",
        Said("israeli prime minister Benjamin Netanyahu", "said", "the war goes on"),
    )
    assert (who.name, who.role) == ("Benjamin Netanyahu", "israeli prime minister")


def test_resolving_twice_gives_the_same() -> None:
    text = "Kremlin Spokesman Dmitry Peskov spoke. He said no. The Kremlin spokesman said never."
    said = (Said("He", "said", "no"), Said("The Kremlin spokesman", "said", "never"))
    assert resolve(text, *said) == resolve(text, *said)
