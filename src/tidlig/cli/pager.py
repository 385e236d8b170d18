"""A pager for reports longer than the terminal, as git has one.

Which one is said by the environment alone: TIDLIG_PAGER, else PAGER, else less where it is
installed. No file of a ledger or repository can name one, and none is taken from the working
directory. A pager that is missing or fails is no error: the report is printed.
"""

import os
import sys
from collections.abc import Mapping

PAGER = "TIDLIG_PAGER"
"""An environment variable: the pager of reports; empty, or "cat", for none."""

DEFAULT = "less"
OPTIONS_OF_LESS = "FRX"
"""Quit if it fits on one screen, show colours, leave the text on the screen: as git has it."""


def pager_command(environment: Mapping[str, str]) -> list[str] | None:
    """Return the pager that the environment names, as a list of words; None for none."""
    import shlex

    named = environment.get(PAGER, environment.get("PAGER", DEFAULT))
    try:
        words = shlex.split(named)
    except ValueError:  # a quotation mark without an end
        return None
    if not words or words == ["cat"]:
        return None
    program = _found(words[0])
    return None if program is None else [program, *words[1:]]


def _found(name: str) -> str | None:
    """Return where a program is; None where it is not on the path, or only in this folder."""
    import shutil
    from pathlib import Path

    found = shutil.which(name)
    if found is None:
        return None
    is_bare = name == Path(name).name
    is_here = Path(found).resolve().parent == Path.cwd().resolve()
    return None if is_bare and is_here else found


def show(text: str) -> bool:
    """Show a text in the pager, if it is longer than the terminal; return whether it was shown."""
    if not sys.stdout.isatty() or not _is_long(text):
        return False
    command = pager_command(os.environ)
    return command is not None and _run(command, text)


def _is_long(text: str) -> bool:
    """Whether a text has more lines than the terminal, which has one for the prompt."""
    import shutil

    return text.count("\n") >= shutil.get_terminal_size().lines


def _run(command: list[str], text: str) -> bool:
    """Run a pager with a text on its stdin; return whether it showed the text."""
    import signal
    import subprocess

    environment = {"LESS": OPTIONS_OF_LESS, "LV": "-c", **os.environ}
    sys.stdout.flush()
    try:
        process = subprocess.Popen(  # noqa: S603 - named by the user's own environment
            command, stdin=subprocess.PIPE, env=environment
        )
    except (OSError, ValueError):
        return False
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's own
    try:
        encoding = sys.stdout.encoding or "utf-8"
        process.communicate(text.encode(encoding, "backslashreplace"))
    except OSError:  # it has left without reading
        process.wait()
    finally:
        signal.signal(signal.SIGINT, before)
    return process.returncode == 0
