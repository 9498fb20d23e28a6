"""What the tests of the scheduler share: a town whose clock is looked at by hand, a post with a pretend chat."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from scheduler.delivery import Patience
from storage.database import Database
from tests.pretend import Post
from tests.ticking import House
from tests.town import Town


@pytest.fixture
def house(network: Town) -> House:
    return House(network)


@pytest.fixture
def post(database: Database) -> Iterator[Post]:
    found = Post(database)
    yield found
    found.counter.close()


@pytest.fixture
def patient(database: Database) -> Iterator[Callable[..., Post]]:
    """A post with a patience of its own."""
    made: list[Post] = []

    def make(patience: Patience | None = None, **more: Any) -> Post:
        made.append(Post(database, patience, **more))
        return made[-1]

    yield make
    for each in made:
        each.counter.close()
