"""Promised: a commit's id stands for its figures, also in a copy whose objects were forged.

git reads an object without asking whether it is what its id says; tidlig asks.
"""

import hashlib
import json
import zlib
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.repositories import Repository, repository
from tidlig.ledger import blobs

LEDGER = """\
[ledger]
format = 1

[program.p]
name = "P"
years = 2014
total = {}
"""


def books(folder: Path) -> Repository:
    made = repository(folder)
    made.commit({"data/programs.toml": LEDGER.format(900)})
    return made


def forge(made: Repository, name: str, old: bytes, new: bytes) -> None:
    """Put another content in an object's place, under its id."""
    id = made.git("rev-parse", name)
    path = made.folder / ".git" / "objects" / id[:2] / id[2:]
    content = zlib.decompress(path.read_bytes())
    assert old in content
    path.chmod(0o600)
    path.write_bytes(zlib.compress(content.replace(old, new)))


def total(text: str) -> str:
    [program] = json.loads(text)["programs"]
    found: str = program["total"]["budget"]["most"]
    return found


@pytest.mark.parametrize("again", [(), ("--no-cache",)])
def test_a_forged_file_is_refused(again: tuple[str, ...], tidlig: Tidlig, tmp_path: Path) -> None:
    made = books(tmp_path / "spot")
    forge(made, "HEAD:data/programs.toml", b"900", b"123")
    result = tidlig("balance", "--at", "HEAD", "--format", "json", *again, cwd=made.folder)
    assert (result.code, result.out) == (2, "")
    assert "an object of the repository is not what its id says" in result.err


def test_what_was_forged_is_not_remembered_for_an_honest_copy(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    made = books(tmp_path / "spot")
    forge(made, "HEAD:data/programs.toml", b"900", b"123")
    tidlig("balance", "--at", "HEAD", cwd=made.folder)
    made.folder.rename(tmp_path / "forged")
    honest = books(tmp_path / "spot")
    result = tidlig("balance", "--at", "HEAD", "--format", "json", cwd=honest.folder)
    assert total(result.out) == "900"


@pytest.mark.parametrize("name", ["HEAD^{tree}", "HEAD:data"])
def test_a_forged_folder_is_refused(name: str, tidlig: Tidlig, tmp_path: Path) -> None:
    made = books(tmp_path)
    first = made.git("rev-parse", "HEAD")
    made.commit({"data/programs.toml": LEDGER.format(123)})
    inside = "data" if name == "HEAD^{tree}" else "data/programs.toml"
    was, now = (made.git("rev-parse", f"{commit}:{inside}") for commit in (first, "HEAD"))
    forge(made, name.replace("HEAD", first), bytes.fromhex(was), bytes.fromhex(now))
    result = tidlig("balance", "--at", first, "--format", "json", cwd=made.folder)
    assert (result.code, result.out) == (2, "")
    assert "is not what its id says" in result.err or "hash mismatch" in result.err  # git's own


def test_a_forged_folder_gives_no_stamp(tidlig: Tidlig, tmp_path: Path) -> None:
    made = books(tmp_path)
    forge(made, "HEAD:data", b"programs.toml", b"programs.tomx")
    result = tidlig("balance", "--format", "json", cwd=made.folder)
    assert json.loads(result.out)["provenance"]["revision"] is None


def test_the_author_is_whom_the_commit_names(tidlig: Tidlig, tmp_path: Path) -> None:
    made = books(tmp_path)
    made.commit({".mailmap": "Honest Minister <minister@example.dk> <aase@example.dk>\n"})
    assert "Honest Minister" not in tidlig("show", "program.p", cwd=tmp_path).out
    assert (
        json.loads(tidlig("show", "program.p", "--format", "json", cwd=tmp_path).out)["commit"][
            "author"
        ]
        == "Åse"
    )


def test_a_document_too_large_to_be_held_has_its_checksum(
    tidlig: Tidlig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "LARGEST_FILE", 1000)
    monkeypatch.setattr(blobs, "_BLOCK", 64)
    data = "x" * 5000
    source = '[source.s]\ntitle = "S"\nfile = "s.txt"\nsha256 = "{}"\n'
    made = repository(tmp_path)
    made.commit({"programs.toml": LEDGER.format(1) + source.format("0" * 64), "s.txt": data})
    digest = hashlib.sha256(data.encode()).hexdigest()
    result = tidlig("check", "--at", "HEAD", "--select", "source-changed", "--format", "json")
    assert digest in json.loads(result.out)["findings"][0]["help"]


def test_a_commit_too_large_to_be_held_is_refused(
    tidlig: Tidlig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = repository(tmp_path)
    made.commit({"programs.toml": LEDGER.format(1)}, subject="x" * 5000)
    monkeypatch.setattr(blobs, "LARGEST_FILE", 1000)
    result = tidlig("balance", "--at", "HEAD")
    assert (result.code, result.out) == (2, "")
    assert "a commit of the repository is too large to be read" in result.err
