"""The sentences for what could not be read: each can be met, is short and complete, and is documented."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter
from support.articles import PARAGRAPHS, html, pdf
from support.web import Web

from bot.core.errors import Unreadable
from bot.core.reasons import table, unreadable

ROOT = Path(__file__).parents[2]
DOCUMENTATION = ROOT / "docs" / "fetching.md"


@pytest.fixture
async def site() -> AsyncIterator[Web]:
    server = await Web().start()
    yield server
    await server.stop()


def body(markup: str) -> str:
    return f"<html><head><title>Paper</title></head><body>{markup}</body></html>"


def ring(site: Web) -> str:
    return site.redirect("/ring", "/ring")


def with_status(status: int) -> Callable[[Web], str]:
    return lambda site: site.page("/x", html(), status=status)


def holding(page: str | bytes, media: str = "text/html", **headers: str) -> Callable[[Web], str]:
    return lambda site: site.page("/x", page, headers={"Content-Type": media, **headers})


LINKS: dict[str, Callable[[Web], str]] = {
    "bad_link": lambda site: "gopher://www.paper.example/",
    "private_address": lambda site: f"http://10.0.0.7:{site.port}/",
    "dead_link": lambda site: site.url("/", host="gone.test"),
    "unreachable": lambda site: site.url("/"),  # nobody listens there, see below
    "timeout": lambda site: site.hang("/slow"),
    "tls": lambda site: site.url("/").replace("http://", "https://"),
    "bad_answer": holding(b"\x01\x02 not compressed", **{"Content-Encoding": "gzip"}),
    "redirects": ring,
    "too_large": holding("<p>word</p>" * 1000),
    "too_long": holding("The minister spoke at length about the crossing. " * 4000, "text/plain"),
    "login": with_status(401),
    "forbidden": with_status(403),
    "not_found": with_status(404),
    "legal": with_status(451),
    "rate_limited": with_status(429),
    "server_error": with_status(500),
    "refused": with_status(418),
    "paywall": with_status(402),
    "consent_wall": holding(body("<p>We value your privacy. Accept all cookies or manage your consent.</p>")),
    "captcha": holding(body("<p>Please verify you are a human before we let you through.</p>")),
    "javascript": holding(body("<noscript>You need to enable JavaScript to run this app.</noscript>")),
    "error_page": holding(body("<h1>Oops</h1><p>Sorry, the page can't be found.</p>")),
    "link_list": holding(
        body("".join(f"<li><a href='/{n}'>Story {n} of the day's news</a></li>" for n in range(9)))
    ),
    "not_article": holding(body("<p>This video is 20 seconds long.</p>")),
    "empty": holding(b""),
    "too_complex": holding(body("<p><b><i>" * 20_000)),
    "media": holding(b"\x89PNG", "image/png"),
}
SETTINGS: dict[str, dict[str, Any]] = {
    "timeout": {"fetch_timeout": 0.05},
    "too_large": {"fetch_max_bytes": 5000},
}


def protected() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf([PARAGRAPHS[0]]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


FILES: dict[str, tuple[str, bytes]] = {
    "file_type": ("a.docx", b"some bytes"),
    "no_text": ("a.txt", b'"' * 600),
    "file_disguised": ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(200)),
    "file_binary": ("a.txt", bytes(range(256)) * 40),
    "pdf_encrypted": ("a.pdf", protected()),
    "pdf_scanned": ("a.pdf", pdf([], [])),
    "pdf_broken": ("a.pdf", b"%PDF-1.7\n" + b"junk" * 50),
    "pdf_long": ("a.pdf", pdf(*[["A page of text."]] * 61)),
}

# Given by others than the reader, with the facts that their sentences take.
ELSEWHERE: dict[str, dict[str, str]] = {
    "no_network": {},
    "language": {"language": "Russian"},
    "file_gone": {},
    "file_hidden": {},
    "file_withheld": {},
    "offline": {},
    "no_article": {},
    "message_gone": {},
    "copy_gone": {},
    "old": {},
    "crash": {},
    "error": {},
    "too_heavy": {},
    "no_file": {"path": "wire.txt"},
    "no_files": {"path": "Articles"},
    "folder": {"path": "Articles"},
    "file_locked": {"problem": "Permission denied"},
}


async def read(site: Web, reason: str) -> None:
    """Read what cannot be read for ``reason``."""
    reader = site.reader(**SETTINGS.get(reason, {}))
    if reason in FILES:
        await reader.read_file(*FILES[reason])
    else:
        link = LINKS[reason](site)
        if reason == "unreachable":
            await site.hang_up()
        await reader.read(link)


@pytest.mark.parametrize("reason", [reason for reason in table() if reason not in ELSEWHERE])
async def test_each_reason_can_be_met_and_is_a_short_sentence(site: Web, reason: str) -> None:
    with pytest.raises(Unreadable) as met:
        await read(site, reason)
    assert met.value.reason == reason
    assert met.value.passing == table()[reason].get("passing", False)
    assert_short_sentence(str(met.value))


@pytest.mark.parametrize("reason", ELSEWHERE)
def test_a_reason_given_elsewhere_is_a_short_sentence_that_somebody_gives(reason: str) -> None:
    assert_short_sentence(str(unreadable(reason, passing=None, **ELSEWHERE[reason])))
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    assert any(f'unreadable("{reason}"' in source for source in sources)


def assert_short_sentence(text: str) -> None:
    assert text[0].isupper()
    assert text.endswith(".")
    assert "{" not in text
    assert len(text) < 160


@pytest.mark.parametrize("reason", table())
def test_a_reason_is_documented_as_it_is(reason: str) -> None:
    entry = table()[reason]
    row = f"| {reason} | {entry['text']} | {'yes' if entry.get('passing') else ''} |"
    assert row in DOCUMENTATION.read_text(encoding="utf-8")


def test_sentences_are_filled_in() -> None:
    assert "5 MB" in str(unreadable("too_large", megabytes=5.0))
    assert "15 seconds" in str(unreadable("timeout", seconds=15.0))
