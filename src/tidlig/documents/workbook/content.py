"""What the workbook is made of: the ledger as of its date, its figures, and its words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tidlig.arithmetic.balance import Balance, Choice, balance, yearly_movements
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.line_rests import RestOfLine, rests_of_lines
from tidlig.arithmetic.movements import Line, Movement
from tidlig.arithmetic.overview import ProgramOverview, overview
from tidlig.arithmetic.unknown_amounts import unknown_movements
from tidlig.ledger.origin import Origin
from tidlig.model.entry import Entry
from tidlig.model.money import ORE_PER_KRONE
from tidlig.render.figures import Writer
from tidlig.render.report import Context
from tidlig.render.sentences import unit_name


@dataclass(frozen=True)
class Content:
    """A ledger as of its date, with all its entries, and `whole`, which has later ones too.

    `with_values` says that formulas have what they come to beside them; what reads the workbook
    without it has to work everything out.
    """

    ledger: Ledger
    whole: Ledger
    origin: Origin
    context: Context
    with_values: bool = True

    def say(self, key: str, **values: object) -> str:
        """Return a word of the workbook."""
        return self.writer.say(f"workbook: {key}", **values)

    @property
    def unit_name(self) -> str:
        """What amounts are shown in, in the language of the workbook."""
        return unit_name(self.context.style.unit, self.context.style.language)

    @cached_property
    def writer(self) -> Writer:
        """Writes figures that are texts, each with its mark, in the ledger's unit."""
        style = self.context.style
        return Writer(style.unit, style.language, marks_each=True)

    @cached_property
    def balance(self) -> Balance:
        """All lines, by strand."""
        return balance(self.ledger, Choice())

    @cached_property
    def programs(self) -> Sequence[ProgramOverview]:
        """What is left of every program that has begun."""
        assert self.ledger.as_of is not None
        return overview(self.ledger, self.balance.programs, self.ledger.as_of)

    @cached_property
    def lines(self) -> Sequence[RestOfLine]:
        """The lines, in the order of the sheet."""
        return rests_of_lines(self.balance, self.programs)

    @cached_property
    def line_keys(self) -> Mapping[Line, str]:
        """What formulas know each line by: never a number, which a criterion may take it for."""
        return {each.line.line: f"L{number}" for number, each in enumerate(self.lines, 1)}

    @cached_property
    def program_keys(self) -> Mapping[str, str]:
        """What formulas know each program by."""
        return {each.program.id: f"I{number}" for number, each in enumerate(self.programs, 1)}

    def movements(self) -> Iterator[Movement]:
        """Yield what is in sums, in order of file and place."""
        yield from self.ledger.movements
        yield from yearly_movements(self.ledger)

    def unknown(self) -> Iterator[Movement]:
        """Yield a movement for each unknown amount."""
        yield from unknown_movements(self.ledger)

    def later(self) -> Iterator[Movement]:
        """Yield what later entries will move; of a later act that follows from its date on."""
        for entry in self.whole.entries:
            if not self.ledger.counts(entry):
                yield from self.whole.movements_of(entry)

    def name(self, entry: Entry) -> str:
        """Return the address of an entry, as what it is for those who mask it."""
        from tidlig.model.texts import identifier

        return identifier(entry.kind, entry.address)


def kroner(ore: int) -> float:
    """Return what a formula comes to."""
    return ore / ORE_PER_KRONE
