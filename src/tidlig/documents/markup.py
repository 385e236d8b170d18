"""HTML and SVG as text: elements whose texts and attributes are masked and escaped when made.

What is markup already is `Html`, and everything else is a text that somebody may have written.
"""

from collections.abc import Iterable

from tidlig.render.escaping import for_html


class Html(str):
    """Markup: nothing in it is masked or escaped again."""

    __slots__ = ()


def element(name: str, *content: str, **attributes: str | float | None) -> Html:
    """Write an element with texts or markup in it.

    Attributes are named as in HTML; one behind which stands `_` is a word of Python, and `_`
    within a name is a hyphen. Those that are None are left out.
    """
    inner = "".join(map(_safe, content))
    return Html(f"<{name}{_attributes(attributes)}>{inner}</{name}>")


def alone(name: str, **attributes: str | float | None) -> Html:
    """Write an element that has nothing in it: a shape of SVG, or a void element of HTML."""
    return Html(f"<{name}{_attributes(attributes)}/>")


def joined(parts: Iterable[Html], between: str = "") -> Html:
    """Put markup in a row."""
    return Html(between.join(parts))


def listed(parts: Iterable[str]) -> Html:
    """Write texts behind one another, each masked as what it is."""
    return joined(map(_safe, parts), ", ")


def lines(text: str) -> Html:
    """Write a text of one or several lines."""
    if "\n" not in text:
        return _safe(text)
    return joined(map(_safe, text.split("\n")), "<br>")


def _safe(content: str) -> Html:
    return content if isinstance(content, Html) else Html(for_html(content))


def _attributes(attributes: dict[str, str | float | None]) -> str:
    named = ((_name(name), value) for name, value in attributes.items() if value is not None)
    return "".join(f' {name}="{_value(value)}"' for name, value in named)


def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    """Write a value: a number by its first decimal, since nothing is drawn finer than that."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else _safe(str(value))
