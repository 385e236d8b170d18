"""Print data to stdout and messages to stderr; write files whole or not at all; exit codes.

A closed pipe, and a character that the encoding lacks, are not errors.
"""

import errno
import os
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Literal, TextIO

from tidlig import __version__
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from pathlib import Path

    from tidlig.render.tables import Paint

OK, ERRORS, FAILED = 0, 1, 2
"""No errors; errors in the ledger; the command could not run."""


class Leave(Exception):
    """Leaves a command with an exit code; everything has been printed."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def out(text: str) -> None:
    """Print data; characters that the encoding lacks become escapes."""
    _write(sys.stdout, text)


def err(text: str) -> None:
    """Print a message on lines of its own, masked and escaped: it may quote anything."""
    from tidlig.render.escaping import for_terminal

    err_written("\n".join(map(for_terminal, text.split("\n"))))


def err_written(text: str) -> None:
    """Print what is masked, escaped and painted already on lines of its own."""
    _write(sys.stderr, text + "\n")


def could_not(message: str, help: str) -> int:
    """Print an error and its help; return the exit code."""
    from tidlig.render.escaping import for_terminal

    paint = painter(sys.stderr)
    err_written(f"{paint('error', 'bold red')}: {for_terminal(message)}")
    err_written(f"{paint('help', 'bold cyan')}: {for_terminal(help)}")
    return FAILED


def is_terminal(stream: TextIO) -> bool:
    """Return whether a stream is a terminal."""
    return stream.isatty()


def width(stream: TextIO) -> int | None:
    """Return the columns of a terminal; None for pipes and files, which have no limit."""
    if not stream.isatty():
        return None
    import shutil

    return shutil.get_terminal_size().columns


def painter(stream: TextIO) -> "Paint":
    """Return what colours text: nothing for pipes, dumb terminals, or with NO_COLOR."""
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


_PLAIN_SIGNS = str.maketrans({"\u2013": "-", "\u2500": "-"})
"""Signs of a table that have plain ones beside them: a dash, and a rule."""


def with_plain_signs(text: str, encoding: str | None) -> str:
    """Return a table with plain signs, where the encoding of the output lacks others."""
    try:
        "\u2013\u2500".encode(encoding or "ascii")
    except (LookupError, UnicodeEncodeError):
        return text.translate(_PLAIN_SIGNS)
    return text


def page(text: str) -> int:
    """Print a report to a terminal, in a pager where it is longer; return an exit code."""
    from tidlig.cli import pager

    return OK if pager.show(text) else deliver(text, None)


def deliver(text: str, path: "Path | None", within: "Path | None" = None) -> int:
    """Print a report, or write it to a file whole or not at all; return an exit code.

    The file must lie `within` a folder, if one is given.
    """
    return deliver_parts((text,), path, within)


def deliver_parts(
    parts: Iterable[str | bytes], path: "Path | None", within: "Path | None" = None
) -> int:
    """Print or write a text as `deliver` does, part by part; stops if the reader closes.

    Bytes are for files alone.
    """
    if path is None:
        for part in parts:
            assert isinstance(part, str), "a file of bytes has a name"
            if not _write(sys.stdout, part):
                break
        return OK
    as_bytes = (part.encode("utf-8") if isinstance(part, str) else part for part in parts)
    return _write_file(as_bytes, path, within)


def deliver_bytes(data: bytes, path: "Path") -> int:
    """Write a file whole or not at all; return an exit code."""
    return _write_file((data,), path, None)


def _write_file(parts: Iterable[bytes], path: "Path", within: "Path | None") -> int:
    require_report_ending(path)
    from tidlig.source.replacing import write_parts

    try:
        write_parts(path, parts, within)
    except BrokenPipeError:
        return OK
    except OSError as error:
        return could_not(*write_failure(str(path), error))
    return OK


def require_report_ending(path: "Path") -> None:
    """Raise `CouldNot` for a file that may be part of a ledger."""
    if path.suffix.lower() == ".toml":
        message = f"no report is written to {path}: it may be part of a ledger"
        raise CouldNot(message, "name a file with another ending")


def append(make: Callable[[int], str], path: "Path") -> int:
    """Append a text, made for the size of the file in bytes; return an exit code.

    Files that may block, such as pipes, are refused.
    """
    from tidlig.source.replacing import append as appended

    try:
        appended(path, lambda size: make(size).encode("utf-8"))
    except OSError as error:
        return could_not(*write_failure(str(path), error))
    return OK


def finish(code: int) -> int:
    """Flush the output and return the exit code; a closed pipe is not an error."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (BrokenPipeError, ValueError):
            _silence(stream)
        except OSError:
            _silence(stream)
            code = code if stream is sys.stderr else FAILED
    return code


def ensure_streams() -> None:
    """Open the standard streams that the caller has closed.

    Otherwise a file opened later would take the number of a closed one, and receive the output of
    programs that we start. Writing to a closed stdout fails, as on a full disk; messages to a
    closed stderr are discarded.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)
    sys.stdin = sys.stdin or _null(os.O_RDONLY, "r")
    sys.stdout = sys.stdout or _null(os.O_RDONLY, "w")
    sys.stderr = sys.stderr or _null(os.O_WRONLY, "w")


def _null(flags: int, mode: Literal["r", "w"]) -> TextIO:
    return os.fdopen(os.open(os.devnull, flags), mode, encoding="utf-8")


def _write(stream: TextIO, text: str) -> bool:
    """Write a text; return whether the reader is still there."""
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
        if stream is sys.stderr:  # there is nowhere to report it
            return False
        raise CouldNot(*write_failure("the output", error)) from None
    return True


_CURES = {
    errno.EACCES: "see who may write there",
    errno.EPERM: "see who may write there",
    errno.EROFS: "see who may write there",
    errno.ENOENT: "make the folder first",
    errno.ENOTDIR: "see which folder is a file",
}


def write_failure(what: str, error: OSError) -> tuple[str, str]:
    """Return the message and the help for a file that cannot be written."""
    if error.errno == errno.EBADF:
        return f"{what} cannot be written: it is closed", "send it to a file or a program"
    reason = (error.strerror or "the disk refuses").lower()
    cure = _CURES.get(error.errno or 0, "make room")
    return f"{what} cannot be written: {reason}", f"{cure}, or name another file"


def _silence(stream: TextIO) -> None:
    """Discard the rest of the output, since the reader has closed the pipe."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return


def version() -> int:
    """Print the version and return the exit code."""
    out(f"tidlig {__version__}\n")
    return OK
