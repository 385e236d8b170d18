"""A commit whose date or author makes no sense is shown without it, and stops no command."""

import datetime as dt
import json
import os
import subprocess
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.repositories import Repository, repository
from security.traps import FILES
from tidlig.ledger.blobs import day

pytestmark = pytest.mark.long

ODD = {
    "year 33658": "author A <a@x> 999999999999 +0000\ncommitter B <b@x> 999999999999 +0000",
    "past all counting": f"author A <a@x> {10**30} +0000\ncommitter B <b@x> {10**30} +0000",
    "before 1970": "author A <a@x> -86400 +0000\ncommitter B <b@x> -86400 +0000",
    "no author": "committer B <b@x> 1704200000 +0100",
    "no committer": "author A <a@x> 1704200000 +0100",
    "nobody": "gpgsig x",
    "no times": "author A <a@x>\ncommitter B <b@x>",
    "no names": "author\ncommitter",
    "words for times": "author A <a@x> monday +0100\ncommitter B <b@x> monday +0100",
    "words for zones": "author A <a@x> 1704200000 noon\ncommitter B <b@x> 1704200000 noon",
    "a zone of years": "author A <a@x> 1704200000 +999999\ncommitter B <b@x> 1704200000 +999999",
    "a zone of 99 hours": "author A <a@x> 1704200000 +9959\ncommitter B <b@x> 1704200000 -9959",
    "the last day": "author A <a@x> 253402300799 +0100\ncommitter B <b@x> 253402300799 +0100",
    "ends of texts": (
        "author +AAA- <a@x> 1 +0000\ncommitter +AAA- <b@x> 1704200000 +9x00\nencoding UTF-7"
    ),
    "no such encoding": "author A <a@x> x y\ncommitter B <b@x> x y\nencoding rot13\nencoding",
}


@pytest.fixture
def ours(tmp_path: Path) -> Repository:
    made = repository(tmp_path / "ours")
    made.commit(FILES)
    return made


def committed(made: Repository, who: str, files: dict[str, str]) -> None:
    """Commit what git would not make itself, by its object alone."""
    made.commit(files)
    tree = made.git("rev-parse", "HEAD^{tree}")
    text = f"tree {tree}\nparent {made.git('rev-parse', 'HEAD~1')}\n{who}\n\n+AAA-An odd one\n"
    words = ("hash-object", "-t", "commit", "-w", "--literally", "--stdin")
    done = subprocess.run(
        ["git", *words], cwd=made.folder, input=text.encode(), capture_output=True, check=True
    )
    made.git("reset", "-q", "--hard", done.stdout.decode().strip())


@pytest.mark.parametrize("who", ODD.values(), ids=ODD)
def test_every_command_shows_a_commit_with_an_odd_date(
    who: str, ours: Repository, tidlig: Tidlig
) -> None:
    committed(ours, who, {"x.toml": FILES["x.toml"].replace("100", "150")})
    odd = ours.git("rev-parse", "HEAD")
    ours.commit({"recipients.toml": FILES["recipients.toml"] + 'note = "x"\n'}, "Later")
    for form in ("json", "table", "md", "csv"):
        for more in ((), ("--since", "2024-01-02")):
            done = tidlig("history", "p", *more, "--format", form, cwd=ours.folder)
            assert (done.code, done.err) == (0, "")
    known = ("history", "p", "--columns", "uncommitted", "--format", "json")
    found = json.loads(tidlig(*known, cwd=ours.folder).out)["steps"]
    assert [(step["commit"] == odd, step["figure"]["most"]) for step in found] == [
        (True, "850"),
        (False, "900"),
    ]
    assert found[0]["date"] in (None, "2024-01-02")
    shown = json.loads(tidlig("show", "a", "--format", "json", cwd=ours.folder).out)
    assert shown["commit"]["id"] == odd
    assert shown["commit"]["date"] in (None, "2024-01-02", "1970-01-01")
    text = tidlig("show", "a", "--lang", "en", cwd=ours.folder).out
    assert f"Last changed  {odd[:10]}" in text
    assert "unknown" not in text
    for line in (("log",), ("diff", "HEAD~1", "HEAD"), ("balance", "--at", "HEAD"), ("show", "r")):
        assert tidlig(*line, cwd=ours.folder).code == 0


def test_the_oldest_commit_of_all_may_have_no_date(tidlig: Tidlig, tmp_path: Path) -> None:
    made = repository(tmp_path / "r")
    made.commit({})
    committed(made, ODD["year 33658"], dict(FILES))
    made.commit({"x.toml": FILES["x.toml"].replace("100", "150")})
    line = ("history", "p", "--columns", "uncommitted", "--since", "2024-01-01")
    found = json.loads(tidlig(*line, "--format", "json", cwd=made.folder).out)
    assert (found["before"]["date"], found["before"]["figure"]["most"]) == (None, "900")
    assert [step["figure"]["most"] for step in found["steps"]] == ["850"]


def test_git_itself_makes_such_commits(ours: Repository, tidlig: Tidlig) -> None:
    when = {"GIT_AUTHOR_DATE": "@999999999999 +0000", "GIT_COMMITTER_DATE": "@999999999999 +0000"}
    (ours.folder / "x.toml").write_text(FILES["x.toml"].replace("100", "150"))
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@x", "commit", "-qam", "Late"],
        cwd=ours.folder,
        env={**os.environ, **when},
        check=True,
    )
    found = json.loads(tidlig("history", "p", "--format", "json", cwd=ours.folder).out)["steps"]
    assert [step["date"] for step in found] == [None, "2024-01-01"]


@pytest.mark.parametrize(
    ("seconds", "zone", "expected"),
    [
        ("1704063600", "+0000", dt.date(2023, 12, 31)),
        ("1704063600", "+0100", dt.date(2024, 1, 1)),
        ("1704070800", "-0130", dt.date(2023, 12, 31)),
        ("0", "+0000", dt.date(1970, 1, 1)),
        ("253402300799", "+0000", dt.date(9999, 12, 31)),
        ("253402300800", "+0000", None),
        ("253402300799", "+0100", None),
        ("-1", "+0000", None),
        ("0", "-0100", dt.date(1969, 12, 31)),
        ("1704063600", "+2400", None),
        ("1704063600", "0100", None),
        ("1704063600", "+01:00", None),
        ("1704063600", "+٠١٠٠", None),
        ("١٧٠٤", "+0000", None),
        ("", "", None),
        ("9" * 400, "+0000", None),
    ],
)
def test_a_day_is_that_of_the_place_or_none(
    seconds: str, zone: str, expected: dt.date | None
) -> None:
    assert day(seconds, zone) == expected
