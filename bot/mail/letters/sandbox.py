"""Where templates are filled: names, conditions and one list of facts; nothing else is an expression here.

Jinja's sandbox refuses what reaches into Python; this one is narrower, for a letter computes nothing.
"""

from collections.abc import Iterator
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.mail.letters.fields import OF_A_ROW

ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.For, nodes.Getattr, nodes.Filter,
    nodes.Not, nodes.And, nodes.Or,
)  # fmt: skip
FILTERS = {"upper", "lower", "capitalize"}
LIST = "facts"


class Unsafe(SecurityError):
    """A template asks for more than a letter needs; says what."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Fills templates: everything said is escaped, a missing field is an error."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for node, looped in _walk(tree, looped=False):
            _require_harmless(node, looped=looped)
        return tree

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only a row's label and value."""
        return attr in OF_A_ROW and super().is_safe_attribute(obj, attr, value)


def _walk(node: nodes.Node, *, looped: bool) -> Iterator[tuple[nodes.Node, bool]]:
    """Every node, and whether it stands in a loop."""
    yield node, looped
    for child in node.iter_child_nodes():
        yield from _walk(child, looped=looped or isinstance(node, nodes.For))


def _require_harmless(node: nodes.Node, *, looped: bool) -> None:
    if not isinstance(node, ALLOWED):
        raise Unsafe(f"a template may not use {type(node).__name__.lower()}")
    if isinstance(node, nodes.Getattr) and node.attr not in OF_A_ROW:
        raise Unsafe(f"a template may not reach for .{node.attr}")
    if isinstance(node, nodes.Filter) and (node.name not in FILTERS or node.args or node.kwargs):
        raise Unsafe(f"a template may not use the filter {node.name}")
    if isinstance(node, nodes.For):
        over = node.iter
        if looped or node.recursive or not (isinstance(over, nodes.Name) and over.name == LIST):
            raise Unsafe(f"a template may only go through {LIST}, once at a time")
