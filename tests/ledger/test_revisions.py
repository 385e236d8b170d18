"""A ledger at a git revision: in every kind of repository, and when there is none."""

import hashlib
import itertools
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.repositories import Repository, counting, repository, without_git
from harness.running import Result, write
from tidlig.ledger import git

Tidlig = Callable[..., Result]

LEDGER = """[ledger]
format = 1
language = "en"

[program.p]
name = "P"
years = 2024
total = 1_000
date = 2024-01-01
"""
AWARD = '[award.a]\nprogram = "p"\ndate = 2024-03-01\namount = {}\nrecipient = "r"\n'
RECIPIENT = '[recipient.r]\nname = "R"\nkind = "other"\n'
FILES = {"programs.toml": LEDGER, "recipients.toml": RECIPIENT, "x.toml": AWARD.format(100)}


def remaining(done: Result) -> str:
    """Give what remains in all, from a balance in JSON."""
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    return str(sum(int(line["uncommitted"]) for line in found["lines"]))


@pytest.fixture
def books(tmp_path: Path) -> Repository:
    """A repository with a ledger of 1 000 kr., of which 100 and then 400 kr. are awarded."""
    made = repository(tmp_path / "books")
    made.commit(FILES)
    made.git("tag", "first")
    made.commit({"x.toml": AWARD.format(400)})
    write(made.folder, {"x.toml": AWARD.format(777)})
    return made


def at(tidlig: Tidlig, revision: str, cwd: Path, *more: str, **env: str) -> Result:
    return tidlig(
        "balance",
        "--as-of",
        "2030-01-01",
        "--format",
        "json",
        "--at",
        revision,
        *more,
        cwd=cwd,
        env=env,
    )


def refused(done: Result) -> str:
    """Give what is said of what could not be done."""
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: ")
    assert "Traceback" not in done.err
    return done.err


def test_a_revision_is_read_whatever_stands_in_the_work_tree(
    books: Repository, tidlig: Tidlig
) -> None:
    assert remaining(at(tidlig, "first", books.folder)) == "900"
    assert remaining(at(tidlig, "HEAD", books.folder)) == "600"
    assert remaining(at(tidlig, "HEAD~1", books.folder)) == "900"
    assert remaining(tidlig("balance", "--format", "json", cwd=books.folder)) == "223"


def test_a_report_says_which_commit_it_is_of(books: Repository, tidlig: Tidlig) -> None:
    found = json.loads(at(tidlig, "first", books.folder).out)["provenance"]
    commit = books.git("rev-parse", "first")
    assert (found["revision"], found["dirty"], found["entries"]) == (commit, False, 3)


@pytest.mark.parametrize(
    "command",
    [
        ("balance",),
        ("check",),
        ("reconcile",),
        ("log",),
        ("pools",),
        ("balance", "--by", "recipient", "--format", "csv"),
        ("check", "--format", "json"),
    ],
    ids=" ".join,
)
def test_two_git_processes_read_a_revision(
    command: tuple[str, ...], books: Repository, tidlig: Tidlig, tmp_path: Path
) -> None:
    env, log = counting(tmp_path / "shim")
    done = tidlig(*command, "--at", "first", cwd=books.folder, env=env)
    assert done.code == 0, done.err
    asked = log.read_text().splitlines()
    assert [line.split()[0] for line in asked] == ["cat-file", "ls-tree"]


def test_nothing_of_the_repository_is_written(books: Repository, tidlig: Tidlig) -> None:
    before = {path: path.stat().st_mtime_ns for path in books.folder.rglob("*")}
    at(tidlig, "first", books.folder)
    assert {path: path.stat().st_mtime_ns for path in books.folder.rglob("*")} == before


def test_a_worktree_reads_what_its_repository_has(
    books: Repository, tidlig: Tidlig, tmp_path: Path
) -> None:
    other = tmp_path / "et træ"
    books.git("worktree", "add", "-q", "--detach", str(other), "HEAD")
    assert remaining(at(tidlig, "first", other)) == "900"


def test_a_bare_repository_is_read_where_there_is_no_file_at_all(
    books: Repository, tidlig: Tidlig, tmp_path: Path
) -> None:
    books.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    assert remaining(at(tidlig, "first", tmp_path / "bare.git")) == "900"
    named = at(tidlig, "first", tmp_path, "--ledger", str(tmp_path / "bare.git"))
    assert remaining(named) == "900"


def test_a_repository_that_a_ledger_brings_along_is_not_asked(
    books: Repository, tidlig: Tidlig
) -> None:
    inside = books.folder / "data"
    books.commit({f"data/{name}": text for name, text in FILES.items()}, "Move")
    books.commit(dict.fromkeys(FILES))
    other = repository(books.folder.parent / "other")
    other.commit({"programs.toml": LEDGER.replace("1_000", "9_999")})
    for name in ("HEAD", "config", "objects", "refs"):
        (other.folder / ".git" / name).rename(inside / name)
    assert Repository(inside).git("rev-parse", "--is-bare-repository", "--git-dir") != ""
    assert remaining(at(tidlig, "HEAD", inside)) == "900"
    assert remaining(at(tidlig, "HEAD", books.folder, "--ledger", "data")) == "900"


@pytest.mark.parametrize("in_worktree", [False, True])
def test_a_shallow_clone_says_so_when_a_revision_is_not_there(
    in_worktree: bool, books: Repository, tidlig: Tidlig, tmp_path: Path
) -> None:
    first = books.git("rev-parse", "first")
    clone = tmp_path / "clone"
    books.git("clone", "-q", "--depth", "1", f"file://{books.folder}", str(clone))
    if in_worktree:
        Repository(clone).git("worktree", "add", "-q", "--detach", str(tmp_path / "tree"))
        clone = tmp_path / "tree"
    assert remaining(at(tidlig, "HEAD", clone)) == "600"
    said = refused(at(tidlig, first, clone))
    assert f'there is no revision "{first}" here' in said
    assert "git fetch --unshallow" in said
    assert "unshallow" not in refused(at(tidlig, "nowhere", books.folder))


def test_a_ledger_lies_in_a_folder_below_with_spaces_and_danish_letters(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    made = repository(tmp_path / "et depot")
    inside = ":!bøger og [tal]/ramme*"
    files = {"programs.toml": LEDGER, "mål å/x.toml": AWARD.format(1) + RECIPIENT}
    elsewhere = {"bøger og t/programs.toml": LEDGER, "other.toml": "not toml"}
    made.commit({f"{inside}/{path}": text for path, text in files.items()} | elsewhere)
    folder = made.folder / inside
    assert remaining(at(tidlig, "HEAD", folder)) == "999"
    assert remaining(at(tidlig, "HEAD", folder / "mål å")) == "999"
    assert remaining(at(tidlig, "HEAD", made.folder, "--ledger", inside)) == "999"
    assert remaining(at(tidlig, "HEAD", tmp_path, TIDLIG_LEDGER=str(folder))) == "999"
    for command in (("check", "--at", "HEAD"), ("diff", "--staged"), ("history", "p")):
        done = tidlig(*command, cwd=folder)
        assert (done.code, done.err) == (0, "")
    assert "999" in tidlig("history", "p", "--unit", "kr", "--as-of", "2024-06-30", cwd=folder).out


def test_findings_at_a_revision_quote_the_lines_as_they_were(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    made = repository(tmp_path / "r")
    text = AWARD.format(2000) + RECIPIENT
    made.commit({"data/programs.toml": LEDGER, "data/å b.toml": text})
    made.commit({"data/å b.toml": "# gone\n"})
    done = tidlig("check", "--at", "HEAD~1", cwd=made.folder)
    assert done.code == 1
    assert "data/å b.toml:4:10" in done.out
    assert "4 | amount = 2000" in done.out


def test_a_ledger_that_has_moved_to_the_folder_data_is_found_where_it_was(
    books: Repository, tidlig: Tidlig
) -> None:
    names = ("programs.toml", "recipients.toml", "x.toml")
    (books.folder / "data").mkdir()
    for name in names:
        books.git("mv", name, f"data/{name}")
    books.git("commit", "-q", "-m", "Move")
    assert remaining(at(tidlig, "first", books.folder)) == "900"
    assert remaining(at(tidlig, "first", books.folder / "data")) == "900"


def test_a_revision_without_a_ledger_says_where_it_was_looked_for(
    books: Repository, tidlig: Tidlig
) -> None:
    said = refused(at(tidlig, "HEAD", books.folder, "--ledger", "nowhere"))
    assert "there is no ledger at HEAD: no nowhere/programs.toml in the repository there" in said


@pytest.mark.parametrize("target", ["recipients.toml", "/etc/passwd", "nowhere"])
def test_a_link_is_refused_wherever_it_leads(
    target: str, books: Repository, tidlig: Tidlig
) -> None:
    (books.folder / "link.toml").symlink_to(target)
    books.commit({})
    done = at(tidlig, "HEAD", books.folder)
    assert (done.code, done.out) == (1, "")
    assert "error[unreadable-file]: a link is not followed at a revision" in done.err
    assert "link.toml" in done.err


def test_a_ledger_file_that_is_a_link_is_refused(books: Repository, tidlig: Tidlig) -> None:
    (books.folder / "programs.toml").rename(books.folder / "real.txt")
    (books.folder / "programs.toml").symlink_to("real.txt")
    books.commit({})
    done = at(tidlig, "HEAD", books.folder)
    assert (done.code, done.out) == (1, "")
    assert "a link is not followed at a revision" in done.err


def test_a_submodule_is_refused(books: Repository, tidlig: Tidlig) -> None:
    commit = books.git("rev-parse", "HEAD")
    books.git("update-index", "--add", "--cacheinfo", f"160000,{commit},sub")
    books.git("commit", "-q", "-m", "Add")
    done = at(tidlig, "HEAD", books.folder)
    assert (done.code, done.out) == (1, "")
    assert "a submodule is not read" in done.err


def test_hidden_files_are_left_aside_as_on_the_disk(books: Repository, tidlig: Tidlig) -> None:
    books.commit({".hidden/x.toml": "not toml", ".x.toml": "not toml", "x.toml": AWARD.format(5)})
    assert remaining(at(tidlig, "HEAD", books.folder)) == "995"


def test_at_and_as_of_tell_what_was_believed_then_about_then(
    books: Repository, tidlig: Tidlig
) -> None:
    late = AWARD.format(50).replace("award.a", "award.b").replace("2024-03", "2024-06")
    books.commit({"y.toml": late, "x.toml": AWARD.format(100)})
    books.commit({"y.toml": late.replace("50", "60"), "x.toml": AWARD.format(200)})
    asked = {
        ("HEAD", None): "740",
        ("HEAD", "2024-05-01"): "800",
        ("HEAD~1", None): "850",
        ("HEAD~1", "2024-05-01"): "900",
        ("HEAD~1", "2024-02-01"): "1000",
    }
    for (revision, date), expected in asked.items():
        more = ("--as-of", date) if date else ()
        assert remaining(at(tidlig, revision, books.folder, *more)) == expected


@pytest.mark.parametrize(
    "name",
    [
        "--output=stolen",
        "--help",
        "-p",
        "-",
        "",
        " ",
        "HEAD\nfirst",
        "HEAD\x1b[31m",
        "HEAD\0",
        "first ",
        "\u202eHEAD",
        "HEAD:programs.toml",
        ":programs.toml",
        ":/Change",
        "^HEAD",
        "nowhere",
        "HEAD missing",
        "æøå",
        "x" * 5000,
        "*",
        "$(touch stolen)",
        "\udce6",
    ],
)
def test_what_names_no_commit_is_refused_and_never_an_option(
    name: str, books: Repository, tidlig: Tidlig
) -> None:
    before = sorted(books.folder.iterdir())
    for command in (("balance", f"--at={name}"), ("balance", "--at", name), ("diff", "--", name)):
        said = refused(tidlig(*command, cwd=books.folder))
        assert said.isascii() or "æøå" in said
        assert "\x1b" not in said
        assert "internal" not in said
        assert len(said.splitlines()) == 2
    assert sorted(books.folder.iterdir()) == before


@pytest.mark.parametrize("name", ["index", "files", "HEAD-1", "æøå", "missing", "a;b"])
def test_a_branch_may_have_any_name_that_git_takes(
    name: str, books: Repository, tidlig: Tidlig
) -> None:
    books.git("branch", name, "first")
    assert remaining(at(tidlig, name, books.folder)) == "900"
    found = json.loads(tidlig("diff", name, "HEAD", "--format", "json", cwd=books.folder).out)
    assert [line["change"] for line in found["lines"]] == ["300", "-300", "300"]
    assert found["base"]["revision"] == books.git("rev-parse", "first")


def test_a_tag_with_a_message_names_its_commit(books: Repository, tidlig: Tidlig) -> None:
    books.git("tag", "-a", "-m", "x", "annotated", "first")
    assert remaining(at(tidlig, "annotated", books.folder)) == "900"
    tree = books.git("rev-parse", "first^{tree}")
    assert "there is no revision" in refused(at(tidlig, tree, books.folder))


def test_a_short_id_that_may_be_several_is_said_to_be(
    books: Repository, tidlig: Tidlig, tmp_path: Path
) -> None:
    commit = books.git("cat-file", "commit", "HEAD").encode()
    made: dict[str, bytes] = {}
    for number in itertools.count():
        text = commit + b" %d\n" % number
        start = hashlib.sha1(b"commit %d\0" % len(text) + text, usedforsecurity=False).hexdigest()[
            :4
        ]
        if start in made:
            break
        made[start] = text
    for each in (text, made[start]):
        (tmp_path / "commit").write_bytes(each)
        books.git("hash-object", "-t", "commit", "-w", str(tmp_path / "commit"))
    assert "may be several commits" in refused(at(tidlig, start, books.folder))


def test_without_git_only_revisions_cannot_be_read(
    books: Repository, tidlig: Tidlig, tmp_path: Path
) -> None:
    env = without_git(tmp_path / "empty")
    assert shutil.which("git", path=env["PATH"]) is None
    for command in (
        ("balance", "--at", "HEAD"),
        ("diff",),
        ("diff", "A...B"),
        ("diff", "--staged"),
    ):
        said = refused(tidlig(*command, cwd=books.folder, env=env))
        assert "error: git cannot be run\nhelp: install git" in said
    for name in ("balance", "check", "log", "pools", "reconcile"):
        assert tidlig(name, cwd=books.folder, env=env).code == 0
    assert tidlig("show", "award.a", cwd=books.folder, env=env).code == 0


def test_outside_a_repository_only_revisions_cannot_be_read(tidlig: Tidlig, tmp_path: Path) -> None:
    write(tmp_path, {"programs.toml": LEDGER})
    for command in (
        ("balance", "--at", "HEAD"),
        ("diff",),
        ("diff", "A...B"),
        ("diff", "--staged"),
    ):
        said = refused(tidlig(*command, cwd=tmp_path))
        assert "error: this is not a git repository" in said
    assert tidlig("balance", cwd=tmp_path).code == 0


def test_where_there_are_no_owners_git_says_whether_it_trusts_a_repository(
    books: Repository, tidlig: Tidlig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git, "HAS_OWNERS", False)  # as on Windows
    assert remaining(at(tidlig, "first", books.folder)) == "900"
    env = {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    for command in (("balance", "--at", "HEAD"), ("diff",), ("diff", "--staged")):
        said = refused(tidlig(*command, cwd=books.folder, env=env))
        assert "git does not trust this repository" in said
        assert "safe.directory" in said
    assert tidlig("balance", cwd=books.folder, env=env).code == 0


def test_a_repository_without_commits_has_no_revision(tidlig: Tidlig, tmp_path: Path) -> None:
    repository(tmp_path / "new")
    write(tmp_path / "new", {"programs.toml": LEDGER})
    assert 'there is no revision "HEAD"' in refused(at(tidlig, "HEAD", tmp_path / "new"))


def test_files_that_are_not_in_the_repository_are_said_to_be_missing(
    books: Repository, tidlig: Tidlig
) -> None:
    blob = books.git("rev-parse", "first:x.toml")
    (books.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    said = refused(at(tidlig, "first", books.folder))
    assert "files of this revision are not in the repository" in said
    tree = books.git("rev-parse", "first^{tree}")
    (books.folder / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    assert "git refuses" in refused(at(tidlig, "first", books.folder))


def test_a_file_that_is_too_large_is_not_read(books: Repository, tidlig: Tidlig) -> None:
    books.commit({"large.toml": "#" * (8 * 1024 * 1024 + 1)})
    done = at(tidlig, "HEAD", books.folder)
    assert (done.code, done.out) == (1, "")
    assert "larger than 8 MiB" in done.err


def test_documents_of_sources_are_those_of_the_revision(books: Repository, tidlig: Tidlig) -> None:
    text = '[source.s]\ntitle = "T"\nfile = "tekst/s.txt"\nsha256 = "{}"\n'
    then = hashlib.sha256(b"then\n").hexdigest()
    books.commit({"s.toml": text.format(then), "tekst/s.txt": "then\n", "x.toml": "# none\n"})
    books.commit({"tekst/s.txt": "now\n"})
    assert "source-changed" not in tidlig("check", "--at", "HEAD~1", cwd=books.folder).out
    assert "source-changed" in tidlig("check", "--at", "HEAD", cwd=books.folder).out


@pytest.fixture
def many(tmp_path: Path) -> Repository:
    """A repository with more files than are asked for at once."""
    made = repository(tmp_path / "many")
    files = {"programs.toml": LEDGER, "recipients.toml": RECIPIENT}
    for number in range(1100):
        id = f"award.a{number}"
        files[f"awards/{number % 30}/{number}.toml"] = AWARD.format(0).replace("award.a", id)
    made.commit(files)
    return made


def test_more_files_than_are_asked_for_at_once_are_all_read(
    many: Repository, tidlig: Tidlig, tmp_path: Path
) -> None:
    env, log = counting(tmp_path / "shim")
    found = json.loads(at(tidlig, "HEAD", many.folder, **env).out)["provenance"]
    assert (found["files"], found["entries"]) == (1102, 1102)
    assert len(log.read_text().splitlines()) == 2
