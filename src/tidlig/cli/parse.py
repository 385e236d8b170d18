"""Parse plain command lines quickly: importing typer takes longer than most commands.

A plain line is a command, its arguments, and options by their whole names with valid values. typer
handles all other lines, help and errors among them, from the same declarations: a line parsed here
calls a command exactly as typer would. A command is imported when it is called.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from tidlig.cli.parameters import Command, Option, Parameter, parameters
from tidlig.model.failure import CouldNot

_MODULES = (
    "balance",
    "check",
    "reconcile",
    "report",
    "chart",
    "diff",
    "show",
    "log",
    "history",
    "list_",
    "awards",
    "pools",
    "note",
    "explain",
    "export",
    "add",
    "import_",
    "table",
    "edit",
    "rename",
    "remove",
    "init",
    "schema",
    "git_setup",
    "cache",
)

COMMANDS = {module.rstrip("_").replace("_", "-"): module for module in _MODULES}
"""Names of commands, in the order of `tidlig --help`, and their modules."""


def command(name: str) -> Command:
    """Import a command: the function with the name of its module."""
    module = COMMANDS[name]
    function: Command = getattr(import_module(f"tidlig.cli.{module}"), module)
    return function


def require_working_directory() -> None:
    """Raise `CouldNot` if the working directory was deleted."""
    try:
        os.getcwd()  # noqa: PTH109 - pathlib is not needed here
    except OSError:
        raise CouldNot("the working directory is not there any more", "go to one that is") from None


COMPLETING = "_TIDLIG_COMPLETE"
"""An environment variable that shells set to ask for completions."""

Typed = tuple[Parameter, tuple[str, ...]]
"""A parameter and the words of one of its values; a flag has none."""


def with_choices(function: Command, words: Sequence[str]) -> list[str]:
    """Put the members of enumerations in place of other words for them, after their options."""
    options = {
        name: parameter
        for parameter in parameters(function)
        if isinstance(parameter.declared, Option) and parameter.declared.synonyms
        for name in parameter.names
    }
    pairs = zip(words, ["", *words], strict=False)
    return [_with_choice(word, before, options) for word, before in pairs]


def _with_choice(word: str, before: str, options: Mapping[str, Parameter]) -> str:
    """Replace a word that is the value of an option, or has it behind the option's name."""
    if before in options:
        return options[before].choice(word) or word
    name, equals, value = word.partition("=")
    if name in options and equals:
        return f"{name}={options[name].choice(value) or value}"
    return word


class NotPlain(Exception):
    """A line that typer must parse."""


def parse(line: Sequence[str]) -> Callable[[], int] | None:
    """Return the call that a line makes, or None if the line is not plain."""
    if not line or line[0] not in COMMANDS or os.environ.get(COMPLETING):
        return None
    function = command(line[0])
    try:
        return partial(function, **values(function, line[1:]))
    except NotPlain:
        return None


def values(function: Command, words: Iterable[str]) -> dict[str, Any]:
    """Return the typed values by parameter; raise `NotPlain` for what typer must parse."""
    arguments: list[Parameter] = []
    options: dict[str, Parameter] = {}
    for parameter in parameters(function):
        if isinstance(parameter.declared, Option):
            options.update(dict.fromkeys(parameter.names, parameter))
        else:
            arguments.append(parameter)
    nameless: list[str] = []
    typed = list(_typed_options(words, options, nameless))
    typed += _typed_arguments(nameless, arguments)
    return _values_by_name(typed)


def _values_by_name(typed: Iterable[Typed]) -> dict[str, Any]:
    """Convert typed words; of an option typed twice the last counts, unless it takes a list."""
    by_name: dict[str, Any] = {}
    for parameter, texts in typed:
        value = _value(parameter, texts)
        if parameter.is_list:
            by_name.setdefault(parameter.name, []).append(value)
        else:
            by_name[parameter.name] = value
    return by_name


def _typed_options(
    words: Iterable[str], options: dict[str, Parameter], nameless: list[str]
) -> Iterator[Typed]:
    """Iterate over the options of a line; append words without an option to `nameless`."""
    rest = iter(words)
    for word in rest:
        if word == "-" or not word.startswith("-"):
            nameless.append(word)
            continue
        name, attached = _split(word)
        if name not in options:
            raise NotPlain
        option = options[name]
        yield option, _words_of_option(option, attached, rest)


def _words_of_option(
    option: Parameter, attached: str | None, rest: Iterator[str]
) -> tuple[str, ...]:
    """Return the words of an option's value: the attached one, then as many of the rest."""
    first = [] if attached is None else [attached]
    number = _number_of_words(option.type)
    following = list(islice(rest, max(0, number - len(first))))
    is_mistaken = any(word.startswith("-") for word in following)
    if is_mistaken or len(first) + len(following) != number:
        raise NotPlain
    return (*first, *following)


def _split(word: str) -> tuple[str, str | None]:
    """Split --name=value and -nvalue into the name and the value, None where there is none."""
    if word.startswith("--"):
        name, equals, value = word.partition("=")
        return name, value if equals else None
    return word[:2], word[2:] or None


def _number_of_words(kind: Any) -> int:
    """Return the number of words that make one value of a type."""
    if kind is bool:
        return 0
    return 1 if isinstance(kind, type) else 2


def _typed_arguments(words: list[str], arguments: list[Parameter]) -> Iterator[Typed]:
    """Assign nameless words to the arguments in order; a list takes all that are left."""
    first = 0
    for argument in arguments:
        end = len(words) if argument.is_list else first + 1
        taken = words[first:end]
        if argument.is_required and not taken:
            raise NotPlain
        yield from ((argument, (word,)) for word in taken)
        first += len(taken)
    if first < len(words):
        raise NotPlain


def _value(parameter: Parameter, texts: tuple[str, ...]) -> Any:
    """Convert the words of a value; raise `NotPlain` if they may be wrong."""
    kind = parameter.type
    if kind is bool:
        return True
    if _number_of_words(kind) > 1:
        return texts
    (text,) = texts
    if kind is str:
        return text
    if kind is Path and _is_usable(text):
        return Path(text)
    choice = parameter.choice(text) if issubclass(kind, StrEnum) else None
    if choice is None:
        raise NotPlain
    return kind(choice)


def _is_usable(path: str) -> bool:
    """Return whether a path is readable or does not exist."""
    try:
        return os.access(path, os.R_OK) or not os.path.lexists(path)
    except ValueError:  # no name of a file
        return False
