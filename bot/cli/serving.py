"""``run`` and ``playground``: the bot itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.shared import load_settings, start_log, wait_for

if TYPE_CHECKING:
    from bot.settings import Settings


def run() -> None:
    """Serve Discord; without ATTACHE_DISCORD_TOKEN, the playground."""
    settings = load_settings()
    start_log(settings)
    if settings.discord_token is None:
        print(
            "No ATTACHE_DISCORD_TOKEN is set: starting the playground, the real bot in a local browser page."
        )
        _playground(settings, data=None)
        return
    from bot import stopping
    from bot.gateway.app import serve

    stopping.serve(serve(settings))


def playground(
    data: Annotated[Path | None, typer.Option(help="Keep the store in this folder.")] = None,
    port: Annotated[int | None, typer.Option(help="Port of the page; 0 takes a free one.")] = None,
) -> None:
    """The real bot in a local browser page, without a token."""
    settings = load_settings()
    if port is not None:
        settings = settings.model_copy(update={"playground_port": port})
    start_log(settings)
    _playground(settings, data)


def _playground(settings: Settings, data: Path | None) -> None:
    from bot.core.errors import UserError

    try:
        from bot.playground.world import run_playground
    except ModuleNotFoundError as error:
        if error.name != "simcord":
            raise
        raise UserError("The playground needs one more package. Start it with: make run") from error
    wait_for(run_playground(settings, data=data))
