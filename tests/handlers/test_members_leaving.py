"""Who leaves, leaves whole: nothing waits for them, no group keeps their seat, no file and no notice brings them back."""

from __future__ import annotations

from datetime import date, timedelta

from bot.roster import import_roster
from storage import groups
from storage.groups import GroupMember, WorkingGroup
from storage.outbox import WAITING
from storage.people import ERASED
from tests.conftest import ROSTER
from tests.handlers.members_scene import (
    HUGO,
    NOELIA,
    ROSA,
    SECRETARY,
    SPRING,
    TODAY,
    busy,
    handed_over,
    holders,
    person,
)
from tests.town import Town, lima


def test_the_people_of_a_member_that_leaves_are_written_to_no_more(town: Town) -> None:
    """Only that it left: what was waiting for them is dropped with the reason."""
    busy(town)
    assert [row for row in town.notices(to=NOELIA) if row.status == WAITING]
    letter = {"date": "2027-04-01", "reference": "carta 9"}
    town.do(SECRETARY, "members.leave", SPRING, organisation="ACNUR", **letter)
    assert [row.notice for row in town.notices(to=NOELIA) if row.status == WAITING] == ["members.left"]


def test_a_member_that_leaves_leaves_its_working_groups(town: Town) -> None:
    with town.database.transaction() as session:
        group = WorkingGroup(
            network_id=town.network_id, name="Salud", objectives="o", status="active", proposed_at=SPRING,
            facilitator_id=town.organisation("ACNUR"),
        )  # fmt: skip
        session.add(group)
        session.flush()
        assert group.id is not None
        for name in ("ACNUR", "OIT"):
            body = town.organisation(name)
            session.add(GroupMember(group_id=group.id, organisation_id=body, since=date(2027, 1, 4)))
    letter = {"date": "2027-04-01", "reference": "carta 9"}
    town.do(SECRETARY, "members.leave", SPRING, organisation="ACNUR", **letter)
    with town.database.reading() as session:
        (row,) = groups.all_groups(session, town.network_id)
        assert row.id is not None
        assert row.facilitator_id is None
        ends = {each.organisation_id: each.until for each in groups.members(session, row.id)}
    assert ends == {town.organisation("ACNUR"): TODAY - timedelta(days=1), town.organisation("OIT"): None}


def test_the_names_in_a_round_of_contacts_go_with_the_contact_data(town: Town) -> None:
    gone = town.id_of(NOELIA)
    town.do(SECRETARY, "contacts.ask", lima(2027, 4, 6, 10))
    asked = town.notices("contacts.copied", to=HUGO)
    assert "Quintamayo" in str(asked[0].values)
    handed_over(town, **ROSA)
    town.clock(lima(2027, 5, 6, 9))
    assert person(town, gone).name == ERASED
    assert [row.notice for row in town.notices() if "Quintamayo" in f"{row.values}{row.words}"] == []


def test_an_older_file_gives_a_ministry_no_second_focal_point(town: Town) -> None:
    """Each institution of the Government names one: whoever was recorded in the chat stands."""
    follows = {"name": "Ciro Apumayta", "email": "c.apumayta@mre.example"}
    town.do(SECRETARY, "members.handover", SPRING, person="Fátima Valderruma", **follows)
    ministry = "Ministerio de Relaciones Exteriores"
    rows = [line for line in ROSTER.read_text(encoding="utf-8").splitlines() if "f.valderruma" not in line]
    rows.append(f"{ministry},Elsa Tacuri,e.tacuri@mre.example,government,es")
    with town.database.transaction() as session:
        changes = import_roster(session, town.charter, "\n".join(rows), "new.csv", SPRING + timedelta(hours=1))
    assert changes == [f"! Elsa Tacuri: not government of {ministry}; somebody else was designated in the chat"]
    assert holders(town, ministry, "government", TODAY) == ["c.apumayta"]
