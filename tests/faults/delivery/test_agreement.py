"""What is compared at the end of a run can fail: who is told once more without need is found, and nobody else."""

from datetime import UTC, datetime, timedelta

import pytest

import clock
from agenda.transactions import atomically
from messaging.channels import INSTALLED
from messaging.models import Message
from messaging.operations.settling import fall_back
from tests.emulators import RunningEmulator
from tests.faults.delivery import deeds
from tests.faults.delivery.agreement import check, converge
from tests.faults.delivery.senders import Senders
from tests.faults.delivery.world import World
from tests.twilio import MESSAGES

pytestmark = pytest.mark.django_db(transaction=True)

BEGAN = datetime(2026, 11, 4, 3, tzinfo=UTC)  # 12:00 in Seoul


class Scene:
    """One session, whose first reminders have just left by text, one of them to a founder."""

    def __init__(self, emulator: RunningEmulator, **fault: object) -> None:
        self.emulator = emulator
        self.world = World(emulator, BEGAN)
        self.senders = Senders(self.world)
        founder, _, mentor = self.world.people
        starts_at = BEGAN + timedelta(days=2)
        deeds.book(founder, mentor, starts_at)
        self.senders.one()
        self.world.show(starts_at - timedelta(days=1))
        if fault:
            emulator.order("faults", {"method": "POST", "path": MESSAGES, "times": 2, **fault})
        self.senders.one()
        self.founder = founder

    @property
    def reminder(self) -> Message:
        return Message.objects.filter(person=self.founder, kind="reminder").earliest("pk")

    def pass_time(self, **time: float) -> None:
        self.world.pass_time(timedelta(**time))
        self.senders.one()

    def nobody_can_ask(self) -> None:
        self.emulator.order("faults", {"method": "GET", "path": MESSAGES, "status": 503, "times": 50})

    def tell_once_more(self) -> None:
        atomically(fall_back)(self.reminder, now=clock.now())

    def agrees(self) -> None:
        converge(self.world, self.senders)
        INSTALLED.__dict__.pop("channels", None)
        check(self.world)


def test_a_reminder_that_was_told_once_is_well(started_emulator: RunningEmulator) -> None:
    scene = Scene(started_emulator)
    scene.agrees()


def test_a_text_that_arrived_and_an_e_mail_after_it_are_found(started_emulator: RunningEmulator) -> None:
    scene = Scene(started_emulator)
    scene.tell_once_more()
    with pytest.raises(AssertionError, match="told once more on another channel"):
        scene.agrees()


@pytest.mark.parametrize("minutes", [1, 15])
def test_that_an_answer_was_lost_is_no_excuse_while_one_can_ask(
    started_emulator: RunningEmulator, minutes: int
) -> None:
    """Nor is it that nobody has asked yet, however long that is."""
    scene = Scene(started_emulator, kind="drop", commit=True)
    scene.world.pass_time(timedelta(minutes=minutes))
    assert scene.reminder.state == "unknown"
    scene.tell_once_more()
    with pytest.raises(AssertionError, match="told once more on another channel"):
        scene.agrees()


def test_nor_is_it_that_nobody_could_be_asked_for_a_moment(started_emulator: RunningEmulator) -> None:
    scene = Scene(started_emulator, kind="drop", commit=True)
    scene.nobody_can_ask()
    scene.pass_time(minutes=3)
    assert scene.reminder.state == "unknown"
    scene.tell_once_more()
    with pytest.raises(AssertionError, match="told once more on another channel"):
        scene.agrees()


def test_what_nobody_could_be_asked_about_for_long_is_told_by_e_mail_and_that_is_well(
    started_emulator: RunningEmulator,
) -> None:
    scene = Scene(started_emulator, kind="drop", commit=True)
    scene.nobody_can_ask()
    scene.pass_time(minutes=11)
    reminded = Message.objects.filter(reminder=scene.reminder.reminder_id)
    assert list(reminded.values_list("channel", "state")) == [("sms", "unknown"), ("email", "ready")]
    scene.agrees()
    assert list(reminded.values_list("channel", "state")) == [("sms", "delivered"), ("email", "sent")]
