"""Headings that are typed for a balance, and the value that is printed for scripts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tidlig.cli.options import names, unknown_heading
from tidlig.cli.printing import ERRORS, Leave, err
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.arithmetic.figures import Figure
    from tidlig.arithmetic.overview import ProgramOverview
    from tidlig.cli.report_command import Shared
    from tidlig.render.balance_headings import Sort
    from tidlig.render.report import Writer
    from tidlig.render.style import Language
    from tidlig.render.tables import Paint


def is_of_lines(columns: str | None) -> bool:
    """Whether all headings typed are said of lines; of what is left if any is said of that."""
    if columns is None:
        return False
    from tidlig.render.balance_headings import heading_named

    typed = names(columns)
    return not any(_is_of_what_is_left(heading_named(name), name) for name in typed)


def _is_of_what_is_left(heading: str | None, name: str) -> bool:
    from tidlig.render.balance_headings import LEFT

    return heading in LEFT and name != "budget"


def left_columns(columns: str | None, language: "Language") -> tuple[str, ...]:
    """Parse headings of what is left, in Danish or English; () means those that have money."""
    return tuple(dict.fromkeys(_heading(name, language) for name in names(columns)))


def _heading(name: str, language: "Language") -> str:
    from tidlig.render.balance_headings import heading_named, words, words_of

    heading = heading_named(name)
    if heading is None:
        raise unknown_heading(name, words(), words_of(language))
    return heading


def words_beside_lines(language: "Language") -> dict[str, str]:
    """Return the words that headings of what is left are typed by, with the one that is shown."""
    from tidlig.render.balance_headings import HEADINGS
    from tidlig.render.sentences import SENTENCES, sentence

    return {word: sentence(key, language) for key in HEADINGS for word in (key, *SENTENCES[key])}


def line_columns(columns: str | None, known: Sequence[str]) -> str | None:
    """Return headings of lines by their keys, where they were typed by a Danish word."""
    if columns is None:
        return None
    from tidlig.render.balance_headings import heading_named

    keys = []
    for name in names(columns):
        heading = heading_named(name)
        keys.append(name if name in known or heading is None else heading)
    return ",".join(keys)


def sort_of(text: str | None, language: "Language") -> "Sort | None":
    """Parse a heading to put rows in order by; a hyphen before it is for the smallest first."""
    if text is None:
        return None
    from tidlig.render.balance_headings import Sort

    is_upward = text.startswith("-")
    typed = names(text.removeprefix("-"))
    if len(typed) != 1:
        raise CouldNot("--sort takes one heading", 'write --sort "til rådighed"')
    return Sort(_heading(typed[0], language), is_upward)


@dataclass(frozen=True, slots=True)
class Value:
    """What may still be awarded of a program, a strand or some years of one."""

    program: "ProgramOverview"

    @property
    def figure(self) -> "Figure | None":
        """The figure; None where it is not known, as where no act of the year is."""
        return self.program.remaining

    def writer(self, shared: "Shared") -> "Writer":
        """Return what writes the value: exact kroner, or the least and the most.

        Raises `Leave` where it is not known, with a message and nothing else printed.
        """
        from tidlig.model.money import plain

        del shared
        figure = self.figure
        if figure is None or figure.least is None or figure.most is None:
            err("what may still be awarded is not known")
            raise Leave(ERRORS)
        bounds = (figure.least,) if figure.is_exact else (figure.least, figure.most)
        text = " ".join(map(plain, bounds)) + "\n"

        def write(width: int | None = None, paint: "Paint | None" = None) -> str:
            del width, paint
            return text

        return write


def only_part(parts: "Sequence[ProgramOverview]") -> Value:
    """Return the value of the one program or strand that was named."""
    if len(parts) != 1:
        raise CouldNot("--format value is of one program or strand", "name it: PROGRAM/STRAND")
    return Value(parts[0])
