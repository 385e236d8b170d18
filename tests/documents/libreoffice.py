"""LibreOffice, which computes a workbook that has formulas and nothing that they come to."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
_ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"

needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")

Sheet = list[list[str]]


def sheets(path: Path) -> dict[str, Sheet]:
    """The sheets of a workbook by name, as LibreOffice computes them."""
    return all_sheets([path])[path.name]


def all_sheets(paths: list[Path]) -> dict[str, dict[str, Sheet]]:
    """The sheets of several workbooks of one folder, by file and name: it starts once."""
    assert OFFICE is not None
    folder = paths[0].parent
    out = folder / "sheets"
    out.mkdir(exist_ok=True)
    profile = (folder / "profile").resolve().as_uri()
    command = [OFFICE, f"-env:UserInstallation={profile}", "--headless"]
    command += ["--convert-to", _ALL_SHEETS, "--outdir", str(out), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, Sheet]] = {}
    for path in paths:
        start = f"{path.stem}-"
        found[path.name] = {
            file.stem.removeprefix(start): _read(file) for file in sorted(out.glob(f"{start}*.csv"))
        }
        assert found[path.name], done.stdout
    return found


def _read(file: Path) -> Sheet:
    with file.open(encoding="utf-8", newline="") as text:
        return list(csv.reader(text))
