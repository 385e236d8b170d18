"""Entries that are written plainly make the record that the long way makes, and nothing else."""

import marshal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from properties.hostile import HOSTILE
from tidlig.index.build import record_of
from tidlig.index.plain_entries import plain_entries
from tidlig.ledger.file_records import read_contents, read_record

CPR = "010203-1234"
IDS = ("a", "b", "sag-1", "sag_2", "2015", "x" * 200, "x" * 201, "Sag", "å", "-a", "a.b", "")
NAMES = ("kommune-1", "forening", "aeroe", "", "Ærø", "x y", "a\\u0041", "'''")
DAYS = (
    *("2015-02-26", "2016-02-29", "0001-01-01", "9999-12-31", "2015-12-31", "2015-02-26 "),
    *("2015-02-29", "0000-01-01", "2015-13-01", "2015-1-1", "15-02-26", "2015-02-26T10:00:00"),
    *('"2015-02-26"', "2015-02-2６", "20150226", "2015-02-26 # dag", "2015-02-26, 1"),
)
AMOUNTS = (
    *("1", "310_000", "1_000_000", "999_999_999_999_999", "123456", "5_0", "12_34", "1_2_3"),
    *("0", "-1", "+1", "01", "1_000_000_000_000_000", "9" * 16, "9" * 40, "1__0", "_1", "1_"),
    *("1.000", "1.5", "1e3", "0x10", "true", '"1 mio. kr."', '"ca. 2 mio. kr."', '"unknown"'),
    *('"49,2 mio. EUR"', "١٢", "1 000", "", "[]", "{}", "{ }", "{ amount = 1 }", "1 # kr."),
)
YEARS = ("2014", "2015", "2016", "1900", "2999", "1899", "3000", '"2015"', "02015", "a", "２０１５")
TEXTS = (
    *(
        "Partnerskab",
        "",
        "Tidlig indsats, æøå",
        "'",
        "''",
        "a # b",
        "[award.c]",
        "= 1",
        "\t",
        "\x0b",
    ),
    *(f"CPR {CPR}", "tlf. 12345678", "a@b.dk", '\\"', "\\", '"', '""', "x" * 400, "x" * 401),
    *("=" * 600, "." * 100, "1" * 5_000, "\u2028", "\x7f", "\x00", "\ufeff", "{" * 70),
)
BETWEEN = (
    *("\n", "\n", "\n", "\n", "\n", "", "\n\n\n", "# Runde 2\n\n", "\n# Runde 2\n", " \n", "\t\n"),
    *(f"# {CPR}\n", "#\x01\n", "# a", "x = 1\n", "[award]\n", '[pool.p]\nprogram = "p"\n\n'),
    *("[award.a.amount]\n2015 = 1\n\n", "[[award]]\n", "[[award.a.source]]\n", "award = 1\n"),
    *('[recipient.r]\nname = "R"\nkind = "region"\n', "x = [\n", "]\n", "x = '''\n", '"""\n'),
    *(
        "[award.sag-1.x]\n",
        "[payment]\n",
        "[ledger]\nformat = 1\n",
        "\x0b\n",
        "\x85\n",
        "\r",
        "\r\n",
    ),
    *('[award.e]\npool = "p"\nrecipients = { region = 2 }\ndate = 2015-01-01\namount = 7\n\n',),
    *('[payment.e]\naward = "a"\ndate = 2015-01-01\namount = "1 mio. kr."\n\n', "{\n", "}\n"),
    *('[program.p]\nyears = 2015\n[program.p.strand.s]\nname = "S"\n\n', "a.b = 1\n", "[a]\n"),
)
MARKS = "\"'[]{}=#\n\r\\ ,._-0aå\x00"
ENDS = ("", "\n", "\n\n", "\r\n", "\r", " ", "#", "# slut", "x", "[")


Lines = list[tuple[str, str]]


class _Making:
    """A text of entries, most of them plain, made of pieces that are odd at times."""

    def __init__(self, random: Random, odds: float) -> None:
        self.random, self.odds = random, odds
        self.number = 0

    def is_odd(self) -> bool:
        return self.random.random() < self.odds

    def one(self, values: tuple[str, ...], plain: int) -> str:
        """One of some values, of which the first are plain."""
        return self.random.choice(values if self.is_odd() else values[:plain])

    def text(self) -> str:
        number = self.random.randint(1, 6)
        whole = self.one(("", "\n", "# Runde 1\n", *BETWEEN), 3)
        whole += "".join(self.entry() + self.one(BETWEEN, 5) for _ in range(number))
        whole += self.one(ENDS, 3)
        if self.is_odd():
            place, until = self.random.randrange(len(whole)), self.random.randint(0, 1)
            whole = whole[:place] + self.random.choice(MARKS) + whole[place + until :]
        if self.is_odd():
            whole = whole.replace("\n", "\r\n")
        return f"\ufeff{whole}" if self.is_odd() else whole

    def entry(self) -> str:
        kind = self.random.choice(("award", "award", "award", "payment", "return"))
        lines: Lines = getattr(self, f"{kind}_lines")()
        if self.random.random() < 0.3:
            self.random.shuffle(lines)
        if self.is_odd():
            lines.append(self.random.choice((*lines, ("x", "1"), ("id", '"x"'), ("a.b", "1"))))
        if self.is_odd():
            lines.pop(self.random.randrange(len(lines)))
        if self.is_odd():
            key, _ = lines.pop(0)
            lines.append((key, self.random.choice(HOSTILE)))
        equals = self.one((" = ", "   = ", " =  ", "=", "\t= "), 4)
        heading = self.one((f"[{kind}.{self.id()}]", f"[{kind}.{self.id()}] # x", f"[{kind}]"), 1)
        return "\n".join((heading, *map(equals.join, lines), ""))

    def award_lines(self) -> Lines:
        given = self.random.random() < 0.5
        lines: Lines = [("pool", self.name())] if given else [("program", self.name())]
        lines += [] if given and not self.is_odd() else self.some("strand", self.name())
        lines += [] if given and not self.is_odd() else self.some("round", self.name())
        amount = self.by_year() if self.random.random() < 0.5 else self.amount()
        lines += [("recipient", self.name()), ("date", self.day()), ("amount", amount)]
        lines += self.some("price_level", self.one(YEARS, 5))
        return lines + self.texts("reference", "purpose", "title", "note")

    def payment_lines(self) -> Lines:
        lines = [("award", self.name()), ("date", self.day()), ("amount", self.amount())]
        return lines + self.some("payee", self.name()) + self.texts("reference", "note")

    def return_lines(self) -> Lines:
        lines = [("award", self.name()), ("date", self.day()), ("amount", self.amount())]
        sort = self.one(('"refund"', '"annulment"', '"tilbage"', '"unknown"', "1"), 2)
        return [*lines, ("kind", sort), *self.texts("reason", "note")]

    def texts(self, *keys: str) -> Lines:
        found = self.some("source", self.one(('"s"', '"notat-2015"', '["s"]', '["s", "t"]'), 2))
        for key in keys:
            found += self.some(key, f'"{self.one(TEXTS, 8)}"')
        return found

    def some(self, key: str, value: str) -> Lines:
        return [(key, value)] if self.random.random() < 0.3 else []

    def id(self) -> str:
        self.number += 1
        return self.one(IDS, 4) if self.is_odd() else f"n{self.number}"

    def name(self) -> str:
        return f'"{self.one(NAMES, 3)}"'

    def day(self) -> str:
        return self.one(DAYS, 5)

    def amount(self) -> str:
        return self.one(AMOUNTS, 5)

    def by_year(self) -> str:
        years = [self.one(YEARS, 5) for _ in range(self.random.randint(1, 3))]
        if not self.is_odd():
            years = list(dict.fromkeys(years))
        written = ", ".join(f"{year} = {self.amount()}" for year in years)
        return self.one((f"{{ {written} }}", f"{{{written}}}", f"{{ {written}, }}"), 1)


def is_plain(data: bytes) -> bool:
    """Hold both ways equal for a file; tell whether the quick one took any entry of it."""
    settings = data.startswith(b"[ledger]")
    record = read_record(data, settings, "DKK")
    assert opened(record) == opened(record_of(read_contents(data, settings, "DKK"))), data
    return plain_entries(data) is not None


def opened(record: bytes) -> Any:
    return marshal.loads(record)  # noqa: S302 - our own


ODDS = (0.0, 0.005, 0.02, 0.1)


@pytest.mark.parametrize("odds", ODDS)
@pytest.mark.parametrize(
    "examples", [400, pytest.param(20_000, marks=pytest.mark.long)], ids=["few", "many"]
)
def test_of_plain_and_nearly_plain_texts_both_ways_make_the_same(
    odds: float, examples: int
) -> None:
    random = Random(1)
    plain = sum(is_plain(_Making(random, odds).text().encode()) for _ in range(examples))
    least = {0.0: 1.0, 0.005: 0.8, 0.02: 0.3, 0.1: 0.01}[odds]
    assert plain >= least * examples


FILE = """[award.a]
pool = "p"
recipient = "r"
date = 2015-02-26
amount = { 2015 = 310_000, 2016 = 53_000 }
purpose = "Styrkelse af forældrenes kompetencer"
reference = "sag 42000/2014"

[payment.b]
award = "a"
date = 2015-02-01
amount = 197000
"""

BEFORE = '[pool.p]\nprogram = "q"\n\n'
AFTER = """
[award.c]
pool = "p"
recipient = "r"
date = 2016-01-01
amount = "unknown"

[program.q]
name = "Q"
years = 2015

[program.q.strand.s]
name = "S"
"""

PLAIN = (
    FILE,
    f"# Runde 1\n\n{FILE}",
    FILE.replace("\n", "\r\n"),
    FILE.replace(" = ", "   = "),
    FILE + '\n[return.c]\naward = "a"\nkind = "refund"\ndate = 2015-03-01\namount = 5\n',
    f"{BEFORE}{FILE}{AFTER}",
    f"[ledger]\nformat = 1\n\n{FILE}",
)


@pytest.mark.parametrize("text", PLAIN)
def test_plain_entries_are_taken_among_others(text: str) -> None:
    assert is_plain(text.encode())


OTHERS = (
    ("2015 = 310_000, 2016", "2016 = 310_000, 2016"),
    ("310_000", "0"),
    ("310_000", "-310_000"),
    ("197000", "0197000"),
    ("197000", "9" * 15),
    ("197000", "9" * 16),
    ("197000", "1_000_000_000_000_000"),
    ("2015-02-26", "2015-02-30"),
    ("2015-02-26", "٢٠15-02-26"),
    ('"r"', '"r'),
    ('"p"', '"p"\npool = "p"'),
    ('"p"', '"p"\nprogram = "q"'),
    ('pool = "p"\n', ""),
    (FILE, FILE + FILE),
    ("[award.a]", "# [award.a]"),
    ("[payment.b]", "# [payment.b]"),
    ("[payment.b]", "[award.a]"),
    ("[payment.b]", "[[payment]]"),
    ("[payment.b]", "[award.a.accept]"),
    ("kompetencer", "kompetencer, CPR 010203-1234"),
    ("kompetencer", "kompetencer \\u0041"),
    ("[award.a]", "x = 1\n[award.a]"),
    ("[award.a]", "x = [\n[award.a]"),
    ("[award.a]", 'x = """\n[award.a]'),
    ("[award.a]", "# CPR 010203-1234\n[award.a]"),
    ("197000\n", "197000\n\r"),
    ("197000\n", "197000\n\nnote = 1\n"),
)


@pytest.mark.parametrize(("old", "new"), OTHERS)
def test_what_is_nearly_plain_is_read_the_long_way(old: str, new: str) -> None:
    text = FILE.replace(old, new, 1)
    assert text != FILE
    is_plain(text.encode())


def test_the_examples_and_the_data_make_the_same_either_way() -> None:
    for path in sorted(Path("data").rglob("*.toml")):
        is_plain(path.read_bytes())
