"""Every endpoint of the API as every role, as nobody, and as a stranger from another startup."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.test import APIClient

import clock
from accounts.models import Person, Role
from agenda.recurrence import Frequency, Rule, WallStart
from mentoring.groups.operations import Terms, open_group
from mentoring.models import GroupSession, PublicLink, Series, Session
from mentoring.operations import announce_agreed, request_session
from mentoring.public_links.operations import open_link
from mentoring.series.booking import Purpose, request_series
from mentoring.series.queries import Wanted
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme

pytestmark = pytest.mark.django_db

NOBODY, STRANGER = "nobody", "stranger"
ROLES = [NOBODY, STRANGER, *Role.values]
EVERYBODY = set(ROLES)
SIGNED_IN = EVERYBODY - {NOBODY}
HUB = {"coordinator", "administrator"}
STARTUPS = {"startup_member", STRANGER}
PARTIES = {"startup_member", "mentor"} | HUB

# Endpoint -> who gets past the door. "Past the door" is any answer but 401, 403 and 404.
EXPECTED: dict[str, set[str]] = {
    "GET installation/": EVERYBODY,
    "GET me/": SIGNED_IN,
    "PATCH me/": SIGNED_IN,
    "GET me/tokens/": SIGNED_IN,
    "POST me/tokens/": SIGNED_IN,
    "DELETE me/tokens/<str:token_id>/": set(),  # everybody's own only: there is none here
    "GET me/number/": SIGNED_IN,
    "POST me/number/code/": SIGNED_IN,
    "POST me/number/confirm/": SIGNED_IN,
    "GET me/channels/": SIGNED_IN,
    "POST me/channels/": SIGNED_IN,
    "GET me/advertising/": SIGNED_IN,
    "POST me/advertising/": SIGNED_IN,
    "GET me/consents/": SIGNED_IN,
    "POST me/mail/trust/": SIGNED_IN,
    "GET me/messages/": SIGNED_IN,
    "POST me/messages/erase/": SIGNED_IN,
    "GET people/<int:person_id>/messages/": HUB,
    "POST people/<int:person_id>/messages/export/": HUB,
    "POST people/<int:person_id>/messages/erase/": HUB,
    "GET stops/<str:token>/": set(),  # the token is the permission; this one is forged
    "POST stops/<str:token>/": set(),
    "POST stops/<str:token>/undo/": set(),
    "GET me/google/": SIGNED_IN,
    "POST me/google/connect/": SIGNED_IN,
    "POST me/google/disconnect/": SIGNED_IN,
    "PATCH me/google/": SIGNED_IN,
    "POST me/google/mend/": SIGNED_IN,
    "GET calendar-connections/": HUB,
    "GET me/google/calendars/": SIGNED_IN,
    "PUT me/google/calendars/": SIGNED_IN,
    "POST me/google/calendars/refresh/": SIGNED_IN,
    "GET hub/google/": HUB,
    "POST hub/google/connect/": {"administrator"},  # past the door it is refused: people organise here
    "POST hub/google/disconnect/": {"administrator"},
    "POST hub/google/resume/": {"administrator"},
    "GET me/calendar-feed/": SIGNED_IN,
    "POST me/calendar-feed/": SIGNED_IN,
    "DELETE me/calendar-feed/": SIGNED_IN,
    "GET me/programme-feeds/": SIGNED_IN - {"contact"},
    "POST me/programme-feeds/<slug:slug>/": SIGNED_IN - {"contact"},
    "DELETE me/programme-feeds/<slug:slug>/": SIGNED_IN - {"contact"},
    "GET topics/": SIGNED_IN,
    "GET colleagues/": STARTUPS,
    "GET experts/": SIGNED_IN - {"contact"},
    "GET experts/<int:pk>/": SIGNED_IN - {"contact"},
    "GET experts/<int:expert_id>/free-starts/": SIGNED_IN - {"contact"},
    "GET free-starts/": SIGNED_IN - {"contact"},
    "GET meeting-hours/": SIGNED_IN - {"contact"},
    "GET agenda/weekly-hours/": {"mentor", "contact"},
    "PUT agenda/weekly-hours/": {"mentor", "contact"},
    "GET agenda/schedules/": {"mentor", "contact"},
    "PUT agenda/schedules/": {"mentor", "contact"},
    "GET agenda/overrides/": {"mentor", "contact"},
    "PUT agenda/overrides/": {"mentor", "contact"},
    "DELETE agenda/overrides/<date:on>/": set(),  # one's own only: there is none here, nor of the next two
    "GET agenda/time-off/": {"mentor", "contact"} | STARTUPS,
    "POST agenda/time-off/": {"mentor", "contact"} | STARTUPS,
    "DELETE agenda/time-off/<int:time_off_id>/": set(),
    "GET agenda/travel/": SIGNED_IN,
    "POST agenda/travel/": SIGNED_IN,
    "PATCH agenda/travel/<int:travel_id>/": set(),
    "DELETE agenda/travel/<int:travel_id>/": set(),
    "GET agenda/holidays/": {"mentor", "contact"} | STARTUPS,
    "POST agenda/holidays/": {"mentor", "contact"} | STARTUPS,
    "GET agenda/calendar-reading/": SIGNED_IN,
    "PUT agenda/calendar-reading/": SIGNED_IN,
    "GET agenda/calendar/": {"mentor", "contact"},
    "GET programmes/": SIGNED_IN - {"contact"},
    "GET programmes/<slug:slug>/templates/": HUB,
    "GET programmes/<slug:slug>/templates/<str:about>/<str:kind>/<str:channel>/<str:language>/": HUB,
    "PUT programmes/<slug:slug>/templates/<str:about>/<str:kind>/<str:channel>/<str:language>/": HUB,
    "POST programmes/<slug:slug>/templates/<str:about>/<str:kind>/<str:channel>/<str:language>/restore/": HUB,
    "POST programmes/<slug:slug>/templates/<str:about>/<str:kind>/<str:channel>/<str:language>/preview/": HUB,
    "GET broadcasts/": HUB,
    "POST broadcasts/": HUB,
    "POST broadcasts/preview/": HUB,
    "POST broadcasts/<int:broadcast_id>/stop/": set(),  # there is none here
    "GET programmes/<int:programme_id>/reminders/": HUB,
    "PUT programmes/<int:programme_id>/reminders/": HUB,
    "GET sessions/": SIGNED_IN - {"contact"},
    "POST sessions/": STARTUPS,
    "GET sessions/export.csv": HUB,
    "GET sessions/<uuid:session_id>/": PARTIES,
    "POST sessions/<uuid:session_id>/accept/": PARTIES,
    "POST sessions/<uuid:session_id>/decline/": PARTIES,
    "POST sessions/<uuid:session_id>/reschedule/": PARTIES,
    "POST sessions/<uuid:session_id>/propose/": PARTIES,
    "POST sessions/<uuid:session_id>/take/": PARTIES,
    "POST sessions/<uuid:session_id>/turn-down/": PARTIES,
    "POST sessions/<uuid:session_id>/cancel/": PARTIES,
    "POST sessions/<uuid:session_id>/confirm-cancel/": PARTIES,
    "POST sessions/<uuid:session_id>/excuse/": PARTIES,
    "POST sessions/<uuid:session_id>/keep/": PARTIES,
    "POST sessions/<uuid:session_id>/complete/": PARTIES,
    "POST sessions/<uuid:session_id>/no-show/": PARTIES,
    "POST sessions/<uuid:session_id>/dispute/": PARTIES,
    "POST sessions/<uuid:session_id>/settle/": PARTIES,
    "POST sessions/<uuid:session_id>/leave/": PARTIES,
    "POST sessions/<uuid:session_id>/notes/": PARTIES,
    "GET sessions/<uuid:session_id>/story/": HUB,
    "POST sessions/<uuid:session_id>/retry/": HUB,
    "GET sessions/<uuid:session_id>/invitation.ics": PARTIES,
    "GET other-times/<str:token>/": set(),
    "POST other-times/<str:token>/": set(),
    "GET answers/<str:token>/": set(),  # the token is the permission; this one is forged
    "GET answers/<str:token>/invitation.ics": set(),
    "POST answers/<str:token>/accept/": set(),
    "POST answers/<str:token>/decline/": set(),
    "POST answers/<str:token>/take/": set(),
    "GET series/": SIGNED_IN - {"contact"},
    "POST series/": STARTUPS,
    "POST series/preview/": STARTUPS,
    "GET series/<uuid:series_id>/": PARTIES,
    "GET series/<uuid:series_id>/invitation.ics": PARTIES,
    "GET series/<uuid:series_id>/story/": HUB,
    "POST series/<uuid:series_id>/retry/": HUB,
    "POST series/<uuid:series_id>/accept/": PARTIES,
    "POST series/<uuid:series_id>/decline/": PARTIES,
    "POST series/<uuid:series_id>/skip/": PARTIES,
    "POST series/<uuid:series_id>/move/": PARTIES,
    "POST series/<uuid:series_id>/move/preview/": PARTIES,
    "POST series/<uuid:series_id>/extend/preview/": PARTIES,
    "POST series/<uuid:series_id>/end/": PARTIES,
    "POST series/<uuid:series_id>/extend/": PARTIES,
    "GET series-answers/<str:token>/": set(),  # as above
    "GET series-answers/<str:token>/invitation.ics": set(),
    "POST series-answers/<str:token>/accept/": set(),
    "POST series-answers/<str:token>/decline/": set(),
    "GET public-links/": {"mentor"} | HUB,
    "POST public-links/": {"mentor"} | HUB,
    "POST public-links/<int:link_id>/revoke/": HUB,  # there is one link, of no expert
    "GET open-hours/<str:token>/": set(),  # the token is the permission; this one is forged
    "POST open-hours/<str:token>/sessions/": set(),
    "GET groups/": SIGNED_IN - {"contact"},
    "POST groups/": HUB | {"mentor"},
    "GET groups/<uuid:group_id>/": PARTIES | {STRANGER},
    "PATCH groups/<uuid:group_id>/": {"mentor"} | HUB,
    "POST groups/<uuid:group_id>/join/": STARTUPS,
    "POST groups/<uuid:group_id>/leave/": STARTUPS,
    "POST groups/<uuid:group_id>/take/": STARTUPS,
    "POST groups/<uuid:group_id>/decline/": STARTUPS,
    "POST groups/<uuid:group_id>/cancel/": {"mentor"} | HUB,
    "POST groups/<uuid:group_id>/remove/": HUB,
    "GET groups/<uuid:group_id>/story/": HUB,
    "POST groups/<uuid:group_id>/retry/": HUB,
    "GET groups/<uuid:group_id>/invitation.ics": {"mentor"} | HUB,  # and who has a seat: nobody here
    "GET offers/<str:token>/": set(),  # forged, too
    "GET offers/<str:token>/invitation.ics": set(),
    "POST offers/<str:token>/take/": set(),
    "POST offers/<str:token>/decline/": set(),
    "GET sessions/<uuid:session_id>/thread/": PARTIES,
    "POST sessions/<uuid:session_id>/thread/": PARTIES,
    "GET threads/": HUB,
    "GET stray-texts/": HUB,
    "GET messages/": HUB,
    "GET messages/export.csv": HUB,
    "POST messages/retry/": HUB,
    "POST messages/<int:message_id>/retry/": set(),  # there is none
    "GET delivery/": HUB,
    "GET calendar-writes/": HUB,
    "GET calendar-writes/summary/": HUB,
    "POST calendar-writes/retry/": HUB,
    "POST calendar-writes/<int:event_id>/retry/": HUB,
    "GET calendar-warnings/": HUB,
    "POST calendar-warnings/<int:warning_id>/settle/": set(),  # there is none
    "GET messaging/switch/": HUB,
    "POST messaging/switch/stop/": HUB,
    "POST messaging/united-states/release/": HUB,
    "POST messaging/switch/start/": HUB,
    "POST imports/preview/": HUB,
    "POST imports/": HUB,
    "GET demo/": EVERYBODY,
    "POST demo/clock/": EVERYBODY,
    "GET demo/mailbox/": EVERYBODY,
}
DOCUMENTS = {"schema/", "docs/"}


def endpoints() -> Iterator[tuple[str, str]]:
    """(METHOD path, prefix-less route) of everything below /api/ that the URL configuration knows."""

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[tuple[str, Any]]:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, route)
            else:
                yield route, pattern.callback

    for route, view in walk(get_resolver().url_patterns, ""):
        if not route.startswith("api/") or route.removeprefix("api/") in DOCUMENTS:
            continue
        for method in ("get", "post", "put", "patch", "delete"):
            if hasattr(view.view_class, method):
                yield f"{method.upper()} {route.removeprefix('api/')}", route


@pytest.fixture
def session() -> Session:
    mentor, now = a_mentor(hours=(0, 1440), days=7), clock.now()
    founder = a_founder()
    starts_at = (now + timedelta(days=5)).replace(hour=1, minute=0, second=0, microsecond=0)
    session = request_session(
        programme=a_programme(approval="automatic"),
        expert=mentor,
        startup=founder.membership.startup,
        starts_at=starts_at,
        goal="Matrix",
        questions="",
        deck_url="",
        by=founder,
        now=now,
    )
    announce_agreed(session_id=session.pk, now=now)
    return session


@pytest.fixture
def series(session: Session) -> Series:
    first = session.appointment.starts_at + timedelta(days=7)
    start = WallStart(first.date(), first.time(), "UTC")
    return request_series(
        wanted=Wanted(
            session.programme,
            session.expert,
            session.founder,
            session.startup,
            start,
            Rule(Frequency.WEEKLY, count=2),
        ),
        anchor="utc",
        purpose=Purpose("Matrix", "", ""),
        chosen=None,
        by=session.founder,
        now=clock.now(),
    )


@pytest.fixture
def group(session: Session) -> GroupSession:
    return open_group(
        programme=session.programme,
        expert=session.expert,
        starts_at=session.appointment.starts_at + timedelta(hours=5),
        minutes=60,
        seats=3,
        terms=Terms("Matrix", "Matrix", "", "", closes_hours=2, offer_hours=12),
        outside_rules=False,
        by=session.expert.person,
        now=clock.now(),
    )


@pytest.fixture
def public_link(session: Session) -> PublicLink:
    return open_link(
        programme=session.programme,
        expert=None,
        name="",
        expires_at=None,
        by=a_person(Role.COORDINATOR),
        now=clock.now(),
    )


@pytest.fixture
def caller(session: Session) -> Callable[[str], APIClient]:
    people: dict[str, Callable[[], Person]] = {
        "startup_member": lambda: session.founder,
        "mentor": lambda: session.expert.person,
        STRANGER: a_founder,
    }

    def call_as(who: str) -> APIClient:
        client = APIClient()
        if who != NOBODY:
            client.force_authenticate(people[who]() if who in people else a_person(Role(who)))
        return client

    return call_as


def test_the_matrix_names_every_endpoint() -> None:
    assert {name for name, _ in endpoints()} == set(EXPECTED)


@pytest.mark.parametrize("who", ROLES)
def test_exactly_those_who_may_get_past_the_door(
    who: str,
    session: Session,
    series: Series,
    group: GroupSession,
    public_link: PublicLink,
    caller: Callable[[str], APIClient],
) -> None:
    cache.clear()  # of how often an address has asked in other tests
    client = caller(who)
    past = set()
    for name, route in endpoints():
        path = "/" + route.replace("<uuid:series_id>", str(series.pk)).replace(
            "<uuid:group_id>", str(group.pk)
        ).replace("<uuid:session_id>", str(session.pk)).replace(
            "<int:expert_id>", str(session.expert_id)
        ).replace("<int:pk>", str(session.expert_id)).replace("<int:link_id>", str(public_link.pk)).replace(
            "<int:event_id>", str(session.appointment.calendar_event.pk)
        ).replace("<slug:slug>", session.programme.slug).replace("<str:token_id>", "none").replace(
            "<int:person_id>", str(session.founder_id)
        ).replace("<int:programme_id>", str(session.programme_id)).replace("<int:broadcast_id>", "0").replace(
            "<str:token>", "x:y"
        ).replace("<str:about>/<str:kind>", "session/reminder").replace(
            "<str:channel>/<str:language>", "sms/en"
        )
        method = getattr(client, name.split()[0].lower())
        answer = method(path, **({} if name.startswith("GET") else {"data": {}, "format": "json"}))
        assert answer.status_code < 500, (name, answer.content)
        if answer.status_code not in (401, 403, 404):
            past.add(name)
    assert past == {name for name, allowed in EXPECTED.items() if who in allowed}
