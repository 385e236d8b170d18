"""Tests of tidlig.source.files: what is part of a ledger, and what is not opened."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from harness.findings import findings
from harness.running import Result
from tidlig.source.files import Unreadable, content, listing

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="wants links, pipes and modes")
Ledger = Callable[[Mapping[str, str]], Path]
SETTINGS = {"programs.toml": "[ledger]\nformat = 1\n"}


def names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in listing(folder).files]


def test_every_toml_file_below_is_listed_in_order_of_its_path(ledger: Ledger) -> None:
    given = ["programs.toml", "b.toml", "a/z.toml", "a/b/c.toml", "a-b.toml", "a/B.toml"]
    folder = ledger(dict.fromkeys(given, ""))
    assert names(folder) == [
        "a/B.toml",
        "a/b/c.toml",
        "a/z.toml",
        "a-b.toml",
        "b.toml",
        "programs.toml",
    ]


def test_hidden_files_and_folders_and_other_names_are_left_aside(ledger: Ledger) -> None:
    aside = [".a.toml", ".git/a.toml", "a/.b/c.toml", "a.toml.bak", "a.tom", "toml"]
    assert names(ledger(SETTINGS | dict.fromkeys(aside, ""))) == ["programs.toml"]


@on_unix
def test_a_link_within_the_ledger_is_read(ledger: Ledger) -> None:
    folder = ledger({"allocations/a.toml": "a = 1"})
    (folder / "b.toml").symlink_to("allocations/a.toml")
    assert content(folder / "b.toml", folder) == b"a = 1"


def outside(folder: Path) -> None:
    beside = folder.parent / f"{folder.name}-beside"
    beside.mkdir()
    (beside / "secret.toml").write_text("")
    (folder / "a.toml").symlink_to(beside / "secret.toml")


def nowhere(folder: Path) -> None:
    (folder / "a.toml").symlink_to("gone.toml")


def itself(folder: Path) -> None:
    (folder / "a.toml").symlink_to("a.toml")


def a_circle(folder: Path) -> None:
    (folder / "a.toml").symlink_to("b.toml")
    (folder / "b.toml").symlink_to("a.toml")


def a_folder(folder: Path) -> None:
    (folder / "a.toml").mkdir()


def a_link_to_a_folder(folder: Path) -> None:
    (folder / "b").mkdir()
    (folder / "a.toml").symlink_to("b")


def a_pipe(folder: Path) -> None:
    os.mkfifo(folder / "a.toml")


def a_device(folder: Path) -> None:
    (folder / "a.toml").symlink_to(os.devnull)


def no_permission(folder: Path) -> None:
    (folder / "a.toml").write_text("")
    (folder / "a.toml").chmod(0)
    if os.access(folder / "a.toml", os.R_OK):
        pytest.skip("nothing is forbidden to root")


@on_unix
@pytest.mark.parametrize(
    ("make", "message"),
    [
        (outside, "the link leads out of the ledger"),
        (nowhere, "the link leads nowhere"),
        (itself, "the link leads back to itself"),
        (a_circle, "the link leads back to itself"),
        (a_folder, "this is a folder, not a file"),
        (a_link_to_a_folder, "this is a folder, not a file"),
        (a_pipe, "this is not a plain file"),
        (a_device, "the link leads out of the ledger"),
        (no_permission, "there is no permission to read it"),
    ],
)
def test_what_cannot_be_read_is_refused_and_reported(
    make: Callable[[Path], None], message: str, ledger: Ledger, tidlig: Callable[..., Result]
) -> None:
    folder = ledger(SETTINGS)
    make(folder)
    with pytest.raises(Unreadable, match=message):
        content(folder / "a.toml", folder)
    found = findings(tidlig("check", "--format", "json", cwd=folder))
    links = ["a.toml", "b.toml"] if make is a_circle else ["a.toml"]
    assert [(each.file, each.check, each.message) for each in found] == [
        (link, "unreadable-file", message) for link in links
    ]


@on_unix
def test_a_folder_that_a_link_leads_to_is_not_looked_into(ledger: Ledger) -> None:
    folder = ledger(SETTINGS | {"a/b.toml": ""})
    (folder / "c").symlink_to("a")
    (folder / "a" / "up").symlink_to("..")
    assert names(folder) == ["a/b.toml", "programs.toml"]


@on_unix
def test_a_folder_that_cannot_be_looked_into_is_told(ledger: Ledger) -> None:
    folder = ledger(SETTINGS | {"closed/a.toml": ""})
    (folder / "closed").chmod(0)
    try:
        if os.access(folder / "closed", os.R_OK):
            pytest.skip("nothing is forbidden to root")
        (refused,) = listing(folder).refused
        assert refused.path == str(folder / "closed")
    finally:
        (folder / "closed").chmod(0o700)
