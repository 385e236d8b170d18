"""An import of what tidlig exported gives the same balance, on ledgers that nobody thinks of."""

from __future__ import annotations

from typing import Any

from properties.books import Tables
from properties.examples import held_for
from properties.layouts import plain
from properties.ledgers import ledgers
from properties.reports import balance, ledger_of, tidlig

KINDS = ("award", "payment", "return", "outturn")


def figures(report: dict[str, Any]) -> dict[str, Any]:
    """A balance without what it says of files, and its unknown amounts in any order."""
    left_out = ("ledger", "findings", "provenance")
    kept = {key: value for key, value in report.items() if key not in left_out}
    kept["unknown"] = sorted(map(str, report["unknown"]))
    return kept


@held_for(ledgers(), few=6, many=100)
def test_an_import_of_an_export_gives_the_same_balance(ledger: Tables) -> None:
    without = {kind: own for kind, own in ledger.items() if kind not in (*KINDS, "amendment")}
    with ledger_of(plain(ledger)) as folder, ledger_of(plain(without)) as other:
        expected = figures(balance(folder))
        for kind in KINDS:
            if kind not in ledger:
                continue
            sheet = other.parent / f"{kind}.csv"
            assert tidlig("export", folder, "--kind", kind, "-o", str(sheet)).code in (0, 1)
            words = ("--kind", kind, "--charge", "date", "--force")
            result = tidlig_import(other, str(sheet), *words)
            assert result.code == 0, result
        if "amendment" in ledger:
            amendments = plain({"amendment": ledger["amendment"]})
            (text,) = amendments.values()
            (other / "aendringer.toml").write_text(text)
        assert figures(balance(other)) == expected


def tidlig_import(folder: Any, *words: str) -> Any:
    return tidlig("import", folder, *words)
