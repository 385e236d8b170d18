"""`tidlig --version`."""

from tidlig import __version__
from tidlig.cli.exit_codes import OK
from tidlig.cli.printing import out


def version() -> int:
    """Print the version and return the exit code."""
    out(f"tidlig {__version__}\n")
    return OK
