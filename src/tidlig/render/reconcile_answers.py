"""The answer above a reconciliation: whether accounts and statements agree, and what differs."""

from collections.abc import Iterator, Sequence

from tidlig.arithmetic.account_rows import Accounts
from tidlig.arithmetic.accounts import accepts
from tidlig.arithmetic.figures import Figure
from tidlig.arithmetic.movements import sum_money
from tidlig.arithmetic.statements import StatementResult, Verdict
from tidlig.model.money import Money
from tidlig.render.balance_answers import Answer
from tidlig.render.figures import Writer
from tidlig.render.sentences import sentence
from tidlig.render.statements import counted
from tidlig.render.style import Style


def answers(
    accounts: Sequence[Accounts], results: Sequence[StatementResult], style: Style
) -> Iterator[Answer]:
    """Yield whether the accounts agree, what differs, and how many statements agree."""
    if accounts:
        yield _on_accounts(accounts, style)
    differences = _sums(accounts)
    if differences:
        writer = Writer(style.unit, style.language)
        parts = (
            f"{writer.text(Figure(money.ore, money.ore, money.half))} "
            f"{sentence(name, style.language)}"
            for name, money in differences.items()
        )
        yield Answer(sentence("reconcile Differences", style.language), "; ".join(parts))
    if results:
        is_warning = any(
            result.verdict is Verdict.CONTRADICTED and not accepts(result) for result in results
        )
        text = counted(results, style)
        yield Answer(sentence("reconcile Statements", style.language), text, is_warning)


def _on_accounts(accounts: Sequence[Accounts], style: Style) -> Answer:
    booked = [each for each in accounts if each.total.outturn is not None]
    differing = [each for each in booked if each.total.differences]
    of_one, of_several = "accounts, one agrees", "accounts, agree"
    if differing:
        of_one, of_several = "accounts, differ in one", "accounts, differ"
    elif not booked:
        of_one, of_several = "accounts, not known", "accounts, none"
    key = of_one if len(accounts) == 1 else of_several
    number = len(differing) if differing else len(booked)
    text = sentence(key, style.language, number=number, whole=len(booked))
    return Answer(
        sentence("reconcile Accounts", style.language), text, bool(differing) or not booked
    )


def _sums(accounts: Sequence[Accounts]) -> dict[str, Money]:
    """Add up the differences of programs, by name."""
    by_name: dict[str, list[Money]] = {}
    for each in accounts:
        for difference in each.total.differences:
            by_name.setdefault(difference.name, []).append(difference.money)
    return {name: sum_money(moneys) for name, moneys in by_name.items()}
