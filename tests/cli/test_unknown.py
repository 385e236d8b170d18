"""What nobody has stated is not 0 in any document; no span is counted in one of its years."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from harness import balances
from harness.repositories import repository
from harness.running import Result

Tidlig = Callable[..., Result]

BOOKS = """
[ledger]
format = 1
language = "en"

[program.vej]
name  = "Veje"
years = "2018-2019"
split = { 2018 = 900, 2019 = 500 }

[program.vej.strand.broer]
name  = "Broer"
split = { 2018 = 300 }

[round.runde]
program = "vej"

[pool.smaa]
program = "vej"
round   = "runde"

[recipient.skive]
name = "Skive Kommune"
kind = "municipality"

[award.ukendt]
pool      = "smaa"
recipient = "skive"
date      = 2018-03-01
amount    = "unknown"

[award.kendt]
pool      = "smaa"
recipient = "skive"
date      = 2018-04-01
amount    = 200

[payment.rate]
award  = "ukendt"
date   = 2018-05-01
amount = 70
"""

SPAN = """
[ledger]
format = 1
language = "en"

[program.vej]
name  = "Veje"
years = "2018-2020"
split = { 2018 = 900, 2019 = 500, 2020 = 100 }

[award.bro]
program    = "vej"
date       = 2018-03-01
years      = "2018-2019"
amount     = 800
recipients = { municipality = 1 }
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Callable[[str], Path]:
    """Write a ledger of one file."""

    def written(text: str) -> Path:
        (tmp_path / "programs.toml").write_text(text, "utf-8")
        return tmp_path

    return written


def report(tidlig: Tidlig, folder: Path, *words: str) -> Any:
    return json.loads(tidlig(*words, "--format", "json", "--ledger", str(folder)).out)


def rows(tidlig: Tidlig, folder: Path, *words: str) -> list[dict[str, str]]:
    result = tidlig(*words, "--format", "csv", "--ledger", str(folder))
    return list(csv.DictReader(io.StringIO(result.out)))


def rows_of(tidlig: Tidlig, folder: Path, name: str, *words: str) -> list[list[str]]:
    """Give the cells of the rows that have a name, in the table that a person reads."""
    table = tidlig(*words, "--unit", "kr", "--ledger", str(folder)).out.splitlines()
    start = f"  {name}"
    return [line.removeprefix(start).split() for line in table if line.startswith(start)]


def figures(row: Any, *names: str) -> list[str | None]:
    return [row[name] for name in names]


def test_a_balance_has_no_figure_that_an_unknown_award_is_in(
    tidlig: Tidlig, ledger: Callable[[str], Path]
) -> None:
    folder = ledger(BOOKS)
    found = report(tidlig, folder, "balance")
    asked = ("budget", "awarded", "returned", "uncommitted", "paid", "outstanding")
    year = next(
        line for line in found["lines"] if (line["strand"], line["years"][0]) == (None, 2018)
    )
    assert figures(year, *asked) == ["600", None, "0", None, "70", None]
    assert balances.figures(balances.total(found), *asked) == ["1400", None, "0", None, "70", None]
    [vej] = found["programs"]
    assert vej["total"]["used"] == {"least": "200", "most": None}  # an unknown award is 0 or more
    assert vej["total"]["unused"] == {"least": None, "most": "1200"}
    later = next(line for line in found["lines"] if line["years"][0] == 2019)
    assert figures(later, *asked) == ["500", "0", "0", "500", "0", "0"]
    told = {
        (row["strand"], row["years"], row["heading"]): row["amount"]
        for row in rows(tidlig, folder, "balance", "--detail")
    }
    assert [told["", "2018", name] for name in asked] == ["600", "", "0", "", "70", ""]


def test_neither_have_the_sums_of_a_recipient_and_a_pool(
    tidlig: Tidlig, ledger: Callable[[str], Path]
) -> None:
    folder = ledger(BOOKS)
    asked = ("awarded", "paid", "outstanding")
    [skive] = report(tidlig, folder, "balance", "--by", "recipient")["recipients"]
    assert figures(skive, *asked) == [None, "70", None]
    for row in report(tidlig, folder, "pools")["rows"]:
        assert figures(row, *asked) == [None, "70", None]
    assert [row["awarded"] for row in rows(tidlig, folder, "pools")] == ["", ""]
    for address in ("program.vej", "pool.smaa", "recipient.skive", "award.ukendt"):
        shown = report(tidlig, folder, "show", address)
        assert figures(shown["figures"], *asked) == [None, "70", None], address
    awards = report(tidlig, folder, "show", "program.vej")["hangs_on_it"]["award"]
    assert awards["figures"]["awarded"] is None
    assert [row["figures"]["awarded"] for row in awards["entries"]] == [None, "200"]


def test_a_log_knows_nothing_of_what_is_outstanding_from_the_day_of_an_unknown_award(
    tidlig: Tidlig, ledger: Callable[[str], Path]
) -> None:
    folder = ledger(BOOKS)
    log = report(tidlig, folder, "log")
    dated = [row for row in log["movements"] if row["date"]]
    assert [figures(row, "entry", "budget", "outstanding") for row in dated] == [
        ["award.ukendt", "1400", None],
        ["award.kendt", "1400", None],
        ["payment.rate", "1400", None],
    ]
    undated = [row for row in log["movements"] if not row["date"]]
    assert figures(undated[-1], "budget", "outstanding") == ["1400", "0"]
    assert figures(log["entries"][-1], "budget", "outstanding") == ["1400", None]
    assert rows(tidlig, folder, "log")[-1]["outstanding"] == ""


def test_a_reconciliation_has_no_remaining_of_an_unknown_award(
    tidlig: Tidlig, ledger: Callable[[str], Path]
) -> None:
    found = report(tidlig, ledger(BOOKS), "reconcile")["programs"][0]
    assert (found["uses"]["awarded"], found["uses"]["uncommitted"]) == (None, None)
    assert found["sources"]["appropriated"] == "1400"
    assert found["awarded"] == {"least": "200", "most": None}
    awarded = {row["year"]: row["awarded"] for row in found["by_year"]}
    assert awarded == {2018: {"least": "200", "most": None}, 2019: {"least": "0", "most": "0"}}
    assert {row["strand"]: row["awarded"] for row in found["strands"]} == {
        "broer": {"least": "0", "most": "0"},
        "-": {"least": "200", "most": None},
    }


def test_no_table_says_what_is_outstanding_of_an_unknown_award(
    tidlig: Tidlig, ledger: Callable[[str], Path]
) -> None:
    words = ("balance", "--columns", "awarded,paid,outstanding", "--unit", "kr")
    lines = tidlig(*words, "--ledger", str(ledger(BOOKS))).out.splitlines()
    assert lines[3].split() == ["vej", "200", "+", "?", "70", "130", "+", "?"]
    alone = BOOKS.replace("amount    = 200", "amount    = 0")
    lines = tidlig(*words, "--ledger", str(ledger(alone))).out.splitlines()
    assert lines[3].split() == ["vej", "unknown", "70", "unknown"]


def test_an_act_that_states_a_year_anew_makes_its_budget_known(
    tidlig: Tidlig, ledger: Callable[[str], Path]
) -> None:
    moved = """
[reprioritisation.til-broer]
date   = 2018-02-01
amount = "unknown"
from   = { program = "vej" }
to     = { outside = "havne" }
"""
    act = """
[appropriation.tb2018]
program = "vej"
act     = "TB2018"
date    = 2018-12-01
split   = { 2018 = 850 }
"""
    asked = ("budget", "reprioritised", "restated")
    before = balances.total(report(tidlig, ledger(BOOKS + moved), "balance"))
    assert balances.figures(before, *asked) == [None, None, "0"]
    after = balances.total(report(tidlig, ledger(BOOKS + moved + act), "balance"))
    assert balances.figures(after, *asked) == ["1350", None, None]


def test_what_is_moved_inside_a_program_is_known_of_the_whole(
    tidlig: Tidlig, ledger: Callable[[str], Path]
) -> None:
    moved = """
[reprioritisation.til-broer]
date   = 2018-02-01
amount = "unknown"
from   = { program = "vej" }
to     = { program = "vej", strand = "broer" }
"""
    found = report(tidlig, ledger(BOOKS + moved), "balance")
    [vej] = found["programs"]
    assert vej["total"]["budget"] == {"least": "1400", "most": "1400"}
    budgets = {(line["strand"], line["years"][0]): line["budget"] for line in found["lines"]}
    assert budgets == {(None, 2018): None, (None, 2019): "500", ("broer", 2018): None}


def test_an_amount_a_year_without_an_end_counts_to_the_year_of_the_date(
    tidlig: Tidlig, ledger: Callable[[str], Path]
) -> None:
    text = BOOKS + '\n[program.havn]\nname = "Havne"\nyears = "2018-"\nyearly = 40\n'
    folder = ledger(text)
    found = report(tidlig, folder, "balance", "havn", "--as-of", "2020-06-01")
    [havn] = found["programs"]
    assert havn["total"]["budget"] == {"least": "120", "most": "120"}
    budgets = {line["years"][0]: line["budget"] for line in found["lines"]}
    assert budgets == {2018: "40", 2019: "40", 2020: "40"}
    open_ended = {"heading": "appropriated", "entry": "program.havn", "from": 2018, "yearly": "40"}
    assert found["open"] == [{"program": "havn", **open_ended}]
    table = tidlig(
        "balance", "havn", "--as-of", "2020-06-01", "--columns", "budget", "--unit", "kr",
        "--ledger", str(folder),
    ).out  # fmt: skip
    assert [line.split() for line in table.splitlines()[3:7]] == [
        ["havn", "120"], ["2018", "40"], ["2019", "40"], ["2020", "40"],
    ]  # fmt: skip


def test_an_amount_that_is_agreed_a_year_without_an_end_has_no_sum(
    tidlig: Tidlig, ledger: Callable[[str], Path]
) -> None:
    text = (
        '[ledger]\nformat = 1\nlanguage = "en"\n[program.havn]\nname = "Havne"\n'
        'years = "2018-"\n[agreement.aftale]\nprogram = "havn"\nyearly = {}\n'
    )
    folder = ledger(text.format(40))
    found = report(tidlig, folder, "balance", "--as-of", "2020-06-01")
    [havn] = found["programs"]
    assert (havn["total"]["agreed"], found["lines"], found["unknown"]) == (None, [], [])
    open_ended = {"heading": "agreed", "entry": "agreement.aftale", "from": 2018, "yearly": "40"}
    assert found["open"] == [{"program": "havn", **open_ended}]
    said = tidlig("balance", "--detail", "--ledger", str(folder)).out
    assert "havn: agreed 40 kr. a year from 2018, end not stated" in said
    unstated = report(tidlig, ledger(text.format('"unknown"')), "balance", "--as-of", "2020-06-01")
    assert unstated["unknown"] == [{"entry": "agreement.aftale", "program": "havn"}]
    assert unstated["open"] == []


def test_a_history_says_where_an_amount_became_unknown(tidlig: Tidlig, tmp_path: Path) -> None:
    books = repository(tmp_path)
    known = BOOKS.replace('amount    = "unknown"', "amount    = 100")
    books.commit({"data/programs.toml": known}, "known")
    books.commit({"data/programs.toml": BOOKS}, "unknown")
    folder = tmp_path
    line = ("history", "vej", "--columns", "uncommitted", "--format", "json")
    steps = json.loads(tidlig(*line, cwd=folder).out)["steps"]
    assert [(step["figure"], step["change"]) for step in steps] == [
        ({"least": None, "most": "1200"}, {"least": None, "most": "100"}),
        ({"least": "1100", "most": "1100"}, None),
    ]
    changed = json.loads(tidlig("diff", "HEAD~1", "HEAD", "--format", "json", cwd=folder).out)
    lines = {
        line["heading"]: (line["before"], line["after"], line["change"])
        for line in changed["lines"]
    }
    assert lines["awarded"] == ("300", None, None)
    assert lines["uncommitted"] == ("300", None, None)


@pytest.mark.parametrize("years", ["2018", "2019", "2019-2020"])
def test_years_that_cut_a_span_leave_its_sums_empty(
    tidlig: Tidlig, ledger: Callable[[str], Path], years: str
) -> None:
    folder = ledger(SPAN)
    found = report(tidlig, folder, "balance", "--detail", "--years", years)
    total = balances.total(found)
    budget = {"2018": "900", "2019": "500", "2019-2020": "600"}[years]
    asked = ("budget", "awarded", "uncommitted", "outstanding")
    assert balances.figures(total, *asked) == [budget, None, None, None]
    assert found["cut_spans"] == [{"program": "vej", "strand": None, "years": [2018, 2019]}]
    [bro] = [line for line in found["lines"] if line["years"] == [2018, 2019]]
    assert bro["awarded"] == "800"
    uses = report(tidlig, folder, "reconcile", "--years", years)
    assert uses["programs"][0]["uses"]["uncommitted"] is None
    assert uses["cut_spans"] == found["cut_spans"]
    log = report(tidlig, folder, "log", "--years", years)
    for last in (log["movements"][-1], log["entries"][-1]):
        assert figures(last, "budget", "outstanding") == [budget, None]
    assert log["cut_spans"] == found["cut_spans"]


@pytest.mark.parametrize("years", ["2018-2019", "2018-2020", "2020"])
def test_years_that_cut_no_span_have_their_sums(
    tidlig: Tidlig, ledger: Callable[[str], Path], years: str
) -> None:
    found = report(tidlig, ledger(SPAN), "balance", "--detail", "--years", years)
    expected = {"2018-2019": "600", "2018-2020": "700", "2020": "100"}[years]
    total = balances.total(found)
    assert (balances.figures(total, "uncommitted"), found["cut_spans"]) == ([expected], [])


def test_people_and_spreadsheets_are_told_that_a_span_is_cut(
    tidlig: Tidlig, ledger: Callable[[str], Path]
) -> None:
    folder, said = ledger(SPAN), "Money over more years than are chosen is shown whole"
    for command in ("balance --detail", "log", "reconcile"):
        words = (*command.split(), "--years", "2018", "--ledger", str(folder))
        assert said in tidlig(*words).out, command
        as_csv = tidlig(*words, "--format", "csv")
        assert (said in as_csv.out, said in as_csv.err) == (False, True), command
        assert said not in tidlig(*command.split(), "--ledger", str(folder)).out


@pytest.mark.parametrize(("years", "left"), [("2018, 2020", "90"), ("2018, 2019", None)])
def test_an_act_that_absorbs_an_unknown_span_states_what_is_left(
    tidlig: Tidlig, tmp_path: Path, years: str, left: str | None
) -> None:
    first, last = years.split(", ")
    (tmp_path / "programs.toml").write_text(
        '[ledger]\nformat = 1\n[program.sti]\nname = "Stier"\nyears = "2018-2020"\n'
        'total = "unknown"\n[appropriation.fl]\nprogram = "sti"\nact = "FL"\n'
        f"date = 2018-01-01\nsplit = {{ {first} = 40, {last} = 50 }}\n",
        "utf-8",
    )
    log = json.loads(tidlig("log", "sti", "--format", "json").out or "{}")
    as_of = ("--as-of", "2018-06-01")
    found = json.loads(tidlig("balance", *as_of, "--format", "json").out or "{}")
    if left is None:
        assert not found or balances.total(found)["uncommitted"] is None
        return
    assert log["movements"][-1]["budget"] == left
    assert balances.figures(balances.total(found), "uncommitted") == [left]


def test_what_an_act_leaves_unknown_is_unknown_from_the_cache_too(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    (tmp_path / "programs.toml").write_text(
        '[ledger]\nformat = 1\n[program.sti]\nname = "Stier"\nyears = 2016\n'
        "split = { 2016 = 100 }\ndate = 2016-01-01\n"
        '[program.sti.strand.nord]\nname = "Nord"\nsplit = { 2016 = 50 }\n'
        '[program.sti.strand.syd]\nname = "Syd"\n'
        '[appropriation.fl]\nprogram = "sti"\nact = "FL"\ndate = 2016-01-02\n'
        "split = { 2016 = 100 }\nstrands.nord = { 2016 = 50 }\n"
        'strands.syd = { 2016 = "unknown" }\n[recipient.hobro]\nname = "Hobro"\n'
        'kind = "municipality"\n[award.a]\nprogram = "sti"\nstrand = "syd"\n'
        'recipient = "hobro"\ndate = 2016-03-01\namount = 10\n',
        "utf-8",
    )
    for _ in range(3):
        lines = json.loads(tidlig("balance", "--format", "json").out)["lines"]
        budgets = {line["strand"]: line["budget"] for line in lines}
        assert budgets == {None: None, "nord": "50", "syd": None}


HARBOURS = """
[ledger]
format = 1
language = "en"

[program.havn]
name  = "Havne"
years = "2020-2021"
split = { 2020 = 4000, 2021 = 2000 }

[program.havn.strand.kaj]
name = "Kajer"

[round.foraar]
program = "havn"

[pool.moler]
program = "havn"
round   = "foraar"
strand  = "kaj"

[recipient.thisted]
name = "Thisted Kommune"
kind = "municipality"

[award.mole]
pool      = "moler"
recipient = "thisted"
date      = 2020-05-01
amount    = "unknown"
"""


@pytest.mark.parametrize(
    ("by", "of", "name"),
    [
        ("pool", "moler", "moler"),
        ("recipient", "thisted", "Thisted Kommune"),
        ("strand", "", "kaj"),
    ],
)
def test_an_unknown_award_has_a_line_though_nothing_else_is_on_it(
    tidlig: Tidlig, ledger: Callable[[str], Path], by: str, of: str, name: str
) -> None:
    folder = ledger(HARBOURS)
    words: tuple[str, ...] = ("balance", "--by", by)
    asked = (
        "appropriated", "budget", "awarded", "returned", "uncommitted", "paid", "outstanding",
    )  # fmt: skip
    found = report(tidlig, folder, *words)
    [kaj] = [line for line in found["lines"] if line["strand"] == "kaj"]
    assert (kaj["years"], kaj.get(by)) == ([2020, 2020], of or "kaj")
    assert figures(kaj, *asked) == ["0", "0", None, "0", None, "0", None]
    others = [line for line in found["lines"] if line["strand"] is None]
    assert [figures(line, "awarded", "uncommitted") for line in others] == [
        ["0", "4000"],
        ["0", "2000"],
    ]
    expected = ["6000", "6000", None, "0", None, "0", None]
    assert balances.figures(balances.total(found), *asked) == expected
    if by == "strand":
        by_state = {
            row["heading"]: (row["least"], row["most"])
            for row in rows(tidlig, folder, *words)
            if row["strand"] == "kaj"
        }
        assert [by_state[name] for name in ("budget", "used", "unused")] == [
            ("", ""),
            ("0", ""),
            ("", "0"),
        ]
        [row] = rows_of(tidlig, folder, "Kajer", *words)
        assert " ".join(row) == "0 + ? \N{EN DASH} 0 - ?"
        words = (*words, "--detail")  # by line
    told = {
        row["heading"]: row["amount"]
        for row in rows(tidlig, folder, *words)
        if row["strand"] == "kaj" and row.get(by, "") in (of, "kaj")
    }
    assert [told[name] for name in asked] == ["0", "0", "", "0", "", "0", ""]
    [row] = rows_of(tidlig, folder, name, *words)
    known = ["2020", "0", "0"] if by == "strand" else []
    assert row == [*known, "unknown", "unknown"]  # nothing says what is paid


def test_an_unknown_award_of_other_years_and_programs_has_no_line(
    tidlig: Tidlig, ledger: Callable[[str], Path]
) -> None:
    other = '\n[program.fyr]\nname = "Fyr"\nyears = "2020"\nsplit = { 2020 = 7 }\n'
    folder = ledger(HARBOURS + other)
    for words in (("havn", "--years", "2021"), ("fyr",)):
        found = report(tidlig, folder, "balance", *words, "--by", "pool")
        assert [line["strand"] for line in found["lines"]] == [None], words
        assert balances.total(found)["awarded"] == 0, words


def test_what_nets_to_nothing_on_a_line_makes_no_line(
    tidlig: Tidlig, ledger: Callable[[str], Path]
) -> None:
    moved = """
[reprioritisation.til-kaj]
date   = 2021-02-01
amount = "unknown"
years  = "2022"
from   = { program = "havn" }
to     = { program = "havn", strand = "kaj" }
"""
    folder = ledger(HARBOURS.replace('"2020-2021"', '"2020-2022"') + moved)
    by_strand = report(tidlig, folder, "balance")["lines"]
    budgets = {
        (line["strand"], line["years"][0]): line["budget"]
        for line in by_strand
        if line["years"][0] == 2022
    }
    assert budgets == {(None, 2022): None, ("kaj", 2022): None}
    whole = report(tidlig, folder, "balance", "--detail", "--by", "program")["lines"]
    assert [line["years"][0] for line in whole] == [2020, 2021]


def test_a_history_follows_the_known_part_after_an_amount_became_unknown(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    books = repository(tmp_path)
    unknown, more = 'amount    = "unknown"', BOOKS.replace("amount    = 200", "amount    = 500")
    new = 'program = "vej"\nrecipient = "skive"\ndate = 2019-02-01\namount = "unknown"\n'
    second = f"{more}\n[award.ny]\n{new}"
    known = second.replace(unknown, "amount    = 100").replace('"unknown"', "50")
    texts = {
        "begun": BOOKS.replace(unknown, "amount    = 100"),
        "unknown": BOOKS,
        "more": more,
        "noted": more + "# nothing\n",
        "second": second,
        "known": known,
    }
    for subject, text in texts.items():
        books.commit({"data/programs.toml": text}, subject)
    line = ("history", "vej", "--columns", "uncommitted")
    steps = json.loads(tidlig(*line, "--format", "json", cwd=tmp_path).out)["steps"]
    assert [(step["subject"], step["figure"], step["change"]) for step in steps] == [
        ("known", {"least": "750", "most": "750"}, None),
        ("second", {"least": None, "most": "900"}, None),
        ("more", {"least": None, "most": "900"}, {"least": "-300", "most": "-300"}),
        ("unknown", {"least": None, "most": "1200"}, {"least": None, "most": "100"}),
        ("begun", {"least": "1100", "most": "1100"}, None),
    ]
    table = tidlig(*line, "--unit", "kr", "--format", "md", cwd=tmp_path).out.splitlines()
    told = [[cell.strip() for cell in row.split("|")[3:5]] for row in table if "| 20" in row]
    assert told == [
        ["750", ""],
        ["900 - ?", ""],
        ["900 - ?", "-300"],
        ["1,200 - ?", "100 - ?"],
        ["1,100", ""],
    ]


MOVED = """
[reprioritisation.ud]
date   = 2018-02-01
amount = "unknown"
from   = { program = "vej" }
to     = { outside = "havne" }
"""


BROUGHT = """
[reprioritisation.ind]
date   = 2018-02-01
amount = "unknown"
from   = { outside = "havne" }
to     = { program = "vej" }
"""


ANOTHER = BOOKS.replace('"unknown"', "40").replace("= 200", '= "unknown"')


def changes(
    tidlig: Tidlig, folder: Path, before: str, after: str, as_of: str = "2018-06-01"
) -> tuple[Any, list[str]]:
    """Give what differs between two texts, and the lines that a person reads, figures and all."""
    books = repository(folder)
    books.commit({"data/programs.toml": before}, "before")
    books.commit({"data/programs.toml": after}, "after")
    words = ("diff", "HEAD~1", "HEAD", "--unit", "kr", "--as-of", as_of)
    lines = json.loads(tidlig(*words, "--format", "json", cwd=folder).out)["lines"]
    found = {
        (line["strand"], line["years"][0], line["heading"]): (
            line["before"],
            line["after"],
            line["change"],
        )
        for line in lines
    }
    return found, tidlig(*words, "--all", cwd=folder).out.splitlines()


def answer(shown: list[str]) -> list[str]:
    """Give the lines on what is left, below the heading and above the count of entries."""
    count = next(number for number, line in enumerate(shown) if line.startswith("Entries "))
    return [" ".join(line.split()) for line in shown[2:count]]


def in_all(shown: list[str]) -> str:
    """Give the row on the whole ledger, which is last of those by line."""
    [row] = [" ".join(line.split()) for line in shown if line.startswith("in all ")]
    return row


def test_a_change_is_known_where_what_is_unknown_is_the_same_before_and_after(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    found, shown = changes(
        tidlig, tmp_path, BOOKS + MOVED, (BOOKS + MOVED).replace("= 200", "= 500")
    )
    assert found == {
        (None, 2018, "awarded"): (None, None, "300"),
        (None, 2018, "uncommitted"): (None, None, "-300"),
        (None, 2018, "outstanding"): (None, None, "300"),
    }
    assert answer(shown) == ["Remaining 2018-2019: 1,200 - ? -> 900 - ? (-300 DKK)"]
    told = [line.split() for line in shown if "- ?" in line and "2018" not in line]
    assert ["uncommitted", "1,200", "-", "?", "900", "-", "?", "-300"] in [row[1:] for row in told]


@pytest.mark.parametrize(
    "names",
    [
        {"award.ukendt": "award.journal-7", 'award  = "ukendt"': 'award  = "journal-7"'},
        {"strand.broer": "strand.bro"},
        {"program.vej": "program.veje", 'program = "vej"': 'program = "veje"'},
    ],
    ids=["award", "strand", "program"],
)
def test_another_name_of_what_is_unknown_leaves_the_change_known(
    tidlig: Tidlig, tmp_path: Path, names: dict[str, str]
) -> None:
    before = BOOKS.replace("{ 2018 = 300 }", '{ 2018 = "unknown" }')
    after = before.replace("= 200", "= 500")
    for old, new in names.items():
        after = after.replace(old, new)
    found, shown = changes(tidlig, tmp_path, before, after)
    assert found[None, 2018, "awarded"] == (None, None, "300")
    assert answer(shown) == ["Remaining 2018-2019: 1,200 - ? -> 900 - ? (-300 DKK)"]


@pytest.mark.parametrize(
    ("before", "after", "expected", "as_of", "left"),
    [
        pytest.param(
            BOOKS, BOOKS.replace('"unknown"', "40"), (None, "240", None), "2018-06-01",
            ["Remaining 2018-2019: 1,200 - ? -> 1,160"],
            id="known",
        ),
        pytest.param(
            BOOKS.replace('"unknown"', "40"), BOOKS, ("240", None, None), "2018-06-01",
            ["Remaining 2018-2019: 1,160 -> 1,200 - ? (40 - ? DKK)"],
            id="unknown",
        ),
        pytest.param(
            BOOKS, BOOKS.replace("date      = 2018-03", "date      = 2019-03"), (None, "200", None),
            "2019-06-01",
            ["Remaining 2019: 500 -> 500 - ? (0 - ? DKK)", "Unused 2018: 700 - ? -> 700"],
            id="moved",
        ),
        pytest.param(
            BOOKS, ANOTHER, (None, None, None), "2018-06-01",
            ["Remaining 2018-2019: 1,200 - ? -> 1,360 - ?"],
            id="another",
        ),
    ],
)  # fmt: skip
def test_a_change_is_unknown_where_something_became_unknown_known_or_moved(
    tidlig: Tidlig,
    tmp_path: Path,
    before: str,
    after: str,
    expected: tuple[str | None, str | None, str | None],
    as_of: str,
    left: list[str],
) -> None:
    found, shown = changes(tidlig, tmp_path, before, after, as_of)
    assert found[None, 2018, "awarded"] == expected
    assert answer(shown) == left
    assert in_all(shown).endswith(" unknown")


def test_what_is_not_known_at_all_is_not_said_to_be_unchanged(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    before = BOOKS + BROUGHT
    found, shown = changes(tidlig, tmp_path, before, before.replace("= 200", "= 500"))
    assert found[None, 2018, "uncommitted"] == (None, None, "-300")
    assert answer(shown) == ["Remaining 2018-2019: not known -> not known"]
    assert in_all(shown).endswith(" -300")


def test_what_becomes_unknown_in_one_state_leaves_the_change_of_another_known(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    new = 'program = "vej"\nrecipient = "skive"\ndate = 2019-02-01\namount = "unknown"\n'
    with_new = f"{BOOKS}\n[award.ny]\n{new}"
    remaining = "Remaining 2019: 500 -> 500 - ? (0 - ? DKK)"
    for number, (after, unused) in enumerate(
        (
            (with_new, []),
            (with_new.replace("= 200", "= 500"), ["Unused 2018: 700 - ? -> 400 - ? (-300 DKK)"]),
        )
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        _, shown = changes(tidlig, folder, BOOKS, after, "2019-06-01")
        assert answer(shown) == [remaining, *unused]


def test_a_line_that_only_an_unknown_award_is_on_differs(tidlig: Tidlig, tmp_path: Path) -> None:
    without = HARBOURS.partition("[award.mole]")[0]
    found, _ = changes(tidlig, tmp_path, without, HARBOURS)
    assert found == {
        ("kaj", 2020, "awarded"): ("0", None, None),
        ("kaj", 2020, "uncommitted"): ("0", None, None),
        ("kaj", 2020, "outstanding"): ("0", None, None),
    }


def test_an_unknown_reprioritisation_leaves_their_net_unknown(
    tidlig: Tidlig, tmp_path: Path
) -> None:
    found, shown = changes(tidlig, tmp_path, BOOKS, BOOKS + MOVED)
    assert found[None, 2018, "reprioritised"] == ("0", None, None)
    assert answer(shown) == ["Remaining 2018-2019: 1,200 - ? -> 1,200 - ?"]
    assert in_all(shown).endswith(" unknown")
    assert "reprioritised, net: 0 kr. ± ?" in shown


def test_a_log_has_a_row_for_an_unknown_amount_in_order_of_date(
    tidlig: Tidlig, ledger: Callable[[str], Path]
) -> None:
    earlier = BOOKS.replace("date      = 2018-04-01", "date      = 2018-02-01")
    folder = ledger(earlier)
    for words in (("pool.smaa",), ("--recipient", "skive")):
        found = report(tidlig, folder, "log", *words)
        told = [
            figures(row, "date", "entry", "heading", "amount", "outstanding")
            for row in found["movements"]
        ]
        assert told == [
            ["2018-02-01", "award.kendt", "awarded", "200", "200"],
            ["2018-03-01", "award.ukendt", "awarded", None, None],
            ["2018-05-01", "payment.rate", "paid", "70", None],
        ], words
        amounts = [row["amount"] for row in rows(tidlig, folder, "log", *words)]
        assert amounts == ["200", "", "70"], words
    shown = tidlig("log", "pool.smaa", "--unit", "kr", "--ledger", str(folder)).out
    lines = [line for line in shown.splitlines() if line.startswith("2018")]
    cells = [line.rpartition(" 2018 ")[2].split() for line in lines]
    assert cells == [["200", "200"], ["?", "200", "+", "?"], ["70", "130", "+", "?"]]
    assert "rounded" not in shown


def test_a_log_hides_an_unknown_amount_as_it_hides_others(
    tidlig: Tidlig, ledger: Callable[[str], Path]
) -> None:
    folder = ledger(BOOKS)
    since = report(tidlig, folder, "log", "vej", "--since", "2018-03-15")
    assert figures(since["before"], "budget", "outstanding") == ["1400", None]
    assert [row["entry"] for row in since["movements"]] == ["award.kendt", "payment.rate"]
    paid = report(tidlig, folder, "log", "pool.smaa", "--heading", "paid")
    assert ([row["entry"] for row in paid["movements"]], paid["hidden"]) == (["payment.rate"], 2)
    later = report(tidlig, folder, "log", "vej", "--years", "2019")
    assert [row["amount"] for row in later["movements"]] == ["500"]


def test_what_is_moved_unknown_within_a_program_has_two_rows_and_leaves_its_rest_known(
    tidlig: Tidlig, ledger: Callable[[str], Path]
) -> None:
    moved = MOVED.replace('{ outside = "havne" }', '{ program = "vej", strand = "broer" }')
    folder = ledger(BOOKS.partition("[award.ukendt]")[0] + moved)
    found = report(tidlig, folder, "log", "vej")["movements"][-2:]
    asked = ("strand", "amount", "budget")
    assert [figures(row, *asked) for row in found] == [
        [None, None, "1400"],
        ["broer", None, "1400"],
    ]
    [own] = report(tidlig, folder, "log", "vej/broer", "--since", "2018-01-01")["movements"]
    assert figures(own, *asked) == ["broer", None, None]


def test_nothing_is_told_of_accounts_that_are_not_there(
    tidlig: Tidlig, ledger: Callable[[str], Path]
) -> None:
    accounts = """
[outturn.r2020]
program = "havn"
year    = 2020
amount  = 0
"""
    fyr = '\n[program.fyr]\nname = "Fyr"\nyears = "2020"\nsplit = { 2020 = 7 }\n'
    known = HARBOURS.replace('"unknown"', "90") + fyr
    folder, asked = ledger(known + accounts), ("budget", "outturn")
    found = report(tidlig, folder, "balance")
    told = {
        (line["program"], line["strand"], line["years"][0]): figures(line, *asked)
        for line in found["lines"]
    }
    assert told == {
        ("havn", None, 2020): ["4000", "0"],
        ("havn", None, 2021): ["2000", "0"],
        ("havn", "kaj", 2020): ["0", "0"],
        ("fyr", None, 2020): ["7", "0"],
    }
    havn, fyr = found["programs"]
    assert [row["accounts"] for row in havn["by_year"]] == [True, False]
    assert [row["used"] for row in havn["by_year"]] == [
        {"least": "0", "most": "0"},
        {"least": "0", "most": "0"},  # the program records an award, of another year
    ]
    assert fyr["total"]["used"] is None
    table = tidlig("balance", "--columns", "outturn", "--unit", "kr", "--ledger", str(folder)).out
    assert [line.split() for line in table.splitlines()[3:]][:5] == [
        ["havn", "0"],
        ["not", "split", "by", "strand", "0"],
        ["2020", "0"],
        ["2021"],
        ["kaj", "2020"],
    ]
    amounts = {
        (row["program"], row["strand"], row["years"], row["heading"]): row["amount"]
        for row in rows(tidlig, folder, "balance", "--detail")
    }
    assert amounts["havn", "", "2020", "outturn"] == "0"
    assert ("havn", "", "2020", "underspend") not in amounts
    by_recipient = report(tidlig, folder, "balance", "--by", "recipient")["recipients"]
    assert [figures(row, "awarded", *asked[1:]) for row in by_recipient] == [["90", None]]
    for address, expected in (
        ("program.havn", ["6000", "0"]),
        ("program.fyr", ["7", None]),
        ("award.mole", ["0", None]),
    ):
        shown = report(tidlig, folder, "show", address)
        assert figures(shown["figures"], *asked) == expected, address
    parts = report(tidlig, folder, "show", "program.havn")["hangs_on_it"]
    assert figures(parts["outturn"]["figures"], "outturn") == ["0"]
    assert figures(parts["award"]["figures"], "awarded", "outturn") == ["90", None]


@pytest.mark.parametrize("address", ["recipient.thisted", "pool.moler", "award.mole"])
def test_what_has_nothing_but_an_unknown_award_is_shown_as_unknown(
    tidlig: Tidlig, ledger: Callable[[str], Path], address: str
) -> None:
    folder, asked = ledger(HARBOURS), ("awarded", "paid", "outstanding")
    shown = report(tidlig, folder, "show", address)
    assert figures(shown["figures"], *asked) == [None, None, None]
    programs = [(row["program"], *figures(row, *asked)) for row in shown["by_program"]]
    expected = [("havn", None, None, None)] if address.startswith("recipient") else []
    assert programs == expected
