"""How a command ends: exit codes, here and everywhere."""

OK, ERRORS, FAILED = 0, 1, 2
"""No error, errors found, could not do it. Nothing else."""


class Leave(Exception):
    """Leave a command with an exit code; what there is to say has been said."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code
