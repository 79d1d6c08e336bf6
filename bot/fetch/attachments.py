"""What kind of file some bytes are, and the text of those that hold text."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.article import FetchedArticle
from bot.fetch import markdown
from bot.fetch.charset import decode
from bot.fetch.extract import read_html
from bot.fetch.pdf import read_pdf
from bot.fetch.reasons import unreadable

# First bytes of common files that are no text, in the words of a sentence.
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
_HTML = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "")
# Beyond this share of characters that no text has, bytes are not text.
_ODD_SHARE = 0.05


def read_bytes(data: bytes, suffix: str, charset: str | None = None) -> FetchedArticle:
    """The article in a file whose name ends in ``suffix`` (".txt", ".md", ".html", ".htm", ".pdf").

    The first bytes count for more than the name. Raises Unreadable with the reason.
    """
    if not data.strip():
        raise unreadable("file_empty")
    if data[:1024].lstrip().startswith(b"%PDF-"):
        title, text = read_pdf(data)
        return FetchedArticle(None, None, title, text)
    if kind := disguise(data):
        raise unreadable("file_disguised", kind=kind)
    reader = _READERS.get(suffix.lower())
    if reader is None:
        raise unreadable("file_kind")
    return reader(data, charset)


def disguise(data: bytes) -> str | None:
    """What ``data`` is by its first bytes, where that is no text; None for text and the unknown."""
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)


def media_kind(media_type: str) -> str | None:
    """What a media type says in words, where it is no text: "a picture" for ``image/png``.

    Empty where the server names none: then the bytes decide.
    """
    if media_type in _HTML or media_type in ("text/plain", "text/markdown", "application/pdf"):
        return None
    return next((kind for start, kind in _MEDIA if media_type.startswith(start)), "a download")


def _read_text(data: bytes, charset: str | None) -> FetchedArticle:
    return FetchedArticle(None, None, None, _decoded(data, charset))


def _read_markdown(data: bytes, charset: str | None) -> FetchedArticle:
    title, text = markdown.to_text(_decoded(data, charset))
    if not text:
        raise unreadable("file_empty")
    return FetchedArticle(None, None, title, text)


def _read_html(data: bytes, charset: str | None) -> FetchedArticle:
    return read_html(data, charset)


def _read_broken_pdf(data: bytes, charset: str | None) -> FetchedArticle:
    raise unreadable("pdf_broken")


_READERS: dict[str, Callable[[bytes, str | None], FetchedArticle]] = {
    "": _read_text,
    ".txt": _read_text,
    ".md": _read_markdown,
    ".markdown": _read_markdown,
    ".html": _read_html,
    ".htm": _read_html,
    ".pdf": _read_broken_pdf,
}


def _decoded(data: bytes, charset: str | None) -> str:
    # Control bytes give binary data away before any decoding; UTF-16 text has a mark or a great many NULs.
    marked = data[:4].startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff"))
    odd = sum(byte < 9 or 13 < byte < 32 and byte != 27 for byte in data[:20_000])
    if not marked and odd > _ODD_SHARE * len(data[:20_000]):
        raise unreadable("file_binary")
    text = decode(data, charset).strip()
    if not any(c.isalnum() for c in text):
        raise unreadable("file_empty")
    return text
