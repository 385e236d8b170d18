"""What `tidlig diff` writes into files and shows on terminals."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.repositories import Repository, repository
from harness.running import Result, write
from tidlig.cli.diff import compare
from tidlig.cli.options import style
from tidlig.render import changes_page
from tidlig.render.sections import as_text
from tidlig.render.tables import plain_paint

Tidlig = Callable[..., Result]

LEDGER = """[ledger]
format = 1

[program.p]
name = "P"
years = 2024
total = "{}"
"""


@pytest.fixture
def books(tmp_path: Path) -> Repository:
    """A repository with a ledger, and a change in its files."""
    made = repository(tmp_path / "books")
    made.commit({"programs.toml": LEDGER.format("1.000,50 kr.")})
    write(made.folder, {"programs.toml": LEDGER.format("900 kr.")})
    return made


@pytest.mark.parametrize(
    ("ending", "start"),
    [("json", '{\n "schema": "tidlig.diff/2"'), ("md", "<!-- tidlig diff -->"), ("txt", "HEAD ")],
)
def test_a_file_is_written_as_its_ending_says(
    ending: str, start: str, books: Repository, tidlig: Tidlig
) -> None:
    assert tidlig("diff", "-o", f"x.{ending}", cwd=books.folder) == Result(0, "", "")
    assert (books.folder / f"x.{ending}").read_text("utf-8").startswith(start)
    assert tidlig("diff", "-o", "y", "--format", "json", cwd=books.folder).code == 0
    assert json.loads((books.folder / "y").read_text("utf-8"))["lines"]


def test_a_change_is_written_as_csv_with_the_rows_of_the_screen(
    books: Repository, tidlig: Tidlig
) -> None:
    options = ("diff", "--unit", "kr", "--all", "--as-of", "2024-06-30")
    assert tidlig(*options, "-o", "x.csv", cwd=books.folder) == Result(0, "", "")
    written = (books.folder / "x.csv").read_text("utf-8").split("\n")
    assert any("1000.50,900.00,-100.50" in line for line in written)
    printed = tidlig(*options, "--format", "csv", cwd=books.folder).out
    assert printed.splitlines() == (books.folder / "x.csv").read_text("utf-8").splitlines()


def test_whole_kroner_have_their_ore_where_any_figure_has(
    books: Repository, tidlig: Tidlig
) -> None:
    out = tidlig("diff", "--unit", "kr", "--all", "--as-of", "2024-06-30", cwd=books.folder).out
    assert "Til rådighed  2024: 1.000,50 -> 900,00  (-100,50 kr.)" in out
    assert "1.000,50  900,00  -100,50" in out


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ((), "HEAD -> filerne"),
        (("main",), "main -> filerne"),
        (("..",), "HEAD -> HEAD"),
        (("main..",), "main -> HEAD"),
        (("..main",), "HEAD -> main"),
        (("main", "HEAD"), "main -> HEAD"),
        (("--staged",), "HEAD -> indekset"),
        (("main", "--staged"), "main -> indekset"),
    ],
    ids=" ".join,
)
def test_two_states_are_named_as_git_names_them(
    words: tuple[str, ...], names: str, books: Repository, tidlig: Tidlig
) -> None:
    out = tidlig("diff", *words, cwd=books.folder).out
    id = books.git("rev-parse", "HEAD")[:10]
    first, dated = re.split("  +", out.split("\n")[0])
    assert first.replace(f" {id}", "") == names
    assert dated.startswith("pr. ")


def test_three_dots_begin_where_two_branches_have_parted(books: Repository, tidlig: Tidlig) -> None:
    parted = books.git("rev-parse", "HEAD")
    books.git("switch", "-q", "-c", "side")
    books.commit({})
    books.git("switch", "-q", "main")
    books.commit({"programs.toml": LEDGER.format("5 kr.")})
    found = json.loads(tidlig("diff", "main...side", "--format", "json", cwd=books.folder).out)
    assert found["base"]["revision"] == parted
    assert [line["change"] for line in found["lines"] if line["heading"] == "uncommitted"] == [
        "-100.50"
    ]
    back = json.loads(tidlig("diff", "side...", "--format", "json", cwd=books.folder).out)
    assert back["base"]["revision"] == parted
    assert [line["after"] for line in back["lines"] if line["heading"] == "uncommitted"] == ["5"]


def test_revisions_without_a_commit_in_common_are_said_to_have_none(
    books: Repository, tidlig: Tidlig
) -> None:
    books.git("checkout", "-q", "-f")
    books.git("switch", "-q", "--orphan", "other")
    books.commit({"programs.toml": LEDGER.format("5 kr.")})
    done = tidlig("diff", "main...other", cwd=books.folder)
    assert (done.code, done.out) == (2, "")
    assert "main and other have no commit in common" in done.err
    assert tidlig("diff", "main", "other", cwd=books.folder).code == 0


def test_a_merge_that_is_not_finished_cannot_be_compared(books: Repository, tidlig: Tidlig) -> None:
    books.git("switch", "-q", "-c", "side")
    books.commit({})
    books.git("switch", "-q", "main")
    books.commit({"programs.toml": LEDGER.format("5 kr.")})
    with pytest.raises(Exception, match="merge"):
        books.git("merge", "side")
    done = tidlig("diff", "--staged", cwd=books.folder)
    assert (done.code, done.out) == (2, "")
    assert "a merge is not finished" in done.err


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_figure_is_cut_on_a_narrow_terminal(
    width: int, books: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(books.folder)
    found = compare(None, [], staged=False)
    shown = style(found.head.ledger.settings, None, None)
    page = changes_page.page(found, shown, ["here"], every=True)
    text = as_text(page, width, plain_paint)
    wide = as_text(page, None, plain_paint)
    assert set(wide.split()) <= set(text.split())
    assert max(map(len, text.split("\n"))) <= width
