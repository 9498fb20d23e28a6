"""«¿Qué se deshizo?»: what was taken back lately, by whom (ToR 2, the setting `undo.window`)."""

from datetime import timedelta

from handlers.commands import command
from handlers.desk import Desk
from handlers.mandates import EVERYONE, may
from handlers.reply import Card, Facts, Heading, Note, Paragraph, Part, Reply, Said, text
from handlers.request import Request
from handlers.undo_cards import named
from storage import journal
from storage.journal import JournalEntry
from storage.people import Person

DAYS, LINES = 7, 15


@command("network.undone", power=EVERYONE)
def undone(request: Request, desk: Desk) -> Reply:
    """One's own undoings of a week; whoever may see what left sees everybody's."""
    everybody = may(desk.law.charter, "see_deliveries", desk.offices)
    since = desk.now - timedelta(days=DAYS)
    found = journal.undoings(desk.session, desk.network_id, since, None if everybody else desk.person_id)
    parts: list[Part] = [Heading(text("undone.title"))]
    if not found:
        none = text("undone.nobody" if everybody else "undone.none", days=DAYS)
        return Reply(Card((*parts, Paragraph(none))))
    rows = tuple((text("undone.when", when=each.at), _line(desk, each)) for each in found[:LINES])
    more = (Note(text("undone.more", count=len(found) - LINES)),) if len(found) > LINES else ()
    return Reply(Card((*parts, Facts(rows), *more, Note(text("undone.kept", days=DAYS)))))


def _line(desk: Desk, entry: JournalEntry) -> Said:
    """Who took back what: the act it names by number, which the journal still holds."""
    meant = range(entry.values["number"], entry.values.get("last", entry.values["number"]) + 1)
    lines = journal.since(desk.session, desk.network_id, meant.start - 1)[: len(meant)]
    act = next((line for line in lines if line.act == entry.values["undid"]), entry)
    about, what = named(act), text(f"act.{act.act}")
    said = text("undone.what_about", what=what, about=about) if about else text("undone.what", what=what)
    if entry.person_id is None or entry.person_id == desk.person_id:
        return text("undone.you", said=said)
    return text("undone.who", who=desk.session.get_one(Person, entry.person_id).name, said=said)
