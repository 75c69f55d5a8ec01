"""A worker that starts under new rules of the world's clocks works out anew what lies ahead; a real process does."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from agenda.models import TzdataVersion
from agenda.zone_rules import installed_rules, note_rules
from audit.models import AuditEntry
from clock.models import ClockShift
from tests.factories.hub import a_founder, a_mentor, a_programme
from tests.integration.series.conftest import booked, sign_in, starts
from tests.integration.series.test_replanning import AFTER, BEFORE, JANUARY, body
from tests.zone_files import california_without_daylight_saving_from_2027

MANAGE = Path(__file__).resolve().parents[2] / "backend" / "manage.py"
pytestmark = pytest.mark.django_db(transaction=True)


def work_until_idle(**zones: str) -> None:
    settings = connection.settings_dict
    url = (
        f"postgresql://{settings['USER']}:{settings['PASSWORD']}@/{settings['NAME']}?host={settings['HOST']}"
    )
    environment = os.environ | {"DATABASE_URL": url} | zones
    subprocess.run([sys.executable, MANAGE, "work", "--until-idle"], env=environment, check=True, timeout=100)


def replans() -> int:
    return AuditEntry.objects.filter(action="series.replanned").count()


def looks_at_events() -> int:
    """How often a worker has looked whether the meetings of events follow."""
    return ProcrastinateJob.objects.filter(
        task_name="networking.replan_since_tzdata", status="succeeded"
    ).count()


def test_a_worker_replans_at_its_start_where_the_rules_are_new_and_only_there(tmp_path: Path) -> None:
    ClockShift.show(JANUARY)
    client = sign_in(a_founder(humane_from="07:00"))
    series = booked(client, body(a_programme(approval="automatic"), a_mentor()))
    ProcrastinateJob.objects.all().delete()
    note_rules(rules=installed_rules(), now=JANUARY)

    work_until_idle()
    assert (starts(series), replans(), looks_at_events()) == (BEFORE, 0, 1)

    california_without_daylight_saving_from_2027(tmp_path)
    for _ in range(2):
        work_until_idle(PYTHONTZPATH=str(tmp_path))
        noted = TzdataVersion.objects.get()
        assert noted.version.startswith("2027-doctored+")
        found = client.get(f"/api/series/{series['id']}/").json()
        assert (starts(found), replans()) == (AFTER, 1)
