"""The modules of a package as syntax trees: their rooms, imports, functions and sizes."""

import ast
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

Function = ast.FunctionDef | ast.AsyncFunctionDef
Documented = Function | ast.Module
Node = TypeVar("Node", bound=ast.AST)


@dataclass(frozen=True, slots=True)
class Module:
    """One module: its dotted name, its file and its tree."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def package(self) -> str:
        """The package that relative imports start from."""
        return self.name if self.path.stem == "__init__" else self.name.rpartition(".")[0]

    @property
    def room(self) -> str:
        """The folder of the house that the module stands in; nothing for the front door."""
        _, _, rest = self.name.partition(".")
        inside = "." in rest or self.path.stem == "__init__"
        return rest.split(".")[0] if inside else ""

    def nodes(self, kind: type[Node]) -> Iterator[Node]:
        """The nodes of a kind, anywhere in the module."""
        return (node for node in ast.walk(self.tree) if isinstance(node, kind))


def modules(package: Path) -> tuple[Module, ...]:
    """All modules of a package, by name."""
    return tuple(module(path, package) for path in sorted(package.rglob("*.py")))


def module(path: Path, package: Path) -> Module:
    """The module of a file in a package."""
    parts = path.relative_to(package.parent).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    text = path.read_text("utf-8")
    return Module(name, path, text, ast.parse(text))


def imports(module: Module) -> Iterator[str]:
    """The dotted names that a module imports, anywhere in it; a name from a package with it."""
    for plain in module.nodes(ast.Import):
        yield from (alias.name for alias in plain.names)
    for node in module.nodes(ast.ImportFrom):
        origin = _origin(node, module)
        yield from (f"{origin}.{alias.name}" for alias in node.names)


def rooms_imported(module: Module) -> set[str]:
    """The rooms of the house that a module imports from, its own included."""
    house = module.name.partition(".")[0]
    inner = [name.split(".") for name in imports(module) if name.startswith(f"{house}.")]
    return {parts[1] for parts in inner if not parts[1].startswith("__")}


def others_imported(module: Module) -> set[str]:
    """The top-level names of what a module imports from other people."""
    own = {module.name.partition(".")[0], "__future__"}
    return {name.partition(".")[0] for name in imports(module)} - own - sys.stdlib_module_names


def functions(module: Module) -> Iterator[Function]:
    """All functions and methods, also those within others."""
    yield from module.nodes(ast.FunctionDef)
    yield from module.nodes(ast.AsyncFunctionDef)


def size(node: Documented) -> int:
    """How many lines a function or a module has, less its docstring: explaining costs nothing."""
    first = node.lineno if isinstance(node, Function) else 1
    last = node.end_lineno if isinstance(node, Function) else _last_line(node)
    assert last is not None, node
    return last - first + 1 - _docstring_lines(node)


def complexity(function: Function) -> int:
    """McCabe's figure: one, and one for each branch, as radon counts them."""
    count = 1
    for node in ast.walk(function):
        if isinstance(node, ast.If | ast.IfExp | ast.For | ast.AsyncFor | ast.While | ast.Assert):
            count += 1
        elif isinstance(node, ast.ExceptHandler | ast.comprehension):
            count += 1 + len(getattr(node, "ifs", ()))
        elif isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
        elif isinstance(node, ast.match_case):
            count += 1
    return count


def import_graph(house: Sequence[Module]) -> dict[str, set[str]]:
    """Each module's name with those of the modules of the package that it imports anywhere."""
    known = {module.name for module in house}
    graph: dict[str, set[str]] = {}
    for module in house:
        targets = set()
        for name in imports(module):
            target = name if name in known else name.rpartition(".")[0]
            if target in known:
                targets.add(target)
        graph[module.name] = targets - {module.name}
    return graph


def components(graph: dict[str, set[str]]) -> list[set[str]]:
    """Modules that import each other, in one set; those that are imported come first (Tarjan)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    done: list[set[str]] = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for target in sorted(graph.get(name, ())):
            if target not in index:
                visit(target)
                low[name] = min(low[name], low[target])
            elif target in stack:
                low[name] = min(low[name], index[target])
        if low[name] == index[name]:
            start = stack.index(name)
            done.append(set(stack[start:]))
            del stack[start:]

    for name in sorted(graph):
        if name not in index:
            visit(name)
    return done


def _docstring_lines(node: Documented) -> int:
    if ast.get_docstring(node) is None:
        return 0
    said = node.body[0]
    assert said.end_lineno is not None, said
    return said.end_lineno - said.lineno + 1


def _last_line(tree: ast.Module) -> int:
    return max((node.end_lineno or 0 for node in tree.body), default=0)


def _origin(node: ast.ImportFrom, module: Module) -> str:
    if not node.level:
        return node.module or ""
    parts = module.package.split(".")
    above = parts[: len(parts) - node.level + 1]
    return ".".join([*above, *([node.module] if node.module else [])])
