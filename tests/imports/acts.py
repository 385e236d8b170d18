"""Tables of finance acts made for tests: two years of a made-up account, in the published form."""

from collections.abc import Sequence

HEAD = (
    "ID",
    "Paragraf",
    "Hovedområde",
    "Aktivitetsområde",
    "Hovedkonto",
    "Underkonto",
    "Standardkonto",
)
PLACE = ("Ministeriet", "Børn", "Indsatser")
MAIN = "Tidlige indsatser i eksempler"


def head(year: int) -> tuple[str, ...]:
    """The headings of an act's table."""
    figures = ("R", "B", "F", "BO 1", "BO 2", "BO 3")
    return (*HEAD, *(f"{name} {year + shift}" for shift, name in enumerate(figures, start=-2)))


def row(id: str, sub: str, *figures: str, main: str = MAIN) -> tuple[str, ...]:
    """A row of a standard account."""
    return (id, *PLACE, main, sub, "Tilskud", *figures)


def table(year: int, *rows: Sequence[str], headings: Sequence[str] | None = None) -> bytes:
    """A table, tab separated."""
    lines = ["\t".join(cells) for cells in (headings or head(year), *rows)]
    return ("\n".join(lines) + "\n").encode()


FL2030 = table(
    2030,
    row("1599011043", "Kurser", "0.0", "0.0", "0.4", "0.4", "0.0", "0.0"),
    row("1599011046", "Kurser", "0.0", "0.0", "9.6", "4.6", "0.0", "0.0"),
    row("1599012046", "Netværk", "0.0", "0.0", "2.0", "2.0", "0.0", "0.0"),
    row("1599013046", "Evaluering", "0.0", "0.0", "0.0", "0.0", "0.0", "0.0"),
    row("1599021046", "Andet", "0.0", "0.0", "7.0", "7.0", "7.0", "7.0", main="Andre formål"),
)
"""10,0 and 5,0 for courses, of two standard accounts; 2,0 and 2,0 for networks; another account."""

FL2031 = table(
    2031,
    row("1599011043", "Kurser", "0.0", "0.4", "0.4", "0.0", "0.0", "0.0"),
    row("1599011046", "Kurser", "0.0", "9.6", "4.1", "0.0", "0.0", "0.0"),
    row("1599012046", "Netværk", "0.0", "2.0", "0.0", "0.0", "0.0", "0.0"),
    row("1599021046", "Andet", "0.0", "7.0", "7.0", "7.0", "7.0", "7.0", main="Andre formål"),
)
"""4,5 for courses in 2031, and nothing for networks."""

FL2032 = table(
    2032,
    row("1599011043", "Kurser", "0.3", "0.4", "0.0", "0.0", "0.0", "0.0"),
    row("1599011046", "Kurser", "9.5", "4.1", "0.0", "0.0", "0.0", "0.0"),
    row("1599012046", "Netværk", "-0.1", "0.0", "0.0", "0.0", "0.0", "0.0"),
    row("1599021046", "Andet", "6.9", "7.0", "7.0", "7.0", "7.0", "7.0", main="Andre formål"),
)
"""9,8 used on courses in 2030, and -0,1 on networks; nothing but zeros from 2032 on."""
