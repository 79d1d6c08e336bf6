"""Bytes to an article, by the type of file that they are."""

from __future__ import annotations

from collections.abc import Callable

from bot.core import files
from bot.core.article import FetchedArticle
from bot.core.files import FileType
from bot.core.reasons import unreadable
from bot.fetch import markdown
from bot.fetch.charset import decode
from bot.fetch.extract import read_html
from bot.fetch.pdf import read_pdf

# The first bytes of common files that are not text, and what people call such a file.
_MAGIC = (
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"BZh91AY&SY", "a compressed archive"),
    (b"\xfd7zXZ\x00", "a compressed archive"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive"),
    (b"Rar!\x1a\x07", "a compressed archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "a rich-text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF87a", "a picture"),
    (b"GIF89a", "a picture"),
    (b"ID3\x03", "a recording"),
    (b"ID3\x04", "a recording"),
    (b"OggS\x00", "a recording"),
    (b"\x00\x00\x00\x18ftyp", "a video"),
    (b"\x00\x00\x00\x20ftyp", "a video"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3", "a database"),
)
_MEDIA = (("image/", "a picture"), ("video/", "a video"), ("audio/", "a recording"), ("font/", "a font"))
# With a larger share of control characters than this, the bytes are not text.
_ODD_SHARE = 0.05


def read_file(name: str, data: bytes) -> FetchedArticle:
    """The article in a file called ``name``; one without a suffix is taken for plain text.

    Raises Unreadable with the reason.
    """
    return read_bytes(data, files.type_of(name, unmarked=FileType.TEXT))


def read_bytes(data: bytes, kind: FileType | None, charset: str | None = None) -> FetchedArticle:
    """The article in a file that is said to be of type ``kind``, None being a type that is not read.

    The first bytes count for more than what is said. Raises Unreadable with the reason.
    """
    if not data.strip():
        raise unreadable("empty")
    if is_pdf(data):
        title, text = read_pdf(data)
        return FetchedArticle(None, None, title, text)
    if real := disguise(data):
        raise unreadable("file_disguised", kind=real)
    if kind is None:
        raise unreadable("file_type")
    return _READERS[kind](data, charset)


def is_pdf(data: bytes) -> bool:
    """Whether ``data`` is a PDF, whatever its name or the server says."""
    return data[:1024].lstrip().startswith(b"%PDF-")


def disguise(data: bytes) -> str | None:
    """What ``data`` is by its first bytes, if that is not text; None for text and the unknown."""
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)


def media_kind(media_type: str) -> str | None:
    """What a media type stands for in words, if it is not read: "a picture" for ``image/png``.

    None for types that are read, and for an empty one: then the bytes decide.
    """
    if not media_type or media_type in files.MEDIA_TYPES:
        return None
    return next((kind for start, kind in _MEDIA if media_type.startswith(start)), "a file to download")


def _read_text(data: bytes, charset: str | None) -> FetchedArticle:
    return FetchedArticle(None, None, None, _decoded(data, charset))


def _read_markdown(data: bytes, charset: str | None) -> FetchedArticle:
    title, text = markdown.to_text(_decoded(data, charset))
    if not text:
        raise unreadable("no_text")
    return FetchedArticle(None, None, title, text)


def _read_html(data: bytes, charset: str | None) -> FetchedArticle:
    return read_html(data, charset)


def _read_broken_pdf(data: bytes, charset: str | None) -> FetchedArticle:
    raise unreadable("pdf_broken")


_READERS: dict[FileType, Callable[[bytes, str | None], FetchedArticle]] = {
    FileType.TEXT: _read_text,
    FileType.MARKDOWN: _read_markdown,
    FileType.HTML: _read_html,
    FileType.PDF: _read_broken_pdf,
}


def _decoded(data: bytes, charset: str | None) -> str:
    # Control bytes give binary data away before any decoding; UTF-16 text has a byte order mark.
    marked = data[:4].startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
    odd = sum(byte < 9 or 13 < byte < 32 and byte != 27 for byte in data[:20_000])
    if not marked and odd > _ODD_SHARE * len(data[:20_000]):
        raise unreadable("file_binary")
    text = decode(data, charset).strip()
    if not any(c.isalnum() for c in text):
        raise unreadable("no_text")
    return text
