"""Run the command line as ``python -m tidlig``, importing nothing from the working directory.

Python puts that directory first on its path, and it may be a stranger's checkout. Modules that
Python imports before this line can still come from there; use ``python -I -m tidlig`` to avoid it.
"""

import os
import sys


def leave_out_working_directory() -> None:
    """Remove the working directory from the start of Python's path."""
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
