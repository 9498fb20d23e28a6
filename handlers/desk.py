"""The desk at which a request is answered: who asks, in which office, at what time, under which law."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from handlers.papers import on_paper
from handlers.reply import Button, Buttons, Card, Reply, text
from handlers.request import Request
from scheduler.law import Law
from scheduler.manners import moment_for
from storage import journal, networks, outbox
from storage.drafts import Draft
from storage.networks import Network
from storage.outbox import Notice
from storage.people import Office, Person


@dataclass(slots=True)
class Desk:
    """Everything a handler may use; nothing else is reached for.

    `person` is empty when the clock acts; `office` is the office in which the person acts, chosen by
    the mandate check. `now` is the request's moment (aware, UTC).
    """

    session: Session
    network: Network
    law: Law
    now: datetime
    person: Person | None
    offices: tuple[Office, ...]
    office: Office | None = None

    @property
    def network_id(self) -> int:
        """The network everything here belongs to."""
        assert self.network.id is not None
        return self.network.id

    @property
    def today(self) -> date:
        """Today where the network is."""
        return self.law.day_of(self.now)

    @property
    def person_id(self) -> int | None:
        """Who acts; None for the clock."""
        return self.person.id if self.person else None

    def holds(self, *names: str) -> bool:
        """Whether the person holds any of these offices."""
        return any(office.office in names for office in self.offices)

    def record(self, act: str, about: str, clause: str, **values: Any) -> None:
        """Write the act in the journal and wake the clock: the papers have changed."""
        networks.look_now(self.session, self.network_id)  # first: the clock locks in this order too
        journal.write(
            self.session, network_id=self.network_id, at=self.now, act=act, about=about, clause=clause,
            person_id=self.person_id, office=self.office.office if self.office else "", values=values,
        )  # fmt: skip

    def tell(
        self,
        person: Person | None,
        notice: str,
        about: str,
        *,
        key: str,
        road: str = outbox.CHAT,
        due_at: datetime | None = None,
        duty: str = "",
        late: bool = False,
        gathered: bool = False,
        **values: Any,
    ) -> bool:
        """Put a notice for one reader (None: the network's room) in the outbox; `key` makes it unique.

        `gathered` lets it go with what else is due for them now.
        """
        moment, held = due_at or self.now, False
        if person is None or person.id != self.person_id:  # answers to one's own acts come at once, at any hour
            letter = person is None or road != outbox.CHAT
            moment, held = moment_for(self.law, notice, values, moment, letter=letter)
        if held and moment <= self.now:
            networks.look_now(self.session, self.network_id)  # the clock gathers it at once
        return outbox.post(
            self.session,
            Notice(
                network_id=self.network_id, key=f"{self.network_id}/{key}", person_id=person.id if person else None,
                road=road, notice=notice, values=values, about=about, duty=duty,
                due_at=moment, written_at=self.now, late=late, status=outbox.HELD if held or gathered else outbox.WAITING,
            ),
        )  # fmt: skip

    def keep(self, command: str, values: Mapping[str, Any]) -> str:
        """Keep details for a later press; the token goes into the button."""
        assert self.person_id is not None
        token = secrets.token_urlsafe(12)
        self.session.add(
            Draft(
                token=token, network_id=self.network_id, person_id=self.person_id, command=command,
                values=on_paper(dict(values)), made_at=self.now,
            )
        )  # fmt: skip
        return token

    def show_first(self, request: Request, card: Card, *, confirm: str = "button.confirm") -> Reply:
        """Show what would happen; the press on Confirm asks the same command again, confirmed."""
        token = self.keep(request.command, request.values)
        return Reply(
            card.followed_by(
                Buttons(
                    (
                        Button(text(confirm), "drafts.confirm", {"draft": token}, "primary"),
                        Button(text("button.change"), "drafts.change", {"draft": token}, opens_form=True),
                        Button(text("button.discard"), "drafts.discard", {"draft": token}),
                    )
                )
            )
        )
