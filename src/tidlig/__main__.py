"""Runs the command line as ``python -m tidlig``."""

from tidlig.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
