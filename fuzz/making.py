"""A seed and a number to an input: an example, and some of what can be done to it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from fuzz import tables, trees
from fuzz.corpus import Example, examples, with_registers
from fuzz.inputs import Input
from fuzz.places import OF_PLACES
from fuzz.texts import OF_TEXTS

STEPS = (1, 1, 1, 2, 2, 3, 5)
"""How many things are done to a ledger."""


def chance_of(seed: int, number: int) -> Random:
    """What chance there is for an input: the same on every Python."""
    return Random(f"{seed} {number}")


def made(seed: int, number: int) -> Input:
    """The input of a number."""
    chance = chance_of(seed, number)
    with_register = chance.random() < 0.3
    example = chance.choice(with_registers() if with_register else examples())
    started = _started(example, with_register, chance)
    if started.register is not None and chance.random() < 0.85:
        register = tables.mutated(chance, started.register)
        started = replace(started, register=register)
        if chance.random() < 0.7:
            return replace(started, history=(*started.history, "register"))
    for _ in range(chance.choice(STEPS)):
        started = _mutated(chance, started)
    return started


def _started(example: Example, with_register: bool, chance: Random) -> Input:
    register = chance.choice(example.registers) if with_register else None
    committed = dict(example.files) if chance.random() < 0.08 else None
    return Input(dict(example.files), {}, register, committed, (example.name,))


def _mutated(chance: Random, before: Input) -> Input:
    """One thing more done: to what a file says, to its text, or to where it is."""
    if not before.files:
        return before
    how = chance.random()
    if how < 0.2:
        mutation = chance.choice(OF_PLACES)
        after = mutation(chance, before)
        return replace(after, history=(*before.history, mutation.__name__))
    path = chance.choice(sorted(before.files))
    data = trees.mutated(chance, before.files[path]) if how < 0.7 else None
    name = "tree"
    if data is None:
        of_text = chance.choice(OF_TEXTS)
        name, data = of_text.__name__, of_text(chance, before.files[path])
    after = before.with_file(path, data)
    return replace(after, history=(*before.history, f"{name} of {path!a}"))
