"""The settings of a ledger, which every report needs."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The `[ledger]` table: the format, and how reports show the ledger."""

    format: Literal[1]
    currency: Literal["DKK"] = "DKK"
    language: Literal["da", "en"] = "da"
    unit: Literal["kr.", "t.kr.", "mio. kr.", "mia. kr."] = "mio. kr."
