"""A ledger made up for registers: 5 000 awards and 9 000 payments, the same on every run."""

import datetime as dt
import random
from dataclasses import dataclass, field

AWARDS, PAYMENTS, RECIPIENTS, REFUNDS = 5_000, 9_000, 300, 20

_PLACES = (
    "Odense", "Aarhus", "Vejle", "Kolding", "Ribe", "Tønder", "Køge", "Næstved", "Hjørring",
    "Skive", "Lemvig", "Struer", "Samsø", "Ærø", "Læsø", "Fanø", "Vejen", "Varde", "Ishøj", "Greve",
)  # fmt: skip
_KINDS = (
    "Kommune", "Familiehus", "Børnecenter", "Ungehus", "Frivilligcenter", "Rådgivning", "Højskole",
    "Opholdssted", "Børnehave", "Idrætsforening", "Kulturhus", "Menighedsråd", "Skole", "Klub",
    "Botilbud",
)  # fmt: skip


@dataclass(slots=True)
class Line:
    """An award, a payment or a refund, as the ledger has it; amounts in øre, or as `written`."""

    id: str
    reference: str
    award: str
    recipient: str
    date: dt.date
    ore: int
    written: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that the ledger has, and who its recipients are."""

    awards: list[Line] = field(default_factory=list)
    payments: list[Line] = field(default_factory=list)
    refunds: list[Line] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    cvr: dict[str, str] = field(default_factory=dict)

    def lines(self, kind: str) -> list[Line]:
        """The lines that a register of a kind has."""
        return self.awards if kind == "award" else [*self.payments, *self.refunds]

    def alias(self, recipient: str) -> str:
        """Another name of a recipient."""
        return f"Den selvejende institution {self.names[recipient]}"


def book(chance: random.Random, awards: int = AWARDS, payments: int = PAYMENTS) -> Book:
    """Make up a ledger."""
    made = Book()
    names = [f"{place} {kind}" for place in _PLACES for kind in _KINDS]
    for number, name in enumerate(names[:RECIPIENTS]):
        made.names[f"r-{number}"] = name
        made.cvr[f"r-{number}"] = f"{20_000_000 + number * 31_337}"
    for number in range(awards):
        id, recipient = f"t-{number:05d}", f"r-{chance.randrange(RECIPIENTS)}"
        date = dt.date(2015, 1, 1) + dt.timedelta(days=chance.randrange(1400))
        ore = chance.randrange(20_000_00, 3_000_000_00)
        ore = ore if number % 3 else ore // 5_000_00 * 5_000_00
        made.awards.append(Line(id, f"15-{number:06d}", id, recipient, date, ore))
    for number in range(payments):
        award = made.awards[number % awards]
        date = award.date + dt.timedelta(days=chance.randrange(20, 300))
        ore = award.ore * chance.randrange(20, 45) // 100
        made.payments.append(
            Line(f"u-{number:05d}", f"B{number:07d}", award.id, award.recipient, date, ore)
        )
    return made


def with_doubts(made: Book) -> Book:
    """Add what a ledger may have besides: refunds, inexact amounts and unknown ones."""
    for number, award in enumerate(made.awards[:REFUNDS]):
        date = award.date + dt.timedelta(days=400)
        made.refunds.append(
            Line(f"h-{number:05d}", "", award.id, award.recipient, date, -award.ore // 10)
        )
    for line in (made.awards[-1], made.payments[-1]):
        line.written = "unknown"
    for line in (*made.awards[-3:-1], *made.payments[-3:-1]):
        line.ore = max(line.ore // 10_000_00 * 10_000_00, 10_000_00)
        line.written = f"ca. {line.ore // 100} kr."
    return made


def as_toml(made: Book) -> dict[str, str]:
    """Write the ledger's files."""
    years = 'years = "2015-2020"\ntotal = "99 mia. kr."\ndate = 2015-01-01\n'
    head = '[ledger]\nformat = 1\nlanguage = "en"\n'
    head += f'[program.p]\nname = "P"\n{years}'
    people = "".join(
        f'[recipient.{id}]\nname = "{name}"\nkind = "organisation"\ncvr = "{made.cvr[id]}"\n'
        f'aliases = ["{made.alias(id)}"]\n'
        for id, name in made.names.items()
    )
    awards = "".join(
        f'[award.{each.id}]\nprogram = "p"\nrecipient = "{each.recipient}"\n{_common(each)}'
        for each in made.awards
    )
    payments = "".join(
        f'[payment.{each.id}]\naward = "{each.award}"\n{_common(each)}' for each in made.payments
    )
    refunds = "".join(
        f'[return.{each.id}]\naward = "{each.award}"\nkind = "refund"\ndate = {each.date}\n'
        f'amount = "{_written(-each.ore)}"\n'
        for each in made.refunds
    )
    return {
        "programs.toml": head,
        "recipients.toml": people,
        "awards.toml": awards,
        "payments.toml": payments + refunds,
    }


def _common(line: Line) -> str:
    amount = line.written or _written(line.ore)
    return f'reference = "{line.reference}"\ndate = {line.date}\namount = "{amount}"\n'


def _written(ore: int) -> str:
    kroner, rest = divmod(ore, 100)
    return f"{kroner},{rest:02d} kr."
