"""Whatever is closed, full or gone, a command ends with one message and one of three exit codes.

The commands are those that `tidlig/cli/commands.py` has: a new one wants a line here.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from adding.ledgers import AWARD, made
from conftest import Tidlig
from harness.playing import GIT
from harness.running import environment
from security.strangers import ON_POSIX
from tidlig.cli.parse import COMMANDS

pytestmark = [ON_POSIX, pytest.mark.long]

LINES = {
    "balance": ["balance"],
    "check": ["check"],
    "reconcile": ["reconcile"],
    "diff": ["diff"],
    "show": ["show", "odense"],
    "log": ["log"],
    "history": ["history", "tidlig"],
    "pools": ["pools"],
    "list": ["list", "award"],
    "awards": ["awards"],
    "note": ["note", "tidlig"],
    "explain": ["explain"],
    "export": ["export", "--to", "hledger"],
    "add": ["add", *AWARD, "amount=1", "--dry-run"],
    "rename": ["rename", "puljen", "pulje-1", "--dry-run"],
    "remove": ["remove", "givet", "--dry-run"],
    "import": ["import", "../tilsagn.csv", "--pool", "puljen", "--charge", "date", "--dry-run"],
    "table": ["table"],
    "init": ["init", "../new"],
    "schema": ["schema", "recipient"],
    "git-setup": ["git-setup", "--undo"],
    "cache": ["cache", "info"],
}
OPTIONS = {"help": ["--help"], "help of a command": ["balance", "--help"], "version": ["--version"]}
ALL = LINES | OPTIONS

STATES = {
    "closed output": (">&-", "the output cannot be written: it is closed"),
    "full output": (">/dev/full", "the output cannot be written: no space left on device"),
    "all closed": (">&- 2>&- <&-", ""),
    "closed error": ("2>&-", None),
    "full error": ("2>/dev/full", None),
    "closed input": ("<&-", None),
}
"""How a line is run, and what is said of it; None where it goes as ever."""


def run(words: list[str], folder: Path, redirection: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-c", f'"$@" {redirection}', "sh", sys.executable, "-m", "tidlig", *words],
        cwd=folder,
        env=environment(folder.parent / "memory", GIT),
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in a repository, with nothing to say of it."""
    folder = made(tmp_path_factory.mktemp("books") / "ledger")
    for line in ("init --quiet", "add .", "commit --quiet --message=one"):
        surroundings = environment(folder.parent / "memory", GIT)
        subprocess.run(["git", *line.split()], cwd=folder, env=surroundings, check=True)
    sheet = "Sagsnr.;Modtager;Beløb;Dato\n7;odense;1;2015-03-01\n"
    (folder.parent / "tilsagn.csv").write_text(sheet, "utf-8")
    return folder


def test_every_command_has_a_line_here() -> None:
    # "edit" does nothing without a terminal, and the others write files alone.
    assert set(LINES) == set(COMMANDS) - {"edit", "report", "chart"}


@pytest.mark.parametrize("name", ALL)
def test_a_line_goes_well_where_nothing_is_wrong(name: str, books: Path) -> None:
    """Else what follows would prove nothing."""
    done = run(ALL[name], books)
    assert (done.returncode, bool(done.stdout), "Traceback" in done.stderr) == (0, True, False)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("state", STATES)
def test_streams_that_are_closed_or_full(name: str, state: str, books: Path) -> None:
    redirection, said = STATES[state]
    if "/dev/full" in redirection and not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    done = run(ALL[name], books, redirection)
    assert "Traceback" not in done.stderr
    if said is None:
        assert (done.returncode, bool(done.stdout)) == (0, True)
    else:
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith(f"error: {said}" if said else "")
        assert done.stderr.count("\n") == (2 if said else 0)


@pytest.mark.parametrize("name", LINES)
def test_a_working_directory_that_is_gone(name: str, books: Path) -> None:
    gone = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"'
    surroundings = environment(books.parent / "memory", GIT, {"TIDLIG_LEDGER": str(books)})
    done = subprocess.run(
        ["sh", "-c", gone, "sh", sys.executable, "-m", "tidlig", *LINES[name]],
        cwd=books,
        env=surroundings,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "error: the working directory is not there any more\nhelp: go to one that is\n"
    )


def test_findings_are_findings_still_when_nobody_hears_of_them(tmp_path: Path) -> None:
    folder = made(tmp_path / "ledger")
    (folder / "more.toml").write_text("[award.x]\n")
    assert run(["check"], folder, "2>&-").returncode == 1
    assert run(["balance"], folder, "2>&-").returncode == 1
    assert run(["check"], folder, ">&-").returncode == 2


def test_a_report_for_a_file_needs_no_output_and_gets_what_is_its_own(books: Path) -> None:
    """The file must not get the number of a stream that is closed: git would write into it."""
    out = books.parent / "out.csv"
    expected = run(["balance", "--format", "csv"], books).stdout
    done = run(["balance", "--long", "-o", str(out)], books, ">&- 2>&- <&-")
    assert (done.returncode, out.read_text()) == (0, expected)


def test_nothing_is_added_when_what_is_added_cannot_be_shown(tmp_path: Path) -> None:
    folder = made(tmp_path / "ledger")
    before = {path: path.read_bytes() for path in folder.rglob("*.toml")}
    for redirection in (">&-", ">/dev/full"):
        assert run(["add", *AWARD, "amount=1"], folder, redirection).returncode == 2
    assert {path: path.read_bytes() for path in folder.rglob("*.toml")} == before


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A ledger in a folder that may not be written in, not even by root."""
    if os.geteuid() != 0:
        folder = made(tmp_path / "closed" / "ledger")
        folders = (folder / "allocations", folder, folder.parent)
        for path in folders:
            path.chmod(0o555)
        yield folder
        for path in reversed(folders):
            path.chmod(0o755)
        return
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        subprocess.run(
            ["mount", "-t", "tmpfs", "tmpfs", str(disk)], capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this user may mount nothing")
    try:
        folder = made(disk / "ledger")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        yield folder
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize(
    "line",
    [
        ["init", "new"],
        ["add", *AWARD, "amount=1"],
        ["balance", "-o", "out.csv"],
        ["export", "-o", "out.journal"],
        ["schema", "-o", "out.json"],
        ["check", "--report", "json=out.json"],
    ],
    ids=lambda line: line[0],
)
def test_a_folder_that_may_not_be_written_in(line: list[str], closed: Path, tidlig: Tidlig) -> None:
    if line[0] == "init":
        line = ["init", str(closed.parent / "new")]
    result = tidlig(*line, cwd=closed)
    said = [line for line in result.err.splitlines() if line.startswith("error: ")]
    assert (result.code, len(said)) == (2, 1), result.err
    assert "internal error" not in result.err


@pytest.mark.parametrize("name", sorted(set(LINES) - {"add", "import", "init", "git-setup"}))
def test_who_only_reads_needs_no_folder_to_write_in(
    name: str, closed: Path, tidlig: Tidlig
) -> None:
    code = {"diff": 2, "history": 2}.get(name, 0)  # they want a repository
    assert tidlig(*LINES[name], cwd=closed).code == code


def test_the_streams_of_a_program_that_calls_us_are_its_own(
    tidlig: Tidlig, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tidlig.cli import printing

    opened: list[object] = []
    monkeypatch.setattr(printing, "_null", lambda *words: opened.append(words))
    assert tidlig("--version").code == 0
    assert opened == []
    assert os.fstat(1)
