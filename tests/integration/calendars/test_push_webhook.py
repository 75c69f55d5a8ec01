"""Google's push messages at our door: the genuine ones, the forged, the repeated, and a thousand at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import Person
from calendars.models import PushChannel, ReadCalendar
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import FOUNDER_AT_GOOGLE, NOW
from tests.integration.calendars.own_calendar import add, an_hour, busy, lists
from tests.integration.calendars.push import PATH, READ, a_channel, genuine, post, waiting
from tests.working import work

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_change_is_told_and_the_calendar_is_read_after_a_moment(
    reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    a_channel(calendar, reachable)
    add(reachable, calendar.connection)
    told = reachable.settled_pushes()[-1]
    job = ProcrastinateJob.objects.get(task_name=READ, status="todo")

    assert (told["state"], told["status"]) == ("exists", 204)
    assert (job.args, job.queueing_lock) == ({"calendar_id": calendar.pk}, f"calendars.read:{calendar.pk}")


@pytest.mark.parametrize(
    "change",
    [
        {"X-Goog-Channel-Token": "guessed"},
        {"X-Goog-Channel-ID": "unknown"},
        {"X-Goog-Resource-ID": "another"},
        {"X-Goog-Channel-ID": None},
        {"X-Goog-Channel-Token": None},
        {"X-Goog-Resource-ID": None},
        {"X-Goog-Resource-State": None},
        {"X-Goog-Message-Number": None},
        {"X-Goog-Channel-Token": "x" * 5000},
        {"X-Goog-Channel-ID": "\x00"},
        {"X-Goog-Message-Number": "-1"},
        {"X-Goog-Message-Number": "9" * 30},
        {"X-Goog-Message-Number": "²"},
        {"X-Goog-Resource-State": "add"},
    ],
    ids=str,
)
def test_g41_what_is_not_one_of_our_messages_is_not_found_and_does_nothing(
    change: dict[str, str | None],
    client: Client,
    reachable: GoogleEmulatorHandle,
    calendar: ReadCalendar,
) -> None:
    a_channel(calendar, reachable)
    before = PushChannel.objects.values().get()
    headers = {key: value for key, value in (genuine(reachable) | change).items() if value is not None}

    assert client.post(PATH, headers=headers).status_code == 404
    assert (PushChannel.objects.values().get(), waiting(READ)) == (before, [])


def test_g41_a_body_is_not_read(
    live_server: LiveServer, reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    a_channel(calendar, reachable)
    huge = post(live_server.url, genuine(reachable), content=b"x" * 3_000_000)

    assert (huge.status_code, waiting(READ)) == (404, [])


def test_g41_a_replay_is_accepted_and_does_nothing(
    live_server: LiveServer, reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    a_channel(calendar, reachable)
    message = genuine(reachable)
    assert post(live_server.url, message).status_code == 204
    assert len(waiting(READ)) == 1
    ProcrastinateJob.objects.all().delete()
    again = post(live_server.url, message).status_code
    overtaken = post(live_server.url, genuine(reachable, number=999)).status_code

    assert (again, overtaken, waiting(READ)) == (204, 204, [])
    assert post(live_server.url, genuine(reachable, number=1001)).status_code == 204
    assert len(waiting(READ)) == 1


def test_g41_a_message_of_a_channel_that_was_refused_does_nothing(
    client: Client, reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    a_channel(calendar, reachable)
    PushChannel.objects.update(state="refused", again_at=NOW)

    assert client.post(PATH, headers=genuine(reachable)).status_code == 404
    assert waiting(READ) == []


def test_g41_other_methods_are_not_taken(client: Client, google: GoogleEmulatorHandle) -> None:
    assert [client.get(PATH).status_code, client.put(PATH).status_code] == [405, 405]


def test_g41_who_sends_much_that_is_not_ours_is_limited_and_google_is_not(
    client: Client, reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    a_channel(calendar, reachable)
    forged = genuine(reachable) | {"X-Goog-Channel-Token": "guessed"}
    answers = [client.post(PATH, headers=forged).status_code for _ in range(61)]
    with CaptureQueriesContext(connection) as queries:
        answers.append(client.post(PATH, headers=forged).status_code)

    assert answers == [404] * 60 + [429] * 2
    assert len(queries) <= 2  # whether it is a channel of ours
    assert client.post(PATH, headers=genuine(reachable)).status_code == 204
    assert client.post(PATH, headers=forged, REMOTE_ADDR="192.0.2.7").status_code == 404


def test_g41_behind_a_proxy_each_is_limited_by_the_address_that_the_proxy_saw(
    client: Client, google: GoogleEmulatorHandle, settings: Settings
) -> None:
    settings.TRUSTED_PROXIES = 1
    forged = [{"X-Forwarded-For": f"203.0.113.{made_up}, 198.51.100.7"} for made_up in range(61)]

    assert [client.post(PATH, headers=one).status_code for one in forged] == [404] * 60 + [429]
    assert client.post(PATH, headers={"X-Forwarded-For": "192.0.2.8"}).status_code == 404
    assert client.post(PATH, REMOTE_ADDR="192.0.2.9").status_code == 404  # past the proxy


def test_g41_a_count_that_runs_out_meanwhile_begins_anew(
    client: Client, google: GoogleEmulatorHandle, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post(PATH)
    monkeypatch.setattr(cache, "add", lambda *_: False)
    cache.clear()
    assert client.post(PATH).status_code == 404


def test_a_message_takes_the_same_few_statements_whatever_there_is(
    client: Client, reachable: GoogleEmulatorHandle, calendar: ReadCalendar
) -> None:
    a_channel(calendar, reachable)
    counts = []
    for number in range(1000, 1030):
        with CaptureQueriesContext(connection) as queries:
            client.post(PATH, headers=genuine(reachable, number=number))
        counts.append(len(queries))
    with CaptureQueriesContext(connection) as queries:
        client.post(PATH, headers=genuine(reachable, number=1))

    assert max(counts) <= 8
    assert len(queries) <= 2


def test_g43_a_thousand_pushes_cause_at_most_one_running_and_one_waiting_read(
    reachable: GoogleEmulatorHandle, calendar: ReadCalendar, founder: Person
) -> None:
    a_channel(calendar, reachable)
    add(reachable, calendar.connection)
    reachable.order("knobs", {"push_order": "any"})
    before = len(reachable.settled_pushes())
    storm = {"calendar_id": FOUNDER_AT_GOOGLE, "times": 1000}
    seen: list[int] = []
    with ThreadPoolExecutor(1) as beside:
        posting = beside.submit(reachable.order, "pushes", storm)
        while not posting.done() or reachable.pushes()["under_way"]:
            seen.append(len(waiting(READ)))
            work("calendars")
        posting.result()
    deliveries = reachable.settled_pushes()[before:]
    ProcrastinateJob.objects.filter(status="todo").update(scheduled_at=NOW - timedelta(days=2))
    work("calendars")

    assert ({row["status"] for row in deliveries}, len(deliveries)) == ({204}, 1000)
    assert max(seen) == 1
    assert len(lists(reachable)) < 100
    assert busy(founder) == [an_hour()]
    assert waiting(READ) == []
