"""The global stop switch: while it is off nothing leaves, and what its time passes for is dropped."""

from datetime import datetime

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from agenda.transactions import atomically
from audit.operations import record
from messaging import rules
from messaging.models import REMINDING, Message, MessageKind, MessageState, Reminder, SendingSwitch
from messaging.operations.settling import drop_each, drop_each_reminder
from messaging.waking import wake_up
from problems import Problem

BATCH = 100
STOPPED = "stopped"

# As `rules.reminder_is_useful`: the first half of the time between a reminder and the start; the way in
# until then, the note after it for a day.
PAST_THEIR_USE = """
SELECT id FROM messaging_reminder
 WHERE state = 'planned' AND due_at <= %(now)s
   AND starts_at - CASE kind WHEN 'starting' THEN interval '0' WHEN 'meeting' THEN interval '0' WHEN 'after' THEN %(note)s * interval '1 second'
                             ELSE offset_minutes * interval '1 minute' END / 2 <= %(now)s
 ORDER BY due_at, id LIMIT %(most)s FOR UPDATE SKIP LOCKED
"""


class SendingIsStopped(Problem):
    code = "sending_is_stopped"
    status = 409
    title = _("Sending is stopped already")
    detail = _("Somebody has stopped it before you. Look again who and why.")


class SendingIsRunning(Problem):
    code = "sending_is_running"
    status = 409
    title = _("Sending runs already")
    detail = _("Somebody has started it before you.")


@atomically
def stop_sending(*, reason: str, by: Person, now: datetime) -> None:
    """Let nothing leave from now on but the calls that are under way. Raises SendingIsStopped."""
    SendingSwitch.objects.get_or_create(id=1)
    running = SendingSwitch.objects.filter(id=1, stopped_at=None)
    if not running.update(stopped_at=now, stopped_by=by, reason=reason):
        raise SendingIsStopped
    record("messaging", "switch", "sending.stopped", by=by, now=now, reason=reason)


@atomically
def start_sending(*, by: Person, now: datetime) -> None:
    """Let leave what is still useful. Raises SendingIsRunning."""
    stopped = SendingSwitch.objects.filter(id=1, stopped_at__isnull=False)
    if not stopped.update(stopped_at=None, stopped_by=None, reason=""):
        raise SendingIsRunning
    record("messaging", "switch", "sending.started", by=by, now=now)
    wake_up()


@atomically
def drop_what_the_stop_outlasts(*, now: datetime) -> int:
    """Drop a batch of due reminders whose use has passed while nothing leaves; how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            PAST_THEIR_USE, {"now": now, "most": BATCH, "note": rules.NOTE_HELPS_FOR.total_seconds()}
        )
        ids = [pk for (pk,) in cursor.fetchall()]
    reminders = dict.fromkeys(Reminder.objects.filter(pk__in=ids).order_by("pk"), STOPPED)
    drop_each_reminder(reminders, now=now)
    written = Message.objects.filter(
        Q(starts_at__lte=now) & ~Q(kind=MessageKind.AFTER) | Q(starts_at__lte=now + rules.NOTE_HELPS_FOR / 2),
        kind__in=REMINDING,
        state=MessageState.READY,
        not_before__lte=now,
    )
    messages = dict.fromkeys(
        written.select_for_update(skip_locked=True, of=("self",))
        .select_related("reminder")
        .order_by("starts_at", "pk")[:BATCH],
        STOPPED,
    )
    drop_each(messages, now=now)
    return len(reminders) + len(messages)
