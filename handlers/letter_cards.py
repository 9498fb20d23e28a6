"""How a letter's draft is handed over: by mail to whoever asked, and by a link of theirs where pages have an address."""

from collections.abc import Sequence

from handlers.desk import Desk
from handlers.letters import Letter
from handlers.reply import Button, Note, Paragraph, Part, Said, text
from storage.outbox import MAIL

FILE = "letters.file"
"""What a press that offers a letter names: at the rim it becomes its reader's own link."""


def file_button(desk: Desk, label: Said, kind: str, number: int | None) -> list[Button]:
    """The way to the file; none where this house has no address for its pages."""
    if not desk.network.address or number is None:
        return []
    return [Button(label, FILE, {"kind": kind, "number": number})]


def send_to_asker(desk: Desk, about: str, letters: Sequence[tuple[str, int]], organisation: str) -> list[Part]:
    """The files by mail, to nobody but the person who asked; the notice holds numbers, the letter is drawn when it leaves."""
    if desk.person is None:
        return []
    named = [{"kind": kind, "number": number} for kind, number in letters]
    key = "/".join(f"{kind}.{number}" for kind, number in letters)
    desk.tell(
        desk.person, "letters.drafted", about, road=MAIL,
        key=f"letters.drafted/{key}/{desk.person_id}/{desk.now.isoformat(timespec='minutes')}",
        letters=named, organisation=organisation, count=len(named),
    )  # fmt: skip
    return [Paragraph(text("letters.mailed", count=len(named), email=desk.person.email)), Note(text("letters.by_hand"))]


def blanks_said(letter: Letter) -> Part:
    """What nobody has recorded, and therefore stands in brackets."""
    return Paragraph(text("letters.blanks", all=[text(f"word.blank_named.{name}") for name in letter.blanks]))
