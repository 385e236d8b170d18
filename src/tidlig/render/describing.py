"""A few words that tell one entry from others of its kind, in lists."""

from collections.abc import Mapping

from tidlig.model.decisions import Appropriation, CarryOver, Program, Reprioritisation, Strand
from tidlig.model.entry import Entry
from tidlig.model.grants import Award, Outturn, Payment, Pool, Return, Round
from tidlig.model.personal import joined
from tidlig.model.register import Recipient, Source, Statement
from tidlig.model.texts import Identifier
from tidlig.render.entries import keys, text
from tidlig.render.shown import Style

_SCOPE = ("program", "strand", "round", "pool", "support", "kind", "years")
"""What the figure of a statement is about, in the words of its keys."""


def described(entry: Entry, on: Entry, names: Mapping[str, str], style: Style) -> str:
    """Describe an entry that hangs on another in a few words, without what the other says.

    Recipients have their names in the register.
    """
    words: list[str | None]
    match entry:
        case Program() | Strand() | Recipient():
            words = [entry.name]
        case Source():
            words = [entry.title]
        case Round() | Pool():
            strand = None if isinstance(on, Strand) else getattr(entry, "strand", None)
            words = [entry.name, strand]
        case Award() if isinstance(on, Recipient):
            words = [entry.pool, entry.program, entry.strand, entry.purpose]
        case Award():
            words = [_recipient(entry, names, style), entry.purpose]
        case Payment():
            payee = None if isinstance(on, Recipient) else names.get(str(entry.payee))
            award = None if isinstance(on, Award) else entry.award
            words = [payee, Identifier(award or ""), Identifier(entry.reference or "")]
        case Return():
            words = [entry.type, None if isinstance(on, Award) else entry.award, entry.reason]
        case Statement():
            words = _stated(entry, on)
        case _:
            words = _decided(entry)
    return joined(", ", filter(None, words))


def _decided(entry: Entry) -> list[str | None]:
    match entry:
        case Appropriation():
            return [entry.act]
        case Reprioritisation():
            return [f"{text(entry.from_)} -> {text(entry.to)}", text(entry.years or "")]
        case CarryOver():
            return [f"{entry.from_} -> {entry.to}", entry.strand]
        case Outturn():
            return [str(entry.year), entry.strand]
    return []


def _stated(statement: Statement, on: Entry) -> list[str | None]:
    """Say what a statement measures and of what, but for what it hangs on."""
    said = dict(keys(statement))
    above = {"program": getattr(on, "program", None), on.kind: on.id}
    scope = [text(said[key]) for key in _SCOPE if key in said and said[key] != above.get(key)]
    return [f"{statement.measure} {text(said['value'])}", *scope]


def _recipient(award: Award, names: Mapping[str, str], style: Style) -> str:
    if award.recipient is not None:
        return names.get(award.recipient, award.recipient)
    return ", ".join(f"{style.word(kind)} {number}" for kind, number in award.recipients or ())
