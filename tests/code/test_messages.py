"""Every message has a constant template and a value for each name, and is on the page of all."""

import ast
from pathlib import Path
from string import Formatter

import pytest

from harness.modules import Module
from render.messages_page import PAGE, ROOT, Written, all_messages, page, written
from tidlig.model.messages import Message

MESSAGES = all_messages()


def names(template: str) -> list[str]:
    """The names in a template, as `str.format` itself takes it apart."""
    return [name for _, name, _, _ in Formatter().parse(template) if name is not None]


def faults(message: Written) -> list[str]:
    """What is wrong with how a message is written."""
    template = message.template
    if template is None:
        return [f"{message.place}: the template is not constant"]
    if template != template.strip():
        return [f"{message.place}: {template!r} is a part of a sentence"]
    if sorted(set(names(template))) != sorted(str(name) for name in message.values):
        return [f"{message.place}: {template!r} has other names than its values"]
    return []


def of_text(text: str) -> Written:
    """The one message of a module with some text."""
    module = Module("tidlig.x", Path("x.py"), text, ast.parse(text))
    (message,) = written([module])
    return message


def test_templates_are_constant_and_have_a_value_for_each_name() -> None:
    assert len(MESSAGES) > 100  # the measure sees messages
    assert [fault for message in MESSAGES for fault in faults(message)] == []


@pytest.mark.parametrize(
    "text",
    [
        'Message(f"the {x}")',
        "Message(text)",
        'Message("a" + "b")',
        'Message("the award ")',
        'Message(" or less")',
        'Message("the {pool}")',
        'Message("the {pool}", award=1)',
        'Message("the pool", pool=1)',
        'Message("the {pool}", **values)',
        'Message("the {pool}", "x", pool=1)',
    ],
)
def test_a_message_that_cannot_be_translated_is_found(text: str) -> None:
    assert faults(of_text(text))


@pytest.mark.parametrize("text", ['Message("a {{b}}")', 'Message("the {p}" " of {q}", q=1, p=2)'])
def test_a_message_that_can_be_translated_is_not(text: str) -> None:
    assert faults(of_text(text)) == []


def test_a_message_with_other_values_than_names_cannot_be_made() -> None:
    with pytest.raises((AssertionError, KeyError)):
        Message("the {pool}", award=1)
    with pytest.raises((AssertionError, KeyError)):
        Message("the {pool}", pool=1, award=1)


def test_the_page_has_every_message() -> None:
    assert (ROOT / PAGE).read_text(encoding="utf-8") == page(MESSAGES), (
        "write the page with python tests/render/messages_page.py"
    )
