"""What people send: the bodies of the requests about sessions, checked for form before anything is done."""

from typing import Any

from rest_framework import serializers

from directory.models import Expert
from mentoring.models import Programme
from mentoring.proposing import AT_MOST


class SessionWishSerializer(serializers.Serializer[Any]):
    """When, and what for."""

    starts_at = serializers.DateTimeField()
    goal = serializers.CharField(max_length=300)
    questions = serializers.CharField(max_length=4000, allow_blank=True, default="")
    deck_url = serializers.URLField(allow_blank=True, default="")


class SessionRequestSerializer(SessionWishSerializer):
    programme = serializers.SlugRelatedField(slug_field="slug", queryset=Programme.objects.all())
    expert = serializers.PrimaryKeyRelatedField(queryset=Expert.objects.select_related("person"))


class AnswerSerializer(serializers.Serializer[Any]):
    word = serializers.CharField(max_length=500, allow_blank=True, default="")


class ProposeSerializer(serializers.Serializer[Any]):
    starts = serializers.ListField(child=serializers.DateTimeField(), min_length=1, max_length=AT_MOST)
    word = serializers.CharField(max_length=500, allow_blank=True, default="")
    outside_humane_hours = serializers.BooleanField(
        required=False, help_text="An expert knows that some are outside the hours in which the founder meets"
    )


class TakeSerializer(serializers.Serializer[Any]):
    start = serializers.DateTimeField(help_text="One of the proposed starts")


class RescheduleSerializer(serializers.Serializer[Any]):
    starts_at = serializers.DateTimeField()
    reason = serializers.CharField(max_length=500)
    version = serializers.IntegerField(
        min_value=1, required=False, help_text="Of the session; not needed beside If-Match"
    )
    override = serializers.BooleanField(
        default=False, help_text="A coordinator sets cut-off and number of moves aside"
    )


class CancelSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500)


class CompleteSerializer(serializers.Serializer[Any]):
    """Nothing is asked."""


class NoShowSerializer(serializers.Serializer[Any]):
    who = serializers.ChoiceField(choices=["startup", "expert"])


class DisputeSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=2000)


class SettleSerializer(serializers.Serializer[Any]):
    outcome = serializers.ChoiceField(
        choices=["startup", "expert", "took_place"], help_text="Who did not come, or that both came"
    )
    word = serializers.CharField(max_length=500)


class NewNoteSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=2000)
