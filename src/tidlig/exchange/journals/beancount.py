"""Journals for beancount.

Its accounts begin with one of five words, and each part with a large letter or a digit, and it
knows no underscore: how ids are written there, so that no two become one, is explained in `part`.
"""

from collections.abc import Iterator, Mapping, Sequence

from tidlig.exchange.journals.escaping import kroner
from tidlig.exchange.journals.transactions import Account, Journal, Posting, Transaction

NOT_SPLIT = "Not-Split"
"""The part of an account for what is not split by strand; no id has a second large letter S."""

_ROOTS = {
    "uncommitted": "Assets:Uncommitted",
    "outstanding": "Assets:Outstanding",
    "paid": "Expenses:Paid",
    "outturn": "Equity:Outturn",
    "parliament": "Income:Parliament",
    "outside": "Equity:Outside",
    "state-accounts": "Equity:State-Accounts",
    "agreed": "Equity:Agreed",
    "lapsed": "Equity:Lapsed",
    "agreements": "Equity:Agreements",
    "lapses": "Equity:Lapses",
}


def beancount(journal: Journal, about: Sequence[str]) -> Iterator[str]:
    """Write a journal for beancount."""
    names = {account: name(account, journal.ids) for account in journal.accounts}
    currency = journal.ledger.settings.currency
    lines = [f"; {line}".rstrip() for line in about]
    lines += ["", f'option "title" {_quoted(about[0])}']
    lines.append(f'option "operating_currency" "{currency}"')
    if journal.entries:
        first = journal.entries[0][0]
        lines += [f"{first} open {account} {currency}" for account in names.values()]
    yield "\n".join([*lines, ""])
    for transaction in journal.transactions():
        if transaction.postings:
            yield "".join(_lines(transaction, names, currency))
        else:
            yield _comment(transaction)


def _comment(transaction: Transaction) -> str:
    """A transaction of which no amount is known."""
    tags = ", ".join(f"{name}: {value}" for name, value in transaction.tags)
    return f"\n; {transaction.date} {transaction.id} {_text(transaction)}, {tags}\n"


def name(account: Account, ids: Mapping[str, str]) -> str:
    """Name an account: Assets:Uncommitted:Tidlig-indsats:Not-Split:2015:Budget:Appropriated."""
    root, program, strand, years, rest = account
    parts = [_ROOTS[root], part(ids[program])]
    if strand is not None:
        parts.append(part(ids[strand]) if strand else NOT_SPLIT)
    if years is not None:
        parts.append(str(years))
    return ":".join((*parts, *(heading.capitalize() for heading in rest)))


def part(id: str) -> str:
    """Write an id as a part of an account, so that different ids stay different.

    Ids have small letters only, so large ones are free to stand for what beancount does not know:
    `_` is `-U-`, and `*`, which masks personal data, is `X`. The first letter is large in all.
    """
    text = id.replace("_", "-U-").replace("*", "X")
    return text[0].upper() + text[1:]


def _lines(transaction: Transaction, names: Mapping[Account, str], currency: str) -> Iterator[str]:
    tags = dict(transaction.tags)
    link = f" ^award.{tags['award'].replace('*', 'X')}" if "award" in tags else ""
    yield f"\n{transaction.date} * {_text(transaction)}{link}\n"
    yield f"  id: {_quoted(transaction.id)}\n"
    for tag, value in transaction.tags:
        yield f"  {tag}: {_quoted(value)}\n"
    for posting in transaction.postings:
        yield _posting(posting, names, currency)


def _posting(posting: Posting, names: Mapping[Account, str], currency: str) -> str:
    text = f"  {names[posting.account]}  {kroner(posting.ore)} {currency}\n"
    return f"{text}    plus-minus: {kroner(posting.half)}\n" if posting.half else text


def _text(transaction: Transaction) -> str:
    payee, purpose = transaction.text
    return f"{_quoted(payee)} {_quoted(purpose)}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
