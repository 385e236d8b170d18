"""What two branches add at one place is all kept by `check --merge`; of anything else it says no.

The pool has no money, so that the one finding says what all awards come to.
"""

import os
import random
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.repositories import Repository, repository
from harness.running import Result
from tidlig.model.messages import sentence
from tidlig.source.toml import Unparsed, document

BOOKS = """[ledger]
format   = 1
language = "en"

[program.vej]
name  = "Vejpuljen"
years = 2021
total = "90 mio. kr."

[pool.bro]
program = "vej"
frame   = 0

[recipient.lolland]
name = "Lolland"
kind = "other"
"""
FILE = "tilsagn.toml"


def award(id: str, amount: int, more: str = "") -> str:
    lines = ('pool = "bro"', 'recipient = "lolland"', "date = 2021-04-06", f'purpose = "{id}"')
    return "\n".join((f"[award.{id}]", *lines, f"amount = {amount}", more)).rstrip("\n") + "\n"


A, B, C, D = (award(id, amount) for id, amount in (("a", 1), ("b", 20), ("c", 300), ("d", 4000)))


@dataclass
class Books:
    """A repository whose branches write one file, and the program that is run in it."""

    at: Repository
    tidlig: Tidlig

    def merged(self, base: str | None, ours: str | None, theirs: str | None) -> Result:
        """Check the merge of two branches that have what they come from otherwise."""
        self.at.git("switch", "-q", "main")
        self.at.commit({FILE: base} if base is not None else {})
        for name, text in (("one", ours), ("two", theirs)):
            self.at.git("switch", "-q", "-C", name, "main")
            self.at.commit({FILE: text})
        return self.tidlig("check", "--merge", "one", "two", cwd=self.at.folder)


@pytest.fixture
def books(tmp_path: Path, tidlig: Tidlig) -> Books:
    """The ledger, without awards."""
    at = repository(tmp_path / "books")
    at.commit({"programs.toml": BOOKS, ".gitattributes": "* -text\n"})
    return Books(at, tidlig)


def total(done: Result) -> int:
    """What all awards come to, by the finding that the pool has no money."""
    found = re.findall(r'pool "bro" are ([0-9.]+) kr\. over', done.out)
    assert len(found) == 1, (done.out, done.err)
    return int(found[0].replace(".", ""))


EDITORS = "#:schema x.json\n\n"
KEPT = {
    "at the end": (A, f"{A}\n{B}", f"{A}\n{C}"),
    "at the end, without blank lines": (A, A + B, A + C),
    "at the start": (A, f"{B}\n{A}", f"{C}\n{A}"),
    "between entries": (f"{A}\n{D}", f"{A}\n{B}\n{D}", f"{A}\n{C}\n{D}"),
    "at the end and between entries": (f"{A}\n{D}", f"{A}\n{B}\n{D}", f"{A}\n{C}\n{D}"),
    "a last line that is not ended": (A[:-1], f"{A}\n{B[:-1]}", f"{A}\n{C[:-1]}"),
    "comments before the entries": (A, f"{A}\n# maj\n{B}", f"{A}\n# juni\n{C}"),
    "a new file": (None, B, C),
    "a new file with the line for editors": (None, f"{EDITORS}{B}", f"{EDITORS}{C}"),
    "lines of Windows": tuple(
        text.replace("\n", "\r\n") for text in (A, f"{A}\n{B}", f"{A}\n{C}")
    ),
    "a byte order mark": ("\ufeff" + A, f"\ufeff{A}\n{B}", f"\ufeff{A}\n{C}"),
    "lines that are alike": (
        A, f"{A}\n{B}\n" + award("e", 50_000), f"{A}\n{C}\n" + award("f", 600_000)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", KEPT)
def test_entries_that_both_add_at_one_place_count(books: Books, name: str) -> None:
    base, ours, theirs = KEPT[name]
    ids = re.findall(r"award\.(.)", f"{base or ''}{ours}{theirs}")
    amounts = {"a": 1, "b": 20, "c": 300, "d": 4000, "e": 50_000, "f": 600_000}
    done = books.merged(base, ours, theirs)
    assert done.err == f"one and two conflict in {FILE}: what both add is kept here\n"
    assert total(done) == sum(amounts[id] for id in set(ids))
    assert done.code == 1


def test_ours_stands_before_theirs(books: Books) -> None:
    done = books.merged(A, f"{A}\n{B}", f"{A}\n{award('c', 300, 'amuont = 1')}")
    assert f"{FILE}:21:1" in done.out


def test_an_id_that_both_give_is_a_finding_that_loses_neither(books: Books) -> None:
    done = books.merged(A, f"{A}\n{award('b', 20)}", f"{A}\n{award('b', 21)}")
    assert done.code == 1
    assert "[toml-syntax]: the heading stands here a second time" in done.out
    assert f"{FILE}:15:8" in done.out
    assert "give one of the two entries another id" in done.out


TEXT = 'note = """\n{}"""\n'
LEFT = {
    "a key that both change": (A, award("a", 2), award("a", 3)),
    "a key that both add": (A, award("a", 1, "note = 'x'"), award("a", 1, "note = 'y'")),
    "different keys that both add": (A, award("a", 1, "note = 'x'"), award("a", 1, "tags = []")),
    "a key on one side, an entry on the other": (A, award("a", 1, "note = 'x'"), f"{A}\n{B}"),
    "an entry that one takes out and the other changes": (f"{A}\n{B}", A, f"{A}\n{award('b', 21)}"),
    "a file that one takes out": (A, None, f"{A}\n{B}"),
    "comments alone": (A, f"{A}\n# maj\n", f"{A}\n# juni\n"),
    "a comment and a key": (A, f"{A}# maj\nnote = 'x'\n", f"{A}\n{C}"),
    "lines of a text that look like entries": (
        A + TEXT.format("\n\nx\n"), A + TEXT.format(f"\n{B}\nx\n"), A + TEXT.format(f"\n{C}\nx\n"),
    ),
    "an entry between the keys of another": (
        A, A.replace("date", "[award.b]\ndate"), A.replace("date", "[award.c]\ndate")
    ),
    "what is no TOML": (A, f"{A}\n[award.b]\namount = \n", f"{A}\n{C}"),
    "marks of an earlier merge": (A, f"{A}\n{B}<<<<<<< x\n", f"{A}\n{C}"),
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT)
def test_of_any_other_conflict_nothing_is_told(books: Books, name: str) -> None:
    base, ours, theirs = LEFT[name]
    done = books.merged(base, ours, theirs)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error: one and two conflict in {FILE}\n")
    assert "help: no sum of both can be told" in done.err


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text there")
@pytest.mark.parametrize("name", [os.fsencode(FILE), b"\xe6.toml"])
def test_bytes_that_are_no_text_are_left(books: Books, name: bytes) -> None:
    for branch in ("one", "two"):
        books.at.git("switch", "-q", "-C", branch, "main")
        (books.at.folder / os.fsdecode(name)).write_bytes(
            f"# \xe6\n{award(branch, 1)}".encode("l1")
        )
        books.at.commit({})
    done = books.tidlig("check", "--merge", "one", "two", cwd=books.at.folder)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: one and two conflict in ")


def test_only_the_files_that_are_left_are_named(books: Books) -> None:
    for name, file, other in (("one", B, 2), ("two", C, 3)):
        books.at.git("switch", "-q", "-C", name, "main")
        books.at.commit({FILE: file, "andet.toml": award("x", other)})
    done = books.tidlig("check", "--merge", "one", "two", cwd=books.at.folder)
    assert done.code == 1
    for name, text in (("one", "# en"), ("two", "# to")):
        books.at.git("switch", "-q", name)
        books.at.commit({"noter.toml": text})
    done = books.tidlig("check", "--merge", "one", "two", cwd=books.at.folder)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: one and two conflict in noter.toml\n")


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_lost_wherever_both_add(books: Books, seed: int) -> None:
    chance = random.Random(seed)
    amounts = {f"e{number}": 2**number for number in range(16)}
    base = [f"e{number}" for number in range(4)]
    told = 0
    for _ in range(6):
        sides = [list(base), list(base)]
        for number in range(4, 16):
            side = chance.choice(sides)
            side.insert(chance.choice([len(side), chance.randint(0, len(side))]), f"e{number}")
        texts = ["\n".join(award(id, amounts[id]) for id in ids) for ids in (base, *sides)]
        done = books.merged(*texts)
        assert done.code in (1, 2), done.err
        if done.code == 1:
            told += 1
            assert total(done) == 2**16 - 1
        else:
            assert "no sum of both can be told" in done.err
    assert told > 3


@pytest.mark.parametrize(
    "text",
    [
        f"{A}<<<<<<< HEAD\n{B}=======\n{C}>>>>>>> two\n",
        f"{A}<<<<<<< HEAD\r\n{B}=======\r\n{C}>>>>>>> two\r\n",
        f"{A}||||||| base\n",
        f"{A}=======\n{C}",
        f"{A}>>>>>>>\n",
        f"{A}tags = [\n<<<<<<< HEAD\n'x'\n=======\n'y'\n>>>>>>> two\n]\n",
    ],
)
def test_the_help_for_marks_keeps_the_entries_of_both(text: str) -> None:
    with pytest.raises(Unparsed) as raised:
        document(text.encode())
    assert sentence(raised.value.message) == "a merge left a conflict here"
    assert sentence(raised.value.help) == (
        "keep the entries of both sides and take out the marks; where both changed one key, decide"
    )


def test_the_help_for_a_second_heading_keeps_both_entries() -> None:
    with pytest.raises(Unparsed) as raised:
        document(f"{A}{A}".encode())
    assert "keep" not in sentence(raised.value.help)
    assert sentence(raised.value.help).startswith("give one of the two entries another id")
