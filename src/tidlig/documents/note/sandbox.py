"""The environment that templates are filled in: data in loops and conditions, and nothing else.

Nothing can be called, so nothing of Python can be reached. Loops are over the data alone, their
rounds are counted, and the text that comes out is bounded.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any

from tidlig.model.failure import CouldNot

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.nodes import Template

MOST_ROUNDS = 200_000
"""So many rounds may all loops of a template take together."""

LARGEST_TEXT = 20_000_000
"""So many characters may come out of a part."""

_NODES = frozenset((
    "Template", "Output", "TemplateData", "Name", "For", "If", "CondExpr", "Const", "Getattr",
    "Getitem", "Compare", "Operand", "And", "Or", "Not", "Filter", "Test", "Tuple",
))  # fmt: skip
"""What a template may be made of: no calls, no arithmetic, no macros, no imports."""

_FILTERS = frozenset(("default", "length", "upper", "lower", "first", "last"))
_TESTS = frozenset(("defined", "undefined", "none"))
_ROUNDS = "tidlig rounds"
"""The filter that counts the rounds of a loop; no template can name it."""


class TooMuch(Exception):
    """Ends the filling of a template that takes too long, or comes to too much."""


def environment() -> "Environment":
    """Return an environment that escapes what it fills in, and fails for what there is not."""
    from jinja2 import StrictUndefined, nodes
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Refuses what is not among the few things that a template needs."""

        concat = staticmethod(_bounded)

        def _parse(self, source: str, name: str | None, filename: str | None) -> "Template":
            tree = super()._parse(source, name, filename)
            for node in tree.find_all(nodes.Node):
                _check(type(node).__name__, node, SecurityError)
            for loop in tree.find_all(nodes.For):
                loop.iter = nodes.Filter(loop.iter, _ROUNDS, [], [], None, None)
            return tree

    sandbox = Sandbox(autoescape=True, undefined=StrictUndefined)
    sandbox.globals.clear()
    rounds = count()
    sandbox.filters = {name: sandbox.filters[name] for name in _FILTERS}
    sandbox.filters[_ROUNDS] = lambda values: _counted(values, rounds)
    sandbox.tests = {name: sandbox.tests[name] for name in _TESTS}
    return sandbox


def _check(kind: str, node: Any, error: type[Exception]) -> None:
    if kind not in _NODES:
        raise error(f'"{kind}" is not allowed in a template')
    if kind == "Filter" and node.name not in _FILTERS:
        raise error(f'the filter "{node.name}" is not allowed in a template')
    if kind == "Test" and node.name not in _TESTS:
        raise error(f'the test "{node.name}" is not allowed in a template')
    if kind == "For" and node.recursive:
        raise error("recursive loops are not allowed in a template")


def _counted(values: Iterable[Any], rounds: Iterator[int]) -> Iterator[Any]:
    """Yield the values of a list, as long as all loops together have not taken too many rounds."""
    if isinstance(values, str | Mapping):
        raise TooMuch("a loop is over a list of the note, not over a text")
    for value in values:
        if next(rounds) >= MOST_ROUNDS:
            raise TooMuch(f"its loops take more than {MOST_ROUNDS} rounds")
        yield value


def _bounded(parts: Iterable[str]) -> str:
    """Join the parts of a text, as long as they do not come to too much."""
    texts: list[str] = []
    size = 0
    for part in parts:
        size += len(part)
        if size > LARGEST_TEXT:
            raise TooMuch(f"it comes to more than {LARGEST_TEXT} characters")
        texts.append(part)
    return "".join(texts)


def not_filled(error: Exception) -> CouldNot:
    """Return the error for a template that cannot be filled, and why."""
    reason = " ".join(str(error).split())[:200]
    return CouldNot(
        f"the template cannot be filled: {reason}", "docs/note.md has all that it knows"
    )
