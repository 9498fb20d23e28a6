"""A filled-in HTML form becomes the values a command expects, by the kinds of its fields; pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.datastructures import FormData

from handlers.reply import Field, Form

PREFIX = "f-"
"""Before the names of fields, so that none clashes with the page's own."""


def values_of(form: Form, filled: FormData) -> dict[str, Any]:
    """What the form asks for: its hidden values and each field as its kind has it."""
    return {**form.hidden, **{field.name: _given(field, filled) for field in form.fields}}


def kept(form: Form, values: Mapping[str, Any]) -> Form:
    """The same form with what was filled in, to be shown again."""
    return replace(
        form, fields=tuple(replace(field, value=values.get(field.name, field.value)) for field in form.fields)
    )


def _given(field: Field, filled: FormData) -> Any:
    name = PREFIX + field.name
    if field.kind == "check":
        return name in filled
    if field.kind == "people":
        return [int(each) for each in map(str, filled.getlist(name)) if each.isdigit()]
    if field.kind == "multi":
        return [str(each) for each in filled.getlist(name)]
    typed = str(filled.get(name, "")).replace("\r\n", "\n")
    return typed if field.kind == "long" else typed.strip()
