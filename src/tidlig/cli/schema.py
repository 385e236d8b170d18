"""`tidlig schema`: the format as JSON Schema, for editors."""

from pathlib import Path
from typing import Annotated

from tidlig.cli.options import unknown_name
from tidlig.cli.parameters import Argument, Option
from tidlig.cli.printing import deliver

Kind = Annotated[
    str | None,
    Argument(metavar="[KIND]", help="Only this kind of entry.", show_default=False),
]
Output = Annotated[Path | None, Option("--output -o", metavar="FILE", help="Write to FILE.")]


def schema(kind: Kind = None, output: Output = None) -> int:
    """Write the format as JSON Schema, for editors.

    Start a ledger file with "#:schema FILE", the relative path of the schema, and editors that
    support TOML complete and check it as you type. KIND is an entry kind such as award, or ledger
    for the settings.

    \b
    Examples:
      tidlig schema -o data/tidlig.schema.json
      tidlig schema recipient
    """
    from tidlig.source.json_schema import CLASSES, as_text

    if kind is not None and kind not in CLASSES:
        raise unknown_name("kind of entry", kind, list(CLASSES))
    return deliver(as_text(kind), output)
