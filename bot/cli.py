"""The command line: ``python -m bot`` or ``attache``.

Exit codes: 0 done, 1 could not be done, 2 wrong usage, 3 nothing found. Nothing heavy is imported before
a command needs it, so that ``--help`` answers at once.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncGenerator, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

if TYPE_CHECKING:
    from bot.core.types import Digest, StatementPage, StatementQuery
    from bot.documents import Document
    from bot.settings import Settings
    from bot.store import Store
    from models.analyst import Analyst

T = TypeVar("T")
NOTHING_FOUND = 3

app = typer.Typer(
    help="Attaché reads diplomatic news: faithful summaries and who-said-what cards, all local.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
db = typer.Typer(help="Look after the store.", no_args_is_help=True)
app.add_typer(db, name="db")


class Size(StrEnum):
    """How long a summary is: about 40, 75 or 150 words."""

    BRIEF = "brief"
    STANDARD = "standard"
    FULL = "full"


class Format(StrEnum):
    """How a digest is printed."""

    MARKDOWN = "markdown"
    HTML = "html"


@app.command()
def run() -> None:
    """Serve Discord; without ATTACHE_DISCORD_TOKEN, the playground."""
    settings = _settings()
    _log(settings)
    if settings.discord_token is None:
        print(
            "No ATTACHE_DISCORD_TOKEN is set: starting the playground, the real bot in a local browser page."
        )
        _playground(settings, data=None)
        return
    from bot import stopping
    from bot.gateway.app import serve

    stopping.serve(serve(settings))


@app.command()
def playground(
    data: Annotated[Path | None, typer.Option(help="Keep the store in this folder.")] = None,
    port: Annotated[int | None, typer.Option(help="Port of the page; 0 takes a free one.")] = None,
) -> None:
    """The real bot in a local browser page, without a token."""
    settings = _settings()
    if port is not None:
        settings = settings.model_copy(update={"playground_port": port})
    _log(settings)
    _playground(settings, data)


def _playground(settings: Settings, data: Path | None) -> None:
    from bot.core.errors import UserError

    try:
        from bot.playground import run_playground
    except ModuleNotFoundError as error:
        if error.name != "simcord":
            raise
        raise UserError("The playground needs one more package. Start it with: make run") from error
    _run(run_playground(settings, data=data))


@app.command()
def analyse(
    path: Annotated[str, typer.Argument(metavar="FILE|DIR|-", help="Plain text, Markdown, HTML or PDF.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a document and a line.")] = False,
) -> None:
    """Read articles and print what they say: summary, statements, contacts, figures."""
    from bot import analysis, console
    from models import export

    analyst = analysis.build(_settings())
    failed = 0
    for document in _documents(path):
        if isinstance(document, str):
            failed += 1
            console.err.print(document, style="red")
            continue
        result, problem = _attempt(analyst, document)
        if result is None:
            failed += 1
            console.err.print(f"{document.name}: {problem}", style="red")
        elif as_json:
            text = document.article.text if document.extracted else None
            print(json.dumps(export.to_dict(document.name, result, text), ensure_ascii=False))
        else:
            console.analysis(document.name, result)
    raise typer.Exit(1 if failed else 0)


@app.command()
def summarize(
    target: Annotated[str, typer.Argument(metavar="FILE|URL|-")],
    size: Annotated[Size, typer.Option(help="About 40, 75 or 150 words.")] = Size.STANDARD,
) -> None:
    """Summarise one article from a file, a link or standard input."""
    from bot import analysis, console
    from bot.core.errors import UserError

    settings = _settings()
    [document] = _documents(target, settings) if target == "-" or not Path(target).is_dir() else [None]
    if document is None:
        raise UserError(
            f"{target} is a folder; name one file. For folders there is: attache analyse {target}"
        )
    if isinstance(document, str):
        raise UserError(document)
    with console.err.status("Reading …"):
        result, problem = _attempt(analysis.build(settings), document, size)
    if result is None:
        raise UserError(problem)
    console.summary(result.summary)


@app.command("who-said")
def who_said(
    query: Annotated[
        str, typer.Argument(help="Words to look for; may be empty with --speaker or --country.")
    ] = "",
    speaker: Annotated[str | None, typer.Option(help="A name or a part of one.")] = None,
    country: Annotated[str | None, typer.Option(help="A country's name or ISO code.")] = None,
    since: Annotated[datetime | None, typer.Option(help="From this day on (UTC).")] = None,
    until: Annotated[datetime | None, typer.Option(help="Before this day (UTC).")] = None,
    direct: Annotated[bool, typer.Option(help="Direct quotations only.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 20,
) -> None:
    """Search the store for statements, newest first."""
    from bot import console
    from bot.core.types import StatementQuery

    asked = StatementQuery(query or None, speaker, country, _utc(since), _utc(until), direct)
    page = _run(_search(asked, limit))
    for hit in page.hits:
        where = " · ".join(x for x in (hit.article.outlet, hit.article.title, hit.article.url) if x)
        console.statement(hit.statement)
        console.out.print(f"    {where}", style="dim", markup=False)
    if not page.hits:
        console.err.print("No statement matches.")
        raise typer.Exit(NOTHING_FOUND)
    if page.total > len(page.hits):
        console.err.print(f"{page.total - len(page.hits)} more: use --limit.")


@app.command()
def digest(
    hours: Annotated[int, typer.Option(min=1, help="How far to look back.")] = 24,
    style: Annotated[Format, typer.Option("--format", help="markdown or html")] = Format.MARKDOWN,
    html: Annotated[bool, typer.Option("--html", help="The same as --format html.")] = False,
) -> None:
    """Print the digest of what the store took in lately, over all servers."""
    from bot import briefing, console

    found = _run(_digest(timedelta(hours=hours)))
    if not found.content.articles:
        console.err.print(f"No article was read in the last {hours} hours.")
        raise typer.Exit(NOTHING_FOUND)
    print(briefing.html(found) if html or style is Format.HTML else briefing.markdown(found))


@app.command()
def doctor() -> None:
    """Check token, intents, store, models and clock, and say what to do."""
    from bot.doctor import examine

    settings = _settings()
    raise typer.Exit(0 if _run(examine(settings)) else 1)


@db.command()
def upgrade() -> None:
    """Bring the store to the newest schema. Serving does so by itself."""

    async def migrate() -> None:
        async with _store():
            pass  # opening it does the work

    _run(migrate())
    print("The store is up to date.")


def _settings() -> Settings:
    """The settings, or one clear line about what is wrong with them."""
    from pydantic import ValidationError

    from bot.core.errors import UserError
    from bot.settings import Settings

    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = "_".join(str(part) for part in first["loc"]).upper()
        raise UserError(
            f"ATTACHE_{name.removeprefix('ATTACHE_')}: {first['msg']}. See .env.example."
        ) from error


def _log(settings: Settings) -> None:
    from bot import logs

    secret = settings.discord_token
    logs.set_up(settings.log_level, [secret.get_secret_value()] if secret else [])


def _documents(target: str, settings: Settings | None = None) -> list[Document | str]:
    """The documents behind an argument; a sentence in place of each that could not be read."""
    from bot import documents
    from bot.core.errors import UserError
    from bot.fetch.reader import Reader

    async def collect() -> list[Document | str]:
        reader = Reader(settings or _settings())
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

    return _run(collect())


def _attempt(analyst: Analyst, document: Document, size: Size = Size.STANDARD) -> tuple[Any, str]:
    """The analysis and an empty string, or None and why there is none. Raises UserError without models."""
    from bot.core.errors import UserError
    from bot.usecases.refusals import refusal
    from models.types import LanguageUnsupported, ModelUnavailable, NothingToRead

    try:
        return analyst.analyse(document.article, size.value), ""
    except (LanguageUnsupported, NothingToRead) as error:
        return None, str(refusal(error))
    except ModelUnavailable as error:
        raise UserError(str(error)) from error


@asynccontextmanager
async def _store() -> AsyncGenerator[Store]:
    """The store of the settings, opened and brought up to date."""
    from bot.store import Store

    settings = _settings()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    store = Store(settings.store_url)
    try:
        await store.start()
        yield store
    finally:
        await store.close()


async def _search(query: StatementQuery, limit: int) -> StatementPage:
    from bot.store.visibility import Operator
    from bot.usecases.who_said import WhoSaid

    async with _store() as store:
        return await WhoSaid(store, _now).search(query, Operator(), page_size=limit)


async def _digest(back: timedelta) -> Digest:
    from bot.store.visibility import Operator
    from bot.usecases.digest import Digests

    async with _store() as store:
        now = _now()
        return await Digests(store, _now).preview(Operator(), now - back, now)


def _now() -> datetime:
    return datetime.now(UTC)


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None


def _run(work: Coroutine[Any, Any, T]) -> T:
    return asyncio.run(work)


def main() -> None:
    """Run the command line; errors made for people are printed as they are."""
    from bot.core.errors import UserError

    try:
        app()
    except UserError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
