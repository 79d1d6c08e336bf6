"""Markdown to plain text: words and paragraphs are kept, markup is removed."""

from __future__ import annotations

import re

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$")
_HEADING_LENGTH = 300
_FENCE = re.compile(r"^(```|~~~)")
_RULE = re.compile(r"^\s*([-*_]\s*){3,}$|^\s*[=-]{3,}\s*$")
_LINE_MARK = re.compile(r"^\s*(>\s?)+|^\s*([-*+]|\d{1,3}[.)])\s+(?=\S)")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,500}\]\([^)\n]{0,2000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,500})\](\([^)\n]{0,2000}\)|\[[^\]\n]{0,100}\])")
_AUTO_LINK = re.compile(r"<(https?://[^<>\s]{1,2000})>")
_EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3})(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*_])")
_CODE = re.compile(r"`([^`\n]+)`")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>-])")
# Escaped characters are parked in Unicode's private use area while the markup is removed.
_PRIVATE = 0xE000
_PARKED = re.compile("[\ue000-\ue0ff]")


def to_text(markdown: str) -> tuple[str | None, str]:
    """The first heading, if there is one, and the text without it, paragraphs separated by blank lines."""
    title: str | None = None
    paragraphs: list[list[str]] = [[]]
    fenced = False
    for raw in _FRONT_MATTER.sub("", markdown).split("\n"):
        if _FENCE.match(raw.strip()):
            fenced = not fenced
            continue
        line = raw.strip()
        if fenced or (len(line) < _HEADING_LENGTH and _RULE.match(line)):
            line = ""
        if len(line) < _HEADING_LENGTH and (heading := _HEADING.match(line)):
            words = _inline(heading[1])
            if title is None:
                title = words
            else:
                paragraphs.append([words])
            paragraphs.append([])
        elif not line:
            paragraphs.append([])
        elif mark := _LINE_MARK.match(line):
            paragraphs.append([_inline(line[mark.end() :])])
        else:
            paragraphs[-1].append(_inline(line))
    blocks = (" ".join(filter(None, lines)) for lines in paragraphs)
    return title, "\n\n".join(block for block in blocks if block)


def _inline(text: str) -> str:
    text = _ESCAPE.sub(lambda m: chr(_PRIVATE + ord(m[1])), text)
    text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    text = _CODE.sub(r"\1", _AUTO_LINK.sub(r"\1", text))
    text = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", text))
    return _PARKED.sub(lambda m: chr(ord(m[0]) - _PRIVATE), text).strip()
