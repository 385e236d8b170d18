"""What a reviewer must see first of a change, and what hostile texts do to where it is shown."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.repositories import Repository, repository
from harness.running import Result, write

Tidlig = Callable[..., Result]

BOOKS = """[ledger]
format = 1
language = "en"

[program.p]
name = "P"
years = "2024-2025"
split = { 2024 = 1000, 2025 = 1000 }
act = "FL2024"
date = 2024-01-01

[program.p.strand.s]
name = "S"
split = { 2024 = 500 }

[appropriation.fl2025]
program = "p"
act = "FL2025"
date = 2025-01-01
split = { 2025 = 1000 }

[award.old]
program = "p"
strand = "s"
date = 2024-05-01
amount = 300
recipient = "r"

[award.new]
program = "p"
date = 2025-05-01
amount = 300
recipient = "q"

[payment.one]
award = "new"
date = 2025-06-01
amount = 100

[recipient.r]
name = "R"
kind = "other"
cvr = "10103940"

[recipient.q]
name = "Q"
kind = "other"
"""

Alarm = tuple[str, str]


@pytest.fixture
def books(tmp_path: Path) -> Repository:
    """A repository with books in order."""
    made = repository(tmp_path / "books")
    made.commit({"programs.toml": BOOKS})
    return made


def alarms(books: Repository, tidlig: Tidlig, *changes: tuple[str, str]) -> set[Alarm]:
    """Give the alarms of replacing parts of the books, as JSON tells them."""
    text = BOOKS
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    write(books.folder, {"programs.toml": text})
    done = tidlig("diff", "--format", "json", cwd=books.folder)
    assert done.err == ""
    return {(each["alarm"], each["about"]) for each in json.loads(done.out)["alarms"]}


def part(start: str) -> str:
    """Give one entry of the books."""
    return next(f"{each}\n\n" for each in BOOKS.split("\n\n") if each.startswith(start))


def test_books_that_have_not_changed_raise_no_alarm(books: Repository, tidlig: Tidlig) -> None:
    assert alarms(books, tidlig) == set()
    assert alarms(books, tidlig, ("amount = 100", "amount = 110")) == set()


def test_a_balance_of_exactly_nothing_is_not_below_zero(books: Repository, tidlig: Tidlig) -> None:
    later = "date = 2025-05-01\namount = "
    assert alarms(books, tidlig, (later + "300", later + "1700")) == set()
    assert alarms(books, tidlig, (later + "300", later + "1701")) == {("below zero", "p")}


def test_a_strand_may_be_below_zero_where_its_program_is_not(
    books: Repository, tidlig: Tidlig
) -> None:
    early = "date = 2024-05-01\namount = "
    found = alarms(books, tidlig, (early + "300", early + "501"))
    assert found == {("below zero", "p/s"), ("history rewritten", "award.old")}


def test_a_balance_that_was_below_zero_and_is_less_so_is_no_alarm(
    books: Repository, tidlig: Tidlig
) -> None:
    later = "date = 2025-05-01\namount = "
    books.commit({"programs.toml": BOOKS.replace(later + "300", later + "9000")})
    assert alarms(books, tidlig, (later + "300", later + "8000")) == set()
    assert alarms(books, tidlig, (later + "300", later + "9001")) == {("below zero", "p")}


def test_an_entry_that_is_removed_is_an_alarm_and_one_that_moves_is_not(
    books: Repository, tidlig: Tidlig
) -> None:
    found = alarms(books, tidlig, (part("[payment.one]"), ""))
    assert found == {("entry removed", "payment.one")}
    write(books.folder, {"other.toml": part("[payment.one]")})
    assert alarms(books, tidlig, (part("[payment.one]"), "")) == set()


def test_an_award_to_someone_else_is_an_alarm(books: Repository, tidlig: Tidlig) -> None:
    found = alarms(books, tidlig, ('recipient = "q"', 'recipient = "r"'))
    assert found == {("other recipient", "award.new")}
    found = alarms(books, tidlig, ('recipient = "q"', "recipients = { other = 1 }"))
    assert found == {("other recipient", "award.new")}


def test_a_recipient_with_another_cvr_number_is_someone_else(
    books: Repository, tidlig: Tidlig
) -> None:
    assert alarms(books, tidlig, ("10103940", "29190623")) == {("other recipient", "recipient.r")}
    assert alarms(books, tidlig, ('name = "R"', 'name = "Rr"')) == set()


def test_a_recipient_with_another_name_and_no_number_may_be_someone_else(
    books: Repository, tidlig: Tidlig
) -> None:
    books.commit({"programs.toml": BOOKS.replace('cvr = "10103940"\n', "")})
    write(books.folder, {"programs.toml": _unnumbered('name = "Rr"')})
    told = tidlig("diff", "--format", "json", cwd=books.folder).out
    assert [each["alarm"] for each in json.loads(told)["alarms"]] == ["other recipient"]
    write(books.folder, {"programs.toml": _unnumbered('name = "Rr"\naliases = ["R"]')})
    told = tidlig("diff", "--format", "json", cwd=books.folder).out
    assert json.loads(told)["alarms"] == []


def _unnumbered(name: str) -> str:
    return BOOKS.replace('cvr = "10103940"\n', "").replace('name = "R"', name)


def test_a_finding_that_is_accepted_is_an_alarm_and_not_fixed(
    books: Repository, tidlig: Tidlig
) -> None:
    later = "date = 2025-05-01\namount = "
    over = BOOKS.replace(later + "300", later + "9000")
    books.commit({"programs.toml": over})
    accepted = later + '9000\naccept = { budget-overspent = "ok" }'
    write(books.folder, {"programs.toml": over.replace(later + "9000", accepted)})
    told = json.loads(tidlig("diff", "--format", "json", cwd=books.folder).out)
    accepted_now = [{"key": "accept", "before": None, "after": [["budget-overspent", "ok"]]}]
    assert {
        "alarm": "finding accepted",
        "about": "award.new",
        "before": None,
        "remaining": None,
        "changes": accepted_now,
    } in told["alarms"]
    assert told["findings"]["fixed"] == []


def test_an_amount_that_has_become_unknown_is_an_alarm_and_named(
    books: Repository, tidlig: Tidlig
) -> None:
    later = "date = 2025-05-01\namount = "
    write(books.folder, {"programs.toml": BOOKS.replace(later + "300", later + '"unknown"')})
    told = json.loads(tidlig("diff", "--format", "json", cwd=books.folder).out)
    assert ("amount unknown", "award.new") in {(e["alarm"], e["about"]) for e in told["alarms"]}
    assert told["unknown"] == ["award.new"]
    assert "not counted: award.new" in tidlig("diff", "--all", cwd=books.folder).out


def test_a_strand_may_be_below_zero_in_a_year_alone(books: Repository, tidlig: Tidlig) -> None:
    two = BOOKS.replace("split = { 2024 = 500 }", "split = { 2024 = 500, 2025 = 500 }")
    two = two.replace(
        "split = { 2025 = 1000 }", "split = { 2025 = 1000 }\nstrands.s = { 2025 = 500 }"
    )
    books.commit({"programs.toml": two})
    early = "date = 2024-05-01\namount = "
    write(books.folder, {"programs.toml": two.replace(early + "300", early + "600")})
    told = json.loads(tidlig("diff", "--format", "json", cwd=books.folder).out)
    assert ("below zero", "p/s/2024") in {(e["alarm"], e["about"]) for e in told["alarms"]}


def test_a_payment_to_someone_else_is_an_alarm(books: Repository, tidlig: Tidlig) -> None:
    found = alarms(books, tidlig, ("amount = 100", 'amount = 100\npayee = "r"'))
    assert found == {("other payee", "payment.one")}


def test_a_payment_that_names_whom_it_went_to_all_along_is_no_alarm(
    books: Repository, tidlig: Tidlig
) -> None:
    assert alarms(books, tidlig, ("amount = 100", 'amount = 100\npayee = "q"')) == set()


def test_a_payment_on_another_award_goes_to_someone_else(books: Repository, tidlig: Tidlig) -> None:
    found = alarms(books, tidlig, ('award = "new"', 'award = "old"'))
    assert found == {("other payee", "payment.one")}


def test_what_is_older_than_the_newest_decision_is_history(
    books: Repository, tidlig: Tidlig
) -> None:
    found = alarms(
        books, tidlig, ('amount = 300\nrecipient = "r"', 'amount = 299\nrecipient = "r"')
    )
    assert found == {("history rewritten", "award.old")}
    found = alarms(books, tidlig, (part("[award.old]"), ""))
    assert found == {("history rewritten", "award.old"), ("entry removed", "award.old")}
    found = alarms(books, tidlig, ("split = { 2024 = 500 }", "split = { 2024 = 501 }"))
    assert found == {("history rewritten", "program.p.strand.s")}
    found = alarms(books, tidlig, ("split = { 2025 = 1000 }", "split = { 2025 = 1001 }"))
    assert found == set()


ESCAPED = re.compile(r"\\.")
"""What Markdown takes as it is."""

HOSTILE = [
    "\\u001b[2J\\u001b]0;x\\u0007",
    "</details><script>alert(1)</script><!--",
    "| a | b |\\n\\n# All is well",
    "![x](https://example.invalid/x.png) [y](javascript:z)",
    "::error file=x::y\\n::set-output name=a::b",
    "\\u202egnp.exe",
    "<!-- tidlig diff -->",
    "`` ` ``` ~~~ **bold** _x_ &lt;b&gt;",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", ["table", "md"])
def test_no_text_of_a_ledger_changes_what_a_terminal_or_a_comment_shows(
    text: str, form: str, books: Repository, tidlig: Tidlig
) -> None:
    def told(name: str, columns: int = 500) -> list[str]:
        note = f'[recipient.r]\nname = "{name}"\nnote = "{name}"'
        changed = BOOKS.replace('[recipient.r]\nname = "R"', note).replace("FL2025", name)
        write(
            books.folder,
            {"programs.toml": changed.replace("1000 }\n\n[award.old", "1 }\n\n[award.old")},
        )
        env = {"COLUMNS": str(columns)}
        done = tidlig("diff", "--format", form, "--all", cwd=books.folder, env=env)
        assert done.code == 0, done.err
        return done.out.split("\n")

    lines, plain = told(text), told("harmless")
    assert len(lines) == len(plain)  # where no text has to be broken
    out = "\n".join(lines)
    for columns in (40, 80, 500):
        shown = told(text, columns)
        assert not {"\x1b", "\x07", "\u202e", "\r"} & set("".join(shown))
        assert not any(line.lstrip().startswith("::") for line in shown)
    if form == "md":
        live = ESCAPED.sub("", out)
        assert live.count("<!--") == live.count("-->") == 1
        assert live.count("<details>") == live.count("</details>") == 1
        assert not any(mark in live for mark in ("<script", "](", "**bold", "&lt;", "`"))
        assert [line.count("|") for line in live.split("\n")] == [line.count("|") for line in plain]


def test_a_comment_leaves_whole_sections_out_and_says_which(
    books: Repository, tidlig: Tidlig
) -> None:
    many = "".join(
        f'[award.a{number}]\nprogram = "p"\ndate = 2025-06-01\namount = 1\nrecipient = "r"\n'
        for number in range(700)
    )
    write(books.folder, {"many.toml": many})
    out = tidlig("diff", "--format", "md", cwd=books.folder).out
    assert len(out) < 60_000
    assert "Left out, for there is too much of it: Entries." in out
    assert "<details>" not in out
    assert "| **in all** | **uncommitted** |" in out
    some = many[: many.index("[award.a200]")]
    write(books.folder, {"many.toml": some})
    out = tidlig("diff", "--format", "md", cwd=books.folder).out
    assert "Left out" not in out
    assert out.count(", added |") == 200


@pytest.mark.long
def test_a_comment_is_never_too_long_whatever_is_in_it(books: Repository, tidlig: Tidlig) -> None:
    years = ", ".join(f"{year} = {year}" for year in range(1990, 2090))
    many = "".join(
        f'[program.{"x" * 60}{number}]\nname = "X"\nyears = "1990-2089"\nsplit = {{ {years} }}\n'
        for number in range(40)
    )
    removed = BOOKS.replace(part("[payment.one]"), "")
    write(books.folder, {"many.toml": many, "programs.toml": removed})
    out = tidlig("diff", "--format", "md", cwd=books.folder).out
    assert len(out) < 60_000
    assert "Left out, for there is too much of it: Money, Entries." in out
    assert "- **entry removed**: payment.one" in out
