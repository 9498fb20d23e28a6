"""Each language says everything the others say, with the same gaps, and nothing is empty; a new folder joins by existing."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.language.articles import FORMS
from bot.language.catalogue import FOLDER, LANGUAGES, Words, catalogue, gaps
from bot.language.dates import said_moment
from bot.language.reading import read
from storage.text import text

LIMA = ZoneInfo("America/Lima")
ONE_FORM_OF_MANY = {"when", "day"}


def sentences(language: str) -> Iterator[tuple[str, str, str]]:
    """Every sentence of a language: its key, its form, the words between its gaps."""
    for key, forms in catalogue(language).items():
        for form, template in forms.items():
            yield key, form, "".join(before for before, _, _ in template)


def test_there_are_the_two_languages_of_the_network():
    assert {"es", "en"} <= set(LANGUAGES)


def test_every_language_has_the_same_files():
    files = [{path.name for path in (FOLDER / language).glob("*.toml")} for language in LANGUAGES]

    assert all(one == other for one, other in pairwise(files))


def test_every_language_has_the_same_messages():
    keys = {language: set(catalogue(language)) for language in LANGUAGES}
    every = set.union(*keys.values())

    assert {language: sorted(every - known) for language, known in keys.items() if every - known} == {}


def test_every_message_has_the_same_gaps_in_every_language():
    different = {}
    for key in catalogue(LANGUAGES[0]):
        needed = [
            set.union(*(gaps(template) for template in catalogue(language)[key].values())) for language in LANGUAGES
        ]
        if any(one != other for one, other in pairwise(needed)):
            different[key] = needed

    assert different == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_empty_or_untidy(language: str):
    meant_empty = {"joined.and_sound", "joined.or_sound"}
    bad = [key for key, form, template in _whole(language) if key not in meant_empty and not template.strip()]
    untidy = [key for key, form, template in _whole(language) if template != template.strip() or "  " in template]

    assert (bad, untidy) == ([], [])


def _whole(language: str) -> Iterator[tuple[str, str, str]]:
    for key, forms in catalogue(language).items():
        for form, template in forms.items():
            yield key, form, "".join(f"{before}{{{gap}}}" if gap is not None else before for before, gap, _ in template)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_carries_a_trace_of_its_making(language: str):
    traces = ("TODO", "XXX", "FIXME", "lorem", "{}", "None")

    assert [(key, trace) for key, _, words in sentences(language) for trace in traces if trace in words] == []


def test_spanish_never_calls_anybody_illegal_and_says_usted():
    unwanted = (" ilegal", "UNMN", " tú ", " tus ", " te ", " vos ", "tienes", "puedes ")

    assert [
        (key, word)
        for key, _, words in sentences("es")
        if not key.startswith("command.")
        for word in unwanted
        if word in f" {words} "
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_said(language: str):
    words = Words(language, zone=LIMA)
    anything = {"date": date(2027, 2, 9), "moment": datetime(2027, 2, 9, 15, 0, tzinfo=UTC)}
    unsaid = []
    for key, forms in catalogue(language).items():
        wanted = {
            gap: _sample(form, anything) for template in forms.values() for _, gap, form in template if gap is not None
        }
        said = words.say(text(key, **{"count": 2, **wanted}))
        if "{" in said and not key.startswith("date.moment"):
            unsaid.append(key)

    assert unsaid == []


def _sample(form: str, anything: dict[str, object]) -> object:
    if form in FORMS:
        return "Ministerio"
    if form in {"hour", "short"}:
        return anything["moment"]
    return ["a", "b"] if form in {"or", "and", "lines"} else anything["date"] if form else "words"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_reads_the_days_it_says(language: str):
    now = datetime(2026, 11, 23, 9, 0, tzinfo=LIMA)

    for step in range(1, 731):
        moment = (now + timedelta(step)).replace(hour=10)
        when = read(said_moment(moment, language, LIMA), now)
        assert (when.day, when.start) == (moment.date(), moment.time())
