"""What findings of `tidlig check` are held against: another revision, or two branches to merge."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.parameters import Option
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.ledger.checked import Checked
    from tidlig.ledger.comparing import Held
    from tidlig.ledger.memory.how import How
    from tidlig.ledger.memory.remembering import Known
    from tidlig.ledger.origin import Origin
    from tidlig.model.findings import Finding

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

        one, other, both, settled = merged(*merge, *in_repository(ledger))
        _tell_of(settled, merge)
        return Asked(both, ((merge[0], one), (merge[1], other)))
    if base is not None:
        return Asked(located(ledger, at), ((base, located(ledger, base)),))
    if new_only:
        raise CouldNot("--new-only takes something to be newer than", "add --base or --merge")
    return Asked(located(ledger, at))


def _tell_of(settled: Sequence[str], merge: tuple[str, str]) -> None:
    """Say that git will not merge what is checked here as merged."""
    from tidlig.cli.printing import err
    from tidlig.render.escaping import for_terminal

    for file in settled:
        said = f"{merge[0]} and {merge[1]} conflict in {file}: what both add is kept here"
        err(for_terminal(said))


def checked(
    what: Asked, choose: "Callable[[Checked], Checked]", how: "How"
) -> "tuple[Ledger, Checked, Held | None]":
    """Give a ledger, its findings, and which of them are new where there are others."""
    from tidlig.ledger.comparing import Held, turned_findings
    from tidlig.ledger.memory.remembering import known

    now = known(what.origin, how)
    found = choose(now.checked)
    if not what.others:
        return now.ledger, found, None
    sides = [known(origin, how) for _, origin in what.others]
    bases = [choose(side.checked) for side in sides]
    turned = turned_findings(found, *bases)
    if len(sides) > 1 and turned.new:
        turned = replace(turned, new=_attributed(turned.new, now, what, sides))
    names = zip(what.others, bases, strict=True)
    unread = tuple(name for (name, _), base in names if not base.readable)
    return now.ledger, found, Held(what.others, turned, unread)


def _attributed(
    new: "tuple[Finding, ...]", both: "Known", what: Asked, sides: "Sequence[Known]"
) -> "tuple[Finding, ...]":
    """Say of what is new in a merge which branch brings it."""
    from tidlig.ledger.attributing import attributed
    from tidlig.ledger.memory.entries import with_entries

    whole = with_entries(both, what.origin)
    named = [
        (name, with_entries(side, origin))
        for (name, origin), side in zip(what.others, sides, strict=True)
    ]
    return tuple(attributed(finding, whole, named) for finding in new)
