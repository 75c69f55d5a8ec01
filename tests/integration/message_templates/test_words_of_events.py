"""What guests of events are told, in the hub's own words: one editor for all events."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from accounts.models import Role
from messaging.channels import Channels
from messaging.event_texts import EventLine, EventNews
from messaging.models import Message, MessageKind, TemplateAbout, TemplateText
from messaging.operations import (
    MeetingAhead,
    due_reminders_become_messages,
    notify_of_event,
    remind_of_meetings,
)
from messaging.templates.catalogue import LANGUAGES, built_in, keys_of_events
from messaging.templates.filling import template_faults
from tests.factories.appointments import a_briefing, an_appointment
from tests.factories.hub import a_founder, a_person
from tests.integration.mentoring.conftest import MONDAY, Sign
from tests.integration.message_templates.conftest import put
from tests.integration.messaging.ringing import a_founder_told_by

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(days=2)
HX = "HX" + "7a" * 16
NEWS = EventNews(
    occasion="event:1",
    version="1.1",
    title="Evening",
    zone="Asia/Seoul",
    useful_until=LATER,
    link="https://hub.example/events/evening/agenda",
    lines=(EventLine(LATER, "3", "Dana Reyes (Google)"),),
)


@pytest.fixture
def hub(signed_in_as: Sign) -> APIClient:
    return signed_in_as(a_person(Role.COORDINATOR, name="Cho"))


def path_of(kind: str, channel: str = "sms", language: str = "en") -> str:
    return f"/api/event-templates/{kind}/{channel}/{language}/"


def agenda_to(**person: Any) -> dict[str, str]:
    """What a founder with a phone is told of the event, by channel."""
    founder = a_founder(**{"phone": "+821012345678", "language": "en", **person})
    notify_of_event(kind=MessageKind.AGENDA, news={founder: NEWS}, now=MONDAY)
    return dict(Message.objects.filter(person=founder).values_list("channel", "body"))


def test_every_built_in_wording_is_a_template_that_fits() -> None:
    keys = [key for key in keys_of_events() if not key.is_approved]
    assert len(keys) == 5 * 2 * len(LANGUAGES)
    for key in keys:
        assert template_faults(key.about, key.kind, key.channel, built_in(key)) == {}, key


def test_words_are_listed_looked_at_kept_and_taken_back(hub: APIClient, monday: datetime) -> None:
    listed = hub.get("/api/event-templates/").json()
    assert {row["about"] for row in listed} == {"event"}
    assert len(listed) == len(keys_of_events())
    told = hub.get(path_of("agenda")).json()
    assert told["words"]["body"] == "[Meridian] Whom you meet at {event}\n{meetings}\n{link}"
    shown = hub.post(f"{path_of('agenda')}preview/", {"body": "{event}: {meetings}", "place": "seoul"}).json()
    assert [one["code"] for one in shown["faults"]] == ["missing_placeholder"]
    assert shown["body"].startswith("Networking evening: ")
    refused = put(hub, path_of("agenda"), "{event}", seen=0)
    assert (refused.status_code, refused.json()["code"]) == (400, "template_refused")
    kept = put(hub, path_of("agenda"), "See {event}\n{meetings}\n{link}", seen=0)
    assert (kept.status_code, kept["ETag"]) == (200, '"1"')
    assert put(hub, path_of("agenda"), "{meetings}\n{link}", seen=0).status_code == 412
    assert agenda_to()["sms"].splitlines()[0] == "See Evening"
    back = hub.post(f"{path_of('agenda')}restore/", {"number": None}, format="json").json()
    assert [row["is_built_in"] for row in back["history"]] == [True, False]
    assert agenda_to(phone="+821012345679")["sms"].splitlines()[0] == "[Meridian] Whom you meet at Evening"
    again = hub.post(f"{path_of('agenda')}restore/", {"number": 1}, format="json").json()
    assert again["history"][0]["restores"] == 1


def test_the_next_table_is_told_in_the_hub_s_words(hub: APIClient, monday: datetime) -> None:
    put(hub, path_of("meeting"), "Table {table} at {event}: {other_name}\n{start_here}\n{link}")
    founder = a_founder(phone="+821012345678", language="en")
    meeting = MeetingAhead(
        an_appointment(founder, starts_at=LATER),
        founder,
        a_briefing(programme_en="Evening", table="3", link=NEWS.link),
    )
    remind_of_meetings([meeting], now=MONDAY)
    due_reminders_become_messages(now=LATER - timedelta(minutes=5))
    assert Message.objects.get(kind="meeting").body.splitlines()[0] == "Table 3 at Evening: Dana Reyes"


def test_approved_words_go_by_whatsapp(hub: APIClient, monday: datetime, channels: Channels) -> None:
    for kind, body in (
        ("agenda", "{event}\n{meetings}\n{link}"),
        ("meeting", "{table}\n{start_here}\n{link}"),
    ):
        assert put(hub, path_of(kind, "whatsapp"), body, subject=HX).status_code == 200
    founder = a_founder_told_by("whatsapp")
    notify_of_event(kind=MessageKind.AGENDA, news={founder: NEWS}, now=MONDAY)
    told = dict(Message.objects.filter(person=founder).values_list("channel", "body"))
    assert told["whatsapp"].splitlines()[0] == "Evening"
    meeting = MeetingAhead(
        an_appointment(founder, starts_at=LATER), founder, a_briefing(table="3", link=NEWS.link)
    )
    remind_of_meetings([meeting], now=MONDAY)
    due_reminders_become_messages(now=LATER - timedelta(minutes=5))
    row = Message.objects.get(kind="meeting")
    assert (row.channel, row.approved_words, row.body.splitlines()[0]) == ("whatsapp", HX, "3")


def test_a_programme_has_none_of_them_and_the_database_says_so(
    coordinator: APIClient, programme: Any
) -> None:
    answer = coordinator.get("/api/programmes/global/templates/event/agenda/sms/en/")
    assert (answer.status_code, answer.json()["code"]) == (404, "template_unknown")
    words = {
        "kind": "agenda",
        "channel": "sms",
        "language": "en",
        "number": 1,
        "body": "{link}",
        "at": MONDAY,
    }
    by = a_person(Role.COORDINATOR)
    for about, of in ((TemplateAbout.EVENT, programme.pk), (TemplateAbout.SESSION, None)):
        with (
            pytest.raises(IntegrityError, match="template_is_a_programme_s_or_of_events"),
            transaction.atomic(),
        ):
            TemplateText.objects.create(about=about, programme=of, by=by, **words)
    TemplateText.objects.create(about=TemplateAbout.EVENT, programme=None, by=by, **words)
    with pytest.raises(IntegrityError, match="template_wording_is_numbered_once"), transaction.atomic():
        TemplateText.objects.create(about=TemplateAbout.EVENT, programme=None, by=by, **words)
