"""What was settled in the chat, by letter, is not undone by an older file: who left, who follows, which organisation left."""

from datetime import date

from sqlmodel import Session, col, select

from storage import journal, membership, people
from storage.people import Office, Organisation

ONE_HOLDER = ("focal_point", "alternate", "executive", "resident_coordinator", "deputy", "government")
"""Offices of which an organisation has one holder."""
OF_THE_BODY = {
    "focal_point": membership.NETWORK, "alternate": membership.NETWORK,
    "executive": membership.COMMITTEE, "deputy": membership.COMMITTEE,
}  # fmt: skip
LEFT = "member.handed_over"


def settled_in_chat(session: Session, network_id: int, body: Organisation, office: str, email: str, today: date) -> str:
    """Why a row of the file is passed over, for whoever imports it; "" when nothing stands against it."""
    assert body.id is not None
    if _has_left(session, network_id, body.id, office, today):
        return "the organisation has left by its letter"
    person = people.by_email(session, network_id, email)
    holders = people.holders(session, network_id, (office,), today, body.id)
    if person is not None and any(each.id == person.id for _, each, _ in holders):
        return ""
    if office in ONE_HOLDER and any(row.recorded_by is not None for row, _, _ in holders):
        return "somebody else was designated in the chat"
    if person is not None and person.id is not None and _handed_over(session, network_id, person.id, body.id, office):
        return "a handover was recorded in the chat"
    return ""


def _has_left(session: Session, network_id: int, organisation_id: int, office: str, today: date) -> bool:
    which = OF_THE_BODY.get(office)
    if which is None or membership.current(session, network_id, organisation_id, which, today):
        return False
    rows = membership.history(session, network_id, organisation_id)
    return any(row.body == which and row.left_reference for row in rows)


def _handed_over(session: Session, network_id: int, person_id: int, organisation_id: int, office: str) -> bool:
    """Whether the person had this office and a handover was recorded; coming back is a designation, in the chat."""
    query = select(Office).where(
        Office.person_id == person_id, Office.organisation_id == organisation_id, Office.office == office,
        col(Office.until).is_not(None),
    )  # fmt: skip
    acts = journal.about(session, network_id, str(person_id))
    return session.exec(query).first() is not None and any(entry.act == LEFT for entry in acts)
