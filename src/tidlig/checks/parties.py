"""Who gets money: recipients by id, and which entries are clearly one party.

Two recipients with the same valid CVR number are one party (docs/decisions.md, "One party").
"""

from collections.abc import Mapping

from tidlig.arithmetic.ledger import Ledger
from tidlig.model.grants import Award, Payment
from tidlig.model.records import Recipient


def is_cvr(text: str) -> bool:
    """Whether a text is a CVR number: eight digits whose weighted sum 11 divides."""
    from stdnum.dk import cvr

    return len(text) == 8 and text.isascii() and text.isdigit() and cvr.is_valid(text)


class Parties:
    """The recipients of a ledger by id, and the party that each of them is."""

    def __init__(self, ledger: Ledger) -> None:
        """Index the recipients; an id that none has is a party of its own."""
        self.recipients: Mapping[str, Recipient] = {
            recipient.id: recipient for recipient in ledger.of(Recipient)
        }
        self._parties: dict[str, str] = {}

    def party(self, id: str) -> str:
        """Return what identifies a party: its CVR number where that is valid, else its id."""
        if id not in self._parties:
            recipient = self.recipients.get(id)
            cvr = recipient.cvr if recipient is not None else None
            self._parties[id] = cvr if cvr is not None and is_cvr(cvr) else f"id {id}"
        return self._parties[id]

    def paid(self, payment: Payment, award: Award) -> str:
        """Return the party that is paid: the payee, else the award's recipient, or none."""
        id = payment.payee or award.recipient
        return "" if id is None else self.party(id)
