"""Cycles, answers and wishes as JSON."""

from typing import Any

from rest_framework import serializers

from clock.fields import BOUNDED
from directory.fields import BySlugField
from directory.models import Expert, Startup
from mentoring.api.serializers import SessionProgrammeSerializer, SessionStartupSerializer
from mentoring.cycles.rules import HIGHEST_WEIGHT
from mentoring.models import Cycle, CycleState, PinKind, Programme
from mentoring.pairing.scoring import Part

SIDES = ["startup", "expert"]
SAID = ["none", "draft", "sent"]
LONG = 2000
MOST_NAMED = 2000  # ids in one request


class WeightsSerializer(serializers.Serializer[Any]):
    """How much each part of the score counts, from 0 to 10."""

    def get_fields(self) -> dict[str, Any]:
        fields = {}
        for part in Part:
            fields[part.value] = serializers.IntegerField(
                min_value=0, max_value=HIGHEST_WEIGHT, required=False
            )
        return fields


class CycleTermsSerializer(serializers.ModelSerializer[Cycle]):
    serializer_field_mapping = BOUNDED

    weights = WeightsSerializer(required=False)
    enough_hours = serializers.IntegerField(min_value=1, max_value=60, required=False)
    fewest_hours = serializers.IntegerField(min_value=0, max_value=60, required=False)
    answer_days = serializers.IntegerField(min_value=1, max_value=60, required=False)
    most_per_organisation = serializers.IntegerField(
        min_value=1, max_value=1000, required=False, allow_null=True
    )
    seed = serializers.IntegerField(min_value=0, max_value=2**31 - 1, required=False)

    class Meta:
        model = Cycle
        fields = [
            "startups_due_on",
            "startups_due_at",
            "experts_due_on",
            "experts_due_at",
            "weights",
            "enough_hours",
            "fewest_hours",
            "language_is_a_must",
            "with_hours",
            "is_stable",
            "most_per_organisation",
            "answer_days",
            "seed",
        ]


class NewCycleSerializer(CycleTermsSerializer):
    programme = BySlugField(queryset=Programme.objects.all())

    class Meta(CycleTermsSerializer.Meta):
        fields = ["programme", *CycleTermsSerializer.Meta.fields]


class CycleSerializer(serializers.Serializer[Any]):
    """`my_due_at` and `my_wish` are the caller's own; null for coordinators."""

    id = serializers.IntegerField(source="cycle.pk")
    programme = SessionProgrammeSerializer(source="cycle.programme")
    state = serializers.ChoiceField(choices=CycleState.choices, source="cycle.state")
    terms = CycleTermsSerializer(source="cycle")
    opened_at = serializers.DateTimeField(source="cycle.opened_at")
    reminded_at = serializers.DateTimeField(source="cycle.reminded_at", allow_null=True)
    published_at = serializers.DateTimeField(source="cycle.published_at", allow_null=True)
    closed_at = serializers.DateTimeField(source="cycle.closed_at", allow_null=True)
    my_due_at = serializers.DateTimeField(allow_null=True)
    my_wish = serializers.ChoiceField(choices=SAID, allow_null=True)


class CandidateSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name_ko = serializers.CharField()
    name_en = serializers.CharField()
    text_ko = serializers.CharField()
    text_en = serializers.CharField()
    topics = serializers.ListField(child=serializers.CharField())
    languages = serializers.ListField(child=serializers.CharField())


class SaidSerializer(serializers.Serializer[Any]):
    """What was said: ids of the other side, the best first, and of those ruled out."""

    ranks = serializers.ListField(child=serializers.IntegerField())
    vetoes = serializers.ListField(child=serializers.IntegerField())
    needs = serializers.CharField()
    topics = serializers.ListField(child=serializers.CharField())
    at = serializers.DateTimeField()
    by = serializers.CharField()
    for_them = serializers.BooleanField()


class WishSerializer(serializers.Serializer[Any]):
    side = serializers.ChoiceField(choices=SIDES)
    name = serializers.CharField()
    due_at = serializers.DateTimeField(allow_null=True)
    is_open = serializers.BooleanField(help_text="Whether the caller can still send it")
    profile_topics = serializers.ListField(child=serializers.CharField())
    candidates = CandidateSerializer(many=True)
    sent = SaidSerializer(allow_null=True)
    draft = SaidSerializer(allow_null=True)


def _ids() -> serializers.ListField:
    child = serializers.IntegerField(min_value=1, max_value=2**62)
    return serializers.ListField(child=child, max_length=MOST_NAMED, default=list)


class NewWishSerializer(serializers.Serializer[Any]):
    ranks = _ids()
    vetoes = _ids()
    needs = serializers.CharField(max_length=LONG, allow_blank=True, default="")
    topics = serializers.ListField(child=serializers.SlugField(), max_length=50, default=list)
    send = serializers.BooleanField(help_text="False keeps a draft")


class AnswerRowSerializer(serializers.Serializer[Any]):
    side = serializers.ChoiceField(choices=SIDES)
    id = serializers.IntegerField(source="party.pk")
    name_ko = serializers.SerializerMethodField()
    name_en = serializers.SerializerMethodField()
    state = serializers.ChoiceField(choices=SAID)
    due_at = serializers.DateTimeField(allow_null=True)
    sent_at = serializers.DateTimeField(source="sent.at", allow_null=True, default=None)
    for_them = serializers.BooleanField(source="sent.for_them", default=False)
    named = serializers.SerializerMethodField()

    def get_name_ko(self, row: Any) -> str:
        return str(row.party.name_ko if row.side == "startup" else row.party.person.name)

    def get_name_en(self, row: Any) -> str:
        return str(row.party.name_en if row.side == "startup" else row.party.person.name)

    def get_named(self, row: Any) -> int:
        return len(row.sent.choices.all()) if row.sent else 0


class RemindedPeopleSerializer(serializers.Serializer[Any]):
    people = serializers.IntegerField()


class PairSerializer(serializers.Serializer[Any]):
    startup = serializers.PrimaryKeyRelatedField(queryset=Startup.objects.all())
    expert = serializers.PrimaryKeyRelatedField(queryset=Expert.objects.select_related("person"))


class NewPinSerializer(PairSerializer):
    kind = serializers.ChoiceField(choices=PinKind.choices)


class PairIdsSerializer(serializers.Serializer[Any]):
    startup = serializers.IntegerField(min_value=1, max_value=2**62)
    expert = serializers.IntegerField(min_value=1, max_value=2**62)


class PinSerializer(serializers.Serializer[Any]):
    startup = serializers.IntegerField(source="startup_id")
    expert = serializers.IntegerField(source="expert_id")
    kind = serializers.ChoiceField(choices=PinKind.choices)


class LockSerializer(serializers.Serializer[Any]):
    pairs = serializers.ListField(child=PairSerializer(), min_length=1, max_length=MOST_NAMED)


class LockedSerializer(serializers.Serializer[Any]):
    locked = serializers.IntegerField(help_text="How many were not held before")


class LeftAloneSerializer(serializers.Serializer[Any]):
    """A startup that was offered somebody and has nobody."""

    startup = SessionStartupSerializer()
    pair = serializers.UUIDField(source="last.pk", help_text="The last that came to nothing")
    expert_name = serializers.CharField(source="last.expert.person.name")
    state = serializers.ChoiceField(choices=["declined", "expired"], source="last.state")
    closed_at = serializers.DateTimeField(source="last.closed_at")
