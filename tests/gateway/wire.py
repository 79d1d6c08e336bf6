"""The gateway of the made-up Discord: sessions, heartbeats, resuming, compression, and its faults."""

from __future__ import annotations

import json
import secrets
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.gateway.state import ME, USERS, State

DISPATCH, RECONNECT, INVALID, HELLO, ACK = 0, 7, 9, 10, 11
"""What the gateway sends."""
HEARTBEAT, IDENTIFY, RESUME = 1, 2, 6
"""What it receives."""
_HEARTBEAT_MS = 5000


@dataclass
class Session:
    """A session: what it was sent, so that it can be resumed, and the socket that it has now."""

    key: str = field(default_factory=lambda: secrets.token_hex(8))
    sent: list[tuple[int, str, Any]] = field(default_factory=list)
    socket: _Socket | None = None
    number: int = 0


class _Socket:
    """A WebSocket, compressed as a stream if the client asked for it."""

    def __init__(self, socket: web.WebSocketResponse, *, compressed: bool) -> None:
        self.raw = socket
        self._deflate = zlib.compressobj() if compressed else None

    async def send(
        self, op: int, data: Any = None, number: int | None = None, name: str | None = None
    ) -> None:
        text = json.dumps({"op": op, "d": data, "s": number, "t": name})
        if self.raw.closed:
            return
        if self._deflate is None:
            await self.raw.send_str(text)
        else:
            packed = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
            await self.raw.send_bytes(packed)


class Gateway:
    """Faults are attributes that a test sets.

    ``refuse`` is an HTTP status for the handshake, ``hang_up`` closes each connection once it is accepted,
    ``close_with`` answers IDENTIFY and RESUME with a close code, ``forget`` invalidates sessions on RESUME,
    and ``losing`` drops events instead of keeping them for a session that has no connection.
    """

    def __init__(self, state: State, changed: Callable[[], None]) -> None:
        self._state = state
        self._changed = changed
        self.sessions: dict[str, Session] = {}
        self.connections: list[float] = []
        self.identified = self.resumed = 0
        self.refuse: int | None = None
        self.hang_up = self.forget = self.losing = False
        self.close_with: int | None = None
        self.address = ""

    @property
    def open(self) -> list[Session]:
        """The sessions with a connection."""
        return [s for s in self.sessions.values() if s.socket and not s.socket.raw.closed]

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """A connection, from the handshake to its end."""
        self.connections.append(time.monotonic())
        self._changed()
        if self.refuse is not None:
            return web.Response(status=self.refuse, text="bad gateway")
        raw = web.WebSocketResponse(compress=False, timeout=0.5)
        await raw.prepare(request)
        if self.hang_up:
            await raw.close(code=1001)
            return raw
        socket = _Socket(raw, compressed=request.query.get("compress") == "zlib-stream")
        await socket.send(HELLO, {"heartbeat_interval": _HEARTBEAT_MS})
        async for frame in raw:
            if frame.type is WSMsgType.TEXT:
                await self._receive(socket, json.loads(frame.data))
        return raw

    async def dispatch(self, name: str, data: Any) -> None:
        """Send an event to every session; one without a connection gets it when it resumes."""
        for session in self.sessions.values():
            if self.losing and session not in self.open:
                continue
            session.number += 1
            session.sent.append((session.number, name, data))
            if session in self.open and session.socket:
                await session.socket.send(DISPATCH, data, session.number, name)

    async def drop(self, code: int = 1001) -> None:
        """Close every connection, as a gateway does that is restarted."""
        for session in self.open:
            if session.socket:
                await session.socket.raw.close(code=code)

    async def ask_to_reconnect(self) -> None:
        """Send RECONNECT to everybody."""
        for session in self.open:
            if session.socket:
                await session.socket.send(RECONNECT)

    async def _receive(self, socket: _Socket, frame: dict[str, Any]) -> None:
        op = frame["op"]
        if op == HEARTBEAT:
            await socket.send(ACK)
        elif op in (IDENTIFY, RESUME) and self.close_with is not None:
            await socket.raw.close(code=self.close_with)
        elif op == IDENTIFY:
            await self._identify(socket)
        elif op == RESUME:
            await self._resume(socket, frame["d"])
        self._changed()

    async def _identify(self, socket: _Socket) -> None:
        session = Session(socket=socket)
        self.sessions = {session.key: session}
        self.identified += 1
        guilds = [self._state.guild(number) for number in sorted(set(self._state.guild_of.values()))]
        ready = {
            "v": 10,
            "user": USERS[ME],
            "guilds": [{"id": guild["id"], "unavailable": True} for guild in guilds],
            "session_id": session.key,
            "resume_gateway_url": self.address,
            "application": {"id": str(ME), "flags": 1 << 19},
        }
        await self.dispatch("READY", ready)
        for guild in guilds:
            await self.dispatch("GUILD_CREATE", guild)

    async def _resume(self, socket: _Socket, asked: dict[str, Any]) -> None:
        session = self.sessions.get(asked["session_id"])
        if session is None or self.forget:
            await socket.send(INVALID, data=False)
            return
        session.socket = socket
        self.resumed += 1
        for number, name, data in session.sent:
            if number > asked["seq"]:
                await socket.send(DISPATCH, data, number, name)
        await self.dispatch("RESUMED", {})
