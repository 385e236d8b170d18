"""JSON documents: readable, masked, and harmless on a terminal."""

import re
from typing import Any

from tidlig.model.personal import masked
from tidlig.model.texts import COMMAND, CONTROL


def as_json(data: dict[str, Any] | list[Any]) -> str:
    """Write a document, characters as they are but for those that a terminal or CI would obey.

    Its texts are values as in `model/texts.py`: all but numbers are masked, keys too.
    """
    import json

    text = json.dumps(_masked(data), ensure_ascii=False, indent=1)
    return re.sub(COMMAND, _escape, re.sub(CONTROL, _escape, text)) + "\n"


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, dict):
        return {_masked(key): _masked(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(each) for each in value]
    return value


def _escape(match: re.Match[str]) -> str:
    """Escape a character as JSON does; the line breaks between the parts of a document stay."""
    units = match[0].encode("utf-16-be", "surrogatepass").hex()
    escaped = "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
    return match[0] if match[0] == "\n" else escaped
