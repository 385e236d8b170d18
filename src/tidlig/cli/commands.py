"""The commands of tidlig: each is imported when it is called, or when its help is wanted."""

import os
from importlib import import_module

from tidlig.cli.parameters import Command
from tidlig.model.failure import CouldNot

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
"""What commands are called, in order of the help, and the modules that they stand in."""


def command(name: str) -> Command:
    """Give a command by its name: the function that is called as its module is."""
    module = COMMANDS[name]
    found: Command = getattr(import_module(f"tidlig.cli.{module}"), module)
    return found


def require_working_directory() -> None:
    """Refuse a working directory that is gone, before a command asks where it is."""
    try:
        os.getcwd()  # noqa: PTH109 - pathlib is not needed here
    except OSError:
        raise CouldNot("the working directory is not there any more", "go to one that is") from None
