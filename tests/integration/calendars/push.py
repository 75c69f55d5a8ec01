"""Meridian where Google can reach it, and what Google then says."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpx
from procrastinate.contrib.django.models import ProcrastinateJob

from calendars import operations
from calendars.models import PushChannel, ReadCalendar
from tests import loopback
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.hub import NOW

PATH = "/webhooks/google/calendar/"
OPEN, STOP, READ = "calendars.open_channel", "calendars.stop_channel", "calendars.read_calendar"


def waiting(task: str) -> list[dict[str, Any]]:
    """What the waiting jobs of a task are told."""
    rows = ProcrastinateJob.objects.filter(task_name=task, status="todo").order_by("pk")
    return list(rows.values_list("args", flat=True))


def forget_jobs() -> None:
    """As if every job had run."""
    ProcrastinateJob.objects.filter(status="todo").update(status="succeeded")


def a_channel(calendar: ReadCalendar, google: GoogleEmulatorHandle, *, now: datetime = NOW) -> PushChannel:
    """An open channel whose first message has come; nothing waits to be done."""
    operations.open_channel(calendar_id=calendar.pk, now=now)
    google.settled_pushes()
    forget_jobs()
    return calendar.channels.latest("opened_at")


def sweep(now: datetime = NOW) -> int:
    """What the periodic job does, and the jobs that it asks for."""
    missing = operations.keep_channels(now=now)
    for arguments in waiting(OPEN):
        operations.open_channel(now=now, **arguments)
    for arguments in waiting(STOP):
        operations.stop_channel(**arguments)
    ProcrastinateJob.objects.filter(task_name__in=[OPEN, STOP], status="todo").update(status="succeeded")
    return missing


def at_google(google: GoogleEmulatorHandle) -> list[str]:
    """Ids of the channels that Google knows."""
    return [channel["id"] for channel in google.pushes()["channels"]]


def genuine(google: GoogleEmulatorHandle, number: int = 1000) -> dict[str, str]:
    """The headers of a message on the only channel that Google knows."""
    (channel,) = google.pushes()["channels"]
    return {
        "X-Goog-Channel-ID": channel["id"],
        "X-Goog-Channel-Token": channel["token"],
        "X-Goog-Resource-ID": channel["resource_id"],
        "X-Goog-Resource-State": "exists",
        "X-Goog-Message-Number": str(number),
    }


def post(url: str, headers: dict[str, str], content: bytes = b"") -> httpx.Response:
    return loopback.post(url + PATH, headers=headers, content=content)


def wait_until(fulfilled: Callable[[], bool], *, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not fulfilled():
        assert time.monotonic() < end
        time.sleep(0.02)
