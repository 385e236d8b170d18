"""Inputs are the same for the same numbers, of every sort, and ask for all that commands do."""

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from fuzz.asking import NOT_ASKED, OF_GIT, REPORTS, formats
from fuzz.corpus import examples, with_registers
from fuzz.inputs import Input, Register, as_json, from_json, link, write
from fuzz.making import made
from fuzz.trying import laid_out, lines_of
from harness.running import ROOT
from tidlig.cli.parse import COMMANDS

pytestmark = pytest.mark.long

PRINTING = (
    "from fuzz.making import made\nfrom fuzz.inputs import as_json\n"
    "from fuzz.trying import lines_of\n"
    "for number in range(60): one = made(5, number); print(as_json(one), lines_of(one, 5, number))"
)


def test_a_number_makes_the_same_input_and_lines_in_every_process() -> None:
    printed = [
        subprocess.run(
            [sys.executable, "-c", PRINTING],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1]
    assert len(printed[0]) > 60 * 100


def test_an_input_that_was_kept_is_the_input() -> None:
    for number in range(300):
        one = made(6, number)
        assert from_json(as_json(one)) == one
    odd = Input({"a\udcff\n.toml": b"\xff\x00"}, {"æ": "../x"}, Register("r", b"\x00", ("a",)), {})
    assert from_json(as_json(odd)) == odd


def test_the_examples_are_those_of_the_project() -> None:
    names = {example.name for example in examples()}
    assert {"data", "register.xlsx of awards", "60 awards made up"} <= names
    for check in ("budget-overspent", "payments-exceed-award"):
        assert {f"{check}, example", f"{check}, instead"} <= names
    assert any(name.startswith("reconcile: ") for name in names)
    assert all(
        "programs.toml" in example.files for example in examples() if "bad" not in example.name
    )
    assert len(with_registers()) >= 10


def test_inputs_are_of_every_sort() -> None:
    several = [made(7, number) for number in range(600)]
    done = Counter(word.split(" of ")[0] for one in several for word in one.history[1:])
    assert {"tree", "renamed", "linked", "removed", "parted", "register", "bytes_mutated"} <= set(
        done
    )
    assert sum(one.register is not None for one in several) > 100
    assert sum(one.before is not None for one in several) > 20
    assert any(one.register and one.register.data[:2] == b"PK" for one in several)


def test_every_command_is_asked_or_it_is_said_why_not() -> None:
    assert {*REPORTS, *OF_GIT, *NOT_ASKED} == set(COMMANDS)
    assert not {*REPORTS, *OF_GIT} & set(NOT_ASKED)


def test_every_format_of_a_command_is_asked() -> None:
    asked: set[tuple[str, str]] = set()
    one = Input({"programs.toml": b"[award.x]"}, {}, Register("r.csv", b""), {})
    for number in range(500):
        alone = one if number % 2 else replace(one, register=None)
        for line in lines_of(alone, 8, number):
            option = "--to" if line[0] == "export" else "--format"
            asked.add((line[0], line[line.index(option) + 1]))
    every = {(name, form) for name in (*REPORTS, *OF_GIT) for form in formats(name)}
    assert {("check", "sarif"), ("export", "beancount"), ("reconcile", "csv-da")} <= every
    assert asked == every


def test_names_that_lead_out_are_not_written(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    write({"../out": b"", "/out": b"", "a/../../out": b"", "b/c": b"x"}, tmp_path / "in")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["c"]


def test_where_no_links_can_be_made_an_input_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(1314, "A required privilege is not held by the client")

    monkeypatch.setattr(Path, "symlink_to", refuse)
    link({"x.toml": "programs.toml"}, tmp_path)
    assert list(tmp_path.iterdir()) == []
    with laid_out(Input({"programs.toml": b"x"}, {"x.toml": "programs.toml"})) as place:
        assert [path.name for path in (place / "ledger").iterdir()] == ["programs.toml"]
