"""Sums of a ledger's many entries as plain values, and back."""

from typing import Any

from tidlig.arithmetic.summaries.mass import Cell, Mass, Moved
from tidlig.ledger.memory.coding import NOWHERE, decoded, encoded


def plain_mass(mass: Mass | None) -> Any:
    """Give the sums of a ledger as plain values."""
    if mass is None:
        return None
    kept = encoded(mass.unstated, NOWHERE), encoded(mass.awards, NOWHERE)
    moved = tuple([tuple(each) for each in mass.moved])
    return mass.counted, plain_sums(mass.cells), *kept, moved, mass.files


def opened_mass(plain: Any) -> Mass | None:
    """Give the sums of a ledger back."""
    if plain is None:
        return None
    counted, sums, unstated, awards, moved, files = plain
    kept = decoded(unstated, NOWHERE), decoded(awards, NOWHERE)
    return Mass(counted, opened_sums(sums), *kept, tuple([Moved(*each) for each in moved]), files)


def plain_sums(sums: tuple[Cell, ...]) -> tuple[Any, ...]:
    """Give sums as plain values."""
    return tuple([(tuple(charge), ore, half, tuple(latest)) for charge, ore, half, latest in sums])


def opened_sums(plain: tuple[Any, ...]) -> tuple[Cell, ...]:
    """Give sums back."""
    if not plain:
        return ()
    from tidlig.arithmetic.summaries.cells import Charge, Latest

    return tuple(
        [(Charge(*charge), ore, half, Latest(*latest)) for charge, ore, half, latest in plain]
    )
