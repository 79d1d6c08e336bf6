"""Bad input on its whole way: posted in Discord, fetched by the real reader, judged by the real analyst."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from types import CoroutineType
from typing import Any, ParamSpec, TypeVar

import discord
import pytest
from aiohttp import web
from support.articles import PARAGRAPHS, html
from support.settings import settings
from support.stories import PESKOV, long_article
from support.web import Web
from support.world import World, shown

from bot.analysis import ProcessRunner

RUSSIAN = (
    "Официальный представитель министерства иностранных дел заявила в четверг журналистам, что переговоры "
    "будут продолжены на следующей неделе, если обе стороны сохранят готовность к диалогу. "
)
MEGABYTE = 1_000_000
P = ParamSpec("P")
T = TypeVar("T")


class Outside:
    """Lets real work happen outside of simulated time, and waits for it."""

    def __init__(self, world: World) -> None:
        self._env = world.env
        self._jobs: asyncio.Queue[tuple[asyncio.Future[Any], Awaitable[Any]]] = asyncio.Queue()
        self._left = 0
        self.task = asyncio.create_task(self._work())

    def door(self, function: Callable[P, Awaitable[T]]) -> Callable[P, CoroutineType[Any, Any, T]]:
        """``function``, done out there."""

        async def through(*given: P.args, **named: P.kwargs) -> T:
            future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
            self._left += 1
            self._jobs.put_nowait((future, function(*given, **named)))
            return await self._env.external_wait(future, reason="the world outside")

        return through

    async def settle(self) -> None:
        """Until nothing is left to do, in the world or out of it."""
        await self._env.settle()
        while self._left:
            await self._jobs.join()
            await self._env.settle()

    async def _work(self) -> None:
        while True:
            future, job = await self._jobs.get()
            try:
                future.set_result(await job)
            except Exception as error:  # noqa: BLE001 - handed back to whoever asked
                future.set_exception(error)
            self._left -= 1
            self._jobs.task_done()


@pytest.fixture
async def site() -> AsyncIterator[Web]:
    running = await Web().start()
    yield running
    await running.stop()


@pytest.fixture
async def outside(world: World, site: Web) -> AsyncIterator[Outside]:
    """The world with the real reader, over a web of its own."""
    gate = Outside(world)
    reader = site.reader()
    world.web.read = gate.door(reader.read)
    yield gate
    gate.task.cancel()
    await asyncio.gather(gate.task, return_exceptions=True)


@pytest.fixture(scope="module")
def runner() -> Iterator[ProcessRunner]:
    """The real analyst in its process; loading the models takes seconds."""
    made = ProcessRunner(settings())
    yield made
    made.close()


@pytest.fixture
def analyst(world: World, outside: Outside, runner: ProcessRunner) -> None:
    """The world with the real analyst."""
    world.analyst.run = outside.door(runner.run)
    world.analyst.embed = outside.door(runner.embed)


async def assert_told(world: World, outside: Outside, message: discord.Message, words: str) -> None:
    """The message is marked, /status says why, and the next article is read as if nothing had been."""
    await outside.settle()
    assert world.reactions(message) == {"⚠️"}
    assert words in shown(await world.ben.slash(world.news, "status"))
    after = await world.ben.send(world.news, long_article(PESKOV))
    await outside.settle()
    assert world.reactions(after) == {"📰"}
    assert await world.services.ingest.pending() == []


async def endless(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/html"})
    await response.prepare(request)
    for _ in range(50):
        await response.write(b"x" * MEGABYTE)
    return response


PAGES: dict[str, tuple[Callable[[Web], str], str]] = {
    "dead link": (lambda site: site.url("/gone"), "404"),
    "private address": (lambda site: f"http://10.0.0.7:{site.port}/a", "doesn't lead to a public address"),
    "50 MB": (lambda site: site.page("/large", b"<p>word</p>" * 4_600_000), "too large"),
    "gzip bomb": (
        lambda site: site.page(
            "/bomb", gzip.compress(b"\0" * 100 * MEGABYTE), headers={"Content-Encoding": "gzip"}
        ),
        "too large",
    ),
    "empty": (lambda site: site.page("/empty", b""), "empty"),
}


@pytest.mark.parametrize("kind", PAGES)
async def test_a_link_that_cannot_be_read_says_why(
    world: World, site: Web, outside: Outside, kind: str
) -> None:
    page, words = PAGES[kind]
    url = page(site)
    message = await world.ann.send(world.news, url)
    await assert_told(world, outside, message, words)
    answer = await world.ben.slash(world.news, "summarize link", url=url)
    await outside.settle()
    assert words in shown(answer)


async def test_a_page_without_end_is_cut_off(world: World, site: Web, outside: Outside) -> None:
    site.pages["/endless"] = endless
    message = await world.ann.send(world.news, site.url("/endless"))
    await assert_told(world, outside, message, "too large")


FILES = {
    "empty": b"",
    "no text": b"\0" * 6000,
    "6,000 quotation marks": b'"' * 6000,
    "emoji only": ("😀🎉" * 300).encode(),
}


@pytest.mark.slow
@pytest.mark.parametrize("kind", FILES)
async def test_a_file_that_cannot_be_read_says_why(
    world: World, outside: Outside, analyst: None, kind: str
) -> None:
    message = await world.ann.send(world.news, attachments=[("wire.txt", FILES[kind])])
    await assert_told(world, outside, message, "I couldn't read")


@pytest.mark.slow
async def test_a_file_that_is_not_utf_8_is_read_in_the_encoding_it_has(
    world: World, outside: Outside, analyst: None
) -> None:
    text = "\n\n".join(PARAGRAPHS).replace("Holm", "Höglund")
    message = await world.ann.send(world.news, attachments=[("wire.txt", text.encode("cp1252"))])
    await outside.settle()
    assert world.reactions(message) == {"📰"}
    assert "Höglund" in shown(await world.ben.slash(world.news, "who-said", words="gate"))


@pytest.mark.slow
async def test_a_russian_article_is_declined_by_the_name_of_its_language(
    world: World, site: Web, outside: Outside, analyst: None
) -> None:
    message = await world.ann.send(world.news, site.page("/ru", html(*[RUSSIAN * 2] * 5, lang="ru")))
    await assert_told(world, outside, message, "in Russian: I read only English")
