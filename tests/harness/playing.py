"""Plays transcripts: runs their commands in a place, and says what they print now."""

import difflib
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

from harness.markdown import Block
from harness.promises import Malformed
from harness.running import Result, environment, run
from harness.transcripts import (
    Command,
    Step,
    accepted,
    agrees,
    command,
    printed,
    steps,
    without_shell,
    written,
)

_SETTINGS = {"init.defaultBranch": "main", "commit.gpgSign": "false", "core.autocrlf": "false"}
GIT = {
    "GIT_AUTHOR_NAME": "An analyst",
    "GIT_AUTHOR_EMAIL": "analyst@example.dk",
    "GIT_AUTHOR_DATE": "2026-01-02T12:00:00+01:00",
    "GIT_COMMITTER_NAME": "An analyst",
    "GIT_COMMITTER_EMAIL": "analyst@example.dk",
    "GIT_COMMITTER_DATE": "2026-01-02T12:00:00+01:00",
    "GIT_CONFIG_COUNT": str(len(_SETTINGS)),
    **{f"GIT_CONFIG_KEY_{at}": key for at, key in enumerate(_SETTINGS)},
    **{f"GIT_CONFIG_VALUE_{at}": value for at, value in enumerate(_SETTINGS.values())},
}
"""Surroundings in which the same commits have the same hashes, on every machine and day."""


@dataclass(slots=True)
class Place:
    """Where a transcript is played; `cd` changes the folder.

    In a place of its own a transcript may run git. In one that is not, such as this repository,
    commands other than tidlig are for the reader and are not run.
    """

    folder: Path
    memory: Path
    own: bool = True


@dataclass(frozen=True, slots=True)
class Replay:
    """A transcript, with its steps as they are expected and as they printed now."""

    block: Block
    expected: list[Step]
    now: list[Step]

    @property
    def differences(self) -> str:
        """The steps that print something else than expected; nothing when they agree."""
        pairs = zip(self.expected, self.now, strict=True)
        wrong = [(old, new) for old, new in pairs if not agrees(old.expected, new.expected)]
        return "\n".join(_difference(old, new) for old, new in wrong)

    @property
    def accepted(self) -> str:
        """The transcript's text with what its steps print now."""
        return written(list(map(_accepted, self.expected, self.now)))


def played(block: Block, place: Place) -> Replay:
    """Play a transcript in a place."""
    expected = list(steps(block.text))
    now = [replace(step, expected=_lines(step, place)) for step in expected]
    return Replay(block, expected, now)


def _lines(step: Step, place: Place) -> tuple[str, ...]:
    taken = command(step)
    if taken.program == "tidlig":
        arguments = without_shell(taken).arguments
        surroundings = environment(place.memory, GIT if place.own else {}, taken.environment)
        return printed(run(*arguments, folder=place.folder, environment=surroundings))
    if taken.program == "cd":
        _enter(taken, place)
        return step.expected
    if not place.own:
        return step.expected
    if taken.program != "git":
        raise Malformed(f"only tidlig, git and cd can be run: {step.command}")
    return _git(without_shell(taken), place)


def _enter(taken: Command, place: Place) -> None:
    folder = place.folder.joinpath(*taken.arguments)
    if place.own or folder.is_dir():
        place.folder = folder.resolve(strict=True)


def _git(taken: Command, place: Place) -> tuple[str, ...]:
    done = subprocess.run(
        ["git", *taken.arguments],
        cwd=place.folder,
        env=environment(place.memory, GIT, taken.environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return printed(Result(done.returncode, done.stdout, done.stderr))


def _accepted(old: Step, new: Step) -> Step:
    if agrees(old.expected, new.expected):
        return old
    return replace(old, expected=accepted(old.expected, new.expected))


def _difference(old: Step, new: Step) -> str:
    now = accepted(old.expected, new.expected)  # a `[...]` that fits is no difference
    lines = difflib.unified_diff(old.expected, now, "expected", "printed", lineterm="")
    return "\n".join([f"$ {old.command}", *lines])
