"""Tables as Markdown, in the form that code hosts show."""

from tidlig.render.escaping import for_markdown
from tidlig.render.layout import Row, Table


def as_table(table: Table) -> str:
    """Write a table; rows that stand out are bold, and names keep their indentation."""
    headings = [table.name, *table.headings]
    sides = (":---" if n in table.words else "---:" for n in range(len(table.headings)))
    lines = [_line(headings), _line([":---", *sides], raw=True)]
    return "\n".join([*lines, *(_row(row) for row in table.rows)])


def _row(row: Row) -> str:
    indent = "&nbsp;" * row.indent
    cells = [for_markdown(text).strip() for text in (row.name, *row.cells)]
    if row.stands_out:
        cells = [f"**{text}**" if text else "" for text in cells]
    return _line([indent + cells[0], *cells[1:]], raw=True)


def _line(cells: list[str], *, raw: bool = False) -> str:
    return "| " + " | ".join(text if raw else for_markdown(text).strip() for text in cells) + " |"
