"""What a change does is the same told by sums, by entries, and by files that differ."""

from __future__ import annotations

import copy
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from memory.states import of_folder
from properties.books import Tables
from properties.examples import held_for
from properties.layouts import scattered, written
from properties.ledgers import ledgers
from properties.test_balance_properties import chances
from tidlig.arithmetic.line_changes import Sides, difference
from tidlig.index.ledger_files import How
from tidlig.index.store import Store
from tidlig.ledger.cached_ledger import known
from tidlig.ledger.open import open_ledger
from tidlig.ledger.opened_entries import differing


def changed(made: Tables, random: Random) -> Tables:
    """The same ledger with some entries of the mass taken out, changed or given to others."""
    after = copy.deepcopy(made)
    for kind in ("award", "payment", "return"):
        for ident in list(after.get(kind, ())):
            entry, chance = after[kind][ident], random.random()
            if chance < 0.2 and kind != "award":
                del after[kind][ident]
            elif chance < 0.4:
                entry["note"] = "ny"
            elif chance < 0.6 and kind == "payment":
                entry["payee"] = "gladsaxe"
            elif chance < 0.7 and kind != "award":
                entry["award"] = random.choice(list(after["award"]))
        if not after.get(kind, True):
            del after[kind]
    return after


@held_for(ledgers(), chances)
def test_sums_and_files_that_differ_tell_what_a_change_does(made: Tables, random: Random) -> None:
    with TemporaryDirectory() as place:
        files = scattered(made, random)
        later = scattered(changed(made, random), random)
        if random.random() < 0.7:  # most often files keep their entries, and few differ
            seed = random.random()
            files = scattered(made, Random(seed))
            later = scattered(changed(made, random), Random(seed))
        base, head = (
            of_folder(written(Path(place) / name, texts))
            for name, texts in (("base", files), ("head", later))
        )
        whole = Sides(open_ledger(base), open_ledger(head))
        how = How(Store(f"{place}/cache"), whole_up_to=-1)
        before, after = known(base, how), known(head, how)
        if not (before.checked.readable and after.checked.readable):
            return
        folders = base.shown, head.shown
        expected = difference(whole, whole, *folders)
        sums = Sides(before.ledger, after.ledger)
        for _ in range(2):
            apart = differing((before, base), (after, head), how)
            assert difference(sums, apart, *folders) == expected
