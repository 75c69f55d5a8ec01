"""The last look at the world before messages leave: they are looked at and written as in hand a batch at a time."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F

from agenda.models import Appointment, AppointmentState
from agenda.own_clock import know_journeys
from agenda.transactions import atomically
from messaging import rules
from messaging.advertising.queries import verdicts_on_advertisements
from messaging.carriers import US_NOT_REGISTERED
from messaging.models import OF_EVENTS, REMINDING, Channel, Message, MessageKind, MessageState, NumberCode
from messaging.operations.allowing import allow
from messaging.operations.becoming import held_still
from messaging.operations.opting_out import tell_of_stop
from messaging.operations.planning import quiet_hours_of
from messaging.operations.settling import audit_message, drop_each
from messaging.queries import sending_is_stopped
from messaging.reaching import closed_to_us, reached_by

BATCH = 100
# A message whose session is being changed at this moment is looked at again after that.
MOMENT = timedelta(seconds=5)

# These tell when a session will be; once that has changed they would mislead. The others tell that it will not.
SPEAK_OF_A_TIME = (
    MessageKind.REQUESTED,
    MessageKind.PROPOSED,
    MessageKind.CONFIRMED,
    MessageKind.MOVED,
    MessageKind.SEATED,
    MessageKind.OFFERED,
    MessageKind.CLASH,
    MessageKind.SHIFT,
    MessageKind.NEW_RULES,
    MessageKind.UNABLE,
    MessageKind.UNABLE_OWN,
    MessageKind.UNABLE_TOO,
    MessageKind.NAMED,
)
# These tell nothing new of how things stand.
REPEAT_WHAT_STANDS = (
    *REMINDING,
    MessageKind.SHIFT,
    MessageKind.NEW_RULES,
    MessageKind.ABSENT,
    MessageKind.WRITTEN,
    MessageKind.ANSWER,
)
# Nothing that comes later makes these needless.
STAND_ALONE = (*REMINDING, MessageKind.WRITTEN, MessageKind.ANSWER)
# Of no appointment: until they begin these tell something.
USELESS_AFTER = (MessageKind.DIGEST, *OF_EVENTS)
# Whether a later notice on the same channel tells the same person how things stand now.
SUCCEEDED = """
SELECT message.id FROM messaging_message AS message
 WHERE message.id = ANY(%s) AND EXISTS (
       SELECT FROM messaging_message AS later
        WHERE later.appointment_id = message.appointment_id AND later.id > message.id
          AND later.person_id = message.person_id AND later.channel = message.channel
          AND later.kind <> ALL(%s))
"""
# Whether a later state of the same event is told to the same person.
OVERTAKEN_NEWS = """
SELECT message.id FROM messaging_message AS message
 WHERE message.id = ANY(%s) AND EXISTS (
       SELECT FROM messaging_message AS later
        WHERE later.occasion <> '' AND later.occasion = message.occasion AND later.id > message.id
          AND later.person_id = message.person_id AND later.occasion_version <> message.occasion_version)
"""
POSTPONE = """
UPDATE messaging_message AS message SET not_before = later.until, error_code = later.because
  FROM unnest(%s::bigint[], %s::timestamptz[], %s::text[]) AS later (id, until, because)
 WHERE message.id = later.id
"""
SAY_THE_DATE = """
UPDATE messaging_message SET subject = left(replace(subject, near_day, plain_day), 200),
       body = replace(body, near_day, plain_day), near_day = '', plain_day = '', near_until = NULL
 WHERE id = ANY(%s)
"""


@dataclass(frozen=True)
class Claim:
    """A message that is ours to hand over, within `valid_for`."""

    message: Message
    valid_for: timedelta


def claim_due(*, now: datetime, most: int = BATCH, channels: Collection[str] | None = None) -> list[Claim]:
    """Write up to `most` due messages as SENDING, those of the nearest session first, and commit, so that whatever
    happens now they are known to be out. `channels`: those of these alone; None: of all.

    Empty if none is due, others have them in hand, pace or caps allow none, or sending is stopped.
    """
    while not sending_is_stopped():
        decided, claims = _look(now=now, most=most, channels=channels)
        if claims or not decided:
            return claims
    return []


@atomically
def _look(*, now: datetime, most: int, channels: Collection[str] | None) -> tuple[int, list[Claim]]:
    """Of how many due messages it was decided what becomes of them, and those that leave. The number of
    statements does not depend on either."""
    due = Message.objects.filter(state=MessageState.READY, not_before__lte=now)
    if channels is not None:
        due = due.filter(channel__in=channels)
    claimed = due.select_for_update(skip_locked=True).order_by("starts_at", "pk").values_list("pk", flat=True)
    ids = list(claimed[:most])
    if not ids:
        return 0, []
    rows = Message.objects.filter(pk__in=ids).select_related("person", "number_code")
    verdicts = _verdicts(list(rows.order_by("starts_at", "pk")), now)
    ready = {one: word for one, word in verdicts.items() if isinstance(word, rules.Go)}
    decided = {one: word for one, word in verdicts.items() if one not in ready}
    _settle(decided, now)
    allowed = allow(list(ready), now)  # others wait from here on
    _take_in_hand(allowed.leave, now)
    _settle(allowed.otherwise, now)
    return len(decided) + len(allowed.otherwise), [Claim(one, ready[one].valid_for) for one in allowed.leave]


def _settle(decided: Mapping[Message, rules.Verdict], now: datetime) -> None:
    """Of those that do not leave."""
    _postpone({one: word for one, word in decided.items() if isinstance(word, rules.Wait)})
    drop_each({one: word.because for one, word in decided.items() if isinstance(word, rules.Drop)}, now=now)


def _take_in_hand(messages: Sequence[Message], now: datetime) -> None:
    if not messages:
        return
    rows = Message.objects.filter(pk__in=[message.pk for message in messages])
    rows.update(state=MessageState.SENDING, claimed_at=now, attempts=F("attempts") + 1)
    texts = [message for message in messages if message.channel == Channel.SMS]
    tell_of_stop(
        [text for text in texts if not text.promotional], now=now
    )  # an advertisement tells it itself
    _say_the_date([one for one in messages if _is_out_of_date(one, now)])
    for message in messages:
        message.state, message.claimed_at = MessageState.SENDING, now
        message.attempts += 1
        audit_message(message, now=now)


def _is_out_of_date(message: Message, now: datetime) -> bool:
    """Whether it says "tomorrow" on another day than it was written for, or may by the time it is handed over."""
    return message.near_until is not None and message.near_until <= now + rules.FRESH_FOR


def _say_the_date(messages: Sequence[Message]) -> None:
    """Late as they are: a date is true on every day."""
    if not messages:
        return
    with connection.cursor() as cursor:
        cursor.execute(SAY_THE_DATE, [[message.pk for message in messages]])
    for message in messages:
        message.subject = message.subject.replace(message.near_day, message.plain_day)[:200]
        message.body = message.body.replace(message.near_day, message.plain_day)
        message.near_day = message.plain_day = ""
        message.near_until = None


def _postpone(later: Mapping[Message, rules.Wait]) -> None:
    if not later:
        return
    columns = [[one.pk, word.until, word.because or one.error_code] for one, word in later.items()]
    with connection.cursor() as cursor:
        cursor.execute(POSTPONE, [list(column) for column in zip(*columns, strict=True)])


def _verdicts(messages: Sequence[Message], now: datetime) -> dict[Message, rules.Verdict]:
    """What is to become of each, in the same order."""
    appointments = held_still(message.appointment_id for message in messages if message.appointment_id)
    succeeded = _succeeded(messages) | _overtaken_news(messages)
    found: dict[Message, rules.Verdict] = {}
    for message in messages:
        appointment = appointments.get(message.appointment_id) if message.appointment_id else None
        if message.appointment_id and appointment is None:
            found[message] = rules.Wait(now + MOMENT)
            continue
        message.appointment = appointment
        because = _overtaken(message, appointment, now, succeeded) if appointment else ""
        if message.occasion and message.pk in succeeded:
            because = "superseded"
        because = because or ("" if message.person.is_active else "inactive")
        if message.kind in USELESS_AFTER and message.starts_at and message.starts_at <= now:
            because = because or "too_late"
        found[message] = rules.Drop(because) if because else rules.Go()
    texts = [one for one, word in found.items() if word == rules.Go() and one.rings]
    codes = _verdicts_on_codes({one: one.number_code for one in texts if one.number_code}, now)
    answers = [one for one in texts if one.kind == MessageKind.ANSWER]
    others = [one for one in texts if one not in codes and one not in answers]
    found |= codes | _verdicts_on_answers(answers, now) | _verdicts_on_texts(others, now)
    return found | _verdicts_on_advertisements(found, now)


def _succeeded(messages: Sequence[Message]) -> set[int]:
    """The ids of those whose news a later message has overtaken; a reminder tells no news."""
    notices = [one.pk for one in messages if one.appointment_id is not None and one.kind not in STAND_ALONE]
    if not notices:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(SUCCEEDED, [notices, [kind.value for kind in REPEAT_WHAT_STANDS]])
        return {pk for (pk,) in cursor.fetchall()}


def _overtaken_news(messages: Sequence[Message]) -> set[int]:
    """The same of news of events: what was in somebody's hands when the next came is not among what these drop."""
    news = [one.pk for one in messages if one.occasion]
    if not news:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(OVERTAKEN_NEWS, [news])
        return {pk for (pk,) in cursor.fetchall()}


def _overtaken(message: Message, appointment: Appointment, now: datetime, succeeded: set[int]) -> str:
    if message.kind in REMINDING:
        if appointment.state != AppointmentState.BOOKED:
            return "cancelled"
        if appointment.version != message.version:
            return "moved"
        helps_until = appointment.starts_at
        if message.kind == MessageKind.AFTER:
            helps_until -= rules.NOTE_HELPS_FOR / 2
        return "" if helps_until > now else "too_late"
    if message.kind == MessageKind.REQUESTED and appointment.state == AppointmentState.BOOKED:
        return "answered"
    if message.kind in SPEAK_OF_A_TIME and message.version != appointment.version:
        return "superseded"
    return "superseded" if message.pk in succeeded else ""


def _verdicts_on_answers(texts: Sequence[Message], now: datetime) -> dict[Message, rules.Verdict]:
    reached = reached_by([one.person for one in texts], {one.channel for one in texts})
    return {
        one: rules.Drop(because)
        if (because := reached.why(one.channel, one.person))
        else rules.answer_may_leave(one.created_at, now)
        for one in texts
    }


def _verdicts_on_texts(texts: Sequence[Message], now: datetime) -> dict[Message, rules.Verdict]:
    if not texts:
        return {}
    people = [message.person for message in texts]
    reached = reached_by(people, {one.channel for one in texts})
    know_journeys(people)
    return {
        one: rules.Drop(because)
        if (because := reached.why(one.channel, one.person))
        else _verdict_on_text(one, now)
        for one in texts
    }


def _verdicts_on_advertisements(
    found: Mapping[Message, rules.Verdict], now: datetime
) -> dict[Message, rules.Verdict]:
    """What becomes of those that advertise and reach their reader, by what the reader said and by law."""
    ads = [one for one, word in found.items() if one.promotional and not isinstance(word, rules.Drop)]
    return verdicts_on_advertisements(ads, now)


def _verdicts_on_codes(codes: Mapping[Message, NumberCode], now: datetime) -> dict[Message, rules.Verdict]:
    closed = closed_to_us([code.phone for code in codes.values()])
    return {
        one: rules.Drop(US_NOT_REGISTERED)
        if code.phone in closed
        else rules.code_may_leave(code.expires_at, is_open=code.is_open_at(now), now=now)
        for one, code in codes.items()
    }


def _verdict_on_text(message: Message, now: datetime) -> rules.Verdict:
    is_over = message.kind == MessageKind.AFTER
    starts_at = message.appointment.starts_at if message.appointment and not is_over else None
    if message.kind in OF_EVENTS:
        starts_at = message.starts_at
    return rules.text_may_leave(starts_at, quiet_hours_of(message.person), now)
