"""Tests of harness.house and harness.modules, on modules that break one rule each."""

from pathlib import Path

import pytest

from harness.house import RULES, circles
from harness.modules import Module, functions, imports, module, rooms_imported, size

BROKEN = {
    "known_room": ("tidlig/attic/x.py", "x = 1"),
    "layers": ("tidlig/checks/x.py", "from tidlig.source import toml"),
    "others": ("tidlig/model/x.py", "import pydantic"),
    "docstring": ("tidlig/model/x.py", None),
    "module_length": ("tidlig/model/x.py", "x = 1\n" * 500),
    "function_length": ("tidlig/model/x.py", "def f():\n" + "    x = 1\n" * 50),
    "function_complexity": ("tidlig/model/x.py", "def f(x):\n" + "    x = x or 1\n" * 10),
    "width": ("tidlig/model/x.py", f'x = "{"y" * 95}"'),
    "names": ("tidlig/model/money_utils.py", "x = 1"),
    "whole_numbers": ("tidlig/arithmetic/x.py", "x = 1 / 2"),
    "printing": ("tidlig/render/x.py", "print(1)"),
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    return tmp_path / "tidlig"


def made(house: Path, path: str, code: str | None) -> Module:
    """A module with this code, after a docstring unless there is none."""
    target = house.parent / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text("x = 1\n" if code is None else f'"""What it is for."""\n\n{code}\n')
    return module(target, house)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_broken_rule_is_said_and_no_other(house: Path, rule: object) -> None:
    name = getattr(rule, "__name__", "")
    broken = made(house, *BROKEN[name])
    assert [rule.__name__ for rule in RULES if list(rule(broken))] == [name]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("tidlig/checks/x.py", "def f():\n    from tidlig.source import toml"),
        ("tidlig/checks/x.py", "from tidlig import source"),
        ("tidlig/checks/x.py", "from ..source.toml import document"),
        ("tidlig/checks/x.py", "import tidlig.source.toml as toml"),
        ("tidlig/arithmetic/x.py", "from tidlig.source import toml"),
        ("tidlig/source/x.py", "from tidlig.arithmetic import sums"),
        ("tidlig/model/x.py", "from tidlig.arithmetic import sums"),
        ("tidlig/render/x.py", "from tidlig.exchange import sheets"),
        ("tidlig/exchange/x.py", "from tidlig.render import tables"),
        ("tidlig/sheets/x.py", "from tidlig.exchange import registers"),
        ("tidlig/sheets/x.py", "from tidlig.matching import items"),
        ("tidlig/source/x.py", "from tidlig.sheets import cells"),
        ("tidlig/render/x.py", "from tidlig.cli import main"),
        ("tidlig/ledger/x.py", "from tidlig.render import tables"),
    ],
)
def test_an_import_against_the_layers_is_found_however_it_is_written(
    house: Path, path: str, code: str
) -> None:
    assert [rule.__name__ for rule in RULES if list(rule(made(house, path, code)))] == ["layers"]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("tidlig/cli/x.py", "import typer\nfrom tidlig.render import tables\nprint(1 / 2)"),
        ("tidlig/checks/x.py", "from tidlig.arithmetic import sums\nfrom tidlig.checks import y"),
        ("tidlig/model/x.py", "x = 7 // 2"),
        ("tidlig/source/x.py", "from . import values\nfrom tidlig import __version__"),
        ("tidlig/__main__.py", "from tidlig.cli import console"),
        ("tidlig/render/x.py", "import json\nimport rich.table"),
    ],
)
def test_what_is_allowed_breaks_no_rule(house: Path, path: str, code: str) -> None:
    assert not [message for rule in RULES for message in rule(made(house, path, code))]


def test_modules_that_import_each_other_are_found(house: Path) -> None:
    one = made(house, "tidlig/model/x.py", "from tidlig.model.y import y")
    types = "if TYPE_CHECKING:\n    from tidlig.model.x import x"
    other = made(house, "tidlig/model/y.py", types)
    third = made(house, "tidlig/model/z.py", "from tidlig.model import x")
    assert list(circles([one, other, third])) == [
        "tidlig.model.x and tidlig.model.y import each other"
    ]
    assert list(circles([one, third])) == []


@pytest.mark.parametrize(
    "code", ["x = 0.5", "x /= 2", "y = float(x)", "def f(x: float) -> None: ..."]
)
def test_money_is_counted_in_whole_numbers(house: Path, code: str) -> None:
    broken = made(house, "tidlig/model/x.py", code)
    assert [rule.__name__ for rule in RULES if list(rule(broken))] == ["whole_numbers"]


@pytest.mark.parametrize("code", ["class LedgerManager: ...", "def get_money() -> None: ..."])
def test_names_say_what_a_thing_is(house: Path, code: str) -> None:
    broken = made(house, "tidlig/model/x.py", code)
    assert [rule.__name__ for rule in RULES if list(rule(broken))] == ["names"]


def test_imports_are_whole_names_from_the_top(house: Path) -> None:
    code = "from . import a\nfrom .b import c\nfrom .. import model\nimport rich.table"
    found = made(house, "tidlig/ledger/x.py", code)
    assert sorted(imports(found)) == [
        "rich.table",
        "tidlig.ledger.a",
        "tidlig.ledger.b.c",
        "tidlig.model",
    ]
    assert rooms_imported(found) == {"ledger", "model"}


def test_relative_imports_of_a_package_start_from_itself(house: Path) -> None:
    found = made(house, "tidlig/ledger/__init__.py", "from .a import b\nfrom ..model import c")
    assert found.room == "ledger"
    assert sorted(imports(found)) == ["tidlig.ledger.a.b", "tidlig.model.c"]


def test_a_docstring_does_not_count_as_size(house: Path) -> None:
    code = 'def f():\n    """Say.\n\n    More.\n    """\n    return 1'
    found = made(house, "tidlig/model/x.py", code)
    assert [size(function) for function in functions(found)] == [2]
    assert size(found.tree) == 7
