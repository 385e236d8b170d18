"""An entry that has another id and is otherwise the same was renamed, and nothing else happened.

The programme has 9 000 kr., of which 2 000 are awarded; an act of 2034 is newer than the award.
"""

import json
import re
from typing import Any

import pytest

from conftest import Tidlig
from harness.repositories import Repository, repository
from harness.running import write

BOOKS = """[ledger]
format = 1
language = "en"

[program.skov]
name = "Skovpuljen"
years = "2033-2034"
split = { 2033 = 4_000, 2034 = 5_000 }
date = 2033-01-01

[program.skov.strand.eg]
name = "Eg"
split = { 2033 = 3_000 }

[appropriation.fl34]
program = "skov"
act = "FL2034"
date = 2034-01-01
split = { 2034 = 5_000 }

[pool.k]
program = "skov"
strand = "eg"
frame = 2_500

[award.a]
pool = "k"
recipient = "lund"
date = 2033-03-01
amount = 2_000

[payment.b]
award = "a"
date = 2033-04-01
amount = 700

[recipient.lund]
name = "Lund Forening"
kind = "organisation"
"""


@pytest.fixture
def books(tmp_path: Any) -> Repository:
    made = repository(tmp_path / "books")
    made.commit({"programs.toml": BOOKS})
    return made


def changed(books: Repository, tidlig: Tidlig, *changes: tuple[str, str]) -> dict[str, Any]:
    """Give what replacing parts of the books comes to."""
    text = BOOKS
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    write(books.folder, {"programs.toml": text})
    done = tidlig("diff", "--format", "json", cwd=books.folder)
    assert (done.code, done.err) == (0, "")
    found: dict[str, Any] = json.loads(done.out)
    return found


def ops(found: dict[str, Any]) -> list[tuple[str, str, str | None, str]]:
    return [(each["op"], each["kind"], each["was"], each["id"]) for each in found["entries"]]


def test_a_renamed_entry_is_no_alarm_and_moves_no_money(books: Repository, tidlig: Tidlig) -> None:
    found = changed(books, tidlig, ("payment.b", "payment.bilag-7"))
    assert ops(found) == [("renamed", "payment", "b", "bilag-7")]
    assert (found["alarms"], found["lines"]) == ([], [])
    told = tidlig("diff", cwd=books.folder).out
    assert "= payment.b -> bilag-7  renamed  programs.toml:32\n" in told
    assert "See first" not in told


@pytest.mark.parametrize(
    ("changes", "renamed", "following"),
    [
        (
            (("award.a]", "award.sag-3]"), ('award = "a"', 'award = "sag-3"')),
            [("award", "a", "sag-3")],
            ["b"],
        ),
        (
            (("recipient.lund]", "recipient.lf]"), ('recipient = "lund"', 'recipient = "lf"')),
            [("recipient", "lund", "lf")],
            ["a"],
        ),
        (
            (("pool.k]", "pool.kk]"), ('pool = "k"', 'pool = "kk"'), ("award.a]", "award.z]"),
             ('award = "a"', 'award = "z"'), ("payment.b]", "payment.y]")),
            [("pool", "k", "kk"), ("award", "a", "z"), ("payment", "b", "y")],
            [],
        ),
        (
            (("strand.eg]", "strand.egetrae]"), ('strand = "eg"', 'strand = "egetrae"')),
            [("strand", "skov/eg", "skov/egetrae")],
            ["k"],
        ),
        (
            (("program.skov", "program.skove"), ('program = "skov"', 'program = "skove"')),
            [("program", "skov", "skove"), ("strand", "skov/eg", "skove/eg")],
            ["fl34", "k"],
        ),
    ],
    ids=["award", "recipient", "chain", "strand", "program"],
)  # fmt: skip
def test_what_names_a_renamed_entry_follows_it(
    changes: tuple[tuple[str, str], ...],
    renamed: list[tuple[str, str, str]],
    following: list[str],
    books: Repository,
    tidlig: Tidlig,
) -> None:
    found = changed(books, tidlig, *changes)
    told = sorted(ops(found))
    expected = [("renamed", kind, was, id) for kind, was, id in renamed]
    assert [each for each in told if each[0] == "renamed"] == sorted(expected)
    assert sorted(id for op, _, _, id in told if op == "changed") == following
    assert not {"added", "removed"} & {op for op, *_ in told}
    assert (found["alarms"], found["lines"]) == ([], [])
    assert "\nRemaining  unchanged\n" in tidlig("diff", cwd=books.folder).out


def test_a_program_below_zero_is_not_so_by_its_new_name(books: Repository, tidlig: Tidlig) -> None:
    over = BOOKS.replace("amount = 2_000", "amount = 20_000")
    books.commit({"programs.toml": over})
    write(books.folder, {"programs.toml": over.replace('skov"', 'ny"').replace("m.skov", "m.ny")})
    found = json.loads(tidlig("diff", "--format", "json", cwd=books.folder).out)
    assert {op for op, *_ in ops(found)} == {"renamed", "changed"}
    assert found["alarms"] == []


def test_an_entry_with_another_value_too_is_not_renamed(books: Repository, tidlig: Tidlig) -> None:
    found = changed(books, tidlig, ("payment.b]", "payment.c]"), ("amount = 700", "amount = 701"))
    assert sorted(ops(found)) == [
        ("added", "payment", None, "c"),
        ("removed", "payment", None, "b"),
    ]
    assert ("entry removed", "payment.b") in {(e["alarm"], e["about"]) for e in found["alarms"]}


def test_a_strand_of_a_renamed_program_that_changed_is_changed(
    books: Repository, tidlig: Tidlig
) -> None:
    changes = ("program.skov", "program.ny"), ('program = "skov"', 'program = "ny"')
    found = changed(books, tidlig, *changes, ("2033 = 3_000", "2033 = 3_100"))
    told = ops(found)
    assert ("renamed", "program", "skov", "ny") in told
    assert ("changed", "strand", None, "ny/eg") in told
    assert [(e["alarm"], e["about"]) for e in found["alarms"]] == [
        ("history rewritten", "program.ny.strand.eg")
    ]


def test_of_several_that_could_be_it_none_is_guessed(books: Repository, tidlig: Tidlig) -> None:
    twin = BOOKS[BOOKS.index("[payment.b]") : BOOKS.index("[recipient.lund]")]
    twins = twin + twin.replace("payment.b", "payment.c")
    books.commit({"programs.toml": BOOKS.replace(twin, twins)})
    one = BOOKS.replace(twin, twin.replace("payment.b", "payment.x"))
    write(books.folder, {"programs.toml": one})
    found = json.loads(tidlig("diff", "--format", "json", cwd=books.folder).out)
    assert sorted(op for op, *_ in ops(found)) == ["added", "removed", "removed"]


def test_ids_that_two_entries_exchange_are_changes(books: Repository, tidlig: Tidlig) -> None:
    other = BOOKS[BOOKS.index("[payment.b]") : BOOKS.index("[recipient.lund]")]
    two = BOOKS + "\n" + other.replace("payment.b", "payment.c").replace("700", "300")
    books.commit({"programs.toml": two})
    turned = two.replace("payment.b", "payment.x").replace("payment.c", "payment.b")
    write(books.folder, {"programs.toml": turned.replace("payment.x", "payment.c")})
    found = json.loads(tidlig("diff", "--format", "json", cwd=books.folder).out)
    assert sorted(op for op, *_ in ops(found)) == ["changed", "changed"]


def test_a_comment_on_a_pull_request_has_renames_and_what_was_before(
    books: Repository, tidlig: Tidlig
) -> None:
    changed(books, tidlig, ("payment.b", "payment.c"), ("amount = 2_000", "amount = 2_100"))
    told = tidlig("diff", "--format", "md", cwd=books.folder).out
    assert "= payment.b -\\> c, renamed" in told
    alarm = "- **older than the newest decision, and changed**"
    assert f"{alarm}: award.a (amount: 2,000 kr. -\\> 2,100 kr.)" in told


def test_what_is_seen_first_has_before_and_after(books: Repository, tidlig: Tidlig) -> None:
    extra = '\n[recipient.ask]\nname = "Ask"\nkind = "other"\n'
    found = changed(
        books,
        tidlig,
        ('recipient = "lund"', 'recipient = "ask"'),
        ("amount = 2_000", "amount = 9_500"),
        ('kind = "organisation"\n', f'kind = "organisation"\n{extra}'),
        (BOOKS[BOOKS.index("[payment.b]") : BOOKS.index("[recipient.lund]")], ""),
    )
    first = {(each["alarm"], each["about"]): each for each in found["alarms"]}
    zero = first["below zero", "skov"]
    assert (zero["before"], zero["remaining"]) == ("7000", "-500")
    assert first["other recipient", "award.a"]["changes"] == [
        {"key": "recipient", "before": "lund", "after": "ask"}
    ]
    assert first["entry removed", "payment.b"]["changes"] == [
        {"key": "amount", "before": "700", "after": None}
    ]
    lines = [line.strip() for line in tidlig("diff", cwd=books.folder).out.split("\n")]
    at = next(at for at, line in enumerate(lines) if re.fullmatch("below zero +skov", line))
    assert lines[at + 1] == "7,000 DKK -> -500 DKK"
    for said in (
        "Lund Forening -> Ask",
        "amount 2,000 -> 9,500 DKK (+7,500 DKK)",
        "amount 700 DKK -> nothing",
    ):
        assert said in lines


def test_a_finding_stands_at_the_entry_that_brings_it(books: Repository, tidlig: Tidlig) -> None:
    award = '[award.ny]\npool = "k"\nrecipient = "lund"\ndate = 2033-01-05\namount = 501\n'
    write(books.folder, {"b.toml": f"# one more\n\n{award}"})
    found = json.loads(tidlig("diff", "--format", "json", cwd=books.folder).out)["findings"]
    (over,) = (each for each in found["new"] if each["check"] == "awards-exceed-pool")
    assert over["changed"] == [{"entry": "award.ny", "file": "b.toml", "line": 3}]
    told = tidlig("diff", cwd=books.folder).out
    assert "b.toml:3: error: " in told
    assert "programs.toml:" not in told[told.index("Findings") :]


def test_a_finding_that_any_of_several_entries_may_bring_stands_at_each(
    books: Repository, tidlig: Tidlig
) -> None:
    award = '[award.{}]\npool = "k"\nrecipient = "lund"\ndate = 2033-01-{}\namount = 300\n'
    write(books.folder, {"b.toml": award.format("n", "01") + award.format("m", "02")})
    told = tidlig("diff", cwd=books.folder).out
    assert "b.toml:1, b.toml:6: error: " in told


def test_a_finding_that_something_taken_away_brings_stands_where_it_is_seen(
    books: Repository, tidlig: Tidlig
) -> None:
    gone = '[return.r]\naward = "a"\ndate = 2033-02-01\namount = 900\nkind = "annulment"\n\n'
    more = '[award.q]\npool = "k"\nrecipient = "lund"\ndate = 2033-06-01\namount = 1_200\n'
    books.commit({"b.toml": more, "c.toml": gone})
    write(books.folder, {"c.toml": ""})
    found = json.loads(tidlig("diff", "--format", "json", cwd=books.folder).out)["findings"]
    (over,) = (each for each in found["new"] if each["check"] == "awards-exceed-pool")
    assert over["changed"] == []
    assert "b.toml:5: error: " in tidlig("diff", cwd=books.folder).out


@pytest.mark.parametrize(
    ("renames", "id", "op"),
    [
        ((("program.skov", "program.eng"), ('"skov"', '"eng"')), "program.eng", "program.eng"),
        ((("pool.k", "pool.l"), ('pool = "k"', 'pool = "l"')), "pool.l", "pool.l"),
        (
            (("recipient.lund", "recipient.by"), ('recipient = "lund"', 'recipient = "by"')),
            "recipient.by",
            "recipient.by",
        ),
    ],
)
def test_what_was_removed_as_an_entry_got_another_id_is_in_its_history(
    books: Repository, tidlig: Tidlig, renames: tuple[tuple[str, str], ...], id: str, op: str
) -> None:
    """The award of 2 000 is gone with its payment in the commit that renames what it was of."""
    text = BOOKS
    for was, now in renames:
        text = text.replace(was, now)
    start, _, rest = text.partition("[award.a]")
    books.commit({"programs.toml": start + rest[rest.index("[recipient.") :]})
    told = tidlig("history", id, "--as-of", "2033-06-01", "--format", "json", cwd=books.folder)
    newest = json.loads(told.out)["steps"][0]
    found = {entry["entry"]: entry["op"] for entry in newest["entries"]}
    assert found[op] == "renamed"
    assert found["award.a"] == "removed"


def test_another_currency_adds_no_entry_and_ends_no_history(
    books: Repository, tidlig: Tidlig
) -> None:
    euro = BOOKS.replace('language = "en"', 'language = "en"\ncurrency = "EUR"')
    first = books.git("rev-parse", "HEAD")
    change = books.commit({"programs.toml": euro})
    last = books.commit({"programs.toml": euro.replace("amount = 2_000", "amount = 1_900")})

    def steps(id: str) -> list[Any]:
        told = tidlig("history", id, "--as-of", "2034-06-01", "--format", "json", cwd=books.folder)
        return [
            (each["commit"], each["currency"], [(e["entry"], e["op"]) for e in each["entries"]])
            for each in json.loads(told.out)["steps"]
        ]

    assert steps("award.a") == [
        (last, "EUR", [("award.a", "changed")]),
        (change, "EUR", []),
        (first, "DKK", [("award.a", "added")]),
    ]
    (_, _, newest), (_, _, changed), (_, _, begun) = steps("pool.k")
    assert (newest, changed) == ([("award.a", "changed")], [])
    assert ("pool.k", "added") in begun
    told = tidlig("history", "award.a", cwd=books.folder).out
    for said in ("2,000 -> 1,900 EUR", "currency   DKK -> EUR", "added   2,000 DKK to Lund"):
        assert said in told
