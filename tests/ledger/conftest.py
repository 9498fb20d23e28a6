"""The year that the ledgers are read from, played once for all workers of a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger.year import Year


@pytest.fixture(scope="session")
def year(request: pytest.FixtureRequest, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Year:
    ours = tmp_path_factory.getbasetemp()
    folder = (ours.parent if hasattr(request.config, "workerinput") else ours) / "year"
    folder.mkdir(exist_ok=True)
    return Year(sqlite_template, folder)
