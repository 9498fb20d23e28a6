"""The secretariat's own Word templates: taken in when they can be used, refused with what to mend when they cannot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.__main__ import main
from bot.mail.letters import house
from bot.mail.letters.checking import DOCUMENT, LARGEST, TYPES, checked
from bot.mail.letters.drawing import draw
from bot.mail.letters.fields import KNOWN, LetterError, example
from bot.mail.letters.layout import NAMES
from bot.word.holding import holdable
from storage import journal
from tests.town import Town, lima

NEEDED = "{{ draft_mark }} {{ organisation }} {{ topic }} {{ contact }}"
RELS = "word/_rels/document.xml.rels"


def written(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs."""
    page, made = Document(), io.BytesIO()
    for words in paragraphs:
        page.add_paragraph(words)
    page.save(made)
    return made.getvalue()


def with_part(content: bytes, path: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same file with one part changed, or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in dict.fromkeys((*before.namelist(), path)):
            part = before.read(name) if name in before.namelist() else b""
            after.writestr(name, change(part) if name == path else part)
    return made.getvalue()


def filled(content: bytes, name: str = "carta", **values: str) -> str:
    made = draw(content, {**example(name), **values}, title="t", author="a", written_at=lima(2027, 1, 4), language="es")
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(made)).paragraphs)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_the_houses_own_templates_pass_the_check_they_are_exported_under(name: str, language: str) -> None:
    assert checked(house.template(name, language), name, language)
    assert set(NAMES) == set(KNOWN)


def test_a_field_nobody_knows_and_a_field_that_is_lacking_are_named() -> None:
    with pytest.raises(LetterError, match="no field «tema»"):
        checked(written(NEEDED, "{{ tema }}"), "carta", "es")
    with pytest.raises(LetterError, match="lacks the field «draft_mark», «topic»"):
        checked(written("{{ organisation }} {{ contact }}"), "carta", "es")


def test_a_field_without_a_value_is_an_error_that_names_it() -> None:
    values = example("carta")
    del values["topic"]
    with pytest.raises(LetterError, match="«topic»") as missing:
        draw(written(NEEDED), values, title="t", author="a", written_at=lima(2027, 1, 4), language="es")
    assert missing.value.field == "topic"


@pytest.mark.parametrize(
    "attack",
    [
        "{{ organisation.__class__.__mro__ }}", "{{ ''.__class__ }}", "{{ facts.append }}", "{{ cycler.__init__ }}",
        "{{ organisation|attr('__class__') }}", "{% for n in 'aaaa' %}x{% endfor %}", "{{ 9**9 }}", "{{ 'a' * 9 }}",
        "{% set x = 1 %}", "{% include 'x' %}", "{% import 'x' as y %}", "{{ range(9) }}", "{{ organisation[0] }}",
        "{% for a in facts %}{% for b in facts %}x{% endfor %}{% endfor %}", "{{ organisation|format }}",
        "{% macro m() %}{% endmacro %}", "{{ self }}{{ self.x() }}", "{% for r in facts recursive %}{% endfor %}",
        "{{ organisation.format }}", "{% if 1 < 2 %}{% endif %}", "{{ lipsum() }}", "{{ {}.x }}",
    ],
)  # fmt: skip
def test_a_template_computes_nothing(attack: str) -> None:
    with pytest.raises(LetterError):
        checked(written(NEEDED, attack), "carta", "es")
    with pytest.raises(LetterError):
        filled(written(attack))


def test_what_people_typed_survives_and_orders_nothing() -> None:
    hard = 'A & B <x> "q" {{ topic }} {% if %}\ncon salto\ttab \a\x0c\x00\x1b \u202eñ é «» 🧵 <w:p>'
    words = filled(written("[{{ organisation }}]"), organisation=hard)
    assert words == f"[{holdable(hard)}]"
    assert "A & B <x>" in words and "␀" in words and "␇" in words


@settings(max_examples=15)
@given(st.text(max_size=120))
def test_any_text_stands_in_the_letter_as_it_was_typed(typed: str) -> None:
    assert filled(written("[{{ organisation }}]"), organisation=typed) == f"[{holdable(typed)}]"


def bomb() -> bytes:
    return with_part(written(NEEDED), "word/media/x.png", lambda _: b"\0" * 30_000_000)


def related(target: str, kind: str = "image") -> Callable[[bytes], bytes]:
    head = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    row = f'<Relationship Id="rId99" Type="{head}{kind}" Target="{target}" TargetMode="&#69;xternal"/>'
    return lambda part: part.replace(b"</Relationships>", row.encode() + b"</Relationships>")


BAD = {
    "not a zip": lambda: b"hello",
    "cut": lambda: written(NEEDED)[:-400],
    "too large": lambda: b"x" * (LARGEST + 1),
    "bomb": bomb,
    "not word": lambda: with_part(b"PK\x05\x06" + b"\0" * 18, "a.txt", lambda _: b"x"),
    "macros": lambda: with_part(written(NEEDED), "word/vbaProject.bin", lambda _: b"x"),
    "macro kind": lambda: with_part(
        written(NEEDED), TYPES, lambda p: p.replace(b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")
    ),
    "embedded": lambda: with_part(written(NEEDED), "word/embeddings/oleObject1.bin", lambda _: b"x"),
    "picture from outside": lambda: with_part(written(NEEDED), RELS, related("http://x.example/a.png")),
    "template from outside": lambda: with_part(written(NEEDED), RELS, related("file:///c:/a.dotm", "attachedTemplate")),
    "link to a file": lambda: with_part(written(NEEDED), RELS, related("file://x.example/a", "hyperlink")),
    "doctype": lambda: with_part(written(NEEDED), DOCUMENT, lambda p: p.replace(b"<w:doc", b"<!DOCTYPE x><w:doc", 1)),
    "entity": lambda: with_part(
        written(NEEDED), "word/styles.xml", lambda p: b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    ),
    "utf-16": lambda: with_part(written(NEEDED), DOCUMENT, lambda p: p.decode().encode("utf-16")),
    "field that fetches": lambda: with_part(
        written(NEEDED),
        DOCUMENT,
        lambda p: p.replace(
            b"<w:sectPr", b"<w:p><w:r><w:instrText>INCLUDE</w:instrText><w:instrText>PICTURE x</w:instrText></w:r></w:p><w:sectPr", 1
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_plain_word_file_is_refused(what: str) -> None:
    with pytest.raises(LetterError):
        checked(BAD[what](), "carta", "es")


def test_a_link_one_presses_is_kept() -> None:
    assert checked(with_part(written(NEEDED), RELS, related("https://x.example", "hyperlink")), "carta", "es")


@pytest.fixture
def said(
    town: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    monkeypatch.setattr("bot.logs.set_up", lambda _form: None)
    monkeypatch.setenv("DATABASE_URL", str(town.database.engine.url))

    def say(*words: str) -> tuple[int, str]:
        code = main(["letters", *words])
        out, err = capsys.readouterr()
        return code, out + err

    return say


def test_a_template_is_exported_changed_in_word_and_taken_in(
    said: Callable[..., tuple[int, str]], town: Town, tmp_path: Path
) -> None:
    assert said("export", str(tmp_path))[0] == 0
    assert len(list(tmp_path.glob("*.docx"))) == len(NAMES) * 2
    page, own = Document(str(tmp_path / "carta.es.docx")), tmp_path / "mia.docx"
    page.add_paragraph("Con copia al archivo de {{ network }}")
    page.save(str(own))
    code, words = said("import", str(own), "--name", "carta", "--language", "es")
    assert (code, "taken in" in words) == (0, True)
    assert "no change" in said("import", str(own), "--name", "carta", "--language", "es")[1]
    said("export", str(tmp_path / "again"))
    assert (tmp_path / "again" / "carta.es.docx").read_bytes() == own.read_bytes()
    said("export", str(tmp_path / "house"), "--house")
    assert (tmp_path / "house" / "carta.es.docx").read_bytes() == house.template("carta", "es")
    with town.database.reading() as session:
        assert [e.act for e in journal.about(session, town.network_id, "carta.es")] == ["letters.template_changed"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--name", "oficio", "--language", "es"), "there is no letter «oficio»"),
        (("--name", "carta", "--language", "fr"), "not in «fr»"),
        (("--name", "designacion", "--language", "es"), "no field «topic»"),
    ],
)
def test_a_refused_template_is_one_line_and_changes_nothing(
    said: Callable[..., tuple[int, str]], tmp_path: Path, words: tuple[str, ...], why: str
) -> None:
    file = tmp_path / "x.docx"
    file.write_bytes(written(NEEDED))
    code, line = said("import", str(file), *words)
    assert code == 2
    assert why in line and len(line.splitlines()) == 1 and "Nothing was taken in" in line
    assert said("import", str(tmp_path / "none.docx"), "--name", "carta", "--language", "es")[0] == 2


def test_the_page_for_the_secretariat_lists_every_field_and_every_letter() -> None:
    page = (Path(__file__).parents[2] / "docs" / "letters.md").read_text(encoding="utf-8")
    named = set(NAMES).union(*KNOWN.values())
    assert [name for name in sorted(named) if f"| `{name}` |" not in page] == []
