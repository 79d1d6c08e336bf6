"""Files named on the command line, as articles."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.core.errors import UserError
from bot.fetch.reader import Reader
from models.types import Article

SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf")
# Read as they stand, so that offsets count the characters of the file itself.
_VERBATIM = ("", ".txt", ".md")


@dataclass(frozen=True, slots=True)
class Document:
    """A file's article. ``extracted`` is True where its text is not the file's own (HTML, PDF)."""

    name: str
    article: Article
    extracted: bool = False


def files(path: Path) -> list[Path]:
    """``path`` itself, or the readable files of a folder by name. Raises UserError where there is none."""
    if not path.exists():
        raise UserError(f"There is no file or folder {path}.")
    if not path.is_dir():
        return [path]
    found = sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES and p.is_file())
    if not found:
        raise UserError(f"{path} holds no article: looked for {', '.join(SUFFIXES)}.")
    return found


async def read(path: Path, reader: Reader) -> Document:
    """The article in a file. Raises UserError for what cannot be read as text."""
    data = await asyncio.to_thread(path.read_bytes)
    if path.suffix.lower() in _VERBATIM:
        try:
            return Document(path.name, Article(data.decode("utf-8")))
        except UnicodeDecodeError:
            pass  # another encoding, or no text at all: the reader finds out
    return await _extracted(path.name, path.name, data, reader)


async def _extracted(name: str, file: str, data: bytes, reader: Reader) -> Document:
    fetched = await reader.read_file(file, data)
    article = Article(fetched.text, title=fetched.title, outlet=fetched.outlet, published=fetched.published)
    return Document(name, article, extracted=True)


async def standard_input(reader: Reader) -> Document:
    """The article on standard input, whatever its form. Raises UserError for what cannot be read as text."""
    data = await asyncio.to_thread(sys.stdin.buffer.read)
    head = data[:1024].lstrip().lower()
    if head.startswith(b"%pdf-"):
        return await _extracted("-", "standard-input.pdf", data, reader)
    if head.startswith((b"<!doctype html", b"<html")):
        return await _extracted("-", "standard-input.html", data, reader)
    return Document("-", Article(data.decode("utf-8", errors="replace")))


def is_url(target: str) -> bool:
    """Whether a command-line target is a link."""
    return target.startswith(("http://", "https://"))


async def fetch(url: str, reader: Reader) -> Document:
    """The article behind a link. Raises Unreadable with the reason."""
    fetched = await reader.read(url)
    article = Article(
        fetched.text, title=fetched.title, url=fetched.url, outlet=fetched.outlet, published=fetched.published
    )
    return Document(url, article, extracted=True)
