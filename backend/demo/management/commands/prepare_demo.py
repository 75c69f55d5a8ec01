import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

import clock
from calendars.operations import finish_consent, start_consent
from clock.models import ClockShift
from demo.applications import take_applications
from demo.emulators import consent, follow_clock, order
from demo.events import announce_event
from demo.groups import open_groups
from demo.hub import load_hub
from demo.pairing import open_pairing
from demo.pairs import pair_up
from demo.queries import calendars_were_connected, people_with_google

# Parts of libraries that no page asks for; compressing them takes longer than everything else.
NOT_SERVED = ["*.map", "redoc", "rest_framework"]


class Command(BaseCommand):
    help = "What the demo does before its server starts: migrate, load the hub, connect calendars, collect files."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        call_command("migrate", verbosity=0)
        if load_hub(now=clock.now()):
            self.stdout.write("· loaded the demo hub")
            self.stdout.write(f"· opened {open_groups(now=clock.now())} group sessions")
            self.stdout.write(f"· received {take_applications(now=clock.now())} applications")
            self.stdout.write(f"· announced an event with {announce_event(now=clock.now())} guests")
            self.stdout.write(f"· {open_pairing(now=clock.now())} have said whom they want to be paired with")
            self.stdout.write(f"· paired {pair_up(now=clock.now())} startups with mentors weeks ago")
        follow_clock(
            (settings.ENV.google_emulator_url, settings.ENV.twilio_emulator_url), ClockShift.current()
        )
        if settings.ENV.google_emulator_url and not calendars_were_connected():
            _connect_calendars()
            self.stdout.write("· connected two calendars to the Google emulator")
        if _collect_files():
            self.stdout.write("· collected and compressed the static files")


def _connect_calendars() -> None:
    """By the protocol that a browser would follow: consent page, code, tokens."""
    for person in people_with_google():
        account = {"email": person.email, "name": person.name, "time_zone": person.time_zone}
        order(settings.ENV.google_emulator_url, "accounts", account)
        answer = consent(start_consent(person=person, now=clock.now()), person.email)
        finish_consent(person=person, state=answer["state"], code=answer["code"], now=clock.now())


def _collect_files() -> bool:
    """Compressing takes seconds, so it is left out while the client stays the same."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    wanted = _client_digest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0, ignore_patterns=NOT_SERVED)
    stamp.write_text(wanted, encoding="utf-8")
    return True


def _client_digest() -> str:
    root = Path(settings.CLIENT)
    files = sorted(path for path in root.rglob("*") if path.is_file())
    told = (f"{path.relative_to(root)} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
