"""What people do: each deed one transaction, with its notices and reminders, as the product's own are."""

from datetime import datetime, timedelta
from uuid import uuid4

import clock
from accounts.models import Person
from agenda import operations as agenda
from agenda.models import Appointment
from agenda.operations import SlotTaken
from agenda.transactions import atomically
from messaging.models import MessageKind, TemplateText
from messaging.operations import (
    drop_reminders,
    follow_clock,
    notify,
    plan_reminders,
    start_sending,
    stop_sending,
    take_reply,
)
from messaging.texts import Briefing
from tests.factories.appointments import a_briefing
from tests.faults.delivery.world import OFFSETS, PROGRAMME, WHATSAPP, World

AN_HOUR = timedelta(hours=1)


def book(founder: Person, mentor: Person, starts_at: datetime) -> None:
    """Nothing happens where one of them is taken."""
    try:
        _book((founder, mentor), starts_at)
    except SlotTaken:
        return


@atomically
def _book(people: tuple[Person, Person], starts_at: datetime) -> None:
    now = clock.now()
    appointment = agenda.hold(
        appointment_id=uuid4(),
        people={person.pk: agenda.NO_BUFFERS for person in people},
        starts_at=starts_at,
        ends_at=starts_at + AN_HOUR,
        expires_at=None,
        now=now,
    )
    _announce(appointment, people, MessageKind.CONFIRMED, now)


def move(appointment: Appointment, starts_at: datetime) -> None:
    try:
        _move(appointment, starts_at)
    except SlotTaken:
        return


@atomically
def _move(appointment: Appointment, starts_at: datetime) -> None:
    now = clock.now()
    people = tuple(appointment.people.distinct().order_by("pk"))  # a move leaves what was theirs before
    moved = agenda.move(
        appointment=appointment,
        people={person.pk: agenda.NO_BUFFERS for person in people},
        starts_at=starts_at,
        now=now,
    )
    drop_reminders(appointment=moved, because="moved", now=now)
    _announce(moved, people, MessageKind.MOVED, now)


@atomically
def cancel(appointment: Appointment) -> None:
    now = clock.now()
    people = list(appointment.people.distinct().order_by("pk"))
    released = agenda.release(appointment=appointment, now=now)
    drop_reminders(appointment=released, because="cancelled", now=now)
    for person in people:
        notify(
            appointment=released,
            person=person,
            kind=MessageKind.CANCELLED,
            briefing=_briefing(released),
            now=now,
        )


def _announce(appointment: Appointment, people: tuple[Person, ...], kind: MessageKind, now: datetime) -> None:
    words = _briefing(appointment)
    for person in people:
        notify(appointment=appointment, person=person, kind=kind, briefing=words, now=now)
    plan_reminders(
        appointment=appointment,
        briefings=dict.fromkeys(people, words),
        offsets_minutes=OFFSETS,
        now=now,
    )


def _briefing(appointment: Appointment) -> Briefing:
    last = TemplateText.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return a_briefing(
        link=f"https://hub.example/s/{str(appointment.pk)[:8]}", programme=PROGRAMME, words_as_of=last
    )


def live_elsewhere(person: Person, zone: str) -> None:
    person.time_zone = zone
    person.save(update_fields=["time_zone"])
    follow_clock(person=person, now=clock.now())


def answer(world: World, person: Person, text: str, channel: str) -> None:
    """A text comes back from the person's phone, or something by WhatsApp."""
    word, _ = take_reply(phone=person.phone, text=text, channel=channel, now=clock.now())
    address = person.phone if channel == "sms" else WHATSAPP + person.phone
    if word == "stop":
        world.stopped.add(address)
    if word == "start":
        world.stopped.discard(address)


def turn_the_switch(world: World) -> None:
    """A coordinator stops all sending, or lets it go on."""
    if world.is_running:
        stop_sending(reason="A trial", by=world.coordinator, now=clock.now())
    else:
        start_sending(by=world.coordinator, now=clock.now())
    world.is_running = not world.is_running
