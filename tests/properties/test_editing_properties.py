"""`tidlig rename` and `remove` on ledgers that nobody would think of, written as nobody would."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from properties.books import Tables
from properties.examples import held_for
from properties.layouts import plain, restyled
from properties.ledgers import ledgers
from properties.reports import Report, balance, balance_of, ledger_of, lines_of, tidlig, totals_of

NEW = "et-helt-nyt-id"
NAMED_BY = {
    "program": ("program",),
    "pool": ("pool",),
    "award": ("award",),
    "recipient": ("recipient", "payee"),
    "round": ("round",),
}
"""The keys under which others name an entry of a kind."""

UNNAMED = ("award", "amendment", "payment", "return", "outturn", "reprioritisation", "lapse")


def bytes_of(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def named_otherwise(ledger: Tables, kind: str, old: str) -> Tables:
    """The ledger with another id for an entry, made on the tables and not on their text."""
    made = deepcopy(ledger)
    made[kind] = {NEW if id == old else id: entry for id, entry in made[kind].items()}
    for entries in made.values():
        for entry in entries.values():
            if isinstance(entry, dict):
                _name(entry, NAMED_BY.get(kind, ()), old)
    return made


def _name(table: dict[str, Any], keys: tuple[str, ...], old: str) -> None:
    for key, value in table.items():
        if key in keys and value == old:
            table[key] = NEW
        elif isinstance(value, dict):
            _name(value, keys, old)


def figures(report: Report) -> tuple[Any, Any]:
    return lines_of(report), totals_of(report)


@held_for(ledgers(), st.randoms(use_true_random=False), st.data(), few=3, many=40)
def test_a_renamed_entry_moves_no_figure_and_renamed_back_leaves_no_trace(
    ledger: Tables, random: Random, data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(sorted(kind for kind in ledger if kind != "ledger")))
    assume(ledger[kind])
    old = data.draw(st.sampled_from(sorted(ledger[kind])))
    with ledger_of(restyled(ledger, random)) as folder:
        before = bytes_of(folder)
        renamed = tidlig("rename", folder, f"{kind}.{old}", NEW, "--yes")
        assert renamed.code == 0, renamed
        expected = balance_of(plain(named_otherwise(ledger, kind, old)))
        assert figures(balance(folder)) == figures(expected)
        back = tidlig("rename", folder, f"{kind}.{NEW}", old, "--yes")
        assert back.code == 0, back
        assert bytes_of(folder) == before


@held_for(ledgers(), st.randoms(use_true_random=False), st.data(), few=3, many=40)
def test_a_renamed_strand_is_renamed_in_its_program_alone(
    ledger: Tables, random: Random, data: st.DataObject
) -> None:
    programs = {id: entry["strand"] for id, entry in ledger["program"].items() if "strand" in entry}
    assume(programs)
    program = data.draw(st.sampled_from(sorted(programs)))
    old = data.draw(st.sampled_from(sorted(programs[program])))
    with ledger_of(restyled(ledger, random)) as folder:
        before, was = bytes_of(folder), lines_of(balance(folder))
        renamed = tidlig("rename", folder, f"{program}/{old}", NEW, "--yes")
        assert renamed.code == 0, renamed
        now = lines_of(balance(folder))
        own = (program, old)
        assert now == {
            (line._replace(strand=NEW) if (line.program, line.strand) == own else line, of): figure
            for (line, of), figure in was.items()
        }
        back = tidlig("rename", folder, f"{program}/{NEW}", old, "--yes")
        assert back.code == 0, back
        assert bytes_of(folder) == before


@held_for(ledgers(), st.randoms(use_true_random=False), st.data(), few=3, many=40)
def test_an_entry_that_is_taken_out_and_put_back_leaves_every_figure(
    ledger: Tables, random: Random, data: st.DataObject
) -> None:
    of_awards = ("payment", "return", "amendment")
    named = {entry["award"] for kind in of_awards for entry in ledger.get(kind, {}).values()}
    leaves = [(kind, id) for kind in UNNAMED for id in ledger.get(kind, {}) if id not in named]
    assume(leaves)
    kind, id = data.draw(st.sampled_from(sorted(leaves)))
    with ledger_of(restyled(ledger, random)) as folder:
        lines = {path: text.splitlines() for path, text in bytes_of(folder).items()}
        was = figures(balance(folder))
        removed = tidlig("remove", folder, f"{kind}.{id}", "--yes", "--force")
        assert removed.code == 0, removed
        rest = deepcopy(ledger)
        entry = rest[kind].pop(id)
        assert figures(balance(folder)) == figures(balance_of(plain(rest)))
        for path, text in bytes_of(folder).items():
            left = iter(lines[path])
            assert all(line in left for line in text.splitlines())  # in the same order
        (folder / "again.toml").write_text(plain({kind: {id: entry}})["programs.toml"], "utf-8")
        assert figures(balance(folder)) == was


def test_the_oracle_of_names_names_every_key() -> None:
    ledger: Tables = {"pool": {"a": {}}, "award": {"a": {"pool": "a", "recipient": "a"}}}
    renamed = named_otherwise(ledger, "pool", "a")
    assert json.dumps(renamed) == json.dumps(
        {"pool": {NEW: {}}, "award": {"a": {"pool": NEW, "recipient": "a"}}}
    )
