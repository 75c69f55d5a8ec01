from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db.models import Count, Q
from rest_framework.test import APIClient

from accounts.models import Person, Role
from demo.applications import take_applications
from demo.events import announce_event
from demo.groups import open_groups
from demo.hub import load_hub
from directory.models import Expert, Startup, Topic
from mentoring.groups.queries import occupancies
from mentoring.models import GroupSession, Programme
from messaging.models import Message
from networking.models import Event

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def test_an_empty_installation_gets_the_whole_hub_and_only_once() -> None:
    assert load_hub(now=NOW) is True

    held = (Startup.objects.count(), Topic.objects.count(), Programme.objects.count())
    kinds = {kind: Expert.objects.filter(kind=kind).count() for kind in ("mentor", "contact", "consultant")}
    assert held == (80, 24, 3)
    assert kinds == {"mentor": 30, "contact": 40, "consultant": 12}
    assert Person.objects.filter(role=Role.COORDINATOR).count() == 4
    assert load_hub(now=NOW) is False


def test_the_demo_names_people_of_every_role_to_sign_in_as() -> None:
    load_hub(now=NOW)

    answer = APIClient().get("/api/demo/").json()

    roles = [person["role"] for person in answer["people"]]
    assert roles == ["startup_member"] * 2 + ["mentor"] * 3 + ["contact", "coordinator"]
    assert len({person["email"] for person in answer["people"]}) == 7
    assert [part["name"] for part in answer["parts"]] == ["postgresql", "google", "twilio", "email"]


def test_the_mailbox_shows_what_was_sent(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_FILE_PATH = tmp_path
    backend = mail.get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=tmp_path)
    backend.send_messages(
        [mail.EmailMessage("로그인", "Your code:\n\nA4K-9QX\n", to=["kim@startup.example"])]
    )

    (entry,) = APIClient().get("/api/demo/mailbox/").json()

    assert (entry["to"], entry["subject"], entry["code"]) == ("kim@startup.example", "로그인", "A4K-9QX")


def test_where_mails_really_leave_the_mailbox_is_empty(settings: Any) -> None:
    del settings.EMAIL_FILE_PATH

    assert APIClient().get("/api/demo/mailbox/").json() == []


def test_the_hub_has_group_sessions_and_one_of_them_is_full() -> None:
    load_hub(now=NOW)

    assert open_groups(now=NOW) == 3

    numbers = occupancies(list(GroupSession.objects.values_list("pk", flat=True)), NOW).values()
    assert sorted((n.seats, n.taken, n.waiting) for n in numbers) == [(4, 4, 2), (8, 2, 0), (12, 5, 0)]
    assert all(group.title_ko and group.title_en for group in GroupSession.objects.all())


def test_the_demo_takes_applications_and_some_have_arrived() -> None:
    load_hub(now=NOW)
    assert take_applications(now=NOW) == 5
    programme = Programme.objects.get(slug="global-launch")
    states = programme.applications.values_list("state", flat=True).distinct()
    assert (programme.state, list(states.order_by())) == ("open", ["submitted"])


def test_the_demo_has_an_event_with_guests_and_wishes() -> None:
    load_hub(now=NOW)
    assert announce_event(now=NOW) == 24
    event = Event.objects.get()
    assert (event.state, event.tables.count()) == ("open", 12)
    assert {value for _, value in event.wishes.values_list("pk", "value")} == {"must", "like", "no"}
    musts = event.registrations.annotate(musts=Count("wishes", filter=Q(wishes__value="must")))
    assert max(musts.values_list("musts", flat=True)) <= event.musts_most
    assert not Message.objects.exists()
