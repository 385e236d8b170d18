"""The options of `tidlig export`, and what is made of their values."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from tidlig.cli.balance_options import Programs, purses
from tidlig.cli.declaring import Option
from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from tidlig.arithmetic.ledger import Ledger
    from tidlig.exchange.journals.peers import Peer
    from tidlig.exchange.journals.transactions import Journal

__all__ = ["Programs"]


class PeerName(StrEnum):
    """Programs that a journal is written for."""

    HLEDGER = "hledger"
    LEDGER = "ledger"
    BEANCOUNT = "beancount"


To = Annotated[
    PeerName | None,
    Option("--to", help="The program to write for, unless -o says.", show_default=False),
]
Output = Annotated[
    Path | None,
    Option("--output -o", metavar="FILE", help="Write to a file; the ending says how."),
]


def peer(asked: PeerName | None, output: Path | None) -> "Peer":
    """Give the program to write for: as asked for, else by the file's ending."""
    from tidlig.exchange.journals.peers import PEERS

    if asked is not None:
        return PEERS[asked]
    by_ending = {ending: peer for peer in PEERS.values() for ending in peer.endings}
    if output is not None and output.suffix in by_ending:
        return by_ending[output.suffix]
    said = (
        "what to export to is not said"
        if output is None
        else (f'no program has the ending of "{output}"')
    )
    raise CouldNot(said, f"use --to {', '.join(PEERS)}, or -o with {', '.join(by_ending)}")


def journal(ledger: "Ledger", programs: Sequence[str] | None) -> "Journal":
    """Give the journal of the programs or strands that are asked for, or of all."""
    from tidlig.arithmetic.balancing import Choice
    from tidlig.exchange.journals.transactions import Journal

    return Journal(ledger, Choice(purses(ledger, programs)))
