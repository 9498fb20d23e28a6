"""The directory of speakers: kept by the secretariat; members see whom the network can call (ToR 5, 5.1.5)."""

from handlers import directory as known
from handlers import members_parts as parts
from handlers import speaker_cards as cards
from handlers.agenda_cards import objectives_field
from handlers.agenda_items import objectives_given
from handlers.commands import command
from handlers.desk import Desk
from handlers.directory import clause_of, entry_meant, list_button, show_button
from handlers.government_office import (
    Oficio,
    answer_letters,
    appoint,
    focal_point_before,
    former_holders,
    link_guest,
    may_be_guest,
)
from handlers.reply import Button, Buttons, Card, Field, Form, Heading, Option, Paragraph, Part, Refusal, Reply, text
from handlers.request import CONFIRMED, FORM, Request
from handlers.speaker_form import NEEDED, Plan, checked, given_or_kept, speaker_form
from handlers.why import source_parts
from storage import directory, people
from storage.directory import CATEGORIES, DirectoryEntry


@command("speakers.register", power="manage_people")
def register(request: Request, desk: Desk) -> Reply:
    """The secretariat writes somebody down, or changes what is written; a new oficio replaces the focal point before."""
    entry = entry_meant(request, desk) if request.value("entry") else None
    given = given_or_kept(request, entry)
    asked = request.at_step(request.step, values=given)
    form = speaker_form(desk, given)
    if (
        request.step == FORM
        or not all(asked.value(name) for name in NEEDED)
        or (entry and request.values.keys() == {"entry"})
    ):
        return Reply(form=form)
    try:
        plan = checked(asked, desk, entry)
        before = _before(desk, plan, entry)
    except Refusal as refusal:
        refusal.form = form
        raise
    if request.step != CONFIRMED:
        return desk.show_first(asked, cards.preview(desk, plan, before, _guests_before(desk, plan, before)))
    written = _write(desk, plan, entry, before)
    said: list[Part] = [Heading(text("speakers.registered")), cards.plan_facts(desk, plan)]
    buttons = Buttons((show_button(written), list_button()))
    return Reply(Card((*said, *source_parts(desk, clause_of(plan.category)), buttons)))


def _before(desk: Desk, plan: Plan, entry: DirectoryEntry | None) -> DirectoryEntry | None:
    """Whom an oficio replaces; a person of a member is no focal point of the government."""
    if plan.reference and plan.email:
        may_be_guest(desk, people.by_email(desk.session, desk.network_id, plan.email))
    return focal_point_before(desk, plan.organisation, plan.reference, entry)


def _guests_before(desk: Desk, plan: Plan, before: DirectoryEntry | None) -> list[str]:
    """Who on the roster stops being the institution's focal point, beside whom the directory names."""
    if not (plan.reference and plan.email):
        return []
    person = people.by_email(desk.session, desk.network_id, plan.email)
    body = parts.known(desk, plan.organisation)
    found = former_holders(desk, body, person.id if person else None)
    return [each.name for _, each in found if before is None or each.id != before.person_id]


def _write(desk: Desk, plan: Plan, entry: DirectoryEntry | None, before: DirectoryEntry | None) -> DirectoryEntry:
    new = entry is None
    entry = entry or DirectoryEntry(
        network_id=desk.network_id, organisation=plan.organisation, category=plan.category, language=plan.language,
        recorded_by=desk.person_id, recorded_at=desk.now,
    )  # fmt: skip
    entry.organisation, entry.category, entry.name, entry.function = (
        plan.organisation, plan.category, plan.name, plan.function,
    )  # fmt: skip
    entry.language, entry.email, entry.address, entry.level = plan.language, plan.email, plan.address, plan.level
    entry.zone = plan.zone
    entry.objectives, entry.tags = list(plan.objectives), list(plan.tags)
    entry.consent_on, entry.consent_purpose = plan.consent_on, plan.consent_purpose
    if plan.reference or entry.focal_until is None:
        entry.reference, entry.focal_until = plan.reference, None
    desk.session.add(entry)
    if before is not None:
        before.focal_until = desk.today
        desk.session.add(before)
    desk.session.flush()
    link_guest(desk, entry)
    if plan.reference:
        _by_oficio(desk, entry)
    # The journal outlives an erasure: it holds the institution and the entry's number, nobody's name.
    desk.record(
        "speaker.registered" if new else "speaker.changed", plan.organisation, clause_of(plan.category), entry=entry.id,
        replaces=before.id if before else None,
    )  # fmt: skip
    return entry


def _by_oficio(desk: Desk, entry: DirectoryEntry) -> None:
    """An oficio makes a guest of the network, where they can be written to, and answers the letter that asked for it."""
    oficio = Oficio(entry.reference, desk.today)
    if entry.email:
        appoint(desk, entry, oficio)
    answer_letters(desk, parts.known(desk, entry.organisation), oficio)


@command("speakers.list", power="see_people")
def list_(request: Request, desk: Desk) -> Reply:
    """Everybody in the directory, with what each can speak on; personal data only where they may be shared."""
    rows = directory.entries(desk.session, desk.network_id)
    return Reply(cards.listed(request, desk, rows, Heading(text("speakers.title")), text("speakers.none")))


@command("speakers.find", power="see_people")
def find(request: Request, desk: Desk) -> Reply:
    """By an objective's number or name, by words, or by category; all that was asked for must fit."""
    words, category = request.value("words"), request.value("category")
    objectives = set(objectives_given(request.values.get("objectives"), desk))
    if request.step == FORM or not (words or category or objectives):
        return Reply(form=_find_form(request, desk))
    every = directory.entries(desk.session, desk.network_id)
    rows = [row for row in every if category in ("", row.category) and objectives <= set(row.objectives)]
    rows = known.searched(desk, rows, words)
    said = words or (text(f"speakers.category.{category}") if category in CATEGORIES else text("speakers.these_topics"))
    return Reply(
        cards.listed(request, desk, rows, Heading(text("speakers.found", words=said)), text("speakers.nobody"))
    )


def _find_form(request: Request, desk: Desk) -> Form:
    options = tuple(Option(each, text(f"speakers.category.{each}")) for each in CATEGORIES)
    chosen = request.value("category") if request.value("category") in CATEGORIES else None
    fields = (
        Field("text", "words", text("speakers.fact.words"), request.value("words")[:200], required=False, longest=200),
        Field("select", "category", text("speakers.fact.category"), chosen, required=False, options=options),
        objectives_field(request, desk),
    )
    return Form(text("speakers.form.find"), "speakers.find", fields)


@command("speakers.show", power="see_people")
def show(request: Request, desk: Desk) -> Reply:
    """One entry: contact data for the secretariat and, with consent, for members; where they have spoken."""
    entry = entry_meant(request, desk)
    found: list[Part] = [Heading(known.label(desk, entry)), cards.entry_facts(desk, entry)]
    if entry.consent_on is None:
        found.append(Paragraph(text("speakers.no_consent")))
    found += cards.history(desk, entry)
    buttons = [list_button()]
    if parts.is_secretary(desk):
        change = Button(text("speakers.button.change"), "speakers.register", {"entry": str(entry.id)}, opens_form=True)
        gone = Button(text("speakers.button.erase"), "speakers.erase", {"entry": str(entry.id)}, "danger")
        data = Button(text("speakers.button.export"), "speakers.export_one", {"entry": str(entry.id)})
        ask = Button(text("invite.button.ask"), "speakers.invite", {"entry": str(entry.id)}, opens_form=True)
        buttons = [ask, change, data, gone, *buttons]
    return Reply(Card((*found, *source_parts(desk, clause_of(entry.category)), Buttons(tuple(buttons)))))
