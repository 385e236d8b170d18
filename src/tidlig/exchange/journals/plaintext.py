"""Journals for hledger and Ledger, whose syntax is nearly one.

Accounts are the ledger's own ids in small letters. Each posting is dated by the finance year that
it is charged to, where that is not the year of its transaction; the second date of the transaction
is then its own again, so that reports by that date (`--date2`, `--effective`) show what was
decided by when.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tidlig.exchange.journals.escaping import NAMES, kroner
from tidlig.exchange.journals.transactions import APART, ROOTS, Account, Journal, Transaction

NOT_SPLIT = "not split"
"""The part of an account for what is not split by strand; no id has a space."""

_TYPES = dict(zip(ROOTS, "AAXEEEREEEE", strict=True))
"""What hledger takes the accounts for: assets, expenses, equity, revenue."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """What the two write in ways of their own: the date of a posting, and what stands on top."""

    posting_date: str
    head: Callable[[str, Sequence[str]], Iterator[str]]


def hledger(journal: Journal, about: Sequence[str]) -> Iterator[str]:
    """Write a journal for hledger."""
    return _written(journal, about, Dialect("date:{}-01-01", _hledger_head))


def ledger(journal: Journal, about: Sequence[str]) -> Iterator[str]:
    """Write a journal for Ledger."""
    return _written(journal, about, Dialect("[{}-01-01]", _ledger_head))


def name(account: Account, ids: Mapping[str, str]) -> str:
    """Name an account: uncommitted:tidlig-indsats:not split:2015:budget:appropriated."""
    root, program, strand, years, rest = account
    parts = [root, ids[program]]
    if strand is not None:
        parts.append(ids[strand] if strand else NOT_SPLIT)
    if years is not None:
        parts.append(str(years))
    return ":".join((*parts, *rest))


def _written(journal: Journal, about: Sequence[str], dialect: Dialect) -> Iterator[str]:
    names = {account: name(account, journal.ids) for account in journal.accounts}
    currency = journal.ledger.settings.currency
    comments = [f"; {line}".rstrip() for line in about]
    head = dialect.head(currency, list(names.values()))
    yield "\n".join([*comments, "", *head, ""])
    for transaction in journal.transactions():
        if transaction.postings:
            yield "".join(_lines(transaction, names, currency, dialect))
        else:
            yield _comment(transaction)


def _comment(transaction: Transaction) -> str:
    """A transaction of which no amount is known."""
    tags = ", ".join(f"{name}: {value}" for name, value in transaction.tags)
    return f"\n; {transaction.date} ({transaction.id}) {_text(transaction)}; {tags}\n"


def _hledger_head(currency: str, accounts: Sequence[str]) -> Iterator[str]:
    yield "decimal-mark ."
    yield f"commodity 1,000.00 {currency}"
    yield from (f"tag {tag}" for tag in (*NAMES, "plus-minus"))
    used = {account.partition(":")[0] for account in accounts}
    for root, kind in _TYPES.items():
        if root in used or root not in APART:
            yield f"account {root}  ; type:{kind}"
    yield from (f"account {account}" for account in _with_parents(accounts))


def _with_parents(accounts: Iterable[str]) -> Iterator[str]:
    """Accounts below those they are in: hledger shows what is declared in that order."""
    seen = set(ROOTS)
    for account in accounts:
        parts = account.split(":")
        for number in range(2, len(parts) + 1):
            name = ":".join(parts[:number])
            if name not in seen:
                seen.add(name)
                yield name


def _ledger_head(currency: str, accounts: Sequence[str]) -> Iterator[str]:
    yield f"commodity {currency}"
    yield f"    format 1,000.00 {currency}"
    yield from (f"tag {tag}" for tag in (*NAMES, "plus-minus"))
    yield from (f"account {account}" for account in accounts)


def _lines(
    transaction: Transaction, names: Mapping[Account, str], currency: str, dialect: Dialect
) -> Iterator[str]:
    date = str(transaction.date)
    second = f"={date}" if any(posting.years for posting in transaction.postings) else ""
    yield f"\n{date}{second} ({transaction.id}) {_text(transaction)}\n"
    for tag, value in transaction.tags:
        yield f"    ; {tag}: {value}\n"
    for account, ore, half, years in transaction.postings:
        dated = f"  ; {dialect.posting_date.format(years.first)}" if years else ""
        yield f"    {names[account]}  {kroner(ore)} {currency}{dated}\n"
        if half:
            yield f"    ; plus-minus: {kroner(half)}\n"


def _text(transaction: Transaction) -> str:
    """Describe a transaction: who, a bar, what for. A semicolon would begin a comment."""
    payee, purpose = (text.replace(";", ",") for text in transaction.text)
    payee = payee.replace("|", "/")
    return f"{payee} | {purpose}" if purpose else payee
