"""The network's own matters: settings in force, days off added, language of a person, where it announces."""

from datetime import date

from handlers.commands import command
from handlers.desk import Desk
from handlers.mandates import EVERYONE, may
from handlers.reply import (
    Button,
    Buttons,
    Card,
    Facts,
    Field,
    Form,
    Heading,
    Note,
    Option,
    Paragraph,
    Part,
    Refusal,
    Reply,
    Said,
    Table,
    text,
)
from handlers.request import CONFIRMED, FORM, Request
from handlers.why import to_come, value_of
from storage import networks
from storage.charter import SETTING, Term
from storage.networks import ExtraDay


@command("network.settings", power=EVERYONE)
def settings(request: Request, desk: Desk) -> Reply:
    """Every value in force: which are rules of the ToR, which are settings, and who may change them."""
    rows = []
    for name in desk.law.charter.terms:
        term = desk.law.term(name, desk.today)
        clause = f"§{desk.law.charter.clauses[term.clause].number}"
        rows.append((text(f"term.{name}"), _with_what_comes(desk, term), text(f"why.kind.{term.source}"), clause))
    header = tuple(text(f"settings.{column}") for column in ("name", "value", "source", "clause"))
    parts: list[Part] = [
        Heading(text("settings.title")),
        Table(text("settings.caption"), header, tuple(rows)),
        Note(text("settings.how", count=sum(t.source == SETTING for t in desk.law.charter.terms.values()))),
    ]
    days = networks.extra_days(desk.session, desk.network_id)
    if days:
        parts.append(
            Facts(
                tuple(
                    (
                        text("plain.day", day=row.day),
                        text("settings.day_off", name=row.name, calendar=text(f"calendar.{row.calendar}")),
                    )
                    for row in days
                )
            )
        )
    buttons = []
    if may(desk.law.charter, "settings", desk.offices):
        buttons.append(Button(text("setting.button.change"), "settings.change", opens_form=True))
    if may(desk.law.charter, "manage_calendar", desk.offices):
        buttons.append(Button(text("button.add_day"), "network.calendar_day", opens_form=True))
    return Reply(Card((*parts, Buttons(tuple(buttons))) if buttons else tuple(parts)))


def _with_what_comes(desk: Desk, term: Term) -> Said:
    """The value in force; a decided change that does not hold yet is said beside it, with its day."""
    after = desk.law.to_come(term.name) if may(desk.law.charter, "see_register", desk.offices) else []
    if not after:
        return value_of(term)
    return text("settings.with_change", value=value_of(term), change=[to_come(each) for each in after])


@command("network.calendar_day", power="manage_calendar")
def calendar_day(request: Request, desk: Desk) -> Reply:
    """Add a day on which nobody counts to one of the calendars; announced deadlines are not shortened by it."""
    day, name, calendar = request.value("date"), request.value("name"), request.value("calendar")
    if request.step == FORM or not (day and name and calendar):
        return Reply(form=_day_form(request, desk))
    off = _day(day)
    if calendar not in desk.law.charter.calendars:
        raise Refusal(text("calendar.unknown"), field="calendar")
    if any((row.day, row.calendar) == (off, calendar) for row in networks.extra_days(desk.session, desk.network_id)):
        raise Refusal(text("calendar.already", day=off), field="date")
    facts = (
        (text("calendar.day"), text("plain.day", day=off)),
        (text("calendar.name"), name),
        (text("calendar.which"), text(f"calendar.{calendar}")),
    )
    if request.step != CONFIRMED:
        return desk.show_first(
            request, Card((Heading(text("calendar.preview")), Facts(facts), Note(text("calendar.effect"))))
        )
    desk.session.add(
        ExtraDay(
            network_id=desk.network_id,
            day=off,
            calendar=calendar,
            name=name,
            added_by=desk.person_id,
            added_at=desk.now,
        )
    )
    networks.law_changed(desk.session)
    desk.record("calendar.day_added", off.isoformat(), "2", name=name, calendar=calendar)
    return Reply(Card((Heading(text("calendar.added")), Facts(facts))))


def _day_form(request: Request, desk: Desk) -> Form:
    options = tuple(Option(name, text(f"calendar.{name}")) for name in desk.law.charter.calendars)
    return Form(
        text("form.calendar_day.title"), "network.calendar_day",
        (
            Field("date", "date", text("calendar.day"), request.value("date") or None),
            Field("text", "name", text("calendar.name"), request.value("name"), longest=120),
            Field("select", "calendar", text("calendar.which"), request.value("calendar") or options[0].value, options=options),
        ),
    )  # fmt: skip


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        raise Refusal(text("calendar.not_a_day", written=written), field="date") from None


@command("network.language", power=EVERYONE)
def language(request: Request, desk: Desk) -> Reply:
    """Change the language in which Quipu writes to this person."""
    wanted = request.value("language").lower()
    known = desk.law.charter.languages
    if wanted not in known:
        buttons = tuple(Button(text(f"language.{name}"), "network.language", {"language": name}) for name in known)
        return Reply(Card((Heading(text("language.which")), Buttons(buttons))))
    assert desk.person is not None
    if desk.person.language != wanted:
        desk.person.language = wanted
        desk.session.add(desk.person)
    desk.record("person.language", str(desk.person_id), "2", language=wanted)
    return Reply(
        Card(
            (
                Heading(text("language.changed", language=text(f"language.named.{wanted}"))),
                Paragraph(text("language.body")),
            )
        )
    )


@command("network.room", power="settings")
def room(request: Request, desk: Desk) -> Reply:
    """Make the Slack channel in which this is typed the network's room for announcements."""
    channel = request.value("channel")
    if not channel:
        raise Refusal(text("room.where"))
    if request.step != CONFIRMED:
        return desk.show_first(request, Card((Heading(text("room.preview")), Paragraph(text("room.body")))))
    desk.network.slack_room = channel
    desk.session.add(desk.network)
    desk.record("network.room", channel, "2")
    return Reply(Card((Heading(text("room.done")),)))
