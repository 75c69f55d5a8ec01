"""What guests booked, for coordinators."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from networking.booking.api.serializers import DeskBookingSerializer
from networking.booking.models import Booking, BookingState
from networking.booking.operations import call_booking_off
from networking.booking.queries import bookings_over
from networking.events.queries import matching
from networking.models import Event
from networking.repeating import IDEMPOTENCY_KEY, once
from problems.ordering import OrderingFilter

NAMES = (
    "startup__person__name",
    "startup__startup__name_ko",
    "startup__startup__name_en",
    "contact__person__name",
    "contact__expert__organisation",
)


class BookingFilter(filters.FilterSet):  # type: ignore[misc]  # django-filter ships no types
    state = filters.MultipleChoiceFilter(choices=BookingState.choices)
    round = filters.NumberFilter()
    q = filters.CharFilter(
        method="matches", label="Words of the name, company or organisation of either side"
    )
    ordering = OrderingFilter(fields=["round", "asked_at", "state"])

    class Meta:
        model = Booking
        fields: list[str] = []

    def matches(self, rows: QuerySet[Booking], name: str, value: str) -> QuerySet[Booking]:
        return rows.filter(matching(value, *NAMES))


class BookingsDeskView(generics.ListAPIView[Booking]):
    """What guests asked one another and agreed, by round."""

    permission_classes = [Coordinators]
    serializer_class: Any = DeskBookingSerializer
    queryset = Booking.objects.none()
    filterset_class = BookingFilter

    def get_queryset(self) -> QuerySet[Booking]:
        return bookings_over(get_object_or_404(Event, slug=self.kwargs["slug"]))


class CallBookingOffView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=None, responses=DeskBookingSerializer)
    @once
    def post(self, request: Request, slug: str, booking_id: int) -> Response:
        """It does not take place; both are told. 409 `booking_over`."""
        get_object_or_404(Booking, pk=booking_id, event__slug=slug)
        booking = call_booking_off(booking_id=booking_id, by=signed_in(request), now=clock.now())
        return Response(DeskBookingSerializer(booking).data)
