"""Every letter, filled with hard data, opens in LibreOffice: as a PDF it says every word, accents and table right."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.mail.letters import house
from bot.mail.letters.drawing import draw
from bot.mail.letters.fields import KNOWN, ROWS, Row
from bot.mail.letters.layout import LAYOUT, NAMES
from tests.town import lima

HARD = {
    "organisation": "Defensoría «Ñusta» & Hnos. <x> — Añañá, Pingüino y Cía.",
    "name": ("María Fernanda Ñahuincopa Quiñones-Güemes de la Peña y Echenique " * 4)[:200].strip(),
    "topic": "¿Regularización? «Sí» – “àèìòù” ÁÉÍÓÚ áéíóú ñÑ üÜ & <b>no</b> {{ topic }}",
    "contact": "Noé Ñaupari (n.naupari@oim.example)",
    "extra": "Primera línea\nSegunda línea\tcon sangría",
}
LONGEST, LONG_ROW = 200, 4
TOOLS = ("soffice", "pdftotext")
LETTERS = [(name, language) for name in NAMES for language in ("es", "en")]


def needed_or_skip() -> None:
    """Where the tools are missing the letters cannot be read back: said, and never in CI."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing and os.environ.get("CI"):
        pytest.fail(f"CI lacks {', '.join(missing)}: .ci/run installs libreoffice-writer-nogui and poppler-utils")
    if missing:
        pytest.skip(f"{', '.join(missing)} not found: apt-get install libreoffice-writer-nogui poppler-utils")


def filled(name: str) -> dict[str, str | list[Row]]:
    """Every field with words of its own; the table has eight rows, one of them long."""
    values: dict[str, str | list[Row]] = {field: f"campo {field.replace('_', ' ')} ñ" for field in KNOWN[name]}
    values |= {"opening": "", "closing": "", **{field: words for field, words in HARD.items() if field in KNOWN[name]}}
    values["facts"] = [{"label": f"Rótulo {n} ñ", "value": f"Valor {n} «á» & <{n}>"} for n in range(1, ROWS + 1)]
    values["facts"][LONG_ROW - 1] = {"label": f"Rótulo {LONG_ROW} ñ", "value": HARD["name"]}
    return values


@pytest.fixture(scope="module")
def read_back(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    """What each PDF says, its words one space apart; all of them made in one run of LibreOffice."""
    needed_or_skip()
    folder = tmp_path_factory.mktemp("pdf")
    for name, language in LETTERS:
        made = draw(
            house.template(name, language), filled(name), title=name, author="Red", written_at=lima(2027, 1, 4), language=language
        )  # fmt: skip
        (folder / f"{name}.{language}.docx").write_bytes(made)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    made_of = sorted(map(str, folder.glob("*.docx")))
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *made_of],
        check=True, capture_output=True, timeout=100,
    )  # fmt: skip
    return {(name, language): words_of(folder / f"{name}.{language}.pdf") for name, language in LETTERS}


def words_of(pdf: Path) -> str:
    read = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=30).stdout
    return squeezed(read.decode())


def squeezed(words: str) -> str:
    """Without white space: where a line breaks, in a cell or not, is the page's affair."""
    return re.sub(r"\s+", "", words)


def sentences(name: str, language: str) -> list[str]:
    """The template's own words, between its fields."""
    lines = [house.fields_in(line, language) for line in LAYOUT[name] if line.how not in {"table", "optional", "space"}]
    return [part for line in lines for part in re.split(r"\{\{.*?\}\}|\{%.*?%\}", line) if part.strip()]


@pytest.mark.parametrize(("name", "language"), LETTERS)
def test_every_word_of_every_letter_is_in_its_pdf(
    read_back: dict[tuple[str, str], str], name: str, language: str
) -> None:
    said = read_back[name, language]
    assert [part for part in sentences(name, language) if squeezed(part) not in said] == []
    used = [line.words.strip("{}") for line in LAYOUT[name] if line.words.startswith("{")]
    values = filled(name)
    for field in (*used, "network", "draft_mark"):
        value = str(values[field]).replace("\t", " ")
        assert all(squeezed(line) in said for line in value.split("\n")), field


@pytest.mark.parametrize(("name", "language"), LETTERS)
def test_the_table_has_every_row_and_no_field_is_left_unfilled(
    read_back: dict[tuple[str, str], str], name: str, language: str
) -> None:
    said = read_back[name, language]
    if any(line.how == "table" for line in LAYOUT[name]):
        for n in range(1, ROWS + 1):
            assert squeezed(f"Rótulo {n} ñ") in said
            assert n == LONG_ROW or squeezed(f"Rótulo {n} ñ Valor {n} «á» & <{n}>") in said
        assert all(squeezed(word) in said for word in HARD["name"].split())
    assert "{%" not in said
    assert said.count("{{") == said.count(squeezed("{{ topic }}")), "only what somebody typed"


def test_the_name_is_as_long_as_a_name_may_be() -> None:
    assert LONGEST - 5 <= len(HARD["name"]) <= LONGEST
