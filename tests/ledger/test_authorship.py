"""Who last touched an entry: the newest commit of its lines and of no others."""

import datetime as dt
import os
import subprocess
from pathlib import Path

import pytest

from tidlig.ledger.authorship import Authorship, MissingHistory, authorship
from tidlig.ledger.folder import Folder
from tidlig.ledger.open import open_ledger

FIRST = """[ledger]
format = 1

[program.p]
name = "P"
years = 2024
total = 1_000
# a comment below

[program.p.strand.a]
name = "A"

[program.q]
name = "Q"
years = 2024
total = 1_000
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a ledger in it, and the working directory there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    git("init", "-q")
    committed(FIRST, "Begin", "2024-01-01T12:00:00+0100")
    return tmp_path


def git(*words: str, **environment: str) -> None:
    subprocess.run(["git", *words], check=True, env={**os.environ, **environment})


def committed(text: str, subject: str, when: str, name: str = "programs.toml") -> None:
    """Write a file and commit it."""
    Path(name).write_text(text, encoding="utf-8")
    git("add", "--", f"./{name}")
    author = {"GIT_AUTHOR_NAME": "Åse", "GIT_AUTHOR_EMAIL": "a@example.dk"}
    committer = {"GIT_COMMITTER_NAME": "Bo", "GIT_COMMITTER_EMAIL": "b@example.dk"}
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    git("commit", "-q", "-m", subject, **author, **committer, **dates)


def of(address: str, folder: Path) -> Authorship:
    entries = {entry.address: entry for entry in open_ledger(Folder(folder)).entries}
    return authorship(entries[address], Folder(folder))


def subject(address: str, folder: Path) -> str | None:
    commit = of(address, folder).commit
    return None if commit is None else commit.subject


def test_the_author_is_told_with_the_day_where_they_were(repository: Path) -> None:
    text = FIRST.replace('"Q"', '"Queue"')
    committed(text, "Late at night", "2024-02-01T00:30:00+0200")
    found = of("program.q", repository)
    assert (found.line, found.changed) == (13, False)
    assert found.commit is not None
    assert (found.commit.author, found.commit.date) == ("Åse", dt.date(2024, 2, 1))
    assert found.commit.subject == "Late at night"


def test_a_change_to_one_entry_is_of_no_other(repository: Path) -> None:
    committed(FIRST.replace('"A"', '"Aa"'), "The strand", "2024-02-01T12:00:00+0100")
    addresses = ("program.p", "program.p.strand.a", "program.q")
    assert [subject(each, repository) for each in addresses] == ["Begin", "The strand", "Begin"]


def test_the_last_of_several_commits_counts_whatever_the_lines_order(repository: Path) -> None:
    text = FIRST.replace("total = 1_000\n#", "total = 2_000\n#")
    committed(text, "Total", "2024-03-01T12:00:00+0100")
    committed(text.replace('"P"', '"Pp"'), "Name", "2024-02-01T12:00:00+0100")
    assert subject("program.p", repository) == "Name"


def test_of_commits_of_one_second_the_later_counts(repository: Path) -> None:
    text = FIRST.replace('"P"', '"Pp"')
    committed(text, "Second", "2024-01-01T12:00:00+0100")
    assert subject("program.p", repository) == "Second"


@pytest.mark.parametrize("first", ["2024-01-01T12:00:00+0100", "2030-01-01T12:00:00+0100"])
def test_which_commit_is_the_last_is_told_by_the_history_and_not_by_clocks(
    first: str, repository: Path
) -> None:
    when = "2024-01-01T12:00:00+0100"
    committed(KEYS, "Both", first, "awards.toml")
    alone = KEYS.replace('note = "for a while"', 'note = "for a year"')
    committed(alone, "The first award alone", when, "awards.toml")
    raised = alone.replace("02\namount = 10", "02\namount = 20")
    committed(raised, "The second award raised", when, "awards.toml")
    assert subject("award.y", repository) == "The second award raised"
    assert subject("award.x", repository) == "The first award alone"


@pytest.mark.usefixtures("repository")
def test_which_commit_took_a_key_away_last_is_told_by_the_history_too() -> None:
    committed(KEYS, "Both", "2024-01-02T12:00:00+0100", "more.toml")
    without = KEYS.replace('reference = "R 1"\n', "")
    committed(without, "No reference", "2024-01-03T12:00:00+0100", "more.toml")
    git("branch", "other")
    shorter = without.replace('note = "for a while"\n', "")
    committed(shorter, "No note", "2020-01-01T12:00:00+0100", "more.toml")
    git("switch", "-q", "other")
    raised = without + 'note = "raised"\n'
    committed(raised, "A note", "2030-01-01T12:00:00+0100", "more.toml")
    who = {"GIT_AUTHOR_NAME": "Åse", "GIT_AUTHOR_EMAIL": "a@example.dk"}
    committer = {"GIT_COMMITTER_NAME": "Bo", "GIT_COMMITTER_EMAIL": "b@example.dk"}
    git("merge", "-q", "--no-edit", "-", **who, **committer)
    assert last(Path("more.toml").read_text("utf-8"), "award.x") == "No note"


def test_lines_that_are_not_committed_are_told_of(repository: Path) -> None:
    Path("programs.toml").write_text(FIRST.replace('"P"', '"New"'), encoding="utf-8")
    assert of("program.p", repository).changed
    assert subject("program.p", repository) == "Begin"
    assert not of("program.q", repository).changed


def test_a_file_that_is_not_committed_has_no_commit(repository: Path) -> None:
    Path("more.toml").write_text('[recipient.x]\nname = "X"\nkind = "other"\n')
    assert of("recipient.x", repository) == Authorship("more.toml", 1)


@pytest.mark.parametrize("name", ["-L.toml", "--help.toml", ":(top)x.toml", "a b\u00e6.toml"])
def test_a_files_name_is_never_an_option(repository: Path, name: str) -> None:
    text = '# first\n[recipient.x]\nname = "X"\nkind = "other"\n'
    committed(text, "Named oddly", "2024-02-01T12:00:00+0100", name)
    assert of("recipient.x", repository).line == 2
    assert subject("recipient.x", repository) == "Named oddly"


def test_outside_a_repository_there_is_no_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    Path("programs.toml").write_text(FIRST, encoding="utf-8")
    assert of("program.q", tmp_path) == Authorship("programs.toml", 13)


def test_without_git_there_is_no_commit(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert of("program.p", repository) == Authorship("programs.toml", 4)


def test_times_that_are_none_are_passed_over(repository: Path) -> None:
    when = "@1704100000 +9959"
    committed(FIRST.replace('"Q"', '"Qq"'), "Odd zone", when)
    assert of("program.q", repository).line == 13


def test_a_line_of_text_is_not_taken_for_what_git_says(repository: Path) -> None:
    note = 'note = "x\u2028summary Forged\u2028filename y"\n'
    committed(FIRST + note, "True", "2024-02-01T12:00:00+0100")
    assert subject("program.q", repository) == "True"


KEYS = """[recipient.first]
name = "First"
kind = "other"

[award.x]
program = "p"
date = 2024-03-01
recipient = "first"
note = "for a while"
amount = 10
reference = "R 1"

[award.x.accept]
duplicate-award = "they are two"

[award.y]
program = "p"
date = 2024-03-02
amount = 10
recipient = "first"
"""


@pytest.mark.parametrize(
    "gone",
    [
        'note = "for a while"\n',
        'reference = "R 1"\n',
        '\n[award.x.accept]\nduplicate-award = "they are two"\n',
    ],
    ids=["a key between others", "the last key", "a table below"],
)
@pytest.mark.usefixtures("repository")
def test_a_key_that_is_taken_away_is_the_last_change_of_its_entry(gone: str) -> None:
    committed(KEYS, "Enter", "2024-02-01T12:00:00+0100", "more.toml")
    without = KEYS.replace(gone, "")
    assert without != KEYS
    committed(without, "Take it away", "2024-02-02T12:00:00+0100", "more.toml")
    committed(
        without + KEYS[:50].replace("first", "z"), "More", "2024-02-03T12:00:00+0100", "more.toml"
    )
    committed(without.replace('"First"', '"1"'), "Another", "2024-02-04T12:00:00+0100", "more.toml")
    assert last(without, "award.x") == "Take it away"
    assert last(without, "award.y") == "Enter"
    assert last(without, "recipient.first") == "Another"


def last(text: str, address: str) -> str | None:
    """Give the subject of the last commit to an entry; its ledger need not be whole."""
    from tidlig.source.reading import read

    entries = {entry.address: entry for entry in read("more.toml", text.encode()).entries}
    commit = authorship(entries[address], Folder(Path.cwd())).commit
    return None if commit is None else commit.subject


@pytest.mark.usefixtures("repository")
def test_lines_in_another_order_are_no_removal() -> None:
    committed(KEYS, "Enter", "2024-02-01T12:00:00+0100", "more.toml")
    one, other = 'program = "p"\ndate = 2024-03-02\n', 'date = 2024-03-02\nprogram = "p"\n'
    turned = KEYS.replace(one, other)
    committed(turned, "Turn", "2024-02-02T12:00:00+0100", "more.toml")
    assert last(turned, "award.y") in ("Enter", "Turn")
    assert last(turned, "award.x") == "Enter"


@pytest.mark.usefixtures("repository")
def test_a_key_that_a_merged_branch_takes_away_is_taken_by_its_own_commit() -> None:
    committed(KEYS, "Enter", "2024-02-01T12:00:00+0100", "more.toml")
    git("switch", "-q", "-c", "side")
    without = KEYS.replace('note = "for a while"\n', "")
    committed(without, "Take it away", "2024-02-02T12:00:00+0100", "more.toml")
    git("switch", "-q", "-")
    committed(KEYS.replace('"First"', '"1"'), "Name", "2024-02-03T12:00:00+0100", "more.toml")
    who = {"GIT_COMMITTER_NAME": "Bo", "GIT_COMMITTER_EMAIL": "b@example.dk"}
    who |= {"GIT_AUTHOR_NAME": "Bo", "GIT_AUTHOR_EMAIL": "b@example.dk"}
    git("merge", "-q", "--no-ff", "-m", "Merge", "side", **who)
    merged = Path("more.toml").read_text(encoding="utf-8")
    assert last(merged, "award.x") == "Take it away"
    assert last(merged, "recipient.first") == "Name"


@pytest.mark.usefixtures("repository")
def test_a_key_that_was_taken_away_before_its_file_was_renamed_is_seen() -> None:
    committed(KEYS, "Enter", "2024-02-01T12:00:00+0100", "was.toml")
    without = KEYS.replace('note = "for a while"\n', "")
    committed(without, "Take it away", "2024-02-02T12:00:00+0100", "was.toml")
    git("mv", "was.toml", "more.toml")
    other = without.replace('"First"', '"1"')
    committed(other, "Rename the file", "2024-02-03T12:00:00+0100", "more.toml")
    assert last(other, "award.x") == "Take it away"
    assert last(other, "award.y") == "Enter"
    assert last(other, "recipient.first") == "Rename the file"


def cloned(folder: Path, *words: str) -> Path:
    """Clone the repository in a folder, with a part of its history; give the clone."""
    git("config", "uploadpack.allowFilter", "true")
    there = folder / "clone"
    git("clone", "-q", *words, f"file://{folder}", str(there))
    os.chdir(there)
    return there


def test_a_shallow_clone_knows_what_changed_in_it_alone(repository: Path) -> None:
    committed(FIRST.replace('"Q"', '"Qq"'), "Second", "2024-02-01T12:00:00+0100")
    committed(FIRST.replace('"Q"', '"Qqq"'), "Third", "2024-03-01T12:00:00+0100")
    there = cloned(repository, "--depth", "2")
    found = of("program.p", there)
    assert (found.line, found.commit, found.missing) == (4, None, MissingHistory.SHALLOW)
    assert subject("program.q", there) == "Third"
    git("fetch", "-q", "--unshallow")
    assert (subject("program.p", there), of("program.p", there).missing) == ("Begin", None)


@pytest.mark.parametrize("part", ["blob:none", "tree:0"])
def test_a_partial_clone_says_that_it_does_not_know(part: str, repository: Path) -> None:
    committed(FIRST.replace('"Q"', '"Qq"'), "Second", "2024-02-01T12:00:00+0100")
    there = cloned(repository, f"--filter={part}")
    found = of("program.p", there)
    assert (found.commit, found.missing) == (None, MissingHistory.PARTIAL)
    git("fetch", "-q", "--refetch", "--no-filter")
    assert subject("program.p", there) == "Begin"
    assert subject("program.q", there) == "Second"
