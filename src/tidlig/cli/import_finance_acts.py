"""`tidlig import finanslov`: acts, estimates and accounts from tables of the finance act."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.parameters import Option
from tidlig.cli.printing import FAILED, Leave
from tidlig.cli.sheets import SheetOptions
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.exchange.finance_act_table import FinanceAct
    from tidlig.exchange.finance_acts import FinanceActDrafts
    from tidlig.ledger.drafts import ReadFormat

Accounts = Annotated[
    list[str] | None,
    Option(
        "--account", metavar="ACCOUNT", help="Of finance acts: an account, also a new one, or more."
    ),
]
Binding = Annotated[
    list[str] | None,
    Option("--binding", metavar="YEAR=FLYEAR", help="Of finance acts: which act's figures hold."),
]


@dataclass(frozen=True, slots=True)
class FinanceActOptions:
    """What is read of finance acts; other formats have none of it."""

    account: Accounts = None
    binding: Binding = None


def read_files(
    format: str,
    names: Sequence[str],
    ledger: "Ledger",
    sheet: SheetOptions,
    options: FinanceActOptions,
) -> "ReadFormat":
    """Read finance acts for a ledger; leave if they cannot be read.

    Drafts of acts come first: new entries go to the folder of the first kind.
    """
    from tidlig.ledger.drafts import HowRead, ReadFormat
    from tidlig.model.messages import sentence

    del format
    if replace(sheet, decimal=None) != SheetOptions():
        help = "leave them out; --account, --binding and --decimal are possible"
        raise CouldNot("finance acts have columns of their own, and no options for them", help)
    if not names:
        raise CouldNot("no finance act is named", "name one file or more, as fl2016.tsv")
    data = [_data(name) for name in names]
    acts, read = _read(names, data, ledger, options, sheet.decimal)
    lines = sum(len(act.sheet.rows) for act in acts)
    how = HowRead(_name(acts), lines, acts[0].sheet.encoding, "\t")
    drafts = sorted(read.drafts, key=lambda draft: _ORDER.index(draft.kind))
    digest = sha256(data[0]).hexdigest() if len(data) == 1 else ""
    remarks = tuple(map(sentence, read.remarks))
    return ReadFormat(how, drafts, (), digest, remarks)


def _read(
    names: Sequence[str],
    data: Sequence[bytes],
    ledger: "Ledger",
    options: FinanceActOptions,
    decimal: str | None,
) -> "tuple[list[FinanceAct], FinanceActDrafts]":
    from tidlig.cli.registers import report_faults
    from tidlig.exchange.finance_acts import finance_act_drafts
    from tidlig.sheets.tables import Unusable

    chosen = [_account(text) for text in options.account or ()]
    binding = dict(_binding(text) for text in options.binding or ())
    try:
        acts = [_act(name, own, decimal) for name, own in zip(names, data, strict=True)]
        return acts, finance_act_drafts(ledger, acts, chosen, binding)
    except Unusable as fault:
        report_faults(fault, fault.problems[0].location.file)
        raise Leave(FAILED) from None


_ORDER = ("appropriation", "outturn", "program", "strand", "source")
"""The kinds of drafts; the first gives the folder that the file of new entries goes to."""


def _data(name: str) -> bytes:
    from tidlig.cli.registers import report_faults
    from tidlig.ledger.folder import shown_path
    from tidlig.sheets.files import bytes_of
    from tidlig.sheets.tables import Unusable

    path = Path(name)
    file = shown_path(path)
    try:
        return bytes_of(path, file)
    except Unusable as fault:
        report_faults(fault, file)
        raise Leave(FAILED) from None


def _act(name: str, data: bytes, decimal: str | None) -> "FinanceAct":
    from tidlig.exchange.finance_act_table import read_finance_act
    from tidlig.ledger.folder import shown_path

    return read_finance_act(data, shown_path(Path(name)), decimal)


def _name(acts: "Sequence[FinanceAct]") -> str:
    """What the files are called together: the one, or the years of several."""
    if len(acts) == 1:
        return acts[0].file
    years = [act.year for act in acts]
    return f"finanslov-{min(years)}-{max(years)}"


def _account(text: str) -> str:
    if re.fullmatch(r"[0-9]+(\.[0-9]+)*", text) is None:
        raise CouldNot(f'"{text[:40]}" is not an account', "write --account 15.26.01")
    return text


def _binding(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"([0-9]{4})=(?:FL ?)?([0-9]{4})", text.strip(), re.IGNORECASE)
    if match is None:
        message = f'"{text[:40]}" does not say which act the figures of a year are from'
        raise CouldNot(message, "write --binding 2020=FL2021")
    return int(match[1]), int(match[2])
