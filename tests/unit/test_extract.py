"""Pages to articles, and every kind of page that holds none."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.articles import PARAGRAPHS, TITLE, html
from support.effort import in_proportion

from bot.core.article import FetchedArticle
from bot.core.errors import Unreadable
from bot.core.reasons import table
from bot.fetch import metadata
from bot.fetch.charset import decode
from bot.fetch.extract import read_html

URL = "https://www.paper.example/world/halden"
BODY = "\n\n".join(PARAGRAPHS)


def read(page: str | bytes, url: str = URL, charset: str | None = None) -> FetchedArticle:
    return read_html(page.encode() if isinstance(page, str) else page, charset, url)


def refusal(page: str | bytes, url: str = URL) -> str:
    with pytest.raises(Unreadable) as caught:
        read(page, url)
    return caught.value.reason


def linked(**facts: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle"} | facts
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_the_text_is_the_article_and_nothing_around_it() -> None:
    article = read(
        html(after="<aside><h2>Most read</h2><ul><li><a href='/a'>Cat found</a></li></ul></aside>")
    )
    assert article.title == TITLE
    assert article.text == BODY


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2023-10-17T08:30:00+03:00">',
        '<meta name="date" content="Tue, 17 Oct 2023 05:30:00 GMT">',
        '<meta itemprop="datePublished" content="2023-10-17T05:30:00Z">',
        linked(datePublished="2023-10-17T05:30:00.000Z"),
        '<script type="application/ld+json">{"@graph": [{"@type": "WebPage", "datePublished": "2001-01-01"}, '
        '{"@type": ["NewsArticle"], "datePublished": "2023-10-17T01:30:00-04:00"}]}</script>',
    ],
)
def test_the_time_is_in_utc(head: str) -> None:
    assert read(html(head=head)).published == datetime(2023, 10, 17, 5, 30, tzinfo=UTC)


def test_a_day_alone_stands_as_its_midnight() -> None:
    head = '<meta property="article:published_time" content="2023-10-17">'
    assert read(html(head=head)).published == datetime(2023, 10, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", ["soon", "0000-00-00", "2999-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "", "9" * 99]
)
def test_no_time_beats_a_wrong_time(value: str) -> None:
    assert metadata.parse_time(value) is None


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("", "paper.example"),
        ('<meta property="og:site_name" content="The Halden Paper">', "The Halden Paper"),
        (linked(publisher={"@type": "Organization", "name": "Halden Paper"}), "Halden Paper"),
        ('<meta property="og:site_name" content="%s">' % ("x" * 200), "paper.example"),
        ('<meta property="og:site_name" content="Reuters">', "paper.example"),
        ('<meta property="og:site_name" content="The H\u0430lden Paper">', "paper.example"),
        (linked(publisher={"@type": "Organization", "name": "BBC"}), "paper.example"),
    ],
)
def test_outlet(head: str, outlet: str) -> None:
    assert read(html(head=head)).outlet == outlet


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Gate opens | The Halden Paper", "Gate opens"),
        ("Gate opens - The Halden Paper", "Gate opens"),
        ("Gate opens – Northland", "Gate opens – Northland"),
        ("Gate opens | World | The Halden Paper", "Gate opens"),
        ("Gate opens | Opinion | The Halden Paper", "Gate opens | Opinion"),
        ("The Halden Paper", None),
        ("Holm: 'we open the gate'", "Holm: 'we open the gate'"),
        ("  Gate \n opens ", "Gate opens"),
        ("", None),
    ],
)
def test_titles_lose_the_outlet_and_nothing_else(title: str, expected: str | None) -> None:
    assert metadata.tidy_title(title, "The Halden Paper") == expected


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (
            '<link rel="canonical" href="https://www.paper.example/world/halden-reopens">',
            "/world/halden-reopens",
        ),
        ('<link rel="canonical" href="/world/halden-reopens#top">', "/world/halden-reopens"),
        (
            '<meta property="og:url" content="https://paper.example/world/short">',
            "https://paper.example/world/short",
        ),
        ("", "/world/halden"),
        ('<link rel="canonical" href="https://www.paper.example/">', "/world/halden"),
        ('<link rel="canonical" href="javascript:alert(1)">', "/world/halden"),
        ('<link rel="canonical" href="http://[">', "/world/halden"),
    ],
)
def test_canonical_address(link: str, expected: str) -> None:
    expected = expected if expected.startswith("https") else f"https://www.paper.example{expected}"
    assert read(html(head=link)).canonical_url == expected


def test_a_page_cannot_pass_for_another_sites_article() -> None:
    head = '<link rel="canonical" href="https://www.famous.example/world/halden">'
    assert read(html(head=head)).canonical_url == URL


def test_a_mobile_page_may_name_its_desktop_address() -> None:
    head = '<link rel="canonical" href="https://www.paper.example/world/halden">'
    assert read(html(head=head), "https://m.paper.example/world/halden?x=1").canonical_url == URL


CAFE = "The café’s owner — “Zoë” — paid £5."


@pytest.mark.parametrize(
    ("data", "named"),
    [
        (CAFE.encode(), None),
        (CAFE.encode(), "iso-8859-1"),
        (b"\xef\xbb\xbf" + CAFE.encode(), "windows-1252"),
        (CAFE.encode("utf-16"), None),
        (CAFE.encode("utf-16-be"), "UTF-16BE"),
        (CAFE.encode("cp1252"), "ISO-8859-1"),
        (CAFE.encode("cp1252"), "latin1"),
        (CAFE.encode("cp1252"), "no-such-charset"),
        (CAFE.encode("cp1252"), "zlib_codec"),
        (b'<meta charset="windows-1252">' + CAFE.encode("cp1252"), None),
        (
            b'<META http-equiv=Content-Type content="text/html; charset=cp1252">' + CAFE.encode("cp1252"),
            "utf-8",
        ),
    ],
)
def test_charsets(data: bytes, named: str | None) -> None:
    assert decode(data, named).rpartition(">")[2] == CAFE


def test_a_named_charset_counts() -> None:
    assert decode("Привет, мир".encode("koi8-r"), "koi8-r") == "Привет, мир"


def test_control_characters_and_line_ends() -> None:
    assert decode(b"one\r\ntwo\rthree\x00\x07 co\xc2\xadop\xef\xbb\xbf") == "one\ntwo\nthree coop"


@given(
    st.binary(max_size=400),
    st.sampled_from([None, "utf-8", "utf-16", "big5", "shift_jis", "hex", "punycode", "x"]),
)
def test_any_bytes_decode(data: bytes, named: str | None) -> None:
    assert "\x00" not in decode(data, named)


CONSENT = (
    "<h1>Before you continue</h1><p>We and our 842 partners store and access information on a device, such "
    "as cookies, and process personal data. You can accept all cookies or manage your privacy settings.</p>"
    "<button>Accept all</button><button>Reject all</button>"
)
LOGIN = "<h1>Welcome back</h1><p>Please sign in to continue reading.</p><form><input name=user></form>"
CAPTCHA = "<h1>One more step</h1><p>Please verify you are a human before we let you through.</p>"
SCRIPT = "<noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>"
WALL = (
    "<p>Northland and Westmark have agreed to reopen the crossing.</p>"
    "<div><h2>Subscribe to continue</h2><p>Already a subscriber? Log in.</p></div>"
)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (CONSENT, "consent_wall"),
        (LOGIN, "login"),
        (CAPTCHA, "captcha"),
        (SCRIPT, "javascript"),
        (WALL, "paywall"),
        ("<h1>Oops</h1><p>Sorry, the page can't be found.</p>", "error_page"),
        ("<p>Internal Server Error</p>", "error_page"),
        ("<p>Checking your browser before accessing the site.</p>", "captcha"),
        ("<p>This video is 20 seconds long.</p>", "not_article"),
        ("<p></p>", "empty"),
        ("", "empty"),
    ],
)
def test_what_stands_in_an_articles_place_is_named(body: str, reason: str) -> None:
    assert refusal(f"<html><head><title>Paper</title></head><body>{body}</body></html>") == reason


def test_a_long_cookie_wall_is_no_article() -> None:
    wall = "".join(
        f"<p>We and our partners in group {n} use cookies to store information on your device, to show "
        "you advertising that suits you, and to learn how you read. You can manage your choices here.</p>"
        for n in ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
    )
    assert refusal(f"<html><title>Paper</title><body><main>{wall}</main></body></html>") == "consent_wall"


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("404 - Page not found", "error_page"),
        ("Page Not Found | Paper", "error_page"),
        ("Just a moment...", "captcha"),
        ("Access Denied", "error_page"),
        ("Before you continue", "consent_wall"),
    ],
)
def test_error_pages_served_as_fine_are_known_by_their_title(title: str, reason: str) -> None:
    assert refusal(html(PARAGRAPHS[0], PARAGRAPHS[1], title=title)) == reason


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://consent.paper.example/m?continue=x", "consent_wall"),
        ("https://www.paper.example/login?next=/world", "login"),
    ],
)
def test_addresses_that_only_hold_walls(url: str, reason: str) -> None:
    assert refusal(html(PARAGRAPHS[0], PARAGRAPHS[1]), url) == reason


@pytest.mark.parametrize(
    "last",
    [
        "Subscribe to continue reading",
        "To continue reading, please create a free account.",
        "This article is for subscribers only.",
        "Read the full story with a subscription, or sign in.",
        "You've reached your limit of free articles this month.",
        "Sign up to read the rest.",
    ],
)
def test_an_article_that_breaks_off_is_behind_a_paywall(last: str) -> None:
    teaser = (*PARAGRAPHS[:3], last)
    assert refusal(html(*teaser)) == "paywall"
    # The same words in a box that extraction drops.
    assert refusal(html(*PARAGRAPHS[:3], after=f"<div class='paywall'><p>{last}</p></div>")) == "paywall"
    # However long the part before it.
    assert refusal(html(*PARAGRAPHS, *(p.replace("Halden", "Ulmen") for p in PARAGRAPHS), last)) == "paywall"


def test_a_part_that_says_it_is_not_free() -> None:
    assert refusal(html(*PARAGRAPHS[:3], head=linked(isAccessibleForFree=False))) == "paywall"
    assert refusal(html(*PARAGRAPHS[:3], head=linked(isAccessibleForFree="False"))) == "paywall"
    assert read(html(*PARAGRAPHS[:3], head=linked(isAccessibleForFree=True))).text


@pytest.mark.parametrize(
    "extra",
    [
        f"<div id='cookie-banner'>{CONSENT}</div>",
        "<div class='modal'><p>Subscribe now</p><p>Already a subscriber? Log in</p></div>",
        "<p>Sign up to our newsletter</p>",
        "<noscript>Please enable JavaScript to see the comments.</noscript>",
        "<p>Log in to comment.</p>",
    ],
)
def test_an_article_with_notices_around_it_is_read(extra: str) -> None:
    for page in (html(before=extra), html(after=extra), html(*PARAGRAPHS[:2], after=extra)):
        text = read(page).text
        assert text.startswith(PARAGRAPHS[0])
        assert "partners" not in text
        assert "JavaScript" not in text


def test_an_article_about_walls_is_an_article() -> None:
    about = (
        "Regulators in Westmark fined three publishers on Tuesday because their sites made readers accept "
        "all cookies before they could see a single headline, which the law has forbidden since last spring.",
        "The paywall of the largest of them asked visitors to subscribe now or leave, the ruling says; a "
        "captcha then asked them to verify that they were human, and a page not found error met the rest.",
        "The publishers said that they would appeal. Their lawyer, Ilse Brandt, called the decision "
        "a misreading of the statute, and said that newspapers could not live on good will alone.",
    )
    assert read(html(*about, title="Publishers fined over cookie notices")).text == "\n\n".join(about)


TEASERS = [
    ("Gate at Halden opens after eleven weeks", "Lorries begin to cross as ministers shake hands."),
    ("Northland names a new envoy to the talks", "Career diplomat takes over from Astrid Holm."),
    ("Grain prices fall for a third day", "Traders expect convoys before the weekend."),
    ("Parliament votes on the spring budget today", "Opposition says the figures do not add up."),
    ("Storm closes the coastal road at Ulmen", "Police ask drivers to stay at home tonight."),
    ("Football: Westmark hold Northland to a draw", "A late goal saves a point for the visitors."),
    ("How the river became a border line", "A history of maps, wars and customs posts."),
]


def test_a_section_front_is_a_list_of_links() -> None:
    items = "".join(
        f"<article><h2><a href='/{i}'>{head}</a></h2><p>{teaser}</p></article>"
        for i, (head, teaser) in enumerate(TEASERS)
    )
    assert (
        refusal(f"<html><head><title>World</title></head><body><main>{items}</main></body></html>")
        == "link_list"
    )
    items = "".join(f"<li><a href='/{i}'>{head}</a></li>" for i, (head, _) in enumerate(TEASERS * 2))
    assert (
        refusal(f"<html><head><title>World</title></head><body><ul>{items}</ul></body></html>") == "link_list"
    )


def test_an_article_with_related_links_is_no_list() -> None:
    related = "".join(f"<li><a href='/{i}'>{head}</a></li>" for i, (head, _) in enumerate(TEASERS))
    assert read(html(after=f"<section><h3>Related</h3><ul>{related}</ul></section>")).text.startswith(
        PARAGRAPHS[0]
    )


HOSTILE: dict[str, Callable[[float], str]] = {
    "attributes": lambda n: "<html><body><p " + " ".join(f"a{i}=b" for i in range(int(n * 100_000))) + ">hi",
    "quoted": lambda n: "<html><body><p " + " ".join(f'a{i}=">"' for i in range(int(n * 100_000))) + ">hi",
    "unclosed": lambda n: "<html><body>" + "<p><b><i>" * int(n * 100_000),
    "nested": lambda n: "<div>" * int(n * 200_000) + "hello",
    "brackets": lambda n: "<" * int(n * 1_000_000),
    "quotes": lambda n: "<p>" + '"' * int(n * 1_000_000),
    "letters": lambda n: "<p>" + "a" * int(n * 1_000_000),
    "spaces": lambda n: "<title>" + " | " * int(n * 300_000),
    "json": lambda n: '<script type="application/ld+json">' + '{"a":[' * int(n * 100_000),
    "wide json": lambda n: '<script type="application/ld+json">[' + "{}," * int(n * 90_000) + "{}]</script>",
    "metas": lambda n: "<meta name=date content=2023-01-01>" * int(n * 20_000),
    "nul": lambda n: "<html>\x00" * int(n * 10_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_in_a_sentence_and_in_time_in_proportion(name: str) -> None:
    def read_one(amount: float) -> None:
        assert refusal(HOSTILE[name](amount)) in ("too_complex", "empty", "not_article")

    assert in_proportion(read_one)


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_an_article_or_unreadable(data: bytes) -> None:
    for page in (data, b"<html><body><p>" + data, html(head="<meta property=").encode() + data):
        try:
            assert read(page).text
        except Unreadable as error:
            assert error.reason in table()  # noqa: PT017 - either outcome is right


PIECES = [
    "<p>",
    "</p>",
    "<article>",
    "<a href='http://[x'>",
    "<script>",
    "</",
    "<!--",
    "]]>",
    "&#0;",
    "&amp",
    "<time datetime='",
    "'>",
    "<meta property='og:url' content='",
    "<link rel=canonical href='//",
    PARAGRAPHS[0],
    "Subscribe to continue reading",
    "<svg>",
]


@settings(max_examples=80)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_markup_is_an_article_or_unreadable(pieces: list[str]) -> None:
    try:
        assert read("".join(pieces)).text
    except Unreadable as error:
        assert error.reason in table()  # noqa: PT017 - either outcome is right
