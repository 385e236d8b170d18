"""Makes ledgers of kinds that are easily slow: much that looks alike, or that could go anywhere.

Each is a ledger of one program, and grows by the number of its entries.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

PER_STRAND = 100
"""Awards to one strand, where awards are for several years."""

YEARLY = PER_STRAND * 13_000
"""The budget of a strand in a year."""

_YEARS = range(2014, 2018)
_HEAD = '[ledger]\nformat = 1\n\n[source.s]\ntitle = "S"\ndate = 2014-01-01\n'
_RECIPIENT = '\n[recipient.r]\nname = "R"\nkind = "municipality"\n'

Files = Mapping[str, str]
"""The texts of a ledger, by their paths in it."""


def look_alike_awards(count: int) -> Files:
    """Make awards that are the same but for their ids."""
    awards = (
        f'[award.a{n}]\nprogram = "p"\nrecipient = "r"\ndate = 2015-01-01\namount = 1000\n'
        f'years = "2014-2017"\nsource = "s"\n\n'
        for n in range(count)
    )
    return {"programs.toml": _program((count + 1) * 1_000), "awards.toml": "".join(awards)}


def look_alike_payments(count: int) -> Files:
    """Make payments on one award that are the same but for their ids."""
    award = (
        '[award.a]\nprogram = "p"\nrecipient = "r"\ndate = 2015-01-01\nyears = "2014-2017"\n'
        f'amount = {count * 1_000}\nsource = "s"\n\n'
    )
    payments = (
        f'[payment.p{n}]\naward = "a"\ndate = 2015-01-02\namount = 1000\nsource = "s"\n\n'
        for n in range(count)
    )
    texts = award + "".join(payments)
    return {"programs.toml": _program((count + 1) * 1_000), "awards.toml": texts}


def spans_on_strands(count: int) -> Files:
    """Make awards over three years each, half of them on strands and half on none.

    They leave about a thirtieth of the money, so that it takes search to see that it is enough.
    """
    strands = max(count // PER_STRAND, 1)
    program = _split("program.p", (strands + 1) * YEARLY)
    program += f'years = "{_YEARS[0]}-{_YEARS[-1]}"\nsource = "s"\nact = "FL2014"\n'
    parts = (_split(f"program.p.strand.s{n}", YEARLY) for n in range(strands))
    awards = (_span(n, strands) for n in range(count))
    return {
        "programs.toml": _HEAD + program + "".join(parts) + _RECIPIENT,
        "awards.toml": "".join(awards),
    }


def statements_on_a_text(count: int) -> Files:
    """Make statements of figures that all stand in one text."""
    return _statements(count, 0)


def figures_not_in_a_text(count: int) -> Files:
    """Make statements of figures none of which stand in their text, which `check` finds."""
    return _statements(count, count)


def _statements(count: int, higher: int) -> Files:
    """Make statements on a text, of figures that are so much higher than those in it."""
    text = "\n".join(f"Der er givet {n + 1_000} mio. kr. til {n}" for n in range(count))
    source = '\n[source.n]\ntitle = "N"\nfile = "kilder/n.txt"\n'
    statements = (
        f'[statement.t{n}]\nsource = "n"\nprogram = "p"\nmeasure = "paid"\n'
        f'value = "{n + 1_000 + higher} mio. kr."\n\n'
        for n in range(count)
    )
    return {
        "kilder/n.txt": text,
        "programs.toml": _program(280_000_000) + source,
        "statements.toml": "".join(statements),
    }


HARD: Mapping[str, Callable[[int], Files]] = {
    "look-alike awards": look_alike_awards,
    "look-alike payments": look_alike_payments,
    "spans on many strands": spans_on_strands,
    "statements against a text": statements_on_a_text,
    "figures that a text has not": figures_not_in_a_text,
}
"""What makes each kind of ledger, by the name that the page gives it."""

WITH_ERRORS = "figures that a text has not"
"""The kind of ledger that has errors, which `check` answers with exit code 1."""


def write(folder: Path, kind: str, count: int) -> None:
    """Write a ledger of a kind, of so many entries."""
    for path, text in HARD[kind](count).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


def _program(total: int) -> str:
    program = f'\n[program.p]\nname = "P"\nyears = "2014-2017"\ntotal = {total}\nsource = "s"\n'
    return _HEAD + program + _RECIPIENT


def _split(table: str, yearly: int) -> str:
    amounts = ", ".join(f"{year} = {yearly}" for year in _YEARS)
    name = table.rpartition(".")[2].upper()
    return f'\n[{table}]\nname = "{name}"\nsplit = {{ {amounts} }}\n'


def _span(number: int, strands: int) -> str:
    on = f'strand = "s{number // 2 % strands}"\nyears = "2014-2016"\n'
    place = 'years = "2015-2017"\n' if number % 2 else on
    date = f"2014-{1 + number % 12:02d}-{1 + number // 12 % 28:02d}"
    return (
        f'[award.a{number}]\nprogram = "p"\n{place}recipient = "r"\ndate = {date}\n'
        f'amount = {50_000 + number % 1_000}\nreference = "r{number}"\nsource = "s"\n\n'
    )
