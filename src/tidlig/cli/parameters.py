"""Declarations of what a command takes, read both by typer and by the parser of plain lines.

A command is a function that returns an exit code; the annotation of each parameter declares how it
is typed. This module doesn't import typer, which takes longer than most commands.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, NamedTuple, get_args, get_origin

from tidlig.model.spelling import same_form

Command = Callable[..., int]
Completer = Callable[[Mapping[str, Any], str], Sequence[str]]
"""Returns completions, given the values typed before by parameter, and the start of a word."""

APART = ""
"""The name that words typed before have which are no parameter's value yet."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A positional argument: one word, or all that are left."""

    metavar: str | None = None
    help: str | None = None
    show_default: bool = True
    completes: Completer | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """A named value, or a flag; `names` are like "--output -o", by default the parameter's name."""

    names: str = ""
    metavar: str | None = None
    help: str | None = None
    show_default: bool = True
    completes: Completer | None = None
    least: int | None = None
    most: int | None = None
    choices: tuple[str, ...] | None = None
    """The members of an enumeration that may be named; None for all."""
    synonyms: Mapping[str, str] = field(default_factory=dict)
    """Other words for members of an enumeration, as reports show them."""


class Parameter(NamedTuple):
    """A parameter of a command with its declaration; `type` is the type of one value."""

    name: str
    declared: Argument | Option
    type: Any
    is_list: bool
    is_required: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The names of an option on a command line."""
        assert isinstance(self.declared, Option), self
        return tuple(self.declared.names.split()) or (f"--{self.name.replace('_', '-')}",)

    @property
    def choices(self) -> tuple[str, ...]:
        """The members of an enumeration that may be named."""
        choices = self.declared.choices if isinstance(self.declared, Option) else None
        return tuple(self.type) if choices is None else choices

    def choice(self, text: str) -> str | None:
        """Return the member of an enumeration that a text means, by its name or another word."""
        synonyms = self.declared.synonyms if isinstance(self.declared, Option) else {}
        choice = synonyms.get(same_form(text), text)
        return choice if choice in self.choices else None


def parameters(command: Command) -> Iterator[Parameter]:
    """Iterate over the parameters of a command, in order."""
    for bare in inspect.signature(command).parameters.values():
        assert get_origin(bare.annotation) is Annotated, bare
        hint, declared = get_args(bare.annotation)
        whole = _without_none(hint)
        is_list = get_origin(whole) is list
        type_of_one = get_args(whole)[0] if is_list else whole
        is_required = bare.default is bare.empty
        yield Parameter(bare.name, declared, type_of_one, is_list, is_required)


def _without_none(hint: Any) -> Any:
    kinds = [kind for kind in get_args(hint) if kind is not type(None)]
    return kinds[0] if type(None) in get_args(hint) else hint
