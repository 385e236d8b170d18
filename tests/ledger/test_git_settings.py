"""git shows changes to a ledger by entry and by amount, in a repository of its own."""

import os
import subprocess
import tomllib
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.playing import GIT
from tidlig.ledger.starting import set_up, start_ledger, undo

LEDGER = """\
[ledger]
format = 1

[award.odense-2015]
pool      = "foraeldre-1"
recipient = "odense"
reference = "2015-0012"
purpose   = "Rådgivning af forældre"
date      = 2015-02-26
amount    = "1.234.567,50 kr."  # [not.a-heading]
recipients = [
  "x",
]
about     = "ca. -49,2 mio. kr."
note      = "tilsagn"
"""


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> "Git":
    """A repository with a ledger in it, and git to run in it."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in {**GIT, "HOME": str(tmp_path / "home")}.items():
        monkeypatch.setenv(name, value)
    here = Git(tmp_path / "repository")
    here.folder.mkdir()
    here("init", "--quiet")
    (here.folder / ".gitattributes").write_text("*.toml diff=tidlig\n")
    (here.folder / "programs.toml").write_text(LEDGER, "utf-8")
    here("add", ".")
    here("commit", "--quiet", "--message", "A ledger")
    return here


class Git:
    """git, run in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str) -> str:
        """What git prints."""
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, capture_output=True, encoding="utf-8", check=True
        )
        return done.stdout

    def change(self, before: str, after: str) -> None:
        """Change the ledger's text in one place."""
        path = self.folder / "programs.toml"
        assert path.read_text("utf-8").count(before) == 1
        path.write_text(path.read_text("utf-8").replace(before, after), "utf-8")

    @property
    def settings(self) -> str:
        """The repository's own settings, as they stand in its file."""
        return (self.folder / ".git" / "config").read_text("utf-8")


def test_a_hunk_names_the_entry_that_it_is_in(git: Git) -> None:
    git.change('"tilsagn"', '"et tilsagn"')
    assert "@@ [award.odense-2015]\n" not in git("diff")
    set_up(git.folder)
    assert "@@ [award.odense-2015]\n" in git("diff")


@pytest.mark.parametrize("line", ['["x", "y"]', "[1, 2]", "# [award.gone]", 'x = ["a"]', "[]"])
def test_a_hunk_is_not_named_for_what_is_no_heading(line: str, git: Git) -> None:
    git.change('  "x",\n', f"{line}\n")
    git("commit", "--all", "--quiet", "--message", "Other lines")
    set_up(git.folder)
    git.change('"tilsagn"', '"et tilsagn"\na = 1\nb = 2\nc = 3\nd = 4')
    assert "@@ [award.odense-2015]\n" in git("diff", "--unified=0")


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("1.234.567,50 kr.", "2.234.567,50 kr.", "[-1.234.567,50 kr.-]{+2.234.567,50 kr.+}"),
        ("1.234.567,50 kr.", "ca. 1,2 mio. kr.", "[-1.234.567,50 kr.-]{+ca. 1,2 mio. kr.+}"),
        ("1.234.567,50 kr.", "1.234.567,50 t.kr.", "[-1.234.567,50 kr.-]{+1.234.567,50 t.kr.+}"),
        ("1.234.567,50 kr.", "-2 mia. kr.", "[-1.234.567,50 kr.-]{+-2 mia. kr.+}"),
        ("-49,2", "-48,2", '"[-ca. -49,2 mio. kr.-]{+ca. -48,2 mio. kr.+}"'),
        ("2015-02-26", "2015-03-26", "[-2015-02-26-]{+2015-03-26+}"),
        ('"2015-0012"', '"2015-0013"', '"[-2015-0012-]{+2015-0013+}"'),
        ('"2015-0012"', "1_250_000", '[-"2015-0012"-]{+1_250_000+}'),
        ('"foraeldre-1"', '"foraeldre-2"', '"[-foraeldre-1-]{+foraeldre-2+}"'),
        ("af forældre", "til forældre", "[-af-]{+til+} forældre"),
        ("Rådgivning", "Rådgiving", "[-Rådgivning-]{+Rådgiving+}"),
        ('"x",', '"x"', '"x"[-,-]'),
    ],
)
@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_a_changed_word_is_shown_whole(
    before: str, after: str, shown: str, locale: str, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    set_up(git.folder)
    git.change(before, after)
    assert shown in git("diff", "--word-diff")


def test_setting_up_twice_is_as_once(git: Git) -> None:
    set_up(git.folder)
    once = git.settings
    set_up(git.folder)
    assert git.settings == once


def test_undoing_takes_back_exactly_what_was_set(git: Git) -> None:
    git("config", "diff.other.xfuncname", "mine")
    before = git.settings
    set_up(git.folder)
    assert git.settings != before
    undo(git.folder)
    assert git.settings == before
    undo(git.folder)
    assert git.settings == before


def test_undoing_leaves_settings_that_are_not_ours(git: Git) -> None:
    git("config", "diff.tidlig.textconv", "mine")
    set_up(git.folder)
    undo(git.folder)
    assert git("config", "--get-regexp", "diff[.]tidlig") == "diff.tidlig.textconv mine\n"


def test_other_clones_and_the_user_are_not_touched(git: Git, tmp_path: Path) -> None:
    set_up(git.folder)
    assert not (tmp_path / "home").exists()


def test_it_is_told_when_no_file_is_shown_so(git: Git, tidlig: Tidlig) -> None:
    git("rm", "--quiet", ".gitattributes")
    result = tidlig("git-setup", cwd=git.folder)
    assert result.code == 0
    assert 'add the line "*.toml diff=tidlig" to .gitattributes' in result.err


def test_outside_a_repository_it_cannot_be_done(tmp_path: Path, tidlig: Tidlig) -> None:
    for arguments in (("git-setup",), ("git-setup", "--undo")):
        result = tidlig(*arguments, cwd=tmp_path)
        assert result.code == 2
        assert result.err.startswith("error: there is no git repository here\n")


def test_without_git_it_cannot_be_done(git: Git, tmp_path: Path, tidlig: Tidlig) -> None:
    result = tidlig("git-setup", cwd=git.folder, env={"PATH": str(tmp_path)})
    assert result.code == 2
    assert result.err.startswith("error: git cannot be run\n")


def test_settings_that_another_git_holds_are_told(git: Git, tidlig: Tidlig) -> None:
    (git.folder / ".git" / "config.lock").touch()
    before = git.settings
    result = tidlig("git-setup", cwd=git.folder)
    assert result.code == 2
    assert result.err.startswith("error: the settings of the git repository cannot be changed\n")
    assert git.settings == before


def merged(git: Git, attributes: str) -> str:
    """A file to which two branches have added an award each, merged."""
    path = git.folder / "awards.toml"
    (git.folder / ".gitattributes").write_text(attributes)
    path.write_text("")
    git("add", ".")
    git("commit", "--quiet", "--message", "No awards")
    for id, amount in (("a", 2), ("b", 3)):
        git("checkout", "--quiet", "-b", id, "main")
        path.write_text(f'[award.{id}]\namount = {amount}\npool = "p"\ndate = 2015-02-26\n')
        git("commit", "--quiet", "--all", "--message", f"Award {id}")
    git("merge", "--quiet", "a")
    return path.read_text()


def test_a_union_of_two_branches_loses_keys_and_says_nothing(git: Git) -> None:
    awards = tomllib.loads(merged(git, "*.toml merge=union\n"))["award"]
    assert "date" not in awards["b"]


def test_a_new_ledger_has_two_branches_meet_in_a_conflict(git: Git, tmp_path: Path) -> None:
    start_ledger(tmp_path / "new")
    attributes = (tmp_path / "new" / ".gitattributes").read_text("utf-8")
    with pytest.raises(subprocess.CalledProcessError) as conflict:
        merged(git, attributes)
    assert "CONFLICT" in conflict.value.stdout
