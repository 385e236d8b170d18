"""The options of `tidlig reconcile`, and what is made of their values."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.declaring import Option
from tidlig.cli.looking import purses
from tidlig.cli.options import years
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.arithmetic.reconciling import Reconciliation
    from tidlig.render.reconcile import Part

Bridge = Annotated[bool, Option("--bridge", help="Show the bridge between acts alone.")]
Statements = Annotated[bool, Option("--statements", help="Show the statements alone.")]
Accounts = Annotated[bool, Option("--accounts", help="Show the accounts alone.")]


def reconciled(
    ledger: "Ledger",
    programs: Sequence[str] | None,
    year: str | None,
    parts: "tuple[Part, ...]",
) -> "Reconciliation":
    """Give the reconciliation that is asked for."""
    _see_to_bridge(programs, year, bridge="bridge" in parts)
    from tidlig.arithmetic.balancing import Choice
    from tidlig.arithmetic.reconciling import reconciliation

    return reconciliation(ledger, Choice(purses(ledger, programs), years(year)))


def _see_to_bridge(programs: Sequence[str] | None, year: str | None, *, bridge: bool) -> None:
    """Refuse a bridge of a part of a program: it would not lead to any budget."""
    if bridge and (year is not None or any("/" in program for program in programs or ())):
        raise CouldNot(
            "a bridge is of a whole program and all its years",
            "name programs alone; tidlig log shows what changed a strand or a year",
        )


def parts(accounts: bool, bridge: bool, statements: bool) -> "tuple[Part, ...]":
    """Give the parts that are asked for; none for all of them."""
    from tidlig.render.reconcile import Part

    asked = ((Part.ACCOUNTS, accounts), (Part.BRIDGE, bridge), (Part.STATEMENTS, statements))
    return tuple(part for part, is_asked in asked if is_asked)
