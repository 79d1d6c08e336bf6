"""``run`` and ``playground``: the bot itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.shared import load_settings, start_log, wait_for

if TYPE_CHECKING:
    from bot.settings import Settings


def run() -> None:
    """Run the bot on Discord; without a token, the playground."""
    settings = load_settings()
    start_log(settings)
    if settings.discord_token is None:
        print("ATTACHE_DISCORD_TOKEN is not set. Starting the playground: the real bot on a local web page.")
        _playground(settings, data=None)
        return
    from bot import shutdown
    from bot.gateway.app import serve

    shutdown.serve(serve(settings))


def playground(
    data: Annotated[
        Path | None, typer.Option(help="Keep the store in this folder; otherwise it is temporary.")
    ] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="The port of the page; 0 for any free one.")
    ] = None,
) -> None:
    """Run the real bot on a local web page, without a token."""
    settings = load_settings()
    if port is not None:
        settings = settings.model_copy(update={"playground_port": port})
    start_log(settings)
    _playground(settings, data)


def _playground(settings: Settings, data: Path | None) -> None:
    from bot.core.errors import UserError

    try:
        from bot.playground.session import run_playground
    except ModuleNotFoundError as error:
        if error.name != "simcord":
            raise
        raise UserError(
            "The playground needs one more package. To install it and start, run: make run"
        ) from error
    wait_for(run_playground(settings, data=data))
