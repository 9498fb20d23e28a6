"""What each charter must satisfy by existing, and what the code may say of one network: nothing."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.language.catalogue import LANGUAGES, Words, catalogue
from bot.roster import import_roster
from handlers.commands import COMMANDS
from handlers.mandates import EVERYONE
from handlers.reply import Reply
from scheduler import law
from storage.charter import CHARTERS, SETTING, TOR, Charter, load_named
from storage.charter_reading import CALENDARS, CLAUSES, POWERS
from storage.charter_terms import MEETING_KINDS, TERMS
from storage.database import Database
from storage.people import OFFICES
from storage.text import Text, own_words, text
from tests.town import Town, lima

HOUSE = Path(__file__).parents[2]
NAMES = sorted(path.stem for path in CHARTERS.glob("*.toml"))
SOURCES = sorted(
    path for folder in ("bot", "handlers", "scheduler", "storage") for path in (HOUSE / folder).rglob("*.py")
)


@pytest.fixture(params=NAMES)
def charter(request: pytest.FixtureRequest) -> Charter:
    return load_named(request.param)


def test_there_are_two_charters() -> None:
    assert NAMES == ["example", "peru"]


def test_every_value_has_its_clause_and_says_whether_it_is_a_rule_or_a_setting(charter: Charter) -> None:
    groups = (charter.offices, charter.powers, charter.meetings, charter.terms, charter.calendars)
    values = [value for group in groups for value in group.values()]
    assert len(values) > 50
    for value in values:
        assert value.clause in charter.clauses, value
        assert value.since is not None, value
        assert value.source in {TOR, SETTING}, value
        assert bool(value.changed_by) == (value.source == SETTING), value


def test_every_clause_is_quoted_and_named_in_each_language_of_the_network(charter: Charter) -> None:
    for clause in charter.clauses.values():
        assert clause.words
        assert clause.number
        assert set(clause.title) == set(charter.languages)


def test_every_language_of_a_network_has_words(charter: Charter) -> None:
    assert set(charter.languages) <= set(LANGUAGES)


def test_its_periods_end_within_its_hours(charter: Charter) -> None:
    assert charter.opens <= charter.notices_at < charter.close_of_business <= charter.closes


def test_its_working_days_can_be_counted_for_years(charter: Charter) -> None:
    found = law.of_charter(charter, 2027)
    for year in (2026, 2027, 2030):
        off = [day for day in found.days.days_off if day.year == year]
        assert len(off) >= 8, year


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_a_charter_uses_has_words(language: str) -> None:
    names = {"office": OFFICES, "power": POWERS, "term": TERMS, "meeting_kind": MEETING_KINDS, "calendar": CALENDARS}
    missing = [
        key for kind, all_ in names.items() for name in all_ if (key := f"{kind}.{name}") not in catalogue(language)
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("language", "rule", "setting"),
    [
        (
            "es",
            "Términos de Referencia, §5.1.8: «Difundir»",
            "Ajuste de la Secretaría, no regla de los Términos de Referencia",
        ),
        (
            "en",
            "Terms of reference, §5.1.8: «Difundir»",
            "A setting of the Secretariat, not a rule of the terms of reference",
        ),
    ],
)
def test_a_rule_is_quoted_and_a_setting_is_called_a_setting(language: str, rule: str, setting: str) -> None:
    words = Words(language)
    assert words.say(text("source.clause", number="5.1.8", words="Difundir")) == rule
    line = words.say(text("source.setting", name=text("term.minutes.circulation"), clause="5.1.8"))
    assert line.startswith(setting)
    assert words.say(text("term.minutes.circulation")) in line


def test_what_a_charter_names_itself_is_said_in_the_readers_language(peru: Charter) -> None:
    title = own_words(peru.clauses["5.1.8"].title)
    assert Words("es").say(title) == "Minutas, decisiones y seguimiento"
    assert Words("en").say(title) == "Minutes, decisions and follow-up"
    assert Words("es").say(own_words({"en": "Openness"})) == "Openness"


def test_every_command_needs_a_power_that_the_charter_grants(charter: Charter) -> None:
    assert COMMANDS
    assert {found.power for found in COMMANDS.values()} <= {EVERYONE, *charter.powers}


def test_every_clause_the_code_cites_is_in_every_charter(peru: Charter) -> None:
    cited = {word for path in SOURCES if path.parent.name != "storage" for word in _strings(path)} & set(peru.clauses)
    assert "5.1.8" in cited
    assert cited <= set(CLAUSES)


def test_every_term_the_code_asks_for_is_in_every_charter() -> None:
    asked = {term for path in SOURCES for term in _asked_terms(path)}
    assert asked
    assert asked <= set(TERMS)


def test_nothing_of_one_country_is_in_the_code() -> None:
    named = re.compile(r"\b(Perú|Lima|OIM|ACNUR|OCR|Cancillería|Moldova|UNFPA)\b")
    found = [f"{path.name}: {word}" for path in SOURCES for word in _strings(path) if named.search(word)]
    assert found == []


def _strings(path: Path) -> Iterator[str]:
    """Every text in a file's code; what is written to its readers, docstrings, aside."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken:
            yield node.value


def _asked_terms(path: Path) -> Iterator[str]:
    """The names in law.term("…") and charter.terms["…"]."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = node.args[0] if isinstance(node, ast.Call) and node.args and _called(node.func) == "term" else None
        if isinstance(node, ast.Subscript) and _called(node.value) == "terms":
            name = node.slice
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            yield name.value


def _called(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else ""


ROSTER = """organisation,name,email,office,language
UNFPA,Ana Codreanu-Vale,ana@unfpa.example,coordination,en
UNFPA,Ion Brumar,ion@unfpa.example,secretariat,en
RCO,Sena Ostrovan,sena@rco.example,resident_coordinator,en
WHO,Mila Carpin,mila@who.example,focal_point,en
"""


@pytest.fixture
def ageing(database: Database) -> Town:
    """The network of the example, with four people, on each database."""
    at = lima(2027, 1, 11)
    charter = load_named("example")
    with database.transaction() as session:
        import_roster(session, charter, ROSTER, "ageing.csv", at)
    return Town(database, {"example": charter}, at, "example")


@pytest.mark.parametrize(
    "command", ["network.settings", "network.tor", "network.obligations", "network.help", "network.mine"]
)
def test_the_house_serves_a_network_of_another_country(ageing: Town, command: str) -> None:
    said = _said(ageing.ask("ion", command), ageing.charter)
    assert said
    assert not re.search(r"Per[uú]|Lima|Comité|§5\.1\.8", said)


def test_another_network_is_answered_with_its_own_numbers_and_clauses(ageing: Town) -> None:
    said = _said(ageing.ask("mila", "network.why", code="minutes.circulation"), ageing.charter)
    assert "3 working days" in said
    assert "§6.3" in said
    assert "circulates minutes without delay" in said


def test_another_network_refuses_by_its_own_clause(ageing: Town) -> None:
    refused = ageing.ask("mila", "network.calendar_day", date="2027-02-08", name="Bridge day", calendar="un_office")
    assert refused.refused
    assert "§6.1" in _said(refused, ageing.charter)


def _said(reply: Reply, charter: Charter) -> str:
    """Everything an answer says, one line each, to a reader of the network's language."""
    words = Words(charter.language, charter.language)
    return "\n".join(words.say(each) for each in _texts(reply))


def _texts(thing: object) -> Iterator[Text]:
    if isinstance(thing, Text):
        yield thing
    elif isinstance(thing, dict):
        for each in thing.values():
            yield from _texts(each)
    elif isinstance(thing, list | tuple):
        for each in thing:
            yield from _texts(each)
    elif hasattr(thing, "__dataclass_fields__"):
        yield from _texts([getattr(thing, name) for name in thing.__dataclass_fields__])
