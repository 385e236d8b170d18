"""Which keys go together: what a table's own shape cannot say."""

from collections.abc import Callable, Iterator

from tidlig.model.decisions import Agreement, CarryOver, End, Program, Reprioritisation
from tidlig.model.entry import Entry
from tidlig.model.findings import Fault, Location, Problem
from tidlig.model.grants import Amendment, Award, Payment
from tidlig.model.keys import amount_fields
from tidlig.model.messages import Message
from tidlig.model.money import Money, Unknown
from tidlig.model.records import COUNTS, OF_WHAT_IS_LEFT, Register, Statement
from tidlig.model.years import surely_before
from tidlig.source.values import as_value, other_currency, shown


def broken(entry: object) -> Iterator[Fault]:
    """A fault for each rule that an entry breaks."""
    rule = _RULES.get(type(entry))
    if rule is not None:
        yield from rule(entry)
    if isinstance(entry, Entry):
        yield from _empty_tables(entry)
    if isinstance(entry, Entry) and not _is_yearly(entry):
        yield from _closed_years(entry)


def _is_yearly(entry: Entry) -> bool:
    return isinstance(entry, Program | Agreement) and entry.yearly is not None


def kept(entry: object) -> bool:
    """Whether an entry breaks no rule."""
    return surely_kept(entry) or next(broken(entry), None) is None


def surely_kept(entry: object) -> bool:
    """Whether an entry surely breaks no rule; False is for what `broken` must look at.

    Awards and payments are nearly all that a large ledger has: no rule is about payments, and an
    award keeps all rules when it is on a pool or a program, to a recipient, and says no years.
    """
    if not isinstance(entry, Award):
        return isinstance(entry, Payment)
    if entry.recipient is None or entry.recipients is not None:
        return False
    if entry.years is not None or entry.amount == () or entry.end is not None:
        return False
    if entry.program is not None:
        return entry.pool is None
    return entry.pool is not None and entry.strand is None and entry.round is None


def _empty_tables(entry: Entry) -> Iterator[Fault]:
    """A table by years names one at least: what is not known is "unknown"."""
    for key in amount_fields(type(entry)):
        if getattr(entry, key) == ():
            help = Message(
                'write {{ 2015 = "16 {mio}" }}, or leave the key out', mio=Message("mio. kr.")
            )
            yield _fault("wrong-type", Message("the table has no amounts"), entry.at(key), help)


def _closed_years(entry: Entry) -> Iterator[Fault]:
    """Only the years of a program or an agreement may be open, and a total then has no place."""
    years = getattr(entry, "years", None)
    if years is None or not years.open:
        return
    if not isinstance(entry, Program | Agreement):
        help = Message("give the last year too; only the years of a program may be open")
        yield _fault(
            "bad-years", Message('"{years}" has no end', years=years), entry.at("years"), help
        )
    elif isinstance(entry.total, Money) and not entry.split:
        help = Message("give the last year, or write yearly for an amount a year")
        message = Message('a total needs years with an end, and "{years}" has none', years=years)
        yield _fault("bad-years", message, entry.at("years"), help)


def _program(program: Program) -> Iterator[Fault]:
    """A program without an amount is a fault if no other entry has one: see `missing-key`."""
    if program.yearly is not None:
        for key in ("total", "split"):
            if getattr(program, key) is not None:
                yield _beside(program, key, "yearly")
    yield from _expected(program)


def _expected(program: Program) -> Iterator[Fault]:
    for kind, least, most in program.expected:
        if most < least:
            message = Message(
                '"{least}-{most}" begins with the larger number', least=least, most=most
            )
            help = Message('write "{most}-{least}"', most=most, least=least)
            yield _fault("wrong-type", message, program.at("expected", kind), help)


def _agreement(agreement: Agreement) -> Iterator[Fault]:
    stated = [key for key in ("total", "split", "yearly") if getattr(agreement, key) is not None]
    if not stated:
        help = Message(
            'add total = "280 {mio}", a split by years, or yearly; or total = "unknown"',
            mio=Message("mio. kr."),
        )
        message = Message("the agreement's amount is missing: total, split or yearly")
        yield _fault("missing-key", message, agreement.at(), help)
    for key in stated[1:]:
        yield _beside(agreement, key, stated[0])
    if agreement.split is not None and agreement.years is not None:
        help = Message("leave out years: the table says which years the amounts are for")
        yield _beside(agreement, "years", "split", help)


def _reprioritisation(entry: Reprioritisation) -> Iterator[Fault]:
    yield from _end(entry, "from", entry.from_)
    yield from _end(entry, "to", entry.to)
    if entry.from_.outside is not None and entry.to.outside is not None:
        help = Message("name the program that the money came from or went to")
        message = Message("money that moves from outside to outside touches no program")
        yield _fault("missing-key", message, entry.at("to"), help)
    yield from _years_with_table(entry)


def _end(entry: Reprioritisation, key: str, end: End) -> Iterator[Fault]:
    """An end of a reprioritisation is a program, perhaps with a strand, or someone outside."""
    if end.program is None and end.outside is None:
        help = Message('write {{ program = "..." }} or {{ outside = "who" }}')
        message = Message("{key} names no program, and no one outside the ledger", key=key)
        yield _fault("missing-key", message, entry.at(key), help)
    elif end.program is not None and end.outside is not None:
        yield _beside(entry, "outside", "program", within=(key,))
    elif end.program is None and end.strand is not None:
        message = Message("the strand's program is missing")
        yield _fault("missing-key", message, entry.at(key), Message("add program"))


def _award(award: Award) -> Iterator[Fault]:
    yield from _award_line(award)
    if award.recipient is None and not award.recipients:
        help = Message(
            'add recipient = "an-id", or recipients = {{ municipality = 31 }} for a sum over many'
        )
        yield _fault("missing-key", Message("the award's recipient is missing"), award.at(), help)
    if award.recipient is not None and award.recipients is not None:
        yield _beside(award, "recipients", "recipient")
    yield from _years_with_table(award)
    yield from _ends_first(award)


def _ends_first(award: Award) -> Iterator[Fault]:
    if award.start is None or award.end is None or not surely_before(award.end, award.start):
        return
    message = Message(
        "the award ends on {end}, before it begins on {start}", end=award.end, start=award.start
    )
    yield _fault("wrong-type", message, award.at("end"), Message("mend the start or the end"))


def _award_line(award: Award) -> Iterator[Fault]:
    """An award is charged to a pool, or to a program with perhaps a strand and a round."""
    if award.pool is None and award.program is None:
        help = Message('add pool = "...", or program = "..." when the pool is not known')
        yield _fault(
            "missing-key", Message("the award's pool or program is missing"), award.at(), help
        )
    if award.pool is not None:
        for key in ("program", "strand", "round"):
            if getattr(award, key) is not None:
                yield _beside(award, key, "pool")


def _years_with_table(entry: Award | Amendment | Reprioritisation) -> Iterator[Fault]:
    if entry.years is not None and isinstance(entry.amount, tuple):
        help = Message("leave out years: the table says which years the amounts are for")
        yield _beside(entry, "years", "amount", help)


def _carry_over(entry: CarryOver) -> Iterator[Fault]:
    if entry.to <= entry.from_:
        help = Message("give the year that the money is carried from, and a later one")
        message = Message(
            "money is carried to a later year, not from {from_year} to {to_year}",
            from_year=entry.from_,
            to_year=entry.to,
        )
        yield _fault("bad-years", message, entry.at("to"), help)


def _statement(entry: Statement) -> Iterator[Fault]:
    counts, figure = entry.measure in COUNTS, entry.value.figure
    if counts and isinstance(figure, Money | Unknown):
        message = Message(
            '"{measure}" is a count, and the value is an amount', measure=entry.measure
        )
        yield _fault("wrong-type", message, entry.at("value"), Message("write a whole number"))
    elif counts and isinstance(figure, int) and figure < 0:
        message = Message("{figure} is not a count", figure=as_value(figure))
        yield _fault("wrong-type", message, entry.at("value"), Message("write how many there are"))
    if entry.measure in OF_WHAT_IS_LEFT and entry.as_of is None:
        yield _without_day(entry)
    yield from _strand_alone(entry)
    if not entry.source:
        help = Message('name the source that says so: source = "an-id"')
        yield _fault(
            "missing-key", Message("the statement's source is missing"), entry.at("source"), help
        )


def _without_day(entry: Statement) -> Fault:
    """What is left depends on the day: what remains of a year is unused when it is over."""
    message = Message('"{measure}" is as of a day, and as_of is missing', measure=entry.measure)
    help = Message("add as_of = 2015-04-01, the day that the figure is true of")
    if entry.measure == "remaining":
        help = Message(
            "add as_of = 2015-04-01, the day that the figure is true of; or, for budget less "
            'awards whatever the day, write "uncommitted"'
        )
    return _fault("missing-key", message, entry.at("measure"), help)


def _register(entry: Register) -> Iterator[Fault]:
    delimiter = entry.delimiter
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        message = Message(
            "{delimiter} is not one character that can part cells", delimiter=shown(delimiter)
        )
        help = Message('write ";", ",", "|" or "\\t"')
        yield _fault("wrong-type", message, entry.at("delimiter"), help)
    other = None if entry.currency is None else other_currency(entry.currency)
    if entry.currency is not None and other is not None:
        message = Message(
            "{currency} is not the code of a currency", currency=shown(entry.currency)
        )
        yield _fault("wrong-type", message, entry.at("currency"), other)
    yield from _sides(entry)
    yield from _strand_alone(entry)


def _sides(entry: Register) -> Iterator[Fault]:
    """Amounts stand in one column, or in two: debit and credit."""
    columns = entry.columns
    sides = {"debit": columns.debit, "credit": columns.credit}
    missing = [side for side, heading in sides.items() if heading is None]
    if len(missing) == 2:
        return
    if columns.amount is not None:
        key = next(side for side in sides if side not in missing)
        yield _beside(entry, key, "amount", within=("columns",))
    elif missing:
        side = missing[0]
        help = Message("add the heading of {side}, or name one column amount", side=side)
        message = Message("the column of {side} is missing", side=side)
        yield _fault("missing-key", message, entry.at("columns"), help)


def _strand_alone(entry: Statement | Register) -> Iterator[Fault]:
    if entry.strand is not None and entry.program is None:
        message = Message("the strand's program is missing")
        yield _fault("missing-key", message, entry.at("strand"), Message("add program"))


def _beside(
    entry: Entry, key: str, other: str, help: Message | None = None, *, within: tuple[str, ...] = ()
) -> Fault:
    message = Message('"{key}" cannot stand beside "{other}"', key=key, other=other)
    where = Location(entry.stands_in, (*entry.path, *within, key), "key")
    return Fault(
        "unknown-key", Problem(message, where, help or Message("leave one of the two out"))
    )


def _fault(check: str, message: Message, where: Location, help: Message) -> Fault:
    return Fault(check, Problem(message, where, help))


_RULES: dict[type, Callable[..., Iterator[Fault]]] = {
    Program: _program,
    Agreement: _agreement,
    Reprioritisation: _reprioritisation,
    Award: _award,
    Amendment: _years_with_table,
    CarryOver: _carry_over,
    Statement: _statement,
    Register: _register,
}
