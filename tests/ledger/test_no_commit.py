"""Before the first commit all of a ledger is added, to one that has no entries."""

import json
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.repositories import Repository, repository
from harness.running import write

BOOKS = """[ledger]
format = 1
language = "en"

[program.eng]
name = "Engpuljen"
years = 2041
total = 8_000
date = 2041-01-01

[award.a]
program = "eng"
date = 2041-03-01
amount = 3_000
recipients = { other = 2 }
"""


@pytest.fixture
def ours(tmp_path: Path) -> Repository:
    made = repository(tmp_path / "ours")
    write(made.folder, {"data/programs.toml": BOOKS})
    made.git("add", "-A")
    write(made.folder, {"data/programs.toml": BOOKS.replace("3_000", "4_000")})
    return made


@pytest.mark.parametrize(("words", "after", "name"), [
    (("--staged",), "5000", "index"),
    ((), "4000", "files"),
])  # fmt: skip
def test_before_any_commit_everything_is_added(
    words: tuple[str, ...], after: str, name: str, ours: Repository, tidlig: Tidlig
) -> None:
    for where in (ours.folder, ours.folder / "data"):
        done = tidlig("diff", *words, "--format", "json", cwd=where)
        assert (done.code, done.err) == (0, "")
        found = json.loads(done.out)
        assert [each["op"] for each in found["entries"]] == ["added", "added"]
        (left,) = (each for each in found["lines"] if each["heading"] == "uncommitted")
        assert (left["before"], left["after"]) == ("0", after)
        assert (found["base"]["name"], found["head"]["name"]) == ("no commit", name)
        assert found["base"]["entries"] == 0
    assert tidlig("diff", *words, "--exit-code", cwd=ours.folder).code == 1
    told = tidlig("diff", *words, "--lang", "da", cwd=ours.folder).out
    assert "ingen commit -> " in told.split("\n")[0]
    assert tidlig("diff", *words, "--format", "md", cwd=ours.folder).code == 0


def test_a_revision_that_is_named_must_be_there_before_any_commit(
    ours: Repository, tidlig: Tidlig
) -> None:
    for words in (("HEAD",), ("HEAD", "--staged"), ("main",)):
        done = tidlig("diff", *words, cwd=ours.folder)
        assert (done.code, done.out) == (2, "")
        assert "there is no revision" in done.err


def test_after_a_commit_without_the_ledger_it_is_said_to_have_none(
    ours: Repository, tidlig: Tidlig
) -> None:
    ours.git("rm", "-q", "-r", "-f", "--cached", "data")
    ours.git("commit", "-q", "--allow-empty", "-m", "Nothing yet")
    done = tidlig("diff", cwd=ours.folder)
    assert (done.code, done.out) == (2, "")
    assert "there is no ledger at HEAD" in done.err
