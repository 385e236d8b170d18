"""Ledgers that are made for timing: the same each time, in order, and as large as they say."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from bench.generating import write
from bench.hard_ledgers import HARD, WITH_ERRORS
from bench.keeping import altered, another, git, kept, kept_hard, kept_history
from bench.questions import QUESTIONS, REGISTER, Question, filled, made_ids
from harness.running import environment, run

pytestmark = pytest.mark.long

SHAPES = ((1, 1), (25, 10), (300, 10), (500, 1_000))


@pytest.mark.parametrize(("awards", "per_file"), SHAPES)
def test_a_made_ledger_is_in_order_to_the_last_check(
    awards: int, per_file: int, tmp_path: Path
) -> None:
    report = _report("check", _made(tmp_path, awards, per_file), tmp_path)
    assert report["findings"] == []
    assert report["summary"]["files"] >= awards // per_file


def test_the_same_numbers_make_the_same_ledger(tmp_path: Path) -> None:
    one, other = _made(tmp_path / "one", 200, 50), _made(tmp_path / "other", 200, 50)
    assert _texts(one) == _texts(other)
    write(tmp_path / "third", 200, 50, seed=2)
    assert _texts(one) != _texts(tmp_path / "third")


def test_half_of_the_awards_are_paid_and_some_of_it_in_another_file(tmp_path: Path) -> None:
    files = [tomllib.loads(text) for text in _texts(_made(tmp_path, 200, 50)).values()]
    awards = {id for file in files for id in file.get("award", ())}
    paid = {each["award"] for file in files for each in file.get("payment", {}).values()}
    elsewhere = [
        each
        for file in files
        for each in file.get("payment", {}).values()
        if each["award"] not in file.get("award", {})
    ]
    assert (len(awards), len(paid), len(paid - awards)) == (200, 100, 0)
    assert len(elsewhere) == 20


def test_awards_have_one_to_four_yearly_amounts_and_half_of_them_a_pool(tmp_path: Path) -> None:
    files = [tomllib.loads(text) for text in _texts(_made(tmp_path, 1_000, 1_000)).values()]
    awards = [award for file in files for award in file.get("award", {}).values()]
    assert {len(award["amount"]) for award in awards} == {1, 2, 3, 4}
    assert 400 < sum("pool" in award for award in awards) < 600
    assert len({award["reference"] for award in awards}) == len(awards)


def test_the_books_say_what_the_files_say(tmp_path: Path) -> None:
    ledger = _made(tmp_path, 200, 50)
    files = [tomllib.loads(text) for text in _texts(ledger).values()]
    awards = [award for file in files for award in file.get("award", {}).values()]
    lines = _report("balance", ledger, tmp_path)["lines"]
    assert sum(sum(award["amount"].values()) for award in awards) == sum(
        int(line["awarded"]) for line in lines
    )


def test_a_kept_ledger_is_made_once_with_one_file_changed_in_its_last_commit(
    tmp_path: Path,
) -> None:
    ledger = kept(tmp_path, 30, 10)
    made = (ledger / "programs.toml").stat().st_ino
    assert kept(tmp_path, 30, 10) == ledger
    assert (ledger / "programs.toml").stat().st_ino == made
    changed = git(ledger, "diff", "--name-only", "HEAD~1", "HEAD").split()
    assert changed == ["allocations/awards-00001.toml"]
    assert git(ledger, "status", "--porcelain") == ""
    before = git(ledger, "rev-list", "--count", "HEAD").strip()
    assert before == "2"


def test_one_file_is_altered_and_is_afterwards_as_it_was(tmp_path: Path) -> None:
    ledger = kept(tmp_path, 30, 10)
    before = _texts(ledger)
    with altered(ledger, 7):
        during = _texts(ledger)
        assert _report("check", ledger, tmp_path)["findings"] == []
    differing = [path for path, text in during.items() if text != before[path]]
    assert differing == ["allocations/awards-00001.toml"]
    assert _texts(ledger) == before
    assert git(ledger, "status", "--porcelain") == ""


def test_other_numbers_are_other_bytes_of_the_same_length() -> None:
    texts = {another(b"amount = { 2014 = 12_000, 2015 = 3_000 }", n) for n in (1, 42, 999)}
    assert b"amount = { 2014 = 12_042, 2015 = 3_000 }" in texts
    assert len(texts) == 3
    assert len({len(text) for text in texts}) == 1


def test_the_register_of_a_ledger_has_exactly_its_awards(tmp_path: Path) -> None:
    ledger = kept(tmp_path, 30, 10)
    words = ("--against", REGISTER, "--kind", "award", "--format", "json")
    done = run("reconcile", *words, folder=ledger, environment=environment(tmp_path))
    assert done.code == 0, done.out
    assert (ledger / REGISTER).read_text("utf-8").count("\n") == 31


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_a_made_ledger_answers_each_question_again_and_anew(
    question: Question, tmp_path: Path
) -> None:
    ledger = kept(tmp_path, 150, 50)
    ids = made_ids(150)
    asked = [filled(question.new, number, ids) for number in (1, 2) if question.new]
    asked += [filled(question.again, 0, ids)] if question.again else []
    for words in asked:
        done = run(*words, folder=ledger, environment=environment(tmp_path))
        assert done.code == 0, done.err
    assert len({tuple(words) for words in asked}) == len(asked)


def test_ids_are_of_awards_all_over_the_ledger() -> None:
    ids = made_ids(100_000)
    assert len(set(ids)) == 97
    assert "tilsagn-0000000" not in ids
    assert max(ids) > "tilsagn-0098000"
    assert all(id < "tilsagn-0100000" for id in ids)


def test_a_ledger_of_many_commits_changes_one_file_in_each(tmp_path: Path) -> None:
    ledger = kept_history(tmp_path, 30, 10, 7)
    assert git(ledger, "rev-list", "--count", "HEAD").strip() == "7"
    changed = git(ledger, "log", "--format=", "--name-only", "HEAD~6..HEAD").split()
    assert changed == [f"allocations/awards-0000{n}.toml" for n in (0, 2, 1, 0, 2, 1)]
    done = run(
        "history", "program-0", "--format", "json", folder=ledger, environment=environment(tmp_path)
    )
    assert done.code == 0, done.err


@pytest.mark.parametrize("kind", HARD)
def test_a_hard_ledger_has_as_many_entries_as_it_says_and_no_errors_but_those_it_is_made_for(
    kind: str, tmp_path: Path
) -> None:
    ledger = kept_hard(tmp_path, kind, 300)
    errors = 300 if kind == WITH_ERRORS else 0
    done = run("check", "--format", "json", folder=ledger, environment=environment(tmp_path))
    summary = json.loads(done.out)["summary"]
    assert (done.code, summary["errors"]) == (int(errors > 0), errors)
    assert 300 <= summary["entries"] <= 310
    balance = run("balance", folder=ledger, environment=environment(tmp_path))
    assert balance.code == int(errors > 0), balance.err


def _made(folder: Path, awards: int, per_file: int) -> Path:
    ledger = folder / "ledger"
    write(ledger, awards, per_file)
    return ledger


def _texts(ledger: Path) -> dict[str, str]:
    paths = sorted(ledger.rglob("*.toml"))
    return {path.relative_to(ledger).as_posix(): path.read_text("utf-8") for path in paths}


def _report(command: str, ledger: Path, memory: Path) -> Any:
    done = run(command, "--format", "json", folder=ledger, environment=environment(memory))
    assert done.code == 0, done.err
    return json.loads(done.out)
