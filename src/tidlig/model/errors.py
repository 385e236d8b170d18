"""What could not be done at all, as opposed to what is wrong with a ledger."""


class CouldNot(Exception):
    """A command that cannot be carried out: the fact, and what to do instead."""

    def __init__(self, message: str, help: str = "see --help") -> None:
        """Keep both sentences."""
        super().__init__(message)
        self.message, self.help = message, help
