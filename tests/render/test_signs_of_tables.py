"""The note that explains the signs of a table, of whatever table."""

from __future__ import annotations

from tidlig.model.money import UNITS
from tidlig.render.balance_notes import sign_note
from tidlig.render.figures import NOT_APPLICABLE, Writer
from tidlig.render.grid import Cell, Column, Grid, Row

COLUMNS = (Column("year", is_words=True), Column("used"))


def test_a_table_without_rows_has_no_signs_to_explain() -> None:
    assert list(sign_note([Grid(COLUMNS, ())], Writer(UNITS["mio"], "en"))) == []


def test_a_sign_of_a_row_is_explained() -> None:
    grid = Grid(COLUMNS, (Row((Cell("2024"), NOT_APPLICABLE)),))
    assert list(sign_note([grid], Writer(UNITS["mio"], "en"))) == ["–: does not apply."]
