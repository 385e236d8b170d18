"""The rules of the house, each as the places in a module that break it.

`docs/architecture.md` tells what the rooms are for; this holds them to it.
"""

import ast
import re
from collections.abc import Iterator, Sequence

from harness.modules import (
    Module,
    complexity,
    components,
    functions,
    import_graph,
    others_imported,
    rooms_imported,
    size,
)

FRONT_DOOR = {"", "cli"}
"""`python -m tidlig` is no room; it opens the command line."""

MAY_IMPORT = {
    "": {"cli"},
    "model": set[str](),
    "source": {"model"},
    "arithmetic": {"model"},
    "matching": {"arithmetic", "model"},
    "index": {"arithmetic", "source", "model"},
    "checks": {"index", "matching", "arithmetic", "model"},
    "sheets": {"source", "model"},
    "ledger": {"checks", "index", "matching", "arithmetic", "sheets", "source", "model"},
    "exchange": {"ledger", "checks", "matching", "arithmetic", "sheets", "source", "model"},
    "render": {"ledger", "checks", "matching", "arithmetic", "source", "model"},
    "documents": {
        "render", "exchange", "ledger", "checks", "matching", "arithmetic", "source", "model",
    },
    "cli": {
        "documents", "render", "exchange", "ledger", "checks", "index", "matching", "arithmetic",
        "sheets", "source", "model",
    },
}  # fmt: skip
"""Which rooms a room may import from: cli -> documents -> render, exchange -> ledger -> checks ->
index, matching -> arithmetic, sheets -> source -> model; arithmetic and source do not import each
other, nor checks source. Tables (sheets) are read for a ledger and for what it is compared with."""

OTHERS_IN = {
    "pydantic": {"source"},
    "pydantic_core": {"source"},
    "stdnum": {"checks"},
    "toml_rs": {"source"},
    "tomli_w": {"source"},
    "tree_sitter": {"source"},
    "tree_sitter_toml": {"source"},
    "python_calamine": {"sheets"},
    "typer": {"cli"},
    "rich": {"render", "cli"},
    "xlsxwriter": {"documents"},
    "resvg_py": {"documents"},
    "docx": {"documents"},
    "docxtpl": {"documents"},
    "jinja2": {"documents"},
}
"""Which rooms may import what is other people's; what is not here, none."""

LONGEST_MODULE = 500
LONGEST_FUNCTION = 50
WIDEST_LINE = 100
MOST_COMPLEX = 10

IN_WHOLE_NUMBERS = {"model", "arithmetic", "matching", "checks"}
"""The rooms in which money is counted: in whole numbers only."""

MEANS_NOTHING = {"base", "common", "core", "helper", "helpers", "manager", "misc", "util", "utils"}
"""Words that say nothing of what a module or class is for."""


def known_room(module: Module) -> Iterator[str]:
    """A module that stands in no room of the house."""
    if module.room not in MAY_IMPORT:
        yield f"{module.name} is in no known room"


def layers(module: Module) -> Iterator[str]:
    """An import from a room that the module's own room may not know."""
    allowed = MAY_IMPORT.get(module.room, set()) | {module.room}
    for room in sorted(rooms_imported(module) - allowed):
        yield f"{module.name} imports {room}"


def others(module: Module) -> Iterator[str]:
    """An import of other people's work outside the rooms that may have it."""
    for name in sorted(others_imported(module)):
        if module.room not in OTHERS_IN.get(name, set()):
            yield f"{module.name} imports {name}"


def docstring(module: Module) -> Iterator[str]:
    """A module that does not say what it is for."""
    if not ast.get_docstring(module.tree):
        yield f"{module.name} has no docstring"


def module_length(module: Module) -> Iterator[str]:
    """A module that is two ideas."""
    lines = module.text.count("\n")
    if lines > LONGEST_MODULE:
        yield f"{module.name} has {lines} lines"


def function_length(module: Module) -> Iterator[str]:
    """A function that is two ideas."""
    for function in functions(module):
        if size(function) > LONGEST_FUNCTION:
            yield f"{_at(module, function)}: {function.name} has {size(function)} lines"


def function_complexity(module: Module) -> Iterator[str]:
    """A function with more branches than a reader can follow."""
    for function in functions(module):
        figure = complexity(function)
        if figure > MOST_COMPLEX:
            yield f"{_at(module, function)}: {function.name} has complexity {figure}"


def width(module: Module) -> Iterator[str]:
    """A line that is too wide to read beside another."""
    for number, line in enumerate(module.text.split("\n"), start=1):
        if len(line) > WIDEST_LINE:
            yield f"{module.name}:{number} has {len(line)} columns"


def names(module: Module) -> Iterator[str]:
    """A module or class named for nothing, and a function that gets."""
    if MEANS_NOTHING & set(re.split(r"[._]", module.name)):
        yield f"{module.name} is named for nothing"
    for node in module.nodes(ast.ClassDef):
        if MEANS_NOTHING & _words(node.name):
            yield f"{_at(module, node)}: {node.name} is named for nothing"
    for function in functions(module):
        if function.name.lstrip("_").startswith("get_"):
            yield f"{_at(module, function)}: {function.name} is named for getting, not for what"


def whole_numbers(module: Module) -> Iterator[str]:
    """A float or a division that could make one, where money is counted."""
    if module.room not in IN_WHOLE_NUMBERS:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            yield f"{_at(module, node)}: {node.value} is a float"
        elif isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div):
            yield f"{_at(module, node)}: / makes a float"
        elif isinstance(node, ast.Name) and node.id == "float":
            yield f"{_at(module, node)}: float"


def printing(module: Module) -> Iterator[str]:
    """Printing or leaving, outside the command line."""
    if module.room in FRONT_DOOR:
        return
    for node in ast.walk(module.tree):
        said = ast.unparse(node) if isinstance(node, ast.Name | ast.Attribute) else ""
        if said in {"print", "sys.exit", "SystemExit", "sys.stdout", "sys.stderr"}:
            yield f"{_at(module, node)}: {said}"


def _at(module: Module, node: ast.stmt | ast.expr | ast.AST) -> str:
    return f"{module.name}:{getattr(node, 'lineno', '?')}"


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z][a-z0-9]*|[a-z0-9]+", name)}


def circles(house: Sequence[Module]) -> Iterator[str]:
    """Modules that import each other, anywhere in them, also for types only."""
    for component in components(import_graph(house)):
        if len(component) > 1:
            yield " and ".join(sorted(component)) + " import each other"


RULES = (
    known_room,
    layers,
    others,
    docstring,
    module_length,
    function_length,
    function_complexity,
    width,
    names,
    whole_numbers,
    printing,
)
