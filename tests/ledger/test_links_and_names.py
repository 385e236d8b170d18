"""A linked folder, and a name in capitals, hide money: both are errors, on the disk and in git."""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest

from harness.findings import findings
from harness.repositories import Repository, repository
from harness.running import Result, write
from tidlig.model.messages import sentence
from tidlig.source import files

Tidlig = Callable[..., Result]

links = pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")

LEDGER = """[ledger]
format = 1
language = "en"

[program.broer]
name = "Broer"
years = 2024
total = 500
date = 2024-01-01
"""
AWARD = (
    '[award.a]\nprogram = "broer"\ndate = 2024-05-02\namount = 120\nrecipients = { other = 1 }\n'
)
IS_LINK = "the folder is a link, and what it leads to is not read"
UNFOLLOWED = "a link is not followed at a revision"
NOWHERE = "the link leads nowhere"
LOOP = "the link leads back to itself"


@pytest.fixture
def books(tmp_path: Path) -> Repository:
    """A repository with a ledger in `data`, and a folder `arkiv` beside it with its one award."""
    made = repository(tmp_path / "books")
    made.commit({"data/programs.toml": LEDGER, "arkiv/2024.toml": AWARD, "laes.md": "Bøger"})
    return made


def faults(done: Result) -> list[tuple[str, str]]:
    """Give the file and message of each finding of a check."""
    assert done.code == 1
    assert {each.check for each in findings(done)} == {"unreadable-file"}
    return [(each.file, each.message) for each in findings(done)]


def both(books: Repository, tidlig: Tidlig) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Commit, and give what is found on the disk and at the commit."""
    books.commit({})
    checked = ("check", "--format", "json")
    found = faults(tidlig(*checked, cwd=books.folder))
    return found, faults(tidlig(*checked, "--at", "HEAD", cwd=books.folder))


def link(books: Repository, name: str, target: str) -> None:
    path = books.folder / "data" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target)


@links
@pytest.mark.parametrize(
    ("name", "target", "here", "at_head"),
    [
        ("tilsagn", "../arkiv", IS_LINK, IS_LINK),
        ("tilsagn", "../data", IS_LINK, IS_LINK),
        ("tilsagn", ".", IS_LINK, IS_LINK),
        ("tilsagn", "..", IS_LINK, IS_LINK),
        ("runder/2024", "../../arkiv", IS_LINK, IS_LINK),
        ("tilsagn", "/usr", IS_LINK, UNFOLLOWED),
        ("tilsagn", "../ikke-her", NOWHERE, UNFOLLOWED),
        ("tilsagn", "../laes.md/x", NOWHERE, UNFOLLOWED),
        ("tilsagn", "tilsagn", LOOP, UNFOLLOWED),
        ("tilsagn.TOML", "../arkiv", IS_LINK, UNFOLLOWED),
    ],
)
def test_a_link_to_a_folder_or_to_nothing_is_an_error_where_it_stands(
    name: str, target: str, here: str, at_head: str, books: Repository, tidlig: Tidlig
) -> None:
    link(books, name, target)
    assert both(books, tidlig) == ([(f"data/{name}", here)], [(f"data/{name}", at_head)])


@links
def test_a_link_to_a_link_to_a_folder_is_an_error_at_both(
    books: Repository, tidlig: Tidlig
) -> None:
    link(books, "tilsagn", "videre")
    link(books, "videre", "../arkiv")
    told = [("data/tilsagn", IS_LINK), ("data/videre", IS_LINK)]
    assert both(books, tidlig) == (told, told)


@links
@pytest.mark.parametrize(
    "command", [("balance",), ("show", "broer"), ("log",), ("export", "--to", "hledger")]
)
@pytest.mark.parametrize("at", [(), ("--at", "HEAD")])
def test_no_command_gives_a_figure_while_a_folder_is_linked(
    command: tuple[str, ...], at: tuple[str, ...], books: Repository, tidlig: Tidlig
) -> None:
    link(books, "tilsagn", "../arkiv")
    books.commit({})
    done = tidlig(*command, *at, cwd=books.folder)
    assert (done.code, done.out) == (1, "")
    assert IS_LINK in done.err


@links
def test_a_linked_folder_that_is_staged_is_an_error(books: Repository, tidlig: Tidlig) -> None:
    link(books, "tilsagn", "../arkiv")
    books.git("add", "-A")
    done = tidlig("diff", "--staged", cwd=books.folder)
    assert done.code == 1
    assert IS_LINK in done.err


@links
def test_links_to_files_of_other_endings_and_hidden_ones_are_left_aside(
    books: Repository, tidlig: Tidlig
) -> None:
    link(books, "laes.md", "../laes.md")
    link(books, "igen.md", "laes.md")
    link(books, ".arkiv", "../arkiv")
    books.commit({})
    assert tidlig("check", cwd=books.folder).code == 0
    assert tidlig("check", "--at", "HEAD", cwd=books.folder).code == 0
    assert tidlig("diff", "--staged", cwd=books.folder).code == 0


def stamp(books: Repository, tidlig: Tidlig) -> tuple[str | None, bool | None]:
    """Give the commit that a balance names, and whether it says that files differ from there."""
    done = tidlig("balance", "--format", "json", cwd=books.folder)
    assert done.code == 0, done.err
    told = json.loads(done.out)["provenance"]
    return told["revision"], told["dirty"]


@links
def test_a_file_that_is_a_link_is_never_stamped_as_the_commit_that_cannot_be_read(
    books: Repository, tidlig: Tidlig
) -> None:
    books.commit({"data/runde-1.txt": AWARD})
    assert stamp(books, tidlig) == (books.git("rev-parse", "HEAD"), False)
    link(books, "runde-1.toml", "runde-1.txt")
    books.commit({})
    assert stamp(books, tidlig) == (books.git("rev-parse", "HEAD"), True)
    refused = tidlig("balance", "--at", "HEAD", cwd=books.folder)
    assert (refused.code, refused.out) == (1, "")
    assert UNFOLLOWED in refused.err


@links
def test_a_document_that_is_a_link_is_never_stamped_as_the_commit_that_has_none(
    books: Repository, tidlig: Tidlig
) -> None:
    source = '[source.brev]\ntitle = "Et brev"\nfile = "brev.md"\n'
    books.commit({"data/kilder.toml": source, "data/brev-1.md": "Et brev"})
    link(books, "brev.md", "brev-1.md")
    books.commit({})
    assert "[source-changed]" not in tidlig("check", cwd=books.folder).out
    assert "[source-changed]" in tidlig("check", "--at", "HEAD", cwd=books.folder).out
    assert stamp(books, tidlig) == (books.git("rev-parse", "HEAD"), True)


@links
def test_a_ledger_may_itself_be_a_link(books: Repository, tidlig: Tidlig, tmp_path: Path) -> None:
    (tmp_path / "genvej").symlink_to(books.folder / "data")
    assert tidlig("check", "--ledger", str(tmp_path / "genvej"), cwd=tmp_path).code == 0


@links
def test_the_cache_does_not_hide_that_a_folder_became_a_link(
    books: Repository, tidlig: Tidlig
) -> None:
    shutil.move(books.folder / "arkiv", books.folder / "data" / "tilsagn")
    warm = [tidlig("balance", "broer", cwd=books.folder) for _ in range(2)]
    assert [each.code for each in warm] == [0, 0]
    shutil.move(books.folder / "data" / "tilsagn", books.folder / "arkiv")
    link(books, "tilsagn", "../arkiv")
    assert tidlig("balance", "broer", cwd=books.folder).code == 1


@pytest.mark.parametrize(
    ("name", "said", "better"),
    [
        ("runde.TOML", ".TOML", "runde.toml"),
        ("a/Runde.Toml", ".Toml", "Runde.toml"),
        ("a/b/x.tomL", ".tomL", "x.toml"),
    ],
)
def test_a_name_that_ends_in_toml_but_for_capitals_is_to_be_renamed(
    name: str, said: str, better: str, books: Repository, tidlig: Tidlig
) -> None:
    write(books.folder, {f"data/{name}": AWARD})
    told = [(f"data/{name}", f"a file of the ledger ends in .toml, and this in {said}")]
    assert both(books, tidlig) == (told, told)
    done = tidlig("balance", cwd=books.folder)
    assert (done.code, done.out) == (1, "")
    assert f'help: rename it "{better}"' in done.err


def test_hidden_names_and_folders_in_capitals_are_as_they_were(
    books: Repository, tidlig: Tidlig
) -> None:
    write(
        books.folder,
        {"data/.x.TOML": "kr.", "data/.git/x.TOML": "kr.", "data/A.TOML/a.toml": AWARD},
    )
    books.commit({})
    for at in ((), ("--at", "HEAD")):
        done = tidlig("balance", "--as-of", "2030-01-01", "--format", "json", *at, cwd=books.folder)
        assert [line["uncommitted"] for line in json.loads(done.out)["lines"]] == ["380"]


class Entry(NamedTuple):
    """A folder as Windows lists it: a junction has the tag of a mount point."""

    name: str
    tag: int

    @property
    def path(self) -> str:
        """Where it is."""
        return f"data/{self.name}"

    def is_symlink(self) -> bool:
        """Windows does not call it one."""
        return False

    def is_dir(self, *, follow_symlinks: bool) -> bool:
        """It is a folder."""
        assert not follow_symlinks
        return True

    def stat(self, *, follow_symlinks: bool) -> SimpleNamespace:
        """Give its tag."""
        assert not follow_symlinks
        return SimpleNamespace(st_reparse_tag=self.tag)


def test_a_junction_of_windows_is_a_linked_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = {"data": [Entry("forbi", 0xA0000003), Entry("rigtig", 0)]}
    asked: list[str] = []

    def scandir(path: str) -> AbstractContextManager[list[Entry]]:
        asked.append(path)
        return nullcontext(listed.get(path, []))

    monkeypatch.setattr(files, "HAS_JUNCTIONS", True)
    monkeypatch.setattr("os.scandir", scandir)
    _, refused = files.looked_at(Path("data"))
    assert [(each.path, sentence(each.why.message)) for each in refused] == [
        ("data/forbi", IS_LINK)
    ]
    assert asked == ["data", "data/rigtig"]
