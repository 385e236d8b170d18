"""Charts as PNG: drawn by resvg, which an extra brings, from the very SVG that is written."""

from tidlig.model.failure import CouldNot

ZOOM = 2
"""So many pixels are drawn for one of the chart, so that it is sharp in print and on any screen."""

FAMILIES = (
    "Liberation Sans", "Arial", "Helvetica", "Helvetica Neue", "DejaVu Sans", "Noto Sans",
    "Segoe UI", "Verdana", "Roboto",
)  # fmt: skip
"""Fonts that charts are written in, the first that is there: what a system has differs."""


def as_png(svg: str) -> bytes:
    """Draw a chart; raise `CouldNot` where the extra is missing, or there is no font to write in.

    Without any font, texts would be left out, and nobody would be told.
    """
    try:
        from resvg_py import svg_to_bytes
    except ImportError:
        message = "a PNG needs a program that draws it, which is not installed"
        help = 'install tidlig with the extra "chart", or write a file ending in .svg'
        raise CouldNot(message, help) from None
    family = _family()
    if family is None:
        message = "there is no font here to write the texts of a PNG in"
        help = f"install one of {', '.join(FAMILIES[:5])}, or write a file ending in .svg"
        raise CouldNot(message, help)
    drawn: bytes = svg_to_bytes(svg_string=svg, zoom=ZOOM, sans_serif_family=family)
    return drawn


def _family() -> str | None:
    """Return the first family that there is a font of: one that a letter is drawn in."""
    nothing = _drawn("", FAMILIES[0])
    return next((family for family in FAMILIES if _drawn("M", family) != nothing), None)


def _drawn(letter: str, family: str) -> bytes:
    from resvg_py import svg_to_bytes

    text = f'<text x="2" y="16" font-family="sans-serif">{letter}</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">{text}</svg>'
    drawn: bytes = svg_to_bytes(svg_string=svg, sans_serif_family=family)
    return drawn
