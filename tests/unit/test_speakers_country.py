"""For which country somebody speaks where his own title does not tell."""

from __future__ import annotations

import pytest

from models.knowledge import leaders
from tests.unit.speaker_texts import Said, resolve

pytestmark = pytest.mark.slow

MOVE = "the talks had failed"


def country(text: str, source: str) -> str | None:
    found = resolve(f"{text} {source} said {MOVE}.".strip(), Said(source, "said", MOVE))[-1].speaker
    assert found is not None
    return found.country


@pytest.mark.parametrize(
    ("name", "office", "code"),
    [
        ("Volodymyr Zelenskiy", None, "UA"),
        ("Putin", None, "RU"),
        ("Bush", "president", "US"),
        ("Bush", None, None),
        ("Thaksin", "prime minister", "TH"),
        ("Lee", "president", None),
        ("Hussein", "king", "JO"),
        ("Antonio Guterres", None, "UN"),
        ("Josep Borrell", None, "EU"),
        ("Karl Odum", "president", None),
    ],
)
def test_the_country_of_those_whom_everybody_knows(name: str, office: str | None, code: str | None) -> None:
    assert leaders.country(name, office) == code


@pytest.mark.parametrize(
    ("dateline", "source", "code"),
    [
        ("JOHANNESBURG, March 16 (Sapa) - It rained.", "Presidential spokesman Bheki Kumalo", "ZA"),
        ("JAKARTA (Agency): It rained.", "Foreign Minister Budi Santosa", "ID"),
        ("Bangkok, 9 April (Kyodo) -- It rained.", "Senior Commerce Ministry official Boon Chai", "TH"),
        ("LONDON, Jan 15 (Reuters) - It rained.", "Police", "GB"),
        ("LONDON, Jan 15 (Reuters) - It rained.", "Police in Nairobi", "KE"),
        ("GENEVA, Jan 15 (Reuters) - It rained.", "The foreign minister", None),
        ("TOKYO, Jan 15 (Kyodo) - It rained.", "Chancellor Gerhard Schroeder", "DE"),
        ("TOKYO, Jan 15 (Kyodo) - In Tehran, Ali Rahimi spoke.", "Laura Kiss, a singer,", None),
    ],
)
def test_the_country_of_the_dateline(dateline: str, source: str, code: str | None) -> None:
    assert country(dateline, source) == code


def test_an_office_in_a_sentence_set_elsewhere_is_that_countrys() -> None:
    text = f"TOKYO, Jan 15 (Kyodo) - It rained. In Tehran, Foreign Minister Karim Zahedi said {MOVE}."
    found = resolve(text, Said("Foreign Minister Karim Zahedi", "said", MOVE))[0].speaker
    assert found is not None
    assert found.country == "IR"


def test_an_office_after_another_countrys_is_not_the_datelines() -> None:
    text = "TOKYO, Jan 15 (Kyodo) - German government spokesman Uwe Kranz arrived."
    assert country(text, "Chancellor Ernst Faber") is None


def test_the_only_country_that_an_article_is_about() -> None:
    text = "Peru votes. Peruvian parties are many. Lima is calm. In Peru all is well. The Peruvian army is."
    assert country(text, "The foreign minister") == "PE"


def test_a_country_in_another_things_name_is_none() -> None:
    text = "Congo Fever spreads. Congo Fever kills. Congo Fever is rare. Congo Fever is feared here."
    assert country(text, "Health Minister Hamid Saidi") is None


def test_a_leader_with_the_bare_office_tells_the_articles_country() -> None:
    text = "At a summit, Prime Minister Junichiro Koizumi met US President George Bush."
    assert country(text, "Foreign Minister Kenta Mori") == "JP"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("Joanna Merry of the Scottish National Party", "GB"),
        ("Amina Diallo, a member of the Rajya Sabha,", "IN"),
        ("Northamptonshire's chief constable Nick Adder", "GB"),
        ("MDC leader Morgan Changirai", "ZW"),
        ("An expert on China", None),
        ("Police chief Juan Ruiz of Barcelona", "ES"),
        ("UN envoy Olaf Berg", "UN"),
        ("EU spokeswoman Anna Berg", "EU"),
        ("NATO spokeswoman Anna Berg", None),
        ("A Number 10 spokesman", "GB"),
        ("Orban", "HU"),
    ],
)
def test_the_country_of_a_party_a_region_or_a_union(source: str, code: str | None) -> None:
    assert country("", source) == code


def test_a_spokesman_is_the_last_bodys() -> None:
    text = "The German army said it was late. A spokesman said it was dark."
    german = Said("The German army", "said", "it was late")
    found = resolve(text, german, Said("A spokesman", "said", "it was dark"))[-1].speaker
    assert found is not None
    assert (found.name, found.country) == (None, "DE")


def test_a_foreign_office_is_the_articles_own() -> None:
    assert country("ISLAMABAD - Rain fell on Pakistan.", "Foreign Office spokesman Omar Faisal") == "PK"
    assert country("London is calm. Rain fell on Paris.", "Foreign Office spokesman John Kent") == "GB"
    assert country("Rain fell on Paris and Madrid.", "Foreign Office spokesman John Kent") is None


def test_the_national_security_council_is_not_the_united_nations() -> None:
    assert country("SEOUL, Jan 15 (Yonhap) - It rained.", "The National Security Council") == "KR"


def test_a_senate_is_that_of_the_articles_country() -> None:
    text = "MANILA, Jan 15 (Reuters) - It rained."
    assert country(text, "The Senate") == "PH"
    assert country("", "The Senate") == "US"
