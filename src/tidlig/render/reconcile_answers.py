"""The answer above a reconciliation: whether accounts and statements agree, and what differs."""

from collections.abc import Iterator, Sequence

from tidlig.arithmetic.account_rows import AccountRow, Accounts
from tidlig.arithmetic.accounts import accepts
from tidlig.arithmetic.figures import NOTHING, Figure
from tidlig.arithmetic.movements import sum_money
from tidlig.arithmetic.statements import StatementResult, Verdict
from tidlig.arithmetic.unrecorded_awards import is_open_to_other_years
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
    booked = [each for each in accounts if _is_compared(each.total)]
    differing = [each for each in accounts if each.total.differences]
    key = _outcome(has_difference=bool(differing), is_known=bool(booked))[len(accounts) > 1]
    number = len(differing or booked)
    whole = len({id(each) for each in (*booked, *differing)})
    text = sentence(key, style.language, number=number, whole=whole)
    return Answer(
        sentence("reconcile Accounts", style.language), text, bool(differing) or not booked
    )


def _outcome(*, has_difference: bool, is_known: bool) -> tuple[str, str]:
    """Return the sentence on one program, and on several."""
    if has_difference:
        return "accounts, differ in one", "accounts, differ"
    if is_known:
        return "accounts, one agrees", "accounts, agree"
    return "accounts, not known", "accounts, none"


def _is_compared(total: AccountRow) -> bool:
    """Whether the accounts and the awards that are in them are known, or accounts have nothing."""
    if total.outturn == NOTHING:
        return True
    if is_open_to_other_years(total.program.figures, total.cell):
        return False
    return all(each is not None and None not in each[:2] for each in (total.outturn, total.awarded))


def _sums(accounts: Sequence[Accounts]) -> dict[str, Money]:
    """Add up the differences of programs, by name."""
    by_name: dict[str, list[Money]] = {}
    for each in accounts:
        for difference in each.total.differences:
            by_name.setdefault(difference.name, []).append(difference.money)
    return {name: sum_money(moneys) for name, moneys in by_name.items()}
