"""What git LFS leaves in place of a file until it is fetched: a few lines with its checksum."""

import re

_LONGEST = 1024
"""So many bytes a pointer has at most, by the specification of git LFS."""

_START = "version https://git-lfs.github.com/spec/"
_OID = re.compile(rb"^oid sha256:([0-9a-f]{64})\r?$", re.MULTILINE)


def is_pointer(text: str) -> bool:
    """Tell whether a text is such a pointer, whole or not."""
    return text.startswith(_START)


def pointed_at(data: bytes) -> str | None:
    """Give the SHA-256 of the file that a pointer stands for; None for what is no pointer."""
    if len(data) > _LONGEST or not data.startswith(_START.encode()):
        return None
    found = _OID.search(data)
    return None if found is None else found[1].decode("ascii")
