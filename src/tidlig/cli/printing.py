"""Printing: data to standard output, talk to standard error, and files written whole or not at all.

Readers that go away, and encodings that lack a character, are no errors of ours.
"""

import errno
import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal, TextIO

from tidlig.cli.exit_codes import FAILED, OK
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from pathlib import Path

    from tidlig.render.tables import Paint


def out(text: str) -> None:
    """Print data; characters that the encoding lacks are written as escapes."""
    _write(sys.stdout, text)


def err(text: str) -> None:
    """Print talk, in a line of its own."""
    _write(sys.stderr, text + "\n")


def could_not(message: str, help: str) -> int:
    """Say why something could not be done, and what to do; give the exit code."""
    from tidlig.render.escaping import for_terminal

    paint = painter(sys.stderr)
    err(f"{paint('error', 'bold red')}: {for_terminal(message)}")
    err(f"{paint('help', 'bold cyan')}: {for_terminal(help)}")
    return FAILED


def is_terminal(stream: TextIO) -> bool:
    """Tell whether a person looks at a stream."""
    return stream.isatty()


def width(stream: TextIO) -> int | None:
    """Give the width of a terminal; None for anything else, which is as wide as it needs."""
    if not stream.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def painter(stream: TextIO) -> "Paint":
    """Give what colours a stream: nothing for a pipe, a dumb terminal, or when asked not to."""
    from tidlig.render.tables import plain_paint

    if not is_terminal(stream) and not os.environ.get("FORCE_COLOR"):
        return plain_paint
    from rich.console import Console
    from rich.style import Style

    console = Console(file=stream)
    if console.color_system is None or console.no_color:
        return plain_paint

    def paint(text: str, style: str) -> str:
        return Style.parse(style).render(text)

    return paint


def deliver(text: str, path: "Path | None", within: "Path | None" = None) -> int:
    """Print a report, or write it to a file whole or not at all; give an exit code.

    A file must lie `within` a folder where one is given.
    """
    return deliver_parts((text,), path, within)


def deliver_parts(parts: Iterable[str], path: "Path | None", within: "Path | None" = None) -> int:
    """Print or write a text as `deliver` does, made while it goes; a reader may have enough."""
    if path is None:
        all(_write(sys.stdout, part) for part in parts)
        return OK
    see_to_ending(path)
    from tidlig.source.replacing import write_parts

    try:
        write_parts(path, (part.encode("utf-8") for part in parts), within)
    except BrokenPipeError:
        return OK
    except OSError as error:
        return could_not(*unwritten(str(path), error))
    return OK


def see_to_ending(path: "Path") -> None:
    """Refuse to write a report over what may be part of a ledger; raise `CouldNot`."""
    if path.suffix.lower() == ".toml":
        message = f"no report is written to {path}: it may be part of a ledger"
        raise CouldNot(message, "name a file with another ending")


def append(make: Callable[[int], str], path: "Path") -> int:
    """Write a text at the end of a file, made for the bytes that it has; give an exit code.

    Nothing is waited for: what may not take it at once, as a pipe, is refused.
    """
    from tidlig.source.replacing import append as appended

    try:
        appended(path, lambda size: make(size).encode("utf-8"))
    except OSError as error:
        return could_not(*unwritten(str(path), error))
    return OK


def finish(code: int) -> int:
    """Flush what was printed; a reader that has gone away has what it wanted."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (BrokenPipeError, ValueError):
            _silence(stream)
        except OSError:
            _silence(stream)
            code = code if stream is sys.stderr else FAILED
    return code


def see_to_streams() -> None:
    """Have all three standard streams, whatever the caller has closed.

    A file that is opened later would take the number of a closed one, and get what programs that
    we start print. What is written to a closed stdout fails, as on a full disk; talk goes nowhere.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)
    sys.stdin = sys.stdin or _nowhere(os.O_RDONLY, "r")
    sys.stdout = sys.stdout or _nowhere(os.O_RDONLY, "w")
    sys.stderr = sys.stderr or _nowhere(os.O_WRONLY, "w")


def _nowhere(flags: int, mode: Literal["r", "w"]) -> TextIO:
    return os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8")


def _write(stream: TextIO, text: str) -> bool:
    """Write a text; tell whether anyone still reads."""
    reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
    if reconfigure is not None and stream.errors in ("strict", "surrogateescape"):
        reconfigure(errors="backslashreplace")
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        _silence(stream)
        return False
    except OSError as error:
        _silence(stream)
        if stream is sys.stderr:  # there is nobody to tell
            return False
        raise CouldNot(*unwritten("the output", error)) from None
    return True


_CURES = {
    errno.EACCES: "see who may write there",
    errno.EPERM: "see who may write there",
    errno.EROFS: "see who may write there",
    errno.ENOENT: "make the folder first",
    errno.ENOTDIR: "see which folder is a file",
}


def unwritten(what: str, error: OSError) -> tuple[str, str]:
    """Say why something cannot be written, and what to do."""
    if error.errno == errno.EBADF:
        return f"{what} cannot be written: it is closed", "send it to a file or a program"
    reason = (error.strerror or "the disk refuses").lower()
    cure = _CURES.get(error.errno or 0, "make room")
    return f"{what} cannot be written: {reason}", f"{cure}, or name another file"


def _silence(stream: TextIO) -> None:
    """Send what is left for a reader that has gone away nowhere."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return
