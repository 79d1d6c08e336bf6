# pyright: standard
# Not strict: trafilatura and lxml are untyped.
"""A page's visible text and links, as far as they help to tell an article from a list or a wall."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

_INVISIBLE = ("script", "style", "template", "svg", "iframe", "object", "head", "title", "meta", "link")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LINK_WORDS = 4
_PROSE_WORDS = 15
_PARAGRAPH_WORDS = 30
_MOST_CHARACTERS = 200_000


@dataclass(frozen=True, slots=True)
class Layout:
    """``text`` is all visible text on one line, ``notices`` the same without its longer paragraphs.

    ``anchors`` are the texts of links of four words or more; ``headings`` is the number of headings that are
    links, and ``stretch`` the number of words in the longest run of prose between two of them.
    """

    text: str
    notices: str
    anchors: frozenset[str]
    headings: int
    stretch: int


def look(tree: HtmlElement) -> Layout:
    """The layout of a parsed page. Leaves ``tree`` unchanged."""
    text: list[str] = []
    notices: list[str] = []
    anchors: set[str] = set()
    headings = stretch = run = 0
    for element in tree.iter():
        if element.tag in _INVISIBLE:
            continue
        own = _own_text(element)
        words = len(own.split())
        text.append(own)
        if words < _PARAGRAPH_WORDS:
            notices.append(own)
        if element.tag == "a":
            anchors.add(plain(element.text_content()))
        elif element.tag in _HEADINGS and _is_link(element):
            headings, run = headings + 1, 0
        elif words >= _PROSE_WORDS:
            run += words
            stretch = max(stretch, run)
    return Layout(
        text=plain(" ".join(text))[:_MOST_CHARACTERS],
        notices=plain(" ".join(notices))[:_MOST_CHARACTERS],
        anchors=frozenset(anchor for anchor in anchors if len(anchor.split()) >= _LINK_WORDS),
        headings=headings,
        stretch=stretch,
    )


def plain(text: str) -> str:
    """``text`` for matching: one line, straight apostrophes."""
    return " ".join(text.replace("\u2019", "'").split())


def _own_text(element: HtmlElement) -> str:
    """The text directly inside an element, without that of its children."""
    return " ".join([element.text or "", *(child.tail or "" for child in element)])


def _is_link(heading: HtmlElement) -> bool:
    parent = heading.getparent()
    return heading.find(".//a") is not None or (parent is not None and parent.tag == "a")
