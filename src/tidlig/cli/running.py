"""Running a command line: whatever goes wrong ends in one message and one of three exit codes."""

import errno
import os
import sys
from collections.abc import Sequence

from tidlig.cli.exit_codes import ERRORS, FAILED, OK, Leave
from tidlig.cli.printing import could_not, finish, see_to_streams, unwritten
from tidlig.model.failure import CouldNot

TRACEBACK = "TIDLIG_TRACEBACK"
"""Set, it shows where an internal error comes from."""


def run(argv: Sequence[str] | None) -> int:
    """Run a command line, and give its exit code."""
    see_to_streams()
    try:
        code = _command(sys.argv[1:] if argv is None else argv)
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
        code = _refused(error)
    except Exception as error:
        code = _internal(error)
    return finish(code)


def _command(line: Sequence[str]) -> int:
    """Run a line, by the quickest way there is: typer is imported for what is not plain."""
    if list(line) == ["--version"]:
        from tidlig.cli.version import version

        return version()
    from tidlig.cli.commands import see_to_folder
    from tidlig.cli.plain_lines import called

    plain = called(line)
    if plain is not None:
        see_to_folder()
        return plain()
    from tidlig.cli import app

    return app.run(line)


def _refused(error: OSError) -> int:
    """Say that there is no room, or no such path; other refusals have their message elsewhere."""
    if error.errno in (errno.ENOSPC, errno.EBADF):
        return could_not(*unwritten("the output", error))
    if error.errno in (errno.ENAMETOOLONG, errno.ELOOP):
        return could_not(
            "a path that was named leads nowhere: it is too long", "name a shorter one"
        )
    return _internal(error)


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
