"""A thousand push messages about one calendar in ten seconds, with two workers: what they cost, and what they cause.
Each is accepted, and never is more than one read of the calendar running, nor more than one waiting.
"""

import statistics
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import httpx
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

import clock
from agenda.models import BusyTime
from calendars import operations
from calendars.models import ReadCalendar
from calendars.queueing import READ_CALENDAR
from tests.benchmarks.stand import Stand, wait_until

MESSAGES, SECONDS, CLIENTS = 1000, 10.0, 16
PATH = "/webhooks/google/calendar/"
Headers = dict[str, str]


def measure(stand: Stand) -> Iterator[tuple[str, str]]:
    workers = [stand.start_worker() for _ in range(2)]
    wait_until(lambda: ProcrastinateWorker.objects.count() >= 2)
    calendar = ReadCalendar.objects.select_related("connection").order_by("pk").filter(is_written=True)[0]
    message = _message(calendar)
    wait_until(lambda: not _jobs(calendar))
    _order("knobs", {"push_drop_every": 1})  # only our own storm
    reads, seen, done = _reads(), Counter[str](), threading.Event()
    with ThreadPoolExecutor(1) as beside:
        watching = beside.submit(_watch, calendar, seen, done)
        waits, refused = _storm(stand.url, message)
        late = _known_after(calendar, stand.url, message)
        wait_until(lambda: not _jobs(calendar))
        done.set()
        watching.result()
    yield f"{MESSAGES} messages in {SECONDS:.0f} s, not accepted", str(refused)
    yield "reads that they caused", str(_reads() - reads)
    yield "reads running at once, at most", str(seen["doing"])
    yield "reads waiting at once, at most", str(seen["todo"])
    cuts = statistics.quantiles(waits, n=100)
    yield "the webhook's answer, median", f"{cuts[49] * 1000:.1f} ms"
    yield "the webhook's answer, 99 of 100", f"{cuts[98] * 1000:.1f} ms"
    yield "a change after the storm, known after", f"{late:.1f} s"
    for child in workers:
        stand.stop(child)
    assert refused == 0, f"{refused} messages not accepted"
    assert seen["doing"] <= 1, f"{seen['doing']} reads at once"
    assert seen["todo"] <= 1, f"{seen['todo']} reads waiting at once"


def _message(calendar: ReadCalendar) -> Headers:
    """What a genuine message on the calendar's channel says, but for its number."""
    operations.open_channel(calendar_id=calendar.pk, now=clock.now())
    wait_until(lambda: calendar.channels.filter(state="open").exists())
    ours = calendar.channels.filter(state="open").latest("opened_at").channel_id
    (channel,) = [one for one in _ask("pushes")["channels"] if one["id"] == ours]
    return {
        "X-Goog-Channel-ID": channel["id"],
        "X-Goog-Channel-Token": channel["token"],
        "X-Goog-Resource-ID": channel["resource_id"],
        "X-Goog-Resource-State": "exists",
    }


def _storm(url: str, message: Headers) -> tuple[list[float], int]:
    """Each message at its own moment of the ten seconds. How long each answer took, and how many were not 204."""
    began = time.perf_counter()
    with httpx.Client(limits=httpx.Limits(max_connections=CLIENTS)) as client:
        post = partial(_post, client, url, message, began)
        with ThreadPoolExecutor(CLIENTS) as pool:
            answers = list(pool.map(post, range(MESSAGES)))
    return [seconds for seconds, _ in answers], sum(status != 204 for _, status in answers)


def _post(client: httpx.Client, url: str, message: Headers, began: float, turn: int) -> tuple[float, int]:
    time.sleep(max(0.0, began + turn * SECONDS / MESSAGES - time.perf_counter()))
    asked = time.perf_counter()
    headers = message | {"X-Goog-Message-Number": str(1_000_000 + turn)}
    status = client.post(url + PATH, headers=headers).status_code
    return time.perf_counter() - asked, status


def _known_after(calendar: ReadCalendar, url: str, message: Headers) -> float:
    """Seconds from the message about one more change until it is busy time."""
    begin = (clock.now() + timedelta(days=30)).replace(microsecond=0)
    times = {"start": begin, "end": begin + timedelta(hours=1)}
    order = {key: {"dateTime": at.isoformat()} for key, at in times.items()}
    whose = {"email": calendar.connection.google_email, "event_id": "5t0rm", "action": "create"}
    _order("act", whose | order)
    began = time.perf_counter()
    httpx.post(url + PATH, headers=message | {"X-Goog-Message-Number": "2000000"}).raise_for_status()
    wait_until(lambda: BusyTime.objects.filter(source=calendar.pk, external_id="5t0rm").exists())
    return time.perf_counter() - began


def _watch(calendar: ReadCalendar, seen: Counter[str], done: threading.Event) -> None:
    while not done.wait(0.02):
        for state, count in Counter(_jobs(calendar)).items():
            seen[state] = max(seen[state], count)
    connection.close()


def _jobs(calendar: ReadCalendar) -> list[str]:
    rows = ProcrastinateJob.objects.filter(task_name=READ_CALENDAR, args={"calendar_id": calendar.pk})
    return list(rows.filter(status__in=["todo", "doing"]).values_list("status", flat=True))


def _reads() -> int:
    entries = _ask("journal")["entries"]
    return sum(row["method"] == "GET" and row["path"].endswith("/events") for row in entries)


def _ask(path: str) -> Any:
    return httpx.get(f"{settings.ENV.google_emulator_url}/control/{path}", timeout=30).json()


def _order(path: str, body: Any) -> None:
    httpx.post(f"{settings.ENV.google_emulator_url}/control/{path}", json=body).raise_for_status()
