"""Contact data are kept as long as somebody has a part in the network, and a while after: then they are deleted."""

from sqlmodel import col, delete, select

from handlers import members_parts as parts
from handlers.commands import command
from handlers.desk import Desk
from handlers.reply import Reply
from handlers.request import Request
from storage import outbox, people
from storage.drafts import Draft
from storage.people import ERASED, Absence, Account, Person


@command("members.delete_contact", power="manage_people", clock=True)
def delete_contact(request: Request, desk: Desk) -> Reply:
    """Name, address and accounts of somebody who left are deleted; what their agency did stays, under its own name."""
    person = desk.session.get(Person, int(request.value("person") or 0))
    if person is None or person.network_id != desk.network_id or person.erased_at is not None:
        return Reply()
    assert person.id is not None
    if people.offices_of(desk.session, person.id, desk.today):
        return Reply()  # they came back meanwhile
    outbox.hand_over(desk.session, desk.network_id, person.id, None)
    desk.session.exec(delete(Account).where(col(Account.person_id) == person.id))
    desk.session.exec(delete(Absence).where(col(Absence.person_id) == person.id))
    _clear_drafts(desk, person)
    person.name, person.email, person.erased_at = ERASED, f"{ERASED}/{person.id}", desk.now
    desk.session.add(person)
    desk.record("person.erased", str(person.id), parts.FOCAL_POINTS, person=person.id)
    return Reply()


def _clear_drafts(desk: Desk, person: Person) -> None:
    """What was typed about them or by them and only waits to be forgotten."""
    for draft in desk.session.exec(select(Draft).where(Draft.network_id == desk.network_id)):
        about = str(draft.values.get("email", "")).strip().lower() == person.email
        if about or draft.person_id == person.id:
            draft.values, draft.reply = {}, None
            draft.status = draft.status if draft.settled_at else "discarded"
            desk.session.add(draft)
