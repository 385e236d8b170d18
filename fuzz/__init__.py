"""Tries tidlig on mutated ledgers and registers, and keeps what fails: `python -m fuzz`.

An input is made of a seed and a number alone, from the project's own examples, so that it can be
made again.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

_TESTS = str(ROOT / "tests")
if _TESTS not in sys.path:
    sys.path.append(_TESTS)  # the harness reads the examples of tests and runs command lines
