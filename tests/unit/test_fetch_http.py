"""Downloads through the loopback server: limits, redirects, statuses, failures."""

from __future__ import annotations

import asyncio
import gzip
import socket
import zlib
from collections.abc import AsyncIterator
from textwrap import wrap

import pytest
from aiohttp import web
from aiohttp.abc import ResolveResult
from support import articles
from support.settings import settings
from support.web import FakeDns, Web

from bot.core.errors import Unreadable
from bot.fetch.guard import Guard
from bot.fetch.reader import Reader


@pytest.fixture
async def site() -> AsyncIterator[Web]:
    server = await Web().start()
    yield server
    await server.stop()


async def refusal(reader: Reader, url: str) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        await reader.read(url)
    return caught.value


async def test_a_page_is_read_as_an_article(site: Web) -> None:
    link = site.page("/world/halden", articles.html())
    article = await site.reader().read(link + "?utm_source=feed#comments")
    assert article.url == link + "?utm_source=feed#comments"
    assert article.title == articles.TITLE
    assert article.text == "\n\n".join(articles.PARAGRAPHS)
    assert article.outlet == "paper.example"
    assert article.published is None
    headers = site.requests[0].headers
    assert headers["User-Agent"].startswith("Attache/")
    assert "Cookie" not in headers


@pytest.mark.parametrize(
    ("status", "reason", "passing"),
    [
        (401, "login", False),
        (402, "paywall", False),
        (403, "forbidden", False),
        (404, "not_found", False),
        (410, "not_found", False),
        (418, "refused", False),
        (429, "rate_limited", True),
        (451, "legal", False),
        (500, "server_error", True),
        (503, "server_error", True),
        (304, "refused", False),
    ],
)
async def test_statuses_have_their_sentences(site: Web, status: int, reason: str, passing: bool) -> None:
    link = site.page("/x", articles.html() if status != 304 else b"", status=status)
    error = await refusal(site.reader(), link)
    assert (error.reason, error.passing) == (reason, passing)
    assert str(error).startswith("I couldn't read the article because ")


async def test_redirects_are_followed_and_relative_ones_too(site: Web) -> None:
    end = site.page("/end", articles.html())
    site.redirect("/b", "../end", status=308)
    article = await site.reader().read(site.redirect("/a", site.url("/b", host="short.example")))
    assert article.url == site.url("/a")
    assert article.canonical_url == end.replace("www.paper", "short")
    assert article.final_url == article.canonical_url
    assert [r.host for r in site.requests] == [
        f"{h}.example:{site.port}" for h in ("www.paper", "short", "short")
    ]


async def test_too_many_redirects(site: Web) -> None:
    site.page("/6", articles.html())
    for i in range(6):
        site.redirect(f"/{i}", f"/{i + 1}")
    error = await refusal(site.reader(fetch_max_redirects=5), site.url("/0"))
    assert error.reason == "redirects"
    assert len(site.requests) == 6
    assert (await site.reader(fetch_max_redirects=6).read(site.url("/0"))).title == articles.TITLE


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://169.254.169.254/latest/meta-data", "private_address"),
        ("http://2852039166/latest", "private_address"),
        ("//localhost/admin", "private_address"),
        ("http://[::1]/", "private_address"),
        ("http://10.0.0.1/", "private_address"),
        ("file:///etc/passwd", "bad_link"),
        ("gopher://example.com/", "bad_link"),
        ("http://user:pass@www.paper.example/", "bad_link"),
        ("http://www.paper.example:22/", "bad_link"),
    ],
)
async def test_every_redirect_is_checked(site: Web, target: str, reason: str) -> None:
    guard = Guard(ports=frozenset({80, site.port}), allow=lambda a: str(a) == "127.0.0.1")
    reader = Reader(settings(), guard, site.dns)
    site.readers.append(reader)
    assert (await refusal(reader, site.redirect("/go", target))).reason == reason
    assert len(site.requests) == 1


async def test_dns_answers_are_checked_and_nothing_is_sent(site: Web) -> None:
    reader = Reader(settings(), Guard(ports=frozenset({site.port})), site.dns)
    site.readers.append(reader)
    site.page("/", articles.html())
    error = await refusal(reader, site.url("/", host="inside.example"))
    assert error.reason == "private_address"
    assert site.dns.asked == ["inside.example"]
    assert site.requests == []


class Rebinding(FakeDns):
    """A public address the first time it is asked, a private one from then on."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        self.hosts[host] = ["10.0.0.7"] if self.asked else ["127.0.0.1"]
        return await super().resolve(host, port, family)


async def test_a_name_that_changes_its_address_is_asked_and_judged_again(site: Web) -> None:
    site.dns = Rebinding()
    reader = site.reader()
    link = site.redirect("/first", "/second")
    site.page("/second", articles.html())
    assert (await refusal(reader, link)).reason == "private_address"
    assert [r.path for r in site.requests] == ["/first"]


async def test_a_large_page_is_refused_by_its_announced_length(site: Web) -> None:
    sent = asyncio.Event()

    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "50000000", "Content-Type": "text/html"})
        await response.prepare(request)
        await sent.wait()
        return response

    site.pages["/big"] = handler
    error = await refusal(site.reader(), site.url("/big"))
    assert error.reason == "too_large"
    assert "5 MB" in str(error)
    sent.set()


async def test_an_endless_page_is_cut_off_while_streaming(site: Web) -> None:
    written = 0

    async def handler(request: web.Request) -> web.StreamResponse:
        nonlocal written
        response = web.StreamResponse(headers={"Content-Type": "text/html"})
        await response.prepare(request)
        while True:
            await response.write(b"<p>more " * 8192)
            written += 65_536

    site.pages["/endless"] = handler
    assert (await refusal(site.reader(fetch_max_bytes=300_000), site.url("/endless"))).reason == "too_large"
    assert written < 30_000_000


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
async def test_a_compression_bomb_stops_at_the_limit(site: Web, coding: str) -> None:
    plain = b"\0" * 40_000_000
    body = gzip.compress(plain, 9) if coding == "gzip" else zlib.compress(plain, 9)
    assert len(body) < 300_000
    del plain
    link = site.page("/bomb", body, headers={"Content-Encoding": coding})
    assert (await refusal(site.reader(), link)).reason == "too_large"


async def test_a_compressed_article_is_read(site: Web) -> None:
    body = gzip.compress(articles.html().encode())
    article = await site.reader().read(site.page("/gz", body, headers={"Content-Encoding": "gzip"}))
    assert article.title == articles.TITLE


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd"])
async def test_broken_or_unasked_compression(site: Web, coding: str) -> None:
    link = site.page("/odd", b"\x01\x02 this is not compressed", headers={"Content-Encoding": coding})
    assert (await refusal(site.reader(), link)).reason == "bad_answer"


async def test_a_site_that_never_answers(site: Web) -> None:
    error = await refusal(site.reader(fetch_timeout=0.05), site.hang("/slow"))
    assert (error.reason, error.passing) == ("timeout", True)
    assert "0.05 seconds" in str(error)


async def test_the_time_is_for_all_redirects_together(site: Web) -> None:
    site.hang("/slow")
    error = await refusal(site.reader(fetch_timeout=0.05), site.redirect("/go", "/slow"))
    assert error.reason == "timeout"


async def test_no_more_than_two_requests_at_a_host_at_once(site: Web) -> None:
    running, most, gate, two = 0, 0, asyncio.Event(), asyncio.Event()

    async def handler(_: web.Request) -> web.Response:
        nonlocal running, most
        running += 1
        most = max(most, running)
        if running == 2:
            two.set()
        await gate.wait()
        running -= 1
        return web.Response(text=articles.html(), content_type="text/html")

    site.pages["/busy"] = handler
    reader = site.reader()
    async with asyncio.TaskGroup() as tasks:
        for _ in range(6):
            tasks.create_task(reader.read(site.url("/busy")))
        await two.wait()
        # Another host is not held up by it.
        other = await reader.read(site.page("/free", articles.html()).replace("www.paper", "other"))
        assert other.title == articles.TITLE
        gate.set()
    assert most == 2
    assert len(site.requests) == 7


async def test_cookies_are_not_kept(site: Web) -> None:
    link = site.page("/set", articles.html(), headers={"Set-Cookie": "id=7; Path=/"})
    reader = site.reader()
    await reader.read(link)
    await reader.read(link)
    assert "Cookie" not in site.requests[1].headers


async def test_a_name_that_does_not_exist(site: Web) -> None:
    error = await refusal(site.reader(), site.url("/", host="gone.test"))
    assert (error.reason, error.passing) == ("dead_link", False)


async def test_a_port_where_nobody_listens(site: Web) -> None:
    await site.hang_up()
    error = await refusal(site.reader(), site.url("/"))
    assert (error.reason, error.passing) == ("unreachable", True)


async def test_a_server_without_tls_where_tls_is_asked(site: Web) -> None:
    error = await refusal(site.reader(), site.url("/").replace("http://", "https://"))
    assert error.reason == "tls"


async def test_an_answer_that_is_no_http() -> None:
    async def speak(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example ESMTP ready\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(speak, "127.0.0.1", 0)
    site = Web(port=server.sockets[0].getsockname()[1])
    error = await refusal(site.reader(), site.url("/"))
    assert error.reason in ("bad_answer", "unreachable")
    await site.stop()
    server.close()
    await server.wait_closed()


@pytest.mark.parametrize(
    ("media", "words"),
    [
        ("image/png", "a picture"),
        ("video/mp4", "a video"),
        ("audio/mpeg", "a recording"),
        ("application/octet-stream", "a file to download"),
        ("application/json", "a file to download"),
    ],
)
async def test_other_media_are_named(site: Web, media: str, words: str) -> None:
    error = await refusal(site.reader(), site.page("/m", b"\x00\x01\x02", headers={"Content-Type": media}))
    assert error.reason == "media"
    assert words in str(error)


async def test_a_picture_served_as_html(site: Web) -> None:
    error = await refusal(site.reader(), site.page("/m", b"\x89PNG\r\n\x1a\n" + b"\0" * 500))
    assert error.reason == "media"


async def test_pdf_and_plain_text_by_link(site: Web) -> None:
    lines = [line for p in articles.PARAGRAPHS for line in wrap(p, 80)]
    pdf = site.page("/a.pdf", articles.pdf(lines), headers={"Content-Type": "application/pdf"})
    assert "reopen the border crossing" in (await site.reader().read(pdf)).text
    text = "\n\n".join(articles.PARAGRAPHS)
    plain = site.page(
        "/a.txt", text.encode("cp1252"), headers={"Content-Type": "text/plain; charset=latin-1"}
    )
    article = await site.reader().read(plain)
    assert article.text == text
    assert article.outlet == "paper.example"
    assert article.canonical_url == plain


async def test_a_page_without_content_type_is_judged_by_its_bytes(site: Web) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        body = articles.html().encode()
        assert request.transport is not None
        request.transport.write(
            b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(body) + body
        )
        request.transport.close()
        return web.Response()

    site.pages["/bare"] = handler
    assert (await site.reader().read(site.url("/bare"))).title == articles.TITLE


@pytest.mark.parametrize("body", [b"", b"   \n", b"<html><body></body></html>"])
async def test_an_empty_page(site: Web, body: bytes) -> None:
    assert (await refusal(site.reader(), site.page("/empty", body))).reason == "empty"


async def test_a_book_is_too_long(site: Web) -> None:
    text = "The minister spoke at length about the crossing. " * 4000
    error = await refusal(site.reader(), site.page("/book", text, headers={"Content-Type": "text/plain"}))
    assert error.reason == "too_long"
