"""An entry that is gone is found in the commits before, and shown with its removal."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from harness.repositories import Repository, repository
from harness.running import Result
from tidlig.arithmetic.ledger import Ledger
from tidlig.index.build import PackedRows, opened, packed_rows, record_of
from tidlig.ledger.checking import is_readable
from tidlig.ledger.commit_files import CommitFile
from tidlig.ledger.commit_ledger import CommitLedger
from tidlig.ledger.readability import Readability
from tidlig.model.entry import Settings
from tidlig.source.reading import read

Tidlig = Callable[..., Result]

BOOKS = """[ledger]
format = 1

[program.p]
name = "P"
years = 2024
total = 10_000_000
date = 2024-01-01

[recipient.r]
name = "R"
kind = "municipality"
"""

GONE = """[program.q]
name = "The former programme"
years = 2024
total = 5_000_000
date = 2024-01-01
"""


def awards(**amounts: int) -> str:
    """Write awards by their ids, as a_1 for a-1."""
    tables = (
        f'[award.{id.replace("_", "-")}]\nprogram = "p"\nrecipient = "r"\n'
        f'date = 2024-02-01\namount = {amount}\nreference = "{amount}"\n'
        for id, amount in amounts.items()
    )
    return "\n".join(tables)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Awards and a program that go, one of them after it got another id."""
    made = repository(tmp_path_factory.mktemp("former") / "books")
    begun = {"data/programs.toml": BOOKS, "data/gone.toml": GONE}
    made.commit({**begun, "data/a.toml": awards(a_1=1_000_000, a_10=2_000_000, b=3)}, "begin")
    made.commit({"data/a.toml": awards(a_10=2_000_000, c=3), "data/gone.toml": None}, "remove")
    made.commit({"data/a.toml": awards(a_10=2_000_000)}, "remove c")
    return made


def history(tidlig: Tidlig, folder: Path, *words: str) -> dict[str, Any]:
    done = tidlig("history", *words, "--as-of", "2024-12-31", "--format", "json", cwd=folder)
    assert (done.code, done.err) == (0, "")
    told: dict[str, Any] = json.loads(done.out)
    return told


def operations(told: dict[str, Any]) -> list[tuple[str, str]]:
    """The subject of each step, and what it did to the entry, newest first."""
    return [(step["subject"], step["entries"][0]["op"]) for step in told["steps"]]


def test_an_award_that_is_gone_is_shown_with_its_removal(tidlig: Tidlig, books: Repository) -> None:
    told = history(tidlig, books.folder, "award.a-1")
    assert told["address"] == "award.a-1"
    assert operations(told) == [("remove", "removed"), ("begin", "added")]


def test_a_whole_id_that_is_gone_goes_before_the_start_of_another(
    tidlig: Tidlig, books: Repository
) -> None:
    assert history(tidlig, books.folder, "a-1")["address"] == "award.a-1"
    assert history(tidlig, books.folder, "a-10")["address"] == "award.a-10"
    assert history(tidlig, books.folder, "a-")["address"] == "award.a-10"


def test_an_id_that_an_entry_had_leads_to_what_became_of_it(
    tidlig: Tidlig, books: Repository
) -> None:
    told = history(tidlig, books.folder, "b")
    assert told["address"] == "award.c"
    assert operations(told) == [
        ("remove c", "removed"),
        ("remove", "renamed"),
        ("begin", "added"),
    ]


def test_the_figure_of_a_program_that_is_gone_ends_with_its_removal(
    tidlig: Tidlig, books: Repository
) -> None:
    told = history(tidlig, books.folder, "The former programme")
    assert operations(told) == [("remove", "removed"), ("begin", "added")]
    assert [step["trouble"] for step in told["steps"]] == ["not there", None]
    assert told["steps"][1]["figure"] == {"least": "5000000", "most": "5000000"}


def test_the_page_says_where_it_stood_and_that_it_is_gone(
    tidlig: Tidlig, books: Repository
) -> None:
    done = tidlig("history", "a-1", "--lang", "en", cwd=books.folder)
    first = books.git("rev-list", "--max-parents=0", "HEAD").strip()[:10]
    assert done.out.splitlines()[1] == f"data/a.toml:1 (removed after {first})"


def test_what_never_was_is_refused(tidlig: Tidlig, books: Repository) -> None:
    done = tidlig("history", "nowhere", cwd=books.folder)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith('error: there is no entry "nowhere"')


POOL = '[pool.x]\nprogram = "p"\nround = "y"\n[round.y]\nprogram = "p"\n'
ACT = '[appropriation.a]\nprogram = "p"\nact = "FL2023"\ndate = 2023-01-01\nsplit.2024 = 1\n'
OTHER = '[program.other]\nname = "Other"\nyears = 2024\ntotal = 1\n'


@pytest.mark.parametrize(
    ("text", "is_sound"),
    [
        (awards(a=1), True),
        (awards(a=1).replace('"r"', '"nobody"'), False),
        (awards(a=1).replace('program = "p"', 'program = "p"\nstrand = "s"'), False),
        (awards(a=1).replace('program = "p"', 'pool = "x"') + POOL, True),
        (POOL.replace('[pool.x]\nprogram = "p"', '[pool.x]\nprogram = "other"') + OTHER, False),
        ('[recipient.r]\nname = "Again"\nkind = "municipality"\n', False),
        ("[award.a]\namount = 1\n", False),
        ("[award.a\n", False),
        (ACT, False),
    ],
)  # fmt: skip
def test_what_is_known_of_files_tells_the_same_as_the_checks(text: str, is_sound: bool) -> None:
    contents = (
        read("books.toml", BOOKS.encode(), holds_settings=True),
        read("other.toml", text.encode(), holds_settings=False),
    )
    files = [
        CommitFile(opened(record_of(each), each.path), partial(PackedRows, packed_rows(each)))
        for each in contents
    ]
    cores = tuple(file.record.contents for file in files)
    ledger = CommitLedger(Ledger(Settings(format=1), cores), files)
    memory = Readability()
    assert [memory.is_readable(ledger), memory.is_readable(ledger)] == [is_sound, is_sound]
    assert is_readable(Ledger(Settings(format=1), contents)) is is_sound
