"""Sums that another system or a finance act states, as statements to be held against the ledger.

A register of budgets, accounts or frames has a sum for a program, a strand or a pool, by year;
lines of the same add up. A finance act states budgets as of the day it takes effect, and outturn.
Each sum becomes a statement (`tidlig.model.records.Statement`), whose source says where it stands,
so that one mechanism measures the ledger's own figure and says whether the two agree.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.statements import StatementResult, Verdict, stated_figure, statement_result
from tidlig.exchange.account_lines import account_lines
from tidlig.exchange.finance_act_pages import Figure, Page, act_pages, in_mio
from tidlig.exchange.finance_act_table import FinanceAct
from tidlig.exchange.stated_figures import Place, same_act
from tidlig.ledger.drafts import Draft
from tidlig.model.decisions import Appropriation
from tidlig.model.entry import Ident, OneOrMore
from tidlig.model.findings import Location
from tidlig.model.grants import Outturn
from tidlig.model.messages import Message
from tidlig.model.money import UNITS, UNKNOWN, ZERO, Money, currency_word, kroner
from tidlig.model.records import Stated, Statement
from tidlig.model.spelling import plain_letters
from tidlig.model.years import Years, one
from tidlig.sheets.tables import unusable
from tidlig.source.amounts import amounts_of
from tidlig.source.values import shown

SumKind = Literal["budget", "outturn", "pool"]
"""What the sums of a register are of: budgets, accounts, or frames of pools."""


@dataclass(frozen=True, slots=True)
class ComparedSums:
    """The sums that the ledger has a figure for or should have, and what only one side has."""

    results: tuple[StatementResult, ...]
    remarks: tuple[Message, ...]
    left_out: int = 0
    """How many main accounts of an act the ledger does not have."""

    @property
    def agrees(self) -> bool:
        """Whether every sum agrees with the ledger, and neither side has more."""
        agreeing = (Verdict.AGREES, Verdict.AGREES_AS_ROUNDED)
        return not self.remarks and all(result.verdict in agreeing for result in self.results)


def compared_act(ledger: Ledger, act: FinanceAct) -> ComparedSums:
    """Compare an act with what the ledger's accounts say: its budgets, estimates and outturn.

    Raises `Unusable` where the act and the ledger have no account in common.
    """
    lines = account_lines(ledger, [act], ())
    if not lines.places:
        message = Message("the ledger has no program with an account of the file")
        help = Message('write the account of a program in the ledger: account = "15.26.01"')
        raise unusable(message, Location(act.file), help)
    pages = act_pages([act], lines, {})
    statements = [statement for page in pages for statement in _of_page(page, ledger)]
    results = [statement_result(ledger, statement) for statement in statements]
    remarks = tuple(_lacking_in_act(ledger, act, {page.program for page in pages}))
    return ComparedSums(tuple(filter(_says_anything, results)), remarks, len(lines.left_out))


def _says_anything(result: StatementResult) -> bool:
    """Whether a sum is more than a 0 where the ledger has 0 too, or nothing."""
    stated = stated_figure(result.statement)
    assert isinstance(stated, Money)
    ledger = result.ledger if isinstance(result.ledger, Money) else ZERO
    return stated.ore != 0 or ledger.ore != 0 or result.bounds is not None


def _of_page(page: Page, ledger: Ledger) -> Iterator[Statement]:
    """What an act states of a program: of the whole, then of each strand of the ledger."""
    act = page.act
    own = {strand.id for strand in ledger.programs[page.program].strands}
    for year in page.years:
        whole = Figure(page.total(year), page.line)
        yield _statement(act, (page.program, ""), "budget", year, whole)
        for strand, figures in page.figures.items():
            if strand in own:
                yield _statement(act, (page.program, strand), "budget", year, figures[year])
    year = act.year - 2
    whole = Figure(sum(figure.ore for figure in page.outturn.values()), page.line)
    yield _statement(act, (page.program, ""), "outturn", year, whole)
    for strand, figure in page.outturn.items():
        if strand in own:
            yield _statement(act, (page.program, strand), "outturn", year, figure)


def _statement(
    act: FinanceAct, place: Place, measure: Literal["budget", "outturn"], year: int, figure: Figure
) -> Statement:
    """A figure of an act; a budget as of the day it takes effect, an outturn rounded."""
    text = in_mio(figure.ore, act.decimals)
    value = Stated(Money(figure.ore), text)
    as_of: dt.date | None = dt.date(act.year, 1, 1)
    if measure == "outturn":
        half_of_last_digit = UNITS["mio"].ore // 10**act.decimals // 2
        value, as_of = Stated(Money(figure.ore, half_of_last_digit), f"ca. {text}"), None
    return _made(act.at(figure.line), measure, place, one(year), value, as_of)


def _made(
    source: str,
    measure: Literal["budget", "outturn", "frame"],
    place: Place,
    years: Years | None,
    value: Stated,
    as_of: dt.date | None = None,
    pool: str | None = None,
) -> Statement:
    return Statement(
        id=source,
        stands_in="",
        source=OneOrMore((source,)),
        measure=measure,
        value=value,
        program=Ident(place[0]),
        strand=Ident(place[1]) if place[1] else None,
        pool=None if pool is None else Ident(pool),
        years=years,
        as_of=as_of,
    )


def _lacking_in_act(ledger: Ledger, act: FinanceAct, programs: set[str]) -> Iterator[Message]:
    """What the ledger has of an act that the file has no row for."""
    for own in ledger.of(Appropriation):
        if same_act(own.act, act.name) and own.program not in programs:
            yield Message(
                '{act} of "{program}" is in the ledger, and the file has no row for its account',
                act=own.act,
                program=own.program,
            )
    for outturn in ledger.of(Outturn):
        if outturn.year == act.year - 2 and outturn.program not in programs:
            yield Message(
                'outturn of "{program}" in {year} is in the ledger, and the file has no row for '
                "its account",
                program=outturn.program,
                year=str(outturn.year),
            )


@dataclass(frozen=True, slots=True)
class _Sum:
    """The lines of a register that are of one place and year, and what they come to."""

    place: Place
    year: int | None
    pool: str | None
    lines: tuple[int | str, ...]
    money: Money


def compared_sums(
    ledger: Ledger, kind: SumKind, drafts: Sequence[Draft], file: str, *, has_years: bool
) -> ComparedSums:
    """Compare the sums of a register with the ledger.

    Drafts are of outturn, whatever the kind: `program` says what a line is of, by account, id or
    name, and `strand` may say which strand of it. Frames of pools need no year.
    """
    sums: dict[tuple[object, ...], _Sum] = {}
    remarks: list[Message] = []
    for draft in drafts:
        line = _sum_of_line(ledger, kind, draft, has_years=has_years)
        if isinstance(line, Message):
            remarks.append(line)
            continue
        key = (line.place, line.pool, line.year)
        before = sums.get(key)
        sums[key] = line if before is None else _added(before, line)
    word = currency_word(ledger.settings.currency)
    results = [statement_result(ledger, _of_sum(one, kind, file, word)) for one in sums.values()]
    remarks += _lacking(ledger, kind, list(sums.values()))
    return ComparedSums(tuple(results), tuple(remarks))


def _sum_of_line(ledger: Ledger, kind: SumKind, draft: Draft, *, has_years: bool) -> _Sum | Message:
    """What one line states, or why it states nothing that the ledger can be held against."""
    found = _place(ledger, kind, draft)
    if isinstance(found, Message):
        return found
    line = str(draft.line)
    year = None
    if has_years:
        written = str(draft.table.get("year", ""))
        if _YEAR.fullmatch(written) is None:
            return Message("line {line}: {text} is no year", line=line, text=shown(written))
        year = int(written)
    amounts = amounts_of(ledger.settings.currency)
    money = amounts.amount(draft.table.get("amount", UNKNOWN.value))
    if not isinstance(money, Money):
        return Message("line {line} states no amount", line=line)
    place, pool = found
    return _Sum(place, year, pool, (draft.line,), money)


def _added(one: _Sum, other: _Sum) -> _Sum:
    return replace(one, lines=(*one.lines, *other.lines), money=one.money + other.money)


_YEAR = re.compile(r"[12][0-9]{3}")

_MEASURES: Mapping[SumKind, Literal["budget", "outturn", "frame"]] = {
    "budget": "budget",
    "outturn": "outturn",
    "pool": "frame",
}


def _of_sum(summed: _Sum, kind: SumKind, file: str, word: str) -> Statement:
    lines = ", ".join(map(str, summed.lines[:3]))
    more = len(summed.lines) - 3
    source = f"{file}:{lines}" + (f" + {more}" if more > 0 else "")
    years = None if summed.year is None else one(summed.year)
    value = Stated(summed.money, kroner(summed.money, word=word))
    return _made(source, _MEASURES[kind], summed.place, years, value, pool=summed.pool)


def _place(ledger: Ledger, kind: SumKind, draft: Draft) -> tuple[Place, str | None] | Message:
    """What a line is of: a program with a strand or none, or a pool; or that nothing is."""
    text = str(draft.table.get("program", "")).strip()
    strand = str(draft.table.get("strand", "")).strip()
    places = list(_pools(ledger, text) if kind == "pool" else _lines(ledger, text, strand))
    if len(places) == 1:
        return places[0]
    if places:
        return Message(
            "line {line}: {text} may be several of the ledger",
            line=str(draft.line),
            text=_written(draft),
        )
    return Message(
        "line {line}: the ledger has no {text}",
        line=str(draft.line),
        text=_written(draft),
    )


def _pools(ledger: Ledger, text: str) -> Iterator[tuple[Place, str | None]]:
    for pool in ledger.pools.values():
        if _is_called(text, pool.id, pool.name):
            yield (pool.program, pool.strand or ""), pool.id


def _lines(ledger: Ledger, text: str, strand: str) -> Iterator[tuple[Place, str | None]]:
    """Programs and strands of an account, an id or a name; with a strand, within the program."""
    for program in ledger.programs.values():
        is_own = _is_called(text, program.id, program.name, program.account, *program.aliases)
        if is_own and not strand:
            yield (program.id, ""), None
        for own in program.strands:
            names = (own.id, own.name, own.account, *own.aliases)
            is_strand = is_own and strand and _is_called(strand, *names)
            if is_strand or (not strand and _is_called(text, own.account)):
                yield (program.id, own.id), None


def _is_called(text: str, *names: str | None) -> bool:
    """Whether a text is one of some names: a reader of lines leaves small letters and digits."""
    form = plain_letters(text)
    digits = form.replace("-", "")
    is_account = digits.isdigit() and len(digits) >= _SHORTEST_ACCOUNT
    for name in map(plain_letters, filter(None, names)):
        if name == form or (is_account and name.replace("-", "") == digits):
            return True
    return False


_SHORTEST_ACCOUNT = 6
"""So many digits have accounts that may be written without points."""


def _written(draft: Draft) -> str:
    """What a line calls its place; an account with points."""
    texts = (str(draft.table.get(key, "")).strip() for key in ("program", "strand"))
    text = " ".join(filter(None, texts))
    is_account = re.fullmatch(r"[0-9]+(-[0-9]+)+", text) is not None
    return shown(text.replace("-", ".") if is_account else text)


def _lacking(ledger: Ledger, kind: SumKind, sums: Sequence[_Sum]) -> Iterator[Message]:
    """What the ledger has in the years of a register, and the register does not."""
    if kind == "pool":
        yield from _lacking_pools(ledger, {one.pool for one in sums})
        return
    years = sorted({one.year for one in sums if one.year is not None})
    named = {(one.place, one.year) for one in sums}
    for program, year in product(ledger.programs, years):
        if ((program, ""), year) in named:
            continue  # the sum of the program has all its strands
        for place in _places_with(ledger, program, _MEASURES[kind], year):
            if (place, year) not in named:
                name = "/".join(filter(None, place))
                yield Message(
                    '"{place}" in {year} is not in the register', place=name, year=str(year)
                )


def _lacking_pools(ledger: Ledger, named: set[str | None]) -> Iterator[Message]:
    for pool in ledger.pools.values():
        if pool.frame is not None and pool.id not in named:
            yield Message('pool "{pool}" is not in the register', pool=pool.id)


def _places_with(ledger: Ledger, program: str, heading: str, year: int) -> Iterable[Place]:
    """The strands of a program, and itself, that have an amount in a year."""
    places: dict[Place, None] = {}
    for line, figures in ledger.lines_of(program).items():
        if line.years == one(year) and figures[heading].ore:
            places[program, line.strand] = None
    return places
