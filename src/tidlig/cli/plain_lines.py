"""Reading plain command lines: quickly, since importing typer takes longer than most commands.

What is plain is a command, its arguments, and its options by their whole names with values that
they take. Everything else, help and all that is wrong among it, is left to typer, which goes by
the same declarations: a line that is read here calls a command just as typer would.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from tidlig.cli.commands import COMMANDS, command
from tidlig.cli.declaring import Command, Option, Parameter, parameters

COMPLETING = "_TIDLIG_COMPLETE"
"""Set by shells that ask how a line goes on."""

Typed = tuple[Parameter, tuple[str, ...]]
"""A parameter and the words that one value of it is typed with; a flag has none."""


class NotPlain(Exception):
    """A line that typer is to read."""


def called(line: Sequence[str]) -> Callable[[], int] | None:
    """Give what a line calls, ready to be run; None when it is not plain."""
    if not line or line[0] not in COMMANDS or os.environ.get(COMPLETING):
        return None
    asked = command(line[0])
    try:
        return partial(asked, **values(asked, line[1:]))
    except NotPlain:
        return None


def values(asked: Command, line: Iterable[str]) -> dict[str, Any]:
    """Give the values that are typed, by parameter; raise `NotPlain` for what is left to typer."""
    known = list(parameters(asked))
    named = [each for each in known if isinstance(each.declared, Option)]
    options = {name: each for each in named for name in each.names}
    alone: list[str] = []
    typed = list(_options(line, options, alone))
    typed += _arguments(alone, [each for each in known if each not in named])
    found: dict[str, Any] = {}
    for each, texts in typed:
        value = _value(each, texts)
        found[each.name] = [*found.get(each.name, ()), value] if each.is_list else value
    return found


def _options(
    line: Iterable[str], options: dict[str, Parameter], alone: list[str]
) -> Iterator[Typed]:
    """Give the options of a line with their texts; words that have no name go to `alone`."""
    words = iter(line)
    for word in words:
        if word == "-" or not word.startswith("-"):
            alone.append(word)
            continue
        is_long = word.startswith("--")
        name, attached, text = word.partition("=") if is_long else (word[:2], word[2:], word[2:])
        if name not in options:
            raise NotPlain
        each = options[name]
        texts = [text] if attached else []
        following = list(islice(words, max(0, _length(each.type) - len(texts))))
        if any(text.startswith("-") for text in following):
            raise NotPlain
        texts += following
        if len(texts) != _length(each.type):
            raise NotPlain
        yield each, tuple(texts)


def _length(kind: Any) -> int:
    """Give how many words make a value."""
    return 0 if kind is bool else 1 if isinstance(kind, type) else 2


def _arguments(words: list[str], arguments: list[Parameter]) -> Iterator[Typed]:
    """Give words that stand alone to the arguments, in order; the last may take all the rest."""
    left = iter(words)
    for each in arguments:
        taken = list(left if each.is_list else islice(left, 1))
        if each.is_required and not taken:
            raise NotPlain
        yield from ((each, (word,)) for word in taken)
    if any(True for _ in left):
        raise NotPlain


def _value(parameter: Parameter, texts: tuple[str, ...]) -> Any:
    """Make a value of its words; raise `NotPlain` for what may be wrong in it."""
    kind = parameter.type
    if kind is bool:
        return True
    if _length(kind) > 1:
        return texts
    (text,) = texts
    if kind is str:
        return text
    if kind is Path and _is_free(text):
        return Path(text)
    if issubclass(kind, StrEnum) and text in parameter.choices:
        return kind(text)
    raise NotPlain


def _is_free(path: str) -> bool:
    """Tell whether a path may be named: what is there can be read."""
    try:
        return os.access(path, os.R_OK) or not os.path.lexists(path)
    except ValueError:  # no name of a file
        return False
