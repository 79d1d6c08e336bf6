"""A web of one's own: a loopback server that answers for every host name, and readers that may reach it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Any

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult
from support.settings import settings as bare

from bot.fetch.guard import Guard
from bot.fetch.reader import Reader

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOOPBACK = ip_address("127.0.0.1")


class FakeDns(AbstractResolver):
    """Answers from ``hosts`` (name to addresses), and with loopback for ``*.example``; else: no such name."""

    def __init__(self, hosts: dict[str, list[str]] | None = None) -> None:
        self.hosts = hosts or {}
        self.asked: list[str] = []

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        self.asked.append(host)
        addresses = self.hosts.get(host) or (["127.0.0.1"] if host.endswith(".example") else [])
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        pass


@dataclass
class Web:
    """The server: ``pages`` by path, every request kept in ``requests``."""

    port: int = 0
    pages: dict[str, Handler] = field(default_factory=dict)
    requests: list[web.Request] = field(default_factory=list)
    dns: FakeDns = field(default_factory=FakeDns)
    readers: list[Reader] = field(default_factory=list)
    _runner: web.AppRunner | None = None

    async def start(self) -> Web:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def stop(self) -> None:
        for reader in self.readers:
            await reader.close()
        await self.hang_up()

    async def hang_up(self) -> None:
        """Listen no more; the readers stay open."""
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    def url(self, path: str = "/", host: str = "www.paper.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def page(self, path: str, body: str | bytes = b"", **answer: Any) -> str:
        """Serve ``body`` at ``path`` (as HTML unless told otherwise); returns the link."""
        data = body.encode() if isinstance(body, str) else body
        headers = {"Content-Type": "text/html; charset=utf-8"} | answer.pop("headers", {})

        async def handler(_: web.Request) -> web.Response:
            return web.Response(body=data, headers=headers, **answer)

        self.pages[path] = handler
        return self.url(path)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        return self.page(path, status=status, headers={"Location": to})

    def hang(self, path: str) -> str:
        """A page whose answer never comes."""

        async def handler(_: web.Request) -> web.StreamResponse:
            await asyncio.Event().wait()
            raise AssertionError("unreachable")

        self.pages[path] = handler
        return self.url(path)

    def reader(self, **settings: Any) -> Reader:
        """A reader that may reach this server and nothing else."""
        guard = Guard(allow=lambda address: address == LOOPBACK, ports=frozenset({self.port}))
        reader = Reader(bare(**settings), guard, self.dns)
        self.readers.append(reader)
        return reader

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        handler = self.pages.get(request.path)
        if handler is None:
            return web.Response(status=404, text="no such page")
        return await handler(request)
