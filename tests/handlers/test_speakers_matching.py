"""Who is proposed on a topic: whatever the directory holds, each proposal has its reason, and the order is one."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date

import pytest

from handlers.matching import GROUPS, Candidate, Topic, government, matches, stakeholders
from storage.directory import CATEGORIES, GOVERNMENT

TAGS = ("salud", "regularizacion", "remesas", "ninez", "trabajo decente")
WORDS = ("regularizacion y salud", "remesas", "acuerdo de trabajo decente", "", "saludos a la ninez")


def candidates(chance: random.Random, many: int) -> list[Candidate]:
    return [
        Candidate(
            number, f"Entidad {chance.randint(1, 8)}", chance.choice((*CATEGORIES, GOVERNMENT, "academia")),
            frozenset(chance.sample(range(1, 24), chance.randint(0, 5))), tuple(chance.sample(TAGS, chance.randint(0, 3))),
            chance.random() < 0.2, chance.choice((None, date(2026, chance.randint(1, 12), 1))),
        )
        for number in range(1, many + 1)
    ]  # fmt: skip


def topic(chance: random.Random) -> Topic:
    return Topic(frozenset(chance.sample(range(1, 24), chance.randint(0, 3))), chance.choice(WORDS))


def heard(chance: random.Random) -> dict[str, int]:
    return {group: chance.randint(0, 3) for group in GROUPS}


def all_proposals(found: Sequence, counts: dict[str, int]) -> list:  # type: ignore[type-arg]
    return [*government(found, counts), *stakeholders(found, counts)]


@pytest.mark.parametrize("seed", range(150))
def test_nobody_is_proposed_without_a_match_and_the_order_never_depends_on_the_directory_s(seed: int) -> None:
    chance = random.Random(seed)
    people, about, counts = candidates(chance, 30), topic(chance), heard(chance)
    found = matches(people, about, counts)
    for each in all_proposals(found, counts):
        for match in (each.match, *([each.alternative] if each.alternative else [])):
            assert match.objectives or match.tags
            assert set(match.objectives) <= about.objectives & match.candidate.objectives
            assert all(tag in about.words.split() or " " in tag for tag in match.tags)
        if each.alternative:
            assert each.alternative.candidate.number != each.match.candidate.number
            assert (each.alternative.candidate.group == GOVERNMENT) == (each.match.candidate.group == GOVERNMENT)
    chance.shuffle(people)
    assert all_proposals(matches(people, about, counts), counts) == all_proposals(found, counts)


@pytest.mark.parametrize("seed", range(50))
def test_each_institution_of_the_government_and_each_group_of_key_actors_is_proposed_once(seed: int) -> None:
    chance = random.Random(seed)
    people, about, counts = candidates(chance, 40), topic(chance), heard(chance)
    found = matches(people, about, counts)
    institutions = [each.match.candidate.organisation for each in government(found, counts)]
    groups = [each.match.candidate.group for each in stakeholders(found, counts)]
    assert len(institutions) == len(set(institutions))
    assert len(groups) == len(set(groups))
    assert GOVERNMENT not in groups
    assert [counts[group] for group in groups] == sorted(counts[group] for group in groups)


def test_an_empty_topic_proposes_nobody() -> None:
    people = candidates(random.Random(1), 30)
    assert matches(people, Topic(frozenset(), ""), {}) == []


def test_a_tag_is_a_word_of_its_own() -> None:
    """«Saludos» is not about health."""
    scholar = Candidate(1, "Universidad", "academia", frozenset(), ("salud",))
    assert matches([scholar], Topic(frozenset(), "saludos protocolares"), {}) == []
    assert matches([scholar], Topic(frozenset(), "acceso a la salud"), {}) != []


def test_whoever_spoke_longest_ago_comes_first_among_equals() -> None:
    recent = Candidate(1, "A", "academia", frozenset({15}), last=date(2026, 12, 1))
    long_ago = Candidate(2, "B", "academia", frozenset({15}), last=date(2025, 3, 1))
    never = Candidate(3, "C", "academia", frozenset({15}))
    (proposal,) = stakeholders(matches([recent, long_ago, never], Topic(frozenset({15}), ""), {}), {})
    assert proposal.match.candidate == never
    assert proposal.alternative is not None
    assert proposal.alternative.candidate == long_ago


def test_the_designated_focal_point_speaks_for_the_institution_before_a_colleague() -> None:
    colleague = Candidate(1, "Ministerio", GOVERNMENT, frozenset({4}))
    focal = Candidate(2, "MINISTERIO", GOVERNMENT, frozenset({4}), focal_point=True)
    (proposal,) = government(matches([colleague, focal], Topic(frozenset({4}), ""), {}), {})
    assert proposal.match.candidate == focal
    assert proposal.alternative is not None
    assert proposal.alternative.candidate == colleague
