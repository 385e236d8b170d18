"""Workbooks as the files that are zipped in them; packed again they are the same at any time."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Sequence

Member = tuple[str, bytes]

_DAY = (2015, 1, 1, 0, 0, 0)


def members(data: bytes) -> list[Member]:
    """The names and contents of the files in an archive, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def packed(files: Sequence[Member], *, compressed: bool = True) -> bytes:
    """An archive of files; a name may come twice."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        for name, content in files:
            how = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
            archive.writestr(zipfile.ZipInfo(name, _DAY), content, how)
    return out.getvalue()
