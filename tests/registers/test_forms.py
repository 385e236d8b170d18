"""A register that has what the ledger has matches wholly, in any order and in any form."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from harness.running import write
from registers.books import Book, as_toml, book
from registers.damages import ON_PAYMENTS, Export, Row
from registers.files import COLUMNS, danish, plain, workbook
from tidlig.arithmetic.ledger import Ledger
from tidlig.exchange.registers import read
from tidlig.ledger.folder import Folder
from tidlig.ledger.open import open_ledger
from tidlig.matching.matches import Group
from tidlig.matching.matching import Matching, match_register
from tidlig.model.records import Columns, Register

FORMS: dict[str, Callable[[list[Row]], bytes]] = {
    "danish": danish,
    "plain": plain,
    "workbook": workbook,
}


@pytest.fixture(scope="module")
def small() -> Book:
    """A small ledger of the same kind."""
    return book(random.Random(17), awards=400, payments=700)


@pytest.fixture(scope="module")
def ledger(small: Book, tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The small ledger, read."""
    return open_ledger(Folder(write(tmp_path_factory.mktemp("ledger"), as_toml(small))))


def against(ledger: Ledger, data: bytes, path: Path, columns: Columns, kind: str) -> Matching:
    path.write_bytes(data)
    register = Register(id="x", stands_in="", type=kind, columns=columns)  # type: ignore[arg-type]
    return match_register(ledger, register, read(path, "register", register).items, 7)


def _of(small: Book, kind: str, order: random.Random) -> list[Row]:
    rows = [row for found in Export(small, kind, random.Random(1)).rows.values() for row in found]
    return order.sample(rows, len(rows))


@pytest.mark.parametrize("kind", ["award", "payment"])
@pytest.mark.parametrize("form", FORMS)
def test_an_exact_export_matches_without_a_remark_in_any_order(
    kind: str, form: str, small: Book, ledger: Ledger, tmp_path: Path
) -> None:
    for seed in range(3):
        data = FORMS[form](_of(small, kind, random.Random(seed)))
        found = against(ledger, data, tmp_path / "r", Columns(**COLUMNS), kind)
        assert found.agrees
        assert all(not match.notes for match in found.matches)
        assert len(found.matches) == len(small.lines(kind))


@pytest.mark.parametrize("without", [("id", "reference"), ("id", "reference", "award", "cvr")])
def test_an_exact_export_without_keys_matches_as_well(
    without: tuple[str, ...], small: Book, ledger: Ledger, tmp_path: Path
) -> None:
    columns = Columns(**{word: each for word, each in COLUMNS.items() if word not in without})
    data = danish(_of(small, "payment", random.Random(5)))
    found = against(ledger, data, tmp_path / "r", columns, "payment")
    assert found.agrees
    assert all(not match.notes for match in found.matches)


def test_one_damaged_register_is_said_the_same_of_in_every_form(
    small: Book, ledger: Ledger, tmp_path: Path
) -> None:
    export = Export(small, "payment", random.Random(3))
    done = [each for damage in ON_PAYMENTS[:28] for each in damage(export)]
    rows = [row for found in export.rows.values() for row in found]
    said = [
        against(ledger, form(rows), tmp_path / "r", Columns(**COLUMNS), "payment").matches
        for form in FORMS.values()
    ]
    assert len({tuple((m.group, m.differs, m.notes) for m in found) for found in said}) == 1
    groups = Counter(match.group for match in said[0])
    assert groups[Group.DUPLICATE] == sum(each.group == "duplicate" for each in done)
