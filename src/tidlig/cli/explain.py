"""`tidlig explain`: a check's documentation, or the list of all checks."""

import sys
from typing import Annotated

from tidlig.cli import completing
from tidlig.cli.options import unknown_check
from tidlig.cli.parameters import Argument
from tidlig.cli.printing import OK, out, painter, width

Name = Annotated[
    str | None,
    Argument(
        metavar="[CHECK]",
        help="Name of the check.",
        show_default=False,
        completes=completing.checks,
    ),
]


def explain(check: Name = None) -> int:
    """Show a check's documentation, or list all checks.

    Says what the check does, why it matters and what to write instead.

    \b
    Examples:
      tidlig explain
      tidlig explain awards-exceed-pool
    """
    from tidlig.checks import CHECKS
    from tidlig.render import explain

    checks = {check.name: check for check in CHECKS}
    if check is None:
        out(explain.as_list(CHECKS, painter(sys.stdout)))
    elif check in checks:
        out(explain.as_page(checks[check], width(sys.stdout)))
    else:
        raise unknown_check(check, list(checks))
    return OK
