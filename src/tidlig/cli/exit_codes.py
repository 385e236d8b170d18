"""Exit codes, and the exception that leaves a command with one."""

OK, ERRORS, FAILED = 0, 1, 2
"""No errors; errors in the ledger; the command could not run."""


class Leave(Exception):
    """Leaves a command with an exit code; everything has been printed."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code
