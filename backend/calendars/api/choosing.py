"""The list of a person's calendars, and their choice among them."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import AnyoneSignedIn
from calendars.health import calendars_of
from calendars.models import PRIMARY, CalendarState, GoogleConnection, ReadCalendar
from calendars.operations import refresh_calendars
from calendars.operations.choosing import choose_calendars
from calendars.operations.consent import GoogleUnreachable
from calendars.operations.listing import NotConnected
from calendars.queries import connection_of
from calendars.troubles import words_of
from calendars.wishes import Part, may_be_written
from integrations.google_calendar import TemporaryFailure


class GoogleCalendarSerializer(serializers.Serializer[Any]):
    """One calendar of the person: what Meridian does with it, and how it last went."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    is_primary = serializers.BooleanField()
    is_own = serializers.BooleanField(help_text="Made by Meridian")
    access_role = serializers.CharField()
    is_read = serializers.BooleanField(help_text="Its events count as busy")
    is_written = serializers.BooleanField(help_text="New events of sessions go here")
    can_be_read = serializers.BooleanField()
    can_be_written = serializers.BooleanField()
    state = serializers.ChoiceField(choices=[(one, one) for one in CalendarState.values])
    as_of = serializers.DateTimeField(allow_null=True)
    last_error = serializers.CharField(allow_null=True)
    words = serializers.CharField(help_text="What is wrong, and what to do; empty if nothing is")


class GoogleCalendarChoiceSerializer(serializers.Serializer[Any]):
    read = serializers.ListField(child=serializers.IntegerField(min_value=1), max_length=1000)
    written = serializers.IntegerField(
        min_value=1, allow_null=True, default=None, help_text="null leaves it as it is"
    )


class GoogleCalendarsView(APIView):
    permission_classes = [AnyoneSignedIn]

    @extend_schema(responses=GoogleCalendarSerializer(many=True))
    def get(self, request: Request) -> Response:
        return _shown(connection_of(signed_in(request)))

    @extend_schema(request=GoogleCalendarChoiceSerializer, responses=GoogleCalendarSerializer(many=True))
    def put(self, request: Request) -> Response:
        """Say which count as busy, and which one is written to. Events that stand in another one stay there."""
        choice = GoogleCalendarChoiceSerializer(data=request.data)
        choice.is_valid(raise_exception=True)
        return _shown(choose_calendars(person=signed_in(request), now=clock.now(), **choice.validated_data))


class RefreshGoogleCalendarsView(APIView):
    permission_classes = [AnyoneSignedIn]

    @extend_schema(request=None, responses=GoogleCalendarSerializer(many=True))
    def post(self, request: Request) -> Response:
        """Ask Google which calendars there are."""
        connection = connection_of(signed_in(request))
        if connection is None:
            raise NotConnected
        try:
            refresh_calendars(connection_id=connection.pk, now=clock.now())
        except TemporaryFailure as error:
            raise GoogleUnreachable from error
        return _shown(connection)


def _shown(connection: GoogleConnection | None) -> Response:
    rows = [_row(row, connection) for row in calendars_of(connection)] if connection else []
    return Response(GoogleCalendarSerializer(rows, many=True).data)


def _row(row: ReadCalendar, connection: GoogleConnection) -> dict[str, Any]:
    wish, granted = connection.wish, connection.scopes
    return {
        "id": row.pk,
        "name": row.summary or (connection.google_email if row.google_calendar_id == PRIMARY else ""),
        "is_primary": row.google_calendar_id == PRIMARY,
        "is_own": row.is_own,
        "access_role": row.access_role,
        "is_read": row.is_read,
        "is_written": row.is_written,
        "can_be_read": wish.is_on(Part.READING, granted),
        "can_be_written": may_be_written(role=row.access_role, is_own=row.is_own, wish=wish, granted=granted),
        "state": row.state,
        "as_of": row.as_of,
        "last_error": row.last_error or None,
        "words": words_of(row.last_error) if row.last_error else "",
    }
