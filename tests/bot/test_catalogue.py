"""Messages become sentences: gaps, plurals, lists, dates, two languages, and what people wrote untouched."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.catalogue import MissingWords, Words, catalogue
from storage.text import from_paper, text, to_paper

LIMA = ZoneInfo("America/Lima")
TEN_O_CLOCK = datetime(2026, 12, 10, 15, 0, tzinfo=UTC)

WRITTEN = {
    "es": """
        hello = "Estimada {name}:"
        braces = "{{{gap}}}"
        when = "La reunión es el {when}."
        day = "{when:day}"
        hour = "{when:hour}"
        short = "{when:short}"
        month = "{when:month}"
        on = "el {day}"
        brief = "{day:short}"
        inside = "Le escribo: {other}"
        all = "{things}"
        one_of = "{things:or}"
        days = "{things:short}"
        only_here = "solo en español"
        yes = "sí"
        no = "no"
        [items]
        one = "un punto"
        other = "{count} puntos"
        [joined]
        and = "y"
        and_sound = "i"
        and_changed = "e"
        or = "o"
        or_sound = "o"
        or_changed = "u"
    """,
    "en": """
        hello = "Dear {name},"
        when = "The meeting is on {when}."
        inside = "I write: {other}"
        all = "{things}"
        brief = "{day:short}"
        yes = "yes"
        no = "no"
        [items]
        one = "one item"
        other = "{count} items"
        [joined]
        and = "and"
        and_sound = ""
        and_changed = "and"
        or = "or"
        or_sound = ""
        or_changed = "or"
    """,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("languages")
    for language, words in WRITTEN.items():
        (place / language).mkdir()
        (place / language / "words.toml").write_text(words, encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def spanish(folder: Path) -> Words:
    return Words("es", zone=LIMA, folder=folder)


@pytest.fixture(scope="module")
def english(folder: Path) -> Words:
    return Words("en", zone=LIMA, folder=folder)


def test_a_message_is_said_in_the_language_of_its_reader(spanish: Words, english: Words):
    greeting = text("hello", name="Noelia")

    assert (spanish.say(greeting), english.say(greeting)) == ("Estimada Noelia:", "Dear Noelia,")


def test_a_message_without_words_in_one_language_is_said_in_the_networks(english: Words):
    assert english.say(text("only_here")) == "solo en español"


def test_a_message_nobody_has_words_for_is_a_mistake_of_ours(spanish: Words):
    with pytest.raises(MissingWords, match=r"nobody\.knows"):
        spanish.say(text("nobody.knows"))


def test_a_gap_that_nothing_fills_is_a_mistake_of_ours(spanish: Words):
    with pytest.raises(MissingWords, match="hello needs name"):
        spanish.say(text("hello"))


def test_an_unknown_language_is_answered_in_the_networks(folder: Path):
    for language in ("qu", "", "../es", "e s"):
        assert Words(language, zone=LIMA, folder=folder).say(text("hello", name="Ana")) == "Estimada Ana:"


@given(st.text())
def test_what_people_wrote_is_never_interpreted(written: str):
    words = Words("es", zone=LIMA)

    assert words.say(written) == written
    assert words.say(text("plain.day", day=written)) == written


def test_braces_of_ours_and_braces_of_theirs_stay_braces(spanish: Words):
    assert spanish.say(text("braces", gap="{name} {0} %s {{")) == "{{name} {0} %s {{}"


def test_a_moment_is_said_in_full_on_the_networks_clock(spanish: Words, english: Words):
    moment = text("when", when=TEN_O_CLOCK)

    assert spanish.say(moment) == "La reunión es el jueves 10 de diciembre de 2026, 10:00 (hora de Lima)."
    assert english.say(moment) == "The meeting is on Thursday 10 December 2026, 10:00 (Lima time)."


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("day", "jueves 10 de diciembre de 2026"),
        ("hour", "10:00"),
        ("short", "jue 10 dic 2026, 10:00"),
        ("month", "diciembre de 2026"),
    ],
)
def test_a_moment_can_be_said_in_part(spanish: Words, form: str, said: str):
    assert spanish.say(text(form, when=TEN_O_CLOCK)) == said


def test_a_day_is_said_in_full_with_the_peruvian_setiembre(spanish: Words):
    assert spanish.say(text("on", day=date(2027, 9, 1))) == "el miércoles 1 de setiembre de 2027"


def test_a_short_day_keeps_its_year(spanish: Words, english: Words):
    day = text("brief", day=date(2027, 2, 9))

    assert (spanish.say(day), english.say(day)) == ("mar 9 feb 2027", "Tue 9 Feb 2027")


def test_one_is_not_many(spanish: Words, english: Words):
    assert [spanish.say(text("items", count=count)) for count in (0, 1, 2)] == ["0 puntos", "un punto", "2 puntos"]
    assert [english.say(text("items", count=count)) for count in (0, 1, 2)] == ["0 items", "one item", "2 items"]


@pytest.mark.parametrize(
    ("things", "said"),
    [
        ([], ""),
        (["OIM"], "OIM"),
        (["OIM", "OIT"], "OIM y OIT"),
        (["OIM", "ACNUR", "OIT"], "OIM, ACNUR y OIT"),
        (["Ana", "Iván"], "Ana e Iván"),
        (["Ana", "Hilda"], "Ana e Hilda"),
        (["agua", "hielo"], "agua y hielo"),
        (["agua", "«información»"], "agua e «información»"),
    ],
)
def test_things_in_a_row_are_joined_as_one_says_them(spanish: Words, things: list[str], said: str):
    assert spanish.say(text("all", things=things)) == said


def test_a_choice_is_joined_with_o_and_with_u_before_an_o(spanish: Words):
    assert spanish.say(text("one_of", things=["ACNUR", "UNICEF"])) == "ACNUR o UNICEF"
    assert spanish.say(text("one_of", things=["ACNUR", "OIT"])) == "ACNUR u OIT"


def test_days_in_a_row_take_the_form_that_is_asked(spanish: Words):
    days = [date(2026, 11, 24), date(2026, 12, 1)]

    assert spanish.say(text("days", things=days)) == "mar 24 nov 2026 y mar 1 dic 2026"


def test_a_message_inside_a_message_is_said_in_the_same_language(spanish: Words, english: Words):
    nested = text("inside", other=text("when", when=TEN_O_CLOCK))

    assert spanish.say(nested).startswith("Le escribo: La reunión es el jueves")
    assert english.say(nested).startswith("I write: The meeting is on Thursday")


def test_hours_numbers_yes_and_nothing_are_said_plainly(spanish: Words):
    assert [spanish.say(text("all", things=each)) for each in (time(9, 5), 20, True, False, None)] == [
        "09:05",
        "20",
        "sí",
        "no",
        "",
    ]


def test_a_message_kept_on_paper_is_said_the_same_afterwards(spanish: Words):
    said = text("inside", other=text("all", things=["{x}", date(2027, 2, 9), TEN_O_CLOCK]))

    assert spanish.say(from_paper(to_paper(said))) == spanish.say(said)


def test_two_sentences_for_one_message_are_refused_when_they_are_read(tmp_path: Path):
    (tmp_path / "es").mkdir()
    for name in ("a.toml", "b.toml"):
        (tmp_path / "es" / name).write_text('hello = "hola"', encoding="utf-8")

    with pytest.raises(ValueError, match=r"b\.toml: hello has words already"):
        catalogue("es", tmp_path)
