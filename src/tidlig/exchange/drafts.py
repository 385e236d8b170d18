"""Entries as a file of another system gives them: drafts, not checked and not written yet."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry as a file gives it: its kind, and the keys of its table as TOML has them.

    `id` is empty where the file gives none. A draft of a strand has its program among its keys.
    `line` is a line of the file, or a path in a document; `columns` has what each key was read
    from, by dotted keys.
    """

    kind: str
    id: str
    table: Mapping[str, Any]
    line: int | str
    columns: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
