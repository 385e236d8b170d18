"""The page on messages: every sentence of a finding in one place, for a writer to read.

Write it with `python tests/render/messages_page.py`, tests and src on PYTHONPATH.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from harness.modules import Module, modules

ROOT = Path(__file__).resolve().parents[2]
PAGE = "docs/messages.md"

TITLE = """# Messages

Every sentence and phrase that findings are made of, by check or by module. The sentences are the
keys of catalogues, which have them in other languages; values are put in place of the `{names}`,
phrases among them. `{{` stands for one brace. This page is generated.
"""


@dataclass(frozen=True, slots=True)
class Written:
    """A message as it is written in a module: the call, and its template if that is constant."""

    module: Module
    call: ast.Call

    @property
    def place(self) -> str:
        """Where it is written, for what a test says."""
        return f"{self.module.name}:{self.call.lineno}"

    @property
    def template(self) -> str | None:
        """The template, if it is one constant."""
        if len(self.call.args) != 1 or not isinstance(self.call.args[0], ast.Constant):
            return None
        value = self.call.args[0].value
        return value if isinstance(value, str) else None

    @property
    def values(self) -> list[str | None]:
        """The names of the values; None for values that are not written one by one."""
        return [keyword.arg for keyword in self.call.keywords]


def written(house: Iterable[Module]) -> Iterator[Written]:
    """All messages, in the order of modules and lines."""
    for module in house:
        calls = [call for call in module.nodes(ast.Call) if _is_message(call)]
        for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
            yield Written(module, call)


def _is_message(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Name) and call.func.id == "Message"


def page(messages: Iterable[Written]) -> str:
    """The whole page."""
    sections: dict[str, dict[str, None]] = {}
    for message in messages:
        templates = sections.setdefault(heading(message.module), {})
        if message.template:  # a finding that is only counted has no sentence
            templates[message.template] = None
    parts = [TITLE]
    for name in sorted(sections):
        rows = "\n".join(f"- `{template}`" for template in sections[name])
        parts.append(f"## {name}\n\n{rows}\n")
    return "\n".join(parts)


def heading(module: Module) -> str:
    """The name of the check that a module is, or else the module's path."""
    documentation = ast.get_docstring(module.tree) or ""
    if "## What it does" in documentation:
        return module.path.stem.replace("_", "-")
    return "/".join(module.name.split(".")[1:])


def all_messages() -> list[Written]:
    """The messages of tidlig."""
    return list(written(modules(ROOT / "src" / "tidlig")))


if __name__ == "__main__":
    (ROOT / PAGE).write_text(page(all_messages()), encoding="utf-8")
