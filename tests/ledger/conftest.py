"""The year that the ledgers are read from, played once for all tests of a worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger.year import Year


@pytest.fixture(scope="session")
def year(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Year:
    return Year(sqlite_template, tmp_path_factory.mktemp("year"), {})
