"""How minutes look: the same sections as a draft, as circulated and as final."""

from collections.abc import Mapping, Sequence
from typing import Any

from handlers import decision_cards
from handlers.desk import Desk
from handlers.minutes_draft import NEXT_STEPS, OTHER
from handlers.minutes_items import Tags, due_of, free_parts, item_parts, other_decisions
from handlers.minutes_places import place_name
from handlers.reply import Button, Card, Facts, Heading, Note, Paragraph, Part, Said, Table, Text, text
from storage.minutes import CIRCULATED, FINAL, Minutes, MinutesComment, content
from storage.people import Organisation
from storage.text import from_paper

SHORT = 12
"""How much of a fingerprint is shown."""


def minutes_card(desk: Desk, row: Minutes, *more: Part, tags: Tags | None = None) -> Card:
    """A version of the minutes, whole, with its state in small print; with `tags`, each line with its record."""
    header = row.body["header"]
    assert isinstance(header, dict)
    title = Heading(text("minutes.heading", code=header["code"], title=header["title"]))
    return Card(
        (
            title,
            Note(state_of(row)),
            Note(text("label.note", label=text(f"label.{row.label}"))),
            *body_parts(row.body, tags),
            *more,
        )
    )


def state_of(row: Minutes) -> Text:
    """The state of a version, with the moment that matters."""
    if row.status == FINAL:
        return text("minutes.state.final", version=row.version, when=row.final_at, fingerprint=row.fingerprint[:SHORT])
    if row.status == CIRCULATED:
        name = "closed" if row.comments_closed_at else "circulated"
        return text(f"minutes.state.{name}", version=row.version, until=row.comments_until)
    return text("minutes.state.draft", version=row.version)


def body_parts(body: Mapping[str, Any], tags: Tags | None = None) -> tuple[Part, ...]:
    """The sections in the order of the network's template."""
    tags = tags or {}
    return (
        *_header(body), *_attendance(body), *_follow_up(body), *item_parts(body, tags), *other_decisions(body),
        *_actions(body), *_words(body, OTHER, tags), *_next(body, tags), *_annexes(body),
    )  # fmt: skip


def _header(body: Mapping[str, Any]) -> tuple[Part, ...]:
    header = from_paper(body["header"])
    hours = text("minutes.hours", starts=header["starts_at"], ends=header["ends_at"])
    rows: list[tuple[Said, Said]] = [
        (text("minutes.fact.kind"), text(f"meeting_kind.{header['kind']}")),
        (text("minutes.fact.when"), hours),
        (text("minutes.fact.place"), header["place"] or text("minutes.no_place")),
    ]
    if body["previous"]:
        rows.append((text("minutes.fact.previous"), body["previous"]))
    return (Facts(tuple(rows)),)


def _attendance(body: Mapping[str, Any]) -> tuple[Part, ...]:
    present = [
        text("minutes.who", organisation=row["organisation"], capacity=_capacity(row)) for row in body["present"]
    ]
    rows: list[tuple[Said, Said]] = [
        (text("minutes.fact.present"), text("decisions.listed", all=present or [text("minutes.nobody")]))
    ]
    if body["absent"]:
        absent = [_absent(row) for row in body["absent"]]
        rows.append((text("minutes.fact.absent"), text("decisions.listed", all=absent)))
    return (Heading(text("minutes.section.attendance")), Facts(tuple(rows)))


def _capacity(row: Mapping[str, str]) -> Text:
    known = row["capacity"] if row["capacity"] in {"official", "alternate", "guest"} else "present"
    return text(f"minutes.capacity.{known}")


def _absent(row: Mapping[str, str]) -> Said:
    return (
        text("minutes.regrets", organisation=row["organisation"]) if row["answer"] == "regrets" else row["organisation"]
    )


def _follow_up(body: Mapping[str, Any]) -> tuple[Part, ...]:
    """What earlier meetings left, as it stood at the end of this one; minutes of before had no such section."""
    rows = tuple((_follow_label(row), followed(row)) for row in body.get("follow_up", []))
    return (Heading(text("minutes.section.follow_up")), Facts(rows)) if rows else ()


def _follow_label(row: Mapping[str, Any]) -> Text:
    if row["kind"] == "decision":
        return text("minutes.follow.decision", code=row["code"])
    return text("minutes.follow.action", code=row["code"], organisation=row["organisation"])


def followed(row: Mapping[str, Any]) -> Text:
    """What became of something that an earlier meeting left."""
    if row["kind"] == "decision":
        return text("minutes.follow.decided", title=row["title"], state=decision_cards.state(row["status"], ()))
    if row["status"] == "open":
        return text("minutes.follow.open", title=row["title"], due=due_of(row))
    name = "done" if row["evidence"] else "done_bare"
    return text(f"minutes.follow.{name}", title=row["title"], evidence=row["evidence"])


def _actions(body: Mapping[str, Any]) -> tuple[Part, ...]:
    if not body["actions"]:
        return (Heading(text("minutes.section.actions")), Paragraph(text("minutes.no_actions")))
    header = tuple(text(f"actions.column.{name}") for name in ("code", "wording", "organisation", "due"))
    rows = tuple((row["code"], row["wording"], row["organisation"], due_of(row)) for row in body["actions"])
    return (Heading(text("minutes.section.actions")), Table(text("minutes.actions_caption"), header, rows))


def _words(body: Mapping[str, Any], name: str, tags: Tags) -> tuple[Part, ...]:
    said = free_parts(body, name, tags)
    return (Heading(text(f"minutes.section.{name}")), *said) if said else ()


def _next(body: Mapping[str, Any], tags: Tags) -> tuple[Part, ...]:
    coming = from_paper(body["next"])
    when: Said = (
        text("minutes.next", code=coming["code"], when=coming["starts_at"]) if coming else text("minutes.next_open")
    )
    return (Heading(text("minutes.section.next")), *free_parts(body, NEXT_STEPS, tags), Paragraph(when))


def _annexes(body: Mapping[str, Any]) -> tuple[Part, ...]:
    """The documents of the items; the minutes before these stand among the data of the meeting."""
    rows = tuple((item["title"], item["document"]) for item in body["items"] if item.get("document"))
    return (Heading(text("minutes.section.annexes")), Facts(rows)) if rows else ()


def comments_table(desk: Desk, row: Minutes, comments: Sequence[MinutesComment]) -> dict[str, Any]:
    """The comments in one table (organisation, section, wording), in the form a notice carries it."""
    return {
        "caption": text("minutes.comments_caption"),
        "header": [text(f"minutes.column.{name}") for name in ("organisation", "section", "wording", "said")],
        "rows": [_comment(desk, row, each) for each in comments],
    }


def comments_parts(desk: Desk, row: Minutes, comments: Sequence[MinutesComment]) -> tuple[Part, ...]:
    """The same table as a part of a card; a line when there are none."""
    names = sorted(desk.session.get_one(Organisation, each).name for each in content(desk.session, row.meeting_id))
    agreed = (Note(text("no_comments.from", all=names)),) if names else ()
    if not comments:
        return (Paragraph(text("minutes.no_comments")), *agreed)
    table = comments_table(desk, row, comments)
    return (Table(table["caption"], tuple(table["header"]), tuple(map(tuple, table["rows"]))), *agreed)


def _comment(desk: Desk, row: Minutes, comment: MinutesComment) -> list[Said]:
    body = desk.session.get_one(Organisation, comment.organisation_id).name
    said = text("minutes.said_late" if comment.late else "minutes.said", when=comment.said_at)
    read = desk.session.get(Minutes, comment.minutes_id) or row  # a paragraph has the number it was read under
    return [body, place_name(comment.paragraph, read.body), comment.wording, said]


def show_button(code: str) -> Button:
    """The press that shows a meeting's minutes."""
    return Button(text("minutes.button.show"), "minutes.show", {"meeting": code})


def source_button(code: str) -> Button:
    """The press that says which record each paragraph comes from."""
    return Button(text("origin.button.ask"), "minutes.source", {"meeting": code})


def word_button(code: str) -> Button:
    """The press that sends a meeting's minutes to oneself as a Word document."""
    return Button(text("minutes.button.word"), "minutes.word", {"meeting": code})
