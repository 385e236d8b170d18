"""The accounts, where there are any, beside the awards that are recorded."""

from collections.abc import Iterator

from tidlig.arithmetic.figures import Figure
from tidlig.documents.note.contents import Block, Paragraph
from tidlig.documents.note.phrases import Phrases, joined
from tidlig.documents.note.subject import Subject
from tidlig.model.grants import Outturn
from tidlig.model.money import Money
from tidlig.render.figures import has_money
from tidlig.render.sentences import spans


def account_blocks(subject: Subject, phrases: Phrases) -> Iterator[Block]:
    """Yield what the accounts come to, what was awarded, and how they differ."""
    for accounts in subject.reconciliation.accounts:
        total = accounts.total
        own = [each for each in subject.ledger.of(Outturn) if each.program == subject.program.id]
        parts: list[str] = []
        if total.outturn is not None and None not in total.outturn[:2]:
            years = spans(each.year for each in own)
            notes = phrases.notes.of(own)
            outturn = phrases.amount(total.outturn)
            parts.append(phrases.say("accounts", years=years, outturn=outturn, notes=notes))
        if has_money(total.awarded):
            notes = phrases.notes.of(subject.awards)
            awarded = phrases.amount(total.awarded)
            parts.append(phrases.say("awards", awarded=awarded, notes=notes))
        for difference in total.differences:
            figure = phrases.amount(_figure(difference.money))
            parts.append(phrases.say(difference.name, figure=figure))
        if parts:
            yield Paragraph(joined(*parts))


def _figure(money: Money) -> Figure:
    return Figure(money.ore, money.ore, money.half)
