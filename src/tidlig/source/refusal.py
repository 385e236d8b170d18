"""What a value is refused with: the check that reports it, the fact, and what to write instead."""


LONGEST_SHOWN = 60
"""A value is quoted whole in a message up to this many characters."""


class Refused(ValueError):
    """A value that cannot be taken, with the name of the check that says so."""

    def __init__(self, check: str, message: str, help: str = "") -> None:
        """Keep the parts of the finding that the reader of a file will make of this."""
        super().__init__(message)
        self.check = check
        self.message = message
        self.help = help


def shown(value: object, limit: int = LONGEST_SHOWN) -> str:
    """Quote a value in a message, shortened when it is long."""
    text = value if isinstance(value, str) else str(value)
    text = text if len(text) <= limit else f"{text[: limit - 3]}..."
    return f'"{text}"' if isinstance(value, str) else text
