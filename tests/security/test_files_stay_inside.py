"""A report of `tidlig check --report` that is named in a checkout is written in it.

A pull request may bring links; CI writes reports where the checkout has them. `-o` goes where its
user's own link leads.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.faulty import EMPTY
from harness.playing import GIT
from harness.running import environment, write
from security.strangers import ON_POSIX

pytestmark = ON_POSIX


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "kept").write_text("kept")
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A repository with a ledger in `data`."""
    folder = tmp_path / "checkout"
    write(folder, {f"data/{name}": text for name, text in EMPTY.items()})
    subprocess.run(["git", "init", "--quiet"], cwd=folder, env=environment(folder, GIT), check=True)
    return folder


def the_file(checkout: Path, outside: Path) -> None:
    (checkout / "out").mkdir()
    (checkout / "out" / "report").symlink_to(outside / "kept")


def the_folder(checkout: Path, outside: Path) -> None:
    (checkout / "out").symlink_to(outside)


def a_relative_link(checkout: Path, outside: Path) -> None:
    (checkout / "out").symlink_to(os.path.relpath(outside, checkout))


def two_links(checkout: Path, outside: Path) -> None:
    (checkout / "first").symlink_to(outside)
    (checkout / "out").symlink_to("first")


def a_link_to_what_is_not_there(checkout: Path, outside: Path) -> None:
    (checkout / "out").mkdir()
    (checkout / "out" / "report").symlink_to(outside / "new")


def another_repository(checkout: Path, outside: Path) -> None:
    (outside / ".git").mkdir()
    (checkout / "out").symlink_to(outside)


def a_device(checkout: Path, outside: Path) -> None:
    del outside
    (checkout / "out").mkdir()
    (checkout / "out" / "report").symlink_to("/dev/stdout")


def the_ledger_above(checkout: Path, outside: Path) -> None:
    """A link in the ledger that goes up by its real place."""
    (outside / "deep").mkdir()
    (checkout / "up").symlink_to(outside / "deep")
    (checkout / "out").symlink_to("up/..")


LINKS = [
    the_file, the_folder, a_relative_link, two_links, a_link_to_what_is_not_there,
    another_repository, a_device, the_ledger_above,
]  # fmt: skip


@pytest.mark.parametrize("make", LINKS, ids=lambda make: make.__name__)
@pytest.mark.parametrize("named", ["relative", "absolute", "from the ledger"])
def test_no_link_of_a_checkout_leads_a_report_out(
    make: Callable[[Path, Path], None], named: str, checkout: Path, outside: Path, tidlig: Tidlig
) -> None:
    make(checkout, outside)
    before = sorted(path.name for path in outside.iterdir())
    report = {
        "relative": "out/report",
        "absolute": str(checkout / "out" / "report"),
        "from the ledger": "../out/report",
    }[named]
    where = checkout / "data" if named == "from the ledger" else checkout
    result = tidlig("check", f"--report=json={report}", cwd=where)
    assert (result.code, "leads out of the repository" in result.err) == (2, True), result.err
    assert sorted(path.name for path in outside.iterdir()) == before
    assert (outside / "kept").read_text() == "kept"


def test_a_folder_that_is_swapped_for_a_link_leads_no_report_out(
    checkout: Path, outside: Path, tidlig: Tidlig, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tidlig.ledger import checkup

    (checkout / "out").mkdir()
    find = checkup.border

    def then_swapped(path: Path, folder: Path | None) -> Path | None:
        found = find(path, folder)
        (checkout / "out").rmdir()
        (checkout / "out").symlink_to(outside)
        return found

    monkeypatch.setattr(checkup, "border", then_swapped)
    result = tidlig("check", "--report", "json=out/kept", cwd=checkout)
    assert (result.code, "leads out of the repository" in result.err) == (2, True)
    assert (outside / "kept").read_text() == "kept"


def test_a_ledger_that_is_in_no_repository_is_a_border_itself(
    outside: Path, tmp_path: Path, tidlig: Tidlig
) -> None:
    folder = write(tmp_path / "ledger", EMPTY)
    (folder / "report").symlink_to(outside / "kept")
    result = tidlig("check", "--report", "json=report", cwd=folder)
    assert (result.code, "leads out of the repository or ledger" in result.err) == (2, True)
    assert (outside / "kept").read_text() == "kept"


def test_links_within_the_checkout_and_places_beside_it_are_written(
    checkout: Path, outside: Path, tidlig: Tidlig
) -> None:
    (checkout / "real").mkdir()
    (checkout / "out").symlink_to("real")
    (outside / "link").symlink_to(outside / "kept")
    asked = ("--report=json=out/a", "--report=json=../outside/b", f"--report=junit={outside}/link")
    assert tidlig("check", *asked, cwd=checkout).code == 0
    assert (checkout / "real" / "a").read_text() == (outside / "b").read_text()
    assert (outside / "link").is_symlink()
    assert (outside / "kept").read_text() != "kept"


def test_a_user_follows_links_of_their_own(checkout: Path, outside: Path, tidlig: Tidlig) -> None:
    (checkout / "out").symlink_to(outside)
    assert tidlig("balance", "--format", "table", "-o", "out/kept", cwd=checkout).code == 0
    assert (outside / "kept").read_text() == tidlig("balance", cwd=checkout).out


@pytest.mark.parametrize("name", ["programs.toml", "data.TOML"])
def test_no_report_is_written_over_a_file_of_a_ledger(
    name: str, tidlig: Tidlig, tmp_path: Path
) -> None:
    text = '[ledger]\nformat = 1\n\n[program.p]\nname = "P"\nyears = 2014\ntotal = 1\n'
    write(tmp_path, {"programs.toml": text})
    for command in (
        ("balance", "--format", "md", "-o", name),
        ("check", "--report", f"sarif={name}"),
        ("export", "--to", "hledger", "-o", name),
        ("diff", "--format", "json", "-o", name),
    ):
        result = tidlig(*command)
        assert result.code == 2, command
    assert (tmp_path / "programs.toml").read_text("utf-8") == text
    assert not (tmp_path / "data.TOML").exists()
