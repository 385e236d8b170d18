"""The ids that git has for the bytes of a file, worked out without git.

In a work tree a file may stand in another form than git keeps: with the line ends of Windows, or
whole where git keeps a pointer to it (LFS).
"""

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import _Hash as Hash
    from hashlib import sha1
else:
    try:
        from _sha1 import sha1  # the module that hashlib wraps: that spares importing OpenSSL
    except ImportError:  # a Python that is built otherwise
        from hashlib import sha1

_POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize {}\n"
_OF_SHA256 = 64
_BLOCK = 1 << 20


def is_stored_as(id: str, data: bytes) -> bool:
    """Whether a file with these bytes is what git keeps under an id."""
    return any(object_id(form, id) == id for form in _forms(data))


def is_large_file_stored_as(id: str, file: IO[bytes], size: int) -> bool:
    """The same for a file that is too large for memory; its line ends are taken as they are."""
    from hashlib import sha256

    plain, content = start_hash(size, id), sha256()
    while block := file.read(_BLOCK):
        plain.update(block)
        content.update(block)
    return id in (plain.hexdigest(), object_id(_pointer(content.hexdigest(), size), id))


def object_id(data: bytes, like: str) -> str:
    """The id of a file's bytes, by the algorithm that another id is of."""
    whole = start_hash(len(data), like)
    whole.update(data)
    return whole.hexdigest()


def start_hash(size: int, like: str, kind: str = "blob") -> "Hash":
    """Begin to work out the id of an object of a kind and size, by the algorithm of another id."""
    head = f"{kind} {size}\0".encode()
    if len(like) == _OF_SHA256:
        from hashlib import sha256

        return sha256(head)
    return sha1(head)  # noqa: S324 - git's own, for no secret


def _forms(data: bytes) -> Iterator[bytes]:
    """What git may keep of a file: its bytes, these with plain line ends, or a pointer."""
    yield data
    if b"\r\n" in data:
        yield data.replace(b"\r\n", b"\n")
    from hashlib import sha256

    yield _pointer(sha256(data).hexdigest(), len(data))


def _pointer(digest: str, size: int) -> bytes:
    return _POINTER.format(digest, size).encode()
