"""Articles from the files and links named on the command line."""

from __future__ import annotations

import asyncio
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.core.files import FileType, type_of
from bot.core.reasons import unreadable
from bot.fetch.attachments import is_pdf
from bot.fetch.reader import Reader
from models.types import Article

# Read as they stand, so that offsets count the characters of the file itself.
_VERBATIM = (FileType.TEXT, FileType.MARKDOWN)


@dataclass(frozen=True, slots=True)
class Document:
    """An article. ``extracted`` is True if its text is not that of the file itself, as for HTML and PDF."""

    name: str
    article: Article
    extracted: bool = False


def files(path: Path) -> list[Path]:
    """``path`` itself, or the readable files of a folder by name. Raises Unreadable if there are none."""
    if not os.path.exists(path):  # Path.exists raises for names that no file can have
        raise unreadable("no_file", path=path)
    if not path.is_dir():
        return [path]
    found = sorted(p for p in path.iterdir() if type_of(p.name) and p.is_file())
    if not found:
        raise unreadable("no_files", path=path)
    return found


async def read(path: Path, reader: Reader) -> Document:
    """The article in a file. Raises Unreadable with the reason."""
    try:
        data = await asyncio.to_thread(path.read_bytes)
    except OSError as error:
        raise unreadable("file_locked", problem=error.strerror) from error
    return await _document(path.name, path.name, data, reader)


async def standard_input(reader: Reader) -> Document:
    """The article on standard input, of whatever type. Raises Unreadable with the reason."""
    data = await asyncio.to_thread(sys.stdin.buffer.read)
    html = data[:1024].lstrip().lower().startswith((b"<!doctype html", b"<html"))
    return await _document("-", "input.html" if html else "input.txt", data, reader)


async def _document(name: str, file: str, data: bytes, reader: Reader) -> Document:
    """The article in ``data``, read as a file called ``file``."""
    fetched = await reader.read_file(file, data)
    if type_of(file, unmarked=FileType.TEXT) in _VERBATIM and not is_pdf(data):
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            pass  # another encoding
        else:
            return Document(name, Article(text))
    article = Article(fetched.text, title=fetched.title, outlet=fetched.outlet, published=fetched.published)
    return Document(name, article, extracted=True)


def is_url(target: str) -> bool:
    """Whether an argument is a link."""
    return target.startswith(("http://", "https://"))


async def fetch(url: str, reader: Reader) -> Document:
    """The article behind a link. Raises Unreadable with the reason."""
    fetched = await reader.read(url)
    article = Article(
        fetched.text, title=fetched.title, url=fetched.url, outlet=fetched.outlet, published=fetched.published
    )
    return Document(url, article, extracted=True)
