"""Sums of many entries to the øre, against sums by hand and against a slow one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

from harness.running import write
from memory.states import by_sums, directly, of_folder
from tidlig.index.ledger_files import How
from tidlig.ledger.cached_ledger import for_balance

LEDGER = """\
[ledger]
format = 1

[program.tidlig]
name = "Tidlig hjælp"
years = "2014-2015"
split = { 2014 = "1 mia. kr.", 2015 = "1 mia. kr." }
"""


def kroner(ore: int) -> str:
    """An amount as a Danish source writes it, to the øre."""
    return f"{ore // 100},{ore % 100:02} kr."


def test_sums_are_those_of_the_amounts_as_written_to_the_ore(tmp_path: Path) -> None:
    random, expected = Random(5), Counter[tuple[int, str]]()
    files = {"programs.toml": LEDGER}
    for file in range(3):
        text = ""
        for number in range(file * 40, file * 40 + 40):
            amounts = {year: random.randrange(1, 10**8) for year in (2014, 2015)}
            table = ", ".join(f'{year} = "{kroner(ore)}"' for year, ore in amounts.items())
            paid, back = random.randrange(1, 10**5), random.randrange(1, 10**4)
            on = f"award = 'a{(number + 17) % 120}'\ndate = 2015-03-04\n"
            text += (
                f"[award.a{number}]\nprogram = 'tidlig'\ndate = 2014-02-03\n"
                f"recipients = {{municipality = 1}}\namount = {{{table}}}\n"
                f'[payment.p{number}]\n{on}amount = "{kroner(paid)}"\n'
                f'[return.r{number}]\n{on}kind = "refund"\namount = "{kroner(back)}"\n'
            )
            for year, ore in amounts.items():
                expected[year, "awarded"] += ore
            expected[2015, "paid"] += paid - back
            expected[2015, "returned"] += back
        files[f"runde-{file}.toml"] = text
    write(tmp_path, files)
    ledger = for_balance(of_folder(tmp_path), How(whole_up_to=-1)).ledger
    found = {
        (line.years.first, heading): figures[heading].ore
        for line, figures in ledger.lines.items()
        for heading in ("awarded", "paid", "returned")
        if figures[heading].ore
    }
    assert found == dict(expected)
    assert by_sums(of_folder(tmp_path)) == directly(of_folder(tmp_path))


POOLS = """
[pool.a]
program = "tidlig"
frame = "10 kr."

[pool.b]
program = "tidlig"
frame = { 2014 = "10 kr.", 2015 = "4 kr." }
"""


def test_sums_tell_what_is_paid_back_from_what_is_annulled(tmp_path: Path) -> None:
    """Of a, 10 + 3 of 10: the refund of 4 refills nothing. Of b, 6 of 4 in 2015, 2 annulled."""
    files = {"programs.toml": LEDGER + POOLS}
    for pool, kind, back, last in (("a", "refund", 4, 3), ("b", "annulment", 2, 6)):
        on = f"award = '{pool}1'\ndate = 2015-02-02\nkind = '{kind}'\namount = {back}\n"
        common = f"pool = '{pool}'\nrecipients = {{municipality = 1}}"
        files[f"{pool}.toml"] = (
            f"[award.{pool}1]\n{common}\ndate = 2014-02-03\namount = 10\n"
            f"[award.{pool}2]\n{common}\ndate = 2015-02-03\namount = {last}\n"
        )
        files[f"{pool}-returns.toml"] = f"[return.{pool}1]\n{on}"
    write(tmp_path, files)
    found = by_sums(of_folder(tmp_path))
    over = [finding for finding in found.findings if "awards-exceed-pool" in finding]
    assert len(over) == 1
    assert "Money(ore=1300" in over[0]
    assert "a.toml" in over[0]
    assert found == directly(of_folder(tmp_path))
