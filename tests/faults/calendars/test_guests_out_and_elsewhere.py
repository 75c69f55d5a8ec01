"""What the chaos seldom draws one after the other: people take guests out, and events to another calendar."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from pytest_django import Settings

from mentoring.models import CalendarEdits
from tests.emulators import GoogleEmulatorHandle, running_google_emulator
from tests.faults.convergence import deeds, hands
from tests.faults.convergence.agreement import check, converge, work_all
from tests.faults.convergence.meetings import Meeting
from tests.faults.convergence.pushes import NOWHERE
from tests.faults.convergence.world import MENTOR, SLOTS, TEAM, World
from tests.integration.calendars.hub import points_at

Step = Callable[[World, Meeting], None]
BEFORE, AFTER = SLOTS[6], SLOTS[9]


@pytest.fixture(scope="module")
def google_server() -> Iterator[GoogleEmulatorHandle]:
    with running_google_emulator() as google:
        yield google


@pytest.fixture(params=CalendarEdits)
def world(google_server: GoogleEmulatorHandle, settings: Settings, request: pytest.FixtureRequest) -> World:
    own = points_at(settings.ENV, google_server.url)
    settings.ENV = own.model_copy(
        update={"google_requests_per_second": 1000, "google_push_to_loopback": True}
    )
    settings.PUBLIC_URL = NOWHERE
    world = World(google_server)
    world.programme.calendar_edits = request.param
    world.programme.save()
    return world


def take_out(world: World, meeting: Meeting) -> None:
    hands.take_out(world, meeting, 0)


def read(world: World, _: Meeting) -> None:
    """Everything is read, written and told."""
    world.sweep()
    work_all(world)
    for email in world.busy:
        for calendar in world.calendars_of(email):
            calendar.due_at = None
            calendar.save(update_fields=["due_at"])
    world.sweep()
    work_all(world)


def answered(how: str) -> Step:
    return partial(hands.answer, how=how)


def moved(world: World, meeting: Meeting) -> None:
    hands.move(world, meeting, AFTER)


def moved_by_us(world: World, meeting: Meeting) -> None:
    deeds.move(world, meeting, AFTER, meeting.founder)


def cancelled_by_us(world: World, meeting: Meeting) -> None:
    deeds.cancel(world, meeting, meeting.founder)


elsewhere: Step = hands.take_elsewhere
deleted: Step = hands.delete
brought_back: Step = hands.bring_back
SCENES: dict[str, list[Step]] = {
    "out": [take_out],
    "out after an answer": [answered("accept"), read, take_out],
    "out before the answer was read": [answered("accept"), take_out],
    "out after throwing it away": [answered("delete"), read, take_out],
    "out twice": [take_out, read, take_out],
    "out, and the session moves": [take_out, moved_by_us],
    "out, and the session is off": [take_out, cancelled_by_us],
    "out and moved": [take_out, moved],
    "moved, and out while the other is asked": [moved, read, take_out],
    "elsewhere": [elsewhere],
    "elsewhere and back": [elsewhere, read, elsewhere],
    "elsewhere and moved there": [elsewhere, moved],
    "moved there later": [elsewhere, read, moved],
    "elsewhere, and the session moves": [elsewhere, moved_by_us],
    "elsewhere, and the session is off": [elsewhere, read, cancelled_by_us],
    "elsewhere and deleted there": [elsewhere, read, deleted],
    "deleted there and brought back": [elsewhere, read, deleted, read, brought_back],
    "elsewhere, and the guest answers": [elsewhere, answered("accept")],
    "elsewhere, and the guest is taken out": [elsewhere, read, take_out],
    "out and elsewhere": [take_out, elsewhere],
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("scene", SCENES)
def test_both_sides_agree_after(world: World, scene: str) -> None:
    deeds.book(world, BEFORE, world.connected)
    (meeting,) = world.meetings
    read(world, meeting)
    for step in SCENES[scene]:
        step(world, meeting)
    converge(world)
    check(world)


@pytest.mark.django_db(transaction=True)
def test_what_was_taken_elsewhere_is_there(world: World) -> None:
    deeds.book(world, BEFORE, world.connected)
    (meeting,) = world.meetings
    read(world, meeting)
    elsewhere(world, meeting)
    read(world, meeting)
    assert world.calendar_with(MENTOR, meeting.google_id) == TEAM
    assert meeting.event is not None
    assert meeting.event.google_calendar_id == TEAM
