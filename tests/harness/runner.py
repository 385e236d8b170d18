"""What GitHub's runner makes of a step's log: its rules for commands, from its source.

`actions/runner`, `src/Runner.Common/ActionCommand.cs`: a line that begins with `::`, spaces aside,
may be a command, and so may any line with `##[` in it.
"""

import re
from dataclasses import dataclass

COMMANDS = {
    "error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "add-matcher", "echo",
    "remove-matcher", "set-env", "set-output", "save-state", "add-path", "stop-commands",
    "internal-set-repo-path",
}  # fmt: skip
_NEW = re.compile(r"::(.*?)::(.*)", re.DOTALL)
_OLD = re.compile(r"##\[(.*?)\](.*)", re.DOTALL)
_ESCAPES = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


@dataclass(frozen=True, slots=True)
class Command:
    """What the runner is told to do."""

    name: str
    properties: dict[str, str]
    text: str


def commands(log: str) -> list[Command]:
    """The commands in a log."""
    found = [_command(line) for line in re.split(r"\r\n|\r|\n", log)]
    return [command for command in found if command is not None]


def others(log: str) -> list[str]:
    """The lines of a log that are no commands."""
    return [line for line in log.split("\n")[:-1] if _command(line) is None]


def _command(line: str) -> Command | None:
    match = _NEW.match(line.lstrip()) or _OLD.search(line)
    if match is None:
        return None
    name, _, properties = match[1].partition(" ")
    if name.lower() not in COMMANDS:
        return None
    pairs = [pair.split("=", 1) for pair in properties.strip().split(",") if "=" in pair]
    return Command(name, {name: _plain(value, 5) for name, value in pairs}, _plain(match[2], 0))


def _plain(text: str, escapes: int) -> str:
    """Undo the escapes of a property (all of them), or of a text (line breaks and %)."""
    for escape, character in _ESCAPES if escapes else (*_ESCAPES[:2], _ESCAPES[4]):
        text = text.replace(escape, character)
    return text
