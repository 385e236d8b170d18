"""Whether each kind of entry that moves money has a rule for it, and can be summed.

Sums of a large ledger, or of a balance that is cached, stand for entries that are not kept. A kind
that these would sum wrongly is refused: a new one when the checks are imported, before any figure
is shown, and those in `tidlig.model.registry.CHECKED_BY_TESTS` by tests.
"""

from collections.abc import Collection, Container, Iterable, Iterator

from tidlig.arithmetic.charging import BUDGET_RULES, CHARGE_RULES
from tidlig.arithmetic.movements import BUDGET, DECIDED, MOVED
from tidlig.model.completeness import Undescribed
from tidlig.model.entry import Entry
from tidlig.model.kinds import ALL_KINDS, UNCHECKED
from tidlig.model.references import namings

_WITHOUT_RULE = ("strand", "appropriation")
"""Strands move money with their program; what an act moves follows from all before it."""


def unruled(kinds: Iterable[type[Entry]]) -> Iterator[str]:
    """Yield a sentence for each kind whose movements cannot be made, or would be summed wrongly."""
    for cls in kinds:
        for fault in (*_of_headings(cls), *_of_rules(cls), *_of_sums(cls)):
            yield f"{cls.__module__}.{cls.__name__} {fault}"


def _of_headings(cls: type[Entry]) -> Iterator[str]:
    for heading in cls.described.moves:
        if heading not in MOVED:
            yield f'moves money under "{heading}", which is no heading: {", ".join(MOVED)}'


def _of_rules(cls: type[Entry]) -> Iterator[str]:
    moves = set(cls.described.moves)
    yield from _of_rule(cls.kind, "BUDGET_RULES", BUDGET_RULES, moves.intersection(BUDGET))
    yield from _of_rule(cls.kind, "CHARGE_RULES", CHARGE_RULES, moves.difference(BUDGET))


def _of_rule(
    kind: str, name: str, rules: Container[str], headings: Collection[str]
) -> Iterator[str]:
    """Check that a kind has a rule if it says that it moves money under headings, and only then."""
    if headings and kind not in rules and kind not in _WITHOUT_RULE:
        yield f"moves money, and has no rule: add one to {name} in tidlig.arithmetic.charging"
    if kind in rules and not headings:
        yield f'has a rule in {name}, and does not say so: name its headings in "moves"'


def _of_sums(cls: type[Entry]) -> Iterator[str]:
    """Check that a balance keeps the kind whole, or sums it, and that what it needs is there."""
    from tidlig.arithmetic.totals import AMENDING_KINDS, MANY_KINDS

    moves = cls.described.moves
    in_budget = {heading in DECIDED for heading in moves}
    if len(in_budget) > 1:
        yield "moves both budgets and what is charged to them: make it two kinds"
    named = {naming.kind for naming in namings(cls)} & set(MANY_KINDS)
    if moves and named and cls.kind not in (*MANY_KINDS, *AMENDING_KINDS):
        kinds = ", ".join(sorted(named))
        yield f"moves money on entries that a large ledger has only sums of: {kinds}"


_FAULTS = [*unruled(UNCHECKED.values())]
_FAULTS += [
    f'there is a rule for "{kind}", which is no kind of entry'
    for kind in (*BUDGET_RULES, *CHARGE_RULES)
    if kind not in ALL_KINDS
]
if _FAULTS:
    raise Undescribed("; ".join(_FAULTS))
