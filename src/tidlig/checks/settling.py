"""Awards of which more may be paid or returned than they come to, each with all that is on it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tidlig.index.tables import Rows
from tidlig.model.grants import Amendment

if TYPE_CHECKING:
    from tidlig.arithmetic.pools import Settlement

_NEAR_LIMIT = """
SELECT award.at FROM award
JOIN (
  SELECT award, MIN(exact) AS exact,
    SUM(CASE kind WHEN 0 THEN ore WHEN 1 THEN -ore ELSE 0 END) AS paid,
    SUM(CASE kind WHEN 2 THEN 0 ELSE half END) AS paid_half,
    SUM(CASE kind WHEN 0 THEN 0 ELSE ore END) AS returned,
    SUM(CASE kind WHEN 0 THEN 0 ELSE half END) AS returned_half
  FROM on_award GROUP BY award
) AS moved ON moved.award = award.at
LEFT JOIN (
  SELECT award, MIN(exact) AS exact, SUM(ore) AS ore, SUM(half) AS half
  FROM amended GROUP BY award
) AS more ON more.award = award.at
WHERE moved.exact = 0 OR award.exact = 0 OR more.exact = 0
  OR returned + returned_half + award.half + COALESCE(more.half, 0)
    > award.ore + COALESCE(more.ore, 0)
  OR paid + paid_half + returned + returned_half + award.half + COALESCE(more.half, 0)
    > award.ore + COALESCE(more.ore, 0)
ORDER BY award.at
"""
"""Awards whose payments, less refunds, or whose returns may be over what they come to, and those
with an amount that is unknown or too large to be added here."""


def near_limit(rows: Rows) -> Iterator["Settlement"]:
    """Settle the awards whose payments or returns may be over the award, in their order."""
    awards = [at for (at,) in rows.ask(_NEAR_LIMIT)]
    if not awards:
        return
    from tidlig.arithmetic.pools import settlement

    amendments: dict[str, list[Amendment]] = {}
    for amendment in rows.ledger.of(Amendment):
        amendments.setdefault(amendment.award, []).append(amendment)
    for award, on_award in rows.on_awards(awards):
        yield settlement(award, on_award, amendments.get(award.id, ()))
