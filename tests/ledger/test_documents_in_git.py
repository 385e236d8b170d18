"""What git does to a document, its line ends and LFS pointers, is told from a change of it."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.findings import findings
from harness.repositories import Repository, repository
from harness.running import Result, write

Tidlig = Callable[..., Result]

BOOKS = """[ledger]
format = 1
language = "en"

[source.referat]
title = "Referat"
file = "kilder/referat.txt"
{sha256}
"""
TEXT = "Udvalget gav 640 kr.\nOg intet mere.\n"
CHANGED = 'the file "kilder/referat.txt" of source "referat" has changed'
POINTER = (
    'the file "kilder/referat.txt" of source "referat" is a pointer of git LFS, not the file itself'
)
FETCH = "get the file with git lfs pull"


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


def pointer(oid: str) -> str:
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize 36\n"


@pytest.fixture
def books(tmp_path: Path) -> Repository:
    return repository(tmp_path / "books")


def kept(books: Repository, sum_: str | None, text: str) -> None:
    """Commit a ledger with one source, its checksum, and the bytes of its document."""
    said = "" if sum_ is None else f'sha256 = "{sum_}"'
    write(books.folder, {"programs.toml": BOOKS.format(sha256=said)})
    (books.folder / "kilder").mkdir(exist_ok=True)
    (books.folder / "kilder" / "referat.txt").write_bytes(text.encode())
    books.commit({})


def told(books: Repository, tidlig: Tidlig, *options: str) -> list[tuple[str, str]]:
    """Give the message and help of what is found."""
    done = tidlig("check", "--format", "json", *options, cwd=books.folder)
    assert {each.check for each in findings(done)} <= {"source-changed"}
    return [(each["message"], each["help"]) for each in json.loads(done.out)["findings"]]


def test_a_checkout_that_writes_line_ends_of_windows_is_told(
    books: Repository, tidlig: Tidlig
) -> None:
    kept(books, sha256(TEXT), TEXT)
    assert told(books, tidlig) == []
    books.git("config", "core.autocrlf", "true")
    (books.folder / "kilder" / "referat.txt").unlink()
    books.git("checkout", "-q", "--", "kilder/referat.txt")
    assert b"\r\n" in (books.folder / "kilder" / "referat.txt").read_bytes()
    ((message, help),) = told(books, tidlig)
    assert message == f"{CHANGED} in its line ends only: they were LF"
    assert "write them as LF again" in help
    assert "-text in .gitattributes" in help
    assert sha256(crlf(TEXT)) not in help
    assert told(books, tidlig, "--at", "HEAD") == []


@pytest.mark.parametrize("at", [(), ("--at", "HEAD")])
@pytest.mark.parametrize(
    ("was", "now", "ends"),
    [
        (crlf(TEXT), TEXT, "CRLF"),
        (TEXT, crlf(TEXT), "LF"),
        (TEXT, "Udvalget gav 640 kr.\r\nOg intet mere.\n", "LF"),
        (crlf(TEXT), "Udvalget gav 640 kr.\r\nOg intet mere.\n", "CRLF"),
    ],
)
def test_only_line_ends_are_told_from_a_change(
    was: str, now: str, ends: str, at: tuple[str, ...], books: Repository, tidlig: Tidlig
) -> None:
    kept(books, sha256(was).upper(), now)
    ((message, help),) = told(books, tidlig, *at)
    assert message == f"{CHANGED} in its line ends only: they were {ends}"
    assert f"write them as {ends} again" in help


@pytest.mark.parametrize(
    "now", [crlf(TEXT).replace("640", "641"), f"{TEXT}\n", TEXT.rstrip("\n"), "\0" + crlf(TEXT)]
)
def test_any_other_change_is_a_change_whatever_its_line_ends(
    now: str, books: Repository, tidlig: Tidlig
) -> None:
    kept(books, sha256(TEXT), now)
    ((message, help),) = told(books, tidlig)
    assert message.startswith(f"{CHANGED}: its sha256 begins {sha256(now)[:12]}")
    assert sha256(now) in help


@pytest.mark.parametrize("ends", [str, crlf])
@pytest.mark.parametrize(
    "said", [sha256(TEXT), sha256("andet"), sha256(pointer(sha256(TEXT))), None]
)
def test_a_pointer_of_git_lfs_is_no_document(
    said: str | None, ends: Callable[[str], str], books: Repository, tidlig: Tidlig
) -> None:
    kept(books, said, ends(pointer(sha256(TEXT))))
    assert told(books, tidlig) == [(POINTER, FETCH)]


def test_at_a_revision_a_pointer_stands_for_the_file_of_its_checksum(
    books: Repository, tidlig: Tidlig
) -> None:
    kept(books, sha256(TEXT), pointer(sha256(TEXT)))
    assert told(books, tidlig, "--at", "HEAD") == []
    kept(books, sha256("andet"), pointer(sha256(TEXT)))
    ((message, _),) = told(books, tidlig, "--at", "HEAD")
    assert message.startswith(f"{CHANGED}: its sha256 begins {sha256(TEXT)[:12]}")


def test_no_figure_is_missed_in_a_pointer(books: Repository, tidlig: Tidlig) -> None:
    kept(books, sha256(TEXT), pointer(sha256(TEXT)))
    stated = (
        '[program.p]\nname = "P"\nyears = 2020\ntotal = 640\nsource = "referat"\n\n[statement.s]\n'
        'source = "referat"\nprogram = "p"\nmeasure = "appropriated"\nvalue = "640 kr."\n'
    )
    books.commit({"p.toml": stated})
    assert told(books, tidlig) == [(POINTER, FETCH)]
    (books.folder / "kilder" / "referat.txt").write_bytes(TEXT.encode())
    assert told(books, tidlig) == []


def test_a_text_that_only_speaks_of_pointers_is_a_document(
    books: Repository, tidlig: Tidlig
) -> None:
    text = f"Se her: {pointer(sha256(TEXT))}"
    kept(books, sha256(text), text)
    assert told(books, tidlig) == []


@pytest.mark.parametrize("name", ["liste.csv", "liste.xlsx"])
def test_a_register_that_is_a_pointer_is_not_read(
    name: str, books: Repository, tidlig: Tidlig
) -> None:
    kept(books, None, TEXT)
    (books.folder / name).write_bytes(pointer(sha256(TEXT)).encode())
    done = tidlig("reconcile", "--against", name, "--kind", "award", cwd=books.folder)
    assert (done.code, done.out) == (2, "")
    assert "git LFS has a pointer here in place of the file" in done.err
    assert f"help: {FETCH}" in done.err
