"""What a page says: the reports on the chosen programs of an open ledger, put together."""

from typing import TYPE_CHECKING

from tidlig.cli.lookups import budget_lines
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.cli.report_command import Opened, Shared
    from tidlig.documents.page.subject import Subject


def subject(shared: "Shared", opened: "Opened", programs: list[str] | None) -> "Subject":
    """Return what a page says of the chosen programs of an open ledger."""
    from tidlig.arithmetic.accounts import reconciliation
    from tidlig.arithmetic.balance import Choice
    from tidlig.arithmetic.entry_report import every_award
    from tidlig.arithmetic.overview import overview
    from tidlig.arithmetic.pools import pools
    from tidlig.documents.page.subject import Subject
    from tidlig.ledger.places import in_order, places
    from tidlig.model.messages import in_currency

    ledger, day = opened.ledger, opened.context.provenance.as_of
    assert day is not None
    lines = budget_lines(ledger, programs)
    if any(strand for _, strand in lines):
        raise CouldNot("a page is of whole programs", "name programs, without /STRAND")
    chosen = [id for id, _ in lines] or [
        id for id, own in ledger.programs.items() if ledger.has_begun(own)
    ]
    choice = Choice(tuple((id, None) for id in dict.fromkeys(chosen)))
    findings = opened.checked.shown
    where = places(findings, opened.origin)
    return Subject(
        ledger,
        opened.context,
        overview(ledger, [ledger.programs[id] for id, _ in choice.budget_lines], day),
        reconciliation(ledger, choice, day),
        pools(ledger, choice),
        every_award(ledger),
        in_order(findings, where),
        where,
        in_currency(ledger.settings.currency),
        shared.unit is not None,
    )
