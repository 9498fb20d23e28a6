"""Replies put on paper and taken from it: for answers given again, notices that carry a card, chat lines."""

from dataclasses import fields
from typing import Any

from handlers import reply as vocabulary
from handlers.reply import Card, Form, Reply
from storage.text import from_paper, to_paper

_KINDS = {
    kind.__name__: kind
    for kind in (
        vocabulary.Heading, vocabulary.Paragraph, vocabulary.Facts, vocabulary.Table, vocabulary.Image,
        vocabulary.Divider, vocabulary.Note, vocabulary.Buttons, vocabulary.Button, vocabulary.Card,
        vocabulary.Form, vocabulary.Field, vocabulary.Option, vocabulary.Reply,
    )
}  # fmt: skip


def on_paper(thing: Any) -> Any:
    """A reply or any part of it as JSON."""
    if type(thing).__name__ in _KINDS:
        return {"§": type(thing).__name__} | {each.name: on_paper(getattr(thing, each.name)) for each in fields(thing)}
    if isinstance(thing, tuple | list):
        return [on_paper(each) for each in thing]
    if isinstance(thing, dict):
        return {name: on_paper(each) for name, each in thing.items()}
    return to_paper(thing)


def off_paper(written: Any) -> Any:
    """The inverse of `on_paper`; sequences come back as tuples."""
    if isinstance(written, list):
        return tuple(off_paper(each) for each in written)
    if isinstance(written, dict) and "§" in written:
        kind = _KINDS[written["§"]]
        return kind(**{name: off_paper(each) for name, each in written.items() if name != "§"})
    if isinstance(written, dict) and not any(name.startswith("§") for name in written):
        return {name: off_paper(each) for name, each in written.items()}
    return from_paper(written)


def reply_on_paper(reply: Reply) -> dict[str, Any]:
    """A whole reply as JSON."""
    written: dict[str, Any] = on_paper(reply)
    return written


def reply_off_paper(written: dict[str, Any]) -> Reply:
    """A whole reply back from JSON."""
    reply: Reply = off_paper(written)
    return reply


__all__ = ["Card", "Form", "off_paper", "on_paper", "reply_off_paper", "reply_on_paper"]
