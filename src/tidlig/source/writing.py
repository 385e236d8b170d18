"""Entries to TOML text, and a text to the end of a file; what stands there stays byte for byte.

Values are written by tomli-w, which knows what to escape. Laying them out is ours: equal signs in
line, and tables within an entry on one line, as people write ledgers.
"""

from collections.abc import Mapping, Sequence

from tidlig.source.toml import BYTE_ORDER_MARK, WrittenFloat

_MARK = BYTE_ORDER_MARK.encode()


def entry_text(heading: Sequence[str], table: Mapping[str, object]) -> str:
    """The text of an entry under its heading, a line for each key.

    A table of tables, as what an act states by strand and year, has a line for each of them.
    """
    keys: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, Mapping) and _has_tables(value):
            keys |= {
                f"{_key(key)}.{_key(inner)}": value_text(item) for inner, item in value.items()
            }
        else:
            keys[_key(key)] = value_text(value)
    width = max(map(len, keys), default=0)
    lines = [f"[{'.'.join(map(_key, heading))}]"]
    lines += [f"{key:<{width}} = {value}" for key, value in keys.items()]
    return "".join(f"{line}\n" for line in lines)


def _has_tables(table: Mapping[str, object]) -> bool:
    return bool(table) and all(isinstance(value, Mapping) for value in table.values())


def appended(data: bytes, text: str) -> bytes:
    """A file with a text after all it has, one blank line between, in its own line ends."""
    end = (
        b"\r\n" if data.endswith(b"\r\n") or data.count(b"\r\n") * 2 > data.count(b"\n") else b"\n"
    )
    own = text.encode().replace(b"\n", end)
    whole = data.removeprefix(_MARK)
    if not whole:
        return data + own
    if not whole.endswith(b"\n"):
        return data + end + end + own
    has_blank = whole.rpartition(b"\n")[0].rpartition(b"\n")[2].strip() == b""
    return data + (b"" if has_blank else end) + own


def _key(key: str) -> str:
    import tomli_w

    return tomli_w.dumps({key: 0}).removesuffix(" = 0\n")


def value_text(value: object) -> str:
    """A value as TOML; tables on one line."""
    import tomli_w

    if isinstance(value, WrittenFloat):
        return value.text
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(key)} = {value_text(item)}" for key, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(value_text, value))}]"
    return tomli_w.dumps({"value": value}).removeprefix("value = ").removesuffix("\n")
