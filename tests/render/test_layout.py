"""Tables as text: columns to the side they belong, in blocks that fit."""

from rich.cells import cell_len

from tidlig.render.tables import Row, Table, as_text, cells

TABLE = Table(
    "date",
    ("entry", "heading", "amount", "left"),
    (Row("2024", ("award.x", "awarded", "1,0", "9,0")), Row("2025", ("b", "paid", "10,0", "9,0"))),
    words=frozenset({0, 1}),
    fixed=1,
)


def test_words_stand_to_the_left_and_figures_to_the_right() -> None:
    assert as_text(TABLE, None).split("\n") == [
        "date  entry    heading  amount  left",
        "2024  award.x  awarded     1,0   9,0",
        "2025  b        paid       10,0   9,0",
    ]


def test_fixed_columns_stand_in_every_block() -> None:
    assert as_text(TABLE, 30).split("\n") == [
        "date  entry    heading  amount",
        "2024  award.x  awarded     1,0",
        "2025  b        paid       10,0",
        "",
        "date  entry    left",
        "2024  award.x   9,0",
        "2025  b         9,0",
    ]


def test_a_block_has_a_column_however_narrow_it_is() -> None:
    blocks = as_text(TABLE, 1).split("\n\n")
    assert [block.split("\n")[0].split() for block in blocks] == [
        ["date", "entry", "heading"],
        ["date", "entry", "amount"],
        ["date", "entry", "left"],
    ]


def test_a_table_without_headings_has_no_line_of_them() -> None:
    assert as_text(Table("", ("",), (Row("a", ("1",)), Row("b", ("10",)))), None) == "a   1\nb  10"


def test_a_sparse_table_leaves_out_rows_with_nothing_in_a_later_block() -> None:
    rows = (
        Row("all", ("", ""), stands_out=True),
        Row("first", ("1", "")),
        Row("second", ("", "2")),
    )
    assert as_text(Table("", ("one", "two"), rows, sparse=True), 12).split("\n\n") == [
        "        one\nall\nfirst     1\nsecond",
        "        two\nall\nsecond    2",
    ]
    assert as_text(Table("", ("one", "two"), rows, sparse=True), None).count("\n") == 3


def test_every_character_takes_the_cells_that_rich_counts() -> None:
    characters = [*map(chr, range(0x20, 0x2000)), "\u200b", "日", "🙂", "\ufe0f"]
    printable = [each for each in characters if each.isprintable()]
    assert {each: cells(each) for each in printable} == {each: cell_len(each) for each in printable}
    assert cells("nævnt på år") == 11
    assert cells("日本 å") == 6


def test_a_sparse_table_of_names_alone_has_all_its_rows() -> None:
    assert as_text(Table("", (), (Row("a", ()), Row("b", ())), sparse=True), None) == "a\nb"
    assert as_text(Table("", (), (Row("a", ()), Row("b", ())), sparse=True), 1) == "a\nb"
