"""A guest's say over how calendars show an event, for whoever is signed in and for whoever has the guest's link."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.models import Person
from accounts.permissions import AnyoneSignedIn
from calendars.feed_files import CONTENT_TYPE, FeedView
from calendars.feed_models import SecretFeed
from calendars.publishing import FeedItem, Publication, feed_of_items, file_to_keep
from calendars.queries import state_of_entries
from networking.events.queries import events_announced
from networking.guests.queries import linked_registration
from networking.guests.refusals import GuestLinkUnknown, NotRegistered
from networking.in_calendars.in_google import KIND
from networking.in_calendars.items import announced, items_for, meeting_of
from networking.in_calendars.operations import choose_calendar_form, end_event_feed, make_event_feed
from networking.in_calendars.queries import event_feed_at, registration_at
from networking.models import CalendarForm, Event, EventFeed, Registration

ROUND = OpenApiParameter(
    "round", int, description="Only one's own meeting in this round; 404 if there is none"
)
CALENDAR_FILE = {(200, "text/calendar"): OpenApiTypes.BINARY}


class EventCalendarSerializer(serializers.Serializer[Any]):
    """How calendars show the event; the address of the feed cannot be shown again."""

    form = serializers.ChoiceField(
        choices=CalendarForm.choices, allow_null=True, help_text="null for who has not registered"
    )
    feed_made_at = serializers.DateTimeField(allow_null=True, help_text="null: there is no feed")
    google = serializers.ChoiceField(
        choices=["written", "waiting", "failed", "left_out"],
        allow_null=True,
        help_text="How it stands in their own Google Calendar; left_out: they deleted it there. null: it does not",
    )


class CalendarFormSerializer(serializers.Serializer[Any]):
    form = serializers.ChoiceField(choices=CalendarForm.choices)


class NewEventFeedSerializer(serializers.Serializer[Any]):
    """The address, this once."""

    url = serializers.URLField()
    made_at = serializers.DateTimeField()


class _Reader(APIView):
    """Who asks for which event, and behind which round of links, if behind any."""

    def reader(self, request: Request, **where: Any) -> tuple[Event, Person, int | None]:
        raise NotImplementedError


class _SignedIn(_Reader):
    permission_classes = [AnyoneSignedIn]

    def reader(self, request: Request, **where: Any) -> tuple[Event, Person, int | None]:
        return get_object_or_404(events_announced(), slug=where["slug"]), signed_in(request), None


class _Linked(_Reader):
    """The link is the permission."""

    permission_classes = [AllowAny]
    authentication_classes: list[type] = []

    def reader(self, request: Request, **where: Any) -> tuple[Event, Person, int | None]:
        registration = linked_registration(where["token"])
        event = events_announced().filter(pk=registration.event_id).first()
        if event is None:
            raise GuestLinkUnknown
        return event, registration.person, registration.link_round


class _CalendarView(_Reader):
    @extend_schema(responses=EventCalendarSerializer)
    def get(self, request: Request, **where: Any) -> Response:
        event, person, _ = self.reader(request, **where)
        return self._standing(event, person, registration_at(event, person))

    @extend_schema(request=CalendarFormSerializer, responses=EventCalendarSerializer)
    def put(self, request: Request, **where: Any) -> Response:
        """One appointment, or each meeting by itself, from the next time that a program reads. 409 `not_registered`."""
        event, person, _ = self.reader(request, **where)
        asked = CalendarFormSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        registration = registration_at(event, person)
        if registration is None:
            raise NotRegistered
        form = CalendarForm(asked.validated_data["form"])
        chosen = choose_calendar_form(registration_id=registration.pk, form=form, by=person, now=clock.now())
        return self._standing(event, person, chosen)

    def _standing(self, event: Event, person: Person, registration: Registration | None) -> Response:
        feed = EventFeed.objects.filter(event=event, person=person).first()
        form = registration.calendar_form if registration else None
        google = state_of_entries(person, KIND, str(event.pk))
        shown = {"form": form, "feed_made_at": feed and feed.made_at, "google": google}
        return Response(EventCalendarSerializer(shown).data)


class _FeedView(_Reader):
    @extend_schema(request=None, responses={201: NewEventFeedSerializer})
    def post(self, request: Request, **where: Any) -> Response:
        """Make the address, or another: the one before opens nothing from now on."""
        now = clock.now()
        event, person, link_round = self.reader(request, **where)
        token = make_event_feed(person=person, event=event, link_round=link_round, now=now)
        answer = {"url": f"{settings.PUBLIC_URL}/feeds/events/{token}.ics", "made_at": now}
        return Response(NewEventFeedSerializer(answer).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, **where: Any) -> Response:
        """The address opens nothing from now on."""
        event, person, _ = self.reader(request, **where)
        end_event_feed(person=person, event=event, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class OwnEventCalendarView(_SignedIn, _CalendarView):
    pass


class LinkedEventCalendarView(_Linked, _CalendarView):
    pass


class OwnEventFeedView(_SignedIn, _FeedView):
    pass


class LinkedEventFeedView(_Linked, _FeedView):
    pass


class EventFileView(APIView):
    permission_classes = [AllowAny]

    @extend_schema(parameters=[ROUND], responses=CALENDAR_FILE)
    def get(self, request: Request, slug: str) -> HttpResponse:
        """The event as an iCalendar file to keep: a guest's own part of it, or what everybody may know."""
        event = get_object_or_404(events_announced(), slug=slug)
        if isinstance(request.user, Person):
            return _file(_items(request, event, request.user))
        return _file([announced(event, get_language() or "en", event.time_zone)])


class LinkedEventFileView(_Linked):
    @extend_schema(parameters=[ROUND], responses=CALENDAR_FILE)
    def get(self, request: Request, token: str) -> HttpResponse:
        """The same behind a guest's link."""
        event, person, _ = self.reader(request, token=token)
        return _file(_items(request, event, person))


def _items(request: Request, event: Event, person: Person) -> Sequence[FeedItem]:
    """All of the event, or the meeting in the one round that is asked for; 404 where there is none."""
    asked = request.query_params.get("round")
    if asked is None:
        return items_for(event, person)
    found = meeting_of(event, person, int(asked)) if re.fullmatch("[1-9][0-9]?", asked) else None
    if found is None:
        raise Http404
    return [found]


def _file(items: Sequence[FeedItem]) -> HttpResponse:
    headers = {"Content-Disposition": 'inline; filename="event.ics"', "Cache-Control": "private, no-cache"}
    return HttpResponse(file_to_keep(items, now=clock.now()), content_type=CONTENT_TYPE, headers=headers)


class EventFeedFileView(FeedView):
    @extend_schema(auth=[], responses={(200, "text/calendar"): OpenApiTypes.BINARY, 304: None})
    def get(self, request: Request, token: str) -> HttpResponse:
        """One event as the address's owner may see it, their own meetings with it, as one iCalendar file with an ETag."""
        return self.answer(request, token)

    def shown(self, token: str, now: datetime) -> tuple[SecretFeed, Publication] | None:
        feed = event_feed_at(token)
        if feed is None:
            return None
        items = items_for(feed.event, feed.person)
        return feed, feed_of_items(items, name=feed.event.title_in(feed.person.language), now=now)
