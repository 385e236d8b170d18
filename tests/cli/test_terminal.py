"""What a person, a pipe, an old encoding and an impatient user see."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from harness.running import ROOT, Result

Tidlig = Callable[..., Result]
COMMAND = [sys.executable, "-m", "tidlig"]
FIGURE = re.compile(r"-?[0-9][0-9.]*,[0-9]+\*?")
ESCAPE = "\x1b["


def on_terminal(*arguments: str, columns: int, **changes: str) -> str:
    """Give what a command writes to a terminal of some columns."""
    pty = pytest.importorskip("pty", reason="there are no terminals here to open")
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    environment = {**plain_environment(), "TERM": "xterm-256color"}
    environment |= {"TIDLIG_PAGER": "", **changes}
    process = subprocess.Popen(
        [*COMMAND, *arguments], cwd=ROOT, stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    written = b"".join(iter(lambda: _read(ours), b""))
    process.wait(timeout=60)
    os.close(ours)
    return written.decode().replace("\r\n", "\n")


def _read(descriptor: int) -> bytes:
    """Read what there is; a terminal whose other end is closed gives an error, not an end."""
    try:
        return os.read(descriptor, 65536)
    except OSError:
        return b""


def plain_environment() -> dict[str, str]:
    """Give the environment without what a person or a CI may have set for colours and width."""
    theirs = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "TIDLIG_", "PYTHONIOENCODING", "TTY_")
    return {name: value for name, value in os.environ.items() if not name.startswith(theirs)}


def piped(*arguments: str, **changes: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command into a pipe."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=ROOT,
        capture_output=True,
        env={**plain_environment(), **changes},
        timeout=60,
        check=False,
    )


@cache
def whole_page(*arguments: str, **changes: str) -> set[str]:
    """Give the figures of a page that is piped."""
    return figures(piped(*arguments, **changes).stdout.decode())


def figures(text: str) -> set[str]:
    """Give every figure of a table."""
    return set(FIGURE.findall(text))


@pytest.mark.parametrize("columns", [60, 40, 20])
def test_a_narrow_terminal_loses_no_digit(columns: int) -> None:
    whole = whole_page("balance", "--detail")
    assert len(whole) > 50
    assert figures(on_terminal("balance", "--detail", columns=columns)) == whole


@pytest.mark.parametrize("columns", [60, 40, 20])
def test_a_narrow_page_of_a_program_loses_no_digit(columns: int) -> None:
    asked = ("balance", "forebyggelsespakken", "--no-pager")
    whole = whole_page(*asked, COLUMNS="80")
    assert len(whole) > 40
    assert figures(on_terminal(*asked, columns=columns)) == whole


@pytest.mark.long
@pytest.mark.parametrize("columns", [200, 120, 80, 60])
@pytest.mark.parametrize("options", ["", "forebyggelsespakken", "--lang en", "--as-of 2015-04-01"])
def test_a_reconciliation_fits_a_terminal_and_parts_no_table(columns: int, options: str) -> None:
    words = ("reconcile", *options.split())
    dated = () if "--as-of" in options else ("--as-of", "2026-11-27")
    shown = on_terminal(*words, *dated, columns=columns, NO_COLOR="1")
    lines = shown.splitlines()
    assert [line for line in lines if len(line) > columns] == []
    whole = whole_page(*words, *dated)
    if columns != 80:  # there, awards may go: no sum needs them
        assert figures(shown) >= whole
    is_english = "--lang en" in options
    assert any(line.startswith("Accounts" if is_english else "Regnskab") for line in lines[:8])


@pytest.mark.parametrize("command", ["log forebyggelsespakken", "show dagtilbud", "pools"])
def test_other_reports_lose_no_digit_on_a_narrow_terminal(command: str) -> None:
    whole = whole_page(*command.split())
    assert len(whole) >= 4
    assert figures(on_terminal(*command.split(), columns=40)) == whole


@pytest.mark.parametrize("command", ["log award.runde-1-tilsagn", "show fritid", "show fl2014"])
def test_other_reports_fit_a_terminal(command: str) -> None:
    shown = on_terminal(*command.split(), columns=80, NO_COLOR="1")
    assert ESCAPE not in shown
    assert max(len(line) for line in shown.splitlines()) <= 80


def test_a_narrow_terminal_is_not_written_beyond() -> None:
    table = on_terminal("balance", "satspulje-2016-19", columns=60, NO_COLOR="1")
    assert max(len(line) for line in table.splitlines()) <= 60


def test_a_terminal_has_colours_and_one_quiet_line_when_all_is_well() -> None:
    assert ESCAPE in on_terminal("balance", columns=100)
    quiet = on_terminal("check", "--select", "budget-overspent", columns=100)
    assert quiet.count("\n") == 1
    assert quiet.startswith("no errors, no warnings in 18 files")


def test_no_color_is_respected() -> None:
    assert ESCAPE not in on_terminal("balance", columns=100, NO_COLOR="1")
    assert ESCAPE not in on_terminal("check", columns=100, NO_COLOR="1")
    assert ESCAPE not in on_terminal("check", columns=100, TERM="dumb")


def test_a_pipe_has_no_colours_unless_they_are_forced() -> None:
    assert ESCAPE.encode() not in piped("check").stdout
    assert ESCAPE.encode() in piped("check", FORCE_COLOR="1").stdout


@pytest.mark.parametrize(
    "arguments",
    [["balance", "--format", "json"], ["check"], ["explain"], ["log"], ["show", "runde-1"]],
)
def test_a_reader_that_goes_away_is_no_error(arguments: list[str]) -> None:
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=plain_environment(),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    talk = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(timeout=60) == 0
    assert "Broken pipe" not in talk
    assert "Traceback" not in talk


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
def test_an_encoding_without_a_letter_gets_an_escape(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "programs.toml").write_text(
        "[ledger]\nformat = 1\n[program.p]\nname = 'Łódź → Ærø'\nyears = 2024\ntotal = 'Łódź'\n",
        encoding="utf-8",
    )
    done = piped("check", "--ledger", str(tmp_path), PYTHONIOENCODING=encoding)
    assert done.returncode == 1
    assert rb"\u0141\xf3d\u017a"[:6] in done.stdout
    assert done.stderr == b""


def test_a_full_disk_is_said() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "balance"], cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert b"error: the output cannot be written: no space left on device" in done.stderr


def test_a_report_that_cannot_be_written_leaves_nothing_behind(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    (tmp_path / "taken.json").mkdir()
    result = tidlig("balance", "-o", str(tmp_path / "taken.json"), cwd=ROOT)
    assert result.code == 2
    assert "cannot be written" in result.err
    assert [path.name for path in tmp_path.iterdir()] == ["taken.json"]


def test_a_report_in_a_file_is_the_report_in_a_pipe(tidlig: Tidlig, tmp_path: Path) -> None:
    tidlig("balance", "--long", "-o", str(tmp_path / "balance.csv"), cwd=ROOT)
    written = (tmp_path / "balance.csv").read_bytes().decode()
    assert written == tidlig("balance", "--format", "csv", cwd=ROOT).out


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KeyboardInterrupt(), ""),
        (RuntimeError("how could that be"), "internal error"),
        (MemoryError(), "internal error"),
    ],
)
def test_whatever_happens_there_is_no_traceback(
    tidlig: Tidlig, monkeypatch: pytest.MonkeyPatch, error: BaseException, said: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("tidlig.ledger.cached_ledger.known", fail)
    result = tidlig("check", cwd=ROOT)
    assert result.code == 2
    assert result.out == ""
    assert said in result.err
    assert "Traceback" not in result.err
