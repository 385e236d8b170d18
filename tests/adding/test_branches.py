"""Two branches that each add an entry merge, and what both added counts."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from conftest import Tidlig
from harness.repositories import Repository, repository
from harness.running import Result

BOOKS = """[ledger]
format   = 1
language = "en"

[program.havn]
name  = "Havnepuljen"
years = "2019-2020"
split = { 2019 = "400 mio. kr.", 2020 = "500 mio. kr." }
date  = 2019-01-01

[pool.kaj]
program = "havn"

[pool.mole]
program = "havn"

[recipient.skagen]
name = "Skagen Havn"
kind = "organisation"

[recipient.roenne]
name = "Rønne Havn"
kind = "organisation"
"""

Words = Mapping[str, str]


@dataclass
class Books:
    """A repository with a ledger, and the program that is run in it."""

    at: Repository
    tidlig: Tidlig

    def run(self, *words: str) -> Result:
        """Run tidlig in the ledger."""
        return self.tidlig(*words, cwd=self.at.folder)

    def branch(self, name: str, kind: str, words: Words, *options: str) -> None:
        """Have a branch add an entry to what main has, and commit it."""
        self.at.git("switch", "-q", "-C", name, "main")
        pairs = [f"{key}={value}" for key, value in words.items()]
        added = self.run("add", kind, *pairs, "--yes", *options)
        assert added.code == 0, added.err
        self.at.git("add", "-A")
        self.at.git("commit", "-q", "-m", name)

    def merged(self) -> str:
        """Merge both branches with git, which stops the test at a conflict; give what it says."""
        self.at.git("switch", "-q", "one")
        return self.at.git("merge", "--no-edit", "two")

    def awarded(self, *words: str) -> int:
        """What has been awarded, in kroner."""
        done = self.run("balance", "--format", "json", *words)
        assert done.code == 0, done.err
        return sum(int(line["awarded"]) for line in json.loads(done.out)["lines"])


@pytest.fixture
def books(tmp_path: Path, tidlig: Tidlig) -> Books:
    """The ledger, committed."""
    at = repository(tmp_path / "books")
    at.commit({"programs.toml": BOOKS})
    return Books(at, tidlig)


def award(chance: random.Random) -> dict[str, str]:
    """An award of few pools, recipients, days, amounts and references, so that all of them meet."""
    words = {
        "pool": chance.choice(["kaj", "mole"]),
        "recipient": chance.choice(["skagen", "roenne"]),
        "date": chance.choice(["2019-05-02", "2019-05-03", "2020-05-02"]),
        "amount": str(chance.choice([1, 250_000, 250_001, 3_000_000])),
    }
    reference = chance.choice(["", "19-0007", "19/0007", "19-0008"])
    return {**words, "reference": reference} if reference else words


def another(one: Words, chance: random.Random) -> Words:
    """Another award, or one that differs from the first by no more than a key, or by nothing."""
    drawn = award(chance)
    if chance.random() < 0.4:
        return drawn
    key = chance.choice(["pool", "recipient", "date", "amount"])
    return {**one, key: drawn[key]}


def is_repeat(one: Words, other: Words) -> bool | None:
    """Whether two awards look like the same one; None where a reference is on one of them alone."""
    references = {one.get("reference"), other.get("reference")}
    if None in references and len(references) > 1:
        return None
    alike = all(one[key] == other[key] for key in ("pool", "recipient", "amount"))
    same_day = one["date"] == other["date"]
    is_one_reference = len({(each or "").replace("/", "-") for each in references}) == 1
    return alike and is_one_reference and (same_day or None not in references)


def see_that_both_count(books: Books, one: Words, other: Words) -> None:
    """Merge two branches that each add an award, and add up by hand."""
    books.at.git("switch", "-q", "-C", "main", "start")
    books.branch("one", "award", one)
    books.branch("two", "award", other)
    before = books.run("check", "--merge", "one", "two")
    assert (before.code, before.err) == (0, "")
    books.merged()
    checked = books.run("check")
    assert checked.code == 0, checked.out
    assert books.awarded() == int(one["amount"]) + int(other["amount"])
    repeat = is_repeat(one, other)
    assert repeat is None or ("[duplicate-award]" in checked.out) == repeat, checked.out
    assert ("[duplicate-award]" in before.out) == ("[duplicate-award]" in checked.out)


@pytest.mark.parametrize(
    "number", [0, *(pytest.param(n, marks=pytest.mark.long) for n in range(1, 10))]
)
def test_branches_that_each_add_an_award_merge_and_both_count(books: Books, number: int) -> None:
    chance = random.Random(20190502 + number)
    books.at.git("branch", "start", "main")
    for _ in range(5):
        one = award(chance)
        see_that_both_count(books, one, another(one, chance))


@pytest.mark.parametrize("reference", ["", "19-0007"])
def test_the_same_award_on_two_branches_is_two_and_the_check_for_repeats_says_so(
    books: Books, reference: str
) -> None:
    words = {"pool": "kaj", "recipient": "skagen", "date": "2019-05-02", "amount": "250000"}
    same = {**words, "reference": reference} if reference else words
    assert is_repeat(same, same)
    books.at.git("branch", "start", "main")
    see_that_both_count(books, same, same)


def test_two_copies_of_a_repository_are_two_places_too(books: Books, tmp_path: Path) -> None:
    words = ("award", "pool=kaj", "recipient=skagen", "date=2019-05-02", "amount=1")
    books.at.git("clone", "-q", ".", str(tmp_path / "copy"))
    ids = [
        books.tidlig("add", *words, cwd=folder).err
        for folder in (books.at.folder, tmp_path / "copy")
    ]
    assert len(set(ids)) == 2
    assert all(id.startswith("written: award.kaj-skagen-2019-05-02-") for id in ids)


def test_a_dry_run_shows_the_id_that_is_written(books: Books) -> None:
    words = ("add", "award", "pool=kaj", "recipient=skagen", "date=2019-05-02", "amount=1")
    shown = books.run(*words, "--dry-run").out
    assert books.run(*words).out == shown


OTHERS: dict[str, tuple[Words, Words]] = {
    "payment": (
        {"award": "kajen", "date": "2019-06-01", "amount": "5"},
        {"award": "kajen", "date": "2019-06-01", "amount": "6"},
    ),
    "return": (
        {"award": "kajen", "date": "2019-06-01", "amount": "5", "kind": "annulment"},
        {"award": "kajen", "date": "2019-06-01", "amount": "6", "kind": "annulment"},
    ),
    "reprioritisation": (
        {"from.program": "havn", "to.outside": "a", "date": "2019-06-01", "amount": "5",
         "years": "2019"},
        {"from.program": "havn", "to.outside": "a", "date": "2019-06-01", "amount": "6",
         "years": "2019"},
    ),
    "carry-over": (
        {"program": "havn", "from": "2019", "to": "2020", "amount": "5", "date": "2019-06-01"},
        {"program": "havn", "from": "2019", "to": "2020", "amount": "6", "date": "2019-06-01"},
    ),
    "lapse": (
        {"program": "havn", "year": "2019", "amount": "5", "date": "2020-06-01"},
        {"program": "havn", "year": "2019", "amount": "6", "date": "2020-06-01"},
    ),
    "agreement": (
        {"program": "havn", "total": "5", "date": "2019-06-01"},
        {"program": "havn", "total": "6", "date": "2019-06-01"},
    ),
    "amendment": (
        {"award": "kajen", "date": "2019-06-01", "amount": "5"},
        {"award": "kajen", "date": "2019-06-01", "amount": "6"},
    ),
    "pool": ({"program": "havn", "frame": "5"}, {"program": "havn", "frame": "6"}),
    "round": (
        {"program": "havn", "deadline": "2019-05"}, {"program": "havn", "deadline": "2019-06"},
    ),
    "recipient": (
        {"name": "Thy", "kind": "other"}, {"name": "Mors", "kind": "other"},
    ),
    "source": ({"title": "Et brev"}, {"title": "Et notat"}),
    "register": (
        {"kind": "award", "unit": "kr."}, {"kind": "award", "unit": "t.kr."},
    ),
    "outturn": (
        {"program": "havn", "year": "2019", "amount": "5"},
        {"program": "havn", "year": "2020", "amount": "6"},
    ),
    "appropriation": (
        {"program": "havn", "act": "FL2019", "date": "2019-02-01", "split.2019": "400 mio. kr."},
        {"program": "havn", "act": "FL2020", "date": "2020-02-01", "split.2020": "500 mio. kr."},
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", OTHERS)
def test_different_entries_of_a_kind_merge(books: Books, kind: str) -> None:
    given = '[award.kajen]\npool = "kaj"\nrecipient = "skagen"\ndate = 2019-05-02\namount = 100\n'
    books.at.commit({"awards/kajen.toml": given})
    for branch, words in zip(("one", "two"), OTHERS[kind], strict=True):
        books.branch(branch, kind, words)
    books.merged()
    assert books.run("check").code == 0
    assert len(list((books.at.folder / f"{kind}s").iterdir())) == 2


TWICE: dict[str, tuple[Words, str]] = {
    "return": (
        {"award": "kajen", "date": "2019-06-01", "amount": "400000", "kind": "refund"},
        "400.000 kr.",
    ),
    "reprioritisation": (
        {"from.program": "havn", "to.outside": "Kystdirektoratet", "date": "2019-06-01",
         "amount": "2000000"},
        "2 mio. kr.",
    ),
    "carry-over": (
        {"program": "havn", "from": "2019", "to": "2020", "amount": "1500000",
         "date": "2019-06-01"},
        "1,5 mio. kr.",
    ),
}  # fmt: skip

GIVEN = """[award.kajen]
pool = "kaj"
recipient = "skagen"
date = 2019-05-02
amount = 1_000_000
[payment.kajen]
award = "kajen"
date = 2019-05-03
amount = 1_000_000
"""


@pytest.mark.parametrize("kind", TWICE)
@pytest.mark.parametrize("is_written_alike", [True, False])
def test_the_same_decision_on_two_branches_is_two_and_the_check_for_repeats_says_so(
    books: Books, kind: str, is_written_alike: bool
) -> None:
    words, otherwise = TWICE[kind]
    books.at.commit({"awards/kajen.toml": GIVEN})
    books.branch("one", kind, words)
    books.branch("two", kind, words if is_written_alike else {**words, "amount": otherwise})
    before = books.run("check", "--merge", "one", "two", "--strict")
    assert (before.code, before.err) == (1, "")
    assert "error[duplicate-decision]" in before.out
    books.merged()
    assert len(list((books.at.folder / f"{kind}s").iterdir())) == 2
    assert "warning[duplicate-decision]" in books.run("check").out


def test_outturn_that_two_branches_add_is_one_and_a_second_one_is_told(books: Books) -> None:
    words = {"program": "havn", "year": "2019", "amount": "400000"}
    books.branch("one", "outturn", words)
    books.branch("two", "outturn", words)
    books.merged()
    assert "duplicate-decision" not in books.run("check").out
    assert books.run("add", "outturn", *[f"{k}={v}" for k, v in words.items()], "--yes").code == 0
    assert "warning[duplicate-decision]" in books.run("check").out
