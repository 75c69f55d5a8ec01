"""Calendar files as programs read them that are not ours: one in Python, two in JavaScript."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import recurring_ical_events
from icalendar import Calendar

SCRIPT = Path(__file__).parents[1] / "frontend" / "scripts" / "read-calendar.mjs"
Row = tuple[str, datetime, datetime, str]  # UID, start, end (UTC), title


def seen_by_all(file: bytes, since: datetime, until: datetime) -> list[Row]:
    """The appointments that begin in `[since, until)`, ascending by UID, of which three programs agree."""
    seen = {"recurring-ical-events": _in_python(file, since, until), **_in_node(file, since, until)}
    rows = seen["recurring-ical-events"]
    assert seen == dict.fromkeys(seen, rows)
    return rows


def _in_python(file: bytes, since: datetime, until: datetime) -> list[Row]:
    calendar: Any = Calendar.from_ical(file)
    calendar.validate()
    assert [event.errors for event in calendar.walk()] == [[] for _ in calendar.walk()]
    found = recurring_ical_events.of(calendar).between(since, until)
    rows = [
        (
            str(event["UID"]),
            event["DTSTART"].dt.astimezone(UTC),
            event["DTEND"].dt.astimezone(UTC),
            str(event["SUMMARY"]),
        )
        for event in found
    ]
    return sorted(row for row in rows if since <= row[1] < until)


def _in_node(file: bytes, since: datetime, until: datetime) -> dict[str, list[Row]]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    node = shutil.which("node", path=path)
    assert node is not None, "make build installs Node.js"
    words = [node, str(SCRIPT), since.isoformat(), until.isoformat()]
    done = subprocess.run(words, input=file, capture_output=True, check=True, timeout=60)
    return {
        program: sorted(
            (uid, datetime.fromisoformat(a), datetime.fromisoformat(b), title) for uid, a, b, title in rows
        )
        for program, rows in json.loads(done.stdout).items()
    }
