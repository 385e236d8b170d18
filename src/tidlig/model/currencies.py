"""The codes of currencies: those of ISO 4217 that are in use, and some that were until lately."""

from collections.abc import Collection

from tidlig.model.money import KRONER

_IN_USE = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD
CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL
GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW
KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD
NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP
SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS
VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""

_UNTIL_LATELY = "ANG BGN CUC EEK HRK LTL LVL MRO SLL STD VEF ZMK ZWL"
"""Codes withdrawn since 2011: a ledger of the years before may be in one."""

CURRENCIES: Collection[str] = frozenset(f"{_IN_USE} {_UNTIL_LATELY}".split())
"""What a ledger or a register may be in (ISO 4217, without metals and units of banks)."""

_NAMES = {
    "KR": (KRONER,), "KRONER": (KRONER,), "DKR": (KRONER,), "€": ("EUR",), "£": ("GBP",),
}  # fmt: skip


def nearest_code(written: str) -> str | None:
    """The code that a text seems to mean: "kr.", "eur", "GPB"; None where it is none, or several.

    A code begins with that of its country, but for those with X, which are of none.
    """
    word = written.strip().upper().removesuffix(".")
    if word in CURRENCIES:
        return word
    has_country = len(word) > 1 and not word.startswith("X")
    of_country = [code for code in CURRENCIES if has_country and code[:2] == word[:2]]
    turned = [code for code in CURRENCIES if sorted(code) == sorted(word)]
    for codes in (_NAMES.get(word, ()), turned, of_country):
        if len(codes) == 1:
            return codes[0]
    return None
