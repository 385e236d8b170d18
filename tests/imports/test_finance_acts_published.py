"""The published finance acts of 2014 to 2023 give the acts and accounts of `data/`, each figure.

`data/` was written by hand from the public record. The file of 2020 is faulty in many rows: its
figures for 2020 are taken from FL2021's column for the year before, as FACTS of the project say.
"""

import os
import shutil
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from harness.running import ROOT
from imports.writing import written
from tidlig.arithmetic.ledger import Ledger
from tidlig.arithmetic.statements import Verdict
from tidlig.exchange.finance_act_table import FinanceAct, read_finance_act
from tidlig.exchange.finance_acts import finance_act_drafts
from tidlig.exchange.stated_sums import compared_act
from tidlig.ledger.drafts import Draft
from tidlig.ledger.folder import Folder
from tidlig.ledger.open import open_ledger
from tidlig.model.decisions import Appropriation
from tidlig.model.grants import Outturn
from tidlig.model.messages import sentence
from tidlig.model.money import Money
from tidlig.sheets.tables import Unusable

FOLDER = Path(os.environ.get("TIDLIG_REAL_FILES", ROOT.parent / "shared" / "data")) / "finanslov"
ACCOUNTS = ("15.26.01", "15.26.02", "15.26.03")
YEARS = range(2014, 2024)
FAULTY = {2020: 2021}

pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the published finance acts are not on this machine"
)

Figures = dict[tuple[str, ...], Money]
"""Amounts by what they are of: accounts, years, acts."""


@cache
def acts() -> tuple[FinanceAct, ...]:
    files = [FOLDER / f"finanslov_y{year}.tsv" for year in YEARS]
    return tuple(read_finance_act(file.read_bytes(), file.name) for file in files)


@cache
def our_ledger() -> Ledger:
    return open_ledger(Folder(ROOT / "data"))


def drafts_for(ledger: Ledger) -> tuple[Draft, ...]:
    return finance_act_drafts(ledger, acts(), ACCOUNTS, FAULTY).drafts


def account_of(ledger: Ledger, program: str, strand: str | None) -> str:
    entry = ledger.programs[program]
    if not strand:
        return str(entry.account)
    return str(next(one.account for one in entry.strands if one.id == strand))


def act_figures(ledger: Ledger) -> Figures:
    """What each act states of each account and year, by six digits and, but for zeros, by eight."""
    figures: Figures = {}
    for program in ledger.programs.values():
        if program.account not in ACCOUNTS:
            continue
        for year, amount in program.split or ():
            assert program.act is not None
            figures[str(program.account), program.act, str(year)] = known(amount)
        for strand in program.strands:
            for year, amount in strand.split or ():
                figures[str(strand.account), str(program.act), str(year)] = known(amount)
    for act in ledger.of(Appropriation):
        for year, amount in act.split:
            account = account_of(ledger, act.program, None)
            figures[account, act.act, str(year)] = known(amount)
        for split in act.strands:
            account = account_of(ledger, act.program, split.strand)
            for year, amount in split.split:
                figures[account, act.act, str(year)] = known(amount)
    return figures


def without_zeros_of_strands(figures: Figures) -> Figures:
    return {key: amount for key, amount in figures.items() if amount.ore or key[0] in ACCOUNTS}


def raw_entries(folder: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """Every entry of a ledger as TOML has it."""
    entries = {}
    for file in folder.rglob("*.toml"):
        for kind, tables in tomllib.loads(file.read_text(encoding="utf-8")).items():
            entries.update({(kind, id): table for id, table in tables.items() if kind != "ledger"})
    return entries


def table_of(entries: dict[tuple[str, str], dict[str, Any]], draft: Draft) -> dict[str, Any]:
    """The table that an entry has which a draft is of, with the program of a strand in it."""
    if draft.kind != "strand":
        return entries[draft.kind, draft.id]
    program = str(draft.table["program"])
    strand: dict[str, Any] = entries["program", program]["strand"][draft.id]
    return {**strand, "program": program}


def account_figures(ledger: Ledger) -> Figures:
    return {
        (
            account_of(ledger, outturn.program, outturn.strand),
            str(outturn.year),
            str(outturn.date),
        ): known(outturn.amount)
        for outturn in ledger.of(Outturn)
    }


def known(amount: object) -> Money:
    assert isinstance(amount, Money)
    return amount


def test_a_new_ledger_has_the_acts_of_ours_figure_by_figure(tmp_path: Path) -> None:
    new = written(tmp_path / "new", drafts_for(written(tmp_path / "empty", ())))
    expected = without_zeros_of_strands(act_figures(our_ledger()))
    assert without_zeros_of_strands(act_figures(new)) == expected


def test_a_new_ledger_has_the_accounts_of_ours_figure_by_figure(tmp_path: Path) -> None:
    new = written(tmp_path / "new", drafts_for(written(tmp_path / "empty", ())))
    assert account_figures(new) == account_figures(our_ledger())
    assert len(account_figures(new)) == 30 + 11 + 10


def test_the_programs_of_a_new_ledger_have_the_years_and_accounts_of_ours(tmp_path: Path) -> None:
    new = written(tmp_path / "new", drafts_for(written(tmp_path / "empty", ())))
    years = {str(program.account): str(program.years) for program in new.programs.values()}
    assert years == {"15.26.01": "2014-2017", "15.26.02": "2016-2019", "15.26.03": "2015-"}


def test_our_ledger_has_all_that_the_acts_give_and_nothing_else_of_them() -> None:
    """Every draft is an entry of `data/` to the letter, and every act and outturn is a draft."""
    entries = raw_entries(ROOT / "data")
    drafts = drafts_for(our_ledger())
    for draft in drafts:
        table = table_of(entries, draft)
        assert {key: table.get(key) for key in draft.table} == draft.table
    stated = {(kind, id) for kind, id in entries if kind in ("appropriation", "outturn")}
    assert stated - {(draft.kind, draft.id) for draft in drafts} == set()


def test_our_programs_get_back_the_acts_and_accounts_that_were_taken_out(tmp_path: Path) -> None:
    """What is written anew has the keys of `data/` too, but for notes and what was accepted."""
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("allocations"))
    drafts = drafts_for(open_ledger(Folder(tmp_path / "data")))
    entries = raw_entries(ROOT / "data")
    stated = [draft for draft in drafts if draft.kind in ("appropriation", "outturn")]
    for draft in stated:
        table = dict(entries[draft.kind, draft.id])
        assert {key: table[key] for key in table if key not in ("note", "accept")} == draft.table
    assert len(stated) == 15 + 51


def test_the_faulty_act_is_refused_with_the_three_rows_that_the_next_act_contradicts() -> None:
    with pytest.raises(Unusable) as caught:
        finance_act_drafts(our_ledger(), acts(), ACCOUNTS)
    differences = [
        ("15.26.01.11", "-0,4", "0,0"),
        ("15.26.02.10", "-0,5", "0,0"),
        ("15.26.03.10", "68,5", "71,0"),
    ]
    assert [sentence(problem.message) for problem in caught.value.problems] == [
        f"FL2020 has {own} mio. kr. on {account} in 2020, and FL2021 has {other} mio. kr. for the "
        "year before"
        for account, own, other in differences
    ]


@pytest.mark.parametrize("year", [year for year in YEARS if year not in FAULTY])
def test_every_act_agrees_with_our_ledger_as_of_the_day_that_it_takes_effect(year: int) -> None:
    compared = compared_act(our_ledger(), acts()[year - YEARS[0]])
    assert compared.agrees
    assert len(compared.results) > 3


def test_the_faulty_act_differs_on_three_strands_and_so_on_their_programs() -> None:
    compared = compared_act(our_ledger(), acts()[2020 - YEARS[0]])
    differing = {
        (result.statement.program, result.statement.strand, result.difference)
        for result in compared.results
        if result.verdict is Verdict.CONTRADICTED
    }
    ore = 100_000_00
    assert differing == {
        ("forebyggelsespakken", None, 4 * ore),
        ("forebyggelsespakken", "foraeldre", 4 * ore),
        ("satspulje-2016-19", None, 5 * ore),
        ("satspulje-2016-19", "omlaegning", 5 * ore),
        ("behandling-boern-unge", None, 25 * ore),
        ("behandling-boern-unge", "pulje", 25 * ore),
    }
    assert not compared.remarks
