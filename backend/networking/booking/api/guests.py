"""Open slots for whoever is signed in and for whoever has the guest's link: the same deeds at both doors."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

import clock
from networking.booking import operations
from networking.booking.api.serializers import BookingPageSerializer, NewBookingSerializer
from networking.booking.models import Booking
from networking.booking.showing import booking_page
from networking.guests.api.own import ByAccount, ByLink, GuestView, registered
from networking.guests.serializers import NothingToSaySerializer
from networking.repeating import IDEMPOTENCY_KEY, once


class _Bookings(GuestView):
    def shown(self, request: Request, now: datetime, code: int = 200, **where: Any) -> Response:
        page = self.page(request, now, **where)
        return Response(
            BookingPageSerializer(booking_page(page.event, page.registration, now)).data, status=code
        )


class _BookingsView(_Bookings):
    @extend_schema(responses=BookingPageSerializer)
    def get(self, request: Request, **where: Any) -> Response:
        """Whom the guest can book in which rounds, and what they asked and were asked."""
        return self.shown(request, clock.now(), **where)

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY],
        request=NewBookingSerializer,
        responses={201: BookingPageSerializer},
    )
    @once
    def post(self, request: Request, **where: Any) -> Response:
        """Ask another guest for a round, or book it, as the event has it. 409 `slot_gone` tells in `free` which rounds are
        left; `nobody_to_book`, `too_many_asked`, `booking_closed`."""
        now = clock.now()
        page = self.page(request, now, **where)
        asked = NewBookingSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        operations.ask(
            registration_id=registered(page).pk,
            about_id=asked.validated_data["about"],
            round_number=asked.validated_data["round"],
            word=asked.validated_data["word"],
            by=page.person,
            now=now,
        )
        return self.shown(request, now, status.HTTP_201_CREATED, **where)


class _DeedView(_Bookings):
    deed: ClassVar[Callable[..., Booking]]

    @extend_schema(
        parameters=[IDEMPOTENCY_KEY], request=NothingToSaySerializer, responses=BookingPageSerializer
    )
    @once
    def post(self, request: Request, booking_id: int, **where: Any) -> Response:
        """409 `booking_over` where it was answered or taken back meanwhile; 404 where it is not theirs to say."""
        now = clock.now()
        page = self.page(request, now, **where)
        mine = registered(page)
        try:
            type(self).deed(booking_id=booking_id, registration_id=mine.pk, by=page.person, now=now)
        except Booking.DoesNotExist as error:
            raise Http404 from error
        return self.shown(request, now, **where)


class OwnBookingsView(ByAccount, _BookingsView):
    pass


class OwnBookingTakeView(ByAccount, _DeedView):
    deed = staticmethod(operations.take)


class OwnBookingDeclineView(ByAccount, _DeedView):
    deed = staticmethod(operations.decline)


class OwnBookingWithdrawView(ByAccount, _DeedView):
    deed = staticmethod(operations.withdraw)


class LinkedBookingsView(ByLink, _BookingsView):
    pass


class LinkedBookingTakeView(ByLink, _DeedView):
    deed = staticmethod(operations.take)


class LinkedBookingDeclineView(ByLink, _DeedView):
    deed = staticmethod(operations.decline)


class LinkedBookingWithdrawView(ByLink, _DeedView):
    deed = staticmethod(operations.withdraw)
