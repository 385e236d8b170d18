"""The lines of an entry: its heading and its keys, in whatever form they are written."""

import pytest

from tidlig.model.findings import Path
from tidlig.source.positions import extents

TEXT = b"""# above
[program.p]
name = "P"  # beside

split = { 2024 = 1 }
aliases = [
  "[award.x]",
]
# below

[program.p.strand.a]
name = "A"

[award.x]
note = '''
[award.y]
'''
amount.2024 = 1

[award]
y = { amount = 1 }
z.amount = 1
z.date = 2024-01-01

[award.x.accept]
some-check = "why"
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("program", "p"), [(2, 8)]),
        (("program", "p", "strand", "a"), [(11, 12)]),
        (("award", "x"), [(14, 18), (25, 26)]),
        (("award", "y"), [(21, 21)]),
        (("award", "z"), [(22, 23)]),
        (("award", "none"), []),
    ],
)
def test_an_entry_has_its_lines_and_no_others(path: Path, expected: list[tuple[int, int]]) -> None:
    assert extents(TEXT, path) == expected
    assert extents(b"\xef\xbb\xbf" + TEXT.replace(b"\n", b"\r\n"), path) == expected


def test_a_program_has_no_lines_of_strands_within_its_table() -> None:
    text = b"[program.p]\nname = 'P'\nstrand.a.name = 'A'\nyears = 2024\n"
    assert extents(text, ("program", "p", "strand", "a")) == [(3, 3)]
