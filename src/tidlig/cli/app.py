"""Typer's part: help, completion, what is wrong with a line, and every line that is not plain."""

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup

from tidlig.cli.commands import COMMANDS, command, see_to_folder
from tidlig.cli.declaring import Command, Completer, Option, Parameter, parameters
from tidlig.cli.exit_codes import ERRORS, FAILED, OK
from tidlig.cli.printing import could_not, err
from tidlig.cli.version import version


class _Each(Mapping[str, Any]):
    """The commands as typer has them, by name; none is imported before it is asked for."""

    def __getitem__(self, name: str) -> Any:
        if name not in COMMANDS:
            raise KeyError(name)
        return _of_typer(name)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class _Commands(TyperGroup):
    """All commands, in order of the help."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands: Any = _Each()

    def list_commands(self, ctx: Any) -> list[str]:
        """Give the names of the commands, without importing any."""
        del ctx
        return list(self.commands)


app = typer.Typer(
    name="tidlig",
    cls=_Commands,
    help="The budget and allocation ledger of public grant programmes, in TOML files.",
    add_completion=True,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run(line: Sequence[str]) -> int:
    """Run a command line, and give its exit code."""
    try:
        code = typer.main.get_command(app).main(list(line), "tidlig", standalone_mode=False)
    except typer.TyperException as error:
        return _usage(error)
    except typer.Abort:
        return FAILED
    return OK if code is None else code if code in (OK, ERRORS) else FAILED


def _version(asked: bool) -> None:
    if asked:
        raise typer.Exit(version())


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


def _of_typer(name: str) -> Any:
    alone = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    alone.command(name)(_declared(command(name)))
    return typer.main.get_command(alone)


def _declared(asked: Command) -> Command:
    """Give a command as typer takes it: with typer's own words in its signature."""
    known = {each.name: each for each in parameters(asked)}

    @functools.wraps(asked)
    def call(**values: Any) -> int:
        see_to_folder()
        return asked(**{name: _own(known[name], value) for name, value in values.items()})

    signature = inspect.signature(asked)
    translated = [_translated(each, known[each.name]) for each in signature.parameters.values()]
    vars(call)["__signature__"] = signature.replace(parameters=translated)
    call.__annotations__ = {each.name: each.annotation for each in translated}
    return call


def _translated(bare: inspect.Parameter, known: Parameter) -> inspect.Parameter:
    said = known.declared
    default = ... if known.is_required else bare.default
    completion = None if said.completes is None else _completion(said.completes)
    if isinstance(said, Option):
        info = typer.Option(
            default,
            *known.names,
            metavar=said.metavar,
            help=said.help,
            show_default=said.show_default,
            autocompletion=completion,
            min=said.least,
            max=said.most,
        )
    else:
        info = typer.Argument(
            default,
            metavar=said.metavar,
            help=said.help,
            show_default=said.show_default,
            autocompletion=completion,
        )
    chosen = _enumeration(known) if _is_subset(known) else None
    annotation = bare.annotation.__origin__ if chosen is None else chosen | None
    return bare.replace(default=info, annotation=annotation)


def _is_subset(known: Parameter) -> bool:
    """Tell whether an option takes only some members of its enumeration."""
    return isinstance(known.declared, Option) and known.declared.choices is not None


def _enumeration(known: Parameter) -> type[StrEnum]:
    members = {choice.replace("-", "_").upper(): choice for choice in known.choices}
    return cast("type[StrEnum]", StrEnum(known.type.__name__, members))


def _own(known: Parameter, value: Any) -> Any:
    """Give a value as the command has it: a member of its own enumeration."""
    return known.type(value) if _is_subset(known) and value is not None else value


def _completion(complete: Completer) -> Callable[[typer.Context, str], list[str]]:
    def completed(context: typer.Context, incomplete: str) -> list[str]:
        return list(complete(context.params, incomplete))

    return completed


def _usage(error: typer.TyperException) -> int:
    message = " ".join(error.format_message().rstrip(".").split())
    context = getattr(error, "ctx", None)
    of = context.command_path if context is not None else "tidlig"
    return could_not(message[:1].lower() + message[1:], f"see {of} --help")
