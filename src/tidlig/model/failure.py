"""The error of a command that cannot be carried out, as opposed to a fault of the ledger.

It stands alone because every start imports it, and dataclasses take long to import.
"""


class CouldNot(Exception):
    """A command that cannot be carried out: the fact, and what to do instead."""

    def __init__(self, message: str, help: str = "see --help") -> None:
        """Keep both sentences."""
        super().__init__(message)
        self.message, self.help = message, help
