"""The commands of ``attache``.

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 nothing found, 78 the operator must change something first.
Nothing heavy is imported before a command needs it, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys

import typer

from bot.cli import articles, exports, histories, lookups, serving, upkeep

app = typer.Typer(
    help="Read diplomatic news on this machine: faithful summaries, and who said what.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(serving.run)
app.command()(serving.playground)
app.command()(articles.analyse)
app.command()(articles.summarize)
app.command("who-said")(lookups.who_said)
app.command()(histories.contacts)
app.command()(histories.figures)
app.command()(histories.timeline)
app.command()(histories.compare)
app.command()(lookups.digest)
app.command()(exports.export)
app.command()(upkeep.doctor)
app.add_typer(upkeep.db, name="db")


def main() -> None:
    """Run the command line. The message of a UserError is printed as it stands."""
    from bot.core.errors import UserError

    try:
        app()
    except UserError as error:
        print(error, file=sys.stderr)
        sys.exit(error.exit_status)
    except KeyboardInterrupt:
        sys.exit(130)
