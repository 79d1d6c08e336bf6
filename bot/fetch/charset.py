"""Bytes to text, whatever the server says of their encoding."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Python also knows codecs that the Web doesn't use, some of which are slow on malicious input.
_OF_THE_WEB = re.compile(
    r"utf-?(8|16|16le|16be|32)|iso-?8859-?\d+|(windows|cp)-?125\d|koi8-?[ru]|gb(k|2312|18030)|big5(hkscs)?"
    r"|shift-?jis|euc-?(jp|kr)|macintosh|mac-?roman"
)
# What the Web calls Latin-1 or ASCII is windows-1252 (WHATWG Encoding Standard, section 4.2).
_AS_1252 = ("iso-8859-1", "iso8859-1", "latin1", "latin-1", "us-ascii", "ascii")
_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\ufeff]")
_SAMPLE = 20_000
_RARE = 0.3


def decode(data: bytes, named: str | None = None) -> str:
    """The text of ``data`` without control characters and soft hyphens, line ends as ``\\n``. Never fails.

    Tried in this order: the byte order mark; UTF-8, if the bytes are valid (other encodings hardly ever are
    by chance); the charset ``named`` by the server, then by the page; a guess; windows-1252.
    """
    text = _marked(data) or _utf8(data) or _by_name(data, named) or _by_name(data, _meta(data))
    if text is None:
        text = _guessed(data) or data.decode("windows-1252", errors="replace")
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _marked(data: bytes) -> str | None:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    return None


def _utf8(data: bytes) -> str | None:
    # English in UTF-16 is valid UTF-8 too, but half of its bytes are NUL.
    if data.count(0) * 4 > len(data):
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _by_name(data: bytes, name: str | None) -> str | None:
    name = (name or "").strip().lower().replace("_", "-")
    if name in _AS_1252:
        name = "windows-1252"
    if not _OF_THE_WEB.fullmatch(name):
        return None
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _meta(data: bytes) -> str | None:
    found = _META.search(data[:4096])
    return found[1].decode("ascii", errors="ignore") if found else None


def _guessed(data: bytes) -> str | None:
    sample = data[:_SAMPLE]
    if sum(byte > 127 for byte in sample) < _RARE * len(sample):
        return None  # Western text with a few dashes and curly quotes: too little to go by
    best = from_bytes(sample).best()
    return data.decode(best.encoding, errors="replace") if best else None
