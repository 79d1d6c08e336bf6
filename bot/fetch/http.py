"""Downloads a page: from public addresses only, with limits on redirects, time and size."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import version
from weakref import WeakValueDictionary

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from bot.core.reasons import unreadable
from bot.fetch.guard import Guard, GuardedResolver
from bot.settings import Settings

_AT_ONCE_PER_HOST = 2
_REDIRECTS = (301, 302, 303, 307, 308)
_REASONS = {
    401: "login",
    402: "paywall",
    403: "forbidden",
    404: "not_found",
    410: "not_found",
    429: "rate_limited",
    451: "legal",
}
_USER_AGENT = f"Attache/{version('attache')} (a Discord bot's news reader; opens a posted link once)"


@dataclass(frozen=True, slots=True)
class Page:
    """A downloaded page. ``kind`` is its media type in lower case, or "" if the server gave none."""

    url: str
    kind: str
    charset: str | None
    body: bytes


class Downloader:
    """One HTTP client for all links. It keeps no cookies and ignores the proxies of the environment."""

    def __init__(
        self, settings: Settings, guard: Guard | None = None, resolver: AbstractResolver | None = None
    ) -> None:
        self._settings = settings
        self._guard = guard or Guard()
        self._resolver = resolver
        self._session: aiohttp.ClientSession | None = None
        self._slots: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()

    async def get(self, link: str) -> Page:
        """The page behind ``link``, after any redirects. Raises Unreadable with the reason."""
        url = self._guard.check_link(link)
        seconds = self._settings.fetch_timeout
        loop = asyncio.get_running_loop()
        for _ in range(self._settings.fetch_max_redirects + 1):
            # Waiting for a turn at a busy host does not count towards the time limit of the download.
            async with self._slot(url.host or ""):
                begun = loop.time()
                answer = await self._one(url, seconds)
                seconds -= loop.time() - begun
            if isinstance(answer, Page):
                return answer
            url = self._guard.check_link(answer)
        raise unreadable("redirects", limit=self._settings.fetch_max_redirects)

    async def close(self) -> None:
        """Close the client's connections."""
        if self._session is not None:
            await self._session.close()

    @asynccontextmanager
    async def _slot(self, host: str) -> AsyncGenerator[None]:
        slot = self._slots.setdefault(host, asyncio.Semaphore(_AT_ONCE_PER_HOST))
        async with slot:
            yield

    async def _one(self, url: URL, seconds: float) -> Page | str:
        """Make one request: the page, or the address that it redirects to."""
        try:
            async with (
                asyncio.timeout(max(seconds, 0)),
                self._client().get(url, allow_redirects=False) as response,
            ):
                if response.status in _REDIRECTS and "Location" in response.headers:
                    return str(url.join(URL(response.headers["Location"])))
                self._check_status(response.status)
                kind = response.content_type.lower() if "Content-Type" in response.headers else ""
                return Page(str(url), kind, response.charset, await self._body(response))
        except TimeoutError as error:
            raise unreadable("timeout", seconds=self._settings.fetch_timeout) from error
        except aiohttp.ClientConnectorDNSError as error:
            # EAI_AGAIN means that the name server did not answer, which says nothing about the name.
            passing = error.os_error.errno == socket.EAI_AGAIN
            raise unreadable("unreachable" if passing else "dead_link") from error
        except (aiohttp.ClientSSLError, ssl.SSLError) as error:
            raise unreadable("tls") from error
        except (aiohttp.ClientConnectionError, OSError) as error:
            raise unreadable("unreachable") from error
        except (aiohttp.ClientError, ValueError) as error:
            raise unreadable("bad_answer") from error

    @staticmethod
    def _check_status(status: int) -> None:
        if 200 <= status < 300:
            return
        reason = _REASONS.get(status) or ("server_error" if status >= 500 else "refused")
        raise unreadable(reason, status=status)

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        """The body, its size counted after decompression, so that a compression bomb stops at the limit."""
        limit = self._settings.fetch_max_bytes
        too_large = unreadable("too_large", megabytes=limit / 1_000_000)
        if (response.content_length or 0) > limit:
            raise too_large
        body = bytearray()
        async for chunk in response.content.iter_chunked(65_536):
            body += chunk
            if len(body) > limit:
                raise too_large
        return bytes(body)

    def _client(self) -> aiohttp.ClientSession:
        if self._session is None:
            inner = self._resolver or aiohttp.ThreadedResolver()
            connector = aiohttp.TCPConnector(
                resolver=GuardedResolver(inner, self._guard),
                socket_factory=self._guard.open_socket,
                use_dns_cache=False,
                force_close=True,
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=aiohttp.ClientTimeout(total=None),
                headers={
                    "User-Agent": _USER_AGENT,
                    "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8",
                    "Accept-Language": "en",
                    # Only what can be decompressed piece by piece, whichever libraries are installed.
                    "Accept-Encoding": "gzip, deflate",
                },
                trust_env=False,
            )
        return self._session
