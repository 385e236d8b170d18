"""Comments of a TOML file that hold personal data: nothing else reads comments.

Found with tree-sitter, and only in a file where something after a # looks like it.
"""

import re
from collections.abc import Iterator

from tidlig.model.disclosing import problems
from tidlig.model.findings import Fault, Location
from tidlig.model.personal import is_personal, suspicious
from tidlig.source.positions import comments

_AFTER_MARK = re.compile(r"#[^\n]*")


def faults(path: str, text: str) -> Iterator[Fault]:
    """Give the faults of a file's comments."""
    after = "\n".join(_AFTER_MARK.findall(text)) if "#" in text else ""
    if not suspicious(after) or not is_personal(after):
        return
    for span, comment in comments(text):
        for problem in problems("a comment", comment, Location(path, span=span)):
            yield Fault("personal-data", problem)
