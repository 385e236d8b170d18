"""What the columns of a table are to entries of a kind, and how the table is read.

A `Mapping` is what `[table.NAME]`, or the options of an import, say of one kind of entry.
"""

from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from typing import Protocol

from tidlig.model.findings import Location, Path
from tidlig.model.money import Unit, unit_labelled, units_of
from tidlig.model.records import Filters


class ReadAs(Protocol):
    """How a table is read: a register says it, and a mapping. What is None is not said."""

    @property
    def filters(self) -> Filters:
        """The lines that count, by heading."""

    @property
    def sign(self) -> Filters:
        """The values that turn the sign of a line, by heading."""

    @property
    def negate(self) -> bool:
        """Whether all amounts count with the other sign."""

    @property
    def ignore(self) -> tuple[str, ...]:
        """The headings of columns that change no amount."""

    @property
    def currency(self) -> str | None:
        """The currency of the amounts, whatever headings name."""

    @property
    def unit(self) -> str | None:
        """The label of the unit of the amounts."""

    def amounts_in(self, currency: str) -> Unit:
        """The unit that amounts are read in, for a ledger in a currency."""

    @property
    def stands_in(self) -> str:
        """The file that says it; empty for options."""

    def at(self, *keys: str | int) -> Location:
        """The place of a key that says it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """What the lines of a table are: entries of a kind, of some columns and constants.

    `columns` has headings by key. A key is as in the ledger, dotted for one in a table
    ("amount.2024"). Besides keys of the kind there may be "id"; "cvr", by which the recipient is
    found too; "debit" and "credit" in place of "amount"; and "currency". `constants` has values as
    TOML has them, by key of the kind. With `must_state`, nothing that amounts and dates depend on
    is taken from the file: it must be said. With `may_be_empty`, a line that has nothing in the
    columns of the mapping but ids makes no entry.
    """

    kind: str
    columns: Table[str, str]
    constants: Table[str, object] = field(default_factory=dict)
    filters: Filters = ()
    sign: Filters = ()
    negate: bool = False
    ignore: tuple[str, ...] = ()
    currency: str | None = None
    unit: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    dates: str | None = None
    encoding: str | None = None
    sheet: str | None = None
    must_state: bool = False
    may_be_empty: bool = False
    others: tuple[str, ...] = ()
    """Headings that other mappings of the same table read."""
    stands_in: str = ""
    path: Path = ()
    """Where in its file the mapping stands: ("table", "tilsagn")."""

    def amounts_in(self, currency: str) -> Unit:
        """The unit that amounts are read in, for a ledger in a currency."""
        return units_of(currency)["kr"] if self.unit is None else unit_labelled(self.unit)

    def at(self, *keys: str | int) -> Location:
        """The place of a key of the mapping."""
        return Location(self.stands_in, (*self.path, *keys))
