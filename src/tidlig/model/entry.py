"""What every entry has, the types its keys are made of, and the settings of a ledger.

The annotations below are the whole of the format: `tidlig.source.schema` reads them and
validates TOML straight into these classes. A key is the name of its field, without the
underscore that keeps it apart from a word of Python (`from_` is `from`).
"""

from dataclasses import Field, dataclass
from datetime import date
from typing import Any, ClassVar, Literal, NamedTuple, NewType

from tidlig.model.findings import Location, Path
from tidlig.model.money import Money, Unknown
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


class Acceptance(NamedTuple):
    """A finding that is accepted, by the name of its check, with the reason."""

    check: str
    reason: str


Acceptances = tuple[Acceptance, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One keyed table of a ledger. `stands_in` is the path of its file."""

    kind: ClassVar[str]
    id: str
    stands_in: str
    source: OneOrMore = OneOrMore(())
    note: str | None = None
    tags: tuple[str, ...] = ()
    accept: Acceptances = ()

    @property
    def address(self) -> str:
        """Give the heading that the entry stands under: "award.tidlig-2015-0012"."""
        return ".".join(str(key) for key in self.path)

    @property
    def path(self) -> Path:
        """The keys that lead to the entry in its file."""
        return (self.kind, self.id)

    def at(self, *keys: str | int) -> Location:
        """Give the place of the entry, or of a key in it."""
        return Location(self.stands_in, (*self.path, *keys))


def key_of(field: "Field[Any]") -> str:
    """Give the key that a field of an entry is written as."""
    return str(field.metadata.get("key", field.name.removesuffix("_")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The `[ledger]` table: the format, and how reports show the ledger."""

    format: Literal[1]
    currency: Literal["DKK"] = "DKK"
    language: Literal["da", "en"] = "da"
    unit: Literal["kr.", "t.kr.", "mio. kr.", "mia. kr."] = "mio. kr."
