"""The reasons for which somebody is proposed, in words, and until when they can be invited (ToR 5)."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from handlers import matching, typed
from handlers.desk import Desk
from handlers.directory import label, list_button
from handlers.finding import meeting_line
from handlers.mandates import may
from handlers.matching import Candidate, Match, Proposal, Topic
from handlers.reply import Button, Buttons, Card, Facts, Heading, Note, Paragraph, Part, Said, Text, text
from handlers.speaker_gaps import without_topics
from handlers.why import source_parts
from scheduler.inviting import days_left, last_day, setting_for
from storage import directory
from storage.directory import Appearance, DirectoryEntry
from storage.meetings import Meeting
from storage.text import own_words

SHOWN = 5


def proposals_card(desk: Desk, title: str, topic: Topic, meeting: Meeting | None) -> Card:
    """Government by topic first, then the key actors who may be invited; each with reasons and an alternative."""
    known = {row.id: row for row in directory.entries(desk.session, desk.network_id) if row.id is not None}
    spoke = directory.appearances(desk.session, desk.network_id)
    year = desk.law.day_of(meeting.starts_at).year if meeting else desk.today.year
    heard = _heard(spoke, year)
    found = matching.matches([_candidate(row, spoke) for row in known.values()], topic, heard)
    drawn = Drawn(desk, known, spoke, year, meeting)
    ours, theirs = matching.government(found, heard), matching.stakeholders(found, heard)
    parts: list[Part] = [Heading(text("speakers.suggested", topic=title or text("speakers.these_topics")))]
    parts += [Note(meeting_line(meeting))] if meeting else [Note(text("speakers.no_meeting"))]
    parts += [Facts(_balance(heard, year))]
    parts += _side(drawn, "government", ours) + without_topics(desk) + _side(drawn, "stakeholders", theirs)
    values = {"meeting": meeting.code} if meeting else {}
    again = Button(text("speakers.button.other_topic"), "speakers.suggest", {**values, "again": "1"}, opens_form=True)
    rows = [known[each.match.candidate.number] for each in (*ours, *theirs)][:SHOWN]
    presses = [_press(desk, row, meeting) for row in rows]
    return Card((*parts, Buttons((*presses, again, list_button()))))


def _press(desk: Desk, row: DirectoryEntry, meeting: Meeting | None) -> Button:
    """To invite whoever is proposed, where there is a meeting and this person may; else to see the entry."""
    about = {"entry": str(row.id)}
    if meeting is None or not may(desk.law.charter, "invite_speakers", desk.offices):
        return Button(label(desk, row), "speakers.show", about)
    named = text("speakers.button.invite", who=row.organisation)
    return Button(named, "speakers.invite", {**about, "meeting": meeting.code}, opens_form=True)


def _heard(spoke: list[Appearance], year: int) -> Mapping[str, int]:
    """How often each group spoke that year."""
    groups = [matching.GROUP_OF.get(row.category, matching.CIVIL_SOCIETY) for row in spoke if row.day.year == year]
    return Counter(groups)


def _balance(heard: Mapping[str, int], year: int) -> tuple[tuple[Said, Said], ...]:
    """Between whom the year is balanced, and how often each was heard so far."""
    said = [text(f"speakers.balance.{group}", times=heard.get(group, 0)) for group in matching.GROUPS]
    return ((text("speakers.fact.balance", year=year), text("speakers.listed", all=said)),)


def _last(spoke: list[Appearance]) -> dict[int, Appearance]:
    """The newest appearance of each entry."""
    return {row.entry_id: row for row in spoke if row.entry_id is not None}


def _last_of_body(spoke: list[Appearance]) -> dict[str, Appearance]:
    """The newest appearance of each institution, whoever spoke for it."""
    return {typed.plain(row.organisation): row for row in spoke}


def _candidate(row: DirectoryEntry, spoke: list[Appearance]) -> Candidate:
    assert row.id is not None
    last = _last(spoke).get(row.id) or _last_of_body(spoke).get(typed.plain(row.organisation))
    return Candidate(
        row.id, row.organisation, row.category, frozenset(row.objectives), tuple(map(typed.plain, row.tags)),
        row.is_focal_point, last.day if last else None,
    )  # fmt: skip


class Drawn:
    """What is needed to put a proposal into words."""

    def __init__(
        self, desk: Desk, known: Mapping[int, DirectoryEntry], spoke: list[Appearance], year: int,
        meeting: Meeting | None,
    ) -> None:  # fmt: skip
        self.desk, self.known, self.year, self.meeting = desk, known, year, meeting
        self.last, self.of_body = _last(spoke), _last_of_body(spoke)

    def facts(self, proposal: Proposal) -> Facts:
        """Who, why, whom else, and until when."""
        row = self.known[proposal.match.candidate.number]
        reasons = [*self.fitting(proposal.match), *self.standing(row), self.balance(proposal)]
        rows: list[tuple[Said, Said]] = [
            (text("speakers.fact.proposed"), label(self.desk, row)),
            (text("speakers.fact.why"), text("speakers.reasons", all=reasons)),
            (text("speakers.fact.alternative"), self.alternative(proposal)),
        ]
        if self.meeting is not None:
            rows.append((text("speakers.fact.last_day"), self.until(row, self.meeting)))
        return Facts(tuple(rows))

    def fitting(self, match: Match) -> list[Text]:
        """What of the topic they speak on: never empty."""
        row = self.known[match.candidate.number]
        tags = [tag for tag in row.tags if typed.plain(tag) in match.tags]
        names = self.desk.law.charter.objectives
        said = [text("speakers.why.objective", number=n, name=own_words(names[n])) for n in match.objectives]
        return said + [text("speakers.why.tag", tag=tag) for tag in tags]

    def standing(self, row: DirectoryEntry) -> list[Text]:
        """Whether they are their institution's focal point, and when they last spoke."""
        assert row.id is not None
        found = [text("speakers.why.focal_point", reference=row.reference)] if row.is_focal_point else []
        own, of_body = self.last.get(row.id), self.of_body.get(typed.plain(row.organisation))
        if own is None and of_body is not None and row.name:
            return [*found, text("speakers.why.last_of_body", day=of_body.day, meeting=of_body.meeting)]
        last = own or of_body
        spoke = text("speakers.why.last", day=last.day, meeting=last.meeting) if last else text("speakers.why.never")
        return [*found, spoke]

    def balance(self, proposal: Proposal) -> Text:
        """How often those like them were heard this year."""
        group = text(f"speakers.group.{proposal.match.candidate.group}")
        if not proposal.heard:
            return text("speakers.why.not_heard", group=group, year=self.year)
        return text("speakers.why.heard", group=group, year=self.year, count=proposal.heard, times=proposal.heard)

    def alternative(self, proposal: Proposal) -> Text:
        """One other who fits, with what fits; said when there is none."""
        other = proposal.alternative
        if other is None:
            return text("speakers.no_alternative")
        who = label(self.desk, self.known[other.candidate.number])
        return text("speakers.alternative", who=who, why=self.fitting(other))

    def until(self, row: DirectoryEntry, meeting: Meeting) -> Text:
        """The last day to invite them, and whether it is still to come."""
        setting = setting_for(row.category, row.level)
        last = last_day(self.desk.law, setting, meeting.starts_at, meeting.convened_at)
        left = days_left(self.desk.law, last, self.desk.now)
        if left < 0:
            return text("speakers.last_day.passed", day=last)
        return text("speakers.last_day.in_time", day=last, count=left, days=left) if left else self.today(last)

    def today(self, last: date) -> Text:
        """The last day is today: until the close of business."""
        return text("speakers.last_day.today", until=self.desk.law.end_of(last))

    def settings(self, proposals: list[Proposal]) -> list[str]:
        """The settings that count for these, each once."""
        rows = [self.known[each.match.candidate.number] for each in proposals]
        return list(dict.fromkeys(setting_for(row.category, row.level) for row in rows))


def _side(drawn: Drawn, side: str, proposals: list[Proposal]) -> list[Part]:
    """One of the two sides of ToR 5: who is convened by topic, or who may be invited; with its clause and its settings."""
    parts: list[Part] = [Heading(text(f"speakers.side.{side}"))]
    if not proposals:
        parts.append(Paragraph(text(f"speakers.nobody_fits.{side}")))
    parts += [drawn.facts(each) for each in proposals]
    settings = drawn.settings(proposals) if drawn.meeting else []
    clause = f"5.{side}"
    quoted = source_parts(drawn.desk, clause, settings[0] if settings else "")
    more = [part for name in settings[1:] for part in source_parts(drawn.desk, "", name)]
    return [*parts, *quoted, *more]
