"""A file that cannot be used as it is: what is wrong with it, each fault with its place."""

from collections.abc import Sequence

from tidlig.model.findings import Location, Note, Problem, Span


class Unusable(Exception):
    """A file of someone else's that says less, or more, than can be read for certain.

    `text` is the file as it was read, where it is one of lines, so that they can be shown.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems; what was read is added where it is known."""
        super().__init__(problems[0].message)
        self.problems = tuple(problems)
        self.text: str | None = None


def unusable(
    message: str, where: Location, help: str, label: str = "", notes: Sequence[Note] = ()
) -> Unusable:
    """Give the exception of one fault."""
    return Unusable([Problem(message, where, help, label, tuple(notes))])


def at_line(file: str, line: int) -> Location:
    """Give the place of the beginning of a line."""
    return Location(file, span=Span(line, 1, line, 2))
