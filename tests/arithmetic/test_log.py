"""The rows of a log: an entry each, with its net change, and the budget at the end of a date."""

from dataclasses import replace

from arithmetic.making import (
    act,
    award,
    back,
    carry_over,
    kr,
    ledger,
    outturn,
    payment,
    program,
    reprioritisation,
)
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.log import EntryRow, LogChoice, journal
from tidlig.arithmetic.related import find_entries, scope
from tidlig.model.entry import OneOrMore
from tidlig.model.money import UNKNOWN

P = program("2024-2025", split={2024: 100, 2025: 100}, date="2024-01-01", strands={"s": {2024: 40}})
Q = program("2024-2025", split={2024: 10}, date="2024-01-01", id="q")

Row = tuple[str, int | None, str, int | None]
"""The id of an entry, its kroner and years, and the budget in kroner where that changes."""


def rows(books: Ledger, subject: str = "", *headings: str) -> list[EntryRow]:
    chosen = [scope(books, find_entries(books, subject)[0])] if subject else []
    return list(journal(books, LogChoice(tuple(chosen), headings=headings)).entries)


def told(books: Ledger, subject: str = "", *headings: str) -> list[Row]:
    return [
        (
            row.entry.id,
            None if row.amount is None else row.amount.ore // 100,
            str(row.years),
            row.balance.budget.ore // 100 if row.changes_balance else None,
        )
        for row in rows(books, subject, *headings)
    ]


def test_a_program_and_its_strands_are_one_row() -> None:
    assert told(ledger(P)) == [("p", 200, "2024-2025", 200)]
    assert told(ledger(P), "p/s") == [("s", 40, "2024", 40)]


def test_an_act_is_its_net_change_with_what_it_takes_the_place_of() -> None:
    away = reprioritisation("2024-06-01", 30, from_="p", to="", years="2024-2025")
    later = act("2024-06-01", {2024: 90, 2025: 60})
    # 200 - 30 = 170, and the act makes it 150: its own change is -20
    assert told(ledger(P, away, later)) == [
        ("p", 200, "2024-2025", 200),
        ("r", -30, "2024-2025", None),
        ("fl2024", -20, "2024-2025", 150),
    ]
    [*_, row] = rows(ledger(P, away, later))
    assert kr(30) in [line.amount for line in row.rows]


def test_the_budget_stands_once_for_each_date_on_which_it_changes() -> None:
    books = ledger(
        P,
        reprioritisation("2024-06-01", 30, from_="p", to="", years="2024"),
        award("2024-06-01", 5),
        payment("2024-07-01", 5),
        act("2025-01-01", {2025: 100}),
    )
    assert told(books) == [
        ("p", 200, "2024-2025", 200),
        ("r", -30, "2024", None),
        ("a", 5, "2024", 170),
        ("y", 5, "2024", None),
        ("fl2025", 0, "2025", None),
    ]


def test_what_headings_hide_is_in_the_budget_all_the_same() -> None:
    books = ledger(P, award("2024-06-01", 5), act("2024-06-01", {2025: 60}))
    assert told(books, "", "awarded") == [("a", 5, "2024", 160)]
    assert told(books, "", "budget") == [
        ("p", 200, "2024-2025", 200), ("fl2024", -40, "2025", 160),
    ]  # fmt: skip


def test_the_accounts_of_a_year_by_one_document_are_one_row() -> None:
    by_document = OneOrMore(("fl2026",))
    accounts = [
        outturn(2024, 10, date="2026-01-01"),
        replace(outturn(2024, 20, strand="s", date="2026-01-01"), id="s"),
        replace(outturn(2024, 5, date="2026-01-01"), id="other", source=by_document),
        replace(outturn(2025, 1, date="2026-01-01"), id="year"),
    ]
    shown = rows(ledger(P, *accounts), "p", "outturn")
    assert [(row.number, row.amount, str(row.years)) for row in shown] == [
        (2, kr(30), "2024"), (1, kr(5), "2024"), (1, kr(1), "2025"),
    ]  # fmt: skip


def test_money_moved_within_what_is_chosen_has_what_is_moved() -> None:
    within = reprioritisation("2024-06-01", 30, from_="p", to="p/s", years="2024")
    books = ledger(P, Q, within, carry_over(2024, 2025, 7, date="2025-01-01"))
    assert told(books, "p")[1:] == [("r", 30, "2024", None), ("c", 7, "2024-2025", None)]
    assert told(books, "p/s")[1:] == [("r", 30, "2024", 70)]
    between = reprioritisation("2024-06-01", 30, from_="p", to="q", years="2024")
    books = ledger(P, Q, between)
    assert told(books)[2:] == [("r", 30, "2024", None)]
    assert told(books, "q")[1:] == [("r", 30, "2024", 40)]
    assert told(books, "program.p")[1:] == [("r", -30, "2024", 170)]


def test_an_unknown_amount_is_a_row_without_an_amount() -> None:
    unknown = reprioritisation("2024-06-01", UNKNOWN, from_="p", to="p/s", years="2024")
    [*_, row] = rows(ledger(P, unknown), "p")
    assert (row.amount, row.is_unknown, row.changes_balance) == (None, True, False)
    [*_, row] = rows(ledger(P, unknown), "p/s")
    assert (row.amount, row.is_unknown, row.changes_balance) == (None, True, True)
    in_part = award("2024-06-01", {2024: 3, 2025: UNKNOWN})
    [*_, row] = rows(ledger(P, in_part), "p")
    assert (row.amount, row.is_unknown, str(row.years)) == (kr(3), True, "2024-2025")


def test_a_refund_is_what_was_returned_and_changes_nothing_that_is_outstanding() -> None:
    books = ledger(
        P, award("2024-06-01", 10), payment("2024-07-01", 6), back("2024-08-01", 2, "refund")
    )
    shown = rows(books, "award.a")
    assert [(row.heading, row.amount) for row in shown] == [
        ("awarded", kr(10)), ("paid", kr(6)), ("returned", kr(2)),
    ]  # fmt: skip
    outstanding = [row.balance.outstanding for row in shown if row.changes_balance]
    assert outstanding == [kr(10), kr(4)]


def test_sums_of_a_single_act_are_no_balance() -> None:
    books = ledger(P, act("2025-01-01", {2025: 60}), award("2024-06-01", 5))

    def has_balance(*subjects: str) -> bool:
        entries = [find_entries(books, subject)[0] for subject in subjects]
        return LogChoice(tuple(scope(books, entry) for entry in entries)).has_balance

    assert has_balance()
    assert has_balance("program.p")
    assert has_balance("program.p", "p/s")
    assert has_balance("award.a")
    assert not has_balance("appropriation.fl2025")
