"""The trial page over real HTTP, without a browser: what it shows, keeps, refuses and never lets out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage
from html import unescape
from typing import Any

import httpx
import pytest
from sqlmodel import col, select

from storage.outbox import Notice
from storage.rehearsal import Letter, keep_once
from tests.bot.visitor import Visitor
from tests.running import RunningHouse, running
from tests.town import lima

CONVENE = "/reunion convocar comité ejecutivo el 9 de febrero de 2027 de 10 a 12: Prioridades 2027"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHouse]:
    """One house for this file's visitors; each test speaks as somebody else or at a later hour."""
    with running(tmp_path_factory.mktemp("webchat"), lima(2027, 1, 12)) as found:
        yield found


@pytest.fixture
def visitor(house: RunningHouse) -> Iterator[Visitor]:
    found = Visitor(house)
    yield found
    found.client.close()


def test_the_first_page_shows_everybody_and_begins_with_the_coordinator(visitor: Visitor) -> None:
    page = visitor.page("/")
    names = re.findall(r'<li><a href="/trial/people/\d+"><b>([^<]+)</b>', page)
    assert names == ["Lucía Altaquilla Ponceval", "Noelia Quintamayo Ser", "Amara Söderquist-Ndiave"]
    roster = re.findall(r'<a href="/trial/people/\d+#newest">([^<]+)</a>', page)
    assert roster[0] == "Lucía Altaquilla Ponceval"
    assert len(set(roster)) == 29
    assert 'lang="es"' in page
    assert "martes 12 de enero de 2027, 09:00 (hora de Lima)" in page


def test_a_person_who_reads_english_gets_the_page_in_english_and_can_change_it(visitor: Visitor) -> None:
    amara = f"/trial/people/{visitor.person('a.soderquist')}"
    assert "What is due from me?" in visitor.page(amara)
    data = {"token": visitor.token(amara), "back": amara, "language": "es"}
    page = unescape(visitor.client.post("/trial/language", data=data).text)
    assert 'lang="es"' in page
    assert "Conversación" in page


def test_what_is_typed_is_answered_and_kept_once_however_often_it_is_sent(visitor: Visitor) -> None:
    who = visitor.person("x.caltarumi")
    for _ in range(5):
        page = visitor.say(who, "/red ayuda", key="the-same-form")
    assert page.count(">/red ayuda</p>") == 1
    assert [line.typed for line in visitor.lines(who)] == ["/red ayuda"]


def test_nothing_typed_is_nothing_said(visitor: Visitor) -> None:
    who = visitor.person("e.coscollana")
    visitor.say(who, "   ")
    assert visitor.lines(who) == []


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        '"><b>hola</b> {{ 7*7 }} {% raw %}',
        "\u202eoidraD \U0001f389 =cmd|' /C calc'!A0",
        "línea\r\notra",
        "palabra " * 1250,
    ],
    ids=["script", "template", "direction", "lines", "ten-thousand"],
)
def test_whatever_is_typed_is_shown_as_typed_and_does_nothing(visitor: Visitor, typed: str) -> None:
    who = visitor.person("l.huamantinta")
    visitor.say(who, typed)
    raw = visitor.client.get(f"/trial/people/{who}").text
    assert "<script>alert" not in raw
    assert "<img src=x" not in raw
    assert "<b>hola" not in raw
    assert visitor.lines(who)[-1].typed.split() == typed.split()
    assert typed.rsplit(maxsplit=1)[-1] in unescape(raw)


def test_convening_is_shown_first_then_sent_and_each_reader_sees_it(visitor: Visitor) -> None:
    lucia, noelia = visitor.person("l.altaquilla"), visitor.person("n.quintamayo")
    before = visitor.page(f"/trial/people/{noelia}").count('class="entry notice"')
    preview = visitor.say(lucia, CONVENE)
    assert "Confirmar" in preview
    assert "⟨" not in preview
    assert visitor.page(f"/trial/people/{noelia}").count('class="entry notice"') == before
    done = visitor.press(lucia, "Confirmar")
    assert "CE-2027-01" in done
    received = visitor.page(f"/trial/people/{noelia}")
    assert received.count('class="entry notice"') > before
    assert "Le llegó una carta" in received
    assert "CE-2027-01" in visitor.page(f"/trial/room?as={noelia}")
    again = visitor.press(lucia, "Confirmar")
    assert "CE-2027-02" not in again

    mailbox = visitor.page(f"/trial/mailbox?as={noelia}&only=mine")
    letter = re.search(r'href="(/trial/mailbox/\d+)\?as=\d+"', mailbox)
    assert letter is not None
    opened = visitor.page(letter[1])
    assert "UID" in opened
    assert "CE-2027-01-peru@" in opened
    invitation = visitor.client.get(f"{letter[1]}/invite.ics")
    assert invitation.headers["content-type"] == "text/calendar; charset=utf-8"
    assert 'filename="invite.ics"' in invitation.headers["content-disposition"]
    assert b"METHOD:REQUEST" in invitation.content
    assert visitor.client.get(f"{letter[1]}/letter.eml").content.startswith(b"From: ")
    as_sent = visitor.client.get(f"{letter[1]}/page")
    assert "sandbox" in as_sent.headers["content-security-policy"]
    assert "unsafe" not in as_sent.headers["content-security-policy"]


def test_the_clock_goes_to_what_happens_next_and_tells_it(visitor: Visitor) -> None:
    token = visitor.token()
    page = unescape(visitor.client.post("/trial/clock/next", data={"token": token, "back": "/"}).text)
    assert "Mientras el reloj avanzaba" in page
    told = re.search(r'<ul class="happenings">(.*?)</ul>', page, re.DOTALL)
    assert told is not None
    assert "<li>" in told[1]


@pytest.mark.parametrize(
    ("moment", "words"),
    [("2020-01-01T09:00", "El reloj solo avanza"), ("2099-01-01T09:00", "400 días"), ("mañana", "No pude leer")],
)
def test_the_clock_does_not_go_where_it_cannot(visitor: Visitor, moment: str, words: str) -> None:
    data = {"token": visitor.token(), "back": "/", "moment": moment}
    assert words in unescape(visitor.client.post("/trial/clock/go", data=data).text)


def test_a_form_that_is_refused_stays_with_what_was_filled_in(visitor: Visitor) -> None:
    lucia, who = visitor.person("l.altaquilla"), visitor.person("i.choquerrey")
    visitor.say(lucia, "/reunion convocar reunión técnica el 9 de marzo de 2027 de 10 a 12: Datos")
    visitor.press(lucia, "Confirmar")
    page = visitor.say(who, "/agenda proponer")
    assert '<form class="asks"' in page
    refused = visitor.submit(who, title="Condiciones laborales", kind="decide", minutes="muchos", why="Porque sí")
    assert 'value="Condiciones laborales"' in refused
    assert 'value="muchos"' in refused
    assert 'aria-invalid="true"' in refused
    last = visitor.lines(who)[-1]
    assert last.reply is not None
    assert last.reply["refused"]


def test_a_form_from_elsewhere_does_nothing(visitor: Visitor) -> None:
    who = visitor.person("k.soncollay")
    path = f"/trial/people/{who}/say"
    for token in ("", "forged", visitor.token()[:-2] + "xx"):
        answer = visitor.client.post(path, data={"token": token, "key": "a", "words": "/red ayuda"})
        assert answer.status_code == 403
    stranger = httpx.Client(base_url=visitor.house.url)
    stolen = stranger.post(path, data={"token": visitor.token(), "key": "b", "words": "/red ayuda"})
    assert stolen.status_code == 403
    assert visitor.lines(who) == []


def test_every_answer_carries_the_strict_policy_and_no_page_has_inline_code(visitor: Visitor) -> None:
    who = visitor.person("l.altaquilla")
    paths = [
        "/",
        f"/trial/people/{who}",
        "/trial/room",
        "/trial/mailbox",
        "/trial/files/style.css",
        "/trial/people/9999",
    ]
    for path in paths:
        answer = visitor.client.get(path)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert " style=" not in answer.text
        assert not re.search(r"<script(?![^>]*\bsrc=)", answer.text)
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', answer.text)
        assert not re.search(r"\son[a-z]+=", answer.text)
    assert "HttpOnly" in httpx.get(visitor.house.url).headers["set-cookie"]


def test_what_does_not_exist_gets_a_courteous_page(visitor: Visitor) -> None:
    for path in (
        "/trial/people/9999",
        "/trial/mailbox/9999",
        "/trial/files/../../../etc/passwd",
        "/trial/files/no.css",
    ):
        assert visitor.client.get(path).status_code == 404
    who = visitor.person("d.miraltino")
    data = {"token": visitor.token(), "key": "a", "line": "1", "button": "1"}
    assert visitor.client.post(f"/trial/people/{who}/press", data=data).status_code == 404


def test_nobody_presses_what_another_received(visitor: Visitor) -> None:
    def somebody_elses(session: Any) -> list[int]:
        sent = select(Notice).where(
            Notice.status == "sent", Notice.platform == "web", col(Notice.person_id).is_not(None)
        )
        return [notice.id for notice in session.exec(sent)]

    who = visitor.person("w.ancastillo")
    notice = str(visitor.house.look(somebody_elses)[0])
    data = {"token": visitor.token(), "key": "a", "notice": notice, "button": "1"}
    assert visitor.client.post(f"/trial/people/{who}/press", data=data).status_code == 404


@pytest.mark.parametrize(
    "back", ["https://malo.example/", "//malo.example", "/trial/../x", "/\\malo.example", "/trial/x\r\nSet-Cookie: a=b"]
)
def test_the_way_back_is_always_one_of_our_pages(visitor: Visitor, back: str) -> None:
    data = {"token": visitor.token(), "back": back, "language": "es"}
    answer = visitor.client.post("/trial/language", data=data, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_a_giant_form_is_not_read(visitor: Visitor) -> None:
    who = visitor.person("d.miraltino")
    answer = visitor.client.post(f"/trial/people/{who}/say", data={"words": "x" * 1_100_000})
    assert answer.status_code == 413


def test_a_letters_files_are_saved_under_a_harmless_name_and_never_shown(visitor: Visitor) -> None:
    house = visitor.house
    name = 'ñandú"; x=<b>\\.html'
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@red.example", "b@red.example", "Con archivo"
    message.set_content("Hola")
    message.add_attachment(b"<script>alert(1)</script>", maintype="text", subtype="html", filename=name)
    row = Letter(
        network_id=house.house.network_id, recipient="b@red.example", subject="Con archivo", message_id="<file@red.example>",
        sent_at=lima(2027, 1, 12), raw=message.as_bytes(),
    )  # fmt: skip
    house.call(house.house.counter.write(lambda session: keep_once(session, row)))
    link = re.search(r'href="(/trial/mailbox/\d+)/files/1" download', visitor.client.get("/trial/mailbox").text)
    assert link is not None
    page = visitor.client.get(link[1]).text
    assert "Archivo adjunto" in page
    assert f'{link[1]}/files/1" download>Descargar ñandú' in page
    assert "<b>" not in page.partition("files/1")[2].partition("</a>")[0]
    answer = visitor.client.get(f"{link[1]}/files/1")
    assert answer.content == b"<script>alert(1)</script>"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"] == (
        "attachment; filename=\"_and__ x_b_.html\"; filename*=UTF-8''%C3%B1and%C3%BA_%20x_b_.html"
    )
    for place in ("0", "2", "99999999999999999999"):
        assert visitor.client.get(f"{link[1]}/files/{place}").status_code == 404


def test_older_letters_are_one_page_away(visitor: Visitor) -> None:
    house = visitor.house

    def keep(session: Any) -> None:
        for number in range(60):
            name = f"<{number}@red.example>"
            raw = f"From: a@red.example\r\nTo: b@red.example\r\nSubject: Carta {number}\r\nMessage-ID: {name}\r\n\r\nHola\r\n"
            row = Letter(
                network_id=house.house.network_id, recipient="b@red.example", subject=f"Carta {number}", message_id=name,
                sent_at=lima(2027, 1, 12), raw=raw.encode(),
            )  # fmt: skip
            keep_once(session, row)

    house.call(house.house.counter.write(keep))
    newest = visitor.page("/trial/mailbox")
    assert "Carta 59<" in newest
    assert "Carta 9<" not in newest
    older = re.search(r'href="([^"]+)">Cartas anteriores', newest)
    assert older is not None
    assert "Carta 9<" in visitor.page(older[1])
