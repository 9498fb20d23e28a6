"""What people type becomes the command they mean, with its details as typed; what is unclear is never acted upon."""

import time as clock
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.catalogue import LANGUAGES
from bot.understanding import Context, Understood, understand
from bot.understanding.sentences import READS_ONLY
from bot.understanding.vocabulary import LATER as LATER_COMMAND
from bot.understanding.vocabulary import vocabulary
from tests.bot.phrases import AS_TYPED, COMMITTEE, LATER, NOT_AN_ORDER
from tests.bot.phrases_english import ENGLISH
from tests.bot.phrases_of_actions import ACTIONS
from tests.bot.phrases_of_minutes import MINUTES
from tests.bot.phrases_of_others import OTHERS
from tests.bot.phrases_of_polls import POLLS
from tests.bot.phrases_of_seats import IN_A_HURRY
from tests.bot.phrases_of_speakers import SPEAKERS
from tests.bot.phrases_spanish import SPANISH

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("America/Lima"))
MEETINGS = (
    ("TEC-2026-01", "technical", date(2026, 11, 24)),
    ("PLE-2026-01", "plenary", date(2026, 12, 10)),
    ("CE-2027-01", "executive", date(2027, 2, 9)),
    ("TEC-2027-01", "technical", date(2027, 4, 6)),
)
ORGANISATIONS = ("OIM", "OCR", "ACNUR", "OIT", "UNICEF", "PNUD", "OPS/OMS", "UNFPA", "ONU Mujeres", "UNODC")
ON_MONDAY = Context("es", NOW, ORGANISATIONS, MEETINGS)
ON_WEDNESDAY = Context("es", NOW + timedelta(2), ORGANISATIONS, MEETINGS)


def typed(words: str, context: Context = ON_MONDAY, family: str = "") -> Understood:
    return understand(words, context, family)


@pytest.mark.parametrize(("words", "command", "values"), AS_TYPED)
def test_the_examples_work_as_typed(words: str, command: str, values: dict[str, Any]):
    context = ON_WEDNESDAY if "próxima técnica" in words else ON_MONDAY

    assert typed(words, context) == Understood(command, values)


@pytest.mark.parametrize(
    ("words", "command", "values"), SPANISH + ENGLISH + IN_A_HURRY + ACTIONS + POLLS + SPEAKERS + MINUTES + OTHERS
)
def test_what_people_type_is_understood(words: str, command: str, values: dict[str, Any]):
    assert typed(words, ON_WEDNESDAY) == Understood(command, values)


@pytest.mark.parametrize("words", LATER)
def test_what_comes_later_is_recognised_and_kept_as_typed(words: str):
    assert typed(words) == Understood("network.later", {"typed": words})


@pytest.mark.parametrize("words", NOT_AN_ORDER)
def test_what_is_denied_reported_asked_or_unclear_changes_nothing(words: str):
    command = typed(words).command

    assert READS_ONLY.match(command), command


@pytest.mark.parametrize(
    ("words", "command", "values"), SPANISH + ENGLISH + IN_A_HURRY + ACTIONS + POLLS + SPEAKERS + MINUTES + OTHERS
)
def test_capitals_accents_and_courtesy_never_matter(words: str, command: str, values: dict[str, Any]):
    bare = words.translate(str.maketrans("áéíóúÁÉÍÓÚ", "aeiouAEIOU"))

    assert typed(bare, ON_WEDNESDAY).command == command
    assert typed(words.upper(), ON_WEDNESDAY).command == command
    assert typed(f"  {words}  ", ON_WEDNESDAY).command == command


@pytest.mark.parametrize(("words", "command", "values"), [row for row in AS_TYPED if row[0].startswith("/")])
def test_a_slash_command_says_the_same_when_the_platform_takes_its_name_off(
    words: str, command: str, values: dict[str, Any]
):
    family, _, rest = words.partition(" ")

    assert typed(rest, family=family) == typed(rest, family=family[1:]) == Understood(command, values)
    assert typed(words[1:]).command == command


@pytest.mark.parametrize(
    "family", ["red", "network", "reunión", "meeting", "agenda", "decision", "minuta", "minutes", "accion", "action"]
)
def test_a_family_alone_shows_something(family: str):
    assert READS_ONLY.match(typed("", family=family).command)
    assert READS_ONLY.match(typed(f"/{family}").command)


def test_nothing_typed_is_my_home():
    assert [typed(words).command for words in ("", "   ", "@Quipu", "<@U0QUIPU>", "\u202e")] == ["network.home"] * 5


@pytest.mark.parametrize(
    ("words", "family", "nearest"),
    [
        ("convokar plenaria", "reunion", "meetings.convene"),
        ("circualr CE-2027-01", "minuta", "minutes.circulate"),
        ("prponer algo", "agenda", "agenda.propose"),
        ("configruacion", "red", "network.settings"),
        ("regitsrar", "decision", "decisions.record"),
        ("convnee executive", "meeting", "meetings.convene"),
        ("convokemos la plenaria", "", "meetings.convene"),
    ],
)
def test_an_unknown_verb_names_the_nearest_commands(words: str, family: str, nearest: str):
    understood = typed(words, family=family)

    assert understood.command == "network.unknown"
    assert understood.values["typed"] == words
    assert understood.values["near"][0] == nearest
    assert len(understood.values["near"]) <= 6


def test_a_date_that_cannot_be_goes_to_the_handler_with_the_right_ones():
    values = typed("/reunion convocar comite lunes 31 de noviembre").values

    assert values["kind"] == "executive"
    assert values["date_problem"].key == "date.month_ends"
    assert values["date_near"] == [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 7)]
    assert "date" not in values


def test_an_hour_that_is_unclear_goes_to_the_handler_as_a_problem():
    values = typed("/reunion convocar comite 9 de febrero a las 10 o a las 11").values

    assert (values["date"], values["time_problem"].key) == (date(2027, 2, 9), "hour.two")


def test_an_hour_alone_moves_no_day():
    assert typed("/reunion mover CE-2027-01 a las 3 pm").values.keys() == {"meeting", "time"}


@pytest.mark.parametrize(
    ("words", "meeting"),
    [
        ("/minuta ver comité", {"meeting": COMMITTEE}),
        ("/agenda ver técnica", {"meeting_kind": "technical"}),
        ("/agenda ver próxima técnica", {"meeting": "TEC-2026-01"}),
        ("/agenda ver la técnica del 6 de abril", {"meeting": "TEC-2027-01"}),
        ("/agenda ver", {}),
        ("/agenda ver extraordinaria", {"meeting": "extraordinaria"}),
        ("/agenda ver la reunión del 3 de marzo", {"meeting": "3 de marzo"}),
        ("/agenda ver gt-2027-1", {"meeting": "GT-2027-01"}),
    ],
)
def test_a_meeting_is_found_by_kind_and_day_only_when_one_can_be_meant(words: str, meeting: dict[str, str]):
    values = typed(words).values

    assert {name: value.removeprefix("reunión del ") for name, value in values.items()} == meeting


HOSTILE = [
    '=cmd|"/C calc"!A0', "<!channel> <@U123> <#C0AAAAAAA>", "\u202eevil\u202c text", "It's «quoted» “twice” \\\"", "a\r\nBEGIN:VCALENDAR",
    "{meeting} {0} %s", "😀 café e\u0301lite", "<script>alert(1)</script>", "title — with - dashes", "+1-555; DROP TABLE", "10 % de 3.2",
]  # fmt: skip


@pytest.mark.parametrize("title", HOSTILE)
def test_what_people_write_stays_exactly_as_typed(title: str):
    assert typed(f"/reunion convocar comite 9 de febrero 10h:   {title}  ").values["title"] == title
    assert typed(f"/decision registrar CE-2027-01: {title}").values["wording"] == title
    assert typed(f"/decision registrar CE-2027-01 {title}").values["wording"] == title
    assert typed(f"#acuerdo {title}").values["wording"] == title


@given(
    st.text(max_size=400),
    st.sampled_from(
        [
            "",
            "/reunion convocar ",
            "/agenda proponer ",
            "convoca ",
            "mueve la reunión ",
            "/accion asignar ",
            "/x ",
            "/miembro unir ",
            "/miembro punto-focal ",
            "/miembro traspaso ",
            "/red ausente ",
            "/miembro retirar ",
        ]
    ),
)
def test_no_words_at_all_make_it_fall(words: str, before: str):
    understood = typed(before + words)

    assert understood.command


@pytest.mark.parametrize(
    ("words", "press"),
    [
        ("sí", "confirm"), ("Sí, confirmo.", "confirm"), ("confirmar", "confirm"), ("yes, please", "confirm"), ("¡Dale!", "confirm"),
        ("no", "discard"), ("olvídelo", "discard"), ("forget it", "discard"), ("cambiar", "change"), ("change it", "change"),
    ],
)  # fmt: skip
def test_a_word_alone_answers_what_was_just_shown(words: str, press: str):
    assert typed(words) == Understood(f"drafts.{press}")


@pytest.mark.parametrize(
    "before",
    [
        "",
        "/reunion convocar ",
        "/agenda proponer ",
        "mueve la reunión ",
        "/reunion realizada ",
        "/accion asignar ",
        "/miembro unir ",
        "/miembro punto-focal ACNUR ",
        "/miembro traspaso ",
        "/red ausente ",
    ],
)
@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "el ",
        "9 ",
        "; ",
        ", ",
        ":",
        "<@U123> ",
        "\u202e",
        "por favor ",
        "CE-2027-01 ",
        "20 min, ",
        "\r\n",
        "10:00-",
        "( ",
        "una",
        "- ",
        "-x",
        '"',
    ],
)
def test_ten_thousand_characters_take_no_time(before: str, piece: str):
    words = before + (piece * 10_000)[:10_000]
    took = []
    for _ in range(3):  # a machine that is busy elsewhere is no fault of the words
        start = clock.process_time()
        typed(words)
        took.append(clock.process_time() - start)

    assert min(took) < 0.05


def test_a_verb_means_one_thing_within_its_family():
    for language in LANGUAGES:
        meant: dict[tuple[str, str], set[str]] = {}
        for entry in vocabulary().entries:
            for verb in entry.verbs:
                meant.setdefault((entry.family, verb), set()).add(entry.command)
        doubled = {verb: names for verb, names in meant.items() if len(names - {LATER_COMMAND}) > 1}
        assert not doubled, language
