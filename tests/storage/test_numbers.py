"""Numbers of meetings, decisions and actions are never given twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from storage.numbers import next_code
from tests.town import Town


def test_each_series_and_year_counts_for_itself(network: Town) -> None:
    with network.database.transaction() as session:
        codes = [
            next_code(session, network.network_id, series, year)
            for series, year in [("CE", 2027), ("CE", 2027), ("PLE", 2027), ("CE", 2028)]
        ]

    assert codes == ["CE-2027-01", "CE-2027-02", "PLE-2027-01", "CE-2028-01"]


def test_two_clerks_at_once_never_get_the_same_number(network: Town) -> None:
    with network.database.transaction() as session:
        next_code(session, network.network_id, "D", 2027)

    def take(_: int) -> str:
        with network.database.transaction() as session:
            return next_code(session, network.network_id, "D", 2027)

    with ThreadPoolExecutor(8) as clerks:
        codes = list(clerks.map(take, range(24)))

    assert sorted(codes) == [f"D-2027-{number:02d}" for number in range(2, 26)]


def test_a_number_that_was_not_kept_was_never_shown(network: Town) -> None:
    with pytest.raises(RuntimeError), network.database.transaction() as session:
        next_code(session, network.network_id, "D", 2027)
        raise RuntimeError("the act failed")

    with network.database.transaction() as session:
        assert next_code(session, network.network_id, "D", 2027) == "D-2027-01"
