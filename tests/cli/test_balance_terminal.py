"""The balance on terminals, in pipes and in a pager."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from cli.test_terminal import ESCAPE, on_terminal, piped
from harness.running import ROOT, Result
from tidlig.cli.pager import pager_command

Tidlig = Callable[..., Result]
TODAY = {"TIDLIG_TODAY": "2026-11-27"}
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
ASKED = (
    ("",),
    ("forebyggelsespakken",),
    ("forebyggelsespakken", "--as-of", "2015-04-01"),
    ("behandling-boern-unge",),
    ("--by", "strand"),
    ("--by", "year"),
)


@pytest.mark.parametrize("asked", ASKED[:4], ids=" ".join)
def test_a_page_fits_its_width(tidlig: Tidlig, asked: tuple[str, ...]) -> None:
    assert_fits(tidlig, asked, "da", (40, 60, 200))


@pytest.mark.long
@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_a_page_fits_every_width(tidlig: Tidlig, asked: tuple[str, ...], language: str) -> None:
    assert_fits(tidlig, asked, language, range(40, 201, 7))


def assert_fits(
    tidlig: Tidlig, asked: tuple[str, ...], language: str, widths: Iterable[int]
) -> None:
    """No line is longer than the page, no table is parted, and a narrow one has every figure."""
    whole = figures_of(tidlig, asked, 80, language)
    for columns in widths:
        page = page_of(tidlig, asked, columns, language)
        assert max(map(len, page.splitlines())) <= columns, columns
        assert page.count("\n\n\n") == 0
        if columns < 80:
            assert figures_of(tidlig, asked, columns, language) >= whole, columns


def page_of(tidlig: Tidlig, asked: tuple[str, ...], columns: int, language: str) -> str:
    arguments = [word for word in asked if word]
    environment = {**TODAY, "COLUMNS": str(columns)}
    return tidlig("balance", *arguments, "--lang", language, cwd=ROOT, env=environment).out


def figures_of(tidlig: Tidlig, asked: tuple[str, ...], columns: int, language: str) -> set[str]:
    page = page_of(tidlig, asked, columns, language)
    return set(re.findall(r"-?\d+[,.]\d\b", page))


def test_all_programs_fit_a_screen_with_the_answer_on_top(tidlig: Tidlig) -> None:
    lines = page_of(tidlig, ("",), 80, "da").splitlines()
    assert len(lines) <= 60
    assert [line.split("  ")[0] for line in lines[2:5]] == [
        "Til rådighed", "Uforbrugt", "Ikke oplyst",
    ]  # fmt: skip


def test_a_terminal_has_the_page_of_a_pipe_with_rules_and_colours() -> None:
    shown = on_terminal("balance", columns=80, **TODAY, TIDLIG_PAGER="")
    assert ESCAPE in shown
    plain = COLOUR.sub("", shown).split("\n")
    in_pipe = piped("balance", **TODAY, COLUMNS="80").stdout.decode().split("\n")
    without_rules = [line for line in plain if not line or set(line) != {"─"}]
    assert without_rules[: len(in_pipe) - 1] == in_pipe[:-1]


def test_nothing_is_lost_without_colours() -> None:
    shown = on_terminal("balance", columns=80, **TODAY, TIDLIG_PAGER="")
    plain = on_terminal("balance", columns=80, **TODAY, TIDLIG_PAGER="", NO_COLOR="1")
    assert COLOUR.sub("", shown) == plain


# Bars.


def test_bars_stand_on_a_terminal_alone() -> None:
    shown = on_terminal("balance", "--bars", columns=100, **TODAY, NO_COLOR="1")
    line = next(line for line in shown.split("\n") if "128,6" in line)
    assert "███████▋" in line  # 128,6 of 167,6 is 7,67 of ten
    assert piped("balance", "--bars", **TODAY).stdout == piped("balance", **TODAY).stdout


def test_bars_are_of_ascii_where_the_encoding_has_nothing_else() -> None:
    shown = on_terminal(
        "balance", "--bars", columns=100, **TODAY, NO_COLOR="1", PYTHONIOENCODING="ascii"
    )
    line = next(line for line in shown.split("\n") if "128,6" in line)
    assert "########" in line
    assert "█" not in shown
    assert "–" not in shown


# The pager.


def pager_that_writes(folder: Path, code: int = 0) -> tuple[str, Path]:
    """Return a pager that keeps what it is given, and where."""
    kept = folder / "kept.txt"
    script = folder / "pager.py"
    script.write_text(
        f"import sys\nopen({str(kept)!r}, 'w').write(sys.stdin.read())\nsys.exit({code})\n",
        encoding="utf-8",
    )
    return f"{sys.executable} {script}", kept


def test_a_page_longer_than_the_terminal_goes_to_the_pager(tmp_path: Path) -> None:
    pager, kept = pager_that_writes(tmp_path)
    asked = ("balance", "--by", "strand")
    shown = on_terminal(*asked, columns=40, **TODAY, TIDLIG_PAGER=pager, PAGER="false")
    assert "Forældrekompetencer" in kept.read_text()
    assert "Forældrekompetencer" not in shown


def test_the_pager_of_other_programs_is_used_too(tmp_path: Path) -> None:
    pager, _ = pager_that_writes(tmp_path)
    assert pager_command({"PAGER": pager}) == pager.split()
    assert pager_command({"PAGER": "false", "TIDLIG_PAGER": pager}) == pager.split()
    assert pager_command({"PAGER": pager, "TIDLIG_PAGER": ""}) is None


def test_a_short_page_a_pipe_and_a_refusal_have_no_pager(tmp_path: Path) -> None:
    pager, kept = pager_that_writes(tmp_path)
    long = ("balance", "--by", "strand")
    assert "128,6" in on_terminal("balance", columns=80, **TODAY, TIDLIG_PAGER=pager)
    assert b"128,6" in piped(*long, **TODAY, TIDLIG_PAGER=pager, COLUMNS="40").stdout
    for changes in ({"TIDLIG_PAGER": ""}, {"TIDLIG_PAGER": "cat"}):
        assert "128,6" in on_terminal(*long, columns=40, **{**TODAY, "PAGER": pager, **changes})
    refused = on_terminal(*long, "--no-pager", columns=40, **TODAY, TIDLIG_PAGER=pager)
    assert "128,6" in refused
    assert not kept.exists()


@pytest.mark.parametrize("pager", ["no-such-pager", "false", '"unended', "/dev/null"])
def test_a_pager_that_is_missing_or_fails_is_no_error(pager: str) -> None:
    shown = on_terminal("balance", "--by", "strand", columns=40, **TODAY, TIDLIG_PAGER=pager)
    assert "128,6" in shown
    assert "Traceback" not in shown


@pytest.mark.parametrize("pager", ["head -n 3", "sh -c 'exit 0'"])
def test_a_pager_that_quits_before_the_end_is_no_error(pager: str, tmp_path: Path) -> None:
    books = '[ledger]\nformat = 1\n[program.p]\nname = "P"\nyears = 2024\ntotal = 1\n'
    award = 'program = "p"\nrecipients = "unknown"\ndate = 2024-01-01\namount = 0\n'
    awards = "".join(
        f"[award.a-{number}]\n{award}" for number in range(1_600)
    )  # a log of more than 65536 bytes, which a pipe holds
    (tmp_path / "programs.toml").write_text(books + awards, encoding="utf-8")
    line = ("log", "--ledger", str(tmp_path))
    shown = on_terminal(*line, columns=40, **TODAY, TIDLIG_PAGER=pager)
    assert shown.count("\n") <= 3 + 1  # and the count of warnings
    assert "Traceback" not in shown
    assert "error" not in shown


def test_no_pager_is_taken_from_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "less").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "less").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join([".", str(tmp_path)]))
    assert pager_command({}) is None
    assert pager_command({"PAGER": "less"}) is None


def test_the_ledger_cannot_name_a_pager(tmp_path: Path) -> None:
    marker = tmp_path / "run"
    ledger = tmp_path / "ledger"
    ledger.mkdir()
    (ledger / "programs.toml").write_text("[ledger]\nformat = 1\n", encoding="utf-8")
    for command in (
        ["git", "init", "-q"],
        ["git", "config", "core.pager", f"touch {marker}"],
        ["git", "config", "pager.balance", f"touch {marker}"],
    ):
        subprocess.run(command, cwd=ledger, check=True)
    on_terminal("balance", "--ledger", str(ledger), columns=40, **TODAY)
    assert not marker.exists()
