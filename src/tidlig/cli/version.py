"""`tidlig --version`."""

from tidlig import __version__
from tidlig.cli.printing import OK, out


def version() -> int:
    """Print the version and return the exit code."""
    out(f"tidlig {__version__}\n")
    return OK
