"""Running a command line: whatever goes wrong ends in one message and one of three exit codes."""

import os
import sys
from collections.abc import Sequence

import typer

from tidlig.cli import ERRORS, FAILED, OK
from tidlig.cli.printing import could_not, finish
from tidlig.model.failure import CouldNot

TRACEBACK = "TIDLIG_TRACEBACK"
"""Set, it shows where an internal error comes from."""


def run(argv: Sequence[str] | None) -> int:
    """Run a command line, and give its exit code."""
    try:
        code = _command(argv)
    except CouldNot as fault:
        code = could_not(fault.message, fault.help)
    except typer.TyperException as error:
        code = _usage(error)
    except SystemExit as left:
        code = left.code if left.code in (OK, ERRORS) else FAILED
    except (KeyboardInterrupt, typer.Abort):
        code = FAILED
    except BrokenPipeError:
        code = OK
    except Exception as error:
        code = _internal(error)
    return finish(code)


def _command(argv: Sequence[str] | None) -> int:
    from tidlig.cli.app import app

    arguments = list(sys.argv[1:] if argv is None else argv)
    code = typer.main.get_command(app).main(arguments, "tidlig", standalone_mode=False)
    return OK if code is None else code if code in (OK, ERRORS) else FAILED


def _usage(error: typer.TyperException) -> int:
    message = " ".join(error.format_message().rstrip(".").split())
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "tidlig"
    return could_not(message[:1].lower() + message[1:], f"see {command} --help")


def _internal(error: Exception) -> int:
    """Say that we are wrong, not the user; the ledger has not been touched."""
    if os.environ.get(TRACEBACK):
        import traceback

        traceback.print_exception(error)
    what = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    return could_not(
        f"internal error, which is a fault of tidlig's own ({what})",
        f"report it with what {TRACEBACK}=1 shows; nothing was changed",
    )
