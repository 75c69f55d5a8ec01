"""A feed as people's programs have it: vdirsyncer fetches it over HTTP into a folder, khal lists that folder."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.calendar_programs import Row

PROGRAMS = Path(sys.executable).parent
# vdirsyncer names what it fetches by digests of its own; each item is told to remember the UID that the feed gave it.
REMEMBERS_UID = "#!/bin/sh\nexec sed 's/^UID:\\(.*\\)$/&\\nX-FED-UID:\\1/'\n"
FETCHING = """
[general]
status_path = "{folder}/status/"
[pair feed]
a = "server"
b = "here"
collections = null
[storage server]
type = "http"
url = "{url}"
filter_hook = "{folder}/remember-uid"
[storage here]
type = "filesystem"
path = "{folder}/items/"
fileext = ".ics"
"""
LISTING = """
[calendars]
[[feed]]
path = {folder}/items/
[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M%z
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M%z
longdatetimeformat = %Y-%m-%dT%H:%M%z
[sqlite]
path = {folder}/{name}.db
"""
SHOWN = ("uid", "start-long-full", "end-long-full", "title")


class Subscription:
    """Somebody's subscription to the feed at `url`, kept in `folder`."""

    def __init__(self, url: str, folder: Path) -> None:
        self.folder = folder
        (folder / "items").mkdir()
        (folder / "fetching").write_text(FETCHING.format(folder=folder, url=url))
        hook = folder / "remember-uid"
        hook.write_text(REMEMBERS_UID)
        hook.chmod(0o700)
        self._vdirsyncer("discover").check_returncode()

    def fetch(self) -> tuple[int, str]:
        """Fetch once; the program's exit code, 0 for success, and what it said."""
        done = self._vdirsyncer("sync")
        return done.returncode, done.stderr

    def uids(self) -> dict[str, str]:
        """The feed's UID of each item, by the name that the program gave it."""
        found = {}
        for path in (self.folder / "items").iterdir():
            lines = path.read_text().replace("\r\n", "\n").replace("\n ", "").splitlines()
            kept = dict(line.split(":", 1) for line in lines if line.startswith(("UID:", "X-FED-UID:")))
            found[kept["UID"]] = kept["X-FED-UID"]
        return found

    def listed(self, zone: str, since: datetime, until: datetime) -> list[Row]:
        """What khal shows to a person on that clock of the days in `[since, until)`, as `seen_by_all` tells it."""
        name = zone.replace("/", "-")
        settings = self.folder / name
        settings.write_text(LISTING.format(folder=self.folder, zone=zone, name=name))
        fields = [word for field in SHOWN for word in ("--json", field)]
        days = [f"{day:%Y-%m-%d}" for day in (since - timedelta(days=1), until + timedelta(days=1))]
        done = self._run("khal", "--config", str(settings), "list", *fields, *days)
        done.check_returncode()
        uids = self.uids()
        # What lasts over midnight is listed on both days.
        rows = {
            (
                uids[one["uid"]],
                datetime.fromisoformat(one["start-long-full"]).astimezone(UTC),
                datetime.fromisoformat(one["end-long-full"]).astimezone(UTC),
                one["title"],
            )
            for line in done.stdout.splitlines()
            for one in json.loads(line)
        }
        return sorted(row for row in rows if since <= row[1] < until)

    def _vdirsyncer(self, deed: str) -> subprocess.CompletedProcess[str]:
        return self._run("vdirsyncer", "--config", str(self.folder / "fetching"), deed)

    def _run(self, program: str, *words: str) -> subprocess.CompletedProcess[str]:
        surroundings = {**os.environ, "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            [str(PROGRAMS / program), *words],
            env=surroundings,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
