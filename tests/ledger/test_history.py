"""What was left after each commit, against a balance of each commit on its own."""

import itertools
import json
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from harness.repositories import Repository, counting, repository
from harness.running import Result
from ledger.living import states

Tidlig = Callable[..., Result]

LEDGER = """[ledger]
format = 1
language = "en"

[program.p]
name = "P"
years = 2024
total = {}
"""


FORMS = ("table", "md", "csv")


AS_OF = ("--as-of", "2024-06-30")


def steps(tidlig: Tidlig, folder: Path, *words: str) -> list[dict[str, Any]]:
    """Give the steps of a history, the oldest first."""
    as_of = () if "--as-of" in words else AS_OF
    done = tidlig("history", *words, *as_of, "--format", "json", cwd=folder)
    assert done.code in (0, 1), done.err
    found: list[dict[str, Any]] = json.loads(done.out)["steps"]
    return [{**step, "remaining": exact(step["figure"])} for step in reversed(found)]


def exact(figure: dict[str, str] | None) -> str | None:
    """Give a figure that has no bounds."""
    if figure is None:
        return None
    assert figure["least"] == figure["most"]
    return figure["least"]


def left(tidlig: Tidlig, folder: Path, commit: str, id: str, *words: str) -> Any:
    """Give what a balance at a commit says of a program or strand; None when it is not there."""
    name, _, strand = id.partition("/")
    done = tidlig("balance", name, "--at", commit, "--format", "json", *words, cwd=folder)
    if done.code == 2:
        return None
    program = json.loads(done.out)["programs"][0]
    rows = [row for row in program["strands"] if row["strand"] == strand] or [program["total"]]
    return {key: rows[0][key] for key in ("remaining", "unused", "used")}


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> tuple[Repository, list[str]]:
    """A repository of 30 commits, and their ids."""
    made = repository(tmp_path_factory.mktemp("life") / "books")
    before: dict[str, str] = {}
    commits = []
    for number, files in enumerate(states(30, seed=11)):
        gone = dict.fromkeys((f"data/{path}" for path in before.keys() - files.keys()), None)
        wanted = {f"data/{path}": text for path, text in files.items()}
        commits.append(made.commit({**wanted, **gone, "other.txt": str(number)}, f"n {number}"))
        before = files
    return made, commits


@pytest.mark.parametrize(
    "words",
    [
        ("one", "--as-of", "2024-12-31"),
        ("two", "--as-of", "2026-06-30"),
        ("two/s", "--as-of", "2024-12-31"),
        ("two", "--as-of", "2025-06-30"),
    ],
    ids=" ".join,
)
def test_each_step_has_what_a_balance_at_its_commit_has(
    words: tuple[str, ...], life: tuple[Repository, list[str]], tidlig: Tidlig
) -> None:
    made, commits = life
    rows = [(commit, left(tidlig, made.folder, commit, *words)) for commit in commits]
    there = [(commit, row) for commit, row in rows if row is not None]
    for heading in ("remaining", "unused", "used"):
        expected = steps_of((commit, row[heading]) for commit, row in there)
        line = ("history", *words, "--columns", heading, "--format", "json")
        found = json.loads(tidlig(*line, cwd=made.folder).out)["steps"]
        told = steps_of((step["commit"], step["figure"]) for step in reversed(found))
        assert told == expected, heading
        assert len(told) >= (1 if heading == "unused" else 2), heading


def steps_of(figures: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Give the commits at which a figure is another than before."""
    found: list[tuple[str, Any]] = []
    for commit, figure in figures:
        if not found or figure != found[-1][1]:
            found.append((commit, figure))
    return found


def test_a_history_asks_git_once_for_each_commit_and_reads_equal_files_once(
    life: tuple[Repository, list[str]], tidlig: Tidlig, tmp_path: Path
) -> None:
    made, commits = life
    env, log = counting(tmp_path / "shim")
    assert tidlig("history", "one", cwd=made.folder, env=env).code in (0, 1)
    asked = [line.split()[0] for line in log.read_text().splitlines()]
    assert asked.count("ls-tree") == len(commits) + 1
    assert asked.count("cat-file") == 2


def test_a_merge_is_one_step(tidlig: Tidlig, tmp_path: Path) -> None:
    made = repository(tmp_path / "r")
    made.commit({"programs.toml": LEDGER.format(100)})
    made.git("switch", "-q", "-c", "side")
    made.commit({"programs.toml": LEDGER.format(50)})
    made.commit({"programs.toml": LEDGER.format(70)})
    made.git("switch", "-q", "main")
    made.commit({"README": "x"})
    made.git("merge", "-q", "--no-ff", "side", "-m", "Merge side")
    found = steps(tidlig, made.folder, "p")
    assert [step["remaining"] for step in found] == ["100", "70"]
    assert found[-1]["subject"] == "Merge side"
    assert [step["remaining"] for step in steps(tidlig, made.folder, "p", "--at", "side")] == [
        "100",
        "50",
        "70",
    ]


def test_a_ledger_that_is_gone_for_a_while_is_said_to_be(tidlig: Tidlig, tmp_path: Path) -> None:
    made = repository(tmp_path / "r")
    made.commit({"README": "x"}, "Before")
    made.commit({"programs.toml": LEDGER.format(1)}, "Begin")
    made.commit({"programs.toml": "[ledger]\nformat = 1\n"}, "Lose the program")
    made.commit({"programs.toml": None}, "Lose the ledger")
    made.commit({"programs.toml": "nonsense"}, "Nonsense")
    made.commit({"programs.toml": LEDGER.format(1)}, "Mend")
    found = steps(tidlig, made.folder, "p")
    assert [(step["subject"], step["remaining"], step["trouble"]) for step in found] == [
        ("Begin", "1", None),
        ("Lose the program", None, "not there"),
        ("Lose the ledger", None, "no ledger"),
        ("Nonsense", None, "unreadable"),
        ("Mend", "1", None),
    ]


def test_a_shallow_clone_says_that_older_commits_are_not_in_it(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    made = repository(tmp_path / "r")
    for total in (1, 2, 3):
        made.commit({"programs.toml": LEDGER.format(total)})
    clone = tmp_path / "clone"
    made.git("clone", "-q", "--depth", "2", f"file://{made.folder}", str(clone))
    assert [step["remaining"] for step in steps(tidlig, clone, "p")] == ["2", "3"]
    told = tidlig("history", "p", *AS_OF, cwd=clone).out
    assert [(step["author"], step["subject"]) for step in steps(tidlig, clone, "p")] == [
        ("", ""),
        ("Åse", "Change the books"),
    ]
    assert "This clone is shallow: older commits are not in it." in told
    assert "shallow" not in tidlig("history", "p", cwd=made.folder).out


@pytest.mark.parametrize("part", ["blob:none", "tree:0"])
def test_what_a_partial_clone_has_not_is_said_and_given_to_no_one(
    part: str, tidlig: Tidlig, tmp_path: Path
) -> None:
    made = repository(tmp_path / "r")
    made.commit({"README": "x"}, "Before")
    commits = [made.commit({"programs.toml": LEDGER.format(total)}) for total in (7, 8, 9)]
    made.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    made.git("clone", "-q", f"--filter={part}", f"file://{made.folder}", str(clone))
    for form in (*FORMS, "json"):
        done = tidlig("history", "p", "--format", form, cwd=clone)
        assert (done.code, done.out) == (2, "")
        assert "files of this revision are not in the repository\n" in done.err
        assert "git fetch --refetch --no-filter gets the rest" in done.err
    if part == "blob:none":
        assert f"error: commit {commits[1][:10]}: " in done.err
    Repository(clone).git("fetch", "-q", "--refetch", "--no-filter")
    assert [step["remaining"] for step in steps(tidlig, clone, "p")] == ["7", "8", "9"]


def test_what_is_before_a_date_is_one_row_that_the_next_change_is_from(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    made = repository(tmp_path / "r")
    for total in (1, 5, 20, 30):
        made.commit({"programs.toml": LEDGER.format(total)})
    line = ("history", "p", "--since", "2024-01-03", "--format", "json", *AS_OF)
    found = json.loads(tidlig(*line, cwd=made.folder).out)
    assert exact(found["before"]["figure"]) == "5"
    assert [(s["date"], exact(s["figure"]), exact(s["change"])) for s in found["steps"]] == [
        ("2024-01-04", "30", "10"),
        ("2024-01-03", "20", "15"),
    ]


@pytest.mark.parametrize(
    "subject",
    [
        "\x1b[2Jcleared",
        "=cmd|' /C calc'!A0",
        "| a | b |",
        "<script>x</script> [x](http://x)",
        "\u202egnp.exe",
        "::error::x",
    ],
)
def test_no_subject_or_author_changes_what_is_shown(
    subject: str, tidlig: Tidlig, tmp_path: Path
) -> None:
    made = repository(tmp_path / "r")
    made.commit({"programs.toml": LEDGER.format(1)})
    plain = {form: tidlig("history", "p", "--format", form, cwd=made.folder).out for form in FORMS}
    author = subject.replace("<", "").replace(">", "")
    made.git("commit", "-q", "--amend", "-m", subject, f"--author={author} <x@e.dk>")
    for form in FORMS:
        out = tidlig("history", "p", "--format", form, cwd=made.folder).out
        assert out.count("\n") == plain[form].count("\n")
        assert not {"\x1b", "\u202e"} & set(out)
        assert not any(line.startswith(("::", "=")) for line in out.split("\n"))
        if form == "md":
            live = re.sub(r"\\.", "", out)
            assert live.count("|") == plain["md"].count("|")
            assert not any(mark in live for mark in ("<script", "]("))
        if form == "csv":
            assert not any(start in out for start in (",=", '"='))


def test_signatures_and_colours_of_a_persons_settings_are_not_in_it(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    made = repository(tmp_path / "r")
    made.commit({"programs.toml": LEDGER.format(1)})
    plain = tidlig("history", "p", cwd=made.folder).out
    for name, value in {
        "log.showSignature": "true",
        "color.ui": "always",
        "log.follow": "true",
        "log.date": "relative",
        "format.pretty": "fuller",
        "log.diffMerges": "on",
    }.items():
        made.git("config", name, value)
    assert tidlig("history", "p", cwd=made.folder).out == plain


def test_steps_differ_one_from_the_next_or_name_what_changed(
    life: tuple[Repository, list[str]], tidlig: Tidlig
) -> None:
    made, _ = life
    found = json.loads(
        tidlig(
            "history", "one", "--columns", "uncommitted", "--format", "json", cwd=made.folder
        ).out
    )["steps"]
    assert len(found) >= 3
    for other, one in itertools.pairwise(found):
        assert one["figure"] != other["figure"] or other["entries"]
        change = Decimal(other["figure"]["least"]) - Decimal(one["figure"]["least"])
        assert Decimal(other["change"]["least"]) == change
        if change:
            assert other["entries"], other
