"""Whatever happens on the way: one reminder, right person, right hour, and known to have arrived.

One of the founders is told by WhatsApp, and by text where that fails.

A run is forty steps drawn by Hypothesis: people book, move and call off; events are planned, planned anew, held at another
hour and called off; people move house, stop and start their texts; all sending is stopped; Twilio refuses, hangs and
loses answers; clocks jump over the nights in which they are turned; two senders work side by side, and some are killed
by SIGKILL at any statement or in the middle of a call. Then nothing goes wrong any more, time passes, and everything is
compared. `make test-long` makes 500 runs, `make test` ten; both the same
ones each time. The real operations, client and database; Twilio is its stand-in, over HTTP.
"""

import os
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, assume, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

import clock
from accounts.models import Person
from agenda.models import Appointment
from messaging.channels import INSTALLED
from messaging.operations import apply_receipt
from networking.models import Event
from tests.emulators import RunningEmulator
from tests.faults.delivery import deeds, evenings
from tests.faults.delivery.agreement import check, converge
from tests.faults.delivery.senders import Senders
from tests.faults.delivery.world import BEGINNINGS, WHATSAPP, ZONES, World
from tests.twilio import MESSAGES, texts_at

SEEDS = int(os.environ.get("MERIDIAN_CHAOS_SEEDS", "1"))
RUNS_A_SEED = 25 if SEEDS > 1 else 10
STEPS = 40
MOST_EVENINGS = 2  # ahead at a time


class Chaos(RuleBasedStateMachine):
    emulator: ClassVar[RunningEmulator]

    @initialize(data=st.data())
    def some_sessions_are_agreed(self, data: st.DataObject) -> None:
        # Hypothesis begins with what is simplest, where nothing happens, and goes on with what differs from it early.
        assume(data.draw(st.integers(0, 2**16), label="another"))
        self.world = World(self.emulator, data.draw(st.sampled_from(BEGINNINGS), label="begins"))
        self.senders = Senders(self.world)
        for hours in data.draw(st.lists(ahead, min_size=1, max_size=3, unique=True), label="starts"):
            self.book(0, hours)

    def teardown(self) -> None:
        if sys.exc_info()[0] is None and hasattr(self, "senders"):  # else a step has failed already
            converge(self.world, self.senders)
            check(self.world)
        INSTALLED.__dict__.pop("channels", None)

    @rule(data=st.data())
    def something_happens(self, data: st.DataObject) -> None:
        """One rule for all, as of several Hypothesis would leave most out of each run."""
        what = data.draw(st.sampled_from(KINDS), label="what")
        drawn = {name: data.draw(how, label=name) for name, how in DRAWN[what].items()}
        getattr(self, what)(**drawn)

    def person(self, which: int) -> Person:
        return self.world.people[which % len(self.world.people)]

    def of_live(self, which: int, do: Callable[[Appointment], None]) -> None:
        if live := self.world.live:
            do(live[which % len(live)])

    def book(self, founder: int, hours: int) -> None:
        starts_at = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours)
        *founders, mentor = self.world.people
        deeds.book(founders[founder % len(founders)], mentor, starts_at)

    def move(self, which: int, hours: int) -> None:
        starts_at = clock.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=hours)
        self.of_live(which, lambda it: deeds.move(it, starts_at))

    def cancel(self, which: int) -> None:
        self.of_live(which, deeds.cancel)

    def an_evening_is_planned(self, hours: int, turn: int) -> None:
        if len(self.world.evenings) < MOST_EVENINGS:
            starts_at = self.half_past(hours)
            planned = evenings.plan_an_evening(self.world.people, starts_at, turn, self.world.coordinator)
            self.world.owe(planned)

    def an_evening_is_planned_again(self, which: int, turn: int) -> None:
        self.of_evenings(which, lambda it: evenings.plan_it_again(it, turn, self.world.coordinator))

    def an_evening_is_held_at_another_hour(self, which: int, hours: int) -> None:
        starts_at = self.half_past(hours)
        self.of_evenings(which, lambda it: evenings.hold_it_at(it, starts_at, self.world.coordinator))

    def an_evening_is_called_off(self, which: int) -> None:
        self.of_evenings(which, lambda it: evenings.call_it_off(it, self.world.coordinator))

    def half_past(self, hours: int) -> datetime:
        return clock.now().replace(minute=30, second=0, microsecond=0) + timedelta(hours=hours)

    def of_evenings(self, which: int, do: Callable[[Event], evenings.Evening | None]) -> None:
        if ahead := self.world.evenings:
            self.world.owe(do(ahead[which % len(ahead)]))

    def somebody_moves_house(self, which: int, zone: str) -> None:
        deeds.live_elsewhere(self.person(which), zone)

    def a_text_comes_back(self, which: int, text: str, channel: str) -> None:
        deeds.answer(self.world, self.person(which), text, channel)

    def the_switch_is_turned(self) -> None:
        deeds.turn_the_switch(self.world)

    def a_number_ends_in(self, which: int, code: int | None) -> None:
        by_whatsapp = WHATSAPP if code in NOT_ON_WHATSAPP else ""
        self.emulator.order("numbers", {"number": by_whatsapp + self.person(which).phone, "error_code": code})

    def something_is_to_go_wrong(self, failure: dict[str, Any], skip: int) -> None:
        self.emulator.order("faults", {**failure, "skip": skip})

    def receipts_come(self, again: bool) -> None:
        """As they do: late, in any order, and some of them twice."""
        for text in reversed(texts_at(self.emulator)):
            for status in (text["status"], "sent", "queued", *([text["status"]] if again else [])):
                code = str(text["error_code"] or "") if status == text["status"] else ""
                if status != "sent" or text["sent_at"]:
                    apply_receipt(provider_id=text["sid"], status=status, error_code=code, now=clock.now())

    def somebody_sends(self) -> None:
        self.senders.one()

    def two_send(self) -> None:
        self.senders.two()

    def a_sender_is_killed(self, statement: int, after: bool) -> None:
        self.senders.killed_at(statement, after=after)

    def a_sender_is_killed_in_a_call(self, taken: bool) -> None:
        self.senders.killed_in_a_call(taken=taken)

    def time_passes(self, minutes: int) -> None:
        self.world.pass_time(timedelta(minutes=minutes))


NOT_ON_WHATSAPP = (63003, 63024)
CREATE = {"method": "POST", "path": MESSAGES}
LOST: list[dict[str, Any]] = [
    {"status": 500, "body": {"code": 20500, "message": "An internal server error has occurred"}},
    {"status": 503, "body": "<html>Service Unavailable</html>"},
    {"status": 201, "body": {"surprise": True}},
    *({"kind": kind} for kind in ("reset", "drop", "truncate")),
    {"kind": "hang", "seconds": 0.6},
]
FAILURES: list[dict[str, Any]] = [
    *({**CREATE, **failure, "commit": commit} for failure in LOST for commit in (False, True)),
    {**CREATE, "status": 429, "body": {"code": 20429, "message": "Too Many Requests", "status": 429}},
    {**CREATE, "status": 401, "body": {"code": 20003, "message": "Authenticate", "status": 401}},
    *({"method": "GET", "path": MESSAGES, "status": 503, "times": times} for times in (1, 5)),
]
any_of, ahead, turns = st.integers(0, 7), st.integers(2, 75), st.integers(0, 11)
# What each step draws, and how often it is among so many.
DRAWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "somebody_sends": {},
    "time_passes": {"minutes": st.sampled_from([1, 3, 20, 60, 180, 360, 720, 1440])},
    "two_send": {},
    "a_sender_is_killed": {"statement": st.integers(1, 60), "after": st.booleans()},
    "a_sender_is_killed_in_a_call": {"taken": st.booleans()},
    "something_is_to_go_wrong": {"failure": st.sampled_from(FAILURES), "skip": st.integers(0, 2)},
    "receipts_come": {"again": st.booleans()},
    "book": {"founder": st.integers(0, 1), "hours": ahead},
    "move": {"which": any_of, "hours": ahead},
    "cancel": {"which": any_of},
    "an_evening_is_planned": {"hours": ahead, "turn": turns},
    "an_evening_is_planned_again": {"which": any_of, "turn": turns},
    "an_evening_is_held_at_another_hour": {"which": any_of, "hours": ahead},
    "an_evening_is_called_off": {"which": any_of},
    "somebody_moves_house": {"which": any_of, "zone": st.sampled_from(ZONES)},
    "a_text_comes_back": {
        "which": any_of,
        "text": st.sampled_from(["STOP", "정지", "START", "start", "Thanks!"]),
        "channel": st.sampled_from(["sms", "sms", "whatsapp"]),
    },
    "the_switch_is_turned": {},
    "a_number_ends_in": {
        "which": any_of,
        "code": st.sampled_from([None, None, 21211, 21408, 21610, 30003, 30005, 30008, *NOT_ON_WHATSAPP]),
    },
}
OFTEN = {
    "somebody_sends": 3,
    "time_passes": 8,
    "two_send": 3,
    "a_sender_is_killed": 5,
    "a_sender_is_killed_in_a_call": 2,
    "something_is_to_go_wrong": 4,
    "book": 3,
    "move": 2,
    "an_evening_is_planned": 2,
    "an_evening_is_planned_again": 2,
}
KINDS = [name for name in DRAWN for _ in range(OFTEN.get(name, 1))]


@pytest.mark.timeout(0)
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(SEEDS))
def test_each_is_told_once_in_time_or_it_is_shown_why_not(
    started_emulator: RunningEmulator, number: int
) -> None:
    for run in range(RUNS_A_SEED):
        machine = seed(number * RUNS_A_SEED + run)(type("Chaos", (Chaos,), {"emulator": started_emulator}))
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
