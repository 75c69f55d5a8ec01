"""The desk at the door: who is expected, who has come."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from networking.day.operations import Arriving, check_in, undo_check_in
from networking.day.queries import Expected, event_of_ticket, guests_at_the_door, ticket_tail
from networking.day.refusals import NobodyNamed
from networking.models import CheckIn, Event, Registration


class DoorGuestSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="registration.pk")
    name = serializers.CharField(source="registration.person.name")
    company_ko = serializers.SerializerMethodField(help_text="The startup, or the contact's organisation")
    company_en = serializers.SerializerMethodField()
    kind = serializers.CharField(source="registration.kind")
    companions = serializers.ListField(child=serializers.CharField(), source="registration.companions")
    photo_consent = serializers.BooleanField(
        source="registration.photo_consent", allow_null=True, help_text="null: not answered"
    )
    ticket = serializers.SerializerMethodField(help_text="The end of the code on their ticket")
    arrived_at = serializers.DateTimeField(allow_null=True)

    def get_company_ko(self, one: Expected) -> str:
        return _company(one, "ko")

    def get_company_en(self, one: Expected) -> str:
        return _company(one, "en")

    def get_photo_consent(self, one: Expected) -> bool:
        return one.registration.photo_consent_at is not None

    def get_ticket(self, one: Expected) -> str:
        return ticket_tail(one.registration)


def _company(one: Expected, language: str) -> str:
    guest = one.registration
    return guest.expert.organisation if guest.expert else guest.name_in(language)


class DoorSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    title_ko = serializers.CharField()
    title_en = serializers.CharField()
    time_zone = serializers.CharField()
    doors_at = serializers.DateTimeField()
    now = serializers.DateTimeField(help_text="The server's clock")
    guests = DoorGuestSerializer(many=True)


class ArrivingSerializer(serializers.Serializer[Any]):
    key = serializers.CharField(max_length=64, help_text="Chosen by the desk, new for each check-in")
    ticket = serializers.CharField(
        max_length=500, allow_blank=True, default="", help_text="The code of the QR, or the address in it"
    )
    guest = serializers.IntegerField(
        allow_null=True, default=None, min_value=1, max_value=2**63 - 1, help_text="Else the guest's number"
    )
    at = serializers.DateTimeField(
        allow_null=True, default=None, help_text="When they came; a time that cannot be is taken as now"
    )


class CheckedInSerializer(serializers.Serializer[Any]):
    guest = serializers.IntegerField(source="registration_id")
    name = serializers.CharField(source="registration.person.name")
    at = serializers.DateTimeField()
    way = serializers.CharField()


class CheckInsView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=DoorSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """Everybody with a place, in one answer: the desk goes on by name when the line is gone."""
        event = get_object_or_404(Event, slug=slug)
        door = {
            "slug": event.slug,
            "title_ko": event.title_in("ko"),
            "title_en": event.title_in("en"),
            "time_zone": event.time_zone,
            "doors_at": event.doors_at,
            "now": clock.now(),
            "guests": guests_at_the_door(event),
        }
        return Response(DoorSerializer(door).data)

    @extend_schema(request=ArrivingSerializer, responses=CheckedInSerializer)
    def post(self, request: Request, slug: str) -> Response:
        """A guest has come. The same `key` again is answered the same. 409 `ticket_forged`,
        `ticket_of_another_event`, `already_checked_in`, `no_place`, `check_in_closed`, `check_in_key_reused`."""
        event = get_object_or_404(Event, slug=slug)
        asked = ArrivingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        told = asked.validated_data
        if not told["ticket"] and told["guest"] is None:
            raise NobodyNamed
        arriving = Arriving(told["ticket"], told["guest"], told["key"], told["at"])
        try:
            row: CheckIn = check_in(event=event, arriving=arriving, by=signed_in(request), now=clock.now())
        except Registration.DoesNotExist as error:
            raise Http404 from error
        return Response(CheckedInSerializer(row).data)


class CheckInView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses={204: None})
    def delete(self, request: Request, slug: str, registration_id: int) -> Response:
        """It was somebody else: the guest is expected again."""
        event = get_object_or_404(Event, slug=slug)
        undo_check_in(event=event, guest=registration_id, by=signed_in(request), now=clock.now())
        return Response(status=204)


class TicketEventSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField(help_text="Of the event that the ticket is for")


class TicketView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(responses=TicketEventSerializer)
    def get(self, request: Request, code: str) -> Response:
        """Which event a ticket is for, for a camera that has opened its address. 409 `ticket_forged`."""
        return Response(TicketEventSerializer(event_of_ticket(code)).data)
