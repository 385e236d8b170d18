"""A line that is read without typer calls a command just as typer would, or is left to typer."""

import functools
import importlib
import inspect
import os
import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tidlig.cli import typer_app
from tidlig.cli.parameters import Option, Parameter, parameters
from tidlig.cli.parse import COMMANDS, COMPLETING, command, parse

ODD = ["", "-", "--", "-h", "--help", "-x", "-o", "--no-detail", "--detail", "-yo", "-o=", "--=a"]
WORDS = [
    "a",
    "runde-1",
    "p/s",
    "æ ø å",
    "\u202e",
    "\udcff",
    "x=y",
    "a,b",
    "2015-2016",
    "2015-04-01",
]
WORDS += ["7", "07", "+7", "-7", "400", "STRAND", " strand", "/", "nowhere/at/all", "data"]


@contextmanager
def recorded(name: str) -> Iterator[list[str]]:
    """The calls of a command, which does nothing now, each with all its arguments."""
    original, calls = command(name), list[str]()

    @functools.wraps(original)
    def record(**values: Any) -> int:
        bound = inspect.signature(original).bind(**values)
        bound.apply_defaults()
        calls.append(repr(sorted(bound.arguments.items())))
        return 0

    module = importlib.import_module(f"tidlig.cli.{COMMANDS[name]}")
    with mock.patch.object(module, COMMANDS[name], record):
        yield calls


def by_typer(line: Sequence[str]) -> list[str]:
    with recorded(line[0]) as calls:
        typer_app.run(line)
    return calls


def without_typer(line: Sequence[str]) -> list[str] | None:
    with recorded(line[0]) as calls:
        run = parse(line)
        if run is None:
            return None
        run()
        return calls


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """A command with its options in any order and form, in part wrong."""
    name = draw(st.sampled_from(list(COMMANDS)))
    known = list(parameters(command(name)))
    parts = draw(st.lists(st.sampled_from(known).flatmap(typed), max_size=5))
    alone = draw(st.lists(st.sampled_from([*WORDS, *ODD]), max_size=2))
    mixed = draw(st.permutations([*parts, *([word] for word in alone)]))
    return [name, *(word for part in mixed for word in part)]


def typed(each: Parameter) -> st.SearchStrategy[list[str]]:
    """The words of one parameter, as people write them and as they should not."""
    value = values(each)
    if not isinstance(each.declared, Option):
        return value.map(lambda text: [text])
    names = st.sampled_from([*each.names, *each.names, each.names[0][:-1], each.names[0].upper()])
    return st.one_of(
        names.map(lambda name: [name]),
        st.tuples(names, value).map(list),
        st.tuples(names, value, value).map(list),
        st.tuples(names, value).map(lambda pair: ["=".join(pair)]),
        st.tuples(names, value).map("".join).map(lambda word: [word]),
    )


def values(each: Parameter) -> st.SearchStrategy[str]:
    is_choice = isinstance(each.type, type) and issubclass(each.type, StrEnum)
    right = st.sampled_from([str(choice) for choice in each.type] if is_choice else WORDS)
    return st.one_of(right, right, right, st.sampled_from([*WORDS, *ODD]), st.text(max_size=4))


@settings(max_examples=250)
@given(lines())
@example(["balance", "-o=a.csv"])
@example(["balance", "-oa=b.csv"])
@example(["balance", "--by", "pool", "--by=program", "--columns=a", "--columns", "b"])
@example(["check", "--merge", "a", "b", "--merge=c", "d"])
@example(["check", "--select=a", "--select", "b", "--report", "json=x"])
@example(["add", "award", "x", "amount=1", "-y"])
@example(["balance", "--by", "STRAND"])
@example(["balance", "--by", " strand"])
@example(["show"])
@example(["log", "a", "b"])
def test_what_is_called_is_what_typer_calls(line: list[str]) -> None:
    calls = without_typer(line)
    assert calls is None or calls == by_typer(line)


@pytest.mark.parametrize(
    "line",
    [
        "balance",
        "balance satspulje-2016-19 'æ ø' --as-of 2015-04-01 --detail",
        "balance --by pool --format=csv -o balance.csv --years 2015-2016 --ledger data",
        "balance --columns= -oa.csv --unit mio",
        "check --strict --ignore unexplained-change --ignore=unused-accept",
        "check --format github --report sarif=tidlig.sarif --merge main branch",
        "reconcile forebyggelsespakken --bridge",
        "diff main...HEAD --format md --exit-code",
        "show runde-1 --at HEAD~1",
        "log forebyggelsespakken --heading appropriated,awarded --since 2015-01-01",
        "pools",
        "history forebyggelsespakken/fritid --lang da",
        "explain awards-exceed-pool",
        "add recipient name='Odense Kommune' kind=municipality -y",
        "init eksempel --demo",
        "schema -o tidlig.schema.json",
        "git-setup --undo",
    ],
)
def test_what_is_typed_every_day_is_read_without_typer(line: str) -> None:
    calls = without_typer(shlex.split(line))
    assert calls is not None
    assert calls == by_typer(shlex.split(line))


@pytest.mark.parametrize(
    "line",
    [
        "--help",
        "balance --help",
        "balance -h",
        "balance --detai",
        "balance --detail=yes",
        "balance -- --detail",
        "balance --by nobody",
        "balance --by",
        "balance --unit --detail",
        "show",
        "show a b",
        "check --merge one",
        "reconcile --days 3",
        "add -yo",
        "balanc",
    ],
)
def test_what_is_not_plain_is_left_to_typer(line: str) -> None:
    assert parse(shlex.split(line)) is None


def test_an_empty_line_and_a_line_to_complete_are_left_to_typer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert parse([]) is None
    monkeypatch.setenv(COMPLETING, "complete_bash")
    assert parse(["balance"]) is None


def test_a_file_that_cannot_be_read_is_left_to_typer(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    closed = tmp_path / "closed.csv"
    closed.touch()
    assert parse(["balance", "-o", str(closed)]) is not None
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert parse(["balance", "-o", str(closed)]) is None
    assert parse(["balance", "-o", str(tmp_path / "new.csv")]) is not None
