"""A template and its fields become a .docx: filled in the sandbox, packed so that the same letter is the same bytes; pure."""

import io
import re
from datetime import UTC, datetime

from docx.opc.exceptions import OpcError
from jinja2 import TemplateError, UndefinedError

from bot.mail.letters.fields import LetterError, Values
from bot.mail.letters.sandbox import Sandbox, Unsafe
from bot.word.packing import holdable, packed

UNDEFINED = re.compile(r"'([^']+)' is undefined|no attribute '([^']+)'")
LONGEST_PROPERTY = 255


def draw(template: bytes, values: Values, *, title: str, author: str, written_at: datetime, language: str) -> bytes:
    """The letter. A field the template asks for and nobody filled is an error that names it."""
    from docxtpl import DocxTemplate  # a fifth of a second to import, and seldom needed

    page = DocxTemplate(io.BytesIO(template))
    try:
        page.render(_cleaned(values), Sandbox())
    except UndefinedError as missing:
        raise LetterError(_named(missing), _field(missing)) from missing
    except Unsafe as unsafe:
        raise LetterError(str(unsafe)) from unsafe
    except TemplateError as broken:
        raise LetterError(f"the template cannot be read: {broken}") from broken
    except (OpcError, KeyError, ValueError) as broken:
        raise LetterError(f"this is no Word document that can be filled ({type(broken).__name__})") from broken
    known = page.docx.core_properties
    known.title, known.author = (holdable(each)[:LONGEST_PROPERTY] for each in (title, author))
    known.last_modified_by, known.comments, known.language = known.author, "", language
    known.created = known.modified = written_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    return packed(page.save)


def asked_for(template: bytes) -> set[str]:
    """Every field that a template uses."""
    from docxtpl import DocxTemplate

    try:
        found: set[str] = DocxTemplate(io.BytesIO(template)).get_undeclared_template_variables(Sandbox())
    except Unsafe as unsafe:
        raise LetterError(str(unsafe)) from unsafe
    except TemplateError as broken:
        raise LetterError(f"the template cannot be read: {broken}") from broken
    return found


def _cleaned(values: Values) -> dict[str, str | list[dict[str, str]]]:
    """What XML cannot hold is shown by its picture, never dropped and never an order to Word."""
    return {
        name: holdable(value)
        if isinstance(value, str)
        else [{key: holdable(said) for key, said in row.items()} for row in value]
        for name, value in values.items()
    }


def _field(missing: UndefinedError) -> str:
    found = UNDEFINED.search(str(missing))
    return (found[1] or found[2]) if found else ""


def _named(missing: UndefinedError) -> str:
    return f"the field «{_field(missing)}» has no value"
