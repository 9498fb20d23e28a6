"""Members are consulted on a group's focus and composition, and on its review: the round opens, runs and closes (ToR 5)."""

from typing import Any

from handlers import asked_seats, group_cards, group_finding
from handlers.asked_seats import Seat, officers
from handlers.commands import command
from handlers.desk import Desk
from handlers.group_finding import CLAUSE, require, round_open, show_button
from handlers.reply import Buttons, Card, Facts, Heading, Paragraph, Part, Refusal, Reply, Said, text
from handlers.request import CONFIRMED, Request
from handlers.why import source_parts
from scheduler.groups import CONSULTATION, consulted_until
from storage import groups
from storage.groups import ACTIVE, COMPOSITION, PROPOSED, REVIEW, Consultation, WorkingGroup
from storage.people import Person


@command("groups.consult", power="manage_groups")
def consult(request: Request, desk: Desk) -> Reply:
    """Every member is asked, one voice each, until a moment that is said beforehand: on the composition, later on the review."""
    group = group_finding.the_group(request, desk, PROPOSED, ACTIVE)
    require(group, lambda each: each.status in (PROPOSED, ACTIVE))
    if (running := round_open(desk, group)) is not None:
        why = text("groups.already_asked", name=group.name, until=running.closes_at)
        raise Refusal(why, clause=CLAUSE, setting=CONSULTATION, instead=(show_button(group),))
    seats = asked_seats.seats(desk)
    about = COMPOSITION if group.status == PROPOSED else REVIEW
    until = consulted_until(desk.law, desk.now)
    names = [person.name for seat in seats for person in seat.asked]
    rows: list[tuple[Said, Said]] = [
        (text("groups.fact.until"), text("groups.until", until=until)),
        (text("groups.fact.asked"), text("groups.told", all=names)),
    ]
    facts: list[Part] = [group_cards.group_facts(desk, group), Facts(tuple(rows))]
    if nobody := asked_seats.empty(seats):
        facts.append(Paragraph(text("seats.nobody_there", all=nobody)))
    if request.step != CONFIRMED:
        heading = Heading(text(f"groups.consult_preview.{about}", name=group.name))
        kept = request.at_step(request.step, values={**request.values, "group": str(group.id)})
        return desk.show_first(kept, Card((heading, *facts, *source_parts(desk, CLAUSE, CONSULTATION))))
    _open(desk, group, about, seats)
    heading = Heading(text("groups.consulting", name=group.name))
    return Reply(Card((heading, Facts(tuple(rows)), Buttons((show_button(group),)))))


def _open(desk: Desk, group: WorkingGroup, about: str, seats: list[Seat]) -> None:
    assert group.id is not None
    asked = Consultation(
        network_id=desk.network_id, group_id=group.id, about=about, wording=group.objectives, opened_at=desk.now,
        closes_at=consulted_until(desk.law, desk.now),
    )  # fmt: skip
    desk.session.add(asked)
    desk.session.flush()
    names = [seat.organisation.name for seat in seats]
    desk.record("group.consulted", group.name, CLAUSE, focus=about, asked=names, until=asked.closes_at)
    for seat in seats:
        for person in seat.asked:
            _ask(desk, group, asked, seat, person)


def _ask(desk: Desk, group: WorkingGroup, asked: Consultation, seat: Seat, person: Person) -> None:
    given: dict[str, Any] = {"as": str(seat.organisation.id), "agrees": "yes", "consultation": str(asked.id)}
    desk.tell(
        person, f"groups.asked.{asked.about}", group.name,
        key=f"groups.asked/{asked.id}/{seat.organisation.id}/{person.id}", duty=CONSULTATION, title=group.name,
        group=str(group.id), until=asked.closes_at, organisation=seat.organisation.name,
        organisation_id=seat.organisation.id, facts=group_cards.facts_of(desk, group),
        why=group_cards.told_why(desk, CONSULTATION), **given,
    )  # fmt: skip


@command("groups.close_consultation", power="manage_groups", clock=True)
def close_consultation(request: Request, desk: Desk) -> Reply:
    """At the announced moment the answers, by organisation, go to the secretariat; nothing is decided by them."""
    asked = _to_close(request, desk)
    if asked is None:
        return Reply(Card((Heading(text("groups.nothing_to_close")),)))
    if desk.now < asked.closes_at:
        raise Refusal(text("groups.still_open", until=asked.closes_at), clause=CLAUSE, setting=CONSULTATION)
    assert asked.id is not None
    group = desk.session.get_one(WorkingGroup, asked.group_id)
    asked.closed_at = desk.now
    desk.session.add(asked)
    answered = groups.standing(groups.answers(desk.session, asked.id), asked.closes_at)
    silent = [seat.organisation.name for seat in asked_seats.seats(desk) if seat.organisation.id not in answered]
    desk.record("group.consultation_closed", group.name, CLAUSE, focus=asked.about, without_answer=silent)
    table = group_cards.answers_table(desk, asked)
    for person in officers(desk):
        desk.tell(
            person, f"groups.answers.{asked.about}", group.name, key=f"groups.answers/{asked.id}/{person.id}",
            title=group.name, wording=group.objectives, group=str(group.id), facts=group_cards.silent_facts(silent),
            table=group_cards.on_notice(table) if table else None, why=group_cards.told_why(desk, CONSULTATION),
        )  # fmt: skip
    return Reply(Card((Heading(text("groups.closed", name=group.name)), Buttons((show_button(group),)))))


def _to_close(request: Request, desk: Desk) -> Consultation | None:
    wanted = request.value("consultation")
    rows = [row for row in groups.consultations(desk.session, desk.network_id) if row.closed_at is None]
    return next((row for row in rows if not wanted or str(row.id) == wanted), None)
