"""What guests booked, for coordinators."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

import clock
from accounts.api import signed_in
from accounts.permissions import Coordinators
from networking.booking.api.serializers import DeskBookingSerializer
from networking.booking.models import Booking
from networking.booking.operations import call_booking_off
from networking.booking.queries import bookings_over
from networking.models import Event
from networking.repeating import IDEMPOTENCY_KEY, once


class BookingsDeskView(generics.GenericAPIView[Booking]):
    permission_classes = [Coordinators]
    serializer_class: Any = DeskBookingSerializer
    queryset = Booking.objects.none()

    def get_queryset(self) -> QuerySet[Booking]:
        return bookings_over(get_object_or_404(Event, slug=self.kwargs["slug"]))

    @extend_schema(responses=DeskBookingSerializer(many=True))
    def get(self, request: Request, slug: str) -> Response:
        """By round."""
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response(DeskBookingSerializer(page, many=True).data)


class CallBookingOffView(APIView):
    permission_classes = [Coordinators]

    @extend_schema(parameters=[IDEMPOTENCY_KEY], request=None, responses=DeskBookingSerializer)
    @once
    def post(self, request: Request, slug: str, booking_id: int) -> Response:
        """It does not take place; both are told. 409 `booking_over`."""
        get_object_or_404(Booking, pk=booking_id, event__slug=slug)
        booking = call_booking_off(booking_id=booking_id, by=signed_in(request), now=clock.now())
        return Response(DeskBookingSerializer(booking).data)
