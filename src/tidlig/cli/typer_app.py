"""Run command lines with typer: help, completion, usage errors, and every line not plain."""

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Annotated, Any, cast

import typer
from typer.core import TyperGroup

from tidlig.cli.parameters import APART, Command, Completer, Option, Parameter, parameters
from tidlig.cli.parse import COMMANDS, command, require_working_directory, with_choices
from tidlig.cli.printing import ERRORS, FAILED, OK, could_not, err_written, version


class _TyperCommands(Mapping[str, Any]):
    """typer's commands by name; each is imported when it is looked up."""

    def __getitem__(self, name: str) -> Any:
        if name not in COMMANDS:
            raise KeyError(name)
        return _typer_command(name)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class _Group(TyperGroup):
    """All commands, in the order of `tidlig --help`."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands: Any = _TyperCommands()

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands without importing any."""
        del ctx
        return list(self.commands)


app = typer.Typer(
    name="tidlig",
    cls=_Group,
    help="The budget and allocation ledger of public grant programmes, in TOML files.",
    add_completion=True,
    invoke_without_command=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run(line: Sequence[str]) -> int:
    """Run a command line and return its exit code."""
    words = list(line)
    if words and words[0] in COMMANDS:
        words[1:] = with_choices(command(words[0]), words[1:])
    try:
        code = typer.main.get_command(app).main(words, "tidlig", standalone_mode=False)
    except typer.TyperException as error:
        return _usage_error(error)
    except typer.Abort:
        return FAILED
    if code is None:
        return OK
    return code if code in (OK, ERRORS) else FAILED


def _print_version(is_set: bool) -> None:
    if is_set:
        raise typer.Exit(version())


@app.callback()
def _options(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    del version
    if context.invoked_subcommand is None:
        err_written(context.get_help())
        raise typer.Exit(FAILED)


def _typer_command(name: str) -> Any:
    group = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    group.command(name)(_with_typer_signature(command(name)))
    return typer.main.get_command(group)


def _with_typer_signature(function: Command) -> Command:
    """Wrap a command in a function whose signature has typer's own declarations."""
    by_name = {parameter.name: parameter for parameter in parameters(function)}

    @functools.wraps(function)
    def call(**values: Any) -> int:
        require_working_directory()
        converted = {name: _own_value(by_name[name], value) for name, value in values.items()}
        return function(**converted)

    signature = inspect.signature(function)
    translated = [_translated(bare, by_name[bare.name]) for bare in signature.parameters.values()]
    vars(call)["__signature__"] = signature.replace(parameters=translated)
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in translated}
    return call


def _translated(bare: inspect.Parameter, parameter: Parameter) -> inspect.Parameter:
    """Return a parameter with typer's declaration in place of ours."""
    default = ... if parameter.is_required else bare.default
    annotation = bare.annotation.__origin__
    if _has_choices(parameter):
        annotation = _enumeration(parameter) | None
    return bare.replace(default=_typer_info(parameter, default), annotation=annotation)


def _typer_info(parameter: Parameter, default: Any) -> Any:
    declared = parameter.declared
    completion = None if declared.completes is None else _completion(declared.completes)
    if isinstance(declared, Option):
        return typer.Option(
            default,
            *parameter.names,
            metavar=declared.metavar,
            help=declared.help,
            show_default=declared.show_default,
            autocompletion=completion,
            min=declared.least,
            max=declared.most,
        )
    return typer.Argument(
        default,
        metavar=declared.metavar,
        help=declared.help,
        show_default=declared.show_default,
        autocompletion=completion,
    )


def _has_choices(parameter: Parameter) -> bool:
    """Return whether an option takes only some members of its enumeration."""
    return isinstance(parameter.declared, Option) and parameter.declared.choices is not None


def _enumeration(parameter: Parameter) -> type[StrEnum]:
    """Make an enumeration of an option's choices, since typer takes all members of one."""
    members = {choice.replace("-", "_").upper(): choice for choice in parameter.choices}
    return cast("type[StrEnum]", StrEnum(parameter.type.__name__, members))


def _own_value(parameter: Parameter, value: Any) -> Any:
    """Convert a member of `_enumeration` to one of the command's own enumeration."""
    return parameter.type(value) if _has_choices(parameter) and value is not None else value


def _completion(complete: Completer) -> Callable[[typer.Context, str], list[str]]:
    def completion(context: typer.Context, incomplete: str) -> list[str]:
        typed = {**context.params, APART: tuple(context.args)}
        return list(complete(typed, incomplete))

    return completion


def _usage_error(error: typer.TyperException) -> int:
    message = " ".join(error.format_message().rstrip(".").split())
    context = getattr(error, "ctx", None)
    command_path = "tidlig" if context is None else context.command_path
    return could_not(message[:1].lower() + message[1:], f"see {command_path} --help")
