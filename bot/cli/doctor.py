"""``attache doctor``: looks at everything an operator can get wrong and says what to do."""

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


class State(StrEnum):
    """How a check came out. Only a failure makes the command fail."""

    FINE = "ok"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found, and what to do about it."""

    name: str
    state: State
    message: str


def check_token(token: str | None) -> Finding:
    """Whether the token has a bot token's form: three parts, the first an encoded user id."""
    if token is None:
        return Finding(
            "token", State.NOTE, "None is set: `make run` starts the playground. Put one into .env to serve."
        )
    parts = token.split(".")
    try:
        owner = base64.b64decode(parts[0] + "=" * (-len(parts[0]) % 4), validate=True)
    except (binascii.Error, ValueError):
        owner = b""
    if len(parts) != 3 or not owner.isdigit():
        hint = (
            f"Copy it again from {PORTAL}, page Bot: it is not the client secret, the public key or the id."
        )
        return Finding("token", State.WRONG, f"This does not look like a bot token. {hint}")
    return Finding("token", State.FINE, f"It has the form of a token (application {owner.decode()}).")


async def check_discord(settings: Settings) -> AsyncIterator[Finding]:
    """Whether Discord takes the token, the message content intent is on, and the clock is right."""
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
            "intents", State.NOTE, "Discord could not be reached from here: check network and proxy."
        )
        return
    if status == 401:
        yield Finding(
            "intents", State.WRONG, f"Discord refuses the token. Reset it at {PORTAL} and put it into .env."
        )
    elif status != 200:
        yield Finding("intents", State.NOTE, f"Discord answered with status {status}; try again later.")
    elif flags & _MESSAGE_CONTENT:
        yield Finding("intents", State.FINE, "The message content intent is on.")
    else:
        yield Finding("intents", State.WRONG, f"Switch on Message Content Intent at {PORTAL}, page Bot.")
    if said:
        yield check_clock(parsedate_to_datetime(said), datetime.now(UTC))


def check_clock(theirs: datetime, ours: datetime) -> Finding:
    """Whether this machine's clock agrees with Discord's."""
    off = abs((theirs - ours).total_seconds())
    if off > _CLOCK_SLACK_SECONDS:
        return Finding(
            "clock", State.WRONG, f"It is {off:.0f} seconds off Discord's: switch on time synchronisation."
        )
    return Finding("clock", State.FINE, "It agrees with Discord's.")


async def check_zones() -> Finding:
    """Whether the time zone data is there that schedules need."""
    ZoneInfo("Europe/Berlin")
    return Finding(
        "zones", State.FINE, f"Time zone data is there; now {datetime.now(UTC):%Y-%m-%d %H:%M} UTC."
    )


async def check_store(settings: Settings) -> Finding:
    """Whether the store opens, is migrated and has room."""
    from bot.store import Store

    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        store = Store(settings.store_url)
        await store.start()
        await store.close()
    except OSError as error:
        return Finding("store", State.WRONG, f"{settings.data_dir} cannot be written: {error.strerror}.")
    free = shutil.disk_usage(settings.data_dir).free
    if free < _FREE_BYTES:
        return Finding("store", State.WRONG, f"Only {free // 1_000_000} MB are free beside it: make room.")
    return Finding("store", State.FINE, f"It opens and is up to date ({settings.data_dir}).")


async def check_models(settings: Settings) -> Finding:
    """Whether the models load, their checksum is right, and how fast they read."""
    from models.types import Article

    begun = time.perf_counter()
    analyst = analysis.build(settings)
    analyst.warm()
    loaded = time.perf_counter() - begun
    begun = time.perf_counter()
    analyst.analyse(Article('"Talks will go on tomorrow," the minister told reporters in Geneva on Monday.'))
    read = time.perf_counter() - begun
    return Finding("models", State.FINE, f"They load in {loaded:.1f} s and read a sentence in {read:.2f} s.")


async def examine(settings: Settings) -> bool:
    """Run and print every check. Returns whether nothing is wrong."""
    token = settings.discord_token.get_secret_value() if settings.discord_token else None
    findings = [_show(check_token(token))]
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
    except Exception as error:  # noqa: BLE001 -- a doctor reports what breaks, whatever it is
        return Finding(name, State.WRONG, f"{type(error).__name__}: {error}")


def _show(finding: Finding) -> Finding:
    colour = {State.FINE: "green", State.NOTE: "yellow", State.WRONG: "red"}[finding.state]
    console.out.print(f"[{colour}]{finding.state.value:>5}[/]  {finding.name}: ", end="")
    console.out.print(finding.message, markup=False)
    return finding
