"""Whether anything in a file can be personal data, told from its text as it is.

Nearly no file has any, and going through the texts of all entries and comments to see so costs more
than validating them. So one search of the whole file goes before, with an engine that takes all
that is looked for in one pass (that of pydantic-core). It may suspect what is nothing, and the
texts are then looked at; it may never miss what `tidlig.model.personal` would find in one of them.
"""

import re
from functools import cache

from pydantic_core import SchemaValidator, core_schema

from tidlig.model.contacts import PHONE
from tidlig.model.personal import TEN_DIGITS

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
