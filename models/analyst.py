"""The one door to the language side: an article in, an analysis out."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Literal

from models.types import Analysis, Article, NothingToRead, Summary

Size = Literal["brief", "standard", "full"]

# One lock for the process: the pipeline and the encoder are shared and use several threads by themselves.
_LOCK = threading.RLock()


class Analyst:
    """Reads articles with the process-wide models, one at a time; safe to call from any thread.

    The same article, size and settings give the same analysis each time. At most the first 200,000
    characters of an article are read. Models load on first use or by :meth:`warm`.
    """

    def __init__(
        self, summarizer: str = "extractive", guard: str = "strict", device: str = "cpu", threads: int = 2
    ) -> None:
        """``summarizer``, ``guard``, ``device`` and ``threads`` are the settings of the same names."""
        self._summarizer = summarizer
        self._guard = guard
        self._device = device
        self._threads = threads

    def warm(self) -> None:
        """Load every model now rather than at the first article."""
        self.analyse(Article("The ministers will meet in Geneva on Monday, the foreign ministry said."))

    def analyse(self, article: Article, size: Size = "standard") -> Analysis:
        """Everything that can be read out of ``article``.

        Raises LanguageUnsupported for an article that is not in English and NothingToRead for one
        without a sentence, and nothing else, whatever the text.
        """
        from models import language, parser, text

        with _LOCK:
            copy = text.clean(article.text, article.title)
            if not any(c.isalpha() for b in copy.prose for c in b.text):
                raise NothingToRead
            language.check(article.text)
            parsed = parser.parse(article.text, copy)
            statements, contacts, figures = (), (), ()
            with suppress(ImportError):
                from models.extractors import contacts as contact_finder
                from models.extractors import figures as figure_finder
                from models.extractors import speakers
                from models.extractors import statements as statement_finder

                statements = speakers.resolve(parsed, statement_finder.find(parsed), copy.dateline)
                contacts = contact_finder.find(parsed, statements, article.published)
                figures = figure_finder.find(parsed, statements)
            summary = Summary(article.title or "", None, (), "none")
            with suppress(ImportError):
                from models.summarizer import extractive

                summary = extractive.summarize(parsed, statements, figures, contacts, size)
            return Analysis("en", article.title, summary, statements, contacts, figures, copy.dateline)

    def summarize(self, article: Article, size: Size = "standard") -> Summary:
        """The summary alone; raises as :meth:`analyse` does."""
        return self.analyse(article, size).summary

    def embed(self, text: str) -> tuple[float, ...]:
        """The sentence encoder's embedding of ``text``: 384 numbers, of unit length."""
        from models import encoder

        with _LOCK:
            return tuple(float(x) for x in encoder.encode([text])[0])
