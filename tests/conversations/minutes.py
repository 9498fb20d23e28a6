"""E04 as it is played: the minutes of 9 February circulate, are commented upon and become final."""

from __future__ import annotations

from storage.outbox import MAIL
from tests.conversations.cast import CONVENED, FOCAL_POINTS, GUESTS, OFFICER
from tests.conversations.stage import Post, Stage, contains
from tests.town import lima


def circulating_the_minutes(stage: Stage) -> None:
    """E04, 15 February 16:10: the draft circulates within 5 working days, for comments until the 22nd."""
    post = Post(stage.house)
    stage.house.go_to(lima(2027, 2, 15, 16, 10))
    assert post.readers("minutes.circulation.before") == {OFFICER}
    assert post.hours("minutes.circulation.before") == {"2027-02-15 09:00"}
    stage.says(OFFICER, "/minuta borrador CE-2027-01")
    shown = stage.says(OFFICER, "Circula el borrador de minuta de la reunión del 9 de febrero.")
    expected = (
        "martes 16 de febrero de 2027",
        "lunes 22 de febrero de 2027, 17:00 (hora de Lima)",
        "D-2027-01",
        "ausentes",
        "PNUD",
    )
    assert not contains(shown.replace("Ausentes", "ausentes"), *expected), shown

    stage.presses(OFFICER, "Circular")
    stage.house.settle()

    assert post.readers("minutes.circulated") >= CONVENED
    assert post.hours("minutes.circulated") == {"2027-02-15 16:10"}
    assert not post.readers("minutes.circulated") & GUESTS
    stage.house.go_to(lima(2027, 2, 17, 12))
    assert post.sent("minutes.circulation.today") == [], "nobody is reminded of what is done"
    assert post.sent("minutes.circulation.late") == []


def commenting(stage: Stage) -> None:
    """E04, 18 February: ACNUR's one correction; the Government does not see the minutes yet."""
    stage.house.go_to(lima(2027, 2, 18, 11))
    stage.says(
        FOCAL_POINTS["ACNUR"],
        "/minuta comentar CE-2027-01 Donde dice «migrantes» debe decir «personas refugiadas y migrantes»",
    )
    stage.presses(FOCAL_POINTS["ACNUR"], "Confirmar")
    shown = stage.says("f.valderruma", "/minuta ver CE-2027-01")
    assert not contains(shown, "Esto no es posible por ahora"), shown


def closing_the_comments(stage: Stage) -> None:
    """E04, 22 February 17:00: the comments close by themselves, and the secretariat has them in one table in Word."""
    post = Post(stage.house)
    stage.house.go_to(lima(2027, 2, 22, 16, 59))
    assert post.sent("minutes.comments_closed") == []
    stage.house.go_to(lima(2027, 2, 22, 17))
    assert OFFICER in post.readers("minutes.comments_closed")
    assert "personas refugiadas y migrantes" in post.sent("minutes.comments_closed", to=OFFICER)[0].words
    assert post.readers("minutes.comments_table", road=MAIL) == {OFFICER}
    (row,) = post.table_attached("minutes.comments_table", to=OFFICER)["comentarios-CE-2027-01.docx"][1:]
    assert row[:3] == ["ACNUR", "Toda la minuta", "Donde dice «migrantes» debe decir «personas refugiadas y migrantes»"]


def the_final_version(stage: Stage) -> None:
    """E04, 23 February: the final version, a day before it is due."""
    stage.house.go_to(lima(2027, 2, 23, 10))
    stage.says(OFFICER, "/minuta final CE-2027-01")
    stage.fills(OFFICER, next_steps="Circular el plan de trabajo 2027 para no objeción.")
    stage.presses(OFFICER, "Confirmar")


def nothing_was_late(stage: Stage) -> None:
    """E04, 26 February: everybody convened has the final minutes; nobody was told of lateness, for there was none."""
    post = Post(stage.house)
    stage.house.go_to(lima(2027, 2, 26, 12))
    assert post.readers("minutes.final") >= CONVENED
    assert post.hours("minutes.final") == {"2027-02-23 10:00"}
    assert post.sent("minutes.final.late") == []
    assert post.sent("minutes.final.coordinator") == []
