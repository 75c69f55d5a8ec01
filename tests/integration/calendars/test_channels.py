"""Push channels at Google: opened, renewed with overlap, stopped, and replaced whatever goes wrong."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from accounts.models import Person
from calendars import google as google_of
from calendars import operations
from calendars.models import ChannelState, PushChannel, ReadCalendar
from clock.models import ClockShift
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, NOW, connect
from tests.integration.calendars.own_calendar import NINE, a_read_calendar, add, an_hour, busy, read
from tests.integration.calendars.push import (
    OPEN,
    READ,
    a_channel,
    at_google,
    forget_jobs,
    sweep,
    wait_until,
    waiting,
)

pytestmark = pytest.mark.django_db(transaction=True)
WATCH = "*/events/watch"
DAY = timedelta(days=1)


def states(calendar: ReadCalendar) -> list[str]:
    return list(calendar.channels.order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize(
    ("public_url", "environment", "is_reached"),
    [
        ("https://meridian.example", {}, True),
        ("https://meridian.example", {"google_push": False}, False),
        ("http://meridian.example", {"google_push_to_loopback": True}, False),
        ("http://127.0.0.1:8000", {}, False),
        ("http://127.0.0.1:8000", {"google_push_to_loopback": True}, True),
    ],
)
def test_google_posts_where_it_can_reach_us(
    public_url: str, environment: dict[str, Any], is_reached: bool, settings: Settings
) -> None:
    settings.PUBLIC_URL = public_url
    settings.ENV = settings.ENV.model_copy(update=environment)

    assert google_of.push_address() == (public_url + "/webhooks/google/calendar/" if is_reached else None)


def test_without_an_address_for_google_no_channel_is_asked_for(
    google: GoogleEmulatorHandle, founder: Person
) -> None:
    calendar = a_read_calendar(google, founder)
    operations.open_channel(calendar_id=calendar.pk, now=NOW)

    assert operations.keep_channels(now=NOW) == 0
    assert (PushChannel.objects.count(), at_google(google), waiting(OPEN)) == (0, [], [])


def test_a_followed_calendar_gets_one_channel_and_is_read_once_it_stands(
    reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    assert [sweep(), sweep()] == [1, 0]
    reachable.settled_pushes()
    channel = calendar.channels.get()

    assert (channel.state, channel.expires_at) == (ChannelState.OPEN, NOW + 7 * DAY)
    assert at_google(reachable) == [channel.channel_id]
    assert waiting(READ) == [{"calendar_id": calendar.pk}]
    assert [row["status"] for row in reachable.settled_pushes()] == [204]


def test_only_a_digest_of_the_token_is_kept(reachable: GoogleEmulatorHandle, calendar: ReadCalendar) -> None:
    channel = a_channel(calendar, reachable)
    token = reachable.pushes()["channels"][0]["token"]

    assert len(token) >= 43
    assert channel.token_digest != token
    assert token not in str(PushChannel.objects.values().get())


def test_g42_a_first_message_before_the_answer_finds_the_row(
    reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    reachable.order("knobs", {"sync_message": "before"})
    operations.open_channel(calendar_id=calendar.pk, now=NOW)

    assert states(calendar) == ["open"]
    assert [row["status"] for row in reachable.settled_pushes()] == [204]
    assert waiting(READ) == [{"calendar_id": calendar.pk}]


@pytest.mark.parametrize(
    "fault",
    [
        {"name": "backendError", "commit": True},
        {"kind": "reset", "commit": True},
        {"kind": "drop", "commit": True},  # the library sends it again: the id is taken then
        {"kind": "truncate"},
    ],
)
def test_a_channel_whose_answer_is_lost_is_known_by_its_first_message(
    fault: dict[str, Any], reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    reachable.fault(method="POST", path=WATCH, **fault)
    operations.open_channel(calendar_id=calendar.pk, now=NOW)
    reachable.settled_pushes()
    channel = calendar.channels.get()

    assert (channel.state, channel.expires_at) == ("open", NOW + 7 * DAY)
    assert at_google(reachable) == [channel.channel_id]
    assert operations.keep_channels(now=NOW) == 0


def test_a_channel_of_which_nothing_is_heard_is_replaced(
    reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    reachable.fault(name="backendError", method="POST", path=WATCH)
    sweep()
    assert (states(calendar), at_google(reachable)) == (["asked"], [])
    lost = calendar.channels.get().channel_id

    assert sweep(NOW + timedelta(minutes=4)) == 0
    assert sweep(NOW + timedelta(minutes=5)) == 1
    assert states(calendar) == ["open"]
    assert at_google(reachable) == [calendar.channels.get().channel_id] != [lost]


def test_a_stumble_is_tried_again_after_growing_pauses(
    reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    reachable.fault(name="rateLimitExceeded", method="POST", path=WATCH, times=2)
    pauses, now = [], NOW
    for _ in range(2):
        sweep(now)
        channel = calendar.channels.get()
        assert (channel.state, channel.reason) == ("refused", "rateLimitExceeded")
        assert channel.again_at is not None
        assert sweep(now) == 0
        pauses.append(channel.again_at - now)
        calendar.connection.refresh_from_db()
        assert calendar.connection.paused_until is not None
        now = max(channel.again_at, calendar.connection.paused_until)
    sweep(now)

    assert pauses[0] < pauses[1]
    assert states(calendar) == ["open"]


def test_a_calendar_without_push_is_polled_and_asked_about_rarely(
    reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    body = {
        "error": {
            "errors": [
                {
                    "domain": "global",
                    "reason": "pushNotSupportedForRequestedResource",
                    "message": "Push notifications are not supported by this resource.",
                }
            ],
            "code": 400,
            "message": "Push notifications are not supported by this resource.",
        }
    }
    reachable.fault(status=400, body=body, method="POST", path=WATCH)
    sweep()

    assert calendar.channels.get().reason == "pushNotSupportedForRequestedResource"
    assert [sweep(NOW + DAY), sweep(NOW + 29 * DAY)] == [0, 0]
    calendar.refresh_from_db()
    assert operations.take_up_due_reads(now=NOW + DAY) == 1
    reachable.order("clock", {"at": (NOW + 30 * DAY).isoformat()})
    assert sweep(NOW + 30 * DAY) == 1
    assert states(calendar) == ["open"]


def test_a_channel_is_renewed_before_it_ends_and_the_old_one_stopped_after_an_overlap(
    reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    old = a_channel(calendar, reachable)
    nearly = NOW + 6 * DAY
    assert sweep(nearly - timedelta(minutes=1)) == 0
    reachable.order("clock", {"at": nearly.isoformat()})
    assert sweep(nearly) == 1
    sweep(nearly + timedelta(minutes=1))
    both = at_google(reachable)
    sweep(nearly + timedelta(minutes=6))

    new = calendar.channels.get()
    assert both == [old.channel_id, new.channel_id]
    assert at_google(reachable) == [new.channel_id] != [old.channel_id]
    assert new.expires_at == nearly + 7 * DAY


def test_g45_messages_of_an_old_channel_are_harmless_after_renewal(
    reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    a_channel(calendar, reachable)
    nearly = NOW + 6 * DAY
    reachable.order("clock", {"at": nearly.isoformat()})
    sweep(nearly)
    reachable.settled_pushes()
    forget_jobs()
    reachable.act(FOUNDER_AT_GOOGLE, "aaaaa", "create", **_an_hour())  # told on both channels
    told = reachable.settled_pushes()[-2:]
    both = waiting(READ)
    reachable.order("knobs", {"push_delay_seconds": 60})
    reachable.act(FOUNDER_AT_GOOGLE, "aaaaa", "delete")  # still on its way when the old channel is stopped
    sweep(nearly + timedelta(minutes=6))
    reachable.order("clock", {"advance_seconds": 61})
    late = [row["status"] for row in reachable.settled_pushes()[-2:]]

    assert [row["status"] for row in told] == [204, 204]
    assert len({row["channel"] for row in told}) == 2
    assert both == [{"calendar_id": calendar.pk}]
    assert sorted(late) == [204, 404]


def test_g45_a_stop_that_google_answers_with_not_found_is_done(
    reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    channel = a_channel(calendar, reachable)
    with google_of.calendar_of(calendar.connection, lambda _: None) as calendar_at_google:
        calendar_at_google.stop_channel(channel.channel_id, channel.resource_id)
        calendar_at_google.stop_channel(channel.channel_id, channel.resource_id)
    operations.stop_channel(channel_id=channel.channel_id)
    operations.stop_channel(channel_id=channel.channel_id)

    assert (at_google(reachable), states(calendar)) == ([], [])


def test_a_stop_at_which_google_stumbles_is_made_up_for(
    reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    channel = a_channel(calendar, reachable)
    reachable.fault(name="backendError", method="POST", path="*/channels/stop")
    operations.stop_channel(channel_id=channel.channel_id)
    assert states(calendar) == ["open"]
    operations.stop_channel(channel_id=channel.channel_id)

    assert (at_google(reachable), states(calendar)) == ([], [])


def test_g45_parting_stops_every_channel_even_if_one_stop_fails(
    reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    theirs = calendar.connection
    known = a_channel(calendar, reachable)
    assert operations.channels_of(theirs) == [(known.channel_id, known.resource_id)]
    operations.stop_channels(connection=theirs)
    assert (at_google(reachable), states(calendar)) == ([], [])

    a_channel(calendar, reachable)
    reachable.fault(kind="reset", method="POST", path="*/channels/stop", times=2)
    operations.stop_channels(connection=theirs)
    assert (len(at_google(reachable)), states(calendar)) == (1, [])


@pytest.mark.parametrize("again", [False, True])
def test_g45_disconnecting_stops_the_channels_before_the_token_is_given_back(
    again: bool, reachable: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    a_channel(calendar, reachable)
    operations.disconnect(person=founder, now=NOW)
    if again:
        connect(reachable, founder, FOUNDER_AT_GOOGLE)
    assert (PushChannel.objects.count(), len(at_google(reachable))) == (0, 1)
    (arguments,) = waiting("calendars.revoke_token")
    operations.revoke_token(**arguments)
    operations.revoke_token(**arguments)
    paths = [entry["path"] for entry in reachable.journal()]
    stopped = paths.index("/calendar/v3/channels/stop")

    assert at_google(reachable) == []
    assert ("/revoke" in paths) is not again
    assert again or stopped < paths.index("/revoke")


def test_a_paused_connection_is_asked_for_no_channel(
    reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    reachable.fault(name="quotaExceeded", method="POST", path=WATCH)
    sweep()
    calendar.connection.refresh_from_db()
    until = calendar.connection.paused_until
    assert until is not None

    assert [sweep(until - timedelta(minutes=1)), sweep(max(until, NOW + DAY))] == [0, 1]


def test_a_calendar_that_nobody_follows_any_more_loses_its_channel(
    reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    a_channel(calendar, reachable)
    ReadCalendar.objects.update(is_read=False, is_written=False)
    sweep()

    assert (at_google(reachable), states(calendar)) == ([], [])


def test_a_channel_whose_answer_comes_after_the_person_has_parted_is_stopped_at_once(
    reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    reachable.fault(kind="hang", seconds=1, commit=True, method="POST", path=WATCH)
    with ThreadPoolExecutor(1) as beside:
        opening = beside.submit(_open_and_close, calendar.pk)
        wait_until(lambda: at_google(reachable) != [])
        PushChannel.objects.all().delete()
        opening.result()

    assert (at_google(reachable), states(calendar)) == ([], [])


def _open_and_close(calendar_id: int) -> None:
    try:
        operations.open_channel(calendar_id=calendar_id, now=NOW)
    finally:
        connection.close()


def test_a_consent_to_busy_time_alone_gets_no_channel(
    reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    theirs = calendar.connection
    theirs.scopes = ["https://www.googleapis.com/auth/calendar.freebusy"]
    theirs.save()

    assert sweep() == 0


def test_g44_without_any_push_the_poll_finds_the_change(
    reachable: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    reachable.order("knobs", {"push_drop_every": 1})
    a_channel(calendar, reachable)
    read(calendar)
    add(reachable, calendar.connection)
    assert (reachable.settled_pushes()[1:], waiting(READ), busy(founder)) == ([], [], [])

    later = NOW + timedelta(minutes=5)
    assert operations.take_up_due_reads(now=later) == 1
    for arguments in waiting(READ):
        operations.read_calendar(now=later, chance=0, **arguments)
    assert busy(founder) == [an_hour()]


def test_g44_after_ten_days_of_outage_there_is_a_new_channel_and_the_calendar_is_read(
    reachable: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    old = a_channel(calendar, reachable)
    read(calendar)
    later = NOW + 10 * DAY
    reachable.order("clock", {"at": later.isoformat()})
    ClockShift.show(later)
    add_with_new_token(reachable)
    assert waiting(READ) == []

    assert sweep(later) == 1
    for arguments in waiting(READ):
        operations.read_calendar(now=later, chance=0, **arguments)
    channel = calendar.channels.get()
    assert busy(founder) == [(NINE + 10 * DAY, NINE + 10 * DAY + timedelta(hours=1))]
    assert (channel.expires_at, at_google(reachable).count(channel.channel_id)) == (later + 7 * DAY, 1)
    assert channel.channel_id != old.channel_id


def add_with_new_token(google: GoogleEmulatorHandle) -> None:
    google.act(FOUNDER_AT_GOOGLE, "", "create", **_an_hour(10))


def _an_hour(days: int = 0) -> dict[str, Any]:
    begin = NINE + timedelta(days=days)
    end = begin + timedelta(hours=1)
    return {
        "summary": "Dentist",
        "start": {"dateTime": begin.isoformat()},
        "end": {"dateTime": end.isoformat()},
    }
