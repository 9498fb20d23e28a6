"""The closed vocabulary of what is said back: cards, forms and refusals, the same on every platform."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from storage.text import Text, text

__all__ = [
    "Button", "Buttons", "Card", "Divider", "Facts", "Field", "Form", "Heading", "Image", "Note",
    "Option", "Paragraph", "Part", "Question", "Refusal", "Reply", "Said", "Table", "Text", "text",
]  # fmt: skip

Said = Text | str
"""Words of ours by name, or what a person wrote or is called, shown exactly as typed."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The card's title or a section's."""

    words: Said


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    words: Said


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled facts, one a line."""

    rows: tuple[tuple[Said, Said], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `caption` is read aloud by screen readers."""

    caption: Said
    header: tuple[Said, ...]
    rows: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture at an address of ours; the description is required."""

    address: str
    description: Said


@dataclass(frozen=True, slots=True)
class Divider:
    """A line between two parts."""


@dataclass(frozen=True, slots=True)
class Note:
    """A line in small print: why this came, which clause."""

    words: Said


Style = Literal["", "primary", "danger"]
"""How much a press stands out."""


@dataclass(frozen=True, slots=True)
class Button:
    """A press that asks for a command. `values` are few and short; long ones go into a draft.

    `opens_form` is said when drawn; `link` makes it a plain link instead of a press.
    """

    label: Said
    command: str
    values: Mapping[str, Any] = field(default_factory=dict)
    style: Style = ""
    opens_form: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Buttons:
    """A row of presses."""

    buttons: tuple[Button, ...]


Part = Heading | Paragraph | Facts | Table | Image | Divider | Note | Buttons


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown. The first heading is its title and opens its plain-text twin."""

    parts: tuple[Part, ...]

    def followed_by(self, *parts: Part) -> "Card":
        """The same card with more parts at its end."""
        return Card((*self.parts, *parts))


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a select."""

    value: str
    label: Said


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form. `value` fills it beforehand: what Quipu already knows is not asked again.

    kind: text, long, number, date (ISO), time (HH:MM), select, multi (list of values), people (list
    of person ids), check (true or false).
    """

    kind: Literal["text", "long", "number", "date", "time", "select", "multi", "people", "check"]
    name: str
    label: Said
    value: Any = None
    hint: Said = ""
    required: bool = True
    options: tuple[Option, ...] = ()
    longest: int = 3000


@dataclass(frozen=True, slots=True)
class Form:
    """Asks for what is missing; submitting it asks for `command` with `hidden` and the fields."""

    title: Said
    command: str
    fields: tuple[Field, ...]
    hidden: Mapping[str, Any] = field(default_factory=dict)
    submit: Said = field(default_factory=lambda: text("form.submit"))
    intro: Said = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer: a card, a form, or both (the card then says why the form is asked)."""

    card: Card | None = None
    form: Form | None = None
    refused: bool = False
    wrong: str = ""
    """The form field a refusal is about."""
    language: str = ""
    """What the person who asked reads, as of this answer; the door sets it."""
    withheld: bool = False
    """Nothing of what was typed was kept, and no platform may keep it or show it."""


class Refusal(Exception):
    """A refusal is an answer: it rolls back, names the clause or setting, and says what to do instead.

    `why` is the sentence; `clause` a clause of the ToR and/or `setting` a term's name; `instead` the
    presses that help; `field` the form field it is about; `form` the form again, with what was given.
    """

    def __init__(
        self,
        why: Text,
        *,
        clause: str = "",
        setting: str = "",
        instead: tuple[Button, ...] = (),
        field: str = "",
        form: Form | None = None,
    ) -> None:
        super().__init__(why.key)
        self.why, self.clause, self.setting, self.instead, self.field = why, clause, setting, instead, field
        self.form = form


class Question(Exception):
    """Something must be made clear before a handler can go on; it asks back and nothing is undone or journalled."""

    def __init__(self, reply: Reply) -> None:
        super().__init__("a question back")
        self.reply = reply
