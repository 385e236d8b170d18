"""`tidlig report`: the ledger as one page of HTML."""

from collections.abc import Iterable
from typing import Annotated

from tidlig.cli import report_command
from tidlig.cli.lookups import Programs
from tidlig.cli.parameters import Option
from tidlig.cli.report_command import Shared
from tidlig.model.failure import CouldNot

Watch = Annotated[
    bool, Option("--watch", help="Show the page in a browser of this machine, and follow changes.")
]


@report_command.report(without=("format",))
def report(shared: Shared, programs: Programs = None, watch: Watch = False) -> Iterable[str]:
    """Write the ledger as one page of HTML that needs nothing beside it, as of a date.

    The page has what is left, charts, pools, awards, statements, findings and sources. It loads
    nothing from anywhere. With --watch, this machine sees it at the address that is printed, and
    sees it change with the ledger, until Ctrl-C. Exits 1 if the ledger has errors; if it cannot be
    read, nothing is written.

    \b
    Examples:
      tidlig report -o oversigt.html
      tidlig report forebyggelsespakken --as-of 2015-04-01 --lang en -o status.html
    """
    if shared.output is not None and shared.output.suffix.lower() not in (".html", ".htm"):
        raise CouldNot(f'a page is not written to "{shared.output}"', "name a file ending in .html")
    if watch:
        from tidlig.cli import watching

        watching.watch(shared, programs)
        return []
    from tidlig.cli.page_subject import subject
    from tidlig.documents.page.document import page

    opened = shared.open_dated()
    return [page(subject(shared, opened, programs))]
