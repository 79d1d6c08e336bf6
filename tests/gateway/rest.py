"""The REST side of the made-up Discord: messages, commands and interactions, with limits and faults."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.gateway.state import ME, USERS, Payload, State
from tests.gateway.wire import Gateway

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_WINDOW = 1.0
_PER_WINDOW = 50
_UNKNOWN_MESSAGE = (404, 10008, "Unknown Message")
_NO_INTERACTION = (404, 10062, "Unknown interaction")


@dataclass
class Fault:
    """What to answer instead, for requests whose "METHOD /path" matches; ``times`` None means always."""

    pattern: str
    status: int = 500
    code: int = 0
    message: str = "Internal Server Error"
    times: int | None = None
    delay: float = 0.0
    retry_after: float = 0.0
    harmless: bool = False
    hits: int = 0


@dataclass
class Rest:
    """The routes. ``faults`` are tried in order; ``asked`` holds every request as "METHOD /path".

    ``acknowledged`` holds when an interaction was first answered, by its token and on the monotonic clock;
    ``latency`` is the seconds from the effect of a request to its answer.
    """

    state: State
    gateway: Gateway
    changed: Callable[[], None]
    asked: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    tokens: dict[str, float] = field(default_factory=dict)
    answers: dict[str, Payload] = field(default_factory=dict)
    acknowledged: dict[str, float] = field(default_factory=dict)
    latency: float = 0.0
    _windows: dict[str, tuple[float, int]] = field(default_factory=dict)

    def routes(self) -> list[web.RouteDef]:
        """All routes under /api/v10."""
        one = "/api/v10/channels/{channel}/messages/{message}"
        hook = "/api/v10/webhooks/{app}/{token}"
        return [
            web.get("/api/v10/gateway/bot", self._gateway),
            web.get("/api/v10/users/@me", _json(lambda _: USERS[ME])),
            web.get("/api/v10/oauth2/applications/@me", _json(lambda _: _APPLICATION)),
            web.get("/api/v10/applications/@me", _json(lambda _: _APPLICATION)),
            web.get("/api/v10/applications/{app}/commands", _json(lambda _: self.state.commands)),
            web.put("/api/v10/applications/{app}/commands", self._sync),
            web.get("/api/v10/guilds/{guild}", _json(lambda r: self.state.guild(int(r.match_info["guild"])))),
            web.get("/api/v10/channels/{channel}", self._channel),
            web.get("/api/v10/channels/{channel}/messages", self._history),
            web.post("/api/v10/channels/{channel}/messages", self._send),
            web.get(one, self._message),
            web.patch(one, self._edit),
            web.delete(one, self._delete),
            web.put(one + "/reactions/{emoji}/@me", self._react),
            web.delete(one + "/reactions/{emoji}/@me", self._unreact),
            web.post("/api/v10/interactions/{id}/{token}/callback", self._callback),
            web.post(hook, self._followup),
            web.get(hook + "/messages/@original", self._followup),
            web.patch(hook + "/messages/@original", self._followup),
            web.delete(hook + "/messages/@original", self._followup),
        ]

    @web.middleware
    async def between(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Note the request, apply faults and limits, and add the headers of the rate limit."""
        if not request.path.startswith("/api/"):
            return await handler(request)
        name = f"{request.method} {request.path.removeprefix('/api/v10')}"
        self.asked.append(name)
        answer = await self._fault(name) or self._limited(request) or await handler(request)
        self.changed()
        if self.latency and request.method != "GET":
            await asyncio.sleep(self.latency)
        self._count(request, answer)
        return answer

    async def _fault(self, name: str) -> web.Response | None:
        for fault in self.faults:
            if fault.times == 0 or not re.search(fault.pattern, name):
                continue
            fault.hits += 1
            if fault.times is not None:
                fault.times -= 1
            await asyncio.sleep(fault.delay)
            if fault.harmless:
                return None
            if fault.status == 429:
                return _too_many(fault.retry_after)
            return error(fault.status, fault.code, fault.message)
        return None

    def _bucket(self, request: web.Request) -> str:
        route = request.match_info.route.resource
        return f"{request.method} {route.canonical if route else ''} {request.match_info.get('channel')}"

    def _limited(self, request: web.Request) -> web.Response | None:
        begun, used = self._windows.get(self._bucket(request), (0.0, 0))
        left = begun + _WINDOW - time.monotonic()
        return _too_many(left) if left > 0 and used >= _PER_WINDOW else None

    def _count(self, request: web.Request, answer: web.StreamResponse) -> None:
        bucket, now = self._bucket(request), time.monotonic()
        begun, used = self._windows.get(bucket, (0.0, 0))
        if now - begun > _WINDOW:
            begun, used = now, 0
        self._windows[bucket] = begun, used + 1
        answer.headers["X-RateLimit-Limit"] = str(_PER_WINDOW)
        answer.headers["X-RateLimit-Remaining"] = str(max(_PER_WINDOW - used - 1, 0))
        answer.headers["X-RateLimit-Reset-After"] = f"{begun + _WINDOW - now:.3f}"
        answer.headers["X-RateLimit-Reset"] = f"{time.time() + begun + _WINDOW - now:.3f}"
        answer.headers["X-RateLimit-Bucket"] = str(abs(hash(bucket.rpartition(" ")[0])))

    async def _gateway(self, _: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
        return reply({"url": self.gateway.address, "shards": 1, "session_start_limit": limit})

    async def _sync(self, request: web.Request) -> web.Response:
        filled = {"application_id": str(ME), "version": "1"}
        blank = {"description": ""}
        given = await request.json()
        self.state.commands = [blank | c | filled | {"id": str(5000 + n)} for n, c in enumerate(given)]
        return reply(self.state.commands)

    async def _channel(self, request: web.Request) -> web.Response:
        number = int(request.match_info["channel"])
        if number not in self.state.messages:
            return error(404, 10003, "Unknown Channel")
        return reply(self.state.channel(number))

    async def _history(self, request: web.Request) -> web.Response:
        asked = request.query
        before, after = (int(asked[k]) if k in asked else None for k in ("before", "after"))
        channel = int(request.match_info["channel"])
        return reply(self.state.page(channel, int(asked.get("limit", 50)), before, after))

    async def _send(self, request: web.Request) -> web.Response:
        given = await _body(request)
        channel = int(request.match_info["channel"])
        there = self.state.messages[channel]
        nonce = given.get("nonce")
        if nonce and given.get("enforce_nonce"):
            for message in there.values():
                if message.get("nonce") == nonce and message["author"]["id"] == str(ME):
                    return reply(message)
        reference = given.get("message_reference")
        if reference and int(reference["message_id"]) not in there:
            detail = {
                "message_reference": {
                    "_errors": [{"code": "REPLIES_UNKNOWN_MESSAGE", "message": "Unknown message"}]
                }
            }
            return error(400, 50035, "Invalid Form Body", errors=detail)
        kept = {k: given[k] for k in ("embeds", "components", "nonce") if given.get(k)}
        if reference:
            kept["message_reference"] = {key: str(value) for key, value in reference.items()}
        sent = self.state.message(channel, given.get("content") or "", ME, **kept)
        await self.gateway.dispatch("MESSAGE_CREATE", sent)
        return reply(sent)

    def _at(self, request: web.Request) -> Payload | None:
        channel, number = int(request.match_info["channel"]), int(request.match_info["message"])
        return self.state.messages.get(channel, {}).get(number)

    async def _message(self, request: web.Request) -> web.Response:
        found = self._at(request)
        return reply(found) if found else error(*_UNKNOWN_MESSAGE)

    async def _edit(self, request: web.Request) -> web.Response:
        found = self._at(request)
        if found is None:
            return error(*_UNKNOWN_MESSAGE)
        found |= await _body(request)
        return reply(found)

    async def _delete(self, request: web.Request) -> web.Response:
        found = self._at(request)
        if found is None:
            return error(*_UNKNOWN_MESSAGE)
        channel = int(request.match_info["channel"])
        del self.state.messages[channel][int(found["id"])]
        gone = {"id": found["id"], "channel_id": str(channel), "guild_id": found["guild_id"]}
        await self.gateway.dispatch("MESSAGE_DELETE", gone)
        return web.Response(status=204)

    async def _react(self, request: web.Request) -> web.Response:
        found = self._at(request)
        if found is None:
            return error(*_UNKNOWN_MESSAGE)
        self._unmark(found, request.match_info["emoji"])
        emoji = {"id": None, "name": request.match_info["emoji"]}
        found["reactions"].append({"emoji": emoji, "count": 1, "me": True})
        return web.Response(status=204)

    async def _unreact(self, request: web.Request) -> web.Response:
        found = self._at(request)
        if found is None:
            return error(*_UNKNOWN_MESSAGE)
        self._unmark(found, request.match_info["emoji"])
        return web.Response(status=204)

    def _unmark(self, message: Payload, emoji: str) -> None:
        message["reactions"] = [r for r in message["reactions"] if r["emoji"]["name"] != emoji]

    async def _callback(self, request: web.Request) -> web.Response:
        token = request.match_info["token"]
        if self.tokens.get(token, 0.0) < time.monotonic():
            return error(*_NO_INTERACTION)
        given = await _body(request)
        self.acknowledged.setdefault(token, time.monotonic())
        if given["type"] == 4:
            self.answers[token] = given["data"]
        about = {"id": request.match_info["id"], "type": 2}
        return reply({"interaction": about, "resource": {"type": given["type"]}})

    async def _followup(self, request: web.Request) -> web.Response:
        token = request.match_info["token"]
        if self.tokens.get(token, 0.0) < time.monotonic():
            return error(401, 50027, "Invalid Webhook Token")
        if request.method == "DELETE":
            return web.Response(status=204)
        if request.method != "GET":
            self.answers[token] = await _body(request)
        shown = {k: v for k, v in self.answers.get(token, {}).items() if k in ("content", "embeds")}
        outline = State()
        channel = next(iter(outline.messages))
        return reply(outline.message(channel, "", ME, flags=64) | shown)


_APPLICATION = {
    "id": str(ME),
    "name": "Attaché",
    "description": "",
    "icon": None,
    "bot_public": True,
    "bot_require_code_grant": False,
    "owner": USERS[ME],
    "verify_key": "0",
    "flags": 1 << 19,
    "team": None,
}


def reply(data: Any, status: int = 200, headers: dict[str, str] | None = None) -> web.Response:
    """JSON with the media type as Discord spells it, without a charset; discord.py insists."""
    plain = {"Content-Type": "application/json"} | (headers or {})
    return web.Response(body=json.dumps(data).encode(), status=status, headers=plain)


def error(status: int, code: int, message: str, **more: Any) -> web.Response:
    """An error as Discord gives it."""
    return reply({"code": code, "message": message, **more}, status=status)


def _too_many(retry_after: float) -> web.Response:
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": False}
    return reply(body, status=429, headers={"Via": "1.1 google", "Retry-After": str(retry_after)})


def _json(found: Callable[[web.Request], Any]) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        return reply(found(request))

    return handler


async def _body(request: web.Request) -> Payload:
    if request.content_type == "application/json":
        return await request.json()
    form = await request.post()
    return json.loads(str(form["payload_json"]))
