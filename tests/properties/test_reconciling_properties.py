"""Statements, the bridge and the funds of ledgers that nobody would think of: they fit the balance.

The balance itself is held to the oracle elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

from hypothesis import strategies as st

from properties.books import Tables
from properties.examples import held_for
from properties.layouts import plain
from properties.ledgers import ledgers
from properties.reports import ledger_of
from tidlig.arithmetic.accounts import bridge, funds
from tidlig.arithmetic.balance import BalanceLine, Choice, balance
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.movements import HEADINGS, sum_money
from tidlig.arithmetic.statements import StatementResult, statement_results
from tidlig.ledger.folder import Folder
from tidlig.ledger.open import open_ledger
from tidlig.model.contents import Contents
from tidlig.model.entry import Ident, OneOrMore
from tidlig.model.money import Money
from tidlig.model.records import OF_WHAT_IS_LEFT, Measure, Stated, Statement
from tidlig.model.years import Years

spans = st.one_of(
    st.none(), st.builds(lambda year, more: Years(year, year + more), st.integers(2012, 2020),
                         st.integers(0, 3))
)  # fmt: skip
MEASURED = ("uncommitted", *(each for each in HEADINGS if each in get_args(Measure)))
MEASURED = tuple(each for each in MEASURED if each not in OF_WHAT_IS_LEFT)
"""The headings that statements measure whatever the day."""

chosen = st.builds(lambda years: Choice(years=years), spans)


def ledger_from(tables: Tables) -> Ledger:
    """The ledger that some tables are."""
    with ledger_of(plain(tables)) as folder:
        return open_ledger(Folder(folder))


@held_for(ledgers(), chosen)
def test_the_steps_of_a_bridge_add_up_to_the_budget(tables: Tables, choice: Choice) -> None:
    ledger = ledger_from(tables)
    totals = balance(ledger, choice).totals
    after: dict[str, int] = {}
    for step in bridge(ledger, choice):
        after[step.program] = after.get(step.program, 0) + step.amount.ore
        assert step.budget.ore == after[step.program]
    assert after == {id: totals[id]["budget"].ore for id in after}
    assert all(not totals[id]["budget"].ore for id in totals.keys() - after.keys())


@held_for(ledgers(), chosen)
def test_what_money_came_in_is_what_it_was_used_for_or_is_left(
    tables: Tables, choice: Choice
) -> None:
    ledger = ledger_from(tables)
    shown = balance(ledger, choice)
    for each in funds(ledger, shown, choice):
        came, went = (sum_money(part.values()).ore for part in (each.sources, each.uses))
        assert came == went == each.whole.ore
        figures = shown.totals[each.program.id]
        out = sum(each.uses[name].ore for name in ("reprioritised-out", "carried-out"))
        assert came - out == figures["budget"].ore
        crossed = [each.uses["reprioritised-out"], each.uses["carried-out"]]
        crossed += [each.sources["reprioritised-in"], each.sources["carried-in"]]
        assert all(money.ore >= 0 for money in crossed)


@held_for(ledgers(), spans)
def test_a_figure_that_can_be_told_is_the_balances(tables: Tables, years: Years | None) -> None:
    """Of spans of which only some years are asked for, what is in the scope comes to nothing."""
    ledger = ledger_from(tables)
    lines = balance(ledger, Choice()).lines
    for found in asked(ledger, years):
        if isinstance(found.ledger, Money):
            inside = [each for each in lines if is_in(each, found.statement)]
            figures = sum_money(measured(each, found.statement.measure) for each in inside)
            assert found.ledger.ore == figures.ore, found


def measured(each: BalanceLine, measure: str) -> Money:
    """The figure of a line; what is not yet awarded of its budget by hand."""
    if measure == "uncommitted":
        return each.figures["budget"] - each.figures["awarded"] + each.figures["returned"]
    return each.figures[measure]


def asked(ledger: Ledger, years: Years | None) -> Iterator[StatementResult]:
    """Every heading, held for every program and strand in some years."""
    places: list[tuple[str, str | None]] = [(id, None) for id in ledger.programs]
    places += [(id, each.id) for id, p in ledger.programs.items() for each in p.strands]
    statements = tuple(
        statement(measure, program, strand, years)
        for program, strand in places
        for measure in MEASURED
    )
    kept = Contents("statements.toml", statements)
    return statement_results(replace(ledger, contents=(*ledger.contents, kept)))


def statement(measure: str, program: str, strand: str | None, years: Years | None) -> Statement:
    """A statement of one øre, on a program or a strand of it."""
    return Statement(
        id="s",
        stands_in="statements.toml",
        source=OneOrMore(("x",)),
        measure=measure,  # type: ignore[arg-type]  # one of MEASURED
        value=Stated(Money(1), "0,01 kr."),
        program=Ident(program),
        strand=None if strand is None else Ident(strand),
        years=years,
    )


def is_in(each: BalanceLine, asked_for: Statement) -> bool:
    """Tell whether a line is wholly in the scope of a statement."""
    years = asked_for.years
    return (
        each.line.program == asked_for.program
        and asked_for.strand in (None, each.line.strand)
        and (years is None or each.line.years.within(years))
    )
