"""The command line: one module for each command. The only place that prints or exits.

Whatever goes wrong ends in one message and one of three exit codes.
"""

import errno
import gc
import os
import sys
from collections.abc import Sequence

from tidlig.cli.printing import (
    ERRORS,
    FAILED,
    OK,
    Leave,
    could_not,
    ensure_streams,
    finish,
    write_failure,
)
from tidlig.model.failure import CouldNot

TRACEBACK = "TIDLIG_TRACEBACK"
"""An environment variable: when set, an internal error prints its traceback."""

_NEW_OBJECTS = 2_000_000
"""New objects before Python collects garbage: more than most reports make, in no circles."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; never raises."""
    ensure_streams()
    try:
        code = _run(sys.argv[1:] if argv is None else argv)
    except CouldNot as fault:
        code = could_not(fault.message, fault.help)
    except Leave as left:
        code = left.code
    except SystemExit as left:
        code = left.code if left.code in (OK, ERRORS) else FAILED
    except KeyboardInterrupt:
        code = FAILED
    except BrokenPipeError:
        code = OK
    except OSError as error:  # typer prints help by itself
        code = _os_error(error)
    except Exception as error:
        code = _internal_error(error)
    return finish(code)


def console() -> None:
    """Run as a program, and exit at once: `main` has printed and closed everything.

    docs/decisions.md, "A program ends at once", says why.
    """
    gc.set_threshold(_NEW_OBJECTS)
    os._exit(main())


def _run(line: Sequence[str]) -> int:
    """Run a command line, without importing typer if the line is plain."""
    if list(line) == ["--version"]:
        from tidlig.cli.printing import version

        return version()
    from tidlig.cli.parse import parse, require_working_directory

    call = parse(line)
    if call is not None:
        require_working_directory()
        return call()
    from tidlig.cli import typer_app

    return typer_app.run(line)


def _os_error(error: OSError) -> int:
    """Report a full disk or an impossible path; other refusals are reported where they arise."""
    if error.errno in (errno.ENOSPC, errno.EBADF):
        return could_not(*write_failure("the output", error))
    if error.errno in (errno.ENAMETOOLONG, errno.ELOOP):
        return could_not(
            "a path that was named leads nowhere: it is too long", "name a shorter one"
        )
    return _internal_error(error)


def _internal_error(error: Exception) -> int:
    """Report a fault of tidlig's own; the ledger is unchanged."""
    if os.environ.get(TRACEBACK):
        import traceback

        traceback.print_exception(error)
    first_line = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    return could_not(
        f"internal error, which is a fault of tidlig's own ({first_line})",
        f"report it with what {TRACEBACK}=1 shows; nothing was changed",
    )
