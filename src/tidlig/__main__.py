"""Runs the command line as ``python -m tidlig``."""

from tidlig.cli import console

if __name__ == "__main__":
    console()
