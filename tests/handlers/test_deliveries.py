"""«¿Salió?»: one row for each message and person, in plain words, for whoever may see it and nobody else."""

from __future__ import annotations

import pytest

from bot.language.catalogue import LANGUAGES, Words
from bot.platforms.slack.draw import messages
from bot.platforms.slack.limits import problems
from handlers.delivery_states import ORDER
from scheduler.undelivered import reason, withdrawn
from storage.incoming_mail import IGNORED
from tests.handlers.delivery_scene import (
    CODE,
    FULL,
    LATER,
    NO_SUCH,
    arrives,
    asked,
    came_back,
    convened,
    fails,
    one,
    rows_of,
    settle,
    waits,
)  # fmt: skip
from tests.handlers.delivery_scene import (
    withdrawn as taken_back,
)
from tests.handlers.meeting_scene import ACNUR, ACNUR_CE, COORDINATOR, GUEST, RC, SECRETARY, UNFPA, presses, says
from tests.town import LIMA, Town, keys_of, lima

REQUEST = "invitation.request"
ES = Words("es", "es", LIMA)


def invitations(town: Town, who: str) -> str:
    rows = rows_of(asked(town, code=CODE, reader=who))
    return next(row[3] for row in rows if row[1].startswith("Invitación al calendario"))


def test_each_message_and_person_is_a_row_with_its_road_and_what_became_of_it(town: Town) -> None:
    convened(town)
    settle(town, fails(), REQUEST, ACNUR_CE)
    settle(town, waits("SMTPServerDisconnected"), REQUEST, RC)
    settle(town, arrives)
    reply = asked(town, code=CODE)
    first, second = rows_of(reply)[:2]
    assert first[1:] == (
        "Invitación al calendario: CE-2027-01",
        "Correo",
        "No salió: su servidor dice que esa dirección no existe (550 5.1.1)",
    )
    assert first[0].endswith("(ACNUR)")
    assert second[3].startswith("Entregado") or second[3].startswith("En camino")
    assert "Cuerpo que nadie más lee" not in str(reply)
    assert "1 no salió" in says(reply)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_needs_somebody_stands_first_and_the_counts_say_it_all(town: Town, language: str) -> None:
    convened(town)
    settle(town, fails(FULL), REQUEST, ACNUR_CE)
    settle(town, taken_back("left"), REQUEST, RC)
    settle(town, arrives)
    came_back(town, one(town, REQUEST, "h.lasvalle"))
    words = Words(language, "es", LIMA)
    rows = rows_of(asked(town, code=CODE), language)
    begins = ["No salió", "Rebotó", "Retirado"] if language == "es" else ["Did not go out", "Came back", "Taken back"]
    assert [row[3].split(":")[0].split(" el ")[0].split(" on ")[0] for row in rows[:3]] == begins
    for name in ORDER:
        assert words.knows(f"deliveries.count.{name}")


def test_a_letter_that_came_back_says_when_and_why(town: Town) -> None:
    convened(town)
    settle(town, arrives)
    came_back(town, one(town, REQUEST, ACNUR_CE), code="552 5.2.2")
    assert invitations(town, ACNUR_CE) == "Rebotó el mié 20 ene 2027, 10:00: su buzón está lleno (552 5.2.2)"


def test_what_the_secretariat_set_aside_as_no_bounce_is_none(town: Town) -> None:
    convened(town)
    settle(town, arrives)
    came_back(town, one(town, REQUEST, ACNUR_CE), status=IGNORED)
    assert invitations(town, ACNUR_CE).startswith("Entregado al servidor de correo el mar 19 ene 2027")


def test_an_answer_by_any_road_is_told_as_one(town: Town) -> None:
    convened(town)
    settle(town, arrives)
    town.ask(ACNUR_CE, "meetings.attend", LATER, meeting=CODE)
    assert invitations(town, ACNUR_CE) == "Respondió el mié 20 ene 2027, 10:00"
    came_back(town, one(town, REQUEST, RC), "reply", lima(2027, 1, 20, 11))
    assert invitations(town, RC) == "Respondió el mié 20 ene 2027, 11:00"
    came_back(town, one(town, REQUEST, "h.lasvalle"), "auto_reply")
    assert invitations(town, "h.lasvalle").endswith("; contestó un mensaje automático")


def test_an_answer_given_before_it_left_is_no_answer_to_it(town: Town) -> None:
    convened(town)
    settle(town, lambda row: arrives(row, lima(2027, 1, 21, 9)))
    town.ask(ACNUR_CE, "meetings.attend", LATER, meeting=CODE)
    assert invitations(town, ACNUR_CE).startswith("Entregado")


def test_without_a_code_the_last_act_is_meant(town: Town) -> None:
    convened(town)
    settle(town, arrives)
    assert says(asked(town)).startswith("¿Salió? CE-2027-01")
    assert says(asked(town, reader="ACNUR")).startswith("¿Le llegó a ACNUR?")


@pytest.mark.parametrize("who", ["ACNUR", "acnur", "Noelia", "n.quintamayo@acnur.example"])
def test_one_asks_for_somebody_by_name_address_or_organisation(town: Town, who: str) -> None:
    convened(town, kind="technical", date="2027-02-10")
    settle(town, arrives)
    rows = rows_of(asked(town, reader=who))
    assert rows
    assert all(row[0].endswith("(ACNUR)") for row in rows)


def test_nobody_of_that_name_is_said_and_nothing_out_yet_too(town: Town) -> None:
    assert keys_of(asked(town))[:2] == ["deliveries.title.none", "deliveries.nothing"]
    assert "deliveries.nothing" in keys_of(asked(town, code="D-2099-01"))
    refused = asked(town, reader="Nadie Conocido")
    assert refused.refused and "deliveries.nobody" in keys_of(refused)


@pytest.mark.parametrize("who", [ACNUR, ACNUR_CE, RC, UNFPA, GUEST])
def test_members_and_guests_do_not_see_it(town: Town, who: str) -> None:
    convened(town)
    reply = asked(town, who, code=CODE)
    assert reply.refused
    assert rows_of(reply) == []
    assert town.ask(who, "deliveries.again", LATER, notice="1").refused


def test_the_coordination_sees_it_too(town: Town) -> None:
    convened(town)
    assert not asked(town, COORDINATOR, code=CODE).refused


def test_a_long_table_is_paged_and_can_be_narrowed_to_what_did_not_arrive(town: Town) -> None:
    convened(town, kind="plenary", date="2027-05-18", time="10:00", title="Balance")
    code = town.notices(REQUEST)[0].about
    settle(town, fails(), REQUEST, ACNUR)
    settle(town, arrives)
    first = asked(town, code=code)
    assert len(rows_of(first)) == 12
    second = town.press(SECRETARY, first, "register.button.more")
    assert rows_of(second) and rows_of(second)[0] != rows_of(first)[0]
    only = town.press(SECRETARY, first, "deliveries.button.trouble")
    assert [row[3][:8] for row in rows_of(only)] == ["No salió"]


def test_it_can_be_read_in_slack_and_on_a_telephone(town: Town) -> None:
    """Slack takes every page; with four columns a narrow window shows a row's cells one below the other."""
    convened(town, kind="plenary", date="2027-05-18", time="10:00", title="T" * 200)
    settle(town, fails("x" * 300), REQUEST, ACNUR)
    settle(town, arrives)
    reply = asked(town, code=town.notices(REQUEST)[0].about)
    assert reply.card is not None
    for tables in (True, False):
        for page in messages(reply.card, ES.say, tables=tables):
            assert list(problems({"text": page.text, "blocks": page.blocks})) == []
    assert {len(row) for row in rows_of(reply)} == {4}
    assert "x" * 20 not in says(reply), "a code is said in words, never shown raw"


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("SMTPRecipientRefused 550", "su servidor dice que esa dirección no existe (550)"),
        ("SMTPRecipientRefused 550 5.7.1", "su servidor no lo admite por sus reglas de seguridad (550 5.7.1)"),
        ("SMTPRecipientRefused 452 4.2.2", "su buzón está lleno (452 4.2.2)"),
        ("SMTPDataError 554", "su servidor de correo no lo aceptó (554)"),
        ("SMTPSenderRefused 530 5.7.57", "el servidor de correo no dejó entrar a nuestro propio buzón; avise a quien administra Quipu (530 5.7.57)"),
        ("mail_login_denied 401 invalid_client", "el servidor de correo no dejó entrar a nuestro propio buzón; avise a quien administra Quipu (401)"),
        ("SMTPConnectError", "el servidor no respondió"),
        ("no_mail_server", "Quipu no tiene configurado un servidor de correo"),
        ("account_inactive", "su cuenta ya no existe o está desactivada"),
        ("is_archived", "el canal no existe o Quipu no está en él"),
        ("something_new", "la plataforma no lo aceptó"),
        ("", "la plataforma no lo aceptó"),
    ],
)  # fmt: skip
def test_every_code_is_said_in_plain_words(why: str, words: str) -> None:
    assert ES.say(reason(why)) == words


@pytest.mark.parametrize(
    "why", ["done", "left", "handed_over", "cancelled", "moved", "due_passed", "anything", NO_SUCH]
)
def test_every_reason_for_taking_back_is_said(why: str) -> None:
    assert ES.say(withdrawn(why))


def test_what_was_answered_privately_is_not_named(town: Town) -> None:
    """The answer to somebody's own request is theirs: not even its title is shown."""
    from storage import outbox
    from storage.outbox import Notice

    with town.database.transaction() as session:
        outbox.post(
            session,
            Notice(network_id=town.network_id, key="r", person_id=town.id_of(ACNUR), notice="reply.card", values={"card": {}},
                   about="", due_at=LATER, written_at=LATER),
        )  # fmt: skip
    (row,) = rows_of(asked(town, reader="Noelia"))
    assert row[1] == "Respuesta a un pedido suyo"


def test_the_table_offers_the_press_that_helps(town: Town) -> None:
    convened(town)
    settle(town, fails(), REQUEST, ACNUR_CE)
    settle(town, arrives)
    assert [label for label in presses(town, asked(town, code=CODE)) if label.startswith("Volver a enviar a")]
