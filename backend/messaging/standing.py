"""How sending stands, for coordinators: whether it runs, what waits, and how much of its caps is used."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings

from messaging import rules
from messaging.carriers import us_is_registered
from messaging.models import (
    Message,
    MessageState,
    Reminder,
    ReminderState,
    SendingSwitch,
    TextsOfAnHour,
    UnitedStatesHold,
)


class UnitedStatesTexts(StrEnum):
    """Whether texts leave to numbers of the United States."""

    ON = "on"
    UNREGISTERED = "unregistered"  # the operator has named no campaign
    REFUSED = "refused"  # carriers say that there is none


@dataclass(frozen=True)
class SendingStanding:
    """`stopped_…` are empty while it runs; rates are a second's, of everything and of one sender's texts. `us_since`
    and `us_code`: when and with which of Twilio's codes carriers of the United States refused us. `kept_days`: how long
    words of messages are kept, 0 for good."""

    is_stopped: bool
    stopped_at: datetime | None
    stopped_by: str
    reason: str
    waiting: int
    texts_this_hour: int
    texts_per_hour: int
    texts_per_person_and_day: int
    messages_per_second: float
    texts_per_second: float
    us_texts: UnitedStatesTexts
    us_since: datetime | None
    us_code: str
    kept_days: int


def sending_standing(*, now: datetime) -> SendingStanding:
    """As it is at `now`. Five statements."""
    hold = UnitedStatesHold.objects.first()
    switch = SendingSwitch.objects.select_related("stopped_by").filter(stopped_at__isnull=False).first()
    hour = TextsOfAnHour.objects.filter(starts_at=rules.hour_of(now)).first()
    ready = Message.objects.filter(state=MessageState.READY, not_before__lte=now).count()
    due = Reminder.objects.filter(state=ReminderState.PLANNED, due_at__lte=now).count()
    by = switch.stopped_by if switch else None
    return SendingStanding(
        is_stopped=switch is not None,
        stopped_at=switch.stopped_at if switch else None,
        stopped_by=by.name if by else "",
        reason=switch.reason if switch else "",
        waiting=ready + due,
        texts_this_hour=hour.used if hour else 0,
        texts_per_hour=settings.ENV.texts_per_hour,
        texts_per_person_and_day=rules.MOST_TEXTS_A_DAY,
        messages_per_second=settings.ENV.messages_per_second,
        texts_per_second=settings.ENV.texts_per_second,
        us_texts=_us_texts(hold),
        us_since=hold.since if hold else None,
        us_code=hold.code if hold else "",
        kept_days=settings.ENV.message_retention_days,
    )


def _us_texts(hold: UnitedStatesHold | None) -> UnitedStatesTexts:
    if not us_is_registered():
        return UnitedStatesTexts.UNREGISTERED
    return UnitedStatesTexts.REFUSED if hold else UnitedStatesTexts.ON
