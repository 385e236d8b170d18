"""Random ledgers whose awards, payments and returns are much alike, made without files.

There are few amounts, days, references, recipients and places, so that rules about repeats and
sums are met, and missed by a little, all the time. The ledgers can be read: what is named is there.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random
from typing import Any, TypeVar

from tidlig.arithmetic.ledger import Ledger
from tidlig.model.contents import Contents
from tidlig.model.decisions import Appropriation, CarryOver, Lapse, Program, Strand
from tidlig.model.entry import Acceptance, Entry, KindCount, OneOrMore, Settings, YearAmount
from tidlig.model.grants import Amendment, Award, Outturn, Payment, Pool, Return, Round
from tidlig.model.money import UNKNOWN, Money
from tidlig.model.records import Recipient, Source, Stated, Statement
from tidlig.model.years import OPEN_END, Month, Years

Kind = TypeVar("Kind", bound=Entry)

LARGEST = 10**17
"""The largest amount that a ledger can state, in øre: 10^15 kroner."""

CVR = "31119103"
"""A valid CVR number, which two of the recipients have."""

AMOUNTS = (
    Money(100), Money(200), Money(200), Money(300), Money(200, 50), Money(0), Money(-100),
    Money(LARGEST), Money(-LARGEST), Money(2**36), Money(2**36 + 1), UNKNOWN,
)  # fmt: skip
SMALL = AMOUNTS[:6]
"""Those that do not hide all others in a sum."""

DAYS = (dt.date(2014, 12, 31), dt.date(2015, 2, 26), dt.date(2015, 2, 27), dt.date(2018, 1, 1))
REFERENCES = (
    None, None, None, None, "15/1", "15-1", "15/2", "--", "Å 1", "a\u030a1", "\x00", "'; --",
)  # fmt: skip
"""Two are written in two ways each; some have no letter or digit."""

RECIPIENTS = ("a", "b", "c", "d\"\x00'; --")
KINDS = ("municipality", "organisation")
MEASURES = (
    "awarded", "returned", "paid", "outstanding", "uncommitted", "awards", "recipients", "used",
    "unused", "remaining", "budget",
)  # fmt: skip
CHECKS = ("outside-years", "duplicate-award", "duplicate-payment", "missing-source")
FILES = ("a.toml", "b.toml", "c.toml")


def alike(random: Random, most: int = 10, amounts: tuple[Any, ...] = AMOUNTS) -> Ledger:
    """A ledger with up to so many awards, payments and returns."""
    making = _Making(random, amounts)
    entries = [*making.core(), *making.rows(most)]
    random.shuffle(entries)
    files: dict[str, list[Entry]] = {name: [] for name in FILES}
    for entry in entries:
        files[entry.stands_in].append(entry)
    contents = tuple(Contents(name, tuple(found)) for name, found in files.items())
    return Ledger(Settings(format=1), contents)


class _Making:
    """The entries of a ledger while they are made."""

    def __init__(self, random: Random, amounts: tuple[Any, ...]) -> None:
        self.random, self.amounts = random, amounts
        self.keeps_sources = random.random() < 0.5

    def core(self) -> list[Entry]:
        """Programs, pools, rounds, recipients, sources, decisions and statements."""
        random = self.random
        pools = [(id, *self.pool(id)) for id in ("p1", "p2", "p3")]
        self.pools = {id: program for id, program, _ in pools}
        made: list[Entry] = [self.program(id) for id in ("p", "q")]
        made += [self.round(id, program) for id, program in (("r1", "p"), ("r2", "q"))]
        made += [pool for _, _, pool in pools]
        made += [self.recipient(id) for id in RECIPIENTS]
        if self.keeps_sources:
            made.append(self.new(Source, "s", title="S"))
        made += [self.decision(n) for n in range(random.randint(0, 6))]
        made += [self.statement(n) for n in range(random.randint(0, 4))]
        return made

    def rows(self, most: int) -> list[Entry]:
        """Awards, what amends them, payments and returns."""
        random = self.random
        awards: list[Award] = []
        for n in range(random.randint(1, most)):
            again = bool(awards) and random.random() < 0.3
            awards.append(self.again(n, random.choice(awards)) if again else self.award(n))
        ids = [award.id for award in awards][: random.choice((1, 2, most))]
        made: list[Entry] = [*awards]
        made += [self.amendment(n, ids) for n in range(random.randint(0, 3))]
        made += [self.payment(n, ids) for n in range(random.randint(0, most))]
        made += [self.returned(n, ids) for n in range(random.randint(0, most))]
        return made

    def new(self, kind: type[Kind], id: str, **keys: Any) -> Kind:
        """An entry in some file, perhaps with a source, and an acceptance."""
        random = self.random
        if self.keeps_sources and kind is not Statement and random.random() < 0.3:
            keys["source"] = OneOrMore(("s",))
        if random.random() < 0.1:
            keys["accept"] = (Acceptance(random.choice(CHECKS), "grund"),)
        return kind(id=id, stands_in=random.choice(FILES), **keys)

    def some(self, *values: Any) -> Any:
        """One of some values, or none."""
        return self.random.choice((None, *values))

    def amount(self) -> Any:
        return self.random.choice(self.amounts)

    def by_year(self) -> tuple[YearAmount, ...]:
        years = self.random.sample((2013, 2014, 2015, 2016, 2019), self.random.randint(1, 2))
        return tuple(YearAmount(year, self.amount()) for year in years)

    def charged(self) -> dict[str, Any]:
        """An amount of the year of its date, by years, or over years."""
        form = self.random.choice(("plain", "plain", "plain", "by year", "span"))
        if form == "by year":
            return {"amount": self.by_year()}
        years = self.random.choice((Years(2014, 2015), Years(2015, 2019), Years(2015, 2015)))
        return {"amount": self.amount()} | ({"years": years} if form == "span" else {})

    def program(self, id: str) -> Entry:
        strands = [
            Strand(id=name, stands_in="a.toml", program=id, name=name) for name in ("x", "y")
        ]
        return self.new(
            Program, id, name=id, strands=tuple(strands), basis=self.some("commitment"),
            years=self.random.choice((Years(2014, 2017), Years(2015, OPEN_END))),
            split=(YearAmount(2015, Money(1000)), YearAmount(2016, Money(1000))),
            price_level=self.some(2014, 2015),
        )  # fmt: skip

    def round(self, id: str, program: str) -> Entry:
        decided = self.some(*DAYS, Month(2015, 2), Month(2015, 3))
        return self.new(Round, id, program=program, decided=decided)

    def pool(self, id: str) -> tuple[str, Entry]:
        program, round = self.random.choice((("p", "r1"), ("q", "r2")))
        pool = self.new(
            Pool, id, program=program, strand=self.some("x"), round=self.some(round),
            frame=self.some(*AMOUNTS), price_level=self.some(2014, 2015),
        )  # fmt: skip
        return program, pool

    def recipient(self, id: str) -> Entry:
        cvr = CVR if id in ("b", "c") else self.some("12345678", "12345678")
        return self.new(Recipient, id, name=id, type=self.random.choice(KINDS), cvr=cvr)

    def decision(self, number: int) -> Entry:
        random, id = self.random, f"d{number}"
        kind = random.choice((Outturn, Lapse, CarryOver, Appropriation))
        keys: dict[str, Any] = {"program": random.choice(("p", "q"))}
        if kind is Appropriation:
            split = (YearAmount(random.choice((2015, 2019)), Money(1000)),)
            date = dt.date(2016, 1, 1 + number)
            return self.new(
                kind, id, act="FL", split=split, date=date, price_level=self.some(2014), **keys
            )
        keys |= {"amount": self.amount(), "date": random.choice(DAYS)}
        if kind is CarryOver:
            return self.new(kind, id, from_=2015, to=random.choice((2016, 2019)), **keys)
        return self.new(kind, id, year=random.choice((2015, 2019)), **keys)

    def statement(self, number: int) -> Entry:
        random = self.random
        measure = random.choice(MEASURES)
        counts = measure in ("awards", "recipients")
        figure: Any = random.choice((1, 2)) if counts else random.choice(AMOUNTS[:6])
        left = measure in ("used", "unused", "remaining")
        scope: dict[str, Any] = random.choice(
            ({}, {"program": "p"}, {"program": "q"}, {"program": "p", "strand": "x"})
        )
        if not left and random.random() < 0.5:
            scope = random.choice(
                ({"round": "r1"}, {"pool": "p1"}, {"pool": "p2"}, {"kinds": ("municipality",)})
            )
        return self.new(
            Statement, f"u{number}", source=OneOrMore(("s",)), measure=measure,
            value=Stated(figure, str(figure)), price_level=self.some(2014, 2015),
            years=self.some(Years(2015, 2015), Years(2014, 2019)),
            as_of=dt.date(2019, 1, 1) if left else self.some(*DAYS), **scope,
        )  # fmt: skip

    def award(self, number: int) -> Award:
        random = self.random
        place = random.choice(
            (
                {"program": "p"}, {"program": "p", "round": "r1"}, {"program": "p", "strand": "x"},
                {"program": "q"}, {"pool": "p1"}, {"pool": "p2"}, {"pool": "p3"},
            )
        )  # fmt: skip
        counts = (KindCount("municipality", random.randint(0, 2)), KindCount("organisation", 1))
        whom = random.choice(
            (
                {"recipient": random.choice(RECIPIENTS)}, {"recipient": "b"}, {"recipient": "c"},
                {"recipients": counts[: random.randint(1, 2)]}, {"recipients": UNKNOWN},
            )
        )  # fmt: skip
        return self.new(
            Award, f"a{number}", date=random.choice(DAYS), reference=random.choice(REFERENCES),
            purpose=self.some("hus", "HUS"), price_level=self.some(None, 2014, 2015),
            **place, **whom, **self.charged(),
        )  # fmt: skip

    def again(self, number: int, award: Award) -> Award:
        """The same award once more, with another reference, purpose or day, or none other."""
        random = self.random
        others = {
            "reference": random.choice(REFERENCES), "purpose": self.some("hus", "hytte"),
            "date": random.choice(DAYS),
        }  # fmt: skip
        named = random.sample(sorted(others), random.randint(0, 2))
        keys = {name: others[name] for name in named}
        return replace(award, id=f"a{number}", stands_in=random.choice(FILES), **keys)

    def amendment(self, number: int, awards: list[str]) -> Entry:
        date, award = self.random.choice(DAYS), self.random.choice(awards)
        return self.new(Amendment, f"e{number}", award=award, date=date, **self.charged())

    def payment(self, number: int, awards: list[str]) -> Entry:
        random = self.random
        return self.new(
            Payment, f"u{number}", award=random.choice(awards), date=random.choice(DAYS),
            amount=self.amount(), payee=self.some(None, None, *RECIPIENTS),
            reference=random.choice(REFERENCES),
        )  # fmt: skip

    def returned(self, number: int, awards: list[str]) -> Entry:
        random = self.random
        return self.new(
            Return, f"r{number}", award=random.choice(awards), date=random.choice(DAYS),
            amount=self.amount(), type=random.choice(("annulment", "refund")),
        )  # fmt: skip
