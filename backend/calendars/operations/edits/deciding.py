"""What becomes of edits once the area above knows what they mean. In its transaction."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from agenda.models import Appointment
from calendars.edit_models import OPEN
from calendars.models import CalendarAnswer, CalendarEdit, CalendarEvent, CalendarOccurrence, EditState


def edits_to_heed(event_id: int) -> list[CalendarEdit]:
    """Those of which nobody knows yet what follows, in the order in which they were made."""
    waiting = CalendarEdit.objects.filter(event=event_id, is_heeded=False)
    return list(waiting.select_related("event__organiser", "person", "guest").order_by("pk"))


def is_in_the_hubs_calendar(edit: CalendarEdit) -> bool:
    """Where nobody knows whose hand it was: in the hub's own, and not in that of a person whose guests may change it."""
    organiser = edit.event.organiser
    return edit.person is None and (organiser is None or organiser.is_hub)


def answers_to_heed(event_id: int) -> list[CalendarAnswer]:
    """Those that nobody was told of yet."""
    waiting = CalendarAnswer.objects.filter(event=event_id, is_heeded=False)
    return list(waiting.select_related("event", "person").order_by("pk"))


def still_to_heed(edit: CalendarEdit) -> bool:
    """Whether the edit in hand is still to be heeded as it was read; locked until the transaction ends."""
    rows = CalendarEdit.objects.select_for_update().filter(pk=edit.pk, state=edit.state, is_heeded=False)
    return rows.exists()


def appointments_of(about: CalendarEdit | CalendarAnswer) -> list[UUID]:
    """Ids of the appointments that it is about: one, or all dates of a series that are to be."""
    event = about.event
    if event.appointment_id is not None:
        return [event.appointment_id]
    rows = event.occurrences.filter(is_wanted=True)
    if about.on is not None:
        rows = event.occurrences.filter(on=about.on)
    return list(rows.order_by("on").values_list("appointment_id", flat=True))


def ask_about(edit: CalendarEdit) -> None:
    """Somebody is asked what is to follow; until then Google keeps what the person made of it."""
    _heeded(edit, EditState.ASKED)


def settle_edit(edit: CalendarEdit) -> None:
    """It is decided: the next write brings Google to what is wanted."""
    _heeded(edit, EditState.SETTLED if edit.state in OPEN else EditState(edit.state))


def _heeded(edit: CalendarEdit, state: EditState) -> None:
    edit.state, edit.is_heeded = state, True
    edit.save(update_fields=["state", "is_heeded"])


def leave_out(edit: CalendarEdit) -> CalendarEvent:
    """The guest whom somebody took out in Google stays out there, and is invited by mail from now on; the event. Google
    told them that it is cancelled, so the invitation by mail has to be the later one."""
    assert edit.guest is not None  # noqa: S101 -- a constraint; for the type checker
    event = CalendarEvent.objects.select_for_update().get(pk=edit.event_id)
    event.guests.remove(edit.guest)
    event.taken_out.add(edit.guest)
    event.sequence += 1
    event.save(update_fields=["sequence"])
    return event


def answer_heeded(answer: CalendarAnswer) -> bool:
    """Note that it was told; False where it is another by now, which somebody else is told of."""
    same = CalendarAnswer.objects.filter(pk=answer.pk, answer=answer.answer, is_heeded=False)
    return bool(same.update(is_heeded=True))


def forget_answer(answer: CalendarAnswer) -> None:
    """It counts no more, so that the same one counts when it comes again. An older copy of it may come again too."""
    CalendarAnswer.objects.filter(pk=answer.pk).delete()


def overrule(*, appointments: Sequence[Appointment]) -> bool:
    """Something was decided about these appointments: what people were asked about them is settled, and the next
    write brings Google to what is wanted. Whether there was anything. What was noticed but not asked yet stays."""
    asked = _about(appointments).filter(state=EditState.ASKED)
    return bool(asked.update(state=EditState.SETTLED, is_heeded=True))


def _about(appointments: Sequence[Appointment]) -> QuerySet[CalendarEdit]:
    ids = [appointment.pk for appointment in appointments]
    dates = CalendarOccurrence.objects.filter(event=OuterRef("event"), on=OuterRef("on"), appointment__in=ids)
    return CalendarEdit.objects.filter(Q(event__appointment__in=ids) | Exists(dates))
