"""`tidlig export`: the ledger as a journal of double entry, for other programs."""

from tidlig.cli import export_options as options
from tidlig.cli.delivering import delivered_parts
from tidlig.cli.options import AsOf, AtOption, LedgerOption, NoCache, date, style


def export(
    programs: options.Programs = None,
    to: options.To = None,
    ledger: LedgerOption = None,
    at: AtOption = None,
    no_cache: NoCache = False,
    as_of: AsOf = None,
    output: options.Output = None,
) -> int:
    """Write the ledger as a journal of double entry, for hledger, Ledger or beancount.

    Their balances of its accounts are those of tidlig balance. Exits 1 when the ledger has errors;
    one that cannot be read is not written.

    \b
    Examples:
      tidlig export -o books.journal
      tidlig export tidlig-indsats --to beancount --as-of 2015-04-01
    """
    from tidlig.cli.opening import context, readable
    from tidlig.exchange.journals.peers import parts

    peer = options.peer(to, output)
    origin, whole, found = readable(ledger, at, no_cache=no_cache)
    counted = whole.until(date(as_of))
    around = context(origin, counted, found, style(whole.settings, None, None))
    texts = parts(options.journal(counted, programs), peer, around.provenance)
    return delivered_parts(texts, around, output)
