"""Push channels, watched with Google's own client library."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from tests.emulators import GoogleEmulatorHandle
from tests.integration.google_emulator.conftest import HANA, MARK, an_hour
from tests.webhook_receiver import Receiver, running_receiver

EVENTS_SCOPE = "https://www.googleapis.com/auth/calendar.events"


@pytest.fixture
def hook(google: GoogleEmulatorHandle) -> Iterator[Receiver]:
    google.order("knobs", {"push_to_loopback": True})
    with running_receiver() as receiver:
        yield receiver


@pytest.fixture
def hanas(api_of: Callable[..., Any]) -> Any:
    return api_of(HANA)


def refusal(request: Any) -> tuple[int, str]:
    with pytest.raises(HttpError) as refused:
        request.execute()
    return refused.value.resp.status, refused.value.error_details[0]["reason"]


def watch(api: Any, hook: Receiver, channel: str = "channel-1", **more: Any) -> Any:
    body = {"id": channel, "type": "web_hook", "address": hook.url, "token": "secret"} | more
    return api.events().watch(calendarId="primary", body=body).execute()


def write(api: Any, event_id: str) -> None:
    api.events().insert(calendarId="primary", body=an_hour(id=event_id)).execute()


def stop(api: Any, channel: Any, **more: Any) -> Any:
    body = {"id": channel["id"], "resourceId": channel["resourceId"]} | more
    return api.channels().stop(body=body)


def test_a_channel_begins_with_a_sync_message_and_tells_every_change_without_a_body(
    google: GoogleEmulatorHandle, hanas: Any, hook: Receiver
) -> None:
    channel = watch(hanas, hook)
    google.settled_pushes()
    write(hanas, "aaaaa")
    google.settled_pushes()
    google.act(HANA, "aaaaa", "delete")
    google.settled_pushes()

    first, second = hook.received[:2]
    assert channel["kind"] == "api#channel"
    assert hook.states == ["sync", "exists", "exists"]
    assert hook.numbers == sorted(set(hook.numbers))
    assert hook.numbers[0] == 1
    assert {one.body for one in hook.received} == {b""}
    assert {key for key in second.headers if key.startswith("x-goog")} == {
        "x-goog-channel-id",
        "x-goog-channel-token",
        "x-goog-channel-expiration",
        "x-goog-message-number",
        "x-goog-resource-id",
        "x-goog-resource-state",
        "x-goog-resource-uri",
    }
    assert (first.goog("channel-id"), first.goog("channel-token")) == ("channel-1", "secret")
    assert second.goog("resource-id") == channel["resourceId"]
    assert second.goog("channel-expiration") == "Tue, 08 Dec 2026 00:00:00 GMT"


def test_the_first_message_may_come_before_the_answer(
    google: GoogleEmulatorHandle, hanas: Any, hook: Receiver
) -> None:
    google.order("knobs", {"sync_message": "before"})
    watch(hanas, hook)

    assert hook.states == ["sync"]


@pytest.mark.parametrize(
    "address", ["http://meridian.example/hook/", "http://127.0.0.1:9/hook/", "ftp://127.0.0.1/", "hook"]
)
def test_an_address_has_to_be_https(
    address: str, google: GoogleEmulatorHandle, hanas: Any, hook: Receiver
) -> None:
    google.order("knobs", {"push_to_loopback": False})
    body = {"id": "channel-1", "type": "web_hook", "address": address}

    assert refusal(hanas.events().watch(calendarId="primary", body=body)) == (400, "push.webhookUrlNotHttps")


def test_a_channel_lasts_a_week_or_as_long_as_asked_up_to_the_most(hanas: Any, hook: Receiver) -> None:
    begun = 1_796_083_200_000  # 1 December 2026
    day = 86_400_000
    week = watch(hanas, hook, "channel-1")
    asked = watch(hanas, hook, "channel-2", params={"ttl": "3600"})
    until = watch(hanas, hook, "channel-3", expiration=str(begun + 2 * day))
    most = watch(hanas, hook, "channel-4", params={"ttl": "99999999"})

    lasts = [int(one["expiration"]) - begun for one in (week, asked, until, most)]
    assert lasts == [7 * day, 3_600_000, 2 * day, 30 * day]


def test_a_channel_id_is_used_once_while_it_lives(
    google: GoogleEmulatorHandle, hanas: Any, hook: Receiver, api_of: Callable[..., Any]
) -> None:
    watch(hanas, hook)
    body = {"id": "channel-1", "type": "web_hook", "address": hook.url}
    again = api_of(MARK).events().watch(calendarId="primary", body=body)

    assert refusal(again) == (400, "channelIdNotUnique")
    google.order("clock", {"advance_seconds": 8 * 86_400})
    assert watch(api_of(HANA), hook)["id"] == "channel-1"


def test_a_calendar_without_push_says_so(
    google: GoogleEmulatorHandle, hook: Receiver, api_of: Callable[..., Any]
) -> None:
    holidays = "ko.south_korea#holiday@group.v.calendar.google.com"
    google.order("calendars", {"id": holidays, "owner": MARK, "roles": {HANA: "reader"}})
    events = api_of(HANA, EVENTS_SCOPE).events()
    body = {"id": "channel-1", "type": "web_hook", "address": hook.url}

    reason = "pushNotSupportedForRequestedResource"
    assert refusal(events.watch(calendarId=holidays, body=body)) == (400, reason)


def test_a_stopped_channel_tells_nothing_but_what_was_on_its_way(
    google: GoogleEmulatorHandle, hanas: Any, hook: Receiver
) -> None:
    channel = watch(hanas, hook)
    google.settled_pushes()
    google.order("knobs", {"push_delay_seconds": 60})
    write(hanas, "aaaaa")
    stop(hanas, channel).execute()
    write(hanas, "bbbbb")
    google.order("clock", {"advance_seconds": 61})
    google.settled_pushes()

    assert hook.states == ["sync", "exists"]


def test_only_the_right_resource_and_person_stop_a_channel_and_once(
    hanas: Any, hook: Receiver, api_of: Callable[..., Any]
) -> None:
    channel = watch(hanas, hook)

    assert refusal(stop(hanas, channel, resourceId="wrong")) == (404, "notFound")
    assert refusal(stop(api_of(MARK), channel)) == (404, "notFound")
    stop(hanas, channel).execute()
    assert refusal(stop(hanas, channel)) == (404, "notFound")


def test_a_channel_that_has_run_out_is_silent(
    google: GoogleEmulatorHandle, hanas: Any, hook: Receiver, api_of: Callable[..., Any]
) -> None:
    watch(hanas, hook)
    google.settled_pushes()
    google.order("clock", {"advance_seconds": 8 * 86_400})
    write(api_of(HANA), "aaaaa")
    google.settled_pushes()

    assert hook.states == ["sync"]


def test_a_server_error_is_tried_again_with_growing_pauses_and_a_refusal_is_not(
    google: GoogleEmulatorHandle, hanas: Any, hook: Receiver
) -> None:
    watch(hanas, hook)
    google.settled_pushes()
    hook.answers += [500, 503]
    write(hanas, "aaaaa")
    google.settled_pushes()
    after = [len(hook.received)]
    for step in (0.5, 0.6, 1.5, 0.6):
        google.order("clock", {"advance_seconds": step})
        google.settled_pushes()
        after.append(len(hook.received))
    hook.answers += [404]
    write(hanas, "bbbbb")
    google.settled_pushes()
    google.order("clock", {"advance_seconds": 3600})
    statuses = [row["status"] for row in google.settled_pushes()]

    assert after == [2, 2, 3, 3, 4]
    assert statuses == [204, 500, 503, 204, 404]


def test_messages_may_be_late_double_lost_turned_round_or_one_for_many(
    google: GoogleEmulatorHandle, hanas: Any, hook: Receiver
) -> None:
    watch(hanas, hook)
    google.settled_pushes()

    def told(knobs: dict[str, Any], *ids: str) -> list[int]:
        usual = {"push_duplicates": 0, "push_drop_every": 0, "push_order": "kept", "push_coalesce_seconds": 0}
        google.order("knobs", usual | {"push_delay_seconds": 60} | knobs)
        hook.received.clear()
        for event_id in ids:
            write(hanas, event_id)
        google.settled_pushes()
        assert hook.received == []
        google.order("clock", {"advance_seconds": 61})
        google.settled_pushes()
        return hook.numbers

    late = told({}, "aaaaa", "bbbbb")
    double = told({"push_duplicates": 1}, "ccccc")
    lost = told({"push_drop_every": 1}, "ddddd")
    turned = told({"push_order": "reversed"}, "eeeee", "fffff")
    one_for_many = told({"push_coalesce_seconds": 30}, "ggggg", "hhhhh", "iiiii")

    assert (late, len(late)) == (sorted(late), 2)
    assert (len(double), len(set(double)), lost) == (2, 1, [])
    assert (turned, len(turned)) == (sorted(turned, reverse=True), 2)
    assert len(one_for_many) == 1
