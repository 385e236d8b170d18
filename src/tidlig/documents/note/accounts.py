"""The accounts, where there are any, beside the awards that are recorded."""

from collections.abc import Iterator

from tidlig.arithmetic.account_rows import AccountRow
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
        text = joined(*_sentences(accounts.total, subject, phrases))
        if text:
            yield Paragraph(text)


def _sentences(total: AccountRow, subject: Subject, phrases: Phrases) -> Iterator[str]:
    own = [each for each in subject.ledger.of(Outturn) if each.program == subject.program.id]
    notes = phrases.notes.of(own)
    if total.outturn is not None and total.outturn[:2] != (None, None):
        outturn, years = phrases.amount(total.outturn), spans(each.year for each in own)
        yield phrases.say("accounts", years=years, outturn=outturn, notes=notes)
    if has_money(total.awarded):
        awarded = phrases.amount(total.awarded)
        of_awards = phrases.notes.of(subject.moving("awarded", "returned") or subject.unknown)
        yield phrases.say("awards", awarded=awarded, notes=of_awards)
    for difference in total.differences:
        figure = phrases.amount(_figure(difference.money))
        yield phrases.say(difference.name, figure=figure, notes=notes)


def _figure(money: Money) -> Figure:
    return Figure(money.ore, money.ore, money.half)
