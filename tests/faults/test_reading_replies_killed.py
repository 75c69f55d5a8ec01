"""A real process reads replies and is killed with `kill -9` after its commit, before the mail is moved."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from mentoring.models import HandledReply
from mentoring.replying import take_all_replies
from tests.unit.icalendar_files.replies import file, plain

ROOT = Path(__file__).resolve().parent.parent.parent
DIES = """
import os, signal, django
django.setup()
from calendars.replies import read_replies
import clock
from mentoring.replying import take_reply
def take(mail):
    take_reply(mail=mail, now=clock.now())
    os.kill(os.getpid(), signal.SIGKILL)
read_replies(take)
"""

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_mail_whose_reader_was_killed_is_moved_by_the_next_and_counts_once(
    tmp_path: Path, settings: Settings
) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1.mx.hub.example").write_bytes(plain(file()))
    database = connection.settings_dict
    url = (
        f"postgresql://{database['USER']}:{database['PASSWORD']}@/{database['NAME']}?host={database['HOST']}"
    )
    environment = os.environ | {
        "DATABASE_URL": url,
        "PYTHONPATH": f"{ROOT / 'backend'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "MERIDIAN_REPLIES_MAILDIR": str(tmp_path),
    }

    killed = subprocess.run([sys.executable, "-c", DIES], cwd=ROOT, env=environment, check=False)

    assert killed.returncode == -signal.SIGKILL
    assert [row.outcome for row in HandledReply.objects.all()] == ["unknown_event"]
    assert len(list((tmp_path / "new").iterdir())) == 1

    settings.REPLIES_MAILDIR = tmp_path
    assert take_all_replies() == 1
    assert HandledReply.objects.count() == 1
    assert [path.name for path in (tmp_path / "cur").iterdir()] == ["1.mx.hub.example:2,S"]
