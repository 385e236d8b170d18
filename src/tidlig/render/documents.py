"""JSON documents: readable, and harmless on a terminal."""

import re
from typing import Any

from tidlig.render.escaping import COMMAND, CONTROL


def as_json(data: dict[str, Any] | list[Any]) -> str:
    """Write a document, characters as they are but for those that a terminal or CI would obey."""
    import json

    text = json.dumps(data, ensure_ascii=False, indent=1)
    return re.sub(COMMAND, _escape, re.sub(CONTROL, _escape, text)) + "\n"


def _escape(match: re.Match[str]) -> str:
    """Escape a character as JSON does; the line breaks between the parts of a document stay."""
    return match[0] if match[0] == "\n" else f"\\u{ord(match[0]):04x}"
