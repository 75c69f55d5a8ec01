"""What Google says of changes, as it may come: new, twice, overtaken by another, or never.

The channels are real ones, the messages are as Google would have sent them; when they come is drawn.
"""

from collections import defaultdict
from typing import Any

from django.core.cache import cache
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from calendars.models import ChannelState, ConnectionState, PushChannel
from calendars.queueing import READ_CALENDAR
from tests.emulators import GoogleEmulatorHandle
from tests.integration.calendars.push import PATH

# Every message that Google sends by itself is lost; nobody listens where it is told to send them.
KNOBS = {"push_to_loopback": True, "push_drop_every": 1, "push_retries": 0}
NOWHERE = "http://127.0.0.1:9"


class Pushes:
    def __init__(self, google: GoogleEmulatorHandle) -> None:
        self.google = google
        self.brought: dict[str, list[int]] = defaultdict(list)
        google.order("knobs", KNOBS)
        cache.clear()

    def bring(self, email: str, how: str) -> None:
        """`how`: the newest message that there is of each channel on that calendar (those between are lost), the last one
        that came again, an older one, or the first of all."""
        for channel in self.google.pushes()["channels"]:
            if channel["calendar_id"] == email:
                brought = self.brought[channel["id"]] or [channel["number"]]
                number = {
                    "new": channel["number"],
                    "again": brought[-1],
                    "old": max(1, max(brought) - 2),
                    "first": 1,
                }[how]
                self._bring(channel, number)

    def _bring(self, channel: dict[str, Any], number: int) -> None:
        rows = PushChannel.objects.exclude(state=ChannelState.REFUSED).select_related("calendar__connection")
        row = rows.filter(channel_id=channel["id"]).first()
        headers = {
            "X-Goog-Channel-ID": channel["id"],
            "X-Goog-Channel-Token": channel["token"],
            "X-Goog-Resource-ID": channel["resource_id"],
            "X-Goog-Resource-State": "sync" if number == 1 else "exists",
            "X-Goog-Message-Number": str(number),
        }
        reads = _reads()
        answer = Client().post(PATH, content_type="text/plain", headers=headers)
        assert answer.status_code == (204 if row else 404)
        self.brought[channel["id"]].append(number)
        if row is None or row.calendar.connection.state != ConnectionState.ACTIVE:
            assert _reads() == reads
        elif row.state == ChannelState.OPEN and (number == 1 or number <= row.last_number):
            assert _reads() == reads  # a repetition, or overtaken
        else:
            assert _reads() == reads | {f"calendars.read:{row.calendar_id}"}


def _reads() -> set[str]:
    waiting = ProcrastinateJob.objects.filter(task_name=READ_CALENDAR, status="todo")
    return {lock for lock in waiting.values_list("queueing_lock", flat=True) if lock}
