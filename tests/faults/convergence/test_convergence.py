"""Whatever happens on the way, what Google shows and what Meridian shows converge.

A run is forty steps drawn by Hypothesis: people book, move and call off, edit in Google, requests fail before and after
Google has carried them out, workers die, pushes are lost or come twice, clocks jump. Then nothing goes wrong any more,
and after three rounds everything is compared. `make test-long` makes 500 runs, `make test` 25; both the same ones each
time. The real operations, tasks, client and database; Google is its stand-in, over HTTP.
"""

import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, assume, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)
from pytest_django import Settings

import clock
from accounts.models import Person
from mentoring.models import CalendarEdits
from tests.emulators import GoogleEmulatorHandle, running_google_emulator
from tests.faults.convergence import deeds, hands
from tests.faults.convergence.agreement import check, converge, work_all
from tests.faults.convergence.failures import EVERY_KIND
from tests.faults.convergence.meetings import Meeting
from tests.faults.convergence.pushes import NOWHERE
from tests.faults.convergence.world import FOUNDER, MENTOR, SLOTS, World
from tests.integration.calendars.hub import points_at

RUNS_A_SEED = 25
SEEDS = int(os.environ.get("MERIDIAN_CHAOS_SEEDS", "1"))
STEPS = 40


class Chaos(RuleBasedStateMachine):
    google: ClassVar[GoogleEmulatorHandle]

    def __init__(self) -> None:
        super().__init__()
        self.world = World(self.google)
        self.count = 0

    def number(self) -> int:
        self.count += 1
        return self.count

    def teardown(self) -> None:
        if sys.exc_info()[0] is None:  # else a step has failed already
            converge(self.world)
            check(self.world)

    @initialize(data=st.data())
    def some_sessions_are_agreed(self, data: st.DataObject) -> None:
        # Hypothesis begins with what is simplest, where nothing happens, and goes on with what differs from it early.
        assume(data.draw(st.integers(0, 2**16), label="another"))
        world, draw = self.world, data.draw
        world.programme.calendar_edits = draw(st.sampled_from(CalendarEdits), label="policy")
        world.programme.save()
        for starts_at in draw(st.lists(slots, min_size=2, max_size=4, unique=True), label="starts"):
            deeds.book(world, starts_at, world.connected)
        deeds.book(world, SLOTS[-1], world.unconnected)
        if draw(st.booleans(), label="regular"):
            deeds.book_regularly(world)
        if draw(st.booleans(), label="written"):
            work_all(world)

    @rule(data=st.data())
    def something_happens(self, data: st.DataObject) -> None:
        """One rule for all, as of several Hypothesis would leave most out of each run."""
        what = data.draw(st.sampled_from(KINDS), label="what")
        drawn = {name: data.draw(how, label=name) for name, how in DRAWN[what].items()}
        getattr(self, what)(**drawn)

    def of_live(self, which: int, do: Callable[[Meeting], None]) -> None:
        if live := self.world.live:
            do(live[which % len(live)])

    def side(self, meeting: Meeting, *, is_founder: bool) -> Person:
        return meeting.founder if is_founder else self.world.mentor.person

    def book(self, starts_at: datetime, is_connected: bool) -> None:
        founder = self.world.connected if is_connected else self.world.unconnected
        deeds.book(self.world, starts_at, founder)

    def move(self, which: int, starts_at: datetime, by_founder: bool) -> None:
        self.of_live(
            which,
            lambda it: deeds.move(self.world, it, starts_at, self.side(it, is_founder=by_founder)),
        )

    def cancel(self, which: int, by_founder: bool) -> None:
        self.of_live(which, lambda it: deeds.cancel(self.world, it, self.side(it, is_founder=by_founder)))

    def the_others_answer(self, agrees: bool) -> None:
        for meeting in self.world.live:
            deeds.answer(self.world, meeting, agrees=agrees)

    def somebody_adds_something_in_google(self, which: int, what: str) -> None:
        self.of_live(which, lambda it: hands.add(self.world, it, what, self.number()))

    def somebody_moves_it_in_google(self, which: int, starts_at: datetime) -> None:
        self.of_live(which, lambda it: hands.move(self.world, it, starts_at))

    def a_guest_moves_it_in_google(self, which: int, starts_at: datetime) -> None:
        self.of_live(which, lambda it: hands.move_as_guest(self.world, it, starts_at))

    def somebody_deletes_it_in_google(self, which: int) -> None:
        self.of_live(which, lambda it: hands.delete(self.world, it))

    def somebody_brings_it_back_in_google(self) -> None:
        for meeting in self.world.live:
            hands.bring_back(self.world, meeting)

    def the_guest_answers_in_google(self, which: int, how: str) -> None:
        self.of_live(which, lambda it: hands.answer(self.world, it, how))

    def somebody_takes_a_guest_out_in_google(self, which: int) -> None:
        self.of_live(which, lambda it: hands.take_out(self.world, it, self.number()))

    def somebody_takes_it_to_another_calendar(self, which: int) -> None:
        self.of_live(which, lambda it: hands.take_elsewhere(self.world, it))

    def somebody_has_an_appointment_of_their_own(self, email: str, starts_at: datetime) -> None:
        key, ends_at = f"{self.number():08x}", starts_at + timedelta(hours=1)
        times = {"start": {"dateTime": starts_at.isoformat()}, "end": {"dateTime": ends_at.isoformat()}}
        self.google.act(email, key, "create", summary="Dentist", **times)
        self.world.busy[email].add(key)

    def an_own_appointment_falls_away(self) -> None:
        if busy := self.world.busy[MENTOR]:
            self.google.act(MENTOR, key := min(busy), "delete")
            busy.remove(key)

    def something_is_to_go_wrong(self, failure: dict[str, Any], skip: int) -> None:
        self.google.fault(**failure, skip=skip)

    def a_worker_works(self, most: int, forgets: bool) -> None:
        self.world.worker.work(most, forgets=forgets)

    def workers_do_all_there_is(self) -> None:
        self.world.worker.work()

    def a_worker_is_killed(self, after_commit: bool) -> None:
        self.world.worker.is_killed(after_commit=after_commit)

    def a_push_comes(self, email: str, how: str) -> None:
        self.world.pushes.bring(email, how)

    def some_minutes_pass(self, minutes: int) -> None:
        self.world.pass_time(timedelta(minutes=minutes))
        self.world.sweep()

    def clocks_jump(self, hours: float) -> None:
        if clock.now() < SLOTS[0] - timedelta(days=3):
            self.world.pass_time(timedelta(hours=hours))


slots, any_meeting = st.sampled_from(SLOTS), st.integers(0, 7)
either = st.sampled_from([MENTOR, FOUNDER])
# What each step draws, and how often it is among so many.
DRAWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "workers_do_all_there_is": {},
    "some_minutes_pass": {"minutes": st.sampled_from([1, 6])},
    "a_worker_works": {"most": st.integers(1, 4), "forgets": st.booleans()},
    "a_worker_is_killed": {"after_commit": st.booleans()},
    "something_is_to_go_wrong": {"failure": st.sampled_from(EVERY_KIND), "skip": st.integers(0, 2)},
    "a_push_comes": {"email": either, "how": st.sampled_from(["new", "new", "again", "old", "first"])},
    "clocks_jump": {"hours": st.sampled_from([-0.08, 0.5, 2, 25])},
    "book": {"starts_at": slots, "is_connected": st.booleans()},
    "move": {"which": any_meeting, "starts_at": slots, "by_founder": st.booleans()},
    "cancel": {"which": any_meeting, "by_founder": st.booleans()},
    "the_others_answer": {"agrees": st.booleans()},
    "somebody_adds_something_in_google": {"which": any_meeting, "what": st.sampled_from(hands.ADDITIONS)},
    "somebody_moves_it_in_google": {"which": any_meeting, "starts_at": slots},
    "a_guest_moves_it_in_google": {"which": any_meeting, "starts_at": slots},
    "somebody_deletes_it_in_google": {"which": any_meeting},
    "somebody_brings_it_back_in_google": {},
    "the_guest_answers_in_google": {"which": any_meeting, "how": st.sampled_from(sorted(hands.ANSWERS))},
    "somebody_takes_a_guest_out_in_google": {"which": any_meeting},
    "somebody_takes_it_to_another_calendar": {"which": any_meeting},
    "somebody_has_an_appointment_of_their_own": {"email": either, "starts_at": slots},
    "an_own_appointment_falls_away": {},
}
OFTEN = {
    "workers_do_all_there_is": 5,
    "some_minutes_pass": 4,
    "a_worker_works": 3,
    "something_is_to_go_wrong": 5,
    "a_push_comes": 3,
    "move": 2,
    "somebody_adds_something_in_google": 2,
    "somebody_moves_it_in_google": 3,
}
KINDS = [name for name in DRAWN for _ in range(OFTEN.get(name, 1))]


@pytest.fixture(scope="module")
def google_server() -> Iterator[GoogleEmulatorHandle]:
    with running_google_emulator() as google:
        yield google


@pytest.mark.timeout(0)
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(SEEDS))
def test_both_sides_agree_after_anything(
    google_server: GoogleEmulatorHandle, settings: Settings, number: int
) -> None:
    own = points_at(settings.ENV, google_server.url)
    settings.ENV = own.model_copy(
        update={"google_requests_per_second": 1000, "google_push_to_loopback": True}
    )
    settings.PUBLIC_URL = NOWHERE
    for run in range(RUNS_A_SEED):
        machine = seed(number * RUNS_A_SEED + run)(type("Chaos", (Chaos,), {"google": google_server}))
        run_state_machine_as_test(machine, settings=CHAOS)


CHAOS = settings(
    max_examples=1,  # of several the later ones would be much like those before
    stateful_step_count=STEPS,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    # Making a failed run shorter takes longer than all runs together: HYPOTHESIS_PROFILE=search does.
    phases=(Phase.generate, Phase.shrink) if os.environ.get("HYPOTHESIS_PROFILE") else (Phase.generate,),
)
