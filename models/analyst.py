"""The one door to the language side: an article in, an analysis out."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING, Literal

from models.types import Analysis, Article, Contact, Figure, Genre, NothingToRead, Statement, Summary

if TYPE_CHECKING:
    from models.reading.parser import Parsed
    from models.reading.text import CleanCopy
    from models.summarizer.abstractive import Abstractive

Rule = Literal["strict", "loose"]
Size = Literal["brief", "standard", "full"]

LONGEST = 200_000
"""Characters of an article that are read: more than a hundred dispatches as long as those in ``seeds``."""

# One lock for the process: the pipeline and the encoder are shared, and use several threads by themselves.
_LOCK = threading.RLock()


class Analyst:
    """Reads articles with the process-wide models, one at a time; safe to call from any thread.

    The same article, size and settings give the same analysis each time. Of an article longer than LONGEST
    characters the beginning is read, up to the last paragraph that fits. Models load on first use or by
    :meth:`warm`, once a process however many instances there are.
    """

    def __init__(
        self,
        summarizer: str = "extractive",
        guard: Rule = "strict",
        device: str = "cpu",
        threads: int = 2,
        *,
        download: bool = False,
        pickle: bool = False,
    ) -> None:
        """The parameters are the settings of the same names. Raises ValueError for no kind of summarizer.

        ``download`` lets the summarizer come from the Hugging Face Hub, ``pickle`` lets it be in a format
        that can run code.
        """
        self._threads = threads
        self._writer: Abstractive | None = None
        if summarizer != "extractive":
            from models.summarizer.abstractive import Abstractive
            from models.summarizer.sources import Trust

            self._writer = Abstractive(summarizer, guard, device, threads, Trust(download, pickle))

    def warm(self) -> None:
        """Load every model now rather than at the first article."""
        self.analyse(Article("The ministers will meet in Geneva on Monday, the foreign ministry said."))

    def analyse(self, article: Article, size: Size = "standard") -> Analysis:
        """Everything that can be read out of ``article``.

        Raises LanguageUnsupported for an article that is not in English and NothingToRead for one
        without a word of prose, and nothing else, whatever the text.
        """
        from models.extractors.contacts.find import find_contacts
        from models.extractors.figures.find import find_figures
        from models.extractors.provenance import context
        from models.reading import language, parser
        from models.reading.text import clean

        text = _readable(article.text)
        copy = clean(text, article.title)
        if not any(c.isalpha() for b in copy.prose for c in b.text):
            raise NothingToRead
        language.check("\n".join(b.text for b in copy.prose))
        title = article.title or _headline(copy)
        with _LOCK:
            self._set_threads()
            parsed = parser.parse(text, copy)
            said = context.given(parsed, _statements(parsed, article), title)
            met = find_contacts(parsed, said, article.published)
            counted = find_figures(parsed, said)
            summary = self._summary(parsed, said, counted, met, size, article.title)
        return Analysis("en", title, summary, said, met, counted, copy.dateline, copy.genre)

    def summarize(self, article: Article, size: Size = "standard") -> Summary:
        """The summary alone; raises as :meth:`analyse` does."""
        return self.analyse(article, size).summary

    def embed(self, text: str) -> tuple[float, ...]:
        """The sentence encoder's embedding of ``text``: 384 numbers, of unit length."""
        from models import encoder

        with _LOCK:
            self._set_threads()
            return tuple(float(x) for x in encoder.encode([text])[0])

    def _summary(
        self,
        parsed: Parsed,
        statements: tuple[Statement, ...],
        figures: tuple[Figure, ...],
        contacts: tuple[Contact, ...],
        size: Size,
        title: str | None,
    ) -> Summary:
        from models.summarizer import extractive

        summary = extractive.summarize(parsed, statements, figures, contacts, size, title)
        if self._writer is not None:
            summary = self._writer.summarize(parsed, summary, size)
        return summary

    def _set_threads(self) -> None:
        import torch

        if torch.get_num_threads() != self._threads:
            torch.set_num_threads(self._threads)


def _headline(copy: CleanCopy) -> str | None:
    """The headline that a text itself has, without what its page puts around it."""
    from models.summarizer.headline import cleaned

    return next((cleaned(b.text) for b in copy.blocks if b.kind == "headline"), None)


def _statements(parsed: Parsed, article: Article) -> tuple[Statement, ...]:
    """Who said what: in a transcript by its labels, elsewhere by attributions, of releases with more."""
    from models.extractors.attribution.find import find_attributions
    from models.extractors.issued import reactions, readouts, releases, roster, turns
    from models.extractors.provenance.authors import not_the_authors, really_said
    from models.extractors.provenance.statements import resolve_statements, without_echoes

    if parsed.copy.genre is Genre.TRANSCRIPT:
        return turns.statements(parsed.text, parsed.copy, article.title, article.url)
    found = find_attributions(parsed)
    issued_in = None
    if parsed.copy.genre in (Genre.READOUT, Genre.RELEASE):
        issued_in = roster.home([article.title or "", *(b.text for b in parsed.copy.blocks)], article.url)
    said = resolve_statements(parsed, found, parsed.copy.dateline, issued_in)
    if parsed.copy.genre is Genre.OPINION:
        said = _below_headline(parsed, really_said(parsed, found, said))
    if parsed.copy.genre is Genre.READOUT:
        said = readouts.statements(parsed, said, article.title, article.url)
    if parsed.copy.genre is Genre.RELEASE:
        said = releases.statements(parsed, said, article.title, article.url)
        return without_echoes(said)
    return not_the_authors(without_echoes(reactions.statements(parsed, said)))


def _below_headline(parsed: Parsed, statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements but those of a headline, which is the author's own."""
    heads = [b.span for b in parsed.copy.blocks if b.kind == "headline"]
    return tuple(s for s in statements if not any(a <= s.content[0][0] < b for a, b in heads))


def _readable(text: str) -> str:
    """The part of a text that is read, halves of surrogate pairs replaced one for one."""
    if len(text) > LONGEST:
        end = text.rfind("\n", LONGEST // 2, LONGEST)
        text = text[: end if end > 0 else LONGEST]
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
