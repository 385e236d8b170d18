"""The state of a program's lines as of a date: open, closed or an estimate."""

from dataclasses import dataclass
from enum import StrEnum

from tidlig.model.years import Years


class State(StrEnum):
    """What may become of the money of a line as of a date."""

    OPEN = "open"
    CLOSED = "closed"
    ESTIMATE = "estimate"


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the states of a program's lines depend on.

    `years` are the program's own, `act_year` is that of its newest act, `accounts` are the years
    with accounts, and `today` is the date.
    """

    years: Years
    act_year: int | None
    accounts: frozenset[int]
    today: int

    def state(self, years: Years, *, is_authority: bool = False) -> State:
        """Return the state of a line over some years.

        Money that was carried, returned or moved to a line in its own time `is_authority` without
        an act. A span is open until its last year is over.
        """
        is_after_act = self.act_year is not None and years.first > self.act_year
        if is_after_act and not is_authority and not self.has_accounts(years):
            return State.ESTIMATE
        is_over = years.last < self.today or years.last in self.accounts
        return State.CLOSED if is_over or not years.meets(self.years) else State.OPEN

    def has_accounts(self, years: Years) -> bool:
        """Whether any of some years has accounts."""
        return any(years.first <= year <= years.last for year in self.accounts)

    def is_past(self, years: Years) -> bool:
        """Whether some years are before the date's, or any has accounts."""
        return years.last < self.today or self.has_accounts(years)

    def without_accounts(self, years: Years) -> tuple[int, ...]:
        """Return those of some years that have no accounts."""
        return tuple(year for year in each_of(years) if year not in self.accounts)


def each_of(years: Years) -> range:
    """Return every year of a span whose end is stated."""
    return range(years.first, years.last + 1)
