"""The shapes of what comes after an event."""

from typing import Any

from rest_framework import serializers

from networking.after.queries import Acquaintance
from networking.after_models import NoteMark
from networking.models import EventFeedback


class AcquaintanceSerializer(serializers.Serializer[Any]):
    """Another guest of the same event. E-mail and phone are there only where both sides have said yes."""

    id = serializers.IntegerField(source="registration.pk")
    name_ko = serializers.SerializerMethodField()
    name_en = serializers.SerializerMethodField()
    person = serializers.CharField(source="registration.person.name")
    organisation = serializers.SerializerMethodField()
    kind = serializers.CharField(source="registration.kind")
    expert = serializers.IntegerField(
        source="registration.expert_id",
        allow_null=True,
        help_text="Whom to book a session with; null for companies",
    )
    mark = serializers.SerializerMethodField(help_text="follow_up, not_relevant, or empty")
    text = serializers.SerializerMethodField()
    wishes = serializers.BooleanField(help_text="The reader wants to stay in touch")
    in_touch = serializers.SerializerMethodField(help_text="Both do")
    email = serializers.CharField(help_text="Empty unless both want to stay in touch")
    phone = serializers.CharField(help_text="The same, in E.164")

    def get_name_ko(self, one: Acquaintance) -> str:
        return one.registration.name_in("ko")

    def get_name_en(self, one: Acquaintance) -> str:
        return one.registration.name_in("en")

    def get_organisation(self, one: Acquaintance) -> str:
        return one.registration.expert.organisation if one.registration.expert else ""

    def get_mark(self, one: Acquaintance) -> str:
        return one.note.mark if one.note else ""

    def get_text(self, one: Acquaintance) -> str:
        return one.note.text if one.note else ""

    def get_in_touch(self, one: Acquaintance) -> bool:
        return bool(one.email)


class EventFeedbackSerializer(serializers.ModelSerializer[EventFeedback]):
    stars = serializers.IntegerField(min_value=1, max_value=5)
    text = serializers.CharField(max_length=2000, allow_blank=True, default="")
    would_return = serializers.BooleanField(allow_null=True, default=None)

    class Meta:
        model = EventFeedback
        fields = ["stars", "text", "would_return"]


class AfterEventSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    title_ko = serializers.CharField()
    title_en = serializers.CharField()
    time_zone = serializers.CharField()
    doors_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    has_begun = serializers.BooleanField(help_text="From the doors on notes and contacts are taken")
    others = AcquaintanceSerializer(many=True)
    feedback = EventFeedbackSerializer(allow_null=True)
    has_certificate = serializers.BooleanField(help_text="Of attendance, to be fetched now")


class GuestNoteSerializer(serializers.Serializer[Any]):
    mark = serializers.ChoiceField(choices=NoteMark.choices, default=NoteMark.NONE, allow_blank=True)
    text = serializers.CharField(max_length=2000, allow_blank=True, default="")


class StayInTouchSerializer(serializers.Serializer[Any]):
    wishes = serializers.BooleanField(help_text="False takes it back")


class EventOutcomeSerializer(serializers.Serializer[Any]):
    guests = serializers.IntegerField(help_text="With a place")
    feedback = serializers.IntegerField(help_text="Guests who have said how it was")
    stars = serializers.FloatField(allow_null=True, help_text="The mean, from 1 to 5")
    would_return = serializers.IntegerField()
    follow_ups = serializers.IntegerField(help_text="Notes marked so")
    in_touch = serializers.IntegerField(help_text="Pairs that stay in touch")
    thanked_at = serializers.DateTimeField(allow_null=True)


class ThankedSerializer(serializers.Serializer[Any]):
    thanked = serializers.IntegerField(help_text="Guests who get an e-mail")
