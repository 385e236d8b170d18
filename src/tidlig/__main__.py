"""Runs the command line as ``python -m tidlig``, and finds no module in the working directory.

Python puts that directory before its own library, and it may be a stranger's checkout. What Python
imports before this line it finds there all the same; ``python -I -m tidlig`` does not look there.
"""

import os
import sys


def leave_out_working_directory() -> None:
    """Take the working directory from the start of the path, where Python has put it."""
    try:
        here = os.getcwd()
    except OSError:  # it was removed, and is not on the path
        return
    if not sys.flags.safe_path and sys.path[:1] in ([""], [here]):
        del sys.path[0]


if __name__ == "__main__":
    leave_out_working_directory()
    from tidlig.cli import main

    raise SystemExit(main())
