"""The merge of two branches is checked as git would make it, and nothing is touched for it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.repositories import Repository, counting, repository
from harness.running import Result, write

Tidlig = Callable[..., Result]

BOOKS = """[ledger]
format = 1

[program.p]
name = "P"
years = 2024
total = 1000

[pool.small]
program = "p"
frame = 100

[recipient.r]
name = "R"
kind = "other"
"""


def award(id: str, amount: int, pool: str = 'pool = "small"') -> str:
    return f'[award.{id}]\n{pool}\ndate = 2024-03-01\namount = {amount}\nrecipient = "r"\n'


@pytest.fixture
def books(tmp_path: Path) -> Repository:
    """A repository with two branches, each with an award from a pool that is too small for both."""
    made = repository(tmp_path / "books")
    made.commit({"et sted/programs.toml": BOOKS})
    made.git("switch", "-q", "-c", "one")
    made.commit({"et sted/å/one.toml": award("one", 60)})
    made.git("switch", "-q", "-c", "two", "main")
    made.commit({"et sted/å/two.toml": award("two", 70)})
    made.git("switch", "-q", "main")
    return made


def test_two_clean_branches_overspend_a_pool_together(books: Repository, tidlig: Tidlig) -> None:
    inside = books.folder / "et sted"
    for branch in ("one", "two"):
        assert tidlig("check", "--at", branch, cwd=inside) == Result(0, "", "")
    for sides in (("one", "two"), ("two", "one")):
        done = tidlig("check", "--merge", *sides, cwd=inside)
        assert (done.code, done.err) == (1, "")
        assert "error[awards-exceed-pool]" in done.out
        assert "130 kr. of 100 kr." in done.out
        assert "award.one" in done.out
        assert "award.two" in done.out
        assert f"merge of {sides[0]} and {sides[1]}: 1 finding that neither has alone" in done.out
    assert tidlig("check", "--merge", "one", "main", cwd=inside).code == 0


def test_two_clean_branches_overspend_a_program_together(books: Repository, tidlig: Tidlig) -> None:
    for branch, amount in (("three", 600), ("four", 700)):
        books.git("switch", "-q", "-c", branch, "main")
        books.commit({f"et sted/{branch}.toml": award(branch, amount, 'program = "p"')})
        assert tidlig("check", cwd=books.folder / "et sted").code == 0
    done = tidlig("check", "--merge", "three", "four", cwd=books.folder / "et sted")
    assert done.code == 1
    assert "[budget-overspent]" in done.out
    assert "three.toml" in done.out
    assert "four.toml" in done.out


def test_neither_work_tree_nor_index_nor_branches_are_touched(
    books: Repository, tidlig: Tidlig
) -> None:
    def state() -> tuple[object, ...]:
        paths = [path for path in books.folder.rglob("*") if "objects" not in path.parts]
        return tuple(sorted((str(path), path.stat().st_mtime_ns) for path in paths))

    write(books.folder, {"et sted/draft.toml": "not toml"})
    before = state()
    assert tidlig("check", "--merge", "one", "two", cwd=books.folder / "et sted").code == 1
    assert state() == before
    assert books.git("status", "--short") == '?? "et sted/draft.toml"'


def test_a_bare_repository_can_be_checked(
    books: Repository, tidlig: Tidlig, tmp_path: Path
) -> None:
    books.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    folder = str(tmp_path / "bare.git" / "et sted")
    done = tidlig("check", "--merge", "one", "two", "--ledger", folder, cwd=tmp_path)
    assert done.code == 1
    assert "130 kr. of 100 kr." in done.out


def test_only_what_is_new_in_the_merge_fails_it(books: Repository, tidlig: Tidlig) -> None:
    inside = books.folder / "et sted"
    books.commit({"et sted/x.toml": award("x", 2000, 'program = "p"')})
    for branch in ("one", "two"):
        books.git("switch", "-q", branch)
        books.git("merge", "-q", "main")
    merge = ("check", "--merge", "one", "two")
    assert "1 finding that neither has alone, 0 unchanged" not in tidlig(*merge, cwd=inside).out
    assert tidlig(*merge, "--new-only", cwd=inside).code == 1
    assert tidlig("check", "--merge", "main", "main", cwd=inside).code == 1
    same = tidlig("check", "--merge", "main", "main", "--new-only", cwd=inside)
    assert same.code == 0
    assert "no findings that neither has alone, 1 unchanged" in same.out
    books.git("switch", "-q", "-c", "fine", "main~1")
    for sides in (("fine", "main"), ("main", "fine")):
        done = tidlig("check", "--merge", *sides, "--new-only", cwd=inside)
        assert done.code == 0
        assert "no findings that neither has alone, 1 unchanged" in done.out


def test_a_conflict_names_the_files_and_shows_no_figure(books: Repository, tidlig: Tidlig) -> None:
    names = [f"et sted/{number} æ.toml" for number in range(14)] + ["et sted/\x1b[31m.toml"]
    for branch in ("three", "four"):
        books.git("switch", "-q", "-c", branch, "main")
        books.commit(dict.fromkeys(names, f"# {branch}\n"))
    done = tidlig("check", "--merge", "three", "four", cwd=books.folder / "et sted")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: three and four conflict in et sted/")
    assert done.err.count(".toml") == 12
    assert " and 3 more\n" in done.err
    assert "\x1b" not in done.err
    assert "keep the entries of both" in done.err


def test_branches_without_a_commit_in_common_are_not_merged(
    books: Repository, tidlig: Tidlig
) -> None:
    books.git("switch", "-q", "--orphan", "other")
    books.commit({"et sted/programs.toml": BOOKS})
    done = tidlig("check", "--merge", "main", "other", cwd=books.folder / "et sted")
    assert (done.code, done.out) == (2, "")
    assert "unrelated histories" in done.err


def test_an_older_git_is_told_from_one_that_can(
    books: Repository, tidlig: Tidlig, tmp_path: Path
) -> None:
    env, _ = counting(tmp_path / "shim")
    usage = "usage: git merge-tree <base-tree> <branch1> <branch2>"
    old = f'case "$*" in *merge-tree*) echo "{usage}" >&2; exit 129;; '
    old += '*version) echo "git version 2.37.4"; exit;; esac\n'
    shim = tmp_path / "shim" / "git"
    shim.write_text(shim.read_text().replace("exec", f"{old}exec"))
    inside = books.folder / "et sted"
    done = tidlig("check", "--merge", "one", "two", cwd=inside, env=env)
    assert (done.code, done.out) == (2, "")
    assert "takes git 2.38 or newer, and this is git version 2.37.4" in done.err
    assert tidlig("check", "--base", "one", cwd=inside, env=env).code == 0


def test_without_git_no_merge_is_checked(books: Repository, tidlig: Tidlig, tmp_path: Path) -> None:
    env = {"PATH": str(tmp_path)}
    assert shutil.which("git", path=str(tmp_path)) is None
    for option in (("--merge", "one", "two"), ("--base", "one")):
        done = tidlig("check", *option, cwd=books.folder / "et sted", env=env)
        assert (done.code, done.out) == (2, "")
        assert "git cannot be run" in done.err


def test_what_cannot_be_read_fails_though_the_base_could_not_be_read_either(
    tmp_path: Path, tidlig: Tidlig
) -> None:
    made = repository(tmp_path / "broken")
    made.commit({"programs.toml": BOOKS, "other.toml": "[ledger"})
    write(made.folder, {"more.toml": award("a", 9000)})
    done = tidlig("check", "--base", "HEAD", "--new-only", cwd=made.folder)
    assert done.code == 1
    assert "toml-syntax" in done.out


def branch(made: Repository, name: str, files: dict[str, str | None], start: str = "main") -> None:
    made.git("switch", "-q", "-C", name, start)
    made.commit(files)


def comes_from(done: Result) -> list[str]:
    """Which entries come from where, as a finding says it."""
    words = [line.split("- ", 1)[-1] for line in done.out.splitlines() if " comes from " in line]
    return sorted(words)


def test_an_entry_of_a_file_that_a_branch_renamed_comes_from_who_added_it(
    books: Repository, tidlig: Tidlig
) -> None:
    was, now = "et sted/round.toml", "et sted/first-round.toml"
    text = award("given", 10) + "\n" + award("next", 11)
    branch(books, "start", {was: text})
    branch(books, "one", {was: None, now: text + "\n" + award("from-one", 50)}, "start")
    branch(books, "two", {was: award("from-two", 60) + "\n" + text}, "start")
    done = tidlig("check", "--merge", "one", "two", cwd=books.folder / "et sted")
    assert "131 kr. of 100 kr." in done.out
    assert comes_from(done) == [
        "award.from-one comes from one", "award.from-two comes from two",
    ]  # fmt: skip


def test_a_strand_of_a_program_that_moved_is_no_news(books: Repository, tidlig: Tidlig) -> None:
    was, now = "et sted/q.toml", "et sted/programs/q.toml"
    text = '[program.q]\nname = "Q"\nyears = 2024\ntotal = 100\n[program.q.strand.s]\nname = "S"\n'
    branch(books, "start", {was: text})
    of_q = 'program = "q"'
    branch(books, "one", {was: None, now: text, "et sted/1.toml": award("a", 60, of_q)}, "start")
    branch(books, "two", {"et sted/2.toml": award("b", 70, of_q)}, "start")
    done = tidlig("check", "--merge", "one", "two", cwd=books.folder / "et sted")
    assert comes_from(done) == ["award.a comes from one", "award.b comes from two"]


@pytest.mark.parametrize(
    "name", ["README.md", "et sted/README.md", "tools/settings.toml", "et sted/.hidden/x.toml"]
)
def test_a_conflict_beside_the_ledger_is_told_and_the_ledger_checked(
    name: str, books: Repository, tidlig: Tidlig
) -> None:
    for number, start in (("1", "one"), ("2", "two")):
        branch(books, f"side-{number}", {name: f"text = {number}\n"}, start)
    done = tidlig("check", "--merge", "side-1", "side-2", cwd=books.folder / "et sted")
    told = f"side-1 and side-2 conflict in {name}: not in the ledger, so not checked\n"
    assert (done.code, done.err) == (1, told)
    assert "130 kr. of 100 kr." in done.out


def test_a_conflict_in_a_document_that_a_source_names_is_one_of_the_ledger(
    books: Repository, tidlig: Tidlig
) -> None:
    source = '[source.brev]\ntitle = "Et brev"\nfile = "brev.md"\n'
    branch(books, "start", {"et sted/sources.toml": source, "et sted/brev.md": "Brev\n"})
    for number in ("1", "2"):
        branch(books, f"side-{number}", {"et sted/brev.md": f"{number}\n"}, "start")
    done = tidlig("check", "--merge", "side-1", "side-2", cwd=books.folder / "et sted")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: side-1 and side-2 conflict in et sted/brev.md\n")
