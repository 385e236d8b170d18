"""What every entry has, the types its keys are made of, and the settings of a ledger.

The annotations of the classes of entries are the format: `tidlig.source.schema` reads them and
validates TOML straight into these classes. A key is the name of its field, without the
underscore that keeps it apart from a word of Python (`from_` is `from`). What a key means stands
in its annotation; a key that several kinds share may have its meaning in `SHARED`.
"""

from dataclasses import Field, dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, NewType

from tidlig.model.description import Description, RefersTo
from tidlig.model.findings import Location, Path
from tidlig.model.money import KRONER, Money, Unit, Unknown, unit_labelled, units_of
from tidlig.model.years import Month

Ident = NewType("Ident", str)
"""The id of another entry."""

Account = NewType("Account", str)
"""An account of the finance act: digits in groups, "15.26.01"."""

Year = NewType("Year", int)
"""One finance year."""

Count = NewType("Count", int)
"""How many: a whole number, not negative."""

Kind = NewType("Kind", str)
"""A kind of recipient: one of `RECIPIENT_KINDS`."""

Currency = NewType("Currency", str)
"""The code of a currency that has hundredths: "EUR"."""

UnitLabel = NewType("UnitLabel", str)
"""A unit of amounts in the ledger's currency: "mio. kr.", "mio. EUR"."""

RECIPIENT_KINDS = ("municipality", "region", "state", "organisation", "provider", "other")

Amount = Money | Unknown
"""An amount as written: money, or "unknown"."""

When = date | Month
"""A day, or a month where the day is not known."""

OneOrMore = NewType("OneOrMore", tuple[str, ...])
"""An id or a list of ids."""

KindsOneOrMore = NewType("KindsOneOrMore", tuple[str, ...])
"""A kind of recipient or a list of them."""


class YearAmount(NamedTuple):
    """The amount of one year."""

    year: int
    amount: Amount


YearAmounts = tuple[YearAmount, ...]
"""A table of amounts by single years, in the order written."""


class KindCount(NamedTuple):
    """How many of one kind of recipient."""

    kind: str
    number: int


KindCounts = tuple[KindCount, ...]
"""A table of counts by kind of recipient."""


class KindRange(NamedTuple):
    """How many of one kind of recipient are expected: from the least to the most."""

    kind: str
    least: int
    most: int


KindRanges = tuple[KindRange, ...]
"""A table of counts, or of ranges of them, by kind of recipient."""

Kinds = tuple[Kind, ...]
"""A list of kinds of recipient."""

Accounts = tuple[Account, ...]
"""A list of accounts of the finance act, or of groups of them."""


class Acceptance(NamedTuple):
    """A finding that is accepted, by the name of its check, with the reason."""

    check: str
    reason: str


Acceptances = tuple[Acceptance, ...]


SHARED = {
    "name": "What it is called.",
    "short": "A short name, for tables with little space.",
    "aliases": "Other names that sources use.",
    "account": 'The account of the finance act, digits in groups: `"15.26.01"`.',
    "program": "The id of the program.",
    "strand": "The id of a strand of the program.",
    "round": "The id of the round.",
    "pool": "The id of the pool.",
    "award": "The id of the award.",
    "years": 'The years that the amount is over, not split: 2014, `"2014-2017"` or `"2016-19"`.',
    "split": 'The amount of each year: `{ 2014 = "70 mio. kr.", 2015 = "52,2 mio. kr." }`.',
    "date": "The day it took effect, without quotes: 2015-02-26.",
    "act": 'The act that states the figures: `"FL2015"`.',
    "price_level": "The year whose prices the amounts are in.",
    "amount": 'Whole kroner, or text as sources write it: `"49,2 mio. kr."`, or `"unknown"`.',
    "reference": "The case or document number at its origin.",
    "support": "What the money gives: direct support, or advice.",
    "eligible": 'The kinds of recipient that may apply: `["municipality"]`.',
    "reason": "Why.",
}
"""What keys mean that several kinds of entry have; a kind may give one a meaning of its own."""


class AssumedDate(NamedTuple):
    """The day that stands for the date of an undated entry in a journal, and what day it is."""

    date: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One keyed table of a ledger. `stands_in` is the path of its file."""

    kind: ClassVar[str]
    described: ClassVar[Description]
    id: str
    stands_in: str
    source: Annotated[
        OneOrMore,
        "Where the figures come from: the id of a source, or a list of them.",
        RefersTo("source"),
    ] = OneOrMore(())
    note: Annotated[str | None, "What a reader should know; free text."] = None
    tags: Annotated[tuple[str, ...], "Words to find the entry by."] = ()
    accept: Annotated[
        Acceptances,
        'Findings that are in order, with the reason: `{ check-name = "reason" }`.',
    ] = ()

    @property
    def address(self) -> str:
        """Return the heading that the entry stands under: "award.tidlig-2015-0012"."""
        return ".".join(str(key) for key in self.path)

    @property
    def path(self) -> Path:
        """The keys that lead to the entry in its file."""
        return (self.kind, self.id)

    def at(self, *keys: str | int) -> Location:
        """Return the place of the entry, or of a key in it."""
        return Location(self.stands_in, (*self.path, *keys))

    @property
    def assumed_date(self) -> AssumedDate | None:
        """The day that stands for the date of an entry that may leave it out."""
        return None


def key_of(field: "Field[Any]") -> str:
    """Return the key that a field of an entry is written as."""
    return str(field.metadata.get("key", field.name.removesuffix("_")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The `[ledger]` table: the format, and how reports show the ledger."""

    format: Annotated[Literal[1], "The version of the ledger's format: 1."]
    currency: Annotated[Currency, "The currency of all amounts."] = Currency(KRONER)
    language: Annotated[Literal["da", "en"], "The language of reports."] = "da"
    unit: Annotated[UnitLabel | None, "The unit that reports show."] = None

    @property
    def shown_in(self) -> Unit:
        """The unit that reports show, unless they are asked for another."""
        return units_of(self.currency)["mio"] if self.unit is None else unit_labelled(self.unit)
