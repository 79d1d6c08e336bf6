"""One address for one article, however its link is dressed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.urls import canonical, host, without_tracking

PLAIN = "https://paper.example/world/2023/10/09/no-calls"


@pytest.mark.parametrize(
    "dressed",
    [
        "https://paper.example/world/2023/10/09/no-calls/",
        "http://paper.example/world/2023/10/09/no-calls",
        "https://www.paper.example/world/2023/10/09/no-calls",
        "https://m.paper.example/world/2023/10/09/no-calls",
        "https://amp.paper.example/world/2023/10/09/no-calls",
        "HTTPS://Paper.Example:443/world/2023/10/09/no-calls",
        "http://paper.example:80/world/2023/10/09/no-calls",
        "https://paper.example/world/2023/10/09/no-calls?utm_source=rss&utm_medium=feed",
        "https://paper.example/world/2023/10/09/no-calls?fbclid=IwAR0&gclid=3&mc_cid=1",
        "https://paper.example/world/2023/10/09/no-calls?at_medium=RSS&at_campaign=KARANGA",
        "https://paper.example/world/2023/10/09/no-calls#comments",
        "https://paper.example/world/2023/10/09/no-calls#:~:text=no%20calls",
        "https://paper.example/amp/world/2023/10/09/no-calls",
        "https://paper.example/world/2023/10/09/no-calls/amp",
        "https://paper.example/world/2023/10/09/no-calls/amp/",
        "https://paper.example/world/2023/10/09/no-calls?outputType=amp",
        "https://www.google.com/amp/s/paper.example/world/2023/10/09/no-calls",
        "https://paper-example.cdn.ampproject.org/c/s/paper.example/world/2023/10/09/no-calls",
        "https://paper.example./world/2023/10/09/no-calls",
        "  https://paper.example/world/2023/10/09/no-calls ",
        "https://paper.example/world/2023/10/09/no%2Dcalls",
    ],
)
def test_dress_makes_no_difference(dressed: str) -> None:
    assert canonical(dressed) == PLAIN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://paper.example/story?id=1", "https://paper.example/story?id=2"),
        ("https://paper.example/story?cid=1", "https://paper.example/story?cid=2"),
        ("https://paper.example/Story", "https://paper.example/story"),
        ("https://paper.example/a", "https://other.example/a"),
        ("https://paper.example:8080/a", "https://paper.example/a"),
        ("https://paper.example/#!/story/1", "https://paper.example/#!/story/2"),
        ("https://paper.example/campaign", "https://paper.example/camp"),
        ("https://amp.example/a", "https://m.example/a"),
        ("https://paper.example/swamp", "https://paper.example/sw"),
        ("https://news.paper.example/a", "https://paper.example/a"),
        *(
            (f"https://docs.example/d/1?{name}=SECRET", "https://docs.example/d/1")
            for name in ("share", "ref", "source", "token", "key", "cmp", "sref", "ns_x", "amp", "taid")
        ),
    ],
)
def test_what_may_be_another_page_stays_another(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)


def test_the_order_of_parameters_does_not_count() -> None:
    assert canonical("https://a.example/p?b=2&a=1") == canonical("https://a.example/p?a=1&utm_id=9&b=2")


def test_host() -> None:
    assert host("https://WWW.Bücher.example/x") == "xn--bcher-kva.example"
    assert host("https://m.paper.example/a") == host("http://www.paper.example/b")
    assert host("nonsense") == ""


@pytest.mark.parametrize(
    "odd", ["", "http://", "http://[::1", "https://a.example:99999/x", "not a link", "//"]
)
def test_what_is_no_address_comes_back(odd: str) -> None:
    assert canonical(odd) == odd.strip().casefold()


@given(st.text(max_size=80), st.text(max_size=40))
def test_any_text_has_one_form(path: str, query: str) -> None:
    once = canonical(f"https://paper.example/{path}?{query}")
    assert canonical(once) == once


def test_an_address_is_shown_without_the_name_of_whom_it_was_sent_to() -> None:
    sent = "https://paper.example/a?b=2&mkt_tok=ann&share=K%C3%B6&UTM_term=ann&a#:~:text=ann"
    assert without_tracking(sent) == "https://paper.example/a?b=2&share=K%C3%B6&a"
    assert without_tracking("https://app.example/?x=1#/story/2") == "https://app.example/?x=1#/story/2"
    assert without_tracking("http://[::1") == "http://[::1"
