"""What each finance act has on each program of a ledger, by strand and year.

The figures of an act's own year stand in two files: in its own, and in the next act's column for
the year before. Where these differ, the user says which holds: a published file may be faulty, or
accounts were moved.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from tidlig.exchange.account_lines import AccountLines
from tidlig.exchange.finance_act_table import (
    BEFORE,
    ESTIMATES,
    OUTTURN,
    OWN,
    FinanceAct,
    SubAccount,
)
from tidlig.exchange.stated_figures import Place
from tidlig.model.findings import Location, Note, Problem
from tidlig.model.messages import Message
from tidlig.model.money import UNITS, Money, in_unit
from tidlig.sheets.tables import Unusable, unusable

_YEAR_OF = {OWN: 0, **{measure: n for n, measure in enumerate(ESTIMATES, start=1)}}
"""How many years after the act's own each of its figures is for."""


def in_mio(ore: int, decimals: int) -> str:
    """Write øre in mio. kr. with so many decimals: "1.234,5 mio. kr."."""
    unit = UNITS["mio"]._replace(decimals=decimals)
    return f"{in_unit(Money(ore), unit)} {unit.label}"


Key = TypeVar("Key", str, int)


@dataclass(frozen=True, slots=True)
class Figure:
    """The øre that an act states for a place in a year, and the first line that it is from."""

    ore: int
    line: int


@dataclass(slots=True)
class Page:
    """What an act has on a program: figures by strand and year, outturn by strand, and the act.

    `other` is the act that the figures of its own year were taken from instead.
    """

    act: FinanceAct
    program: str
    figures: dict[str, dict[int, Figure]] = field(default_factory=dict)
    outturn: dict[str, Figure] = field(default_factory=dict)
    other: FinanceAct | None = None

    @property
    def date(self) -> dt.date:
        """The day the act takes effect."""
        return dt.date(self.act.year, 1, 1)

    @property
    def acts(self) -> list[FinanceAct]:
        """The act, and the other one that it takes figures from."""
        return [self.act] if self.other is None else [self.act, self.other]

    @property
    def years(self) -> list[int]:
        """The act's own year, and those of its estimates."""
        return [self.act.year + later for later in _YEAR_OF.values()]

    @property
    def line(self) -> int:
        """The first line with any of it."""
        figures = [figure for by_year in self.figures.values() for figure in by_year.values()]
        return min(figure.line for figure in (*figures, *self.outturn.values()))

    def total(self, year: int) -> int:
        """The øre that the act states for the program in a year."""
        return sum(by_year[year].ore for by_year in self.figures.values())

    def has_amount(self, year: int) -> bool:
        """Whether the act states more or less than 0 for the program, or any strand, in a year."""
        return any(by_year[year].ore for by_year in self.figures.values())

    @property
    def is_zero(self) -> bool:
        """Whether the act states nothing but zeros, whatever was booked."""
        return not any(
            figure.ore for by_year in self.figures.values() for figure in by_year.values()
        )

    @property
    def is_booked(self) -> bool:
        """Whether the act says that anything was booked on the program two years before."""
        return any(figure.ore for figure in self.outturn.values())


def act_pages(
    acts: Sequence[FinanceAct], lines: AccountLines, binding: Mapping[int, int]
) -> list[Page]:
    """What each act has on each program, by act and then in the order of programs."""
    by_year = {act.year: act for act in acts}
    _refuse_binding(acts, by_year, binding)
    problems: list[Problem] = []
    pages: list[Page] = []
    for act in acts:
        following = by_year.get(act.year + 1)
        chosen = binding.get(act.year)
        if following is not None and chosen is None:
            problems += _contradictions(act, following, lines.places)
        other = following if chosen is not None and chosen != act.year else None
        pages += _of_act(act, other, lines.places)
    if problems:
        raise Unusable(problems)
    return pages


def _refuse_binding(
    acts: Sequence[FinanceAct], by_year: Mapping[int, FinanceAct], binding: Mapping[int, int]
) -> None:
    for year, source in binding.items():
        if source not in (year, year + 1):
            message = Message(
                "the figures of {year} stand in FL{year} and FL{next}, not in FL{other}",
                year=str(year),
                next=str(year + 1),
                other=str(source),
            )
            help = Message(
                "give --binding {year}=FL{year} or --binding {year}=FL{next}",
                year=str(year),
                next=str(year + 1),
            )
            raise unusable(message, Location(acts[0].file), help)
        if source not in by_year or year not in by_year:
            missing = str(source if source not in by_year else year)
            message = Message("no file is of FL{year}", year=missing)
            raise unusable(message, Location(acts[0].file), Message("name its file too"))


def _contradictions(
    act: FinanceAct, following: FinanceAct, places: Mapping[str, Place]
) -> Iterator[Problem]:
    """Each sub-account of which the next act has other figures for the year."""
    subs = {sub.account: sub for sub in act.sub_accounts}
    later = {sub.account: sub for sub in following.sub_accounts}
    for account in sorted({*subs, *later}.intersection(places)):
        one, two = subs.get(account), later.get(account)
        own = one.ore[OWN] if one else 0
        next_ = two.ore[BEFORE] if two else 0
        if own == next_:
            continue
        where = _place(act, one, OWN)
        note = Note(Message("the other figure"), _place(following, two, BEFORE))
        message = Message(
            "{act} has {own} on {account} in {year}, and {next} has {other} for the year before",
            act=act.name,
            own=in_mio(own, act.decimals),
            account=account,
            year=str(act.year),
            next=following.name,
            other=in_mio(next_, following.decimals),
        )
        help = Message(
            "say which act's figures of {year} hold: --binding {year}={act} or "
            "--binding {year}={next}",
            year=str(act.year),
            act=act.name,
            next=following.name,
        )
        yield Problem(message, where, help, None, (note,))


def _place(act: FinanceAct, sub: SubAccount | None, measure: str) -> Location:
    """The first figure of a measure, or that of the first line; the heading where there is none."""
    line = act.sheet.heading_line
    if sub is not None:
        line = sub.first_with.get(measure, sub.lines[0])
    return act.place(line, measure)


def _of_act(act: FinanceAct, other: FinanceAct | None, places: Mapping[str, Place]) -> list[Page]:
    """The pages of an act; the figures of its own year from the other act, if there is one."""
    pages: dict[str, Page] = {}
    for sub in act.sub_accounts:
        if sub.account in places:
            program, strand = places[sub.account]
            page = pages.setdefault(program, Page(act, program, other=other))
            _add_own(page, strand, sub)
    for sub in other.sub_accounts if other is not None else ():
        if sub.account not in places:
            continue
        program, strand = places[sub.account]
        if program in pages or sub.ore[BEFORE]:
            page = pages.setdefault(program, Page(act, program, other=other))
            _add_other(page, strand, sub)
    return list(pages.values())


def _add_own(page: Page, strand: str, sub: SubAccount) -> None:
    act, line = page.act, sub.lines[0]
    figures = page.figures.setdefault(strand, _zeros(act, line))
    for measure, later in _YEAR_OF.items():
        if page.other is None or measure != OWN:
            _add(figures, act.year + later, Figure(sub.ore[measure], line))
    outturn = Figure(sub.ore[OUTTURN], line)
    _add(page.outturn, strand, outturn)


def _add_other(page: Page, strand: str, sub: SubAccount) -> None:
    """Add what the next act states for the year before it; its lines are of another file."""
    assert page.other is not None
    act, line = page.act, page.act.sheet.heading_line
    figures = page.figures.setdefault(strand, _zeros(act, line))
    figure = Figure(sub.ore[BEFORE], figures[act.year].line)
    _add(figures, act.year, figure)


def _zeros(act: FinanceAct, line: int) -> dict[int, Figure]:
    return {act.year + later: Figure(0, line) for later in _YEAR_OF.values()}


def _add(figures: dict[Key, Figure], key: Key, figure: Figure) -> None:
    before = figures.get(key)
    if before is not None:
        ore, line = before.ore + figure.ore, min(before.line, figure.line)
        figure = Figure(ore, line)
    figures[key] = figure
