"""How much there is to read, and how hard: the figures of the house, printed and not judged.

    python tests/code/figures_of_the_house.py [FOLDER OF THE PACKAGE] [--without index]...

Code is a line with a token that is no comment and no docstring. Depth is the longest way of imports
from one module to another, with modules that import each other taken as one.
"""

import argparse
import ast
import io
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path
from statistics import mean, median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from harness.modules import (
    Module,
    complexity,
    components,
    functions,
    import_graph,
    modules,
    size,
)

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "tidlig"

_LAYOUT = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
}
_DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def main() -> None:
    """Print the figures of a package."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("package", nargs="?", type=Path, default=PACKAGE)
    parser.add_argument("--without", action="append", default=[], metavar="FOLDER")
    options = parser.parse_args()
    left_out = [options.package / folder for folder in options.without]
    house = [
        module
        for module in modules(options.package)
        if not any(module.path.is_relative_to(folder) for folder in left_out)
    ]
    for name, figure in figures(house):
        print(f"{name:<44} {figure}")


def figures(house: list[Module]) -> Iterator[tuple[str, str]]:
    """The figures of HOUSE's table, each with its name."""
    code = [code_lines_and_tokens(module) for module in house]
    lines = sum(count for count, _ in code)
    yield "modules", str(len(house))
    yield "lines of code", str(lines)
    yield "tokens a line", f"{sum(tokens for _, tokens in code) / lines:.1f}"
    lengths = [module.text.count("\n") for module in house]
    yield "lines of a module, median and longest", f"{median(lengths):.0f} / {max(lengths)}"
    every = [function for module in house for function in functions(module)]
    sizes = [size(function) for function in every]
    yield "lines of a function, median and longest", f"{median(sizes):.0f} / {max(sizes)}"
    complexities = [complexity(function) for function in every]
    above = sum(each > 10 for each in complexities)
    yield "complexity, average; above 10", f"{mean(complexities):.2f}; {above}"
    ternaries = nodes(house, ast.IfExp)
    comprehensions = nodes(house, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    yield (
        "conditional expressions / comprehensions a 1 000 lines",
        f"{1000 * ternaries / lines:.0f} / {1000 * comprehensions / lines:.0f}",
    )
    graph = import_graph(house)
    yield "imports a module", f"{mean(len(targets) for targets in graph.values()):.1f}"
    circles = [each for each in components(graph) if len(each) > 1]
    yield "depth of imports", str(depth(graph))
    yield "circles of imports", str(len(circles))
    for circle in circles:
        yield "  circle", ", ".join(sorted(circle))


def code_lines_and_tokens(module: Module) -> tuple[int, int]:
    """How many lines have a token of code, and how many tokens there are."""
    documented = set(docstring_lines(module.tree))
    lines: set[int] = set()
    tokens = 0
    for token in tokenize.generate_tokens(io.StringIO(module.text).readline):
        if token.type in _LAYOUT or token.start[0] in documented:
            continue
        tokens += 1
        lines.update(range(token.start[0], token.end[0] + 1))
    return len(lines), tokens


def docstring_lines(tree: ast.Module) -> Iterator[int]:
    """The lines of docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, _DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            yield from range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)


def nodes(house: list[Module], *kinds: type[ast.AST]) -> int:
    """How many nodes of some kinds there are."""
    return sum(isinstance(node, kinds) for module in house for node in ast.walk(module.tree))


def depth(graph: dict[str, set[str]]) -> int:
    """How many modules stand on the longest way of imports."""
    deepest: dict[str, int] = {}
    for component in components(graph):
        below = {target for name in component for target in graph[name]} - component
        own = 1 + max((deepest[target] for target in below if target in deepest), default=0)
        deepest.update(dict.fromkeys(component, own))
    return max(deepest.values())


if __name__ == "__main__":
    main()
