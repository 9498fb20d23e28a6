"""A charter is read whole, or refused with the line that is wrong and the mend."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.charter import CHARTERS, CharterError, load

PERU = (CHARTERS / "peru.toml").read_text(encoding="utf-8")
MINUTES = '[terms."minutes.circulation"]  # after the meeting\nworking_days = 5\n'
LADDER = 'owner = "secretariat"\nladder = { before = [1], on_the_day = true, late = 1, coordinator = 2 }\n'
YEARLY = '[terms."plenary.yearly"]  # with the annual balance on its agenda\nnumber = 1\nowner = "coordination"\n'
ALERT = '[terms."plenary.alert"]\nday = "12-15"\namber = "10-01"\nred = "12-01"\n'
EXECUTIVE = "decides = true\nminutes = 90\n"
SETTINGS = '[powers.settings]  # citing the decision\noffices = ["coordination"]\n'
STATE = 'counts_for = ["government"]\ndays = {}\n'


def put(passage: str, old: str, new: str) -> tuple[str, str]:
    """A passage of the charter, and the same with one word in it put otherwise."""
    return passage, passage.replace(old, new)


def written(folder: Path, old: str, new: str) -> Path:
    """The charter of Peru with one passage put otherwise."""
    assert PERU.count(old) == 1, f"{old!r} stands {PERU.count(old)} times in the charter"
    path = folder / "peru.toml"
    path.write_text(PERU.replace(old, new), encoding="utf-8")
    return path


def refusal(path: Path) -> tuple[str, str]:
    """The complaint about a charter, and the line of the file to which it points."""
    with pytest.raises(CharterError) as refused:
        load(path)
    found = re.fullmatch(rf"{path.name}:(\d+): (.+); (.+)", str(refused.value), re.DOTALL)
    assert found, str(refused.value)
    return found[0], path.read_text(encoding="utf-8").split("\n")[int(found[1]) - 1]


NAMES = {
    "an unknown key": (MINUTES, MINUTES + "in_days = 5\n", "in_days = 5", "in_days is not a key of terms.minutes.circulation"),
    "an unknown key at the top": (*put("[network]\n", "[", 'colour = "blue"\n['), "colour =", "colour is not a key of the charter"),
    "an unknown table": (*put("[powers.convene]", "[", "[teams.a]\nx = 1\n["), "[teams.a]", "teams is not a key of the charter"),
    "another term's field": (MINUTES, MINUTES + "number = 5\n", "number = 5", "number is not a key of"),
    "a missing key": (*put(MINUTES, "working_days = 5\n", ""), '[terms."minutes.circulation"]', "has no working_days"),
    "a misspelt term": (*put('[terms."absent.answer"]', "sw", "ws"), '[terms."absent.anwser"]', "'absent.anwser' is no term"),
    "a missing table": (*put("[objectives.names]", "names", "nomes"), "[objectives]", "objectives has no names"),
    "an unknown office": (*put("[offices.stakeholder]", "r]", "rs]"), "[offices.stakeholders]", "'stakeholders' is no office"),
    "a power of nobody": (*put(SETTINGS, "coordination", "chair"), '["chair"]', "'chair' is no office"),
    "a power of numbers": (*put(SETTINGS, '"coordination"', "[1]"), "[[1]]", "[1] is no office"),
    "an owner by name": (*put(MINUTES + LADDER, '"secretariat"', '"Renzo"'), '"Renzo"', "'Renzo' is no office"),
    "an unknown power": (*put("[powers.attend]", "attend", "dance"), "[powers.dance]", "'dance' is no power"),
    "an unknown kind": (*put("[meetings.technical]", "technical", "tecnica"), "[meetings.tecnica]", "is no meeting kind"),
    "a term of an unknown kind": (*put("plenary = -12", "ry", "ria"), "plenaria = -12", "plenaria is not a key"),
    "a reader twice": (*put('"TEC"\nreaders = ["focal_point"', "focal_point", "rco"), '["rco",', "names somebody twice"),
    "two prefixes alike": (*put('prefix = "TEC"', "TEC", "PLE"), 'prefix = "PLE"', "PLE is already that of plenary"),
    "the prefix of agreements": (*put('prefix = "GT"', "GT", "AT"), 'prefix = "AT"', "AT is already that of other papers"),
    "a prefix in small letters": (*put('prefix = "GT"', "GT", "gt-1"), 'prefix = "gt-1"', "'gt-1' is no prefix of a code"),
}  # fmt: skip

SOURCES = {
    "no source": (YEARLY + 'source = "tor"\n', YEARLY, '[terms."plenary.yearly"]', "terms.plenary.yearly has no source"),
    "an unknown source": (*put(YEARLY + 'source = "tor"', "tor", "custom"), '"custom"', "'custom' is no source"),
    "a rule somebody may change": (YEARLY, YEARLY + 'changed_by = "coordination"\n', "changed_by", "which nobody changes"),
    "a setting nobody may change": (
        *put('clause = "2.agility"\nsince = 2026-11-23\nchanged_by', "changed_by", "#"), "[powers.settings]", "has no changed_by",
    ),
    "a setting changed by a person": (
        *put('"2.agility"\nsince = 2026-11-23\nchanged_by = "coordination"', "coordination", "Renzo"), "Renzo", "'Renzo' is no office",
    ),
    "a list of clauses": (*put(YEARLY + 'source = "tor"\nclause = "7.network"', '"7.network"', "[]"), "clause = []", "[] is no clause"),
    "an unknown clause": (*put(YEARLY + 'source = "tor"\nclause = "7.network"', "7.network", "9"), '"9"', "'9' is no clause"),
    "a clause without words": (*put('words = "Facilitar', '"F', '"" # F'), 'words = ""', "words is ''"),
    "a clause the house must cite": (*put('[clauses."5.2.1"]', "5.2.1", "5.2"), "[clauses.", "the clause 5.2.1 is missing"),
    "a since that is no date": (
        *put('bound_to = "OCR"\nsource = "tor"\nclause = "5.2.2"\nsince = 2026-11-23', "2026-11-23", '"2026"'),
        'since = "2026"', "since is '2026'",
    ),
}  # fmt: skip

NUMBERS = {
    "negative minutes": (*put(EXECUTIVE, "90", "-90"), "minutes = -90", "minutes is -90, which cannot be"),
    "a meeting of two days": (*put(EXECUTIVE, "90", "2880"), "minutes = 2880", "whole number from 5 to 720"),
    "minutes in quotation marks": (*put(EXECUTIVE, "90", '"90"'), 'minutes = "90"', "minutes is '90'"),
    "a usual hour that is none": (*put('en = "Ordinary session" }\nhour = "10:00"', "10:00", "ten"), '"ten"', "'ten' is no hour"),
    "yes instead of true": (*put(EXECUTIVE, "true", '"yes"'), 'decides = "yes"', "write true or false"),
    "500 working days": (*put(MINUTES, "5", "500"), "working_days = 500", "whole number from 0 to 250"),
    "minutes before the meeting": (*put(MINUTES, "5", "-5"), "working_days = -5", "working_days is -5"),
    "half a day": (*put(MINUTES, "5", "2.5"), "working_days = 2.5", "working_days is 2.5"),
    "true days": (*put(MINUTES, "5", "true"), "working_days = true", "working_days is true"),
    "a close after the meeting": (*put("plenary = -12", "-", ""), "plenary = 12", "whole number from -250 to 0"),
    "a close before the call": (*put("plenary = -12", "1", "2"), "plenary = -22", "would come before agenda.call"),
    "month 13": (*put(ALERT, "12-15", "13-15"), '"13-15"', "'13-15' is no date of the year"),
    "31 February": (*put(ALERT, "10-01", "02-31"), '"02-31"', "'02-31' is no date of the year"),
    "a date most years lack": (*put(ALERT, "10-01", "02-29"), '"02-29"', "a date that every year has"),
    "red before amber": (*put(ALERT, "12-01", "09-01"), "amber", "not in this order"),
    "hour 25": (*put('at = "17:00"', "17", "25"), '"25:00"', "'25:00' is no hour of the day"),
    "an hour without quotation marks": (*put('at = "17:00"', '"17:00"', "17:00:00"), "17:00:00", "is no hour of the day"),
    "a door that closes first": (*put('at = "17:30"', "17", "08"), '"08:30"', "closes before it opens"),
    "a ladder upside down": (*put(MINUTES + LADDER, "late = 1", "late = 3"), "late = 3", "before the one who answers for it"),
    "a ladder in words": (*put(MINUTES + LADDER, "[1]", '["one"]'), '["one"]', "list of whole numbers"),
}  # fmt: skip

PLACES = {
    "an unknown zone": (*put('zone = "America/Lima"', "Lima", "Limaa"), "America/Limaa", "is no time zone"),
    "a zone that leads away": (*put('zone = "America/Lima"', "America", "../America"), "../America", "is no time zone"),
    "a language without words": (*put('["es", "en"]', "]", ', "qu"]'), "title = {", "title has no text in 'qu'"),
    "words in no language of theirs": (*put('["es", "en"]', ', "en"', ""), "title = {", "title has a text in 'en'"),
    "languages that are none": (*put('["es", "en"]', '["es", "en"]', '"es"'), "languages =", "is no list of languages"),
    "a language in full": (*put('["es", "en"]', '"en"', '"English"'), "English", "'English' is no language"),
    "a language of record nobody has": (*put('language = "es"', "es", "fr"), '"fr"', "'fr' is no language of this network"),
    "an unknown country": (*put('country = "PE"', "PE", "PERU"), '"PERU"', "'PERU' is no country"),
    "days that count for nobody": (*put(STATE, '["government"]', "[]"), "counts_for = []", "at least one"),
    "an extra day that is none": (*put(STATE, "{}", '{ "2027-02-31" = "Puente" }'), "2027-02-31", "'2027-02-31' is no date"),
    "an extra day without name": (*put(STATE, "{}", '{ "2027-02-26" = "" }'), "2027-02-26", "2027-02-26 is ''"),
    "an objective without number": (*put("23 = {", "23", "last"), "last = {", "'last' is no number of an objective"),
    "an objective in one language": (*put('"Remesas", en', "en", "fr"), "20 =", "20 has no text in 'en'"),
}  # fmt: skip

BROKEN = {
    "an open bracket": (*put('["es", "en"]', "]", ""), "source", "this is not TOML"),
    "an open quotation mark": (*put('"America/Lima"', 'Lima"', "Lima"), 'zone = "America/Lima', "this is not TOML"),
    "a day that no calendar has": (*put(YEARLY + 'source = "tor"\nclause = "7.network"\nsince = 2026-11-23', "11-23", "02-31"), "2026-02-31", "this is not TOML"),
    "a table twice": (*put("[offices.rco]", "rco", "executive"), "[offices.executive]", "cannot declare"),
    "a key twice": (MINUTES, MINUTES + "working_days = 6\n", "working_days = 6", "cannot overwrite a value"),
}  # fmt: skip

SLIPS = NAMES | SOURCES | NUMBERS | PLACES | BROKEN


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_refused_with_its_line(slip: str, tmp_path: Path) -> None:
    old, new, at_line, complaint = SLIPS[slip]
    message, line = refusal(written(tmp_path, old, new))
    assert complaint in message
    assert at_line in line


def test_a_slip_of_the_pen_is_recognised(tmp_path: Path) -> None:
    message, _ = refusal(written(tmp_path, MINUTES + 'owner = "', MINUTES + 'ownr = "'))
    assert message.endswith("did you mean owner? Else take the line out")


def test_the_line_is_right_below_texts_and_lists_of_many_lines(tmp_path: Path) -> None:
    path = written(tmp_path, 'zone = "America/Lima"', 'zone = """\nAmerica/Lima"""')
    path.write_text(
        path.read_text(encoding="utf-8").replace('["es", "en"]', '[\n  "es", # first\n  "en",\n]'), encoding="utf-8"
    )
    load(path)
    message, line = refusal(_changed(path, EXECUTIVE, EXECUTIVE.replace("90", "0")))
    assert "minutes is 0" in message
    assert line == "minutes = 0"


def _changed(path: Path, old: str, new: str) -> Path:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    return path


def test_files_of_other_editors_are_read_too(tmp_path: Path) -> None:
    path = tmp_path / "peru.toml"
    path.write_bytes(b"\xef\xbb\xbf" + PERU.replace("\n", "\r\n").encode())
    assert load(path) == load(CHARTERS / "peru.toml")


def test_a_file_that_is_not_text_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "peru.toml"
    path.write_bytes(b"# one\n# two \xff\n" + PERU.encode())
    with pytest.raises(CharterError, match=r"peru\.toml:2: a letter is not written in UTF-8; save the file as UTF-8"):
        load(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CharterError, match=r"absent\.toml:1: the file cannot be read .*; check its name and place"):
        load(tmp_path / "absent.toml")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.toml"
    path.write_text("", encoding="utf-8")
    with pytest.raises(CharterError, match=r"empty\.toml:1: the charter has no network; add a table \[network\]"):
        load(path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    line=st.integers(0, PERU.count("\n")),
    instead=st.one_of(
        st.none(), st.text(max_size=30), st.sampled_from(["[", "a = 1", "source = 1", "[terms]", '"""', "clause = []"])
    ),
)
def test_whatever_happens_to_a_line_the_charter_is_read_or_refused_with_a_line(
    line: int, instead: str | None, tmp_path: Path
) -> None:
    lines = PERU.split("\n")
    lines[line : line + 1] = [] if instead is None else [instead.encode(errors="replace").decode()]
    path = tmp_path / "peru.toml"
    path.write_text("\n".join(lines), encoding="utf-8", newline="")
    complaint = _complaint(path)
    assert not complaint or re.match(r"peru\.toml:\d+: .+; .+", complaint, re.DOTALL)


def _complaint(path: Path) -> str:
    try:
        load(path)
    except CharterError as refused:
        return str(refused)
    return ""
