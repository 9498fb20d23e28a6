"""Who speaks on Slack: matched to the roster by e-mail, never by somebody else's word; strangers get a courteous answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from storage.people import Account, Office, Organisation, Person
from tests.bot.slack_scene import AMARA, FATIMA, NOELIA, RENZO, ROOM, Scene, last_to, scene_at
from tests.pretend_slack import Failure
from tests.slack_hand import Answer


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with scene_at(tmp_path_factory.mktemp("people")) as found:
        yield found
        found.nothing_wrong()


def told(scene: Scene, user: str) -> list[object]:
    return [notice for notice in scene.notices("slack.stranger") if f"/{user}/" in notice.key]


def test_an_account_is_matched_by_the_e_mail_of_its_profile_however_capitalised_and_remembered(scene: Scene) -> None:
    scene.slack.users[NOELIA]["profile"]["email"] = "N.Quintamayo@ACNUR.example"
    assert "Noelia Quintamayo" in scene.hand.command(NOELIA, "/red").text
    account = scene.house.look(lambda session: session.exec(select(Account).where(Account.external_id == NOELIA)).one())
    assert (account.platform, account.workspace, account.email) == ("slack", "T0RED", "n.quintamayo@acnur.example")


def test_somebody_unknown_is_answered_courteously_everywhere_and_the_secretariat_hears_of_it_once(scene: Scene) -> None:
    nobody = scene.slack.add_user("U0NADIE", "nadie@otra.example", "Nadie Conocida")
    scene.slack.members[ROOM].add(nobody)
    answer = scene.hand.command(nobody, "/red", "pendientes")
    assert answer.text.startswith("Todavía no nos conocemos")
    assert "directorio" in answer.text
    ts = scene.slack.new_ts()
    for _ in range(11):
        scene.hand.say(nobody, "hola, ¿quién eres?", ts=ts)
    scene.hand.mention(nobody, "¿qué hay?")
    assert [message.text.split("\n")[0] for message in scene.slack.to(nobody)] == ["Todavía no nos conocemos"]
    whispered = [message for message in scene.slack.posted if message.ephemeral_to == nobody]
    assert [message.channel for message in whispered] == [ROOM]
    assert scene.slack.messages(ROOM) == []
    assert "Todavía no nos conocemos" in str(scene.hand.open_home(nobody))
    assert len(told(scene, nobody)) == 1
    assert "Nadie Conocida escribió a Quipu" in last_to(scene, RENZO).text
    assert "nadie@otra.example" in last_to(scene, RENZO).text


def test_a_stranger_who_presses_or_sends_a_form_gets_nowhere(scene: Scene) -> None:
    nobody = scene.slack.add_user("U0CURIOSA", "curiosa@otra.example", "Curiosa")
    card = scene.hand.command(RENZO, "/red", "ajustes")
    scene.hand.press(nobody, card, "Agregar un día no laborable…")
    _, given = scene.slack.answers[-1]
    assert given["text"].startswith("Todavía no nos conocemos")
    scene.hand.press(RENZO, card, "Agregar un día no laborable…")
    refused = scene.hand.submit(nobody, scene.slack.opened[-1], date="2027-02-12", name="x")
    assert "directorio" in refused.errors["date"]
    assert scene.acts("calendar.day_added") == []


def test_once_the_roster_has_them_they_are_known_without_a_restart(scene: Scene) -> None:
    late = scene.slack.add_user("U0TARDE", "tarde@acnur.example", "Tarde Llegada")
    assert scene.hand.command(late, "/red").text.startswith("Todavía no")

    def add(session: Session) -> None:
        body = session.exec(select(Organisation).where(Organisation.name == "ACNUR")).one()
        person = Person(network_id=1, name="Tarde Llegada", email="tarde@acnur.example", language="en")
        session.add(person)
        session.flush()
        assert person.id is not None
        assert body.id is not None
        session.add(
            Office(
                network_id=1, person_id=person.id, organisation_id=body.id, office="alternate", since=date(2027, 1, 1)
            )
        )

    scene.house.call(scene.house.house.counter.write(add))
    forget(scene, late)  # half a minute passes
    assert "Tarde" in scene.hand.command(late, "/red").text


def forget(scene: Scene, user: str) -> None:
    """As if the minutes for which an account is remembered had passed."""
    scene.house.house.timekeeper.delivery.sender.chat[0].people._seen.forget(user)  # type: ignore[attr-defined]


def test_a_bot_is_never_answered(scene: Scene) -> None:
    robot = scene.slack.add_user("U0ROBOT", "", "Robot", is_bot=True)
    before = len(scene.slack.posted)
    scene.hand.say(robot, "hola")
    scene.hand.mention(robot, "hola")
    assert len(scene.slack.posted) == before
    assert told(scene, robot) == []


@pytest.mark.parametrize("flags", [{"team": "T0OTRA"}, {"is_stranger": True}])
def test_the_e_mail_in_a_foreign_profile_is_not_believed(scene: Scene, flags: dict[str, object]) -> None:
    """Anybody can write the coordinator's address into the profile of a workspace of their own."""
    foreign = scene.slack.add_user(
        f"U0AJENA{len(flags)}{next(iter(flags))[:2].upper()}", "l.altaquilla@oim.example", "Ajena", **flags
    )  # type: ignore[arg-type]
    answer = scene.hand.command(foreign, "/red", "obligaciones")
    assert "otro espacio de Slack" in answer.text
    assert len(told(scene, foreign)) == 1


def test_a_guest_of_the_workspace_is_what_the_roster_says_and_nothing_more(scene: Scene) -> None:
    assert scene.slack.users[FATIMA]["is_restricted"]
    assert "Fátima Valderruma" in scene.hand.command(FATIMA, "/red").text
    assert "Agregar" not in scene.hand.command(FATIMA, "/red", "ajustes").text
    guest = scene.slack.add_user("U0HUESPED", "huesped@otra.example", "Huésped", is_ultra_restricted=True)
    assert scene.hand.command(guest, "/red").text.startswith("Todavía no")


def test_without_an_e_mail_nobody_is_recognised_and_the_answer_says_why(scene: Scene) -> None:
    hidden = scene.slack.add_user("U0OCULTA", "", "Oculta")
    assert "no me muestra su correo" in scene.hand.command(hidden, "/red").text


def test_somebody_who_left_slack_is_nobody(scene: Scene) -> None:
    gone = scene.slack.add_user("U0IDA", "n.quintamayo@acnur.example", "Ida", deleted=True)
    assert scene.hand.command(gone, "/red").text.startswith("Todavía no")


def test_a_stranger_is_answered_in_the_language_of_their_slack(scene: Scene) -> None:
    english = scene.slack.add_user("U0ENGLISH", "someone@else.example", "Someone", locale="en-GB")
    assert scene.hand.command(english, "/network").text.startswith("We have not met yet")
    french = scene.slack.add_user("U0FRANCAISE", "quelqu.un@autre.example", "Quelqu'un", locale="fr-FR")
    assert scene.hand.command(french, "/network").text.startswith("Todavía no nos conocemos")


def test_when_slack_does_not_answer_somebody_new_is_asked_to_come_back_and_nobody_is_told(scene: Scene) -> None:
    new = scene.slack.add_user("U0NUEVA", "i.choquerrey@oit.example", "Iván")
    scene.slack.fail("users.info", Failure(500))
    assert "otra vez en unos minutos" in scene.hand.command(new, "/red").text
    assert told(scene, new) == []
    forget(scene, new)
    assert "Iván" in scene.hand.command(new, "/red").text


@pytest.mark.long
def test_when_slack_does_not_answer_those_who_are_known_are_served(scene: Scene) -> None:
    scene.hand.command(AMARA, "/red")
    forget(scene, AMARA)
    scene.house.go_to(scene.house.house.entrance.clock() + timedelta(days=2))
    for failure in (Failure(429, retry_after=30), Failure("hang"), Failure("internal_error")):
        scene.slack.fail("users.info", failure)
        assert "Amara" in scene.hand.command(AMARA, "/red").text
        forget(scene, AMARA)


def test_a_changed_e_mail_is_matched_again_and_the_old_match_is_forgotten(scene: Scene) -> None:
    moved = scene.slack.add_user("U0CAMBIA", "m.tordoya@oit.example", "Mila")
    assert "Mila" in scene.hand.command(moved, "/red").text
    scene.slack.users[moved]["profile"]["email"] = "mila@privado.example"
    forget(scene, moved)
    assert "Mila" in scene.hand.command(moved, "/red").text  # matched lately: still believed
    scene.house.go_to(scene.house.house.entrance.clock() + timedelta(days=1))
    forget(scene, moved)
    assert scene.hand.command(moved, "/red").text.startswith("Todavía no")
    left = scene.house.look(lambda session: session.exec(select(Account).where(Account.external_id == moved)).first())
    assert left is None


def test_an_account_whose_e_mail_was_given_to_somebody_else_acts_for_neither_until_the_secretariat_says_so(
    scene: Scene,
) -> None:
    """The account was Elmer's. His address is Rosa's now: what comes from it is refused with the reason, and told once."""
    account = scene.slack.add_user("U0ELMER", "e.coscollana@unfpa.example", "Elmer")
    assert "Elmer" in scene.hand.command(account, "/red").text
    hand_over(scene, "e.coscollana@unfpa.example", "Rosa Amaruyoc")
    forget(scene, account)
    answer = scene.hand.command(account, "/agenda", "sin-puntos")
    assert "su correo está ahora a nombre de alguien más" in answer.text
    for _ in range(3):
        forget(scene, account)
        assert "alguien más" in scene.hand.command(account, "/red", "pendientes").text
    [notice] = scene.notices("slack.reassigned")
    assert (notice.values["user"], notice.values["email"]) == (account, "e.coscollana@unfpa.example")
    scene.house.settle()
    card = scene.slack.wait_for(lambda: next((m for m in scene.slack.to(RENZO) if "cambió de persona" in m.text), None))
    scene.hand.press(RENZO, card, "Reconocer la cuenta")
    _, shown = scene.slack.answers[-1]
    assert "Rosa Amaruyoc" in str(shown)
    scene.hand.press(RENZO, Answer(200, shown), "Confirmar")
    forget(scene, account)
    assert "Rosa" in scene.hand.command(account, "/red").text


def hand_over(scene: Scene, email: str, name: str) -> None:
    """The roster gives an address to somebody else, with the office that its former holder had."""

    def write(session: Session) -> None:
        former = session.exec(select(Person).where(Person.email == email)).one()
        former.email = f"former.{former.id}@roster.invalid"
        session.add(former)
        session.flush()
        person = Person(network_id=1, name=name, email=email, language="es")
        session.add(person)
        session.flush()
        for office in session.exec(select(Office).where(Office.person_id == former.id)):
            office.person_id = person.id or 0
            session.add(office)

    scene.house.call(scene.house.house.counter.write(write))


def test_an_address_that_is_nobodys_meanwhile_is_still_not_forgotten(scene: Scene) -> None:
    """Between the former holder's leaving and the next one's coming the account is a stranger's; it stays one afterwards."""
    account = scene.slack.add_user("U0LOLA", "l.huamantinta@unodc.example", "Lola")
    assert "Lola" in scene.hand.command(account, "/red").text

    def leave(session: Session) -> None:
        lola = session.exec(select(Person).where(Person.email == "l.huamantinta@unodc.example")).one()
        for office in session.exec(select(Office).where(Office.person_id == lola.id)):
            office.until = date(2027, 1, 1)
            session.add(office)

    scene.house.call(scene.house.house.counter.write(leave))
    forget(scene, account)
    assert scene.hand.command(account, "/red").text.startswith("Todavía no")

    def come_back(session: Session) -> None:
        for office in session.exec(select(Office).where(Office.until == date(2027, 1, 1))):
            office.until = None
            session.add(office)

    scene.house.call(scene.house.house.counter.write(come_back))
    hand_over(scene, "l.huamantinta@unodc.example", "Otra Persona")
    forget(scene, account)
    assert "alguien más" in scene.hand.command(account, "/red").text


def test_a_notice_for_the_new_holder_is_not_brought_to_the_former_ones_account(scene: Scene) -> None:
    account = scene.slack.add_user("U0SAUL", "s.ormachal@unicef.example", "Saúl")
    assert "Saúl" in scene.hand.command(account, "/red").text
    hand_over(scene, "s.ormachal@unicef.example", "Berta Chuquipoma")
    who = scene.house.house.timekeeper.delivery.sender.chat[0].people  # type: ignore[attr-defined]
    berta = scene.house.look(
        lambda session: session.exec(select(Person).where(Person.email == "s.ormachal@unicef.example")).one()
    )
    assert scene.house.call(who.account_of(berta)) == ""


def test_a_command_from_another_workspace_is_turned_away_politely(scene: Scene) -> None:
    answer = scene.hand.command(NOELIA, "/red", team_id="T0OTRA")
    assert answer.text == "Quipu atiende a su Red desde otro espacio de Slack. Escriba, por favor, a la Secretaría."
