"""An amount is negative where money is given."""

from collections.abc import Iterator

from tidlig.checks.check import Group, Scope, check
from tidlig.model.contents import Contents
from tidlig.model.decisions import Appropriation
from tidlig.model.entry import Entry
from tidlig.model.findings import Location, Problem, Severity
from tidlig.model.grants import Outturn
from tidlig.model.money import Money
from tidlig.model.notation import kroner

_KEYS = ("amount", "total", "yearly", "split", "frame")


@check(Severity.WARNING, Scope.FILE, Group.ORDER)
def negative_amount(file: Contents) -> Iterator[Problem]:
    """Give each negative amount but those of acts and of the accounts, which book corrections."""
    for entry in file.entries:
        if not isinstance(entry, Outturn | Appropriation):
            for place, money in _amounts(entry):
                if money.ore < 0:
                    yield Problem(
                        f"{entry.name} has a negative amount, {kroner(money)}",
                        place,
                        help="write what went back as a return, or turn the entry round",
                    )


def _amounts(entry: Entry) -> Iterator[tuple[Location, Money]]:
    for key in _KEYS:
        value = getattr(entry, key, None)
        if isinstance(value, Money):
            yield entry.at(key), value
        elif isinstance(value, tuple):
            for year, money in value:
                if isinstance(money, Money):
                    yield entry.at(key, str(year)), money
