"""Console transcripts: command lines after `$ `, each with the lines that it prints.

What a command prints is its stdout, then its stderr, then `[exit 1]` if its exit code is not 0;
spaces at the ends of lines do not count.
`[...]` within an expected line stands for anything.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from harness.promises import Malformed
from harness.running import Result

PROMPT = "$ "
ANYTHING = "[...]"
_ASSIGNMENT = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)=(.*)", re.DOTALL)
_SHELL = frozenset({"|", "||", "&", "&&", ";", ">", ">>", "<", "2>", "2>&1"})


@dataclass(frozen=True, slots=True)
class Step:
    """A command line and the lines it is expected to print, without blank lines at the end."""

    command: str
    expected: tuple[str, ...]
    blank: int = 0
    """How many blank lines follow, for the eye only."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command line taken apart: changes to the environment, the program and its arguments."""

    environment: dict[str, str]
    program: str
    arguments: tuple[str, ...]


def steps(text: str) -> Iterator[Step]:
    """The steps of a transcript, in order."""
    command, lines = "", list[str]()
    for line in [*text.split("\n")[:-1], PROMPT]:
        if line.startswith(PROMPT):
            if command:
                yield _step(command, lines)
            elif any(lines):
                raise Malformed(f'a transcript begins with "{PROMPT}", not: {lines[0]}')
            command, lines = line.removeprefix(PROMPT), []
        else:
            lines.append(line)


def command(step: Step) -> Command:
    """A step's command line taken apart."""
    words = shlex.split(step.command)
    environment: dict[str, str] = {}
    while words and (assignment := _ASSIGNMENT.fullmatch(words[0])):
        environment[assignment[1]] = assignment[2]
        del words[0]
    if not words:
        raise Malformed(f"no command: {step.command}")
    return Command(environment, words[0], tuple(words[1:]))


def without_shell(taken: Command) -> Command:
    """The command, once it needs no shell."""
    if _SHELL.intersection(taken.arguments):
        raise Malformed(f"pipes and redirections are not supported: {taken.arguments}")
    return taken


def printed(result: Result) -> tuple[str, ...]:
    """The lines of one run as a transcript shows them."""
    out = result.out if result.out.endswith("\n") or not result.out else f"{result.out}\n"
    lines = _without_spaces(f"{out}{result.err}".split("\n"))
    return (*lines, f"[exit {result.code}]") if result.code else lines


def agrees(expected: tuple[str, ...], actual: tuple[str, ...]) -> bool:
    """Tell whether what was printed is what was expected."""
    if len(expected) != len(actual):
        return False
    return all(_fits(line, other) for line, other in zip(expected, actual, strict=True))


def accepted(expected: tuple[str, ...], actual: tuple[str, ...]) -> tuple[str, ...]:
    """What to expect from now on: what was printed, with the `[...]` of lines that still fit."""
    patterns = [line for line in expected if ANYTHING in line]
    lines = []
    for line in actual:
        fitting = next((at for at, pattern in enumerate(patterns) if _fits(pattern, line)), None)
        lines.append(line if fitting is None else patterns[fitting])
        patterns = patterns if fitting is None else patterns[fitting + 1 :]
    return tuple(lines)


def written(steps: list[Step]) -> str:
    """The text of a transcript with these steps."""
    lines = []
    for step in steps:
        lines += [PROMPT + step.command, *step.expected, *[""] * step.blank]
    return "".join(f"{line}\n" for line in lines)


def _fits(expected: str, actual: str) -> bool:
    pattern = ".*".join(map(re.escape, expected.split(ANYTHING)))
    return re.fullmatch(pattern, actual) is not None


def _step(command: str, lines: list[str]) -> Step:
    expected = _without_spaces(lines)
    return Step(command, expected, len(lines) - len(expected))


def _without_spaces(lines: list[str]) -> tuple[str, ...]:
    """The lines without the spaces at their ends, and without blank lines at the end."""
    kept = [line.rstrip() for line in lines]
    while kept and not kept[-1]:
        del kept[-1]
    return tuple(kept)
