"""Files named on the command line: what is read as it stands, and what is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from support.articles import PARAGRAPHS, pdf
from support.settings import settings

from bot.cli import documents
from bot.core.errors import Unreadable
from bot.core.limits import MOST_CHARACTERS
from bot.fetch.reader import Reader
from bot.playground.dispatches import CannedPages


@pytest.fixture
async def reader() -> AsyncIterator[Reader]:
    made = Reader(settings(fetch_max_bytes=1_000_000))
    yield made
    await made.close()


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.markdown", "a"])
async def test_text_is_read_as_it_stands(name: str, reader: Reader, tmp_path: Path) -> None:
    text = "# Halden\n\n" + "\n\n".join(PARAGRAPHS)
    (tmp_path / name).write_text(text)
    document = await documents.read(tmp_path / name, reader)
    assert (document.article.text, document.extracted) == (text, False)


async def test_a_pdf_is_told_by_its_bytes(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(pdf([PARAGRAPHS[0]]))
    assert (await documents.read(tmp_path / "a.txt", reader)).extracted


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"x" * 1_000_001, "too_large"),
        (b"word " * 25_001, "too_long"),
        (b"x" * (MOST_CHARACTERS + 1), "too_long"),
        (b"{\\rtf1 text}", "file_disguised"),
    ],
)
async def test_what_is_no_article_is_refused(
    data: bytes, reason: str, reader: Reader, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    with pytest.raises(Unreadable) as caught:
        await documents.read(tmp_path / "a.txt", reader)
    assert caught.value.reason == reason


@pytest.mark.parametrize("name", ["gone.txt", "x" * 5000, "a\0b"])
def test_a_name_that_is_no_file(name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        documents.files(Path(name))
    assert caught.value.reason == "no_file"


def test_a_folder_without_articles(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8")
    with pytest.raises(Unreadable, match=r"I read \.txt, \.md, \.html and \.pdf files"):
        documents.files(tmp_path)


async def test_a_file_that_cannot_be_opened(reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as caught:
        await documents.read(tmp_path, reader)  # a folder
    assert caught.value.reason == "file_locked"


@pytest.mark.parametrize(("link", "reason"), [("hello", "bad_link"), ("https://example.org/a", "no_network")])
async def test_the_playground_tells_a_link_from_what_is_none(link: str, reason: str, reader: Reader) -> None:
    with pytest.raises(Unreadable) as caught:
        await CannedPages([], reader).read(link)
    assert caught.value.reason == reason
