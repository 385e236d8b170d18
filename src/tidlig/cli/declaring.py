"""What a command takes, declared once: typer and the reading of plain lines both go by it.

A command is a function that gives an exit code; what stands in its annotations tells how each of
its parameters is typed. Nothing here needs typer, whose import takes longer than most commands.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple, get_args, get_origin

Command = Callable[..., int]
Completer = Callable[[Mapping[str, Any], str], Sequence[str]]
"""Gives what a word may become: by the values typed before, and its beginning."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A word, or words, that stand without a name."""

    metavar: str | None = None
    help: str | None = None
    show_default: bool = True
    completes: Completer | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """A value that is named, or a flag; `names` are "--output -o", or made of the parameter's."""

    names: str = ""
    metavar: str | None = None
    help: str | None = None
    show_default: bool = True
    completes: Completer | None = None
    least: int | None = None
    most: int | None = None
    choices: tuple[str, ...] | None = None
    """Which members of an enumeration may be named; all unless said."""


class Parameter(NamedTuple):
    """A parameter of a command, as declared, with the type of one of its values."""

    name: str
    declared: Argument | Option
    type: Any
    is_list: bool
    is_required: bool

    @property
    def names(self) -> tuple[str, ...]:
        """What an option is called on a command line."""
        assert isinstance(self.declared, Option), self
        return tuple(self.declared.names.split()) or (f"--{self.name.replace('_', '-')}",)

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be named where the type is an enumeration."""
        asked = self.declared.choices if isinstance(self.declared, Option) else None
        return tuple(self.type) if asked is None else asked


def parameters(command: Command) -> Iterator[Parameter]:
    """Give what a command takes, in order."""
    for each in inspect.signature(command).parameters.values():
        assert get_origin(each.annotation) is Annotated, each
        hint, declared = get_args(each.annotation)
        whole = _without_none(hint)
        is_list = get_origin(whole) is list
        of = get_args(whole)[0] if is_list else whole
        yield Parameter(each.name, declared, of, is_list, each.default is each.empty)


def _without_none(hint: Any) -> Any:
    """Give what a value is when there is one."""
    kinds = [kind for kind in get_args(hint) if kind is not type(None)]
    return kinds[0] if type(None) in get_args(hint) else hint
