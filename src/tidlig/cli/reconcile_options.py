"""The options of `tidlig reconcile`, and what is made of their values."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tidlig.cli.balance_options import purses
from tidlig.cli.options import years

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.arithmetic.reconciling import Reconciliation
    from tidlig.render.reconciliations import Part

Bridge = Annotated[bool, typer.Option("--bridge", help="Show the bridge between acts alone.")]
Statements = Annotated[bool, typer.Option("--statements", help="Show the statements alone.")]
Accounts = Annotated[bool, typer.Option("--accounts", help="Show the accounts alone.")]


def reconciled(
    ledger: "Ledger", programs: Sequence[str] | None, year: str | None
) -> "Reconciliation":
    """Give the reconciliation that is asked for."""
    from tidlig.arithmetic.balancing import Choice
    from tidlig.arithmetic.reconciling import reconciliation

    return reconciliation(ledger, Choice(purses(ledger, programs), years(year)))


def parts(*, accounts: bool, bridge: bool, statements: bool) -> "tuple[Part, ...]":
    """Give the parts that are asked for; none for all of them."""
    from tidlig.render.reconciliations import Part

    asked = ((Part.ACCOUNTS, accounts), (Part.BRIDGE, bridge), (Part.STATEMENTS, statements))
    return tuple(part for part, is_asked in asked if is_asked)
