"""People are asked whom they want when a cycle opens, and reminded before it is due; each hour is on their own clock."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

import messaging.operations
from accounts.models import Person
from agenda.own_clock import zone_of
from agenda.transactions import atomically
from agenda.wording import local_words
from audit.operations import record
from mentoring.cycles.answers import unanswered
from mentoring.cycles.operations import living
from mentoring.cycles.refusals import CycleOver, RemindedJustNow
from mentoring.models import Cycle, CycleState, Nudge
from messaging.programme_texts import Letter

HOURS_BEFORE = (24, 72)  # the nearest that has come is the one that is sent
AT_THE_OPENING = 0  # in place of hours
BETWEEN = timedelta(hours=1)  # two reminders by hand
ASKED = gettext_lazy("Whom would you like to be paired with? %(programme)s")
REMINDED = gettext_lazy("Please tell us soon whom you would like: %(programme)s")


@atomically
def ask_everybody(*, cycle_id: int, now: datetime) -> int:
    """A letter to everybody on both sides of a cycle that has just opened; how many. Running it again asks nobody twice."""
    try:
        cycle = living(cycle_id)
    except CycleOver:
        return 0
    asked = set(cycle.nudges.filter(hours_before=AT_THE_OPENING).values_list("person", flat=True))
    told = 0
    for _party, person, due in unanswered(cycle, now):
        if person.pk not in asked:
            Nudge.objects.create(cycle=cycle, person=person, hours_before=AT_THE_OPENING, at=now)
            _write(cycle, person, due, ASKED, now)
            told += 1
    record("cycle", cycle.pk, "asked", by=None, now=now, people=told)
    return told


def remind_before_due(*, now: datetime) -> None:
    """Remind whoever has not answered three days and a day before it is due for them; once each, whoever runs it."""
    asking = Cycle.objects.filter(state__in=[CycleState.COLLECTING, CycleState.REVIEW])
    for cycle_id in asking.values_list("pk", flat=True):
        _remind_of(cycle_id=cycle_id, now=now)


@atomically
def _remind_of(*, cycle_id: int, now: datetime) -> None:
    try:
        cycle = living(cycle_id)
    except CycleOver:  # since the list was read
        return
    reminded = set(cycle.nudges.values_list("person", "hours_before"))
    for _party, person, due in unanswered(cycle, now):
        come = [hours for hours in HOURS_BEFORE if cycle.opened_at < due - timedelta(hours=hours) <= now]
        if not come or (person.pk, come[0]) in reminded:
            continue
        Nudge.objects.create(cycle=cycle, person=person, hours_before=come[0], at=now)
        _write(cycle, person, due, REMINDED, now)
        record("cycle", cycle.pk, "reminded", by=None, now=now, person=person.pk, hours_before=come[0])


@atomically
def remind_now(*, cycle_id: int, by: Person, now: datetime) -> int:
    """A coordinator reminds all who have not answered and still can; how many people. Raises CycleOver, RemindedJustNow."""
    cycle = living(cycle_id)
    if cycle.reminded_at and now < cycle.reminded_at + BETWEEN:
        raise RemindedJustNow
    waiting = list(unanswered(cycle, now))
    for _party, person, due in waiting:
        _write(cycle, person, due, REMINDED, now)
    cycle.reminded_at = now
    cycle.revision += 1
    cycle.save(update_fields=["reminded_at", "revision"])
    record("cycle", cycle.pk, "reminded", by=by, now=now, people=len(waiting))
    return len(waiting)


def _write(cycle: Cycle, person: Person, due: datetime, subject: Promise, now: datetime) -> None:
    programme = cycle.programme
    name = programme.name_ko if person.language == "ko" else programme.name_en
    with translation.override(person.language):
        until = local_words(due, zone_of(person, due), person.language)
        letter = Letter(
            subject=str(subject) % {"programme": name},
            lead=_(
                "Rank whom you would like to work with, or say only what you need. You can change it until then."
            ),
            ask=_("Say what you want:"),
            link=f"{settings.PUBLIC_URL}/pairing/{cycle.pk}/wish",
            rows=(
                _("Programme: %(name)s") % {"name": name},
                _("Please answer by: %(until)s") % {"until": until},
            ),
        )
    messaging.operations.notify_of_programme(person=person, letter=letter, now=now)
