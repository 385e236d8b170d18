"""Entries to TOML text, and a text to the end of a file; what stands there stays byte for byte.

Values are written by tomli-w, which knows what to escape. Laying them out is ours: equal signs in
line, and tables within an entry on one line, as people write ledgers.
"""

from collections.abc import Mapping, Sequence

from tidlig.source.toml import BYTE_ORDER_MARK, WrittenFloat

_MARK = BYTE_ORDER_MARK.encode()


def entry_text(heading: Sequence[str], table: Mapping[str, object]) -> str:
    """The text of an entry under its heading, a line for each key."""
    keys = {_key(key): value_text(value) for key, value in table.items()}
    width = max(map(len, keys), default=0)
    lines = [f"[{'.'.join(map(_key, heading))}]"]
    lines += [f"{key:<{width}} = {value}" for key, value in keys.items()]
    return "".join(f"{line}\n" for line in lines)


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
    """A value as TOML writes it, on one line."""
    import tomli_w

    if isinstance(value, WrittenFloat):
        return value.text
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_key(key)} = {value_text(item)}" for key, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        return f"[{', '.join(map(value_text, value))}]"
    return tomli_w.dumps({"value": value}).removeprefix("value = ").removesuffix("\n")
