"""A letter's draft reaches the person who asked: by mail as a file, and by a link of theirs that ends after a day."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from docx import Document
from sqlmodel import select

from bot.board.letter_links import LetterLinks, LetterSeal
from bot.mail.letters.drafts import Wanted
from bot.mail.opened import open_letter
from handlers.letter_cards import FILE
from handlers.reply import Button, Buttons, Card, Heading, Reply
from scheduler.sending import GiveUp
from storage.directory import DirectoryEntry
from storage.invitations import DesignationLetter, LetterTemplate, SpeakerInvitation
from storage.meetings import Meeting
from storage.people import Office as Seat
from tests.bot.post_scene import Office
from tests.bot.test_letter_templates import NEEDED, written
from tests.bot.visitor import Visitor
from tests.handlers.letter_scene import ASSOCIATION, FOCAL, MORNING, SECRETARY, entry, invited, meeting, two
from tests.handlers.speaker_scene import three
from tests.running import RunningHouse, running
from tests.town import Town, lima

LINK = re.compile(r'href="(http://127\.0\.0\.1:\d+/board/letter/[^"]+)"')
SECRET = "tests only, not secret"
INTERNAL = ("Interno", "discrepancias", "motivo interno", "Marisol")
"""The meeting's own title, the coordinator's reason, another speaker: nothing of it leaves."""


@pytest.fixture
def office(town: Town) -> Iterator[Office]:
    found = Office(town, convenes=False)
    yield found
    found.counter.close()


def words_of(content: bytes) -> str:
    """Everything a letter says: its paragraphs, its table, its head and foot."""
    page = Document(io.BytesIO(content))
    cells = [cell.text for table in page.tables for row in table.rows for cell in row.cells]
    around = [p.text for part in (page.sections[0].header, page.sections[0].footer) for p in part.paragraphs]
    return "\n".join([*(p.text for p in page.paragraphs), *cells, *around])


def files(office: Office) -> dict[str, str]:
    """The files of the last mail, by name, as words."""
    notice = office.town.notices("letters.drafted")[-1]
    return {file.name: words_of(file.content) for file in open_letter(office.letter(notice).raw).files}


def drafted(office: Office, number: int, **asked: str) -> str:
    office.town.ask(SECRETARY, "speakers.letter", MORNING, invitation=str(number), **asked)
    (words,) = files(office).values()
    return words


def test_the_letter_comes_as_a_word_file_in_the_mail_and_says_everything(office: Office) -> None:
    """5.E2: place and date, number by hand, addressee, subject, topic, slot, place, slides by a date, contact, closing."""
    entry_id = two(office.town)[0]
    entry(office.town, FOCAL, address="Señora Directora")
    words = drafted(office, entry_id)
    assert list(files(office)) == ["carta-Superintendencia-Nacional-de-Migraciones-TEC-2027-01.docx"]
    for part in (
        "Lima, 19 de enero de 2027", "Carta N.º [número]", "Señora Directora", "Wilma Ccoyllor Sayre",
        "Directora de Política Migratoria", "Superintendencia Nacional de Migraciones", "Presente.-",
        "Asunto: Invitación a exponer sobre «Regularización migratoria»", "Señora Directora:",
        "Tengo el agrado de dirigirme a usted", "jueves 6 de mayo de 2027, 10:20 (hora de Lima)", "de 10:20 a 10:40",
        "20 minutos", "Casa ONU, sala 3", "martes 4 de mayo de 2027, 17:00 (hora de Lima)", "si puede circular",
        "Renzo Berrocapa Illari (r.berrocapa@oim.example)", "Hago propicia la oportunidad", "Paulo Estevanes Mirra",
        "[cargo de quien firma]", "BORRADOR – no enviado por Quipu", office.town.charter.title["es"],
    ):  # fmt: skip
        assert part in words, part
    assert "[tratamiento]" not in words


@pytest.mark.parametrize("form", ["carta", "note", "email"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_nothing_internal_leaves_in_any_form_or_language(office: Office, form: str, language: str) -> None:
    three(office.town)
    at = meeting(office.town)
    number = invited(office.town, at, entry(office.town, ASSOCIATION), form, language=language)
    words = drafted(office, number)
    assert not [part for part in INTERNAL if part in words]
    assert ("DRAFT – not sent by Quipu" if language == "en" else "BORRADOR") in words


def test_a_note_verbale_is_in_the_third_person_and_unsigned(office: Office) -> None:
    three(office.town)
    number = invited(office.town, meeting(office.town), entry(office.town, FOCAL), "note")
    words = drafted(office, number)
    opens = "La Organización Internacional para las Migraciones saluda muy atentamente a la Honorable Superintendencia"
    assert opens in words
    assert "más alta y distinguida consideración" in words and "[rúbrica y sello]" in words
    assert "Paulo" not in words and "usted" not in words


def test_civil_society_gets_warm_words_that_promise_no_cost_and_agreed_quotation(office: Office) -> None:
    words = drafted(office, two(office.town)[1])
    for part in (
        "Reciba un cordial saludo, Yelitza Morante:", "en persona o en línea", "no tiene ningún costo",
        "únicamente en la forma que acordemos",
    ):  # fmt: skip
        assert part in words, part
    assert "[" not in words


def test_without_a_form_of_address_the_letter_has_a_blank_and_greets_without_supposing(office: Office) -> None:
    words = drafted(office, two(office.town)[0])
    assert "[tratamiento]" in words and "De mi mayor consideración:" in words
    assert not re.search(r"\b(?:Señor|Señora|Sr|Sra|Dr|Dra|Estimado|Estimada)\b", words)


def test_what_the_secretariat_wrote_for_one_invitation_stands_instead_of_the_templates_words(office: Office) -> None:
    three(office.town)
    wording = {
        "opening": "Como conversamos en abril,",
        "extra": "Habrá intérprete & quechua <sur>.",
        "clause": "x",
        "draft_mark": "",
    }
    number = invited(office.town, meeting(office.town), entry(office.town, FOCAL), wording=wording)
    words = drafted(office, number)
    assert "Como conversamos en abril," in words and "Tengo el agrado" not in words
    assert "Habrá intérprete & quechua <sur>." in words
    assert "BORRADOR" in words, "the mark of a draft is nobody's to rewrite"


def test_once_delivered_what_is_drawn_says_it_is_a_copy(office: Office) -> None:
    number, _ = two(office.town)
    with office.town.database.transaction() as session:
        row = session.get_one(SpeakerInvitation, number)
        session.add(row.sqlmodel_update({"sent_at": lima(2027, 4, 6), "sent_reference": "cargo 118"}))
    assert "se entregó el 6 de abril de 2027 (cargo 118)" in drafted(office, number)


def test_the_designation_letters_come_one_file_a_body_and_remind_whoever_has_not_answered(office: Office) -> None:
    """5.E1: MRE and Migraciones are asked for one focal point each; after delivery the draft is a courteous reminder."""
    town = office.town
    with town.database.transaction() as session:
        body = town.organisation("Superintendencia Nacional de Migraciones")
        session.add(
            DesignationLetter(
                network_id=town.network_id, organisation_id=body, drafted_at=MORNING,
                delivered_on=lima(2027, 1, 12).date(), delivered_reference="cargo 7",
            )
        )  # fmt: skip
    town.ask(SECRETARY, "contacts.letters", MORNING)
    found = files(office)
    assert list(found) == [
        "carta-designacion-Ministerio-de-Relaciones-Exteriores.docx",
        "recordatorio-designacion-Superintendencia-Nacional-de-Migraciones.docx",
    ]
    first, reminder = found.values()
    assert "designar un punto focal, uno solo, y" in first and "sendos puntos focales" in first
    assert "12 de enero de 2027 (cargo 7)" in reminder and "dejar sin efecto este recordatorio" in reminder


def test_the_networks_own_template_is_used_and_a_broken_one_is_given_up_aloud(office: Office) -> None:
    number, _ = two(office.town)

    def put(content: bytes) -> None:
        with office.town.database.transaction() as session:
            session.add(
                LetterTemplate(
                    network_id=office.town.network_id, name="carta", language="es", content=content, recorded_at=MORNING
                )
            )  # fmt: skip

    put(written("NUESTRA CARTA", NEEDED))
    assert drafted(office, number).startswith("NUESTRA CARTA\nBORRADOR")
    put(written(NEEDED, "{{ tema }}"))
    given_up = office.letter(office.town.notices("letters.drafted")[-1])
    assert isinstance(given_up, GiveUp)
    assert "«tema»" in given_up.why


def test_who_left_the_secretariat_before_the_mail_left_gets_no_file(office: Office) -> None:
    number, _ = two(office.town)
    office.town.ask(SECRETARY, "speakers.letter", MORNING, invitation=str(number))
    with office.town.database.transaction() as session:
        for seat in session.exec(select(Seat).where(Seat.person_id == office.town.id_of(SECRETARY))):
            seat.until = lima(2027, 1, 1).date()
    assert isinstance(office.letter(office.town.notices("letters.drafted")[-1]), GiveUp)


def test_a_link_is_signed_whole_and_for_one_letter() -> None:
    seal, wanted = LetterSeal(SECRET), Wanted(1, 2, "invitation", 3)
    token = seal.token(wanted, MORNING)
    assert seal.read(token) == (wanted, MORNING)
    for other in ("", "x", token[:-2], f"{token}x"):
        assert seal.read(other) is None
    assert LetterSeal("another").read(token) is None


def test_without_an_address_an_offered_letter_is_left_out_and_other_presses_stay() -> None:
    offer, other = Button("Word", FILE, {"kind": "invitation", "number": 3}), Button("Ver", "speakers.list")
    reply = Reply(Card((Heading("x"), Buttons((offer, other)), Buttons((offer,)))))
    nowhere = LetterLinks(SECRET, "", lambda: MORNING).linked(reply, 1, 2)
    assert nowhere.card == Card((Heading("x"), Buttons((other,))))
    linked = LetterLinks(SECRET, "https://red.example/", lambda: MORNING).linked(reply, 1, 2)
    assert linked.card is not None
    first = linked.card.parts[1].buttons[0]  # type: ignore[union-attr]
    read = LetterSeal(SECRET).read(first.link.removeprefix("https://red.example/board/letter/"))
    assert read == (Wanted(1, 2, "invitation", 3), MORNING + timedelta(hours=24))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningHouse]:
    """A house in which an association is invited to speak."""
    with running(tmp_path_factory.mktemp("letters"), MORNING) as found:
        found.call(found.house.counter.write(_invite))
        yield found


def _invite(session) -> None:  # type: ignore[no-untyped-def]
    at = Meeting(
        network_id=1, code="TEC-2027-01", kind="technical", title="x", starts_at=lima(2027, 5, 6), minutes=60, convened_at=MORNING
    )  # fmt: skip
    who = DirectoryEntry(
        network_id=1,
        organisation="Ñandú Abierto",
        category="migrants",
        language="es",
        recorded_at=MORNING,
        name="Alex Ñ",
    )
    session.add_all([at, who])
    session.flush()
    row = SpeakerInvitation(
        network_id=1, meeting_id=at.id, entry_id=who.id, organisation=who.organisation, category=who.category, topic="Salud",
        starts_at=at.starts_at, minutes=10, form="carta", language="es", drafted_at=MORNING,
    )  # fmt: skip
    session.add(row)


def test_the_link_on_the_page_downloads_the_letter_for_a_day(house: RunningHouse) -> None:
    visitor = Visitor(house)
    page = visitor.say(visitor.person("r.berrocapa"), "/ponente carta TEC-2027-01 ñandú")
    assert "Borrador de carta para Ñandú Abierto" in page
    (address,) = LINK.findall(page)
    answer = httpx.get(address)
    assert answer.status_code == 200
    assert "Ñandú Abierto" in words_of(answer.content)
    kept = answer.headers
    assert kept["cache-control"] == "no-store" and kept["referrer-policy"] == "no-referrer"
    assert kept["content-disposition"].startswith("attachment; ") and "%C3%91and%C3%BA" in kept["content-disposition"]
    assert httpx.get(address[:-3]).status_code == 404
    guest = LetterSeal(SECRET).token(Wanted(1, visitor.person("f.valderruma"), "invitation", 1), lima(2030, 1, 1))
    assert httpx.get(f"{house.url}/board/letter/{guest}").status_code == 403
    house.go_to(lima(2027, 4, 7))
    late = httpx.get(address)
    assert late.status_code == 410 and "Este enlace ya venció" in late.text
    visitor.client.close()
