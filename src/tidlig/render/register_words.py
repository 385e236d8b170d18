"""The phrases and remarks of a report on a register, in Danish and English.

Words that head tables are in `style.py`.
"""

from collections.abc import Sequence

from tidlig.matching.matches import Match, Remark
from tidlig.model.money import Money, in_unit
from tidlig.model.texts import Identifier
from tidlig.render.style import Language, Style

_PHRASES: dict[str, tuple[str, str]] = {
    "held against": ("sammenholdt med", "held against"),
    "total remark": (
        "registrets sum er {0} {2}; linjerne giver {1} {2}",
        "the register's total is {0} {2}; the lines come to {1} {2}",
    ),
    "and": (" og ", " and "),
    "or": (" eller ", " or "),
    "not compared": (
        "{} er ikke sammenlignet: ingen kolonne er læst for det.",
        "{} is not compared: no column was read for it.",
    ),
    "both not compared": (
        "{} er ikke sammenlignet: ingen kolonne er læst for dem.",
        "{} are not compared: no column was read for them.",
    ),
    "nothing under": (
        '{} er ikke sammenlignet: der står intet under "{}".',
        '{} is not compared: nothing stands under "{}".',
    ),
    "may be": ("{} er måske {}: giv {}.", "{} may be {}: give {}."),
    "no dates": (
        "registret har ingen datoer, så dets linjer kan ikke vælges efter år ({}).",
        "the register has no dates, so its lines cannot be chosen by years ({}).",
    ),
    "undated": (
        "linjer i registret uden dato, der ikke kan vælges efter år ({1}): {0}.",
        "lines of the register without a date, which cannot be chosen by years ({1}): {0}.",
    ),
    "over years": (
        "heraf i et andet finansår: {}, med {}",
        "of these in another finance year: {}, with {}",
    ),
    "of years": (
        "år {}: par, hvor en af siderne er af dem; af registrets sum er af andre år: {}",
        "years {}: matches with either side in them; of the register's sum are of others: {}",
    ),
    "other sign": (
        "alle beløb har det modsatte fortegn: prøv {}.",
        "every amount has the other sign: try {}.",
    ),
    "without": ("uden {}", "it without {}"),
    "other values": ("--sign med de andre værdier", "--sign with the other values"),
    "under": ('under "{}"', 'under "{}"'),
    "compared with": ("sammenlignet med {}", "compared with {}"),
    "all": ("alle linjer", "all lines"),
    "counted": ("linjerne, der tælles med", "the lines that count"),
    "written": ("", ""),
    "signed": (", med deres fortegn", ", with their signs"),
    "net": (", debet minus kredit", ", debit less credit"),
    "negated": (", med modsat fortegn", ", with the other sign"),
    "difference is": (
        "Forskellen er registret minus opgørelsen; grupperne lægger sammen til begge siders sum.",
        "The difference is the register less the ledger; the groups add up to the sum of each.",
    ),
    "near dates": (
        "Af dem, der passer, har {} datoer op til {} dage fra hinanden; de er ikke i listerne.",
        "Of those that match {} have dates up to {} days apart; they are not in the lists.",
    ),
    "rounded units": (
        "Summerne er afrundet hver for sig; listerne har alle cifre, i {}",
        "Sums are rounded one by one; the lists have all digits, in {}",
    ),
}  # fmt: skip

_REMARKS: dict[str, tuple[str, str]] = {
    "more": ("beløb {} højere i registret", "amount {} higher in the register"),
    "less": ("beløb {} lavere i registret", "amount {} lower in the register"),
    "later": ("dato {} dage senere i registret", "date {} days later in the register"),
    "earlier": ("dato {} dage tidligere i registret", "date {} days earlier in the register"),
    "one later": ("dato 1 dag senere i registret", "date 1 day later in the register"),
    "one earlier": ("dato 1 dag tidligere i registret", "date 1 day earlier in the register"),
    "recipient": ('modtager er "{}" i registret', 'recipient is "{}" in the register'),
    "award": ('tilsagn er "{}" i registret', 'award is "{}" in the register'),
    "spelled": ('navn skrevet "{}" i registret', 'name spelled "{}" in the register'),
    "split": ("delt på linje {}", "split over lines {}"),
    "merged": ("én linje for {}", "one line for {}"),
    "no-id": ("intet id i registret", "no id in the register"),
    "no-reference": ("ingen reference i registret", "no reference in the register"),
    "other-id": ('id er "{}" i registret', 'id is "{}" in the register'),
    "other-reference": ('reference er "{}" i registret', 'reference is "{}" in the register'),
    "other-year": (
        "andet finansår: {} i opgørelsen, {} i registret",
        "another finance year: {} in the ledger, {} in the register",
    ),
    "no-date": ("ingen dato i registret", "no date in the register"),
    "unknown-amount": ("beløb ikke oplyst i opgørelsen", "amount unknown in the ledger"),
    "less-returned": (
        "som tilsagnet minus annulleret/tilbagebetalt",
        "as the award less what was returned",
    ),
    "rounded": ("inden for afrundingen i opgørelsen", "within what the ledger rounds"),
    "duplicate": ("dublet af linje {}", "duplicate of line {}"),
    "other-recipient": ('modtager afviger: "{}"', 'recipient differs: "{}"'),
    "named": (
        "id eller reference er {}, som har en anden linje",
        "id or reference is {}, which has another line",
    ),
}  # fmt: skip

_OF_NAMES = frozenset({"recipient", "spelled", "other-recipient"})
"""Remarks whose value is what the register calls a recipient."""


def phrase(name: str, language: Language, *values: object) -> str:
    """Write a phrase or sentence with values in its places."""
    danish, english = _PHRASES[name]
    return (danish if language == "da" else english).format(*values)


def sentence(name: str, language: Language, *values: object) -> str:
    """Write a sentence with values in its places, and a capital letter first."""
    written = phrase(name, language, *values)
    return written[:1].upper() + written[1:]


def remarks(match: Match, style: Style) -> str:
    """Write all that there is to say of a match, what differs first."""
    return "; ".join(_remark(remark, style) for remark in (*match.differs, *match.notes))


def _remark(remark: Remark, style: Style) -> str:
    name, values = _remark_values(remark, style)
    danish, english = _REMARKS[name]
    return (danish if style.language == "da" else english).format(*values)


def _remark_values(remark: Remark, style: Style) -> tuple[str, Sequence[object]]:
    """Return the name of a remark in the catalogue, and the values in its places."""
    match remark.what:
        case "amount":
            ore = int(remark.values[0])
            return "more" if ore > 0 else "less", [_kroner(abs(ore), style)]
        case "date" | "near-date":
            days = int(remark.values[0])
            direction = "later" if days > 0 else "earlier"
            name = f"one {direction}" if abs(days) == 1 else direction
            return name, [abs(days)]
        case "other-year":
            return remark.what, values(remark)
    return remark.what, [", ".join(map(str, values(remark)))]


def values(remark: Remark) -> tuple[str | int, ...]:
    """Return the values of a remark: names of recipients as texts, other texts as file numbers."""
    kind = str if remark.what in _OF_NAMES else Identifier
    return tuple(kind(value) if isinstance(value, str) else value for value in remark.values)


def _kroner(ore: int, style: Style) -> str:
    """Write an amount with all its digits, whatever the unit of the report."""
    kroner = style.unit.whole
    unit = kroner._replace(decimals=2) if ore % kroner.ore else kroner
    return f"{in_unit(Money(ore), unit, style.language)} {unit.label}"
