"""Who speaks: a Slack account is matched to the roster by the e-mail of its profile, and remembered.

A profile counts only in our own workspace: what another workspace says of its people (Slack Connect) is
not ours to trust. A guest of ours who is on the roster is what the roster says, nothing more.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import structlog
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from bot.language.catalogue import Words
from bot.platforms.slack.house import Counter
from bot.platforms.slack.memory import Memory
from bot.platforms.slack.workspace import UNREACHABLE, Workspace, answered, error_name
from storage import outbox, people
from storage.charter import Charter
from storage.networks import Network
from storage.outbox import Notice
from storage.people import Account, Person
from storage.text import text

log = structlog.get_logger()

SLACK = "slack"
REMEMBERED_SECONDS = 600.0
A_MOMENT_SECONDS = 30.0
TRUSTED = timedelta(hours=1)
"""How long a match is believed without asking Slack for the e-mail again."""
UNKNOWN, FOREIGN, BOT, NO_EMAIL, UNREACHED = "unknown", "foreign", "bot", "no_email", "unreached"
REASSIGNED = "reassigned"
"""The account was somebody's, and its e-mail is somebody else's now: it acts for neither until the secretariat says so."""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody on the roster."""

    person_id: int
    user: str


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody who is not, and why: unknown, foreign, bot, no_email, reassigned or unreached (Slack did not say)."""

    user: str
    why: str
    language: str
    name: str = ""
    email: str = ""


class People:
    """The people of one workspace and one network."""

    def __init__(
        self, workspace: Workspace, counter: Counter, clock: Callable[[], datetime], network_id: int, charter: Charter
    ) -> None:
        self.workspace, self.counter, self.clock = workspace, counter, clock
        self.network_id, self.charter = network_id, charter
        self.zone = ZoneInfo(charter.zone)
        self.team = ""
        self._seen: Memory[Known | Stranger] = Memory(REMEMBERED_SECONDS)

    async def settle_in(self, team: str) -> bool:
        """Take this workspace as the network's if it has none yet; whether it is the network's."""
        if not self.team:
            self.team = await self.counter.look(lambda session: session.get_one(Network, self.network_id).slack_team)
        if not self.team and team:
            self.team = await self.counter.write(lambda session: _settled(session, self.network_id, team))
        return not team or team == self.team

    async def introduced(self, team: str) -> None:
        """Slack has said whose token we hold; another workspace than before is an administrator's mistake to mend."""
        if not await self.settle_in(team):
            log.error("the token is of another workspace", network=self.network_id, team=team, settled_in=self.team)

    async def who(self, user: str) -> Known | Stranger:
        """Whose account this is. Seldom asks Slack: the answer is remembered."""
        seen = self._seen.get(user)
        if seen is None:
            seen = await self._found(user)
            self._seen.put(user, seen, A_MOMENT_SECONDS if isinstance(seen, Stranger) else REMEMBERED_SECONDS)
        return seen

    async def words(self, whose: Known | Stranger) -> Words:
        """The words of this reader: of a member, in the language they chose."""
        if isinstance(whose, Stranger):
            return self.words_in(whose.language)
        return self.words_in(await self._language(whose.person_id))

    def words_in(self, language: str = "") -> Words:
        """Words in that language, or in the network's."""
        return Words(language or self.charter.language, self.charter.language, self.zone)

    async def tell_secretariat(self, stranger: Stranger) -> None:
        """Say, once, that somebody who is not on the roster wrote; bots and passing trouble are no news."""
        if stranger.why in {UNKNOWN, FOREIGN, NO_EMAIL, REASSIGNED}:
            await self.counter.write(lambda session: self._tell(session, stranger))

    async def account_of(self, person: Person) -> str:
        """The Slack account of a person of the roster, "" when they have none here; raises one of UNREACHABLE."""
        if not self.team and not (await self.settle_in("") and self.team):
            await self.introduced((await self.workspace.introduce()).team)
        found = await self.counter.look(lambda session: _account_of(session, self.network_id, self.team, person))
        if found:
            return found
        try:
            said = await answered(self.workspace.patient.users_lookupByEmail(email=person.email))
        except SlackApiError as refused:
            if error_name(refused) in {"users_not_found", "user_not_found", "missing_scope"}:
                return ""
            raise
        profile = _profile(said.get("user") or {}, self.team, self.charter.language)
        if isinstance(profile, Stranger) or profile[1] != person.email:
            return ""
        if await self.counter.look(lambda session: self._was_somebody_elses(session, profile[0], person)):
            return ""
        await self._remember(profile[0], person, person.email)
        return profile[0]

    async def _language(self, person_id: int) -> str:
        return await self.counter.look(lambda session: session.get_one(Person, person_id).language)

    async def _found(self, user: str) -> Known | Stranger:
        account = await self.counter.look(lambda session: self._trusted(session, user, at_most=TRUSTED))
        if account is not None:
            return Known(account, user)
        try:
            said = await answered(self.workspace.hasty.users_info(user=user, include_locale=True))
        except UNREACHABLE as wrong:
            return await self._without_slack(user, error_name(wrong))
        profile = _profile(said.get("user") or {}, self.team, self.charter.language)
        if isinstance(profile, Stranger):
            await self._forget(user)
            return profile
        return await self._matched(user, profile[1], said["user"])

    async def _without_slack(self, user: str, error: str) -> Known | Stranger:
        """Slack does not say: somebody matched before is still believed, nobody else is."""
        if error in {"user_not_found", "user_not_visible"}:
            return Stranger(user, FOREIGN, self.charter.language)
        log.warning("slack does not say who somebody is", error=error)
        person_id = await self.counter.look(lambda session: self._trusted(session, user, at_most=None))
        return Known(person_id, user) if person_id is not None else Stranger(user, UNREACHED, self.charter.language)

    async def _matched(self, user: str, email: str, said: dict[str, Any]) -> Known | Stranger:
        person = await self.counter.look(lambda session: self._on_the_roster(session, email))
        language, name = _language(said, self.charter.language), _name(said)
        if person is None:
            await self._forget(user, unless_of=email)
            return Stranger(user, UNKNOWN, language, name, email)
        if await self.counter.look(lambda session: self._was_somebody_elses(session, user, person)):
            return Stranger(user, REASSIGNED, language, name, email)
        await self._remember(user, person, email)
        assert person.id is not None
        return Known(person.id, user)

    def _on_the_roster(self, session: Session, email: str) -> Person | None:
        person = people.by_email(session, self.network_id, email)
        return person if person is not None and self._in_office(session, person) else None

    def _was_somebody_elses(self, session: Session, user: str, person: Person) -> bool:
        """Whether the account was matched to another person while it had this same e-mail."""
        account = people.account(session, self.network_id, SLACK, self.team, user)
        return account is not None and account.email == person.email and account.person_id != person.id

    def _in_office(self, session: Session, person: Person) -> bool:
        today = self.clock().astimezone(self.zone).date()
        return person.id is not None and bool(people.offices_of(session, person.id, today))

    def _trusted(self, session: Session, user: str, at_most: timedelta | None) -> int | None:
        """The person of a remembered account whose e-mail is still theirs; with `at_most`, remembered lately."""
        account = people.account(session, self.network_id, SLACK, self.team, user)
        if account is None or (at_most is not None and abs(self.clock() - account.seen_at) > at_most):
            return None
        person = session.get(Person, account.person_id)
        if person is None or person.email != account.email or not self._in_office(session, person):
            return None
        return person.id

    async def _remember(self, user: str, person: Person, email: str) -> None:
        now, team, network_id = self.clock(), self.team, self.network_id

        def remember(session: Session) -> None:
            account = people.account(session, network_id, SLACK, team, user)
            account = account or Account(
                network_id=network_id,
                person_id=person.id or 0,
                platform=SLACK,
                workspace=team,
                external_id=user,
                seen_at=now,
            )
            account.person_id, account.email, account.seen_at = person.id or 0, email, now
            session.add(account)

        # Another process may have remembered the same account in this very moment.
        with contextlib.suppress(IntegrityError):
            await self.counter.write(remember)

    async def _forget(self, user: str, unless_of: str = "") -> None:
        """Whose it was is forgotten, but not while it keeps that e-mail: somebody else may be given it."""

        def forget(session: Session) -> None:
            account = people.account(session, self.network_id, SLACK, self.team, user)
            if account is not None and account.email != (unless_of or None):
                session.delete(account)

        await self.counter.write(forget)

    def _tell(self, session: Session, stranger: Stranger) -> None:
        now = self.clock()
        today = now.astimezone(self.zone).date()
        told = people.readers(session, self.network_id, ("secretariat",), today)
        told = told or people.readers(session, self.network_id, ("coordination",), today)
        why = text(f"slack.stranger_why.{stranger.why}")
        values = {"name": stranger.name or stranger.user, "email": stranger.email or "–", "reason": why}
        news, notice = f"stranger/{self.team}/{stranger.user}", "slack.stranger"
        if stranger.why == REASSIGNED:
            news, notice = f"reassigned/{self.team}/{stranger.user}/{stranger.email}", "slack.reassigned"
            values |= {"team": self.team, "user": stranger.user}
        for person in told:
            key = f"{self.network_id}/{news}/{person.id}"
            outbox.post(
                session,
                Notice(
                    network_id=self.network_id, key=key, person_id=person.id, notice=notice,
                    values=values, due_at=now, written_at=now,
                ),
            )  # fmt: skip


def _settled(session: Session, network_id: int, team: str) -> str:
    network = session.get_one(Network, network_id)
    network.slack_team = network.slack_team or team
    session.add(network)
    return network.slack_team


def _account_of(session: Session, network_id: int, team: str, person: Person) -> str:
    query = select(Account.external_id).where(
        Account.network_id == network_id, Account.person_id == person.id, Account.platform == SLACK,
        Account.workspace == team, Account.email == person.email,
    )  # fmt: skip
    return session.exec(query.order_by(col(Account.seen_at).desc())).first() or ""


def _profile(said: dict[str, Any], team: str, language: str) -> tuple[str, str] | Stranger:
    """The account and e-mail of a profile, or why it does not count."""
    user, profile = str(said.get("id", "")), said.get("profile") or {}
    teams = {said.get("team_id") or team, *((said.get("enterprise_user") or {}).get("teams") or [])}
    if said.get("is_bot") or said.get("is_workflow_bot") or user == "USLACKBOT":
        why = BOT
    elif said.get("is_stranger") or (team and team not in teams):
        why = FOREIGN
    elif said.get("deleted"):
        why = UNKNOWN
    elif not profile.get("email"):
        why = NO_EMAIL
    else:
        return user, str(profile["email"]).strip().lower()
    return Stranger(user, why, _language(said, language), _name(said))


def _name(said: dict[str, Any]) -> str:
    profile = said.get("profile") or {}
    return str(profile.get("real_name") or said.get("real_name") or said.get("name") or "")


def _language(said: dict[str, Any], otherwise: str) -> str:
    return str(said.get("locale") or otherwise)[:2]
