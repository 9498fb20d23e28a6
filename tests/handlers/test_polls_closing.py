"""A poll closes by itself and convenes nobody: its outcome is the secretariat's alone, and one press drafts the convocation."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.notices import card_of
from handlers.poll_results import results
from handlers.reply import Buttons
from storage.polls import IF_NEEDED, NO, YES, PollAnswer, PollSlot
from tests.handlers.poll_scene import (
    ACNUR,
    AFTER,
    CLOSES,
    COORDINATOR,
    HOURS,
    OFFICIALS,
    OIT,
    SECRETARY,
    TUESDAY,
    UNFPA,
    WEDNESDAY,
    acts,
    answered,
    away,
    meetings_of,
    notice_says,
    opened,
    says,
    the_poll,
)  # fmt: skip
from tests.town import Town, keys_of, lima

EVENING = lima(2027, 3, 18, 17, 5)


def closed(town: Town, **more: object) -> None:
    """ACNUR and OIT answered differently; the others said nothing; the clock closed it."""
    opened(town, **more)
    answered(town, ACNUR, "no", "yes", "yes")
    answered(town, OIT, "yes", "if_needed", "yes")
    town.clock(AFTER)


def test_only_the_undecided_are_reminded_once_and_only_their_official(town: Town) -> None:
    opened(town)
    answered(town, ACNUR, "yes", "yes", "yes")
    answered(town, OIT, "yes")
    town.pass_time(WEDNESDAY, CLOSES)
    reminded = town.emails(town.notices("poll.answer.before"))
    assert reminded == OFFICIALS - {ACNUR}
    assert len(town.notices("poll.answer.before")) == len(reminded)
    assert "poll" not in town.notices("poll.answer.before")[0].about


def test_a_reminder_is_not_sent_any_more_to_who_answered_meanwhile(town: Town) -> None:
    from scheduler import rereading

    opened(town)
    town.clock(WEDNESDAY)
    answered(town, ACNUR, "yes", "yes", "yes", at=WEDNESDAY)
    with town.database.reading() as session:
        why = {
            row.person_id: rereading.still_needed(session, row, town.charter, WEDNESDAY)
            for row in town.notices("poll.answer.before")
        }
    assert why[town.id_of(ACNUR)] == "done"
    assert why[town.id_of(OIT)] == ""


def test_it_closes_by_itself_at_its_moment_and_convenes_nobody(town: Town) -> None:
    opened(town)
    town.clock(CLOSES)
    assert the_poll(town).closed_at is None
    town.clock(AFTER)
    town.clock(EVENING)
    assert the_poll(town).closed_at == AFTER
    assert acts(town) == ["poll.opened", "poll.closed"]
    assert town.emails(town.notices("polls.outcome")) == {SECRETARY}
    assert meetings_of(town) == []


def test_the_secretariat_closes_earlier_and_the_clock_leaves_it_so(town: Town) -> None:
    opened(town)
    answered(town, ACNUR, "yes", "yes", "yes")
    shown = town.ask(SECRETARY, "polls.close", TUESDAY)
    assert "jueves 18 de marzo de 2027, 17:00" in says(shown)
    assert the_poll(town).closed_at is None
    assert "polls.closed" in keys_of(town.confirm(SECRETARY, shown, TUESDAY))
    assert town.emails(town.notices("polls.closed_early")) == OFFICIALS - {ACNUR}
    town.clock(AFTER)
    assert acts(town).count("poll.closed") == 1
    assert town.ask(SECRETARY, "polls.close", TUESDAY, poll="1").refused


def test_the_outcome_orders_the_hours_and_marks_what_an_indispensable_seat_cannot(town: Town) -> None:
    closed(town, must_have=["ACNUR"])
    (notice,) = town.notices("polls.outcome")
    words = notice_says(notice)
    assert words.index("9 abr 2027") < words.index("8 abr 2027") < words.index("6 abr 2027")
    assert "Imposible" in words
    assert "a ACNUR no le es posible" in words
    labels = [each.values for part in card_of(notice).parts if isinstance(part, Buttons) for each in part.buttons]
    assert [each.get("slot") for each in labels] == ["3", "2", None]


def test_what_an_indispensable_seat_has_not_said_is_named_to_the_secretariat(town: Town) -> None:
    closed(town, must_have=["UNFPA"])
    assert "falta la respuesta de UNFPA" in notice_says(town.notices("polls.outcome")[0])


def test_others_see_how_each_hour_suits_and_neither_who_said_what_nor_who_was_silent(town: Town) -> None:
    closed(town, must_have=["OIT"])
    reply = town.ask(UNFPA, "polls.show", EVENING, poll="1")
    words = says(reply)
    assert "A alguna entidad no le sirve" in words
    assert "Le sirve a todas las entidades que respondieron" in words
    assert "ACNUR" not in words
    assert "OIT" not in words
    assert "polls.caption" not in keys_of(reply)
    assert town.emails([row for row in town.notices() if row.notice.startswith("polls.o")]) == {SECRETARY}


def test_while_it_is_open_others_see_only_their_own_answer(town: Town) -> None:
    opened(town)
    answered(town, ACNUR, "no", "yes", "yes")
    assert "polls.said.no" not in keys_of(town.ask(UNFPA, "polls.show", TUESDAY))
    assert "polls.said.no" in keys_of(town.ask(ACNUR, "polls.show", TUESDAY))
    assert "polls.caption" in keys_of(town.ask(SECRETARY, "polls.show", TUESDAY))


def test_one_press_drafts_the_convocation_and_only_the_second_convenes(town: Town) -> None:
    closed(town)
    reply = town.ask(SECRETARY, "polls.choose", EVENING, poll="1", slot="3")
    assert "viernes 9 de abril de 2027, 15:00 (hora de Lima)" in says(reply)
    assert (meetings_of(town), the_poll(town).meeting) == ([], "")
    town.confirm(SECRETARY, reply, EVENING)
    town.confirm(SECRETARY, reply, EVENING)
    (meeting,) = meetings_of(town)
    assert (meeting.title, the_poll(town).meeting) == ("Regularización", meeting.code)
    assert acts(town)[-1] == "poll.convened"
    assert town.ask(SECRETARY, "polls.choose", EVENING, poll="1", slot="2").refused


def test_one_poll_becomes_one_meeting_whoever_confirms_first(town: Town) -> None:
    closed(town)
    first = town.ask(SECRETARY, "polls.choose", EVENING, poll="1", slot="3")
    second = town.ask("l.altaquilla", "polls.choose", EVENING, poll="1", slot="2")
    town.confirm(SECRETARY, first, EVENING)
    again = town.confirm("l.altaquilla", second, EVENING)
    assert again.refused
    assert "polls.became" in keys_of(again)
    assert len(meetings_of(town)) == 1


def test_what_is_changed_in_the_draft_still_belongs_to_the_poll(town: Town) -> None:
    closed(town)
    draft = town.ask(SECRETARY, "polls.choose", EVENING, poll="1", slot="3")
    form = town.press(SECRETARY, draft, "button.change", EVENING).form
    assert form is not None
    filled = {field.name: field.value for field in form.fields} | {"place": "Sala Cantuta"}
    town.do(SECRETARY, form.command, EVENING, **form.hidden, **filled)
    assert the_poll(town).meeting == meetings_of(town)[0].code


def test_an_impossible_hour_one_of_another_poll_and_an_open_poll_are_not_taken_up(town: Town) -> None:
    opened(town, must_have=["ACNUR"])
    answered(town, ACNUR, "no", "yes", "yes")
    assert town.ask(SECRETARY, "polls.choose", TUESDAY, poll="1", slot="2").refused
    town.clock(AFTER)
    for slot in ("1", "99", "x", ""):
        assert "polls.not_that_hour" in keys_of(town.ask(SECRETARY, "polls.choose", EVENING, poll="1", slot=slot))
    assert town.ask(ACNUR, "polls.choose", EVENING, poll="1", slot="2").refused


def test_without_a_possible_hour_it_says_so_and_offers_another_poll(town: Town) -> None:
    opened(town, must_have=["ACNUR"])
    answered(town, ACNUR, "no", "no", "no")
    town.clock(AFTER)
    (notice,) = town.notices("polls.no_hour")
    (button, _) = [each for part in card_of(notice).parts if isinstance(part, Buttons) for each in part.buttons]
    form = town.ask(SECRETARY, button.command, EVENING, **button.values).form
    assert form is not None
    assert form.fields[0].value == "technical"
    assert "Ninguna de estas horas es posible" in says(town.ask(SECRETARY, "polls.show", EVENING, poll="1"))


def test_what_waits_for_me_has_the_poll_with_its_press_until_i_answer(town: Town) -> None:
    opened(town)
    reply = town.ask(ACNUR, "network.mine", TUESDAY)
    assert "polls.answer" in [each.command for each in town.buttons(reply)]
    assert town.press(ACNUR, reply, "button.poll_answer", TUESDAY).form is not None
    answered(town, ACNUR, "yes", "no", "no")
    assert "term.poll.answer" not in keys_of(town.ask(ACNUR, "network.mine", TUESDAY))
    away(town, OIT)
    assert "term.poll.answer" in keys_of(town.ask("m.tordoya", "network.mine", TUESDAY))


def test_the_coordinator_may_take_the_outcome_up_too(town: Town) -> None:
    closed(town, slots=HOURS[:2])
    reply = town.ask(COORDINATOR, "polls.show", EVENING, poll="1")
    assert [each.command for each in town.buttons(reply)] == ["polls.choose", "polls.choose"]


def test_equal_hours_are_shown_as_equal_the_earlier_first(town: Town) -> None:
    opened(town)
    town.clock(AFTER)
    keys = keys_of(town.ask(SECRETARY, "polls.show", EVENING, poll="1"))
    assert keys.count("polls.place.tied") == 3


HOURS_OF_A_POLL = [PollSlot(id=n, network_id=1, poll_id=1, starts_at=lima(2027, 4, n)) for n in range(1, 5)]


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 5), st.sampled_from((YES, IF_NEEDED, NO))), max_size=20))
def test_the_order_never_depends_on_who_answered_first(rows: list[tuple[int, int, str]]) -> None:
    once = {(slot, seat): said for slot, seat, said in rows}
    answers = [
        PollAnswer(network_id=1, poll_id=1, slot_id=slot, organisation_id=seat, answer=said, said_at=TUESDAY)
        for (slot, seat), said in once.items()
    ]
    found = results(HOURS_OF_A_POLL, answers, (1,), {1, 2, 3, 4})
    assert found == results(HOURS_OF_A_POLL[::-1], answers[::-1], (1,), {1, 2, 3, 4})
    possible = [each.possible for each in found]
    assert possible == sorted(possible, reverse=True)
    assert all(5 not in each.said for each in found)
    for before, after in pairwise(found):
        assert (before.place == after.place) == (before.rank == after.rank)
        assert before.place != after.place or before.slot.starts_at < after.slot.starts_at
