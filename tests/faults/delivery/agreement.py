"""What has to be true of every text that has left, and of everything in the end."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from django.db.models import F, QuerySet

import clock
from agenda.models import Appointment
from audit.models import AuditEntry
from messaging.models import (
    OF_EVENTS,
    REMINDING,
    RINGS,
    Message,
    MessageState,
    Reminder,
    ReminderKind,
    ReminderState,
)
from messaging.operations.claiming import SPEAK_OF_A_TIME
from messaging.operations.recovery import PATIENCE
from tests import loopback
from tests.faults.delivery.deeds import turn_the_switch
from tests.faults.delivery.senders import Senders
from tests.faults.delivery.world import OFFSETS, WHATSAPP, Leaving, World, is_quiet

ROUNDS = 600
A_LITTLE = timedelta(minutes=3)
OPEN = (MessageState.READY, MessageState.SENDING, MessageState.UNKNOWN)
ON_ITS_WAY = (MessageState.ACCEPTED, MessageState.SENT)


def converge(world: World, senders: Senders) -> None:
    """Nothing goes wrong any more, and time passes until nothing is left to be done."""
    loopback.delete(f"{world.emulator.url}/control/faults").raise_for_status()
    for person in world.people:
        for address in (person.phone, WHATSAPP + person.phone):
            world.emulator.order("numbers", {"number": address, "error_code": None})
    if not world.is_running:
        turn_the_switch(world)
    for _ in range(ROUNDS):
        senders.one()
        ahead = list(world.planned())
        texts = Message.objects.filter(RINGS, state__in=ON_ITS_WAY)
        open_ = Message.objects.filter(state__in=OPEN)
        if not ahead and not texts.exists() and not open_.exists():
            return
        waiting = [*ahead, *open_.filter(state=MessageState.READY).values_list("not_before", flat=True)]
        is_underway = texts.exists() or open_.exclude(state=MessageState.READY).exists()
        step = A_LITTLE if is_underway or not waiting else min(waiting) - clock.now()
        world.pass_time(max(step, timedelta(seconds=7)))
    raise AssertionError(f"still open: {list(open_.values())} {list(texts.values())}")


def check(world: World) -> None:
    _each_text_is_one_message(world)
    _each_left_in_its_time(world)
    _nobody_is_told_twice(world)
    _every_state_of_an_event_is_told(world)
    _everything_is_accounted_for()


def _each_text_is_one_message(world: World) -> None:
    """Both ways: what Twilio took is known here, each once, and nothing else is thought to have left."""
    known = Message.objects.exclude(provider_id="").values_list("provider_id", flat=True)
    assert sorted(leaving.sid for leaving in world.left) == sorted(known)


def _each_left_in_its_time(world: World) -> None:
    messages = {message.provider_id: message for message in Message.objects.exclude(provider_id="")}
    for leaving in world.left:
        message = messages[leaving.sid]
        said = f"{message.kind} {message.pk} at {leaving.at}"
        assert not is_quiet(leaving.at, leaving.zone), f"{said}: in the night of {leaving.zone}"
        assert leaving.is_wanted, f"{said}: to a number that was stopped"
        assert leaving.is_running, f"{said}: while sending was stopped"
        _told_the_truth(message, leaving, said)


def _told_the_truth(message: Message, leaving: Leaving, said: str) -> None:
    if message.kind in OF_EVENTS:
        assert message.occasion_version == leaving.news[message.occasion], f"{said}: of a dead version"
        assert message.starts_at is not None
        assert leaving.at < message.starts_at, f"{said}: after the last meeting"
        return
    assert message.appointment_id is not None
    version, state = leaving.sessions[message.appointment_id]
    if message.kind in REMINDING:
        assert (version, state) == (message.version, "booked"), f"{said}: of a dead version"
        assert message.starts_at is not None
        assert leaving.at < message.starts_at, f"{said}: after the start"
    if message.kind in SPEAK_OF_A_TIME:
        assert version == message.version, f"{said}: of a dead version"


def _nobody_is_told_twice(world: World) -> None:
    """On one channel never; on the next one only what did not arrive, or of which nobody could be asked."""
    told = Counter(
        Message.objects.filter(reminder=None).values_list(
            "appointment", "version", "occasion", "occasion_version", "person", "kind", "channel"
        )
    )
    repeated = {row: count for row, count in told.items() if count > 1}
    assert not repeated, f"told twice: {repeated}"
    for line in _lines():
        for before, after in pairwise(line):
            let_go_at = _let_go_at(after)
            if let_go_at and before.state in (MessageState.DELIVERED, MessageState.SENT):
                said = f"message {before.pk}: told once more on another channel"
                assert world.nobody_knew_of(before.pk, let_go_at), said
                assert _was_open_for_long(before, let_go_at), said


def _lines() -> Iterable[list[Message]]:
    """What is told in the order of the channels on which it may be told, e-mail last."""
    lines: dict[object, list[Message]] = {}
    for message in sorted(Message.objects.all(), key=lambda one: (not one.rings, one.pk)):
        about = message.appointment_id, message.version, message.occasion
        news = (*about, message.person_id, message.kind, message.created_at)
        lines.setdefault(message.reminder_id or news, []).append(message)
    return lines.values()


def _let_go_at(message: Message) -> datetime | None:
    """When a message was written, or let go, because the one before it did not arrive; None where it was not."""
    if message.reminder_id is not None:
        return message.created_at
    freed = _steps(message).filter(action="message.ready", details__error_code="").first()
    return freed.at if freed else None


def _was_open_for_long(message: Message, at: datetime) -> bool:
    """Whether nobody had said by then if it was taken, and that since longer than one waits for it."""
    steps = list(_steps(message).filter(at__lte=at))
    handed_over = [step.at for step in steps if step.action == "message.sending"]
    return steps[-1].action == "message.unknown" and at - handed_over[-1] > PATIENCE


def _steps(message: Message) -> QuerySet[AuditEntry]:
    return AuditEntry.objects.filter(details__message_id=message.pk).order_by("pk")


def _every_state_of_an_event_is_told(world: World) -> None:
    """Whoever is to hear of one has a message that tells it, and nobody else."""
    told = Message.objects.filter(kind__in=OF_EVENTS).values_list(
        "occasion", "occasion_version", "kind", "person"
    )
    assert sorted(set(told)) == sorted(world.owed)


def _everything_is_accounted_for() -> None:
    for message in Message.objects.all():
        arrived = MessageState.DELIVERED if message.rings else MessageState.SENT
        told = message.state == arrived or (
            message.state in (MessageState.FAILED, MessageState.UNDELIVERED, MessageState.DROPPED)
            and message.error_code
        )
        assert told, f"{message.channel} {message.kind} {message.pk}: {message.state} {message.error_code!r}"
    for reminder in Reminder.objects.select_related("appointment"):
        ended = (
            reminder.messages.exists()
            if reminder.state == ReminderState.SENT
            else reminder.state == ReminderState.DROPPED and reminder.dropped_because
        )
        assert ended, f"reminder {reminder.pk}: {reminder.state}"
    live = Reminder.objects.filter(appointment__state="booked", version=F("appointment__version"))
    planned = Counter(live.values_list("appointment", "person", "kind"))
    assert planned == {
        (one.pk, pk, ReminderKind.REMINDER if sessions else ReminderKind.MEETING): many
        for sessions, many in ((True, len(OFFSETS)), (False, 1))
        for one in Appointment.objects.filter(state="booked", event_meetings__isnull=sessions).distinct()
        for pk in one.people.values_list("pk", flat=True)
    }
