"""Somebody who asks to be forgotten is; what they said in the network stays under their institution."""

from __future__ import annotations

import json

from sqlmodel import SQLModel, select

from bot.understanding import Context, understand
from handlers.reply import Paragraph
from storage import directory
from storage.calendars_sent import CalendarSent
from storage.drafts import Draft
from storage.incoming_mail import MailReceived
from storage.invitations import InvitationComment, SpeakerInvitation
from storage.meetings import Meeting
from storage.outbox import Notice
from storage.people import Office, Organisation, Person
from tests.handlers.record_scene import acts, said
from tests.handlers.speaker_scene import MEMBER, MORNING, SCHOLAR, SECRETARY, entries, register, spoke, three
from tests.town import Town, keys_of, lima

NAME, BODY = "Marisol Quenta Huayta", "Universidad del Altiplano"


def erased(town: Town) -> None:
    three(town)
    spoke(town, NAME, lima(2027, 2, 3).date())
    town.do(SECRETARY, "speakers.erase", MORNING, words="Marisol Quenta")


def test_it_is_shown_first_and_nothing_is_deleted_before_the_press(town: Town) -> None:
    three(town)
    shown = town.ask(SECRETARY, "speakers.erase", MORNING, words="Marisol Quenta")
    assert "No se puede deshacer" in said(shown)
    assert NAME in entries(town)


def test_every_trace_of_the_person_is_gone_from_the_directory_and_the_drafts(town: Town) -> None:
    erased(town)
    assert NAME not in entries(town)
    with town.database.reading() as session:
        kept = list(session.exec(select(directory.DirectoryEntry)))
        drafts = list(session.exec(select(Draft)))
    assert not [row for row in kept if "Quenta" in str(row.model_dump()) or "m.quenta" in str(row.model_dump())]
    assert not [row for row in drafts if "Quenta" in str(row.values) or "m.quenta" in str(row.values)]
    assert not [row for row in drafts if "Quenta" in str(row.reply)]


def test_others_and_their_drafts_are_left_alone(town: Town) -> None:
    erased(town)
    assert set(entries(town)) == {"Wilma Ccoyllor Sayre", "Yelitza Morante"}
    with town.database.reading() as session:
        assert any("Wilma" in str(row.values) for row in session.exec(select(Draft)))


def test_what_they_said_stays_under_their_institution(town: Town) -> None:
    erased(town)
    with town.database.reading() as session:
        (row,) = directory.appearances(session, town.network_id)
    assert (row.entry_id, row.organisation, row.category) == (None, BODY, "academia")


def test_the_journal_says_that_it_was_done_and_names_nobody(town: Town) -> None:
    erased(town)
    found = acts(town, BODY)
    assert [entry.act for entry in found] == ["speaker.registered", "speaker.erased"]
    assert "Quenta" not in str([entry.values for entry in found])


def test_a_second_press_finds_nobody_any_more(town: Town) -> None:
    three(town)
    number = str(entries(town)[NAME].id)
    shown = town.ask(SECRETARY, "speakers.erase", MORNING, entry=number)
    town.confirm(SECRETARY, shown, MORNING)
    assert town.ask(SECRETARY, "speakers.erase", MORNING, entry=number).refused
    assert register(town, **SCHOLAR).refused is False


def test_a_member_erases_nobody(town: Town) -> None:
    three(town)
    assert town.ask(MEMBER, "speakers.erase", MORNING, words="Marisol").refused


def test_of_several_who_fit_it_is_asked_who(town: Town) -> None:
    three(town)
    assert "speakers.which" in keys_of(town.ask(SECRETARY, "speakers.erase", MORNING, words="regularización"))


def test_it_is_asked_for_in_words() -> None:
    for typed in ("/ponente borrar a Marisol Quenta", "/speaker erase Marisol Quenta"):
        understood = understand(typed, Context("es", MORNING, ("ACNUR", "OIM"), ()))
        assert (understood.command, dict(understood.values)) == ("speakers.erase", {"words": "Marisol Quenta"})


def invited(town: Town) -> None:
    """The scholar was invited, is a guest, answered by mail, has a slot in her calendar and notices that wait."""
    three(town)
    spoke(town, NAME, lima(2027, 2, 3).date())
    entry = entries(town)[NAME]
    with town.database.transaction() as session:
        person = Person(network_id=town.network_id, name=NAME, email=entry.email, language="es")
        meeting = Meeting(
            network_id=town.network_id, code="TEC-2027-01", kind="technical", title="Salud", starts_at=lima(2027, 4, 6, 10),
            minutes=90, place="", convened_at=MORNING,
        )  # fmt: skip
        session.add_all((person, meeting, body := Organisation(network_id=town.network_id, name=BODY)))
        session.flush()
        assert person.id and body.id and meeting.id
        session.add(
            Office(
                network_id=town.network_id,
                person_id=person.id,
                organisation_id=body.id,
                office="stakeholder",
                since=MORNING.date(),
            )
        )
        row = session.get_one(directory.DirectoryEntry, entry.id)
        row.person_id = person.id
        sent = SpeakerInvitation(
            network_id=town.network_id, meeting_id=meeting.id, entry_id=entry.id, person_id=person.id, organisation=BODY,
            category="academia", name=NAME, topic="Salud", starts_at=lima(2027, 4, 6, 10), minutes=20, form="email",
            language="es", wording={"opening": f"Estimada {NAME}"}, drafted_at=MORNING, sent_at=MORNING, speaker=NAME,
        )  # fmt: skip
        draft = SpeakerInvitation(**{**sent.model_dump(), "sent_at": None, "speaker": ""})
        session.add_all((row, sent, draft))
        session.flush()
        session.add(InvitationComment(
            network_id=town.network_id, invitation_id=sent.id or 0, organisation_id=town.organisation("OIT"),
            words=f"Conocemos a {NAME}; buena elección", said_at=MORNING,
        ))  # fmt: skip
        session.add(MailReceived(
            mailbox="m", uid_validity=1, uid=1, network_id=town.network_id, received_at=MORNING, sender=f"{NAME} <{entry.email}>",
            subject=f"Re: {NAME}", kind="reply", attendee=entry.email, answer="accepted", facts={"comment": "Voy"}, status="applied",
        ))  # fmt: skip
        session.add(CalendarSent(
            network_id=town.network_id, key="k", person_id=person.id, email=entry.email, meeting="TEC-2027-01", uid="u", method="REQUEST",
            sequence=0, starts_at=MORNING, ends_at=MORNING, title="Salud", place="", sent_at=MORNING, raw=entry.email.encode(),
        ))  # fmt: skip
        waiting = {"network_id": town.network_id, "due_at": MORNING, "written_at": MORNING}
        session.add(
            Notice(
                key="a",
                person_id=person.id,
                road="mail",
                notice="invitation.slot",
                values={"meeting": "TEC-2027-01"},
                words=f"Estimada {NAME}",
                **waiting,
            )
        )
        session.add(
            Notice(
                key="b",
                person_id=town.id_of(SECRETARY),
                notice="invitation.answer",
                values={"who": NAME, "note": f"Vendrá {NAME.upper()}, marisol quenta huayta o Marisol Quenta Huayta."},
                status="sent",
                **waiting,
            )
        )


def everything_kept(town: Town) -> str:
    """Every row of every table as one text."""
    with town.database.reading() as session:
        return "\n".join(
            str(tuple(row)) for table in SQLModel.metadata.sorted_tables for row in session.execute(table.select())
        )


def test_whatever_the_record_knows_of_them_besides_their_entry_is_gone_too(town: Town) -> None:
    invited(town)
    assert NAME in everything_kept(town)
    done = said(town.do(SECRETARY, "speakers.erase", MORNING, words="Marisol Quenta"))
    for line in ("Invitaciones", "Correos recibidos", "calendario", "Avisos", "Cuenta de invitado"):
        assert line in done, line
    kept = everything_kept(town)
    for trace in ("Quenta", "QUENTA", "quenta"):
        assert trace not in kept, next(line for line in kept.split("\n") if trace in line)
    assert kept.count(BODY) > 3


def test_what_was_not_sent_is_withdrawn_and_what_was_done_stays_under_the_institution(town: Town) -> None:
    invited(town)
    town.do(SECRETARY, "speakers.erase", MORNING, words="Marisol Quenta")
    with town.database.reading() as session:
        sent, draft = session.exec(select(SpeakerInvitation)).all()
        (mail,) = session.exec(select(MailReceived)).all()
        (comment,) = session.exec(select(InvitationComment)).all()
        statuses = {row.key: row.status for row in session.exec(select(Notice)) if row.key in "ab"}
    assert (sent.status, sent.organisation, draft.status) == ("sent", BODY, "withdrawn")
    assert (mail.kind, mail.answer, mail.facts) == ("reply", "accepted", {})
    assert comment.words == "Conocemos a […]; buena elección"
    assert statuses == {"a": "dropped", "b": "sent"}


def test_somebody_of_a_member_keeps_their_seat(town: Town) -> None:
    """An entry of the directory may be a member's person: they leave the directory, not the network."""
    register(
        town, organisation="ACNUR", category="other", name="Noelia Quintamayo Ser", email="n.quintamayo@acnur.example"
    )
    with town.database.transaction() as session:
        row = session.exec(select(directory.DirectoryEntry)).one()
        row.person_id = town.id_of(MEMBER)
        session.add(row)
    done = town.do(SECRETARY, "speakers.erase", MORNING, words="Noelia")
    assert "erasing.guest" not in keys_of(done)
    assert town.id_of(MEMBER)


def test_everything_held_is_handed_over_on_request_and_nothing_internal(town: Town) -> None:
    invited(town)
    shown = town.ask(SECRETARY, "speakers.export_one", MORNING, words="Marisol Quenta")
    assert shown.card is not None
    (text,) = [
        part.words for part in shown.card.parts if isinstance(part, Paragraph) and str(part.words).startswith("{")
    ]
    held = json.loads(str(text))
    assert held["entry"]["email"] == SCHOLAR["email"] and held["entry"]["objectives"] == [15]
    assert held["appearances"] == [
        {"organisation": BODY, "meeting": "TEC-2026-03", "item": "Documentación", "day": "2027-02-03"}
    ]
    assert [row["meeting"] for row in held["invitations"]] == ["TEC-2027-01", "TEC-2027-01"]
    assert len(held["mail_received"]) == len(held["calendar_sent"]) == len(held["offices"]) == 1
    assert ["wording" in row for row in held["invitations"]] == [True, False], "a draft of ours is not theirs"
    assert "buena elección" not in said(shown)
    assert [entry.act for entry in acts(town, BODY)][-1] == "speaker.exported"
    assert town.ask(MEMBER, "speakers.export_one", MORNING, words="Marisol Quenta").refused


def test_their_data_are_asked_for_in_words() -> None:
    for typed in (
        "/ponente exportar Marisol Quenta",
        "Exporte los datos de Marisol Quenta",
        "/speaker export Marisol Quenta",
    ):
        understood = understand(typed, Context("es", MORNING, ("ACNUR", "OIM"), ()))
        assert (understood.command, dict(understood.values)) == ("speakers.export_one", {"words": "Marisol Quenta"})
