"""Attached files: text, Markdown, HTML and PDF, and the sentences for all others."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import AsyncIterator
from textwrap import wrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from support.articles import PARAGRAPHS, TITLE, html, pdf
from support.effort import in_proportion
from support.settings import settings as bare

from bot.core.errors import Unreadable
from bot.core.reasons import table
from bot.fetch import markdown
from bot.fetch.attachments import read_file
from bot.fetch.pdf import paragraphs
from bot.fetch.reader import Reader

BODY = "\n\n".join(PARAGRAPHS)


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    reader = Reader(bare(fetch_max_bytes=1_000_000))
    yield reader
    await reader.close()


async def refusal(reader: Reader, name: str, data: bytes) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        await reader.read_file(name, data)
    return caught.value


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
async def test_text_in_any_common_encoding(reader: Reader, coding: str) -> None:
    article = await reader.read_file("Dispatch.TXT", BODY.encode(coding))
    assert article.text == BODY
    assert (article.title, article.url, article.outlet) == (None, None, None)


async def test_text_without_an_ending(reader: Reader) -> None:
    assert (await reader.read_file("README", BODY.encode())).text == BODY


async def test_html_files(reader: Reader) -> None:
    for name in ("page.html", "page.HTM"):
        article = await reader.read_file(name, html().encode())
        assert article.title == TITLE
        assert article.text == BODY
        assert article.canonical_url is None


async def test_markdown_files(reader: Reader) -> None:
    source = f"# {TITLE}\n\n{PARAGRAPHS[0]}\n\n> {PARAGRAPHS[1]}\n"
    article = await reader.read_file("a.md", source.encode())
    assert article.title == TITLE
    assert article.text == f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("One **bold** and *slanted* _word_.", "One bold and slanted word."),
        (
            "See [the report](https://x.example/a_b) and <https://y.example>.",
            "See the report and https://y.example.",
        ),
        ("![a map](map.png)\n\nText.", "Text."),
        ("- one\n- two", "one\n\ntwo"),
        ("1. one\n2) two", "one\n\ntwo"),
        ("A line\nand its rest.\n\nNext.", "A line and its rest.\n\nNext."),
        ("Before\n\n```\ncode here\n```\n\nAfter", "Before\n\nAfter"),
        ("## Part two\nText", "Text"),
        ("Text\n\n---\n\nMore", "Text\n\nMore"),
        ("a snake_case_name, 2*3*4 and 5 * 6", "a snake_case_name, 2*3*4 and 5 * 6"),
        (r"\*not slanted\*", "*not slanted*"),
        ("---\nlayout: post\n---\nText", "Text"),
        ("> > quoted\n> twice", "quoted\n\ntwice"),
    ],
)
def test_markdown_is_stripped_lightly(source: str, text: str) -> None:
    assert markdown.to_text(source)[1] == text


@pytest.mark.parametrize("piece", ["[", "![", "*", "`", "# ", "- ", "<http://", "> ", "_a", "\\"])
def test_markdown_of_marks_only_takes_time_in_proportion(piece: str) -> None:
    assert in_proportion(lambda amount: markdown.to_text(piece * int(amount * 100_000)))


async def test_pdf_lines_become_paragraphs(reader: Reader) -> None:
    lines = [line for p in PARAGRAPHS[:3] for line in wrap(p, 70)]
    article = await reader.read_file("a.pdf", pdf([TITLE, *lines], title=TITLE))
    assert article.title == TITLE
    for paragraph in PARAGRAPHS[:3]:
        assert paragraph in article.text
    assert PARAGRAPHS[0] + "\n\n" in article.text


async def test_a_pdf_title_that_its_pages_do_not_show_is_not_believed(reader: Reader) -> None:
    assert (await reader.read_file("a.pdf", pdf(wrap(BODY, 80), title="Microsoft Word - doc7"))).title is None


def test_hyphenation_page_numbers_and_running_heads() -> None:
    pages = [
        "The Halden Paper\nThe ministers met on Tues-\nday to talk of the border cross-\ning at Halden.\n1",
        "The Halden Paper\nA second para-\ngraph speaks of well-known Anglo-\nWestmark relations and goes\n2",
        "The Halden Paper\non over the page.\n3",
    ]
    assert paragraphs(pages) == (
        "The ministers met on Tuesday to talk of the border crossing at Halden.\n\n"
        "A second paragraph speaks of well-known Anglo-Westmark relations and goes on over the page."
    )


async def test_a_pdf_by_its_first_bytes_whatever_its_name(reader: Reader) -> None:
    assert "Halden" in (await reader.read_file("a.txt", pdf(wrap(BODY, 80)))).text


def encrypted(password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(wrap(BODY, 80)))))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


async def test_encrypted_pdfs(reader: Reader) -> None:
    assert (await refusal(reader, "a.pdf", encrypted("secret"))).reason == "pdf_encrypted"
    assert "Halden" in (await reader.read_file("a.pdf", encrypted(""))).text


async def test_a_scanned_pdf(reader: Reader) -> None:
    assert (await refusal(reader, "a.pdf", pdf([], []))).reason == "pdf_scanned"


async def test_a_damaged_pdf(reader: Reader) -> None:
    whole = pdf(wrap(BODY, 80))
    assert (await refusal(reader, "a.pdf", b"%PDF-1.7\n" + b"junk" * 50)).reason == "pdf_broken"
    assert (await refusal(reader, "a.pdf", whole[:300])).reason == "pdf_broken"
    assert (await refusal(reader, "a.pdf", b"plain text under a PDF's name")).reason == "pdf_broken"


async def test_a_long_pdf(reader: Reader) -> None:
    assert (await refusal(reader, "a.pdf", pdf(*[["A page of text."]] * 61))).reason == "pdf_long"


BOMBS: dict[str, tuple[bytes, int]] = {
    "spaces": (b" ", 100_000_000),
    "operators": (b"(a) Tj ", 2_000_000),
    "brackets": (b"[", 3_000_000),
    "states": (b"q ", 1_900_000),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_pdf_bomb_is_refused_in_time_in_proportion(name: str) -> None:
    def read(amount: float) -> None:
        piece, times = BOMBS[name]
        with pytest.raises(Unreadable) as refused:
            read_file("bomb.pdf", pdf(content=zlib.compress(piece * int(amount * times), 9)))
        assert refused.value.reason in ("too_complex", "pdf_broken", "pdf_scanned")

    assert in_proportion(read)


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", BODY)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason", "words"),
    [
        ("a.txt", b"", "empty", "empty"),
        ("a.txt", b" \r\n\t ", "empty", "empty"),
        ("a.md", b"--- *** ---", "no_text", "no article text"),
        ("a.txt", zipped(), "file_disguised", "zip archive"),
        ("a.pdf", zipped(), "file_disguised", "zip archive"),
        ("a.html", gzip.compress(b"x" * 99), "file_disguised", "compressed"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(200), "file_disguised", "picture"),
        ("a.txt", bytes(range(256)) * 40, "file_binary", "contain text"),
        ("a.docx", b"some bytes", "file_type", ".txt, .md, .html and .pdf"),
        ("a.exe", b"MZ\x90\x00" + bytes(99), "file_disguised", "a program"),
        ("a.txt", b"x" * 1_000_001, "too_large", "1 MB"),
    ],
)
async def test_other_files_get_their_sentence(
    reader: Reader, name: str, data: bytes, reason: str, words: str
) -> None:
    error = await refusal(reader, name, data)
    assert error.reason == reason
    assert words in str(error)


async def test_six_thousand_quotation_marks_are_text(reader: Reader) -> None:
    assert (await refusal(reader, "a.txt", b'"' * 6000)).reason == "no_text"
    assert (await reader.read_file("a.txt", b'"' * 6000 + b" he said.")).text.endswith("he said.")


@settings(max_examples=150)
@given(
    st.sampled_from(["", ".txt", ".md", ".pdf", ".htm", ".x"]),
    st.binary(max_size=200),
    st.binary(max_size=60),
)
def test_any_file_is_text_or_unreadable(suffix: str, data: bytes, more: bytes) -> None:
    for body in (
        data,
        b"%PDF-1.4\n" + data,
        pdf(["A line of text."])[:-30] + more,
        data + b"\n# Head\n" + more,
    ):
        try:
            assert read_file(f"a{suffix}", body).text
        except Unreadable as error:
            assert error.reason in table()  # noqa: PT017 - either outcome is right


async def test_a_page_that_takes_longer_than_it_may_is_ended() -> None:
    """Sixty tables in each other, 160 times: over a second of work for an extractor that has a tenth."""
    table = b"<table><tr><td>The minister said on Monday that the talks would go on."
    page = (table * 60 + b"</td></tr></table>" * 60) * 160
    reader = Reader(bare(fetch_timeout=0.1))
    with pytest.raises(Unreadable) as refused:
        await reader.read_file("tables.html", page)
    await reader.close()
    assert refused.value.reason == "too_complex"
