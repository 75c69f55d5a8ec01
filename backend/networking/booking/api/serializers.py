"""Open slots as JSON. Never an address or a number of a guest."""

from typing import Any

from rest_framework import serializers

from networking.booking.models import Booking, BookingState
from networking.guests.serializers import GuestNameSerializer
from networking.models import BookingPolicy
from networking.plans.serializers import EventRoundSerializer
from networking.wishes.serializers import GuestProfileSerializer


class FreeGuestSerializer(serializers.Serializer[Any]):
    profile = GuestProfileSerializer()
    rounds = serializers.ListField(child=serializers.IntegerField(), help_text="In which both are free")


class GuestBookingSerializer(serializers.Serializer[Any]):
    """A booking as one of its two guests sees it."""

    id = serializers.IntegerField(source="booking.pk")
    state = serializers.ChoiceField(choices=BookingState.choices)
    is_mine = serializers.BooleanField(help_text="Whether the reader asked")
    other = GuestNameSerializer()
    round = serializers.IntegerField(source="booking.round")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    table = serializers.IntegerField(source="booking.table.number")
    word = serializers.CharField(source="booking.word")
    answer_until = serializers.DateTimeField(source="booking.answer_until", allow_null=True)
    may = serializers.ListField(child=serializers.ChoiceField(choices=["take", "decline", "withdraw"]))


class BookingPageSerializer(serializers.Serializer[Any]):
    policy = serializers.ChoiceField(choices=BookingPolicy.choices)
    is_open = serializers.BooleanField(help_text="Whether meetings can be booked now")
    time_zone = serializers.CharField(help_text="Of the event")
    own_time_zone = serializers.CharField()
    rounds = EventRoundSerializer(many=True)
    bookings = GuestBookingSerializer(many=True)
    guests = FreeGuestSerializer(many=True, help_text="Whom the reader can book, the likeliest first")


class NewBookingSerializer(serializers.Serializer[Any]):
    about = serializers.IntegerField(min_value=1, max_value=2**31 - 1, help_text="The other guest")
    round = serializers.IntegerField(min_value=1, max_value=60)
    word = serializers.CharField(max_length=300, allow_blank=True, default="")


class DeskBookingSerializer(serializers.ModelSerializer[Booking]):
    """A booking for coordinators."""

    state = serializers.ChoiceField(choices=BookingState.choices)
    startup = GuestNameSerializer()
    contact = GuestNameSerializer()
    table = serializers.IntegerField(source="table.number")
    starts_at = serializers.DateTimeField(source="appointment.starts_at")

    class Meta:
        model = Booking
        fields = [
            "id",
            "state",
            "startup",
            "contact",
            "is_by_contact",
            "round",
            "starts_at",
            "table",
            "asked_at",
            "answer_until",
            "ended_at",
        ]
        read_only_fields = fields
