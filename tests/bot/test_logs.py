"""The log says where something broke and never what people wrote."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Literal

import pytest
import structlog

from bot import logs


@pytest.fixture(params=["console", "json"])
def form(request: pytest.FixtureRequest) -> Iterator[Literal["console", "json"]]:
    root, before = logging.getLogger(), structlog.get_config()
    handlers, level = list(root.handlers), root.level
    yield request.param
    structlog.configure(**before)
    root.handlers, root.level = handlers, level


def test_an_exception_is_logged_without_its_message(
    form: Literal["console", "json"], capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(form)
    log = structlog.get_logger()

    try:
        try:
            int("pasaporte 123456 de una persona")
        except ValueError as wrong:
            raise LookupError("pasaporte 123456") from wrong
    except LookupError:
        log.exception("fault", reference="abcd")
        logging.getLogger("elsewhere").exception("broke")

    said = capsys.readouterr().err
    assert "pasaporte" not in said
    assert "ValueError" in said
    assert "LookupError" in said
    assert "test_logs.py" in said
    assert "abcd" in said
