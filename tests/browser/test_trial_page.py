"""A newcomer's minute on the trial page, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESK, TELEPHONE, Trial
from tests.running import RunningHouse

pytestmark = pytest.mark.browser
COORDINATOR, FOCAL_POINT = "Lucía Altaquilla Ponceval", "Noelia Quintamayo Ser"
CONVENE = "/reunion convocar comité ejecutivo el 9 de febrero de 2027 de 10 a 12: Prioridades 2027"


def _convene(trial: Trial) -> None:
    trial.become(COORDINATOR)
    trial.say(CONVENE)
    trial.press("Confirmar")
    expect(trial.answers.last).to_contain_text("CE-2027-01")


def test_a_newcomer_convenes_and_sees_what_others_received(trial: Trial) -> None:
    trial.become(FOCAL_POINT)
    before = trial.notices.count()
    trial.become(COORDINATOR)
    trial.say(CONVENE)
    preview = trial.answers.last
    expect(preview).to_contain_text("martes 9 de febrero de 2027, 10:00 (hora de Lima)")
    expect(preview).to_contain_text("5.1.3")
    trial.become(FOCAL_POINT)
    expect(trial.notices).to_have_count(before)

    trial.become(COORDINATOR)
    trial.press("Confirmar")
    expect(trial.answers.last).to_contain_text("CE-2027-01")
    expect(trial.page.locator(".lately")).to_contain_text("CE-2027-01")
    trial.page.get_by_label("Usted es").select_option(label=f"{FOCAL_POINT} · Punto focal oficial")
    trial.page.get_by_role("heading", level=1, name=FOCAL_POINT).wait_for()
    expect(trial.notices).to_have_count(before + 1)
    expect(trial.notices.last).to_contain_text("Prioridades 2027")


def test_the_mailbox_shows_the_invitation_and_its_file(trial: Trial) -> None:
    _convene(trial)
    trial.page.get_by_role("link", name=re.compile("Correo")).click()
    trial.page.get_by_role("link", name=f"Solo las de {COORDINATOR}").click()
    expect(trial.page.locator(".letters > li")).to_have_count(1)
    trial.page.locator(".letters a").click()
    expect(trial.page.locator(".invitation")).to_contain_text("CE-2027-01-peru@")
    expect(trial.page.locator(".invitation")).to_contain_text("martes 9 de febrero de 2027, 10:00 (hora de Lima)")
    with trial.page.expect_download() as download:
        trial.page.get_by_role("link", name="Descargar invite.ics").click()
    assert download.value.suggested_filename == "invite.ics"
    assert b"METHOD:REQUEST" in download.value.path().read_bytes()
    letter = trial.page.frame_locator("iframe.as-sent")
    expect(letter.locator(".when").first).to_have_text("martes 9 de febrero de 2027, 10:00 (hora de Lima)")
    expect(letter.locator("main")).to_have_css("border-top-width", "4px")


def test_the_clock_goes_on_and_reminders_arrive(trial: Trial) -> None:
    _convene(trial)
    trial.page.get_by_role("button", name="Ir a lo próximo que ocurrirá").click()
    expect(trial.page.locator("#moved")).to_contain_text("Mientras el reloj avanzaba")
    expect(trial.page.locator("#moved .happenings > li").first).to_be_visible()
    trial.page.get_by_text("Ir a…").click()
    trial.page.get_by_label("Día y hora").fill("2027-01-27T10:00")
    trial.page.get_by_role("button", name="Ir", exact=True).click()
    expect(trial.page.locator(".hand")).to_contain_text("miércoles 27 de enero de 2027, 10:00")
    expect(trial.page.locator("#moved")).to_contain_text("avisos personales")
    trial.become(FOCAL_POINT)
    expect(trial.notices.last).to_be_visible()


def test_everything_can_be_done_with_the_keyboard_alone(trial: Trial) -> None:
    trial.open()
    keys = trial.page.keyboard
    keys.press("Tab")
    expect(trial.page.locator(":focus")).to_have_text("Ir al contenido")
    keys.press("Enter")
    _tab_to(trial, COORDINATOR)
    keys.press("Enter")
    trial.page.get_by_role("heading", level=1, name=COORDINATOR).wait_for()
    for _ in range(80):
        keys.press("Tab")
        if trial.page.evaluate("document.activeElement.id") == "words":
            break
    keys.type(CONVENE)
    keys.press("Enter")
    trial.page.locator(".mine .words", has_text=CONVENE).wait_for()
    expect(trial.page.locator("#words")).to_be_focused()
    for _ in range(40):
        keys.press("Shift+Tab")
        if trial.page.evaluate("document.activeElement.textContent").strip() == "Confirmar":
            break
    outline = trial.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    keys.press("Enter")
    expect(trial.answers.last).to_contain_text("CE-2027-01")


def _tab_to(trial: Trial, words: str) -> None:
    for _ in range(40):
        trial.page.keyboard.press("Tab")
        if words in trial.page.evaluate("document.activeElement.textContent"):
            return
    raise AssertionError(f"the keyboard does not reach {words}")


@pytest.mark.parametrize("trial", [TELEPHONE, DESK], indirect=True, ids=["telephone", "desk"])
def test_nothing_is_wider_than_the_window(trial: Trial) -> None:
    _convene(trial)
    trial.say("/agenda proponer")
    trial.say("/red obligaciones")
    trial.say("supercalifragilistico" * 30)
    assert trial.sideways() == 0
    for path in ("/", "/trial/room", "/trial/mailbox", "/trial/people/2"):
        trial.open(path)
        assert trial.sideways() == 0, path
    trial.open("/trial/mailbox")
    trial.page.locator(".letters a").first.click()
    trial.page.get_by_text("Ver el archivo del calendario").click()
    assert trial.sideways() == 0


def test_a_form_is_filled_in_and_what_is_wrong_is_kept(trial: Trial) -> None:
    _convene(trial)
    trial.become(FOCAL_POINT)
    trial.say("/agenda proponer")
    form = trial.page.locator("form.asks").last
    title = form.locator("[name='f-title']")
    expect(title).to_be_visible()
    title.fill("Regularización migratoria <b>")
    form.locator("[name='f-minutes']").fill("muchos")
    _fill_the_rest(trial)
    form.get_by_role("button").last.click()
    again = trial.page.locator("form.asks").last
    expect(again.locator("[name='f-title']")).to_have_value("Regularización migratoria <b>")
    expect(again.locator("[name='f-minutes']")).to_have_attribute("aria-invalid", "true")
    again.locator("[name='f-minutes']").fill("20")
    again.get_by_role("button").last.click()
    expect(trial.answers.last).to_contain_text("Regularización migratoria <b>")


def _fill_the_rest(trial: Trial) -> None:
    """Whatever else the form requires."""
    form = trial.page.locator("form.asks").last
    for place in range(form.locator("select[required]").count()):
        choice = form.locator("select[required]").nth(place)
        if not choice.input_value():
            choice.select_option(index=1)
    for place in range(form.locator("textarea[required]").count()):
        form.locator("textarea[required]").nth(place).fill("Una razón breve")


def test_a_double_click_is_one_act(trial: Trial) -> None:
    trial.become(COORDINATOR)
    trial.say(CONVENE)
    trial.page.locator(".presses").get_by_role("button", name="Confirmar").last.dblclick()
    expect(trial.page.locator(".mine .words", has_text="Confirmar")).to_have_count(1)
    trial.say("/reunion lista")
    expect(trial.answers.last).not_to_contain_text("CE-2027-02")


def test_inline_script_is_refused_by_the_browser(chromium: Browser, running_house: RunningHouse) -> None:
    page = chromium.new_context().new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(running_house.url)
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.broken = true';"
        " document.body.append(s); document.body.setAttribute('onclick', 'window.broken = true'); document.body.click(); }"
    )
    assert page.evaluate("window.broken") is None
    assert any("Content Security Policy" in complaint for complaint in complaints)
    page.context.close()


def test_it_works_without_script(chromium: Browser, running_house: RunningHouse) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport=DESK)
    trial = Trial(context.new_page(), running_house.url)
    trial.become(COORDINATOR)
    trial.say(CONVENE)
    trial.press("Confirmar")
    expect(trial.answers.last).to_contain_text("CE-2027-01")
    context.close()


def test_the_page_speaks_the_language_of_who_looks(trial: Trial) -> None:
    trial.open()
    trial.page.get_by_role("button", name="English").click()
    expect(trial.page.locator("html")).to_have_attribute("lang", "en")
    expect(trial.page.get_by_role("heading", level=1)).to_have_text("The network's secretariat, in a chat")
    trial.page.get_by_role("button", name="Español").click()
    expect(trial.page.locator("html")).to_have_attribute("lang", "es")


def test_on_a_telephone_a_wide_table_shows_its_rows_one_below_the_other(trial: Trial) -> None:
    """Nothing of who is who is hidden beyond the edge: each name stands beside its label."""
    trial.page.set_viewport_size({"width": 390, "height": 844})
    trial.become("Lucía Altaquilla Ponceval")
    trial.say("/miembro lista")

    table = trial.answers.last.get_by_role("table")
    row = table.get_by_role("row").filter(has_text="PNUD")
    assert row.get_by_role("cell", name="Henrik Lasvalle").is_visible()
    edges = row.evaluate(
        "row => [row.scrollWidth <= row.clientWidth + 1, row.getBoundingClientRect().right <= innerWidth]"
    )
    assert edges == [True, True]
