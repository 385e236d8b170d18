"""The command line: one module for each command. The only place that prints or exits."""

from collections.abc import Sequence

OK, ERRORS, FAILED = 0, 1, 2
"""Exit codes, here and everywhere: no error, errors found, could not do it. Nothing else."""


class Leave(Exception):
    """Leave a command with an exit code; what there is to say has been said."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and give its exit code; nothing is raised, whatever happens."""
    from tidlig.cli.running import run

    return run(argv)


def console() -> None:
    """Run as a program."""
    raise SystemExit(main())
