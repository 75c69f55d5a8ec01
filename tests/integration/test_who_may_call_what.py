"""Every endpoint of the API as every role, as nobody, and as a stranger from another startup."""

import re
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.test import APIClient

import clock
from accounts.models import Person, Role
from agenda.recurrence import Frequency, Rule, WallStart
from directory.models import Topic
from mentoring.cycles.operations import open_cycle
from mentoring.cycles.running import start_run
from mentoring.groups.operations import Terms, Waived, open_group
from mentoring.models import GroupSession, PublicLink, Relation, Run, Series, Session
from mentoring.operations import announce_agreed, request_session
from mentoring.public_links.operations import open_link
from mentoring.relations.operations import Pair, offer
from mentoring.series.booking import Purpose, request_series
from mentoring.series.queries import Wanted
from networking.models import Happening, Meeting, Registration
from tests.factories.events import a_guest, an_event
from tests.factories.hub import a_founder, a_mentor, a_person, a_programme
from tests.factories.plans import a_meeting_of_a_ready_plan

pytestmark = pytest.mark.django_db

NOBODY, STRANGER = "nobody", "stranger"
ROLES = [NOBODY, STRANGER, *Role.values]
EVERYBODY = set(ROLES)
SIGNED_IN = EVERYBODY - {NOBODY}
HUB = {"coordinator", "administrator"}
STARTUPS = {"startup_member", STRANGER}
PARTIES = {"startup_member", "mentor"} | HUB
GUESTS = STARTUPS | {"contact"}

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
    "GET me/links/": SIGNED_IN,
    "POST me/links/<int:message_id>/revoke/": set(),  # everybody's own only: there is none here
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
    "POST calendar-connections/<int:person_id>/read/": HUB,
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
    "POST topics/": HUB,
    "PATCH topics/<slug:topic>/": HUB,
    "DELETE topics/<slug:topic>/": HUB,
    "GET topics/<slug:topic>/uses/": HUB,
    "POST topics/<slug:topic>/merge/": HUB,
    "GET me/company/": STARTUPS,
    "PUT me/company/": STARTUPS,
    "GET me/conflicts/": {"mentor"},
    "PUT me/conflicts/": {"mentor"},  # nor a contact: it has no profile here
    "GET startups/": HUB,
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
    "GET programme-desk/": HUB,
    "POST programme-desk/": HUB,
    "GET programme-desk/<slug:slug>/": HUB,
    "PATCH programme-desk/<slug:slug>/": HUB,
    "POST programme-desk/<slug:slug>/copy/": HUB,
    "POST programme-desk/<slug:slug>/open/": HUB,
    "POST programme-desk/<slug:slug>/run/": HUB,
    "POST programme-desk/<slug:slug>/close/": HUB,
    "PUT programme-desk/<slug:slug>/milestones/": HUB,
    "PUT programme-desk/<slug:slug>/questions/intake/": HUB,
    "PUT programme-desk/<slug:slug>/questions/feedback/": HUB,
    "POST programme-desk/<slug:slug>/invitations/": HUB,
    "GET programme-desk/<slug:slug>/startups/": HUB,
    "PUT programme-desk/<slug:slug>/startups/<int:startup_id>/": HUB,
    "DELETE programme-desk/<slug:slug>/startups/<int:startup_id>/": HUB,
    "GET programme-desk/<slug:slug>/experts/": HUB,
    "PUT programme-desk/<slug:slug>/experts/<int:expert_id>/": HUB,
    "DELETE programme-desk/<slug:slug>/experts/<int:expert_id>/": HUB,
    "GET programme-desk/<slug:slug>/applications/": HUB,
    "POST programme-desk/<slug:slug>/applications/decide/": HUB,
    "GET applications/<int:application_id>/": set(),  # nobody applied here
    "PUT applications/<int:application_id>/": set(),
    "GET me/programmes/": SIGNED_IN - {"contact"},
    "GET me/programmes/<slug:slug>/": SIGNED_IN - {"contact"},
    "POST me/programmes/<slug:slug>/invitation/": STARTUPS | {"mentor"},
    "POST me/programmes/<slug:slug>/leave/": STARTUPS | {"mentor"},
    "PUT me/programmes/<slug:slug>/giving/": {"mentor"},
    "PUT me/programmes/<slug:slug>/application/": STARTUPS,
    "POST me/programmes/<slug:slug>/application/submit/": STARTUPS,
    "POST me/programmes/<slug:slug>/application/withdraw/": set(),  # nobody applied here
    "GET programmes/": SIGNED_IN - {"contact"},
    "GET event-templates/": HUB,
    "GET event-templates/<str:kind>/<str:channel>/<str:language>/": HUB,
    "PUT event-templates/<str:kind>/<str:channel>/<str:language>/": HUB,
    "POST event-templates/<str:kind>/<str:channel>/<str:language>/restore/": HUB,
    "POST event-templates/<str:kind>/<str:channel>/<str:language>/preview/": HUB,
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
    "GET other-times/<str:token>/invitation.ics": set(),
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
    "GET relations/": SIGNED_IN - {"contact"},
    "POST relations/": HUB,
    "GET relations/<uuid:relation_id>/": PARTIES,
    "GET relations/<uuid:relation_id>/first-hour/": PARTIES,
    "POST relations/<uuid:relation_id>/answer/": PARTIES,
    "POST relations/<uuid:relation_id>/end/": HUB,
    "GET cycles/": SIGNED_IN - {"contact"},
    "POST cycles/": HUB,
    "GET cycles/<int:cycle_id>/": PARTIES | STARTUPS,  # its programme is open to every startup
    "PATCH cycles/<int:cycle_id>/": HUB,
    "POST cycles/<int:cycle_id>/end/": HUB,
    "GET cycles/<int:cycle_id>/left-alone/": HUB,
    "GET cycles/<int:cycle_id>/answers/": HUB,
    "POST cycles/<int:cycle_id>/remind/": HUB,
    "GET cycles/<int:cycle_id>/wish/": PARTIES | STARTUPS,
    "PUT cycles/<int:cycle_id>/wish/": PARTIES | STARTUPS,
    "POST cycles/<int:cycle_id>/pin/": HUB,
    "POST cycles/<int:cycle_id>/unpin/": HUB,
    "POST cycles/<int:cycle_id>/lock/": HUB,
    "GET cycles/<int:cycle_id>/runs/": HUB,
    "POST cycles/<int:cycle_id>/runs/": HUB,
    "GET pairing-runs/<int:run_id>/": HUB,
    "POST pairing-runs/<int:run_id>/cancel/": HUB,
    "POST pairing-runs/<int:run_id>/publish/": HUB,
    "GET pairing-runs/<int:run_id>/why/": HUB,
    "GET pairing-runs/<int:run_id>/against/<int:other_id>/": HUB,
    "GET pairing-runs/<int:run_id>/export.json": HUB,
    "GET pairing-runs/<int:run_id>/export.csv": HUB,
    "POST relations/<uuid:relation_id>/sessions/": {"startup_member", "mentor"},
    "POST relations/<uuid:relation_id>/agreements/": {"startup_member", "mentor"},
    "POST relations/<uuid:relation_id>/agreements/preview/": {"startup_member", "mentor"},
    "POST relations/<uuid:relation_id>/agreements/<int:version>/agree/": {"startup_member", "mentor"},
    "POST relations/<uuid:relation_id>/agreements/<int:version>/decline/": {"startup_member", "mentor"},
    "POST relations/<uuid:relation_id>/actions/": {"startup_member", "mentor"},
    "PATCH relations/<uuid:relation_id>/actions/<uuid:action_id>/": {"startup_member", "mentor"},
    "POST relations/<uuid:relation_id>/milestones/": {"startup_member", "mentor"},
    "PATCH relations/<uuid:relation_id>/milestones/<uuid:milestone_id>/": {"startup_member", "mentor"},
    "POST relations/<uuid:relation_id>/links/": {"startup_member", "mentor"},
    "DELETE relations/<uuid:relation_id>/links/<uuid:link_id>/": {"startup_member", "mentor"},
    "POST relations/<uuid:relation_id>/private-notes/": {"startup_member", "mentor"},
    "DELETE relations/<uuid:relation_id>/private-notes/<uuid:note_id>/": set(),  # there is none, nor a wish to settle
    "POST relations/<uuid:relation_id>/ratings/": {"startup_member", "mentor"},
    "POST relations/<uuid:relation_id>/rematch/": {"startup_member", "mentor"},
    "POST relations/<uuid:relation_id>/rematch/settle/": set(),
    "GET relations/<uuid:relation_id>/certificate.pdf": PARTIES,
    "GET honoraria/": {"mentor"} | HUB,
    "GET honoraria/export.csv": {"mentor"} | HUB,
    "PUT honoraria/rates/": HUB,
    "GET honoraria/<int:expert_id>/statement.pdf": {"mentor"} | HUB,
    "GET sessions/<uuid:session_id>/brief/": PARTIES,
    "GET sessions/<uuid:session_id>/feedback/": {"startup_member", "mentor"},
    "PUT sessions/<uuid:session_id>/feedback/": {"startup_member", "mentor"},
    "GET programme-desk/<slug:slug>/feedback/": HUB,
    "GET programme-desk/<slug:slug>/feedback/export.csv": HUB,
    "GET offers/<str:token>/": set(),  # forged, too
    "GET offers/<str:token>/invitation.ics": set(),
    "POST offers/<str:token>/take/": set(),
    "POST offers/<str:token>/decline/": set(),
    "GET events/": EVERYBODY,
    "GET events/<slug:slug>/": EVERYBODY,
    "GET events/<slug:slug>/registration/": GUESTS,
    "POST events/<slug:slug>/registration/": STARTUPS,  # nor a contact: it has no profile here
    "PUT events/<slug:slug>/registration/": GUESTS,
    "POST events/<slug:slug>/registration/cancel/": GUESTS,
    "POST events/<slug:slug>/registration/take/": GUESTS,
    "POST events/<slug:slug>/registration/decline/": GUESTS,
    "GET events/<slug:slug>/profiles/": GUESTS,
    "PUT events/<slug:slug>/wishes/<int:about_id>/": GUESTS,
    "GET events/<slug:slug>/bookings/": GUESTS,
    "POST events/<slug:slug>/bookings/": GUESTS,
    "POST events/<slug:slug>/bookings/<int:booking_id>/take/": GUESTS,
    "POST events/<slug:slug>/bookings/<int:booking_id>/decline/": GUESTS,
    "POST events/<slug:slug>/bookings/<int:booking_id>/withdraw/": GUESTS,
    "GET guests/<str:token>/bookings/": set(),
    "POST guests/<str:token>/bookings/": set(),
    "POST guests/<str:token>/bookings/<int:booking_id>/take/": set(),
    "POST guests/<str:token>/bookings/<int:booking_id>/decline/": set(),
    "POST guests/<str:token>/bookings/<int:booking_id>/withdraw/": set(),
    "GET event-desk/<slug:slug>/bookings/": HUB,
    "POST event-desk/<slug:slug>/bookings/<int:booking_id>/call-off/": set(),  # there is none
    "GET guests/<str:token>/": set(),  # the token is the permission; this one is forged
    "POST guests/<str:token>/": set(),
    "PUT guests/<str:token>/": set(),
    "POST guests/<str:token>/cancel/": set(),
    "POST guests/<str:token>/take/": set(),
    "POST guests/<str:token>/decline/": set(),
    "GET guests/<str:token>/profiles/": set(),
    "PUT guests/<str:token>/wishes/<int:about_id>/": set(),
    "GET event-desk/": HUB,
    "POST event-desk/": HUB,
    "GET event-desk/<slug:slug>/": HUB,
    "PATCH event-desk/<slug:slug>/": HUB,
    "POST event-desk/<slug:slug>/step/": HUB,
    "PUT event-desk/<slug:slug>/tables/": HUB,
    "PUT event-desk/<slug:slug>/questions/": HUB,
    "POST event-desk/<slug:slug>/invitations/": HUB,
    "POST event-desk/<slug:slug>/contacts/": HUB,
    "POST event-desk/<slug:slug>/approvals/": HUB,
    "GET event-desk/<slug:slug>/registrations/": HUB,
    "POST event-desk/<slug:slug>/registrations/<int:registration_id>/approve/": HUB,
    "POST event-desk/<slug:slug>/registrations/<int:registration_id>/decline/": HUB,
    "POST event-desk/<slug:slug>/registrations/<int:registration_id>/link/": HUB,
    "GET event-desk/<slug:slug>/wishes/": HUB,
    "GET events/<slug:slug>/calendar/": SIGNED_IN,
    "PUT events/<slug:slug>/calendar/": SIGNED_IN,
    "POST events/<slug:slug>/calendar/feed/": SIGNED_IN,
    "DELETE events/<slug:slug>/calendar/feed/": SIGNED_IN,
    "GET events/<slug:slug>/event.ics": EVERYBODY,
    "GET guests/<str:token>/calendar/": set(),  # the token is the permission; this one is forged
    "PUT guests/<str:token>/calendar/": set(),
    "POST guests/<str:token>/calendar/feed/": set(),
    "DELETE guests/<str:token>/calendar/feed/": set(),
    "GET guests/<str:token>/event.ics": set(),
    "GET events/<slug:slug>/agenda/": set(),  # of those who have a place: nobody here
    "GET guests/<str:token>/agenda/": set(),
    "GET event-desk/<slug:slug>/wall/": HUB,
    "POST event-desk/<slug:slug>/walk-ins/": HUB,
    "GET event-desk/<slug:slug>/happenings/": HUB,
    "POST event-desk/<slug:slug>/happenings/": HUB,
    "POST event-desk/<slug:slug>/happenings/<int:happening_id>/undo/": HUB,
    "GET event-desk/<slug:slug>/plans/": HUB,
    "POST event-desk/<slug:slug>/plans/": HUB,
    "POST event-desk/<slug:slug>/plans/rest/": HUB,
    "GET event-plans/<int:plan_id>/": HUB,
    "GET event-plans/<int:plan_id>/progress/": HUB,
    "POST event-plans/<int:plan_id>/stop/": HUB,
    "POST event-plans/<int:plan_id>/copy/": HUB,
    "POST event-plans/<int:plan_id>/publish/": HUB,
    "GET event-plans/<int:plan_id>/against/<int:before_id>/": HUB,
    "POST event-plans/<int:plan_id>/pins/": HUB,
    "POST event-plans/<int:plan_id>/meetings/": HUB,
    "PUT event-plans/<int:plan_id>/meetings/<int:meeting_id>/": HUB,
    "DELETE event-plans/<int:plan_id>/meetings/<int:meeting_id>/": HUB,
    "GET event-plans/<int:plan_id>/meetings/<int:meeting_id>/clashes/": HUB,
    "GET sessions/<uuid:session_id>/thread/": PARTIES,
    "POST sessions/<uuid:session_id>/thread/": PARTIES,
    "GET threads/": HUB,
    "GET stray-texts/": HUB,
    "GET messages/": HUB,
    "GET messages/export.csv": HUB,
    "POST messages/retry/": HUB,
    "POST messages/<int:message_id>/retry/": set(),  # there is none
    "POST messages/<int:message_id>/link/revoke/": set(),
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
    "GET events/<slug:slug>/after/": set(),  # none of these has a place at the event
    "PUT events/<slug:slug>/after/notes/<int:about_id>/": set(),
    "PUT events/<slug:slug>/after/contacts/<int:about_id>/": set(),
    "PUT events/<slug:slug>/after/feedback/": set(),
    "GET guests/<str:token>/after/": set(),  # the token is the permission; this one is forged
    "PUT guests/<str:token>/after/notes/<int:about_id>/": set(),
    "PUT guests/<str:token>/after/contacts/<int:about_id>/": set(),
    "PUT guests/<str:token>/after/feedback/": set(),
    "GET event-desk/<slug:slug>/check-ins/": HUB,
    "POST event-desk/<slug:slug>/check-ins/": HUB,
    "DELETE event-desk/<slug:slug>/check-ins/<int:registration_id>/": HUB,
    "GET tickets/<str:code>/": HUB,  # past the door it is told that the ticket is forged
    "GET event-desk/<slug:slug>/badges.pdf": HUB,
    "GET event-desk/<slug:slug>/check-in-list.pdf": HUB,
    "GET event-desk/<slug:slug>/guests.xlsx": HUB,
    "GET events/<slug:slug>/follow-ups/": set(),  # none of these has a place at the event, and the link is forged
    "POST events/<slug:slug>/follow-ups/": set(),
    "POST events/<slug:slug>/follow-ups/<int:follow_up_id>/answer/": set(),
    "GET events/<slug:slug>/follow-up-starts/<int:about_id>/": set(),
    "GET guests/<str:token>/follow-ups/": set(),
    "POST guests/<str:token>/follow-ups/": set(),
    "POST guests/<str:token>/follow-ups/<int:follow_up_id>/answer/": set(),
    "GET guests/<str:token>/follow-up-starts/<int:about_id>/": set(),
    "GET events/<slug:slug>/floor-picture/": set(),  # there is none here
    "PUT event-desk/<slug:slug>/floor-picture/": HUB,
    "DELETE event-desk/<slug:slug>/floor-picture/": HUB,
    "GET event-desk/<slug:slug>/table-cards.pdf": HUB,
    "GET event-desk/<slug:slug>/agendas.pdf": HUB,
    "GET event-desk/<slug:slug>/certificates.pdf": HUB,
    "GET events/<slug:slug>/agenda.pdf": set(),  # none of these has a place at the event, and the link is forged
    "GET events/<slug:slug>/certificate.pdf": set(),
    "GET guests/<str:token>/agenda.pdf": set(),
    "GET guests/<str:token>/certificate.pdf": set(),
    "GET event-desk/<slug:slug>/outcome/": HUB,
    "GET event-desk/<slug:slug>/outcome.xlsx": HUB,
    "POST event-desk/<slug:slug>/thanks/": HUB,
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
        waived=Waived(),
        by=session.expert.person,
        now=clock.now(),
    )


@pytest.fixture
def relation(session: Session) -> Relation:
    pair = Pair(startup=session.startup, expert=session.expert)
    now = clock.now()
    (relation,) = offer(
        programme=session.programme, pairs=[pair], answer_by=now + timedelta(days=3), by=None, now=now
    )
    return relation


@pytest.fixture
def run(session: Session) -> Run:
    by, now = a_person(Role.COORDINATOR), clock.now()
    due = {"startups_due_on": now.date() + timedelta(days=9), "startups_due_at": time(18)}
    due |= {"experts_due_on": now.date() + timedelta(days=9), "experts_due_at": time(18)}
    cycle = open_cycle(programme=a_programme(pairing="cycle"), terms=due, by=by, now=now)
    return start_run(cycle_id=cycle.pk, by=by, now=now)


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
def topic(session: Session) -> Topic:
    """One that is in use, so that nobody deletes it."""
    topic = Topic.objects.create(slug="matrix", name_ko="Matrix", name_en="Matrix")
    session.startup.needs.add(topic)
    return topic


@pytest.fixture
def guest(session: Session) -> Registration:
    """Of an event that has the short name of the programme."""
    held_on = (clock.now() + timedelta(days=30)).date()
    return a_guest(an_event(slug=session.programme.slug, held_on=held_on))


@pytest.fixture
def meeting(guest: Registration) -> Meeting:
    return a_meeting_of_a_ready_plan(guest)


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


@pytest.mark.usefixtures("meeting")
@pytest.mark.parametrize("who", ROLES)
def test_exactly_those_who_may_get_past_the_door(
    who: str,
    session: Session,
    series: Series,
    group: GroupSession,
    relation: Relation,
    run: Run,
    public_link: PublicLink,
    topic: Topic,
    caller: Callable[[str], APIClient],
) -> None:
    cache.clear()  # of how often an address has asked in other tests
    client = caller(who)
    past, guest = set(), str(Registration.objects.get().pk)
    meeting, happening = Meeting.objects.get(), str(Happening.objects.get().pk)
    for name, route in endpoints():
        path = "/" + route.replace("<int:run_id>", str(run.pk)).replace(
            "<int:other_id>", str(run.pk)
        ).replace("<int:cycle_id>", str(run.cycle_id)).replace("<uuid:series_id>", str(series.pk)).replace(
            "<uuid:group_id>", str(group.pk)
        ).replace("<uuid:relation_id>", str(relation.pk)).replace("<int:version>", "1").replace(
            "<uuid:session_id>", str(session.pk)
        ).replace("<int:expert_id>", str(session.expert_id)).replace(
            "<int:startup_id>", str(session.startup_id)
        ).replace("<int:application_id>", "0").replace("<int:pk>", str(session.expert_id)).replace(
            "<int:link_id>", str(public_link.pk)
        ).replace("<int:registration_id>", guest).replace("<int:about_id>", guest).replace(
            "<int:follow_up_id>", "1"
        ).replace("<int:event_id>", str(session.appointment.calendar_event.pk)).replace(
            "<slug:slug>", session.programme.slug
        ).replace("<slug:topic>", topic.slug).replace("<str:token_id>", "none").replace(
            "<int:person_id>", str(session.founder_id)
        ).replace("<int:programme_id>", str(session.programme_id)).replace("<int:broadcast_id>", "0").replace(
            "<str:code>", "x"
        ).replace("<str:token>", "x:y").replace("<str:about>/<str:kind>", "session/reminder").replace(
            "<str:channel>/<str:language>", "sms/en"
        )
        path = (
            path.replace("<int:booking_id>", "0")
            .replace("<str:kind>", "agenda")
            .replace("<int:meeting_id>", str(meeting.pk))
            .replace("<int:happening_id>", happening)
        )
        path = re.sub("<int:(plan|before)_id>", str(meeting.plan_id), path)
        path = re.sub("<uuid:(action|milestone|link|note)_id>", str(relation.pk), path)  # there are none
        method = getattr(client, name.split()[0].lower())
        answer = method(path, **({} if name.startswith("GET") else {"data": {}, "format": "json"}))
        assert answer.status_code < 500, (name, answer.content)
        if answer.status_code not in (401, 403, 404):
            past.add(name)
    assert past == {name for name, allowed in EXPECTED.items() if who in allowed}
