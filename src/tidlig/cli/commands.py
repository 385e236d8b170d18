"""The commands of tidlig: each is imported when it is called, or when its help is wanted."""

from importlib import import_module

from tidlig.cli.declaring import Command

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
