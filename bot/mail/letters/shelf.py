"""python -m bot letters: the templates in use are written into a folder; a template of the secretariat's is taken in."""

from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from bot.mail.letters.checking import LARGEST, checked
from bot.mail.letters.fields import LetterError
from storage import invitations, journal, networks
from storage.charter import Charter
from storage.invitations import LetterTemplate
from storage.networks import Network

CLAUSE = "5.1"


def exported(session: Session, charter: Charter, folder: Path, *, house: bool) -> list[str]:
    """Write every template into the folder: the network's own where it has one, unless the house's are wanted."""
    from bot.mail.letters import house as builder
    from bot.mail.letters.layout import NAMES

    folder.mkdir(parents=True, exist_ok=True)
    network = networks.find(session, charter.name)
    said = []
    for name in NAMES:
        for language in charter.languages:
            own = None if house or network is None else invitations.template(session, network.id or 0, name, language)
            path = folder / f"{name}.{language}.docx"
            path.write_bytes(own.content if own else builder.template(name, language))
            said.append(f"{path}: {'the secretariat’s own' if own else 'the house’s'}")
    return said


def imported(session: Session, charter: Charter, file: Path, name: str, language: str, now: datetime) -> str:
    """Take a template in for one letter in one language; from now on it is used. LetterError when it cannot be."""
    if language not in charter.languages:
        raise LetterError(f"the network writes in {', '.join(charter.languages)}, not in «{language}»")
    if file.stat().st_size > LARGEST:
        raise LetterError(f"the file has {file.stat().st_size:,} bytes; a template has at most {LARGEST:,}")
    content = checked(file.read_bytes(), name, language)
    network = _network(session, charter)
    before = invitations.template(session, network.id or 0, name, language)
    if before is not None and before.content == content:
        return f"{name}.{language}: no change, this is the template in use."
    row = LetterTemplate(network_id=network.id or 0, name=name, language=language, content=content, recorded_at=now)
    session.add(row)
    journal.write(
        session, network_id=network.id or 0, at=now, act="letters.template_changed", about=f"{name}.{language}",
        clause=CLAUSE, person_id=None, values={"bytes": len(content)},
    )  # fmt: skip
    return f"{name}.{language}: taken in; letters are drawn with it from now on."


def _network(session: Session, charter: Charter) -> Network:
    network = networks.find(session, charter.name)
    if network is None:
        raise LetterError("there is no network yet: import the roster first (python -m bot people import)")
    return network
