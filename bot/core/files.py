"""The types of file that are read: by the end of a file's name, and by a server's media type."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePath

from bot.core.text import joined


class FileType(StrEnum):
    """A type of file that may hold an article."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"


SUFFIXES = {
    ".txt": FileType.TEXT,
    ".md": FileType.MARKDOWN,
    ".markdown": FileType.MARKDOWN,
    ".html": FileType.HTML,
    ".htm": FileType.HTML,
    ".pdf": FileType.PDF,
}
MEDIA_TYPES = {
    "text/plain": FileType.TEXT,
    "text/markdown": FileType.MARKDOWN,
    "text/html": FileType.HTML,
    "application/xhtml+xml": FileType.HTML,
    "application/xml": FileType.HTML,
    "text/xml": FileType.HTML,
    "application/pdf": FileType.PDF,
}


def type_of(name: str, unmarked: FileType | None = None) -> FileType | None:
    """The type of a file called ``name``, or None if it is not read; ``unmarked`` if it has no suffix."""
    suffix = PurePath(name).suffix.lower()
    return SUFFIXES.get(suffix) if suffix else unmarked


def listed(conjunction: str) -> str:
    """The types in a sentence, by the usual suffix of each: ".txt, .md, .html and .pdf"."""
    usual = {kind: suffix for suffix, kind in reversed(SUFFIXES.items())}
    return joined([usual[kind] for kind in FileType], conjunction)
