"""The text of a PDF, with its lines joined into paragraphs again."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

from bot.core.errors import Unreadable
from bot.core.reasons import unreadable

_MOST_PAGES = 60
# Limits for the content of one page. An article's takes a few kilobytes; pypdf's own are for any document.
_STREAM_BYTES = 4_000_000
_OPERATORS = 200_000
_FORMS = 100
_MOST_CHARACTERS = 400_000
# With fewer letters a page than this on average, the pages are pictures.
_LETTERS_A_PAGE = 25

_HYPHEN = re.compile(r"(?<=[a-z])[-\u2010\u00ad]$")
_ENDS = re.compile(r"[.!?:][\"'\u2019\u201d)\]]*$")


def read_pdf(data: bytes) -> tuple[str | None, str]:
    """The title and text of a PDF.

    The title is the one in the file's properties if the first page shows it too, since templates may put
    anything there. Raises Unreadable for a PDF that is protected, scanned, damaged, too long or too complex.
    """
    from pypdf import apply_configuration
    from pypdf.errors import DependencyError, LimitReachedError

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        with apply_configuration(
            zlib_maximum_output_length=_STREAM_BYTES,
            lzw_maximum_output_length=_STREAM_BYTES,
            run_length_maximum_output_length=_STREAM_BYTES,
            array_based_stream_maximum_output_length=_STREAM_BYTES,
            stream_decoding_work_maximum_length=4 * _STREAM_BYTES,
            stream_parsing_work_maximum_count=_OPERATORS,
            xform_maximum_invocations_per_extraction=_FORMS,
        ):
            title, pages = _read(data)
    except Unreadable:
        raise
    except LimitReachedError as error:
        raise unreadable("too_complex") from error
    except DependencyError as error:  # a cipher that takes an optional package
        raise unreadable("pdf_encrypted") from error
    except Exception as error:  # a damaged file may raise nearly anything
        raise unreadable("pdf_broken") from error
    if not pages:
        raise unreadable("pdf_broken")
    if sum(c.isalpha() for page in pages for c in page) < _LETTERS_A_PAGE * len(pages):
        raise unreadable("pdf_scanned")
    return title, paragraphs(pages)


def _read(data: bytes) -> tuple[str | None, list[str]]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data), strict=False)
    # Many PDFs are encrypted with an empty password, just to forbid printing; those may be read.
    if reader.is_encrypted and not reader.decrypt(""):
        raise unreadable("pdf_encrypted")
    if len(reader.pages) > _MOST_PAGES:
        raise unreadable("pdf_long", pages=_MOST_PAGES)
    pages: list[str] = []
    for page in reader.pages:
        pages.append(page.extract_text())
        if sum(map(len, pages)) > _MOST_CHARACTERS:
            raise unreadable("too_complex")
    title = " ".join(str(reader.metadata and reader.metadata.title or "").split())
    shown = title and title.lower() in " ".join(pages[0].lower().split())
    return title[:300] if shown else None, pages


def paragraphs(pages: list[str]) -> str:
    """The pages' lines as paragraphs: hyphenated words joined, running heads and page numbers dropped.

    A paragraph ends at a blank line, or at a line that ends a sentence well short of the usual width.
    """
    running = _running(pages)
    lines = [
        line
        for page in pages
        for line in (" ".join(raw.split()) for raw in page.split("\n"))
        if line not in running and not line.isdigit()
    ]
    return "\n\n".join(_join(lines))


def _join(lines: list[str]) -> Iterator[str]:
    widths = sorted(len(line) for line in lines if line)
    usual = widths[len(widths) * 3 // 4] if widths else 0
    paragraph = ""
    for line in lines:
        if not line:
            if paragraph and _ENDS.search(paragraph):
                yield paragraph
                paragraph = ""
            continue
        if _HYPHEN.search(paragraph) and line[0].isalpha():
            # "Tues-" and "day" are one word; "Anglo-" and "Westmark" keep their hyphen.
            paragraph = (paragraph[:-1] if line[0].islower() else paragraph) + line
        else:
            paragraph = f"{paragraph} {line}".strip()
        if _ENDS.search(line) and len(line) < 0.8 * usual:
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph


def _running(pages: list[str]) -> set[str]:
    """The first and last lines that most pages share."""
    edges: list[str] = []
    for page in pages:
        lines = [" ".join(line.split()) for line in page.split("\n") if line.strip()]
        edges += {*lines[:1], *lines[-1:]}
    return {line for line in edges if len(pages) > 2 and edges.count(line) > len(pages) / 2}
