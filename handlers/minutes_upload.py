"""An edited Word file comes back: it becomes the next version, or it is kept with the reason why it did not.

People's own words are taken over; the register's never come from a file. What reads otherwise in it is shown
one by one and settled first, and until then the last version stays.
"""

import re
from dataclasses import replace
from typing import Any

from handlers import minutes_draft, minutes_final, record_meeting
from handlers.commands import command
from handlers.desk import Desk
from handlers.minutes_draft import LONGEST
from handlers.minutes_form import VERSION
from handlers.minutes_record import CLAUSE, gathered, new_version
from handlers.minutes_round import require_closed
from handlers.minutes_upload_cards import (
    how_card,
    imported_card,
    unchanged_card,
    unsettled_card,
)
from handlers.refusals import refusal_card
from handlers.reply import Button, Refusal, Reply, text
from handlers.request import ASK, CONFIRMED, FORM, Request
from storage import actions, decisions, meetings, minutes
from storage.meetings import Meeting
from storage.minutes import CIRCULATED, FINAL, UNDONE, WORD, Minutes, MinutesFile

IMPORTED, REFUSED, UNSETTLED = "imported", "refused", "unsettled"
LARGEST, LONGEST_NAME = 5_000_000, 120
"""Bytes of a file that is kept, and letters of its name."""
CODE = re.compile(r"\b[A-Z]{1,5}-[0-9]{4}-[0-9]{1,3}\b")


@command("minutes.upload", power="circulate_minutes")
def upload(request: Request, desk: Desk) -> Reply:
    """The secretariat's edited file becomes the next version; refused or unsettled, it is kept and the last one stays."""
    record_meeting.take_turns(desk)
    file = _file(request, desk)
    if file is None:
        return _without_file(request, desk)
    try:
        _readable(request)
        return _taken(request, desk, file)
    except Refusal as refusal:  # an answer that keeps the file: raised further, it would undo that too
        _became(desk, file, REFUSED, refusal.why.key)
        return Reply(refusal_card(refusal, desk.law.charter), refused=True)


def _without_file(request: Request, desk: Desk) -> Reply:
    """Without a file, or with one that is of no meeting here: how it is sent, or why it is not kept."""
    if request.value("problem"):
        _readable(request)
    return Reply(how_card(desk, request.value("meeting").upper()))


def _file(request: Request, desk: Desk) -> MinutesFile | None:
    """The file as it came, kept with its meeting; the one kept before when what it differs in is settled."""
    if request.step in (CONFIRMED, FORM) and request.value("file"):
        found = desk.session.get(MinutesFile, int(request.value("file")))
        of_ours = found is not None and found.network_id == desk.network_id and found.outcome != UNDONE
        return found if of_ours and request.step == CONFIRMED else None
    content = request.values.get("content")
    meeting = meetings.by_code(desk.session, desk.network_id, request.value("of")) if request.value("of") else None
    if not isinstance(content, bytes) or meeting is None or meeting.id is None:
        return None
    file = MinutesFile(
        network_id=desk.network_id, meeting_id=meeting.id, name=request.value("name")[:LONGEST_NAME],
        content=content if len(content) <= LARGEST else b"", sent_by=desk.person_id, sent_at=desk.now, outcome=REFUSED,
    )  # fmt: skip
    desk.session.add(file)
    desk.session.flush()
    return file


def _readable(request: Request) -> None:
    """Refuse a file in which nothing can be read, with the sentence that says why."""
    if problem := request.value("problem"):
        named = request.value("named")[:LONGEST_NAME]
        why = (
            text(f"minutes_file.extra.{named}") if problem == "extra" else text(f"minutes_file.{problem}", named=named)
        )
        raise Refusal(why, clause=CLAUSE)


def _taken(request: Request, desk: Desk, file: MinutesFile) -> Reply:
    meeting = desk.session.get_one(Meeting, file.meeting_id)
    standing, began = _open_version(request, desk, meeting)
    given = {str(name): str(words) for name, words in request.values.get("words", {}).items()}
    body = minutes_draft.renewed(standing.body, gathered(desk, meeting))
    _fits(given, body)
    if request.step != CONFIRMED and (differences := _differences(request, desk, given, body)):
        _became(desk, file, UNSETTLED, "differs")
        return _to_settle(request, desk, meeting, file, given, differences)
    ours, theirs = minutes_draft.texts(standing.body), minutes_draft.texts(began.body)
    taken = {name: words for name, words in given.items() if not _same(words, ours.get(name, ""))}
    both = {name: ours.get(name, "") for name in taken if not _same(ours.get(name, ""), theirs.get(name, ""))}
    if standing.status == CIRCULATED:
        return _to_final(request, desk, meeting, standing, file, taken)
    new = minutes_draft.corrected(body, taken)
    if new == standing.body:
        _became(desk, file, IMPORTED, "unchanged", standing)
        return Reply(unchanged_card(desk, meeting, standing))
    based_on = began.version if began.version != standing.version else None
    row = new_version(desk, meeting, new, source=WORD, based_on=based_on)
    _became(desk, file, IMPORTED, "register_stands" if request.step == CONFIRMED else "", row)
    return Reply(imported_card(desk, meeting, standing, row, both))


def _open_version(request: Request, desk: Desk, meeting: Meeting) -> tuple[Minutes, Minutes]:
    """The version that stands and the one the file started from; refused while nothing can be corrected."""
    assert meeting.id is not None
    rows = minutes.versions(desk.session, meeting.id)
    wanted = str(request.values.get(VERSION, ""))
    began = next((row for row in rows if str(row.version) == wanted), None)
    if began is None:
        raise Refusal(text("minutes_file.unknown_version", named=wanted[:LONGEST_NAME]), clause=CLAUSE)
    if rows[-1].status == FINAL:
        show = Button(text("minutes.button.show"), "minutes.show", {"meeting": meeting.code})
        raise Refusal(text("minutes.final_already", meeting=meeting.code), clause=CLAUSE, instead=(show,))
    if rows[-1].status == CIRCULATED:
        require_closed(desk, meeting, rows[-1])
    return rows[-1], began


def _fits(given: dict[str, str], body: dict[str, Any]) -> None:
    """Refuse words for a point that is no longer on the agenda, and more than a section holds; nothing is cut."""
    if not given.keys() <= minutes_draft.texts(body).keys():
        raise Refusal(text("minutes_file.item_gone"), clause=CLAUSE)
    longest = max(given.values(), key=len, default="")
    if len(longest) > LONGEST:
        begins = longest[:60]
        raise Refusal(text("minutes_file.too_long", begins=begins, length=len(longest), longest=LONGEST), clause=CLAUSE)


def _differences(request: Request, desk: Desk, given: dict[str, str], body: dict[str, Any]) -> list[dict[str, str]]:
    """What reads otherwise than the register, and the codes in people's words that the register does not know."""
    listed = [dict(each) for each in request.values.get("differences", ())]
    before = minutes_draft.texts(body)
    for name, words in given.items():
        for code in sorted(set(CODE.findall(words)) - set(CODE.findall(before[name]))):
            if not _known(desk, code):
                listed.append({"place": name, "register": "", "file": code, "kind": "words"})
    return listed


def _known(desk: Desk, code: str) -> bool:
    return any(
        storage.by_code(desk.session, desk.network_id, code) is not None for storage in (meetings, decisions, actions)
    )


def _to_settle(
    request: Request, desk: Desk, meeting: Meeting, file: MinutesFile, given: dict[str, str],
    differences: list[dict[str, str]],
) -> Reply:  # fmt: skip
    """What differs, one by one. That the register stands can be said with a press; people's words change in the file."""
    assert meeting.id is not None
    standing = minutes.current(desk.session, meeting.id)
    assert standing is not None
    card = unsettled_card(desk, meeting, standing, given, differences)
    if any(each["kind"] == "words" for each in differences):
        return Reply(card, refused=True)
    kept = {"meeting": meeting.code, VERSION: request.values[VERSION], "words": given, "file": file.id}
    shown = desk.show_first(request.at_step(ASK, values=kept), card, confirm="minutes_file.button.register")
    return replace(shown, refused=True)


def _to_final(
    request: Request, desk: Desk, meeting: Meeting, row: Minutes, file: MinutesFile, taken: dict[str, str]
) -> Reply:
    """After the comments closed, an edited file is how the final version is written: shown whole before it is frozen."""
    _became(desk, file, IMPORTED, "final")
    values = {"meeting": meeting.code, VERSION: row.version, "file": file.id, **taken}
    return minutes_final.final(request.at_step(ASK, command="minutes.final", values=values), desk)


def _same(one: str, other: str) -> bool:
    """Whether they read the same, spaces and empty lines apart."""
    return [line.split() for line in one.split("\n") if line.split()] == [
        line.split() for line in other.split("\n") if line.split()
    ]


def _became(desk: Desk, file: MinutesFile, outcome: str, reason: str, row: Minutes | None = None) -> None:
    """Keep what became of a file, and say so in the journal without its name, which may be a person's."""
    file.outcome, file.reason, file.minutes_id = outcome, reason, row.id if row else None
    desk.session.add(file)
    code = desk.session.get_one(Meeting, file.meeting_id).code
    desk.record(f"minutes.file_{outcome}", code, CLAUSE, file=file.id, reason=reason)
