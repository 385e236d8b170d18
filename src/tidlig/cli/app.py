"""The commands of tidlig, put together."""

from typing import Annotated

import typer

from tidlig import __version__
from tidlig.cli import (
    FAILED,
    add,
    balance,
    check,
    diff,
    explain,
    export,
    git_setup,
    history,
    init,
    log,
    pools,
    reconcile,
    schema,
    show,
)
from tidlig.cli.printing import err, out

app = typer.Typer(
    name="tidlig",
    help="The budget and allocation ledger of public grant programmes, in TOML files.",
    add_completion=True,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        out(f"tidlig {__version__}\n")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    del version
    if context.invoked_subcommand is None:
        err(context.get_help())
        raise typer.Exit(FAILED)


_COMMANDS = (
    balance.balance,
    check.check,
    reconcile.reconcile,
    diff.diff,
    show.show,
    log.log,
    history.history,
    pools.pools,
    explain.explain,
    export.export,
    add.add,
    init.init,
    schema.schema,
    git_setup.git_setup,
)

for _command in _COMMANDS:
    app.command()(_command)
