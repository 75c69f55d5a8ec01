"""Push channels: opened, renewed and stopped at Google, and what follows from a message."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from uuid import uuid4

from django.db import IntegrityError, transaction

from calendars import google
from calendars.freshness import is_reached_by_events
from calendars.models import PRIMARY, ChannelState, GoogleConnection, PushChannel, ReadCalendar
from calendars.operations.access import calendar_of
from calendars.operations.pausing import note_refusal
from calendars.operations.reading.asking import ask_for_read, followed
from calendars.queueing import OPEN_CHANNEL, STOP_CHANNEL, defer_once
from calendars.rules import digest_of, pause_before
from calendars.tokens import UnreadableToken
from integrations.google_calendar import (
    AlreadyExists,
    PermanentFailure,
    PushNotSupported,
    QuotaExceeded,
    TemporaryFailure,
    UnknownOutcome,
    WatchChannel,
)

LASTS = timedelta(days=7)
RENEWED_BEFORE = timedelta(days=1)
OVERLAP = timedelta(minutes=5)  # both the old channel and the new one tell of changes
ANSWER_AWAITED = timedelta(minutes=5)  # the first message of a channel whose request had no answer
SETTLES = timedelta(seconds=1)  # the changes of one moment are read together
UNSUPPORTED_FOR, REFUSED_FOR, QUOTA_FOR = timedelta(days=30), timedelta(days=1), timedelta(hours=1)
UNCLEAR = (UnknownOutcome, AlreadyExists)  # AlreadyExists: the request was sent twice
FAILURES = (PermanentFailure, TemporaryFailure, UnknownOutcome, UnreadableToken)
A_TOKEN_OF_NOBODY = digest_of("")


@dataclass(frozen=True)
class Message:
    """What a push message says; `expires_at` is None where it does not say that."""

    channel_id: str
    token: str
    resource_id: str
    number: int
    is_first: bool
    expires_at: datetime | None


def keep_channels(*, now: datetime) -> int:
    """Have a channel opened for every followed calendar that lacks one or whose ends soon, and stop those that are no
    longer of use; how many are to be opened. Two statements more for however many calendars.
    """
    if google.push_address() is None:
        return 0
    _forget_what_ended(now)
    covered = _covered(now)
    wanted = [row for row in followed().select_related("connection") if _can_be_watched(row)]
    missing = [row.pk for row in wanted if row.pk not in covered and _is_to_be_asked(row, now)]
    _stop_superfluous({row.pk for row in wanted}, now)
    return sum(
        defer_once(OPEN_CHANNEL, lock=f"calendars.open_channel:{pk}", calendar_id=pk) for pk in missing
    )


def open_channel(*, calendar_id: int, now: datetime) -> None:
    """Ask Google for a channel on a calendar, unless there is one. To be called outside any transaction.

    The calendar is read once it stands: until then nobody told of changes. Where no answer comes, the first message
    makes the channel known; where none comes either, another is asked for.
    """
    address = google.push_address()
    token = secrets.token_urlsafe(32)
    row = _ask(calendar_id, token, now) if address else None
    if row is None or address is None:
        return
    calendar = row.calendar
    try:
        with calendar_of(calendar.connection, calendar.google_calendar_id) as at_google:
            made = at_google.watch_events(
                channel_id=row.channel_id, token=token, address=address, lasts=LASTS
            )
    except UNCLEAR:
        return
    except FAILURES as error:
        _note_refusal(row, error, now)
    else:
        if not _note_opened(row.channel_id, made, now):
            _stop_at_google(calendar.connection, [(made.channel_id, made.resource_id)])


def stop_channel(*, channel_id: str) -> None:
    """End one channel at Google and forget it; where Google stumbles, it stays to be stopped. Outside any transaction."""
    row = PushChannel.objects.select_related("calendar__connection").filter(channel_id=channel_id).first()
    if row is None:
        return
    if row.resource_id:
        try:
            with calendar_of(row.calendar.connection, row.calendar.google_calendar_id) as at_google:
                at_google.stop_channel(row.channel_id, row.resource_id)
        except (TemporaryFailure, UnknownOutcome):
            return
        except (PermanentFailure, UnreadableToken):
            pass  # we may not any more: it ends by itself, and what it tells until then is of a channel unknown
    row.delete()


def channels_of(connection: GoogleConnection) -> list[tuple[str, str]]:
    """Channel and resource of each channel that Google may know of, as `GoogleCalendar.stop_channel` takes them."""
    rows = PushChannel.objects.filter(calendar__connection=connection).exclude(resource_id="")
    return list(rows.order_by("pk").values_list("channel_id", "resource_id"))


def stop_channels(*, connection: GoogleConnection) -> None:
    """End all channels of a connection at Google as far as Google can be reached, and forget them. Outside any
    transaction. What could not be stopped ends by itself within a week and is not listened to.
    """
    known = channels_of(connection)
    PushChannel.objects.filter(calendar__connection=connection).delete()
    _stop_at_google(connection, known)


def take_push(message: Message, *, now: datetime) -> bool:
    """Have the calendar read that a message is about; False if it is not one of ours. At most six statements.

    A repeated message, or one that was overtaken, changes nothing: the one after it said the same.
    """
    row = PushChannel.objects.filter(channel_id=message.channel_id).first()
    is_genuine = compare_digest(row.token_digest if row else A_TOKEN_OF_NOBODY, digest_of(message.token))
    if row is None or not is_genuine or row.state == ChannelState.REFUSED:
        return False
    if row.state == ChannelState.ASKED:
        return _note_opened(row.channel_id, _as_told(message, now), now, number=message.number)
    if row.resource_id != message.resource_id:
        return False
    if message.number <= row.last_number:
        return True
    newer = PushChannel.objects.filter(pk=row.pk, last_number__lt=message.number)
    if newer.update(last_number=message.number) and not message.is_first:
        ask_for_read(calendar_id=row.calendar_id, now=now, after=SETTLES)
    return True


def _can_be_watched(row: ReadCalendar) -> bool:
    return is_reached_by_events(row.connection.scopes, row.access_role, is_own=row.is_own)


def _is_to_be_asked(row: ReadCalendar, now: datetime) -> bool:
    return _can_be_watched(row) and row.connection.pause_left(now) is None


def _forget_what_ended(now: datetime) -> None:
    PushChannel.objects.filter(state=ChannelState.OPEN, expires_at__lte=now).delete()
    PushChannel.objects.filter(state=ChannelState.ASKED, asked_at__lte=now - ANSWER_AWAITED).delete()


def _covered(now: datetime) -> set[int]:
    """Calendars for which nothing has to be opened now."""
    rows = PushChannel.objects
    lasting = rows.filter(state=ChannelState.OPEN, expires_at__gt=now + RENEWED_BEFORE)
    under_way = rows.filter(state=ChannelState.ASKED)
    refused = rows.filter(state=ChannelState.REFUSED, again_at__gt=now)
    return set((lasting | under_way | refused).values_list("calendar", flat=True))


def _stop_superfluous(wanted: Iterable[int], now: datetime) -> None:
    """Channels of calendars that nobody follows any more, and those whose successor has stood for a while."""
    newest: dict[int, datetime] = {}
    rows = PushChannel.objects.filter(state=ChannelState.OPEN).order_by("calendar", "-opened_at", "-pk")
    for row in rows:
        assert row.opened_at is not None  # noqa: S101 -- a constraint; for the type checker
        since = newest.setdefault(row.calendar_id, row.opened_at)
        is_old = since is not row.opened_at and since <= now - OVERLAP
        if is_old or row.calendar_id not in wanted:
            lock = f"calendars.stop_channel:{row.channel_id}"
            defer_once(STOP_CHANNEL, lock=lock, channel_id=row.channel_id)


def _ask(calendar_id: int, token: str, now: datetime) -> PushChannel | None:
    """The row of a channel to be asked for, committed; None where none is wanted, or somebody else is asking."""
    with transaction.atomic(durable=True):
        calendar = followed().select_related("connection").filter(pk=calendar_id).first()
        if calendar is None or not _is_to_be_asked(calendar, now) or calendar_id in _covered(now):
            return None
        before = PushChannel.objects.filter(calendar=calendar, state=ChannelState.REFUSED)
        failures = before.values_list("failures", flat=True).first() or 0
        before.delete()
        try:
            with transaction.atomic():
                return PushChannel.objects.create(
                    calendar=calendar,
                    channel_id=uuid4().hex,
                    token_digest=digest_of(token),
                    asked_at=now,
                    failures=failures,
                )
        except IntegrityError:
            return None


@transaction.atomic
def _note_opened(channel_id: str, made: WatchChannel, now: datetime, *, number: int = 0) -> bool:
    """The channel stands; False if it was given up meanwhile. What changed before it stood is read."""
    row = PushChannel.objects.select_for_update(no_key=True).filter(channel_id=channel_id).first()
    if row is None:
        return False
    row.state, row.resource_id, row.expires_at = ChannelState.OPEN, made.resource_id, made.expires_at
    row.opened_at, row.again_at, row.reason, row.failures = row.opened_at or now, None, "", 0
    row.last_number = max(row.last_number, number)
    row.save()
    ask_for_read(calendar_id=row.calendar_id, now=now, after=SETTLES)
    return True


def _as_told(message: Message, now: datetime) -> WatchChannel:
    """What the first message says of a channel whose answer has not come."""
    return WatchChannel(message.channel_id, message.resource_id, message.expires_at or now + LASTS)


def _note_refusal(row: PushChannel, error: Exception, now: datetime) -> None:
    note_refusal(connection_id=row.calendar.connection_id, error=error, now=now)
    failures = min(row.failures + 1, 20)
    PushChannel.objects.filter(pk=row.pk, state=ChannelState.ASKED).update(
        state=ChannelState.REFUSED,
        reason=getattr(error, "reason", "token_unreadable"),
        failures=failures,
        again_at=now + _pause(error, failures),
    )


def _pause(error: Exception, failures: int) -> timedelta:
    match error:
        case PushNotSupported():
            return UNSUPPORTED_FOR
        case QuotaExceeded():
            return QUOTA_FOR
        case TemporaryFailure(retry_after_seconds=asked):
            return max(pause_before(failures, 0.5), timedelta(seconds=asked or 0))
        case _:
            return REFUSED_FOR


def _stop_at_google(connection: GoogleConnection, known: Iterable[tuple[str, str]]) -> None:
    """As many as can be reached."""
    for channel_id, resource_id in known:
        try:
            with calendar_of(connection, PRIMARY) as at_google:
                at_google.stop_channel(channel_id, resource_id)
        except FAILURES:
            continue
