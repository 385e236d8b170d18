"""`tidlig table`: an empty sheet to fill in, which `tidlig import` reads."""

from enum import StrEnum
from typing import Annotated

from tidlig.cli.parameters import Option
from tidlig.cli.printing import deliver
from tidlig.cli.report_command import Output


class TemplateKind(StrEnum):
    """Kinds of entry that a sheet can have lines of."""

    AWARD = "award"
    PAYMENT = "payment"
    RETURN = "return"
    RECIPIENT = "recipient"
    OUTTURN = "outturn"
    STATEMENT = "statement"


Template = Annotated[
    TemplateKind, Option("--template", help="What the lines are.", show_default=False)
]


def table(*, template: Template = TemplateKind.AWARD, output: Output = None) -> int:
    """Write an empty sheet with the headings of awards, payments or other entries.

    Fill it in with a spreadsheet, save it as CSV or XLSX, and read it with tidlig import. A
    column that you don't need may be left empty, or removed.

    \b
    Examples:
      tidlig table --template award -o tom.csv
      tidlig table --template payment
    """
    from tidlig.exchange.entries_csv import empty_sheet

    return deliver(empty_sheet(template.value), output)
