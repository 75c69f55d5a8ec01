"""Runs as JSON: what was asked, what came of it, and why."""

from typing import Any

from rest_framework import serializers

from mentoring.cycles.api.serializers import PairIdsSerializer, PinSerializer, WeightsSerializer
from mentoring.models import RunState


class TrialSerializer(serializers.Serializer[Any]):
    """What would be if: other weights, capacities by expert, experts from beside, pairs required or ruled out."""

    weights = WeightsSerializer(required=False)
    capacity = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=1000), required=False, help_text="By expert"
    )
    beside = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=2**62), max_length=100, required=False
    )
    required_pairs = serializers.ListField(child=PairIdsSerializer(), max_length=2000, required=False)
    forbidden_pairs = serializers.ListField(child=PairIdsSerializer(), max_length=2000, required=False)
    with_hours = serializers.BooleanField(required=False)


class NewRunSerializer(serializers.Serializer[Any]):
    like = serializers.IntegerField(
        min_value=1,
        max_value=2**62,
        required=False,
        allow_null=True,
        help_text="Change as little as can be of this run",
    )
    trial = TrialSerializer(required=False, allow_null=True)


class RunRowSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField(source="pk")
    state = serializers.ChoiceField(choices=RunState.choices)
    is_trial = serializers.BooleanField()
    like = serializers.IntegerField(source="like_id", allow_null=True)
    failure = serializers.CharField()
    served = serializers.IntegerField(source="outcome.served", allow_null=True, default=None)
    score = serializers.IntegerField(source="outcome.score", allow_null=True, default=None)
    seconds = serializers.FloatField(source="proof.seconds", allow_null=True, default=None)
    by = serializers.CharField(source="by.name")
    wanted_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)


class RunProofSerializer(serializers.Serializer[Any]):
    """Value and bound are in the solver's own measure: equal, and nothing is better."""

    kind = serializers.CharField()
    cost = serializers.CharField(allow_null=True, default=None)
    bound = serializers.CharField(allow_null=True, default=None)
    gap = serializers.IntegerField(allow_null=True, default=None)
    seconds = serializers.FloatField()


class UnservedSerializer(serializers.Serializer[Any]):
    startup = serializers.IntegerField()
    code = serializers.CharField()
    words = serializers.CharField()


class RunPairSerializer(serializers.Serializer[Any]):
    startup = serializers.IntegerField(source="startup_id")
    expert = serializers.IntegerField(source="expert_id")
    place = serializers.IntegerField()
    score = serializers.IntegerField()
    parts = serializers.DictField(child=serializers.FloatField())
    hour = serializers.IntegerField(
        allow_null=True, help_text="Minutes since Monday 00:00 on the hub's clock"
    )


class BoardStartupSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name_ko = serializers.CharField()
    name_en = serializers.CharField()


class BoardExpertSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    name = serializers.CharField()
    organisation = serializers.CharField()
    capacity = serializers.IntegerField()


class RunDetailSerializer(RunRowSerializer):
    """A run with everything that the pairing board shows."""

    cycle = serializers.IntegerField(source="cycle_id")
    weights = WeightsSerializer(source="asked.weights")
    conflict = serializers.ListField(
        child=serializers.CharField(), help_text="Demands that cannot all be kept"
    )
    unserved = UnservedSerializer(many=True)
    proof = RunProofSerializer(allow_null=True)
    faults = serializers.ListField(child=serializers.CharField())
    startups = BoardStartupSerializer(many=True)
    experts = BoardExpertSerializer(many=True)
    pairs = RunPairSerializer(many=True)
    alternatives = RunPairSerializer(many=True)
    pins = PinSerializer(many=True)


class WhyPartSerializer(serializers.Serializer[Any]):
    part = serializers.CharField()
    share = serializers.FloatField()
    weight = serializers.IntegerField()
    words = serializers.CharField()


class WhySerializer(serializers.Serializer[Any]):
    score = serializers.IntegerField()
    bans = serializers.ListField(child=serializers.CharField())
    parts = WhyPartSerializer(many=True)


class DifferenceSerializer(serializers.Serializer[Any]):
    startup = serializers.IntegerField()
    before = serializers.ListField(child=serializers.IntegerField())
    after = serializers.ListField(child=serializers.IntegerField())


class PublishSerializer(serializers.Serializer[Any]):
    despite_changes = serializers.BooleanField(default=False)


class PublishedSerializer(serializers.Serializer[Any]):
    pairs = serializers.IntegerField(help_text="How many were offered")
