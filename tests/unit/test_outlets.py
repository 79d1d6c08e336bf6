"""Whose name a page may carry."""

from __future__ import annotations

import pytest

from bot.core.lookalikes import disguised, folded, readable_host
from bot.fetch import outlets


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("Reuters", "reuters.com"),
        ("Reuters World News", "uk.reuters.com"),
        ("BBC News", "bbc.co.uk"),
        ("The New York Times", "nytimes.com"),
        ("AP News", "apnews.com"),
        ("Deutsche Welle", "dw.com"),
        ("DW.COM", "amp.dw.com"),
        ("Financial Times", "ft.com"),
        ("FRANCE 24", "france24.com"),
        ("Українська правда", "pravda.com.ua"),
        ("Radio Free Europe/Radio Liberty", "rferl.org"),
        ("POLITICO", "politico.eu"),
        ("UN News", "news.un.org"),
        ("U.S. Department of State", "state.gov"),
        ("Ministry of Foreign Affairs of Norland", "mfa.gov.ua"),
        ("GOV.UK", "gov.uk"),
        ("South China Morning Post", "scmp.com"),
        ("The Times of India", "timesofindia.indiatimes.com"),
        ("The Halden Paper", "paper.example"),
        ("Harbour Gazette", "harbourgazette.blogspot.com"),
        ("Übersee-Zeitung", "übersee-zeitung.example"),
        ("The Gate's Own Paper", "gatesown.example"),
    ],
)
def test_an_outlet_keeps_its_name_on_its_own_host(name: str, host: str) -> None:
    expected = host if not name.isascii() and "правда" in name else name
    assert outlets.shown(name, f"https://www.{host}/a") == expected


@pytest.mark.parametrize(
    "name",
    [
        "Reuters",
        "REUTERS",
        "Reuters.com",
        "The Reuters World Service",
        "R e u t e r s",
        "Rеuters",  # Cyrillic е
        "Reuterѕ",  # Cyrillic ѕ
        "Ｒｅｕｔｅｒｓ",  # full width
        "𝐑𝐞𝐮𝐭𝐞𝐫𝐬",  # mathematical bold
        "Réutérs",
        "Reut\u200bers",
        "\u202esretueR",
        "BBC",
        "The Guardian",
        "Associated Press",
        "Kremlin",
        "The Northern Courier",
    ],
)
@pytest.mark.parametrize(
    "host", ["evil.example", "news-desk.com", "reuters.evil.com", "reuters-world.com", "reuters.news"]
)
def test_a_borrowed_name_gives_way_to_the_host(name: str, host: str) -> None:
    assert outlets.shown(name, f"https://{host}/a") == host


def test_a_disguised_name_is_not_shown_even_where_it_would_fit() -> None:
    assert outlets.shown("H\u0430rbour Gazette", "https://harbour.example/a") == "harbour.example"


def test_a_host_that_passes_for_another_is_shown_as_it_is_registered() -> None:
    assert readable_host("https://www.r\u0435uters.com/a") == "xn--ruters-3of.com"
    assert readable_host("https://bücher.example/a") == "bücher.example"
    assert readable_host("https://paper.example/a") == "paper.example"
    assert readable_host("no address") == ""


def test_what_a_name_reads_as() -> None:
    assert folded("Rеutérѕ\u202e B\u0412C 0ne") == "reuters bbc one"
    assert disguised("Rеuters")
    assert not disguised("Réuters")
    assert not disguised("Правда")
    assert not disguised("Channel 10")
