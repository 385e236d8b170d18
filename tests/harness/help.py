"""What `--help` shows: the commands there are, and the examples a command's help ends with."""

import re
from collections.abc import Callable, Iterator

from harness.running import Result

_FRAME = "│|╭╮╰╯─+-"
_TITLE = re.compile(r"[╭+][─-]|[A-Z]\w+:$")
_COMMAND = re.compile(r" {1,2}([a-z][a-z0-9-]*)(?: {2}|$)")


def every_command(
    tidlig: Callable[..., Result], group: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each command that can be run, commands of groups too, with the help it shows."""
    shown = tidlig(*group, "--help")
    assert shown.code == 0, shown.err
    inner = list(commands(shown.out))
    if not inner:
        yield group, shown.out
    for name in inner:
        yield from every_command(tidlig, (*group, name))


def commands(text: str) -> Iterator[str]:
    """The commands that the help of tidlig, or of a group of commands, lists."""
    listing = False
    for line in text.splitlines():
        if _TITLE.match(line):
            listing = "ommands" in line
        elif listing and (found := _COMMAND.match(line.strip(_FRAME))):
            yield found[1]


def examples(text: str) -> list[str]:
    """The command lines that the description in a command's help ends with."""
    lines = [line.strip().removeprefix("$ ") for line in _description(text)]
    found = list[str]()
    for line in reversed(list(filter(None, lines))):
        if not line.startswith("tidlig "):
            break
        found.insert(0, re.split(r" {2,}", line)[0])
    return found


def _description(text: str) -> Iterator[str]:
    for line in text.splitlines():
        if _TITLE.match(line):
            return
        yield line
