"""JSON documents: readable, and harmless on a terminal."""

import json
import re
from typing import Any

from tidlig.render.escaping import CONTROL


def as_json(data: dict[str, Any]) -> str:
    """Write a document, characters as they are but for those that a terminal would obey."""
    return CONTROL.sub(_escape, json.dumps(data, ensure_ascii=False, indent=1)) + "\n"


def _escape(match: re.Match[str]) -> str:
    """Escape a character as JSON does; the line breaks between the parts of a document stay."""
    return match[0] if match[0] == "\n" else f"\\u{ord(match[0]):04x}"
