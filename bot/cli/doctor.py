"""``attache doctor``: checks everything that an operator can get wrong, and says how to put it right."""

from __future__ import annotations

import base64
import binascii
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

import aiohttp

from bot import analysis
from bot.cli import console
from bot.core.errors import UserError
from bot.settings import Settings

DISCORD = "https://discord.com/api/v10"
PORTAL = "https://discord.com/developers/applications"
# Discord's application flags: the message content intent, and its form for bots in under 100 servers.
_MESSAGE_CONTENT = 1 << 18 | 1 << 19
_CLOCK_SLACK_SECONDS = 30
_FREE_BYTES = 500_000_000
_DAMAGED = (
    "It is damaged: {found}. A damaged index is rebuilt when the bot starts; for anything else, stop the bot "
    "and restore a backup with `attache db restore FILE`."
)


class State(StrEnum):
    """The result of a check. Only ``WRONG`` makes the command fail."""

    FINE = "ok"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, and what to do about it."""

    name: str
    state: State
    message: str


def check_token(token: str | None, api: str | None = None) -> Finding:
    """Whether the token looks like a bot's: three parts, of which the first is an encoded user id.

    A server other than Discord's, at ``api``, may have tokens of any form.
    """
    if token is None:
        return Finding(
            "token",
            State.NOTE,
            "Not set, so `make run` starts the playground. To run on Discord, put one in .env.",
        )
    if api and token:
        return Finding("token", State.FINE, f"It is set. Its form is up to the server at {api}.")
    parts = token.split(".")
    try:
        owner = base64.b64decode(parts[0] + "=" * (-len(parts[0]) % 4), validate=True)
    except (binascii.Error, ValueError):
        owner = b""
    if len(parts) != 3 or not owner.isdigit():
        hint = f"Copy it from the Bot page at {PORTAL}; it isn't the client secret or the public key."
        return Finding("token", State.WRONG, f"This doesn't look like a bot token. {hint}")
    return Finding("token", State.FINE, f"It looks like a bot token (application {owner.decode()}).")


async def check_discord(settings: Settings) -> AsyncIterator[Finding]:
    """Whether Discord accepts the token, the message content intent is on, and the clock is right."""
    if settings.discord_token is None:
        return
    address = f"{(settings.discord_api or DISCORD).rstrip('/')}/applications/@me"
    headers = {"Authorization": f"Bot {settings.discord_token.get_secret_value()}"}
    try:
        timeout = aiohttp.ClientTimeout(total=15)
        async with (
            aiohttp.ClientSession(timeout=timeout) as http,
            http.get(address, headers=headers) as answer,
        ):
            status, said = answer.status, answer.headers.get("Date")
            flags = (await answer.json()).get("flags", 0) if status == 200 else 0
    except (aiohttp.ClientError, TimeoutError, ValueError):
        yield Finding(
            "intents",
            State.NOTE,
            "Discord can't be reached from here. Check the network connection and any proxy.",
        )
        return
    if status == 401:
        yield Finding(
            "intents",
            State.WRONG,
            f"Discord rejects the token. Reset it at {PORTAL} and put the new one in .env.",
        )
    elif status != 200:
        yield Finding("intents", State.NOTE, f"Discord returned status {status}. Try again later.")
    elif flags & _MESSAGE_CONTENT:
        yield Finding("intents", State.FINE, "The Message Content Intent is on.")
    else:
        yield Finding("intents", State.WRONG, f"Turn on Message Content Intent on the Bot page at {PORTAL}.")
    if said:
        yield check_clock(parsedate_to_datetime(said), datetime.now(UTC))


def check_clock(theirs: datetime, ours: datetime) -> Finding:
    """Whether this machine's clock agrees with Discord's."""
    off = abs((theirs - ours).total_seconds())
    if off > _CLOCK_SLACK_SECONDS:
        return Finding(
            "clock",
            State.WRONG,
            f"It differs from Discord's by {off:.0f} seconds. Turn on time synchronisation.",
        )
    return Finding("clock", State.FINE, "It agrees with Discord's.")


async def check_zones() -> Finding:
    """Whether the time zone data that schedules need is installed."""
    ZoneInfo("Europe/Berlin")
    return Finding(
        "zones", State.FINE, f"Time zone data is installed; it is {datetime.now(UTC):%Y-%m-%d %H:%M} UTC."
    )


async def check_store(settings: Settings) -> Finding:
    """Whether the store can be opened, is sound and up to date, and has enough space."""
    from bot.store import Store

    try:
        settings.make_data_dir()
        store = Store(settings.store_url)
        try:
            await store.start()
            wrong = await store.check()
        finally:
            await store.close()
    except UserError as error:
        return Finding("store", State.WRONG, str(error))
    if wrong:
        return Finding("store", State.WRONG, _DAMAGED.format(found="; ".join(wrong)))
    free = shutil.disk_usage(settings.data_dir).free
    if free < _FREE_BYTES:
        return Finding(
            "store",
            State.WRONG,
            f"Only {free // 1_000_000} MB are free in {settings.data_dir}. Make some space.",
        )
    return Finding("store", State.FINE, f"It is sound and up to date ({settings.data_dir}).")


async def check_models(settings: Settings) -> Finding:
    """Whether the models load with the right checksum, and how fast they read."""
    from models.types import Article, ModelUnavailable

    begun = time.perf_counter()
    analyst = analysis.build(settings)
    try:
        analyst.warm()
    except ModelUnavailable as error:
        return Finding("models", State.WRONG, str(error))
    loaded = time.perf_counter() - begun
    begun = time.perf_counter()
    analyst.analyse(Article('"Talks will go on tomorrow," the minister told reporters in Geneva on Monday.'))
    read = time.perf_counter() - begun
    return Finding(
        "models", State.FINE, f"They loaded in {loaded:.1f} s and read a sentence in {read:.2f} s."
    )


async def examine(settings: Settings) -> bool:
    """Run every check and print its result. Returns whether nothing is wrong."""
    token = settings.discord_token.get_secret_value() if settings.discord_token else None
    findings = [_show(check_token(token, settings.discord_api))]
    if findings[0].state is State.FINE:
        findings += [_show(f) async for f in check_discord(settings)]
    checks: dict[str, Callable[[], Awaitable[Finding]]] = {
        "zones": check_zones,
        "store": lambda: check_store(settings),
        "models": lambda: check_models(settings),
    }
    for name, check in checks.items():
        findings.append(_show(await _safely(name, check)))
    return all(f.state is not State.WRONG for f in findings)


async def _safely(name: str, check: Callable[[], Awaitable[Finding]]) -> Finding:
    try:
        return await check()
    except UserError as error:
        return Finding(name, State.WRONG, str(error))
    except Exception as error:  # noqa: BLE001 -- a doctor reports every failure, whatever it is
        return Finding(name, State.WRONG, f"{type(error).__name__}: {error}")


def _show(finding: Finding) -> Finding:
    colour = {State.FINE: "green", State.NOTE: "yellow", State.WRONG: "red"}[finding.state]
    console.out.print(f"[{colour}]{finding.state.value:>5}[/]  {finding.name}: ", end="")
    console.out.print(finding.message, markup=False)
    return finding
