"""The colours and patterns of charts: each role has both, so that colour is never the only sign.

Neighbours differ by 3:1 from each other or are parted by a gap, and texts by 4.5:1 from what they
stand on, in both schemes.
"""

from tidlig.documents.markup import Html, alone, element, joined

Scheme = dict[str, str]

LIGHT: Scheme = {
    "ground": "#ffffff", "ink": "#1a1d21", "dim": "#565d66", "line": "#c9ced6",
    "used": "#1b568f", "on-used": "#ffffff", "pale": "#d7e6f5", "remaining": "#1a7a4a",
    "on-remaining": "#ffffff", "down": "#a5401e", "band": "#9db4cc",
}  # fmt: skip
DARK: Scheme = {
    "ground": "#14171b", "ink": "#e8eaed", "dim": "#a5adb8", "line": "#3d444d",
    "used": "#7db4ec", "on-used": "#0d1a28", "pale": "#233a52", "remaining": "#63c795",
    "on-remaining": "#08210f", "down": "#f0946f", "band": "#4f6a86",
}  # fmt: skip

ROLES = ("used", "unused", "remaining", "unreported", "estimate")
"""What money is, in the order in which it is stacked."""


def css(scheme: Scheme) -> str:
    """Return the rules of a scheme, for the classes that shapes have."""
    text = "system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',Arial,sans-serif"
    rules = {
        ".ch text": f"font:12px {text};fill:{scheme['ink']}",
        ".ch .d": f"fill:{scheme['dim']}",
        ".ch .b": "font-weight:600",
        ".ch .m": "text-anchor:middle",
        ".ch .e": "text-anchor:end",
        ".ch .n": f"paint-order:stroke;stroke:{scheme['ground']};stroke-width:3;font-size:11px",
        ".ch .s": "font-size:11px",
        ".ch .h": "font-size:17px;font-weight:600",
        ".ch .ou": f"fill:{scheme['on-used']}",
        ".ch .or": f"fill:{scheme['on-remaining']}",
        ".ch .g": f"stroke:{scheme['line']};fill:none",
        ".ch .ax": f"stroke:{scheme['dim']};fill:none",
        ".ch .wh": f"stroke:{scheme['ink']};stroke-width:1.5;fill:none",
        ".ch .fr": f"stroke:{scheme['dim']};stroke-dasharray:2 2;fill:none",
        ".used": f"fill:{scheme['used']}",
        ".unused": f"fill:{scheme['pale']};stroke:{scheme['used']}",
        ".remaining": f"fill:{scheme['remaining']}",
        ".unreported": f"fill:{scheme['ground']};stroke:{scheme['dim']};stroke-dasharray:4 2",
        ".estimate": f"fill:url(#hatch);stroke:{scheme['dim']}",
        ".up": f"fill:{scheme['used']}",
        ".down": f"fill:{scheme['down']}",
        ".why": f"fill:url(#cross);stroke:{scheme['down']}",
        ".whyup": f"fill:url(#crossup);stroke:{scheme['used']}",
        ".sum": f"fill:{scheme['dim']}",
        ".bd": f"fill:{scheme['band']};fill-opacity:.45",
        ".bd.used": f"fill:{scheme['used']};fill-opacity:.4",
        ".bd.unused": f"fill:{scheme['used']};fill-opacity:.18;stroke:none",
        ".bd.remaining": f"fill:{scheme['remaining']};fill-opacity:.4",
        ".bd.unreported,.bd.estimate": f"fill:{scheme['dim']};fill-opacity:.2;stroke:none",
        ".hl": f"stroke:{scheme['dim']};stroke-width:2",
        ".cd": f"stroke:{scheme['down']};stroke-width:2",
        ".cu": f"stroke:{scheme['used']};stroke-width:2",
        ".bg": f"fill:{scheme['ground']}",
        ".tr": f"fill:{scheme['ground']};stroke:{scheme['dim']}",
    }
    return "".join(f"{selector}{{{rule}}}" for selector, rule in rules.items())


def patterns() -> Html:
    """Return the hatchings that fill estimates and steps without a reason."""
    hatches = [_hatch("hatch", "hl"), _hatch("cross", "cd"), _hatch("crossup", "cu")]
    return element("defs", joined(hatches))


def _hatch(id: str, kind: str) -> Html:
    return element(
        "pattern",
        alone("rect", width=6, height=6, class_="bg"),
        alone("path", d="M0 0V6", class_=kind),
        id=id,
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
