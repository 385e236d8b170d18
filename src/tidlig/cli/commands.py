"""The commands of tidlig; each is imported when it is called or its help is shown."""

import os
from importlib import import_module

from tidlig.cli.parameters import Command
from tidlig.model.errors import CouldNot

_MODULES = (
    "balance",
    "check",
    "reconcile",
    "diff",
    "show",
    "log",
    "history",
    "pools",
    "explain",
    "export",
    "add",
    "init",
    "schema",
    "git_setup",
    "cache",
)

COMMANDS = {module.replace("_", "-"): module for module in _MODULES}
"""Names of commands, in the order of `tidlig --help`, and their modules."""


def command(name: str) -> Command:
    """Import a command: the function with the name of its module."""
    module = COMMANDS[name]
    function: Command = getattr(import_module(f"tidlig.cli.{module}"), module)
    return function


def require_working_directory() -> None:
    """Raise `CouldNot` if the working directory was deleted."""
    try:
        os.getcwd()  # noqa: PTH109 - pathlib is not needed here
    except OSError:
        raise CouldNot("the working directory is not there any more", "go to one that is") from None
