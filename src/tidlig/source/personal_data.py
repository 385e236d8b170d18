"""Personal data in a ledger file: whether its text may hold any, and what its comments hold.

Few files hold any, and searching the texts of all entries and comments costs more than validating
them. So the whole file is searched once first, by an engine that takes all patterns in one pass
(that of pydantic-core). It may suspect too much, and the texts are then searched one by one; it
never misses what `tidlig.model.personal` would find in one of them. Nothing else reads comments.
"""

import re
from collections.abc import Iterator
from functools import cache

from pydantic_core import SchemaValidator, core_schema

from tidlig.model.contacts import PHONE
from tidlig.model.disclosing import problems
from tidlig.model.findings import Fault, Location
from tidlig.model.personal import TEN_DIGITS, is_personal, suspicious
from tidlig.source.positions import comments

_PATTERNS = (TEN_DIGITS.pattern, PHONE.pattern)
"""What any CPR number and phone number matches; an e-mail address has an @ in it."""

_CONTEXT = re.compile(r"\(\?<?[=!](?:[^()\\]|\\.)*\)|\\b")
"""What must stand beside a match, or must not: the engine has no such thing, and finds more."""

_MAY_BE_ELSE = r"\\|\u0130|\u0131"
"""A backslash may write any character, and i without a dot, or with one, counts as i in Python."""


@cache
def _search() -> SchemaValidator:
    found = "|".join(f"(?i:{_CONTEXT.sub('', _unnamed(each))})" for each in _PATTERNS)
    pattern = f"@|{_MAY_BE_ELSE}|{found}"
    return SchemaValidator(core_schema.str_schema(pattern=pattern, regex_engine="rust-regex"))


def _unnamed(pattern: str) -> str:
    return re.sub(r"\?P<[a-z]+>", "?:", pattern)


def suspected(text: str) -> bool:
    """Tell whether a file's text can hold personal data, in an entry or a comment."""
    return _search().isinstance_python(text.replace("\r\n", "\n"))


_AFTER_MARK = re.compile(r"#[^\n]*")


def faults_of_comments(path: str, text: str) -> Iterator[Fault]:
    """Give the faults of a file's comments."""
    after = "\n".join(_AFTER_MARK.findall(text)) if "#" in text else ""
    if not suspicious(after) or not is_personal(after):
        return
    for span, comment in comments(text):
        for problem in problems("a comment", comment, Location(path, span=span)):
            yield Fault("personal-data", problem)
