"""What findings of `tidlig check` are held against: another revision, or two branches to merge."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.declaring import Option
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.ledger.checked import Checked
    from tidlig.ledger.comparing import Held
    from tidlig.ledger.origin import Origin

Base = Annotated[
    str | None,
    Option("--base", metavar="REV", help="Show what is new since a revision.", show_default=False),
]
NewOnly = Annotated[bool, Option("--new-only", help="Fail for what is new alone.")]
Merge = Annotated[
    tuple[str, str] | None,
    Option("--merge", metavar="A B", help="Check what two branches would be.", show_default=False),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is checked, and what its findings are held against, if against anything."""

    origin: "Origin"
    others: tuple[tuple[str, "Origin"], ...] = ()


def asked(
    ledger: Path | None,
    at: str | None,
    base: str | None,
    merge: tuple[str, str] | None,
    *,
    new_only: bool,
) -> Asked:
    """Find what is to be checked; raise `CouldNot` for options that have no meaning together."""
    from tidlig.ledger.finding import in_repository, located

    if merge is not None:
        if at is not None or base is not None:
            raise CouldNot("--merge names both sides itself", "leave --at and --base out")
        from tidlig.ledger.merging import merge as merged

        one, other, both = merged(*merge, *in_repository(ledger))
        return Asked(both, ((merge[0], one), (merge[1], other)))
    if base is not None:
        return Asked(located(ledger, at), ((base, located(ledger, base)),))
    if new_only:
        raise CouldNot("--new-only takes something to be newer than", "add --base or --merge")
    return Asked(located(ledger, at))


def held(
    found: "Checked",
    whole: "Ledger",
    what: Asked,
    selected: frozenset[str],
    hidden: frozenset[str],
    *,
    strict: bool,
) -> "Held | None":
    """Hold findings against those of the others; None where there are no others."""
    from tidlig.ledger.attributing import attributed
    from tidlig.ledger.checking import checked, chosen
    from tidlig.ledger.comparing import Held, turned_findings
    from tidlig.ledger.opening import Remembered, opened

    if not what.others:
        return None
    remembered: Remembered = {}
    sides = [(name, opened(origin, remembered)) for name, origin in what.others]
    bases = [chosen(checked(side, strict=strict), selected, hidden) for _, side in sides]
    turned = turned_findings(found, *bases)
    if len(sides) > 1:
        turned = replace(turned, new=tuple(attributed(each, whole, sides) for each in turned.new))
    unread = [name for (name, _), base in zip(sides, bases, strict=True) if not base.readable]
    return Held(what.others, turned, tuple(unread))
