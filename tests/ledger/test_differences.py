"""What a change does to a living ledger, against differences made another way."""

import itertools
import json
import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from harness.repositories import Repository, repository
from harness.running import Result, run, write
from ledger.living import states
from tidlig import __version__
from tidlig.ledger.checking import run_checks
from tidlig.ledger.compare import Side, comparison
from tidlig.ledger.locate import repository_and_folders
from tidlig.ledger.open import open_ledger
from tidlig.ledger.revision import revision
from tidlig.render.changes_data import as_json

Tidlig = Callable[..., Result]
Line = tuple[str, str | None, str, str]
"""Program, strand, years, heading."""


class State(NamedTuple):
    """One commit: its id, what git gives, and what its files say when they are on the disk."""

    commit: str
    side: Side
    figures: Mapping[Line, Decimal]
    entries: Mapping[tuple[str, str], Any]
    files: Mapping[tuple[str, str], str]


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repository, list[State]]:
    """A repository of 30 commits, with each state read from git and, on its own, from files."""
    made = repository(tmp_path_factory.mktemp("life") / "books")
    found = []
    before: dict[str, str] = {}
    for number, files in enumerate(states(30, seed=7)):
        gone = dict.fromkeys((f"bøger/{path}" for path in before.keys() - files.keys()), None)
        wanted = {f"bøger/{path}": text for path, text in files.items()}
        commit = made.commit({**wanted, **gone}, f"State {number}")
        folder = write(tmp_path_factory.mktemp("state"), files)
        found.append(_state(made, commit, folder))
        before = files
    return made, found


def _state(made: Repository, commit: str, folder: Path) -> State:
    origin = revision(commit, *repository_and_folders(made.folder / "bøger"))
    whole = open_ledger(origin)
    side = Side(
        commit[:10], is_revision=True, origin=origin, ledger=whole, checked=run_checks(whole)
    )
    done = run("balance", "--format", "json", folder=folder, environment={})
    assert done.out, done.err
    return State(commit, side, _figures(json.loads(done.out)), *_entries(folder))


def _figures(balance: Any) -> dict[Line, Decimal]:
    headings = (
        "appropriated", "restated", "reprioritised", "carried", "budget", "awarded", "returned",
        "uncommitted", "paid", "outstanding", "outturn",
    )  # fmt: skip
    return {
        (line["program"], line["strand"], str(line["years"]), heading): Decimal(line[heading])
        for line in balance["lines"]
        for heading in headings
        if line.get(heading) is not None
    }


def _entries(folder: Path) -> tuple[dict[tuple[str, str], Any], dict[tuple[str, str], str]]:
    """Parse the files anew: entries by kind and id, a strand's with its program's; their files."""
    entries: dict[tuple[str, str], Any] = {}
    files: dict[tuple[str, str], str] = {}
    for path in sorted(folder.rglob("*.toml")):
        tables = tomllib.loads(path.read_text("utf-8"))
        tables.pop("ledger", None)
        for kind, id, table in ((k, i, t) for k, found in tables.items() for i, t in found.items()):
            strands = table.pop("strand", {}) if kind == "program" else {}
            named = {(kind, id): table} | {("strand", f"{id}/{s}"): t for s, t in strands.items()}
            entries |= named
            files |= dict.fromkeys(named, path.relative_to(folder).as_posix())
    return entries, files


def changed_entries(base: State, head: State) -> set[tuple[str, str, str]]:
    """Compare parsed TOML."""
    found = set()
    for key in {*base.entries, *head.entries}:
        if key not in head.entries:
            found.add(("removed", *key))
        elif key not in base.entries:
            found.add(("added", *key))
        elif base.entries[key] != head.entries[key]:
            found.add(("changed", *key))
        elif base.files[key] != head.files[key]:
            found.add(("moved", *key))
    return found


def changed_figures(base: State, head: State) -> dict[Line, tuple[Decimal, Decimal]]:
    """Subtract one balance from another."""
    zero = Decimal(0)
    figures = {
        line: (base.figures.get(line, zero), head.figures.get(line, zero))
        for line in {*base.figures, *head.figures}
    }
    return {line: both for line, both in figures.items() if both[0] != both[1]}


def told_figures(data: Any) -> dict[Line, tuple[Decimal, Decimal]]:
    told = {}
    for line in data["lines"]:
        before, after, change = (Decimal(line[name]) for name in ("before", "after", "change"))
        assert after - before == change
        if change:
            key = (line["program"], line["strand"], str(line["years"]), line["heading"])
            assert key not in told
            told[key] = before, after
    return told


def told_entries(data: Any) -> list[tuple[str, str, str]]:
    return [(entry["op"], entry["kind"], entry["id"]) for entry in data["entries"]]


@pytest.mark.long
def test_every_pair_of_30_commits_differs_by_what_its_files_do(
    life: tuple[Repository, list[State]],
) -> None:
    _, found = life
    assert len(found) == 30
    ops = set[str]()
    for base, head in itertools.product(found, found):
        data = json.loads(as_json(comparison(base.side, head.side), __version__))
        assert told_figures(data) == changed_figures(base, head)
        entries = told_entries(data)
        assert set(entries) == changed_entries(base, head)
        assert len(entries) == len(set(entries))
        ops |= {op for op, _, _ in entries}
        assert (data["base"]["revision"], data["head"]["revision"]) == (base.commit, head.commit)
    assert ops == {"added", "removed", "changed", "moved"}


@pytest.mark.long
def test_findings_are_new_in_one_direction_and_fixed_in_the_other(
    life: tuple[Repository, list[State]],
) -> None:
    _, found = life
    for base, head in itertools.combinations(found[::3], 2):
        there = comparison(base.side, head.side).findings
        back = comparison(head.side, base.side).findings
        assert (there.new, there.fixed, there.unchanged) == (back.fixed, back.new, back.unchanged)
        assert len(there.new) + there.unchanged == len(head.side.checked.findings)
        assert len(there.fixed) + there.unchanged == len(base.side.checked.findings)


def test_the_command_tells_the_same(life: tuple[Repository, list[State]], tidlig: Tidlig) -> None:
    made, found = life
    for base, head in itertools.pairwise(found[::5]):
        names = base.commit, head.commit
        done = tidlig("diff", *names, "--format", "json", cwd=made.folder / "bøger")
        assert (done.code, done.err) == (0, "")
        as_of: dict[str, Any] = {"as_of": None, "states": []}
        expected = json.loads(as_json(comparison(base.side, head.side), __version__))
        assert json.loads(done.out) | as_of == expected
        twice = tidlig("diff", "..".join(names), "--format", "json", cwd=made.folder / "bøger")
        assert twice.out == done.out


def test_an_entry_says_the_file_and_line_that_it_begins_on(
    life: tuple[Repository, list[State]],
) -> None:
    made, found = life
    base, head = found[0], found[-1]
    data = json.loads(as_json(comparison(base.side, head.side), __version__))
    for entry in data["entries"]:
        commit = base.commit if entry["op"] == "removed" else head.commit
        lines = made.git("show", f"{commit}:{entry['file']}").split("\n")
        id = entry["id"].replace("/", ".strand.")
        kind = "program" if entry["kind"] == "strand" else entry["kind"]
        assert lines[entry["line"] - 1] == f"[{kind}.{id}]"
