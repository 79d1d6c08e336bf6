"""``analyse`` and ``summarize``: articles from files, links and standard input."""

from __future__ import annotations

import json
import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.shared import load_settings, wait_for

if TYPE_CHECKING:
    from bot.cli.documents import Document
    from bot.settings import Settings
    from models.analyst import Analyst

_HELP = "Text, Markdown, HTML or PDF files; - for standard input."


class Size(StrEnum):
    """The length of a summary: about 40, 75 or 150 words."""

    BRIEF = "brief"
    STANDARD = "standard"
    FULL = "full"


def analyse(
    path: Annotated[str, typer.Argument(metavar="FILE|DIR|-", help=_HELP)],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object per document, each on its own line.")
    ] = False,
) -> None:
    """Print the summary, statements and figures of articles."""
    from bot import analysis
    from bot.cli import console
    from models import export

    analyst = analysis.build(load_settings())
    failed = 0
    for document in _documents(path):
        if isinstance(document, str):
            failed += 1
            console.err.print(document, style="red", markup=False)
            continue
        result, problem = _attempt(analyst, document)
        if result is None:
            failed += 1
            console.err.print(f"{document.name}: {problem}", style="red", markup=False)
        elif as_json:
            text = document.article.text if document.extracted else None
            print(json.dumps(export.to_dict(document.name, result, text), ensure_ascii=False))
        else:
            console.analysis(document.name, result)
    raise typer.Exit(1 if failed else 0)


def summarize(
    target: Annotated[
        str, typer.Argument(metavar="FILE|URL|-", help="A file, a link, or - for standard input.")
    ],
    size: Annotated[Size, typer.Option(help="The length: about 40, 75 or 150 words.")] = Size.STANDARD,
) -> None:
    """Summarise one article from a file, a link or standard input."""
    from bot import analysis
    from bot.cli import console
    from bot.core.errors import UserError
    from bot.core.reasons import unreadable

    settings = load_settings()
    if target != "-" and os.path.isdir(target):
        raise unreadable("folder", path=target)
    [document] = _documents(target, settings)
    if isinstance(document, str):
        raise UserError(document)
    with console.err.status("Reading …"):
        result, problem = _attempt(analysis.build(settings), document, size)
    if result is None:
        raise UserError(problem)
    console.summary(result.summary)


def _documents(target: str, settings: Settings | None = None) -> list[Document | str]:
    """The documents that an argument names; for each that could not be read, a sentence saying why."""
    from bot.cli import documents
    from bot.core.errors import UserError
    from bot.fetch.reader import Reader

    async def collect() -> list[Document | str]:
        reader = Reader(settings or load_settings())
        found: list[Document | str] = []
        try:
            if target == "-":
                return [await documents.standard_input(reader)]
            if documents.is_url(target):
                return [await documents.fetch(target, reader)]
            for path in documents.files(Path(target)):
                try:
                    found.append(await documents.read(path, reader))
                except UserError as error:
                    found.append(f"{path.name}: {error}")
        finally:
            await reader.close()
        return found

    return wait_for(collect())


def _attempt(analyst: Analyst, document: Document, size: Size = Size.STANDARD) -> tuple[Any, str]:
    """The analysis and "", or None and why not. Raises NeedsOperator if a model can't be loaded."""
    from bot.core.errors import NeedsOperator
    from bot.core.reasons import refusal
    from models.types import LanguageUnsupported, ModelUnavailable, NothingToRead

    try:
        return analyst.analyse(document.article, size.value), ""
    except (LanguageUnsupported, NothingToRead) as error:
        return None, str(refusal(error))
    except ModelUnavailable as error:
        raise NeedsOperator(str(error)) from error
