"""Whatever the code names in a message has words in both languages: texts, acts and notices join by existing."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.language.catalogue import LANGUAGES, catalogue

ROOT = Path(__file__).parent.parent.parent
SOURCES = [path for room in ("bot", "handlers", "scheduler") for path in sorted((ROOT / room).rglob("*.py"))]


def _calls(*names: str) -> Iterator[tuple[str, ast.Call]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if called in names:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def _constant(node: ast.Call, place: int = 0) -> str:
    value = node.args[place] if len(node.args) > place else None
    return value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""


TEXTS = sorted({key for _, call in _calls("text", "Text") if (key := _constant(call))})
ACTS = sorted({act for _, call in _calls("record") if (act := _constant(call)) and "." in act})
NOTICES = sorted({notice for _, call in _calls("tell") if "." in (notice := _constant(call, 1))})


def test_there_is_something_to_look_at() -> None:
    assert len(TEXTS) > 100
    assert len(ACTS) > 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_the_code_names_has_words(language: str) -> None:
    assert [key for key in TEXTS if key not in catalogue(language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_in_the_journal_has_words(language: str) -> None:
    assert [act for act in ACTS if f"act.{act}" not in catalogue(language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_that_is_written_has_a_title_and_a_body(language: str) -> None:
    known = catalogue(language)
    missing = [
        n
        for n in NOTICES
        if not n.startswith("invitation.") and not {f"notice.{n}.title", f"notice.{n}.body"} <= set(known)
    ]
    assert missing == []
