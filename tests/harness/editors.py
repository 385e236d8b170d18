"""How an editor that knows TOML's types holds a document against a JSON Schema.

As Tombi does: a date is what `format` calls one, and neither text nor anything else is; a number
with decimals is never a whole one. Tools that make JSON of TOML first are laxer in these two.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators

_TYPES = {
    "array": list,
    "boolean": bool,
    "integer": int,
    "number": float,
    "object": dict,
    "string": str,
    "date": dt.date,
}


def _type(_: Any, expected: Any, value: Any, schema: dict[str, Any]) -> Iterator[ValidationError]:
    names = expected if isinstance(expected, list) else [expected]
    names = [schema.get("format", name) if name == "string" else name for name in names]
    if not any(type(value) is _TYPES[name] for name in names):
        yield ValidationError(f"{value!r} is not of type {', '.join(names)}")


_VALIDATOR = validators.extend(Draft202012Validator, {"type": _type})


def refusals(schema: dict[str, Any], document: Any) -> list[str]:
    """What a JSON Schema has against a TOML document: places and facts."""
    errors = _VALIDATOR(schema).iter_errors(document)
    return [f"{error.json_path}: {error.message}" for error in errors]
